//! The answer that a file of results states, in whichever of the suites' formats it is.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    BlankNode, Graph, Literal, NamedNode, NamedOrBlankNodeRef, Term, TermRef, Triple,
};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};

use super::answer::{Answer, Row};
use super::manifest::{Suites, extension};

const RESULT_SET: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

/// An expected answer, and whether its file states the order of the rows.
pub(crate) struct Expected {
    pub(crate) answer: Answer,
    pub(crate) ordered: bool,
    /// CSV gives no types: compare what is written only.
    pub(crate) plain: bool,
}

/// Reads the file of results at an address of the suites.
pub(crate) fn read(suites: &Suites, address: &str) -> Expected {
    let format = match extension(address) {
        "srx" => QueryResultsFormat::Xml,
        "srj" => QueryResultsFormat::Json,
        "tsv" => QueryResultsFormat::Tsv,
        "csv" => {
            return Expected {
                answer: csv_rows(&suites.text(address)),
                ordered: false,
                plain: true,
            };
        }
        _ => {
            let triples: Vec<Triple> =
                suites.quads(address).into_iter().map(Triple::from).collect();
            return result_set(&triples).unwrap_or(Expected {
                answer: Answer::Graph(triples),
                ordered: false,
                plain: false,
            });
        }
    };
    let bytes = suites.bytes(address);
    let answer = match QueryResultsParser::from_format(format).for_reader(&*bytes).unwrap() {
        ReaderQueryResultsParserOutput::Boolean(value) => Answer::Boolean(value),
        ReaderQueryResultsParserOutput::Solutions(solutions) => Answer::Solutions {
            variables: solutions
                .variables()
                .iter()
                .map(|variable| variable.as_str().to_owned())
                .collect(),
            rows: solutions.map(|solution| solution.unwrap().values().to_vec()).collect(),
        },
    };
    Expected { answer, ordered: false, plain: false }
}

/// An answer with every term as CSV writes it.
pub(crate) fn plain(answer: &Answer) -> Answer {
    let written = |term: &Term| match term {
        Term::NamedNode(node) => Literal::new_simple_literal(node.as_str()).into(),
        Term::Literal(literal) => Literal::new_simple_literal(literal.value()).into(),
        other => other.clone(),
    };
    // CSV writes no value like an empty text.
    let cell = |cell: &Option<Term>| {
        Some(cell.as_ref().map_or_else(|| Literal::new_simple_literal("").into(), written))
    };
    match answer {
        Answer::Solutions { variables, rows } => Answer::Solutions {
            variables: variables.clone(),
            rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        },
        other => other.clone(),
    }
}

fn csv_rows(text: &str) -> Answer {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let variables: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let cell = |cell: &str| {
        Some(match cell.strip_prefix("_:") {
            Some(name) => BlankNode::new_unchecked(name).into(),
            None => Literal::new_simple_literal(cell).into(),
        })
    };
    let rows = reader.records().map(|record| record.unwrap().iter().map(cell).collect()).collect();
    Answer::Solutions { variables, rows }
}

/// The answer that a graph in the vocabulary of result sets describes, if it is one.
fn result_set(triples: &[Triple]) -> Option<Expected> {
    let graph: Graph = triples.iter().cloned().collect();
    let name = |local: &str| NamedNode::new_unchecked(format!("{RESULT_SET}{local}"));
    let class = name("ResultSet");
    let set = graph.subject_for_predicate_object(rdf::TYPE, &class)?;
    if let Some(TermRef::Literal(value)) = graph.object_for_subject_predicate(set, &name("boolean"))
    {
        return Some(Expected {
            answer: Answer::Boolean(value.value() == "true"),
            ordered: false,
            plain: false,
        });
    }
    let variable = |term: TermRef<'_>| match term {
        TermRef::Literal(literal) => literal.value().to_owned(),
        other => panic!("{other} names no variable"),
    };
    let mut variables: Vec<String> =
        graph.objects_for_subject_predicate(set, &name("resultVariable")).map(variable).collect();
    variables.sort();
    let mut ordered = false;
    let mut rows: Vec<(i64, Row)> = Vec::new();
    for solution in graph.objects_for_subject_predicate(set, &name("solution")).filter_map(node) {
        let index = graph.object_for_subject_predicate(solution, &name("index"));
        let index = index.map_or(0, |index| variable(index).parse().unwrap());
        ordered |= index > 0;
        let bindings =
            graph.objects_for_subject_predicate(solution, &name("binding")).filter_map(node);
        let value = |binding| {
            let of = |local: &str| {
                graph.object_for_subject_predicate(binding, &name(local)).expect("a full binding")
            };
            (variable(of("variable")), of("value").into_owned())
        };
        let values: BTreeMap<String, Term> = bindings.map(value).collect();
        rows.push((
            index,
            variables.iter().map(|variable| values.get(variable).cloned()).collect(),
        ));
    }
    rows.sort_by_key(|(index, _)| *index);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Some(Expected { answer: Answer::Solutions { variables, rows }, ordered, plain: false })
}

fn node(term: TermRef<'_>) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        TermRef::NamedNode(node) => Some(node.into()),
        TermRef::BlankNode(node) => Some(node.into()),
        _ => None,
    }
}
