//! The triples of all shipped Turtle files, to be asked by subject and predicate.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use sulh_ontology::{Base, Kind, Syntax, rdf, shipped};

/// The triples of one shipped file, by its name.
pub(crate) static FILES: LazyLock<BTreeMap<&'static str, Vec<Triple>>> = LazyLock::new(|| {
    shipped()
        .iter()
        .filter(|file| file.syntax == Syntax::Turtle)
        .map(|file| (file.name, parse(file.name, file.content)))
        .collect()
});

fn parse(name: &str, turtle: &str) -> Vec<Triple> {
    let mut triples: Vec<Triple> = TurtleParser::new()
        .for_slice(turtle.as_bytes())
        .map(|triple| triple.unwrap_or_else(|error| panic!("{name}: {error}")))
        .collect();
    triples.extend(claimed(&triples));
    triples
}

/// The facts of the claims among the triples; the store derives them, all shipped ones being accepted.
fn claimed(triples: &[Triple]) -> Vec<Triple> {
    let part = |claim: &NamedOrBlankNode, predicate: NamedNodeRef<'_>| {
        let found = triples.iter().find(|t| t.subject == *claim && t.predicate == predicate);
        found.unwrap_or_else(|| panic!("{claim} has no {predicate}")).object.clone()
    };
    let claims = triples.iter().filter(|t| t.predicate == rdf::SUBJECT).map(|t| &t.subject);
    claims
        .map(|claim| {
            let (Term::NamedNode(subject), Term::NamedNode(predicate)) =
                (part(claim, rdf::SUBJECT), part(claim, rdf::PREDICATE))
            else {
                panic!("{claim} is of no triple");
            };
            Triple::new(subject, predicate, part(claim, rdf::OBJECT))
        })
        .collect()
}

/// All triples of all files.
pub(crate) fn all() -> impl Iterator<Item = &'static Triple> {
    FILES.values().flatten()
}

/// The subjects that have a type, as IRIs, sorted and once each.
pub(crate) fn of_type(class: NamedNodeRef<'_>) -> Vec<&'static str> {
    let mut subjects: Vec<_> = all()
        .filter(|triple| triple.predicate == rdf::TYPE && is(&triple.object, class))
        .map(subject)
        .collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}

/// The objects of a subject and predicate as text: IRIs and the values of literals.
pub(crate) fn objects(iri: &str, predicate: NamedNodeRef<'_>) -> Vec<&'static str> {
    all()
        .filter(|triple| triple.predicate == predicate && subject(triple) == iri)
        .map(|triple| match &triple.object {
            Term::NamedNode(node) => node.as_str(),
            Term::Literal(literal) => literal.value(),
            other => panic!("unexpected object {other}"),
        })
        .collect()
}

/// The texts of a subject and predicate in one language, given as its lower-case tag.
pub(crate) fn texts(iri: &str, predicate: NamedNodeRef<'_>, language: &str) -> Vec<&'static str> {
    all()
        .filter(|triple| triple.predicate == predicate && subject(triple) == iri)
        .filter_map(|triple| match &triple.object {
            Term::Literal(literal) if literal.language() == Some(language) => Some(literal.value()),
            _ => None,
        })
        .collect()
}

/// Whether a term is that IRI.
pub(crate) fn is(term: &Term, node: NamedNodeRef<'_>) -> bool {
    matches!(term, Term::NamedNode(object) if object.as_ref() == node)
}

/// The subject of a triple, which is never blank in shipped data.
pub(crate) fn subject(triple: &Triple) -> &str {
    match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => panic!("blank node {node}"),
    }
}

/// The slug of an IRI of a kind.
pub(crate) fn slug_of(kind: Kind, iri: &str) -> &str {
    match Base::default().parse_id(iri) {
        Some((found, slug)) if found == kind => slug,
        other => panic!("{iri} is {other:?}, not a {kind}"),
    }
}

/// The IRI of a thing under the default base.
pub(crate) fn iri(kind: Kind, slug: &str) -> String {
    Base::default().id(kind, slug).into_string()
}
