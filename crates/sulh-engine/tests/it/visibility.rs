//! Unreviewed claims leave no trace for those who may not see them.

use crate::stage::{Stage, data, filter, with_recommendations, words};
use sulh_engine::{
    ActorFilter, Answer, CountryFilter, EngineError, ExportRequest, GraphTarget, Identity, Page,
    RdfFormat, RecommendationFilter, Role, ThreatFilter, rdf,
};

const CANDIDATES: &str = "https://w3id.org/sulh/graph/candidates/x";

/// Claims in a hidden graph: a recommendation, a body, a threat, a source with its coverage.
const CLAIMS: &str = r#"
r:hidden a sulh:Recommendation ; sulh:text "Hidden words."@en ; sulh:concerns c:BIH , c:MNE ; sulh:addresses t:corruption , t:hidden-threat ;
    sulh:madeBy o:hidden-body ; sulh:addressedTo o:government-of-bih ; dcterms:source <https://w3id.org/sulh/id/source/x> .
o:hidden-body a sulh:Organization ; skos:prefLabel "Hidden body"@en .
t:hidden-threat a sulh:Threat ; skos:prefLabel "Hidden threat"@en ; skos:broader t:corruption .
<https://w3id.org/sulh/id/source/x> a sulh:Source ; dcterms:title "Hidden source"@en ; sulh:coversCountry c:MNE .
"#;

fn everything_asked(stage: &Stage) -> String {
    let anyone = Identity::anonymous();
    let page = Page { limit: 1000, ..Page::default() };
    let mut filters = vec![RecommendationFilter::default()];
    filters.push(filter(|f| f.countries = words(&["MNE"])));
    filters.push(filter(|f| f.threats = words(&["corruption"])));
    filters.push(filter(|f| f.text = Some("hidden".to_owned())));
    let mut answers = Vec::new();
    for filter in &filters {
        let mut list = stage.engine.recommendations(&anyone, filter, &page).unwrap();
        list.revision = 0;
        answers.push(serde_json::to_string(&list).unwrap());
    }
    let mut threats = stage.engine.threats(&anyone, &ThreatFilter::default(), &page).unwrap();
    let mut actors = stage.engine.actors(&anyone, &ActorFilter::default(), &page).unwrap();
    let mut countries = stage.engine.countries(&anyone, &CountryFilter::default(), &page).unwrap();
    (threats.revision, actors.revision, countries.revision) = (0, 0, 0);
    answers.push(serde_json::to_string(&(threats, actors, countries)).unwrap());
    let mut entity = stage.engine.entity(&anyone, "country/MNE").unwrap().unwrap();
    entity.revision = 0;
    answers.push(serde_json::to_string(&entity).unwrap());
    let mut out = Vec::new();
    stage
        .engine
        .export(
            &anyone,
            &ExportRequest { graph: None, format: RdfFormat::NQuads },
            &mut out,
            &mut |_| {},
        )
        .unwrap();
    answers.push(String::from_utf8(out).unwrap());
    answers.join("\n")
}

#[test]
fn every_answer_is_the_same_with_and_without_hidden_claims() {
    let stage = with_recommendations();
    let before = everything_asked(&stage);
    stage.update(&data("candidates/x", CLAIMS));
    assert_eq!(everything_asked(&stage), before);
    // The property of names that are not shown has the word too.
    assert!(!before.to_lowercase().replace("hiddenlabel", "").contains("hidden"));
}

#[test]
fn hidden_things_are_unknown_words_and_unknown_entities() {
    let stage = with_recommendations();
    stage.update(&data("candidates/x", CLAIMS));
    let anyone = Identity::anonymous();
    for threat in
        ["hidden-threat", "Hidden threat", "https://w3id.org/sulh/id/threat/hidden-threat"]
    {
        let filter = filter(|f| f.threats = words(&[threat]));
        let error = stage.engine.recommendations(&anyone, &filter, &Page::default()).unwrap_err();
        let EngineError::UnknownValue { suggestions, .. } = error else { panic!("another error") };
        assert!(
            suggestions.iter().all(|word| !word.to_lowercase().contains("hidden")),
            "{suggestions:?}"
        );
    }
    assert!(stage.engine.entity(&anyone, "recommendation/hidden").unwrap().is_none());
    assert!(
        stage
            .engine
            .recommendation(&anyone, "https://w3id.org/sulh/id/recommendation/hidden")
            .unwrap()
            .is_none()
    );
    let target = GraphTarget::Named(rdf::NamedNode::new(CANDIDATES).unwrap());
    assert!(!stage.engine.graph_exists(&anyone, &target).unwrap());
    let error =
        stage.engine.graph_get(&anyone, &target, RdfFormat::Turtle, &mut Vec::new()).unwrap_err();
    assert_eq!(error.code(), "not-found");
}

#[test]
fn a_reviewer_sees_claims_by_name_and_nobody_in_the_union() {
    let stage = with_recommendations();
    stage.update(&data("candidates/x", CLAIMS));
    let owner = Identity::command_line();
    let token = stage.engine.create_token(&owner, "rev", Role::Reviewer).unwrap().token;
    let reviewer = stage.engine.authenticate(&token).unwrap();
    let reader = stage.engine.create_token(&owner, "rea", Role::Reader).unwrap().token;
    let reader = stage.engine.authenticate(&reader).unwrap();
    let ask = |who: &Identity, query: &str| {
        let query = stage.engine.parse_query(query, None).unwrap();
        stage
            .engine
            .query_answer(who, &query, &stage.engine.snapshot(), &stage.engine.query_run())
            .unwrap()
    };
    let by_name = format!("ASK {{ GRAPH <{CANDIDATES}> {{ ?s ?p ?o }} }}");
    let in_union = "ASK { <https://w3id.org/sulh/id/recommendation/hidden> ?p ?o }";
    assert_eq!(ask(&reviewer, &by_name), Answer::Boolean(true));
    for who in [&reader, &Identity::anonymous()] {
        assert_eq!(ask(who, &by_name), Answer::Boolean(false), "{who:?}");
    }
    for who in [&reviewer, &owner, &reader] {
        assert_eq!(ask(who, in_union), Answer::Boolean(false), "{who:?}");
    }
    // History shows a reader nothing of the commit that wrote the claims.
    let changes = stage.engine.history(&reader, None, 100).unwrap();
    assert!(changes.iter().flat_map(|change| &change.added).all(|fact| !fact.contains("idden")));
    assert!(stage.engine.history(&reader, Some("recommendation/hidden"), 10).unwrap().is_empty());
    assert_eq!(
        stage.engine.history(&reviewer, Some("recommendation/hidden"), 10).unwrap().len(),
        1
    );
}
