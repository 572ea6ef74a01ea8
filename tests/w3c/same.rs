//! Equality of answers up to the names of blank nodes.

use std::collections::HashMap;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{BlankNode, Literal, NamedOrBlankNode, Term};

use super::answer::{Answer, Row, triple_rows};

/// Steps after which a search for the renaming of blank nodes is given up.
const MOST_STEPS: u32 = 1_000_000;

/// Compares two answers; rows in order only when `ordered`.
pub(crate) fn same_answer(expected: &Answer, found: &Answer, ordered: bool) -> bool {
    match (expected, found) {
        (Answer::Boolean(expected), Answer::Boolean(found)) => expected == found,
        (Answer::Graph(expected), Answer::Graph(found)) => {
            same_set(triple_rows(expected), triple_rows(found))
        }
        (
            Answer::Solutions { variables, rows },
            Answer::Solutions { variables: names, rows: found },
        ) => {
            let all: Vec<&String> = {
                let mut all: Vec<&String> = variables.iter().chain(names).collect();
                all.sort();
                all.dedup();
                all
            };
            let (expected, found) = (arrange(&all, variables, rows), arrange(&all, names, found));
            if ordered { same_sequence(&expected, &found) } else { same_rows(expected, found) }
        }
        _ => false,
    }
}

/// Compares rows as sets: two quads that are equal count once.
pub(crate) fn same_set(mut expected: Vec<Row>, mut found: Vec<Row>) -> bool {
    for rows in [&mut expected, &mut found] {
        rows.sort_by_cached_key(|row| format!("{row:?}"));
        rows.dedup();
    }
    same_rows(expected, found)
}

/// The columns of `all`, empty where a row has none.
fn arrange(all: &[&String], names: &[String], rows: &[Row]) -> Vec<Row> {
    let column = |name: &&String| names.iter().position(|other| other == *name);
    let columns: Vec<Option<usize>> = all.iter().map(column).collect();
    let pick = |row: &Row| columns.iter().map(|column| row.get((*column)?)?.clone()).collect();
    rows.iter().map(pick).collect()
}

fn same_sequence(expected: &[Row], found: &[Row]) -> bool {
    let mut names = HashMap::new();
    expected.len() == found.len()
        && expected.iter().zip(found).all(|(left, right)| match_rows(left, right, &mut names))
}

fn same_rows(expected: Vec<Row>, mut found: Vec<Row>) -> bool {
    if expected.len() != found.len() {
        return false;
    }
    // Rows without blank nodes first: their partner does not depend on names.
    let (blank, plain): (Vec<Row>, Vec<Row>) =
        expected.into_iter().partition(|row| row.iter().flatten().any(has_blank));
    for row in plain {
        let Some(at) = found.iter().position(|other| match_rows(&row, other, &mut HashMap::new()))
        else {
            return false;
        };
        found.swap_remove(at);
    }
    let mut steps = 0;
    search(&blank, &mut vec![false; found.len()], &found, &HashMap::new(), &mut steps)
}

type Names = HashMap<BlankNode, BlankNode>;

fn search(
    expected: &[Row],
    used: &mut [bool],
    found: &[Row],
    names: &Names,
    steps: &mut u32,
) -> bool {
    let Some((row, rest)) = expected.split_first() else {
        return true;
    };
    for (at, other) in found.iter().enumerate() {
        *steps += 1;
        let mut more = names.clone();
        if *steps < MOST_STEPS && !used[at] && match_rows(row, other, &mut more) {
            used[at] = true;
            if search(rest, used, found, &more, steps) {
                return true;
            }
            used[at] = false;
        }
    }
    false
}

fn match_rows(expected: &Row, found: &Row, names: &mut Names) -> bool {
    expected.len() == found.len()
        && expected.iter().zip(found).all(|pair| match pair {
            (None, None) => true,
            (Some(expected), Some(found)) => match_terms(expected, found, names),
            _ => false,
        })
}

fn match_terms(expected: &Term, found: &Term, names: &mut Names) -> bool {
    match (expected, found) {
        (Term::BlankNode(expected), Term::BlankNode(found)) => match names.get(expected) {
            Some(known) => known == found,
            None if names.values().any(|other| other == found) => false,
            None => names.insert(expected.clone(), found.clone()).is_none(),
        },
        (Term::Triple(expected), Term::Triple(found)) => {
            let subject = |node: &NamedOrBlankNode| Term::from(node.clone());
            match_terms(&subject(&expected.subject), &subject(&found.subject), names)
                && expected.predicate == found.predicate
                && match_terms(&expected.object, &found.object, names)
        }
        (Term::Literal(expected), Term::Literal(found)) => {
            expected == found || same_value(expected, found)
        }
        _ => expected == found,
    }
}

/// Numbers and booleans of one type are equal by value: the suites do not fix the spelling of a computed one.
fn same_value(expected: &Literal, found: &Literal) -> bool {
    let numeric = [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT];
    let number = |literal: &Literal| literal.value().parse::<f64>().ok();
    let truth = |literal: &Literal| matches!(literal.value(), "true" | "1");
    let datatype = expected.datatype();
    datatype == found.datatype()
        && match (number(expected), number(found)) {
            _ if datatype == xsd::BOOLEAN => truth(expected) == truth(found),
            (Some(expected), Some(found)) if numeric.contains(&datatype) => {
                (expected - found).abs() <= 1e-12 * expected.abs()
            }
            _ => false,
        }
}

fn has_blank(term: &Term) -> bool {
    match term {
        Term::BlankNode(_) => true,
        Term::Triple(triple) => triple.subject.is_blank_node() || has_blank(&triple.object),
        _ => false,
    }
}
