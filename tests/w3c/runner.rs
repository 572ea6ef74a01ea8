//! Runs one test on one subject.

use oxigraph::model::{GraphName, Quad, Term};
use oxigraph::sparql::SparqlEvaluator;

use super::answer::Row;
use super::expected;
use super::manifest::{Case, Files, Suites, Task};
use super::same::{same_answer, same_set};
use super::subject::Subject;

/// Runs a test; the error says in what the subject failed.
pub(crate) fn run(case: &Case, suites: &Suites, subject: &mut dyn Subject) -> Result<(), String> {
    match &case.task {
        Task::Query { data, query, result } => {
            let (text, expected) = (suites.text(query), expected::read(suites, result));
            load(subject, suites, &with_graphs_of_from(data, &text, query))?;
            let mut found = subject.query(&text, query)?;
            if expected.plain {
                found = expected::plain(&found);
            }
            let same =
                same_answer(&expected.answer, &found, expected.ordered || states_order(&text));
            same.then_some(())
                .ok_or_else(|| format!("expected {:?}, found {found:?}", expected.answer))
        }
        Task::Update { before, update, after } => {
            load(subject, suites, before)?;
            subject.update(&suites.text(update), update)?;
            let (expected, found) = (suites.dataset(after), subject.dump()?);
            let same = same_set(quad_rows(&expected), quad_rows(&found));
            same.then_some(()).ok_or_else(|| format!("expected {expected:?}, found {found:?}"))
        }
        Task::Syntax { text, update, accept } => {
            let content = suites.text(text);
            let read = if *update {
                subject.parse_update(&content, text)
            } else {
                subject.parse_query(&content, text)
            };
            match (read, accept) {
                (Ok(()), false) => Err("accepted, though it is no SPARQL".to_owned()),
                (Err(error), true) => Err(error),
                _ => Ok(()),
            }
        }
    }
}

/// Whether the query itself asks for an order, so that its rows must come in that of the file of results.
fn states_order(query: &str) -> bool {
    // What follows the last group belongs to the outermost query.
    query
        .rsplit('}')
        .next()
        .is_some_and(|modifiers| modifiers.to_ascii_uppercase().contains("ORDER BY"))
}

/// Makes the subject hold exactly these files; graphs without a triple are created.
fn load(subject: &mut dyn Subject, suites: &Suites, files: &Files) -> Result<(), String> {
    subject.clear()?;
    subject.load(suites.dataset(files))?;
    for (name, file) in &files.named {
        if suites.quads(file).is_empty() {
            subject.update(&format!("CREATE SILENT GRAPH {name}"), file)?;
        }
    }
    Ok(())
}

/// The files of a test and those that its query names by FROM, each as the graph of that name.
fn with_graphs_of_from(data: &Files, text: &str, base: &str) -> Files {
    let mut files = data.clone();
    let evaluator = SparqlEvaluator::new().with_base_iri(base).unwrap();
    let Ok(query) = evaluator.parse_query(text) else {
        return files;
    };
    let dataset = query.dataset();
    let default = dataset.default_graph_graphs().unwrap_or_default().iter().cloned();
    let named = dataset.available_named_graphs().unwrap_or_default().iter().cloned();
    for graph in default.chain(named.map(GraphName::from)) {
        if let GraphName::NamedNode(name) = graph
            && files.named.iter().all(|(known, _)| *known != name)
        {
            files.named.push((name.clone(), name.into_string()));
        }
    }
    files
}

fn quad_rows(quads: &[Quad]) -> Vec<Row> {
    let graph = |name: &GraphName| match name {
        GraphName::NamedNode(node) => Some(Term::from(node.clone())),
        GraphName::BlankNode(node) => Some(node.clone().into()),
        GraphName::DefaultGraph => None,
    };
    let row = |quad: &Quad| {
        let (subject, predicate) = (quad.subject.clone().into(), quad.predicate.clone().into());
        vec![Some(subject), Some(predicate), Some(quad.object.clone()), graph(&quad.graph_name)]
    };
    quads.iter().map(row).collect()
}
