//! The threat scheme: labelled, defined, ordered, and never a group of people.

use std::collections::{BTreeMap, BTreeSet};

use sulh_ontology::{Kind, skos, slug, sulh};

use super::graph::{iri, objects, of_type, slug_of, texts};

/// Words that name people. A label that is nothing but such a word would call people a threat.
const PEOPLE: &[&str] = &[
    "albanians",
    "asylum seekers",
    "ashkali",
    "bosniaks",
    "bulgarians",
    "children",
    "christians",
    "croats",
    "defenders",
    "disabled people",
    "displaced persons",
    "egyptians",
    "foreign fighters",
    "foreigners",
    "fans",
    "gangs",
    "girls",
    "homeless people",
    "hooligans",
    "immigrants",
    "jews",
    "journalists",
    "kurds",
    "lgbt persons",
    "lgbti persons",
    "men",
    "migrants",
    "minorities",
    "missing persons",
    "montenegrins",
    "muslims",
    "nationalists",
    "older people",
    "orthodox",
    "patients",
    "persons with disabilities",
    "police",
    "prisoners",
    "radicals",
    "refugees",
    "returnees",
    "roma",
    "salafists",
    "serbs",
    "smugglers",
    "syrians",
    "terrorists",
    "traffickers",
    "turks",
    "unemployed",
    "veterans",
    "victims",
    "women",
    "workers",
    "young people",
    "youth",
];

fn broader(threat: &str) -> Vec<&'static str> {
    objects(threat, skos::BROADER)
}

/// Everything that it can be looked for by, what is never shown too.
fn names(threat: &str) -> Vec<&'static str> {
    [skos::PREF_LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL]
        .into_iter()
        .flat_map(|property| objects(threat, property))
        .collect()
}

#[test]
fn every_threat_is_labelled_defined_and_placed() {
    let threats = of_type(sulh::THREAT);
    assert!((70..=150).contains(&threats.len()), "{} threats", threats.len());
    let dimensions = of_type(sulh::DIMENSION_CLASS);
    for threat in threats {
        let labels = texts(threat, skos::PREF_LABEL, "en");
        assert_eq!(labels.len(), 1, "{threat}");
        assert_eq!(
            slug(labels[0]).as_deref(),
            Some(slug_of(Kind::Threat, threat)),
            "slug of {threat}"
        );
        assert_eq!(texts(threat, skos::DEFINITION, "en").len(), 1, "{threat}");
        assert_eq!(objects(threat, skos::IN_SCHEME).len(), 1, "{threat}");
        let is_top = !objects(threat, skos::TOP_CONCEPT_OF).is_empty();
        assert_ne!(is_top, !broader(threat).is_empty(), "{threat} is top or has a broader one");
        let of_it = objects(threat, sulh::DIMENSION_PROPERTY);
        assert!(!of_it.is_empty() && of_it.iter().all(|one| dimensions.contains(one)), "{threat}");
        let scope = objects(threat, sulh::SCOPE);
        assert!(
            !scope.is_empty()
                && scope.iter().all(|one| ["domestic", "transnational"].contains(one))
        );
    }
}

#[test]
fn the_threats_of_the_founding_text_are_top_concepts() {
    for top in ["illicit-economies", "organised-crime", "poverty", "social-exclusion", "extremism"]
    {
        assert_eq!(objects(&iri(Kind::Threat, top), skos::TOP_CONCEPT_OF).len(), 1, "{top}");
    }
    let of_scheme = objects("https://w3id.org/sulh/ns#ThreatScheme", skos::HAS_TOP_CONCEPT);
    let tops: Vec<_> =
        of_type(sulh::THREAT).into_iter().filter(|threat| broader(threat).is_empty()).collect();
    assert_eq!(of_scheme.into_iter().collect::<BTreeSet<_>>(), tops.into_iter().collect());
}

#[test]
fn the_hierarchy_has_no_cycle_and_no_redundant_link() {
    let threats: BTreeSet<_> = of_type(sulh::THREAT).into_iter().collect();
    for threat in &threats {
        let direct = broader(threat);
        let mut seen = BTreeSet::new();
        let mut open = direct.clone();
        while let Some(next) = open.pop() {
            assert!(threats.contains(next), "{threat} has the unknown broader {next}");
            assert_ne!(next, *threat, "{threat} is broader than itself");
            if seen.insert(next) {
                for above in broader(next) {
                    assert!(!direct.contains(&above), "{threat} reaches {above} twice");
                    open.push(above);
                }
            }
        }
    }
}

#[test]
fn the_slugs_that_others_rely_on_have_their_place() {
    for (threat, above) in [
        ("human-trafficking", "organised-crime"),
        ("migrant-smuggling", "organised-crime"),
        ("corruption", "illicit-economies"),
        ("arms-trafficking", "illicit-economies"),
        ("drug-trafficking", "illicit-economies"),
        ("tobacco-trafficking", "illicit-economies"),
        ("money-laundering", "illicit-economies"),
        ("labour-exploitation", "human-trafficking"),
        ("hate-speech", "extremism"),
        ("radicalisation", "extremism"),
        ("terrorism", "violent-extremism"),
        ("discrimination-of-roma", "discrimination"),
        ("discrimination-of-women", "discrimination"),
        ("discrimination-of-lgbti-persons", "discrimination"),
        ("discrimination-of-persons-with-disabilities", "discrimination"),
        ("discrimination-of-refugees-displaced-persons-and-returnees", "discrimination"),
    ] {
        let above = iri(Kind::Threat, above);
        assert!(
            broader(&iri(Kind::Threat, threat)).contains(&above.as_str()),
            "{threat} under {above}"
        );
    }
    for top in ["gender-based-violence", "impunity", "environmental-harm", "weak-institutions"] {
        assert_eq!(objects(&iri(Kind::Threat, top), skos::TOP_CONCEPT_OF).len(), 1, "{top}");
    }
    assert!(!objects(&iri(Kind::Threat, "torture"), skos::PREF_LABEL).is_empty());
}

#[test]
fn no_label_names_a_group_of_people() {
    for threat in of_type(sulh::THREAT) {
        for label in names(threat) {
            assert!(!PEOPLE.contains(&label.to_lowercase().as_str()), "{label} of {threat}");
        }
    }
}

#[test]
fn no_label_leads_to_two_threats() {
    let mut seen = BTreeMap::new();
    for threat in of_type(sulh::THREAT) {
        for label in names(threat) {
            if let Some(other) = seen.insert(slug(label), threat) {
                assert_eq!(other, threat, "{label}");
            }
        }
    }
}

#[test]
fn what_drives_what_is_in_the_scheme_and_never_itself() {
    for threat in of_type(sulh::THREAT) {
        for driven in objects(threat, sulh::DRIVES) {
            assert_ne!(driven, threat);
            slug_of(Kind::Threat, driven);
        }
    }
}
