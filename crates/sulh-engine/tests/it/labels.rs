//! Labels in the languages of readers: which one is shown, what says that another was, what is found.

use crate::stage::{Stage, filter, stage, with_recommendations, words};
use sulh_engine::{Engine, EngineError, Identity, Languages, Page, Threat, ThreatFilter};

fn reader(languages: &str) -> Identity {
    Identity::anonymous().reading(Languages::parse(languages).unwrap())
}

fn threat(engine: &Engine, languages: &str, id: &str) -> Threat {
    let filter = ThreatFilter { under: Some(id.to_owned()), ..ThreatFilter::default() };
    let page = Page { limit: 1000, ..Page::default() };
    let listing = engine.threats(&reader(languages), &filter, &page).unwrap();
    listing.items.into_iter().find(|item| item.id == id).unwrap()
}

#[test]
fn a_threat_is_named_in_the_language_asked_for() {
    let stage = stage(|_| {});
    for (language, label) in [
        ("en", "Human trafficking"),
        ("bs", "Trgovina ljudima"),
        ("hr", "Trgovanje ljudima"),
        ("sr", "Трговина људима"),
        ("sr-Latn", "Trgovina ljudima"),
        ("cnr", "Trgovina ljudima"),
        ("tr", "İnsan ticareti"),
        ("bg", "Трафик на хора"),
        ("sq", "Trafikimi i qenieve njerëzore"),
        ("mk", "Трговија со луѓе"),
        ("tr-TR", "İnsan ticareti"),
    ] {
        let found = threat(&stage.engine, language, "human-trafficking");
        assert_eq!((found.label.as_str(), found.label_language), (label, None), "{language}");
        assert!(!found.broader[0].label.is_empty());
        assert_eq!(found.broader[0].label_language, None, "{language}");
    }
}

#[test]
fn what_is_missing_is_english_and_says_so() {
    let stage = stage(|_| {});
    // The definitions of threats are in English only.
    let found = threat(&stage.engine, "bs", "corruption");
    assert_eq!(found.definition_language.as_deref(), Some("en"));
    let found = threat(&stage.engine, "fr", "corruption");
    assert_eq!((found.label.as_str(), found.label_language.as_deref()), ("Corruption", Some("en")));
    assert_eq!(threat(&stage.engine, "en", "corruption").label_language, None);
}

/// Bosnian, Croatian, Serbian and Montenegrin are equals: none of them fills a gap of another.
#[test]
fn a_gap_in_one_of_the_four_is_never_filled_from_another() {
    let stage = stage(|_| {});
    let texts =
        [("bs", "bosanski"), ("hr", "hrvatski"), ("sr-Cyrl", "српски"), ("cnr", "crnogorski")];
    for (missing, _) in texts {
        let thing = format!("https://w3id.org/sulh/id/threat/without-{}", missing.to_lowercase());
        let labels: Vec<String> = texts
            .iter()
            .filter(|(tag, _)| *tag != missing)
            .map(|(tag, text)| format!("\"{text}\"@{tag}"))
            .collect();
        stage.update(&format!(
            "INSERT DATA {{ GRAPH <urn:x:labels> {{ <{thing}> <http://www.w3.org/2004/02/skos/core#prefLabel> {} , \"English\"@en }} }}",
            labels.join(" , ")
        ));
        let found = stage.engine.entity(&reader(missing), &thing).unwrap().unwrap();
        assert_eq!(
            (found.label.as_str(), found.label_language.as_deref()),
            ("English", Some("en"))
        );
        for (tag, text) in texts.iter().filter(|(tag, _)| *tag != missing) {
            let found = stage.engine.entity(&reader(tag), &thing).unwrap().unwrap();
            assert_eq!((found.label.as_str(), found.label_language), (*text, None));
        }
        // Whoever asks for another of the four as well is given it, and is told.
        let (tag, text) = texts.into_iter().find(|(tag, _)| *tag != missing).unwrap();
        let found = stage.engine.entity(&reader(&format!("{missing},{tag}")), &thing);
        let found = found.unwrap().unwrap();
        let tag = tag.to_lowercase();
        assert_eq!((found.label.as_str(), found.label_language), (text, Some(tag)));
    }
}

#[test]
fn serbian_that_only_the_user_stated_is_read_in_latin_letters_too() {
    let stage = stage(|_| {});
    let thing = "https://w3id.org/sulh/id/threat/own";
    stage.update(&format!(
        "INSERT DATA {{ GRAPH <urn:x:g> {{ <{thing}> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Љубав и ЊЕГА\"@sr-Cyrl }} }}"
    ));
    let found = stage.engine.entity(&reader("sr-Latn"), thing).unwrap().unwrap();
    assert_eq!((found.label.as_str(), found.label_language), ("Ljubav i NJEGA", None));
}

#[test]
fn a_filter_takes_names_of_every_language_and_alphabet() {
    let stage = with_recommendations();
    for name in [
        "trgovina-ljudima",
        "Trgovanje ljudima",
        "трговина људима",
        "insan ticareti",
        "Трафик на хора",
        "trafikimi i personave",
        "трговија со луѓе",
        "trafiking",
    ] {
        let found = stage.ids(&filter(|f| f.threats = words(&[name])));
        assert_eq!(found, ["a1", "a3"], "{name}");
    }
    for status in ["prihvaćeno", "прихваћено", "kabul edildi", "E pranuar"] {
        assert_eq!(stage.ids(&filter(|f| f.statuses = words(&[status]))), ["a1"], "{status}");
    }
    let text = ThreatFilter { text: Some("rüşvet".to_owned()), ..ThreatFilter::default() };
    let found = stage.engine.threats(&reader("en"), &text, &Page::default()).unwrap();
    assert_eq!(found.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["bribery"]);
}

#[test]
fn a_mistyped_name_of_any_language_is_suggested() {
    let stage = with_recommendations();
    let wrong = filter(|f| f.threats = words(&["trgovina ljudma"]));
    let error = stage.engine.recommendations(&reader("bs"), &wrong, &Page::default()).unwrap_err();
    let EngineError::UnknownValue { suggestions, .. } = error else { panic!("{error}") };
    assert_eq!(suggestions.first().map(String::as_str), Some("Trgovina ljudima"));
}

#[test]
fn lists_are_labelled_throughout() {
    let stage = with_recommendations();
    let all = filter(|_| {});
    let listing = stage.engine.recommendations(&reader("mk"), &all, &Page::default()).unwrap();
    let first = listing.items.iter().find(|item| item.id == "a1").unwrap();
    assert_eq!(first.threats[0].label, "Трговија со луѓе");
    assert_eq!(first.responses[0].status.as_ref().unwrap().label, "Прифатена");
    assert_eq!(first.level.as_ref().unwrap().label, "Национално");
    let facet = listing.facets.iter().find(|facet| facet.field == "status").unwrap();
    assert!(facet.values.iter().any(|value| value.label == "Прифатена"));
    // The next reader of the same state is not shown the labels of the one before.
    let english = stage.engine.recommendations(&reader("en"), &all, &Page::default()).unwrap();
    assert_eq!(english.coverage.not_covered[0].label, "Kosovo");
    assert_eq!(
        english.items.iter().find(|item| item.id == "a1").unwrap().threats[0].label,
        "Human trafficking"
    );
}

fn rows(stage: &Stage, pattern: &str) -> usize {
    let nquads = stage.nquads();
    nquads.lines().filter(|line| pattern.split(' ').all(|part| line.contains(part))).count()
}

#[test]
fn queries_see_serbian_in_both_alphabets_and_where_it_is_from() {
    let stage = stage(|_| {});
    let of = |tag: &str| rows(&stage, &format!("prefLabel> @{tag} graph/source/labels-draft"));
    assert!(of("sr-cyrl") > 250, "{}", of("sr-cyrl"));
    assert_eq!(of("sr-cyrl"), of("sr-latn"));
    assert_eq!(
        rows(&stage, "<https://w3id.org/sulh/graph/source/labels-draft> ns#draft> \"true\""),
        1
    );
}
