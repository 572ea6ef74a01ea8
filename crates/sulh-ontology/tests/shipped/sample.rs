//! The invented sample: marked everywhere, wide enough to answer with, and plainly invented.

use std::collections::{BTreeMap, BTreeSet};

use sulh_ontology::{Base, Kind, dcterms, rdf, skos, sulh};

use super::graph::{FILES, iri, is, objects, of_type, subject};
use super::table::rows;

const FILE: &str = "data/sample/sample.ttl";

fn recommendations() -> Vec<&'static str> {
    of_type(sulh::RECOMMENDATION)
}

/// How many recommendations have each value of a property, by the last part of its IRI.
fn counts(of: impl Fn(&'static str) -> Vec<&'static str>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for recommendation in recommendations() {
        let values: BTreeSet<_> =
            of(recommendation).into_iter().filter_map(|iri| iri.rsplit('/').next()).collect();
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
    }
    counts
}

fn tops(threat: &'static str) -> Vec<&'static str> {
    let broader = objects(threat, skos::BROADER);
    if broader.is_empty() {
        return vec![threat];
    }
    broader.into_iter().flat_map(tops).collect()
}

#[test]
fn it_is_wide_enough_to_answer_with() {
    assert!(recommendations().len() >= 66, "{}", recommendations().len());
    let countries = counts(|iri| objects(iri, sulh::CONCERNS));
    for country in ["BIH", "MNE", "TUR", "BGR", "SRB", "XKX"] {
        assert!(countries[country] >= 10, "{country}: {countries:?}");
    }
    let levels = counts(|iri| objects(iri, sulh::LEVEL_PROPERTY));
    for level in ["local", "national", "regional", "eu"] {
        assert!(levels[level] >= 5, "{level}: {levels:?}");
    }
    let actions = counts(|iri| objects(iri, sulh::ACTION));
    assert_eq!(actions.len(), 5, "{actions:?}");
    let sectors = counts(|iri| {
        let makers = objects(iri, sulh::MADE_BY);
        makers.into_iter().flat_map(|maker| objects(maker, sulh::SECTOR_PROPERTY)).collect()
    });
    assert_eq!(sectors.len(), 7, "{sectors:?}");
}

#[test]
fn every_top_threat_is_addressed() {
    let addressed =
        counts(|iri| objects(iri, sulh::ADDRESSES).into_iter().flat_map(tops).collect());
    let all: BTreeSet<_> = of_type(sulh::THREAT)
        .into_iter()
        .filter(|threat| objects(threat, skos::BROADER).is_empty())
        .filter_map(|threat| threat.rsplit('/').next())
        .collect();
    assert_eq!(addressed.keys().copied().collect::<BTreeSet<_>>(), all);
    for top in ["illicit-economies", "organised-crime", "poverty", "social-exclusion", "extremism"]
    {
        assert!(addressed[top] >= 8, "{top}: {addressed:?}");
    }
}

#[test]
fn every_response_status_occurs_with_words_of_its_own() {
    let statuses = counts(|iri| {
        let responses = objects(iri, sulh::HAS_RESPONSE);
        responses.into_iter().flat_map(|response| objects(response, sulh::STATUS)).collect()
    });
    assert_eq!(statuses.len(), 8, "{statuses:?}");
    let responses = of_type(sulh::RESPONSE);
    let words: BTreeSet<_> =
        responses.iter().flat_map(|response| objects(response, sulh::VERBATIM)).collect();
    assert_eq!(words.len(), responses.len());
    for response in responses {
        let recommendation = objects(response, sulh::RESPONSE_TO)[0];
        assert!(objects(recommendation, sulh::HAS_RESPONSE).contains(&response));
        let by = objects(response, sulh::RESPONDED_BY)[0];
        assert!(objects(recommendation, sulh::ADDRESSED_TO).contains(&by), "{response}");
    }
    let answers: BTreeSet<_> =
        recommendations().iter().map(|one| objects(one, sulh::HAS_RESPONSE).len()).collect();
    assert!(answers.is_superset(&BTreeSet::from([0, 1, 2])));
}

#[test]
fn every_recommendation_is_whole_and_marked() {
    let texts: BTreeSet<_> =
        recommendations().into_iter().flat_map(|iri| objects(iri, sulh::TEXT)).collect();
    assert_eq!(texts.len(), recommendations().len(), "no text twice");
    let source = iri(Kind::Source, "sample");
    for recommendation in recommendations() {
        let slug = Base::default().parse_id(recommendation).unwrap().1;
        assert!(slug.starts_with("sample-"), "{recommendation}");
        assert_eq!(objects(recommendation, dcterms::IDENTIFIER), [slug]);
        assert_eq!(objects(recommendation, dcterms::SOURCE), [source.as_str()]);
        for property in
            [sulh::MADE_BY, sulh::ADDRESSED_TO, sulh::ADDRESSES, sulh::CONCERNS, dcterms::ISSUED]
        {
            assert!(!objects(recommendation, property).is_empty(), "{recommendation} {property}");
        }
    }
    for class in [sulh::RECOMMENDATION, sulh::RESPONSE] {
        for one in of_type(class) {
            assert_eq!(objects(one, sulh::SAMPLE), ["true"], "{one}");
        }
    }
}

#[test]
fn its_bodies_are_plainly_invented() {
    let makers: BTreeSet<_> =
        recommendations().into_iter().flat_map(|iri| objects(iri, sulh::MADE_BY)).collect();
    assert!(makers.len() >= 15);
    for maker in makers {
        assert!(objects(maker, skos::PREF_LABEL)[0].starts_with("Sample "), "{maker}");
        assert_eq!(objects(maker, sulh::SAMPLE), ["true"], "{maker}");
    }
    let title = objects(&iri(Kind::Source, "sample"), dcterms::TITLE);
    assert!(title[0].contains("Invented"));
    for (name, triples) in FILES.iter().filter(|(name, _)| **name != FILE) {
        let marked = triples.iter().any(|triple| triple.predicate == sulh::SAMPLE);
        assert!(!marked, "{name} holds something invented");
    }
}

#[test]
fn goals_and_countries_that_it_names_exist() {
    let base = Base::default();
    let sdgs: BTreeSet<_> =
        rows("data/sdg/sdgs.csv").into_iter().map(|row| row["code"].clone()).collect();
    for recommendation in recommendations() {
        for target in objects(recommendation, sulh::SDG_TARGET) {
            assert!(sdgs.contains(base.parse_id(target).unwrap().1), "{target}");
        }
    }
    let governments = FILES[FILE]
        .iter()
        .filter(|triple| triple.predicate == rdf::TYPE && is(&triple.object, sulh::ORGANIZATION))
        .filter(|triple| subject(triple).contains("/government-of-"));
    assert_eq!(governments.count(), 6);
}
