//! RDF terms as people read them in a table.
//!
//! It must not be used where a program reads: what it writes cannot be read back.

use sulh_engine::rdf::Term;
use sulh_engine::{Base, PREFIXES};

/// A term in few characters: the project's own IRIs by their short form, text without quotes.
pub(crate) fn readable(term: &Term, base: &Base) -> String {
    match term {
        Term::NamedNode(node) => short_iri(node.as_str(), base),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

fn short_iri(iri: &str, base: &Base) -> String {
    for (prefix, namespace) in PREFIXES {
        if let Some(name) = iri.strip_prefix(namespace) {
            return format!("{prefix}:{name}");
        }
    }
    match iri.strip_prefix(base.as_str()) {
        Some(rest) => rest.strip_prefix("id/").unwrap_or(rest).to_owned(),
        None => iri.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::readable;
    use sulh_engine::Base;
    use sulh_engine::rdf::{Literal, NamedNode};

    #[test]
    fn own_iris_are_short_and_others_whole() {
        let base = Base::default();
        let shown = |iri: &str| readable(&NamedNode::new_unchecked(iri).into(), &base);
        assert_eq!(shown("https://w3id.org/sulh/ns#madeBy"), "sulh:madeBy");
        assert_eq!(shown("https://w3id.org/sulh/id/threat/poverty"), "threat/poverty");
        assert_eq!(shown("https://w3id.org/sulh/graph/local"), "graph/local");
        assert_eq!(shown("https://example.org/a"), "https://example.org/a");
        let text = Literal::new_language_tagged_literal_unchecked("siromaštvo", "bs");
        assert_eq!(readable(&text.into(), &base), "siromaštvo");
    }
}
