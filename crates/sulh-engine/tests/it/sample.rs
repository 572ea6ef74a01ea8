//! The shipped sample: every look-up answers on it, and without the demonstration it is not there.

use crate::stage::{filter, stage, words};
use sulh_engine::{
    ActorFilter, CountryFilter, Engine, EngineOptions, Identity, Page, RecommendationFilter,
    ThreatFilter,
};

#[test]
fn answers_for_all_six_countries_and_marks_what_is_invented() {
    let stage = stage(|options| options.demo = true);
    let all = stage.find(&RecommendationFilter::default());
    assert!(all.total >= 60, "{}", all.total);
    assert!(all.items.iter().all(|item| item.sample));
    assert!(all.notes.contains(&"sample: invented for demonstration".to_owned()));
    for code in ["BIH", "MNE", "TUR", "BGR", "SRB", "XKX"] {
        assert!(stage.find(&filter(|f| f.countries = words(&[code]))).total > 0, "{code}");
    }
    for threat in
        ["illicit-economies", "organised-crime", "poverty", "social-exclusion", "extremism"]
    {
        assert!(stage.find(&filter(|f| f.threats = words(&[threat]))).total > 0, "{threat}");
    }
    for status in [
        "accepted",
        "partially-accepted",
        "noted",
        "rejected",
        "under-consideration",
        "already-implemented",
    ] {
        assert!(stage.find(&filter(|f| f.statuses = words(&[status]))).total > 0, "{status}");
    }
}

#[test]
fn facets_add_up_to_what_the_filters_find() {
    let stage = stage(|options| options.demo = true);
    let all = stage.find(&RecommendationFilter::default());
    for facet in &all.facets {
        for value in &facet.values {
            let found = stage.find(&filter(|f| match facet.field {
                "country" => f.countries = words(&[&value.id]),
                "issuer" => f.issuers = words(&[&value.id]),
                "addressee" => f.addressees = words(&[&value.id]),
                "status" => f.statuses = words(&[&value.id]),
                "action" => f.actions = words(&[&value.id]),
                "level" => f.levels = words(&[&value.id]),
                "theme" => f.themes = words(&[&value.id]),
                // A threat's filter includes narrower ones, its facet does not.
                _ => f.text = Some("no such filter".to_owned()),
            }));
            if !matches!(facet.field, "threat" | "session") {
                assert_eq!(found.total, value.count, "{} {}", facet.field, value.id);
            }
        }
    }
}

#[test]
fn is_hidden_again_when_the_store_is_opened_without_the_demonstration() {
    let first = stage(|options| options.demo = true);
    let crate::stage::Stage { engine, dir } = first;
    drop(engine);
    let engine = Engine::open(EngineOptions::new(dir.path())).unwrap();
    let anyone = Identity::anonymous();
    let found = engine
        .recommendations(&anyone, &RecommendationFilter::default(), &Page::default())
        .unwrap();
    assert_eq!((found.total, found.empty_because.unwrap().code), (0, "nothing-loaded"));
    assert!(found.coverage.sources.is_empty());
    let stats = engine.stats(&Identity::command_line()).unwrap();
    assert!(stats.graphs.iter().all(|graph| !graph.name.ends_with("source/sample")));
    assert!(engine.entity(&anyone, "recommendation/sample-001").unwrap().is_none());
    let actors = engine.actors(
        &anyone,
        &ActorFilter { text: Some("sample".to_owned()), ..ActorFilter::default() },
        &Page::default(),
    );
    assert_eq!(actors.unwrap().total, 0);
}

#[test]
fn threats_actors_and_countries_are_listed() {
    let stage = stage(|options| options.demo = true);
    let anyone = Identity::anonymous();
    let page = Page { limit: 1000, ..Page::default() };
    let under =
        ThreatFilter { under: Some("organised-crime".to_owned()), ..ThreatFilter::default() };
    let threats = stage.engine.threats(&anyone, &under, &page).unwrap();
    assert!(
        threats
            .items
            .iter()
            .any(|threat| threat.id == "human-trafficking" && !threat.broader.is_empty())
    );
    assert!(threats.items.iter().all(|threat| !threat.dimensions.is_empty()));
    let actors = ActorFilter {
        sector: Some("government".to_owned()),
        country: Some("MNE".to_owned()),
        text: None,
    };
    let actors = stage.engine.actors(&anyone, &actors, &page).unwrap();
    assert_eq!(
        actors.items.iter().map(|actor| actor.id.as_str()).collect::<Vec<_>>(),
        ["government-of-mne", "sample-municipality-of-baytown"]
    );
    assert!(actors.items[0].addressed > 0);
    let covered = CountryFilter { covered: Some(true), ..CountryFilter::default() };
    let countries = stage.engine.countries(&anyone, &covered, &page).unwrap();
    assert_eq!(countries.total, 6);
    let kosovo = countries.items.iter().find(|country| country.id == "XKX").unwrap();
    assert!(kosovo.note.is_some() && kosovo.recommendations > 0);
    assert!(countries.notes.iter().any(|note| note.starts_with("Kosovo: ")));
    let all = stage.engine.countries(&anyone, &CountryFilter::default(), &page).unwrap();
    assert_eq!(all.total, 250);
    let bulgaria = all.items.iter().find(|country| country.id == "BGR").unwrap();
    assert!(
        bulgaria.memberships.iter().any(|m| m.body.id == "european-union" && m.since.is_some())
    );
    assert!(bulgaria.borders.iter().any(|neighbour| neighbour.id == "SRB"));
}

#[test]
fn an_entity_shows_its_facts_with_names() {
    let stage = stage(|options| options.demo = true);
    let entity =
        stage.engine.entity(&Identity::anonymous(), "recommendation/sample-001").unwrap().unwrap();
    assert_eq!(entity.kind.as_deref(), Some("recommendation"));
    assert!(entity.notes.contains(&"sample: invented for demonstration".to_owned()));
    let facts: Vec<&str> = entity.facts.iter().map(|fact| fact.predicate.id.as_str()).collect();
    assert!(facts.contains(&"madeBy") && facts.contains(&"concerns"), "{facts:?}");
    assert!(
        entity
            .facts
            .iter()
            .all(|fact| fact.graphs == ["https://w3id.org/sulh/graph/source/sample"])
    );
    let country = stage.engine.entity(&Identity::anonymous(), "country/XKX").unwrap().unwrap();
    assert!(country.mentions.iter().any(|mention| mention.predicate.id == "concerns"));
    let mut out = Vec::new();
    let written = stage.engine.describe(
        &Identity::anonymous(),
        "https://w3id.org/sulh/id/recommendation/sample-001",
        sulh_engine::RdfFormat::Turtle,
        &mut out,
    );
    assert!(written.unwrap().unwrap() > 10);
    assert!(String::from_utf8(out).unwrap().contains("Bosnia and Herzegovina"));
    assert!(stage.engine.entity(&Identity::anonymous(), "country/QQQ").unwrap().is_none());
}
