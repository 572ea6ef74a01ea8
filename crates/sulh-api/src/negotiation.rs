//! Which format answers a request: a suffix, then `Accept`, then `format=`, then the default.
//!
//! It must not write an answer.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

use crate::accept::Accept;
use crate::format::Format;
use crate::parameters::Parameters;
use crate::problem::Problem;

/// Names of parameters that ask for a format, as clients spell them.
const PARAMETERS: [&str; 4] = ["format", "output", "results", "action"];

/// What a request says about the format of its answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wish {
    accept: Accept,
    suffix: Option<String>,
    named: Vec<String>,
}

impl Wish {
    /// Reads headers and parameters; `suffix` is what stood behind the path.
    pub(crate) fn read(headers: &HeaderMap, parameters: &Parameters, suffix: Option<&str>) -> Self {
        let named = parameters.pairs().filter(|(name, _)| PARAMETERS.contains(name));
        Self {
            accept: accept(headers),
            suffix: suffix.map(str::to_owned),
            named: named.map(|(_, value)| value.to_owned()).collect(),
        }
    }

    /// Whether it comes from somebody who wants to look at a page.
    pub(crate) fn prefers_html(&self) -> bool {
        self.suffix.is_none() && self.named.is_empty() && self.accept.prefers_html()
    }

    /// The format among the offers; the first of them is the default.
    ///
    /// `Accept` wins over parameters if it names an offered type. A browser
    /// that asks for a page where none is offered has left the choice open.
    ///
    /// # Errors
    /// 404 for an unknown suffix, 406 if nothing offered is acceptable.
    pub(crate) fn choose(&self, offers: &[Format]) -> Result<Format, Problem> {
        if let Some(suffix) = &self.suffix {
            return Format::named(suffix, offers).ok_or_else(|| {
                Problem::not_found(format!("there is no .{suffix} of this; {}", list(offers)))
            });
        }
        let open = self.accept.is_open()
            || (self.accept.prefers_html() && !offers.contains(&Format::Html));
        let named = || self.named.iter().find_map(|name| Format::named(name, offers));
        let default = offers.first().copied().unwrap_or(Format::Json);
        if open {
            return Ok(named().unwrap_or(default));
        }
        let media_types: Vec<_> = offers.iter().map(|format| format.media_types(offers)).collect();
        let chosen = self.accept.choose(&media_types).and_then(|index| offers.get(index).copied());
        chosen.or_else(named).ok_or_else(|| {
            let status = axum::http::StatusCode::NOT_ACCEPTABLE;
            Problem::new(
                status,
                "not-acceptable",
                format!("nothing that `Accept` names is offered; {}", list(offers)),
            )
        })
    }
}

/// All `Accept` headers of a request as one.
pub(crate) fn accept(headers: &HeaderMap) -> Accept {
    Accept::parse(headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()))
}

fn list(offers: &[Format]) -> String {
    let types: Vec<_> =
        offers.iter().filter_map(|format| format.media_types(offers).first().copied()).collect();
    format!("offered: {}", types.join(", "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use axum::http::HeaderValue;

    fn chosen(accept: Option<&str>, query: &str, offers: &[Format]) -> Option<Format> {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(ACCEPT, HeaderValue::from_str(accept).unwrap());
        }
        Wish::read(&headers, &Parameters::parse(query).unwrap(), None).choose(offers).ok()
    }

    /// What the clients of the field send (`SPARQLWrapper`, rdflib, pandas, R, browsers …).
    #[test]
    fn each_client_gets_what_it_can_read() {
        use Format::{Csv, Json, JsonLd, RdfXml, Tsv, Turtle, Xml};
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        let parse = "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, application/n-quads, application/trix, application/trig";
        let protege = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09";
        let comunica = "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,text/html;q=0.2";
        for (accept, query, offers, expected) in [
            (None, "", Format::RESULTS, Some(Json)),
            (None, "", Format::GRAPHS, Some(Turtle)),
            (None, "format=csv", Format::RESULTS, Some(Csv)),
            (None, "format=csv&output=csv&results=csv", Format::RESULTS, Some(Csv)),
            (None, "action=tsv_export", Format::RESULTS, Some(Tsv)),
            (None, "format=unheard-of", Format::RESULTS, Some(Json)),
            (Some("*/*"), "format=xml", Format::RESULTS, Some(Xml)),
            (Some(browser), "", Format::RESULTS, Some(Json)),
            (Some(browser), "format=csv", Format::RESULTS, Some(Csv)),
            (Some(browser), "", Format::ENTITIES, Some(Format::Html)),
            (Some("application/sparql-results+xml"), "format=json", Format::RESULTS, Some(Xml)),
            (
                Some(
                    "application/sparql-results+json,application/json,text/javascript,application/javascript",
                ),
                "",
                Format::RESULTS,
                Some(Json),
            ),
            (
                Some("application/sparql-results+xml, application/rdf+xml"),
                "",
                Format::RESULTS,
                Some(Xml),
            ),
            (
                Some("application/sparql-results+xml, application/rdf+xml"),
                "",
                Format::GRAPHS,
                Some(RdfXml),
            ),
            (Some("application/sparql-results+json,*/*;q=0.9"), "", Format::GRAPHS, Some(Turtle)),
            (Some("application/turtle,text/turtle"), "", Format::GRAPHS, Some(Turtle)),
            (
                Some("application/ld+json,application/x-json+ld"),
                "format=json-ld&format=application/ld%2Bjson,application/x-json%2Bld",
                Format::GRAPHS,
                Some(JsonLd),
            ),
            (Some(parse), "", Format::ENTITIES, Some(RdfXml)),
            (Some(protege), "", Format::ENTITIES, Some(RdfXml)),
            (Some(comunica), "", Format::GRAPHS, Some(Format::NQuads)),
            (Some("text/csv"), "", Format::LISTS, Some(Csv)),
            (Some("application/json"), "", Format::LISTS, Some(Json)),
            (Some("image/png"), "", Format::LISTS, None),
            (Some("garbage"), "", Format::LISTS, Some(Json)),
        ] {
            assert_eq!(chosen(accept, query, offers), expected, "{accept:?} {query}");
        }
    }
}
