//! What holds for every shipped Turtle file.

use std::collections::BTreeSet;

use oxrdf::Term;
use sulh_ontology::{
    Base, Kind, NAMESPACE, ShippedGraph, Syntax, owl, rdf, rdfs, shapes, shipped, skos, sulh,
};

use super::graph::{FILES, all, objects, of_type, subject, texts};

#[test]
fn every_turtle_file_parses_and_states_something() {
    for (name, triples) in FILES.iter() {
        assert!(triples.len() > 7, "{name} has {} triples", triples.len());
    }
    let turtle = shipped().iter().filter(|file| file.syntax == Syntax::Turtle);
    assert_eq!(FILES.len(), turtle.count());
}

#[test]
fn there_are_no_blank_nodes() {
    for triple in all() {
        assert!(triple.subject.is_named_node(), "{triple}");
        assert!(!matches!(triple.object, Term::BlankNode(_)), "{triple}");
    }
}

#[test]
fn only_the_sample_is_left_out_without_being_asked_for() {
    let demo: Vec<_> =
        shipped().iter().filter(|file| file.demo_only).map(|file| file.name).collect();
    assert_eq!(demo, ["data/sample/sample.ttl"]);
    let base = Base::default();
    let graphs: BTreeSet<_> =
        shipped().iter().map(|file| file.graph.iri(&base).into_string()).collect();
    assert_eq!(graphs.len(), 8);
    assert!(graphs.contains(ShippedGraph::Source("cldr").iri(&base).as_str()));
    assert!(graphs.contains(ShippedGraph::Source("labels-draft").iri(&base).as_str()));
    assert!(graphs.contains(ShippedGraph::Source("network").iri(&base).as_str()));
    assert!(shipped().iter().any(|file| matches!(file.syntax, Syntax::Csv(_))));
}

#[test]
fn every_term_of_the_namespace_that_is_used_is_declared_and_described() {
    let declared: BTreeSet<_> = [owl::CLASS, owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY]
        .into_iter()
        .flat_map(of_type)
        .collect();
    let schemes: BTreeSet<_> = of_type(skos::CONCEPT_SCHEME).into_iter().collect();
    let shapes: BTreeSet<_> = shapes().flat_map(|file| &FILES[file.name]).map(subject).collect();
    for triple in all() {
        let object = match &triple.object {
            Term::NamedNode(node) => node.as_str(),
            _ => "",
        };
        for iri in [triple.predicate.as_str(), object] {
            if iri.starts_with(NAMESPACE) && !schemes.contains(iri) && !shapes.contains(iri) {
                assert!(declared.contains(iri), "{iri} is not declared");
            }
        }
    }
    for class in [owl::CLASS, owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY] {
        for term in of_type(class) {
            assert_eq!(texts(term, rdfs::LABEL, "en").len(), 1, "{term}");
            assert_eq!(objects(term, rdfs::COMMENT).len(), 1, "{term}");
        }
    }
}

#[test]
fn every_id_that_is_named_is_described_or_is_a_country_or_a_goal() {
    let base = Base::default();
    let described: BTreeSet<_> = all().map(subject).collect();
    for triple in all() {
        let Term::NamedNode(object) = &triple.object else { continue };
        if let Some((kind, slug)) = base.parse_id(object.as_str()) {
            let elsewhere = matches!(kind, Kind::Country | Kind::Sdg);
            assert!(
                elsewhere || described.contains(object.as_str()),
                "{kind}/{slug} is nowhere described"
            );
        } else {
            assert!(!object.as_str().starts_with("https://w3id.org/sulh/id/"), "{object}");
        }
    }
}

#[test]
fn every_id_stands_under_the_kind_of_its_class() {
    let base = Base::default();
    for (class, kind) in [
        (sulh::THREAT, Kind::Threat),
        (sulh::THEME_CLASS, Kind::Theme),
        (sulh::DIMENSION_CLASS, Kind::Dimension),
        (sulh::RESPONSE_STATUS, Kind::ResponseStatus),
        (sulh::ACTION_CATEGORY, Kind::Action),
        (sulh::LEVEL_CLASS, Kind::Level),
        (sulh::SECTOR_CLASS, Kind::Sector),
        (sulh::FORM_OF_WORK_CLASS, Kind::FormOfWork),
        (sulh::PLACE, Kind::Place),
        (sulh::ORGANIZATION, Kind::Organization),
        (sulh::RECOMMENDATION, Kind::Recommendation),
        (sulh::RESPONSE, Kind::Response),
        (sulh::REPORT_SERIES, Kind::ReportSeries),
        (sulh::INITIATIVE, Kind::Initiative),
        (sulh::NETWORK, Kind::Network),
        (sulh::ENGAGEMENT, Kind::Engagement),
        (sulh::EVENT, Kind::Event),
        (sulh::TRAINING, Kind::Training),
        (sulh::SOURCE, Kind::Source),
        (sulh::DOCUMENT, Kind::Document),
        (sulh::REVIEW_STATUS_CLASS, Kind::ReviewStatus),
        (sulh::POLARITY_CLASS, Kind::Polarity),
        (sulh::FINDING_POLARITY, Kind::FindingPolarity),
        (sulh::SEVERITY_CLASS, Kind::Severity),
        (sulh::TREND_CLASS, Kind::Trend),
        (sulh::REFORM_TYPE_CLASS, Kind::ReformType),
        (sulh::ASSESSOR_KIND_CLASS, Kind::AssessorKind),
        (sulh::IMPLEMENTATION_STATUS_CLASS, Kind::ImplementationStatus),
    ] {
        let things = of_type(class);
        assert!(!things.is_empty(), "{class}");
        for iri in things {
            assert_eq!(base.parse_id(iri).map(|(kind, _)| kind), Some(kind), "{iri}");
        }
    }
}

#[test]
fn the_controlled_lists_are_complete_and_glossed() {
    let slugs = |class| -> Vec<_> {
        of_type(class).into_iter().filter_map(|iri| iri.rsplit('/').next()).collect()
    };
    assert_eq!(
        slugs(sulh::RESPONSE_STATUS),
        [
            "accepted",
            "already-implemented",
            "no-answer",
            "noted",
            "partially-accepted",
            "rejected",
            "under-consideration",
            "unknown",
        ]
    );
    assert_eq!(
        slugs(sulh::ACTION_CATEGORY),
        ["considering", "continuing", "general", "minimal", "specific"]
    );
    assert_eq!(slugs(sulh::LEVEL_CLASS), ["eu", "international", "local", "national", "regional"]);
    assert_eq!(slugs(sulh::DIMENSION_CLASS).len(), 7);
    assert_eq!(slugs(sulh::SECTOR_CLASS).len(), 7);
    for class in
        [sulh::RESPONSE_STATUS, sulh::ACTION_CATEGORY, sulh::LEVEL_CLASS, sulh::DIMENSION_CLASS]
    {
        for iri in of_type(class) {
            assert_eq!(texts(iri, skos::DEFINITION, "en").len(), 1, "{iri}");
        }
    }
    assert!(all().any(|triple| triple.predicate == rdf::TYPE));
}
