//! Tests of ids and graph names.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use oxrdf::{Literal, NamedNode, Quad};
use proptest::prelude::*;

use super::{Base, BaseError, DEFAULT_BASE};
use crate::{Kind, sulh};

fn elsewhere() -> Base {
    Base::parse("http://localhost:7878/").unwrap()
}

#[test]
fn the_default_base_is_a_base() {
    assert_eq!(Base::parse(DEFAULT_BASE), Ok(Base::default()));
}

#[test]
fn bases_that_cannot_carry_ids_are_refused() {
    for (text, code) in [
        ("sulh/", "base-not-an-iri"),
        ("", "base-not-an-iri"),
        ("https://a b/", "base-not-an-iri"),
        ("https://example.org/sulh", "base-without-final-slash"),
        ("https://example.org/?x/", "base-with-query-or-fragment"),
        ("https://example.org/#/", "base-with-query-or-fragment"),
    ] {
        assert_eq!(Base::parse(text).map_err(|error| error.code()), Err(code), "{text}");
    }
    let error = BaseError::Ending("http://a".into());
    assert_eq!(error.to_string(), "the base \"http://a\" does not end with a slash");
}

#[test]
fn ids_and_graphs_have_the_agreed_form() {
    let base = Base::default();
    let iri = |node: NamedNode| node.into_string();
    assert_eq!(iri(base.id(Kind::Country, "BIH")), "https://w3id.org/sulh/id/country/BIH");
    assert_eq!(
        iri(base.id(Kind::ReportSeries, "annual")),
        "https://w3id.org/sulh/id/report-series/annual"
    );
    assert_eq!(
        iri(base.government_of("BIH")),
        "https://w3id.org/sulh/id/organization/government-of-bih"
    );
    assert_eq!(iri(base.graph_source("upr")), "https://w3id.org/sulh/graph/source/upr");
    assert_eq!(iri(base.graph_local()), "https://w3id.org/sulh/graph/local");
    assert!(
        base.graph_candidates("x").as_str().starts_with(&base.graph_candidates_prefix()),
        "the prefix is that of the graphs"
    );
    assert_eq!(iri(base.skolem("0af3")), "https://w3id.org/sulh/.well-known/genid/0af3");
}

#[test]
fn iris_of_other_bases_or_shapes_are_not_ids() {
    let base = Base::default();
    for iri in [
        "https://w3id.org/sulh/ns#Threat",
        "https://w3id.org/sulh/id/threat/",
        "https://w3id.org/sulh/id/threat/a/b",
        "https://w3id.org/sulh/id/threat/a#b",
        "https://w3id.org/sulh/id/nothing/a",
        "http://localhost:7878/id/threat/a",
    ] {
        assert_eq!(base.parse_id(iri), None, "{iri}");
    }
}

#[test]
fn rebasing_moves_ids_and_graphs_and_leaves_the_vocabulary() {
    let quad = Quad::new(
        Base::default().id(Kind::Threat, "poverty"),
        sulh::DRIVES,
        Base::default().id(Kind::Threat, "extremism"),
        Base::default().graph_ontology(),
    );
    let moved = elsewhere().rebase_quad(&quad);
    assert_eq!(
        moved.to_string(),
        "<http://localhost:7878/id/threat/poverty> <https://w3id.org/sulh/ns#drives> \
         <http://localhost:7878/id/threat/extremism> <http://localhost:7878/graph/ontology>"
    );
    let literal =
        Quad::new(sulh::THREAT, sulh::DRIVES, Literal::from(1), oxrdf::GraphName::DefaultGraph);
    assert_eq!(elsewhere().rebase_quad(&literal), literal);
    assert_eq!(Base::default().rebase_quad(&quad), quad);
}

proptest! {
    #[test]
    fn an_id_names_its_kind_and_slug(index in 0..Kind::ALL.len(), slug in "[A-Za-z0-9._~-]{1,40}") {
        let kind = Kind::ALL[index];
        for base in [Base::default(), elsewhere()] {
            let node = base.id(kind, &slug);
            prop_assert_eq!(base.parse_id(node.as_str()), Some((kind, slug.as_str())));
            prop_assert_eq!(base.rebase(&Base::default().id(kind, &slug)), node);
        }
    }

    #[test]
    fn any_slug_gives_a_valid_iri_of_its_kind(slug in ".{1,40}") {
        let base = Base::default();
        let node = base.id(Kind::Row, &slug);
        prop_assert!(NamedNode::new(node.as_str()).is_ok());
        prop_assert_eq!(base.parse_id(node.as_str()).map(|(kind, _)| kind), Some(Kind::Row));
    }

    #[test]
    fn kinds_round_trip(index in 0..Kind::ALL.len(), other in "[a-z-]{1,20}") {
        let kind = Kind::ALL[index];
        prop_assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        if let Some(parsed) = Kind::parse(&other) {
            prop_assert_eq!(parsed.as_str(), other);
        }
    }
}
