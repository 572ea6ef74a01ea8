//! The network of the founding text: what it states, and nothing that it does not state.

use std::collections::BTreeSet;

use sulh_ontology::{Kind, prov, rdf, skos, sulh};

use super::graph::{FILES, iri, is, objects, of_type, subject};

const FILE: &str = "data/network/network.ttl";
const NETWORK: &str = "cross-border-citizens-network";

fn slugs(iris: Vec<&str>) -> BTreeSet<&str> {
    iris.into_iter().filter_map(|iri| iri.rsplit('/').next()).collect()
}

#[test]
fn initiative_and_network_are_two_things() {
    let initiative = iri(Kind::Initiative, NETWORK);
    let network = iri(Kind::Network, NETWORK);
    assert!(objects(&initiative, sulh::RESULTED_IN).contains(&network.as_str()));
    assert_eq!(objects(&initiative, sulh::START_DATE), ["2012-12"]);
    assert_eq!(objects(&initiative, sulh::END_DATE), ["2014-11"]);
    assert!(objects(&network, sulh::END_DATE).is_empty(), "the network may outlive it");
    assert_eq!(
        slugs(objects(&initiative, sulh::SUPPORTED_BY)),
        BTreeSet::from(["european-commission"])
    );
    for one in [&initiative, &network] {
        let six = BTreeSet::from(["BIH", "MNE", "TUR", "BGR", "SRB", "XKX"]);
        assert_eq!(slugs(objects(one, sulh::PARTICIPANT_FROM)), six);
        let threats =
            ["illicit-economies", "organised-crime", "poverty", "social-exclusion", "extremism"];
        assert_eq!(slugs(objects(one, sulh::WORKS_ON)), BTreeSet::from(threats));
    }
}

#[test]
fn abbreviations_stay_and_no_country_is_added() {
    let partners = objects(&iri(Kind::Initiative, NETWORK), sulh::PARTNER);
    let mut labels = BTreeSet::new();
    for partner in partners {
        labels.extend(objects(partner, skos::PREF_LABEL));
        assert!(objects(partner, sulh::BASED_IN).is_empty(), "{partner}");
        assert!(objects(partner, skos::ALT_LABEL).is_empty(), "{partner}");
        assert!(objects(partner, sulh::WORKS_ON).is_empty(), "{partner}");
        assert!(objects(partner, sulh::MEMBER_OF).is_empty(), "{partner}");
    }
    assert_eq!(labels, BTreeSet::from(["CRDP", "IRIS", "ZID", "hCa ORC", "hCa Turkey"]));
}

#[test]
fn nothing_is_said_of_a_single_country() {
    for triple in &FILES[FILE] {
        assert!(!subject(triple).contains("/id/country/"), "{triple}");
        assert_ne!(
            triple.predicate,
            sulh::COVERS_COUNTRY,
            "a text without recommendations covers none"
        );
    }
}

#[test]
fn conference_training_and_reports_are_as_the_text_has_them() {
    let event = iri(Kind::Event, "human-security-20-years-later");
    assert_eq!(objects(&event, sulh::START_DATE), ["2014-11"]);
    assert_eq!(
        slugs(objects(&event, sulh::COOPERATING_BODY)),
        BTreeSet::from(["faculty-of-security-studies"])
    );
    assert_eq!(slugs(objects(&event, sulh::HELD_IN)), BTreeSet::from(["belgrade"]));
    assert_eq!(of_type(sulh::TRAINING).len(), 1);
    let series = of_type(sulh::REPORT_SERIES);
    assert_eq!(series.len(), 2);
    for one in series {
        assert_eq!(objects(one, sulh::HELD), ["false"]);
    }
    let levels: BTreeSet<_> = of_type(sulh::ENGAGEMENT)
        .into_iter()
        .flat_map(|engagement| slugs(objects(engagement, sulh::LEVEL_PROPERTY)))
        .collect();
    assert_eq!(levels, BTreeSet::from(["eu", "local", "national", "regional"]));
    let forms: BTreeSet<_> = of_type(sulh::ENGAGEMENT)
        .into_iter()
        .flat_map(|engagement| slugs(objects(engagement, sulh::FORM_OF_WORK_PROPERTY)))
        .collect();
    assert!(forms.is_superset(&BTreeSet::from([
        "advocacy",
        "grassroots-mobilisation",
        "research"
    ])));
}

#[test]
fn everything_leads_to_the_text_by_its_hash() {
    let source = iri(Kind::Source, "network");
    let things = FILES[FILE].iter().filter(|triple| triple.predicate == rdf::TYPE);
    for triple in things
        .filter(|triple| !is(&triple.object, sulh::DOCUMENT) && !is(&triple.object, sulh::SOURCE))
    {
        assert_eq!(objects(subject(triple), prov::WAS_DERIVED_FROM), [source.as_str()], "{triple}");
    }
    let document = objects(&source, prov::WAS_DERIVED_FROM);
    let sha256 = objects(document[0], sulh::SHA256);
    assert_eq!(sha256.len(), 1);
    assert_eq!(sha256[0].len(), 64);
    assert!(document[0].ends_with(&sha256[0][..12]));
}
