//! What the SPARQL endpoint says of itself, as a query that the engine writes in any syntax.
//!
//! It must not count: a description says what is offered, not how much.
//!
//! Source: W3C, SPARQL 1.1 Service Description.

use sulh_engine::DatasetMode;

/// The query, with words in capitals where the answer depends on the server.
const TEMPLATE: &str = include_str!("service_description.rq");

/// The query whose answer describes the endpoint at this address.
pub(crate) fn query(endpoint: &str, mode: DatasetMode) -> String {
    let feature = match mode {
        DatasetMode::Strict => "sd:EmptyGraphs",
        DatasetMode::Union => "sd:UnionDefaultGraph",
    };
    TEMPLATE.replace("ENDPOINT", endpoint).replace("FEATURE", feature)
}
