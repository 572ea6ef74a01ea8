//! The graphs that the binary carries, kept in the store as they are shipped.
//!
//! The hash of what was shipped and the number of its quads stand on the graph's own node in
//! `graph/meta`, so that opening costs a look-up and a count, and no comparison.
//! It must not touch a graph that is not shipped.

use crate::error::EngineError;
use crate::rdf_text;
use crate::tokens::hex;
use sha2::{Digest, Sha256};
use sulh_ingest::{CountryTable, country_label_quads, country_quads, sdg_quads};
use sulh_ontology::{
    Base, CsvKind, DEFAULT_BASE, Shipped, ShippedGraph, Syntax, dcterms, serbian_latin, shipped,
};
use sulh_store::rdf::{GraphName, Literal, NamedNode, Quad, Term};
use sulh_store::{Access, Operation, RdfFormat, Store, Write};

/// Files that the note of a commit names, at most.
const NAMED_FILES: usize = 3;

/// The id of the source with invented recommendations; its graph is hidden without the demonstration.
pub(crate) const SAMPLE: &str = "sample";

/// Grows when the same files are to become other quads, so that stores take the change.
const CONVERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "/3");

/// Who ships.
const AUTHOR: &str = "sulh";

/// Writes every shipped graph whose content is not the one that the store remembers.
pub(crate) fn ship(store: &Store, base: &Base, demo: bool) -> Result<(), EngineError> {
    let mut done: Vec<ShippedGraph> = Vec::new();
    for file in shipped() {
        if done.contains(&file.graph) || is_only_a_guide(file) || (file.demo_only && !demo) {
            continue;
        }
        done.push(file.graph);
        let files: Vec<&Shipped> =
            shipped().iter().filter(|other| other.graph == file.graph).collect();
        let graph = file.graph.iri(base);
        let fingerprint = fingerprint(&files, base);
        let found = format!("{fingerprint}/{}", count(store, &graph)?);
        if remembered(store, base, &graph)?.as_deref() != Some(found.as_str()) {
            replace(store, base, &graph, &files)?;
            tracing::info!(graph = graph.as_str(), "shipped");
            remember(store, base, &graph, &format!("{fingerprint}/{}", count(store, &graph)?))?;
        }
    }
    Ok(())
}

/// Tables that an import reads and that state nothing by themselves.
fn is_only_a_guide(file: &Shipped) -> bool {
    matches!(file.syntax, Syntax::Csv(CsvKind::UprIssues | CsvKind::UprSessions))
}

fn fingerprint(files: &[&Shipped], base: &Base) -> String {
    let mut hash = Sha256::new().chain_update(CONVERSION).chain_update(base.as_str());
    for file in files {
        hash = hash
            .chain_update(file.name)
            .chain_update([0])
            .chain_update(file.content)
            .chain_update([0]);
    }
    format!("sha256:{}", hex(&hash.finalize()))
}

/// How many quads the graph has now: one that was emptied or added to is shipped again.
fn count(store: &Store, graph: &NamedNode) -> Result<usize, EngineError> {
    let view = store.snapshot().view(&Access::only([graph.as_str().to_owned()]));
    let Some(graph) = view.id(graph.as_ref()) else { return Ok(0) };
    let mut quads = 0;
    for quad in view.quads(None, None, None, Some(graph)) {
        quad?;
        quads += 1;
    }
    Ok(quads)
}

fn remembered(
    store: &Store,
    base: &Base,
    graph: &NamedNode,
) -> Result<Option<String>, EngineError> {
    let meta = base.graph_meta();
    let view = store.snapshot().view(&Access::only([meta.into_string()]));
    let (Some(graph), Some(identifier)) = (view.id(graph.as_ref()), view.id(dcterms::IDENTIFIER))
    else {
        return Ok(None);
    };
    let Some(found) = view.objects(graph, identifier).next().transpose()? else { return Ok(None) };
    Ok(view.with_text(found, str::to_owned))
}

fn remember(
    store: &Store,
    base: &Base,
    graph: &NamedNode,
    fingerprint: &str,
) -> Result<(), EngineError> {
    let meta = base.graph_meta();
    let view = store.snapshot().view(&Access::only([meta.as_str().to_owned()]));
    let mut remove = Vec::new();
    if let (Some(subject), Some(predicate)) =
        (view.id(graph.as_ref()), view.id(dcterms::IDENTIFIER))
    {
        for old in view.objects(subject, predicate) {
            let old: Term = view.term(old?)?;
            remove.push(Quad::new(graph.clone(), dcterms::IDENTIFIER, old, meta.clone()));
        }
    }
    let insert = vec![Quad::new(
        graph.clone(),
        dcterms::IDENTIFIER,
        Literal::new_simple_literal(fingerprint),
        meta.clone(),
    )];
    store.commit(write(
        format!("remember what {graph} holds"),
        Operation::Change { insert, remove },
    ))?;
    Ok(())
}

fn replace(
    store: &Store,
    base: &Base,
    graph: &NamedNode,
    files: &[&Shipped],
) -> Result<(), EngineError> {
    let mut quads = Vec::new();
    for file in files {
        quads.extend(quads_of(file, base)?);
    }
    let mut names: Vec<&str> = files.iter().map(|file| file.name).take(NAMED_FILES).collect();
    let more = format!("{} more", files.len() - names.len());
    if files.len() > NAMED_FILES {
        names.push(&more);
    }
    let operation = Operation::ReplaceGraph { graph: GraphName::NamedNode(graph.clone()), quads };
    store.commit(write(format!("ship {}", names.join(", ")), operation))?;
    Ok(())
}

fn write(message: String, operation: Operation) -> Write {
    Write { author: AUTHOR.to_owned(), activity: "ship".to_owned(), message, operation }
}

/// The quads of a shipped file under a base, what is Serbian in both alphabets.
pub(crate) fn quads_of(file: &Shipped, base: &Base) -> Result<Vec<Quad>, EngineError> {
    let mut quads = stated(file, base)?;
    let latin: Vec<Quad> = quads.iter().filter_map(in_latin_letters).collect();
    quads.extend(latin);
    Ok(quads)
}

/// The same fact in Serbian Latin letters, if its value is Serbian in Cyrillic letters.
///
/// The rule is known and loses nothing, so the files hold one alphabet and queries see both.
fn in_latin_letters(quad: &Quad) -> Option<Quad> {
    let Term::Literal(literal) = &quad.object else { return None };
    literal.language().filter(|language| language.eq_ignore_ascii_case("sr-Cyrl"))?;
    let text = serbian_latin(literal.value());
    let object = Literal::new_language_tagged_literal_unchecked(text, "sr-latn");
    Some(Quad { object: object.into(), ..quad.clone() })
}

/// The quads that a shipped file itself states.
fn stated(file: &Shipped, base: &Base) -> Result<Vec<Quad>, EngineError> {
    let fail = |message: String| EngineError::Shipped { name: file.name.to_owned(), message };
    match file.syntax {
        Syntax::Turtle => {
            let quads =
                rdf_text::parse(file.content.as_bytes(), RdfFormat::Turtle, Some(DEFAULT_BASE))
                    .map_err(|error| fail(error.to_string()))?;
            Ok(quads.iter().map(|quad| base.rebase_quad(quad)).collect())
        }
        Syntax::Csv(CsvKind::Countries) => {
            let table = CountryTable::shipped().map_err(|error| fail(error.to_string()))?;
            Ok(country_quads(&table, base))
        }
        Syntax::Csv(kind @ (CsvKind::CountryLabels | CsvKind::CountryDrafts)) => {
            let table = CountryTable::shipped().map_err(|error| fail(error.to_string()))?;
            Ok(country_label_quads(&table, base, kind == CsvKind::CountryDrafts))
        }
        Syntax::Csv(CsvKind::Sdgs) => sdg_quads(base).map_err(|error| fail(error.to_string())),
        // Names come with the countries; the rest guides imports.
        _ => Ok(Vec::new()),
    }
}
