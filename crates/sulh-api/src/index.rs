//! `/`: what there is, with examples that can be followed.
//!
//! It must not show data.

use std::fmt::Write;
use std::future;

use axum::http::Method;
use axum::response::Response;

use crate::call::{Call, whole};
use crate::format::Format;
use crate::html;
use crate::problem::Problem;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: &Method::GET,
    path: "/",
    answer: |call, _| Box::pin(future::ready(get(&call))),
}];

/// Paths to try, with what they answer.
const EXAMPLES: [(&str, &str); 9] = [
    (
        "/api/v1/recommendations?threat=human-trafficking&country=BIH",
        "what was recommended against this threat in this country",
    ),
    ("/api/v1/recommendations.csv?country=BIH", "the same kind of list as a table"),
    ("/api/v1/search?q=novinari", "texts and names with a word, in any of its forms"),
    ("/api/v1/suggest?q=%D1%82%D1%80%D0%B3", "names and phrases that begin so, in any script"),
    ("/api/v1/threats", "the threats, broader and narrower"),
    ("/api/v1/actors", "who recommends and who is to act"),
    ("/api/v1/countries", "countries, what covers them, how much is recommended"),
    ("/id/country/BIH", "everything that is stated of one thing"),
    (
        "/sparql.csv?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%2010",
        "SPARQL by GET or POST, here as a table",
    ),
];

fn get(call: &Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    if call.wish(&parameters).prefers_html() {
        return Ok(page(&call.own_address()));
    }
    Ok(whole("text/plain; charset=utf-8", text(&call.own_address())))
}

/// The index as a page.
pub(crate) fn page(own_address: &str) -> Response {
    let mut body = String::from(
        "<h1>sulh</h1>\n<p>Actors, transnational threats and policy recommendations.</p>\n<ul>\n",
    );
    for (path, meaning) in EXAMPLES {
        let link = html::link(path, path);
        // Writing to a string cannot fail.
        let _ = writeln!(body, "<li>{link}: {}</li>", html::escape(meaning));
    }
    let endpoint = format!("{own_address}/sparql");
    let _ = write!(body, "</ul>\n<p>SPARQL endpoint: <code>{}</code></p>", html::escape(&endpoint));
    whole(Format::Html.content_type(&[]), html::page("sulh", &body))
}

fn text(own_address: &str) -> String {
    let mut text =
        String::from("sulh: actors, transnational threats and policy recommendations\n\n");
    for (path, meaning) in EXAMPLES {
        let _ = writeln!(text, "{own_address}{path}\n    {meaning}");
    }
    let _ = writeln!(
        text,
        "{own_address}/sparql\n    the SPARQL endpoint; {own_address}/store is the graph store"
    );
    text
}
