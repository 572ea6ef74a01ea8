//! The shipped shapes at work: each condition refuses what breaks it, and the examples of the
//! ontology break none.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sulh_engine::{Validation, ValidationRequest, validate};
use sulh_ontology::{
    Base, Kind, dcterms, org, prov, rdf, rdfs, sh, shapes, shipped, skos, sulh, xsd,
};
use sulh_store::RdfSource;
use sulh_store::rdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

/// Where the repository is.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn shape_files() -> Vec<PathBuf> {
    shapes().map(|file| root().join(file.name)).collect()
}

fn read(files: &[PathBuf]) -> Vec<Quad> {
    let quads = files.iter().flat_map(|file| {
        RdfSource::open(file).unwrap().quads().unwrap().collect::<Result<Vec<_>, _>>().unwrap()
    });
    quads.collect()
}

/// Holds a text against the shapes, beside the declarations of classes alone.
fn validated(name: &str, text: &str) -> Validation {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join(name);
    std::fs::write(&data, text).unwrap();
    let terms = shipped().iter().filter(|file| {
        file.name == "ontology/sulh.ttl" || file.name.starts_with("ontology/terms/")
    });
    let mut files = vec![data];
    files.extend(terms.map(|file| root().join(file.name)));
    let request = ValidationRequest {
        files,
        shapes: shape_files(),
        base: Base::default(),
        limit: usize::MAX,
    };
    validate(&request, &mut |_| {}).unwrap()
}

#[test]
fn the_examples_of_the_ontology_break_no_rule() {
    let mut text = String::new();
    for kind in Kind::ALL {
        writeln!(text, "@prefix {kind}: <{}id/{kind}/> .", Base::default()).unwrap();
    }
    for (prefix, namespace) in [
        ("sulh", sulh::NAMESPACE),
        ("dcterms", dcterms::NAMESPACE),
        ("org", org::NAMESPACE),
        ("prov", prov::NAMESPACE),
        ("rdf", rdf::NAMESPACE),
        ("rdfs", rdfs::NAMESPACE),
        ("skos", skos::NAMESPACE),
        ("xsd", xsd::NAMESPACE),
    ] {
        writeln!(text, "@prefix {prefix}: <{namespace}> .").unwrap();
    }
    let terms = shipped().iter().filter(|file| file.name.starts_with("ontology/terms/"));
    let mut examples = 0;
    for quad in read(&terms.map(|file| root().join(file.name)).collect::<Vec<_>>()) {
        if let (true, Term::Literal(example)) = (quad.predicate == skos::EXAMPLE, &quad.object) {
            writeln!(text, "{}", example.value()).unwrap();
            examples += 1;
        }
    }
    assert!(examples > 140, "{examples}");
    let found = validated("examples.ttl", &text);
    assert!(found.report.focus_nodes > 30, "{}", found.report.focus_nodes);
    let broken: Vec<_> =
        found.report.results.iter().filter(|result| result.is_violation()).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Data that break the shapes, and what is to be found: node, shape and condition.
#[derive(Default)]
struct Offences {
    lines: String,
    expected: BTreeSet<(String, String, String)>,
    nodes: usize,
}

impl Offences {
    /// A new node that the shape is held to, with these values.
    fn node(&mut self, target: &Target<'_>, path: Option<&str>, values: &[String]) -> String {
        self.nodes += 1;
        let node = format!("http://example.org/node-{}", self.nodes);
        let (predicate, object) = match target {
            Target::Class(class) => (rdf::TYPE.as_str(), format!("<{class}>")),
            Target::SubjectsOf(property) => (*property, "\"members\"".to_owned()),
        };
        writeln!(self.lines, "<{node}> <{predicate}> {object} .").unwrap();
        for value in values {
            writeln!(self.lines, "<{node}> <{}> {value} .", path.unwrap()).unwrap();
        }
        node
    }

    fn expect(&mut self, node: String, shape: &str, condition: NamedNodeRef<'_>) {
        let local = condition.as_str().trim_start_matches(sh::NAMESPACE);
        let (first, rest) = local.split_at(1);
        let component =
            format!("{}{}{rest}ConstraintComponent", sh::NAMESPACE, first.to_uppercase());
        self.expected.insert((node, shape.to_owned(), component));
    }
}

enum Target<'a> {
    Class(&'a str),
    SubjectsOf(&'a str),
}

/// Values that break one condition of a property; `None` for what is no condition.
fn offending(condition: NamedNodeRef<'_>, of: &Term) -> Option<Vec<String>> {
    const IRI: &str = "<http://example.org/thing>";
    let literal = |text: &str| vec![format!("\"{text}\"")];
    let names = |node: NamedNodeRef<'_>| matches!(of, Term::NamedNode(of) if *of == node);
    let value = match condition {
        sh::MIN_COUNT => Vec::new(),
        sh::MAX_COUNT => vec![IRI.to_owned(), "<http://example.org/other>".to_owned()],
        sh::NODE_KIND if names(sh::IRI) => literal("words"),
        sh::DATATYPE | sh::NODE_KIND | sh::CLASS | sh::DISJOINT => vec![IRI.to_owned()],
        sh::NODE if names(sulh_shape("DateShape").as_ref()) => literal("soon"),
        sh::NODE if names(sulh_shape("KnownDimension").as_ref()) => {
            vec!["<http://example.org/a-level>".to_owned()]
        }
        sh::NODE => vec!["<http://example.org/a-dimension>".to_owned()],
        sh::PATTERN => literal("?!"),
        sh::MIN_LENGTH => vec!["\"\"@en".to_owned()],
        sh::MIN_INCLUSIVE => vec![format!("\"-1\"^^<{}>", xsd::INTEGER.as_str())],
        sh::MAX_INCLUSIVE => vec![format!("\"1.5\"^^<{}>", xsd::DECIMAL.as_str())],
        sh::UNIQUE_LANG => vec!["\"one\"@en".to_owned(), "\"two\"@en".to_owned()],
        sh::LESS_THAN => vec![format!("\"9\"^^<{}>", xsd::INTEGER.as_str())],
        sh::LESS_THAN_OR_EQUALS => vec![format!("\"2015\"^^<{}>", xsd::G_YEAR.as_str())],
        _ => return None,
    };
    Some(value)
}

fn sulh_shape(name: &str) -> NamedNode {
    NamedNode::new(format!("{}{name}", sulh::NAMESPACE)).unwrap()
}

/// The value of the other property of a pair that makes the pair break its condition.
fn counterpart(condition: NamedNodeRef<'_>) -> Option<String> {
    match condition {
        sh::DISJOINT => Some("<http://example.org/thing>".to_owned()),
        sh::LESS_THAN => Some(format!("\"3\"^^<{}>", xsd::INTEGER.as_str())),
        // Less exact than the other date, and before it all the same.
        sh::LESS_THAN_OR_EQUALS => Some(format!("\"2014-12\"^^<{}>", xsd::G_YEAR_MONTH.as_str())),
        _ => None,
    }
}

fn offend_property(offences: &mut Offences, quads: &[Quad], target: &Target<'_>, property: &str) {
    let said = || quads.iter().filter(|quad| subject(quad) == property);
    let path =
        said().find(|quad| quad.predicate == sh::PATH).map(|quad| iri(&quad.object)).unwrap();
    let path = match path.strip_prefix(sulh::NAMESPACE) {
        // A path of several steps: one step of it is enough.
        Some("Path-above") => skos::BROADER.as_str(),
        Some("Path-below") => skos::NARROWER.as_str(),
        _ => path,
    };
    for quad in said() {
        let condition = quad.predicate.as_ref();
        let Some(values) = offending(condition, &quad.object) else { continue };
        let leads_here = matches!(target, Target::SubjectsOf(property) if *property == path);
        // The values of the target's own property are not its alone to choose.
        if leads_here && [sh::MIN_COUNT, sh::NODE_KIND].contains(&condition) {
            continue;
        }
        let node = offences.node(target, Some(path), &values);
        if let Some(other) = counterpart(condition) {
            writeln!(offences.lines, "<{node}> <{}> {other} .", iri(&quad.object)).unwrap();
        }
        offences.expect(node, property, condition);
    }
}

fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => panic!("{node} is no IRI"),
    }
}

fn iri(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        other => panic!("{other} is no IRI"),
    }
}

#[test]
fn every_condition_of_every_shape_can_be_broken_and_is_then_reported() {
    let quads = read(&shape_files());
    let mut offences = Offences::default();
    for (name, class) in [("a-dimension", sulh::DIMENSION_CLASS), ("a-level", sulh::LEVEL_CLASS)] {
        writeln!(offences.lines, "<http://example.org/{name}> {} {class} .", rdf::TYPE).unwrap();
    }
    for quad in &quads {
        let target = match quad.predicate.as_ref() {
            sh::TARGET_CLASS => Target::Class(iri(&quad.object)),
            sh::TARGET_SUBJECTS_OF => Target::SubjectsOf(iri(&quad.object)),
            _ => continue,
        };
        let shape = subject(quad);
        for said in quads.iter().filter(|said| subject(said) == shape) {
            if said.predicate == sh::OR {
                let node = offences.node(&target, None, &[]);
                offences.expect(node, shape, sh::OR);
            } else if said.predicate == sh::PROPERTY {
                offend_property(&mut offences, &quads, &target, iri(&said.object));
            }
        }
    }
    assert!(offences.expected.len() > 400, "{}", offences.expected.len());
    let report = validated("offences.nt", &offences.lines).report;
    let found: BTreeSet<_> = report
        .results
        .iter()
        .map(|result| {
            let component = result.component.as_str().to_owned();
            (iri(&result.focus_node).to_owned(), iri(&result.source_shape).to_owned(), component)
        })
        .collect();
    let unseen: Vec<_> = offences.expected.difference(&found).collect();
    assert!(unseen.is_empty(), "{unseen:#?}");
}
