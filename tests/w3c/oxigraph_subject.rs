//! Oxigraph's own store in memory: the oracle that tells which tests can be passed with its parser and evaluator.

use oxigraph::model::Quad;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use super::answer::Answer;
use super::subject::Subject;

/// See the module.
pub(crate) struct OxigraphSubject(Store);

impl OxigraphSubject {
    /// An empty store.
    pub(crate) fn new() -> Self {
        Self(Store::new().unwrap())
    }
}

fn evaluator(base: &str) -> Result<SparqlEvaluator, String> {
    SparqlEvaluator::new().with_base_iri(base).map_err(|error| error.to_string())
}

impl Subject for OxigraphSubject {
    fn clear(&mut self) -> Result<(), String> {
        *self = Self::new();
        Ok(())
    }

    fn load(&mut self, quads: Vec<Quad>) -> Result<(), String> {
        self.0.extend(quads).map_err(|error| error.to_string())
    }

    fn query(&mut self, text: &str, base: &str) -> Result<Answer, String> {
        let query = evaluator(base)?.parse_query(text).map_err(|error| error.to_string())?;
        let results = query.on_store(&self.0).execute().map_err(|error| error.to_string())?;
        read_results(results).map_err(|error| error.to_string())
    }

    fn update(&mut self, text: &str, base: &str) -> Result<(), String> {
        let update = evaluator(base)?.parse_update(text).map_err(|error| error.to_string())?;
        update.on_store(&self.0).execute().map_err(|error| error.to_string())
    }

    fn dump(&mut self) -> Result<Vec<Quad>, String> {
        self.0.iter().collect::<Result<_, _>>().map_err(|error| error.to_string())
    }

    fn parse_query(&mut self, text: &str, base: &str) -> Result<(), String> {
        evaluator(base)?.parse_query(text).map(drop).map_err(|error| error.to_string())
    }

    fn parse_update(&mut self, text: &str, base: &str) -> Result<(), String> {
        evaluator(base)?.parse_update(text).map(drop).map_err(|error| error.to_string())
    }
}

fn read_results(
    results: QueryResults<'_>,
) -> Result<Answer, oxigraph::sparql::QueryEvaluationError> {
    Ok(match results {
        QueryResults::Boolean(value) => Answer::Boolean(value),
        QueryResults::Graph(triples) => Answer::Graph(triples.collect::<Result<_, _>>()?),
        QueryResults::Solutions(solutions) => Answer::Solutions {
            variables: solutions
                .variables()
                .iter()
                .map(|variable| variable.as_str().to_owned())
                .collect(),
            rows: solutions
                .map(|solution| solution.map(|solution| solution.values().to_vec()))
                .collect::<Result<_, _>>()?,
        },
    })
}
