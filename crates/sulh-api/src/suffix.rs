//! `….csv` behind a path: taken off before routing and kept as a wish for a format.
//!
//! So each resource has one route, whatever it is written in.

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;

use crate::format::Format;

/// The suffix that a request's path had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suffix(pub(crate) String);

/// Where suffixes are read, and which formats they may name.
fn offers(path: &str) -> Option<&'static [Format]> {
    if path.starts_with("/sparql.") {
        Some(Format::RESULTS)
    } else if path.starts_with("/api/v1/") {
        Some(Format::LISTS)
    } else if path.starts_with("/id/") {
        Some(Format::ENTITIES)
    } else {
        None
    }
}

/// Splits a path into the resource and the extension of a format that it may be had in.
///
/// A slug with a dot of its own is left whole.
pub(crate) fn split(path: &str) -> (&str, Option<&str>) {
    let split = path.rsplit_once('.').filter(|(resource, extension)| {
        let known = |format: &&Format| format.names().first() == Some(extension);
        !resource.ends_with('/')
            && offers(path).is_some_and(|offers| offers.iter().any(|format| known(&format)))
    });
    split.map_or((path, None), |(resource, extension)| (resource, Some(extension)))
}

/// Takes the suffix, and a slash after `/sparql` or `/store`, off the path of a request.
pub(crate) fn take(mut request: Request) -> Request {
    let path = request.uri().path();
    let plain = match path {
        "/sparql/" | "/store/" => path.trim_end_matches('/'),
        _ => path,
    };
    let (resource, extension) = split(plain);
    if resource.len() == path.len() {
        return request;
    }
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let suffix = extension.map(|extension| Suffix(extension.to_owned()));
    if let Ok(path_and_query) = format!("{resource}{query}").parse::<PathAndQuery>() {
        let mut parts = request.uri().clone().into_parts();
        parts.path_and_query = Some(path_and_query);
        if let Ok(uri) = Uri::from_parts(parts) {
            *request.uri_mut() = uri;
            if let Some(suffix) = suffix {
                request.extensions_mut().insert(suffix);
            }
        }
    }
    request
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use axum::body::Body;

    #[test]
    fn suffixes_are_known_extensions_of_known_places() {
        for (path, expected) in [
            ("/sparql.csv", ("/sparql", Some("csv"))),
            ("/sparql.png", ("/sparql.png", None)),
            ("/api/v1/threats.ttl", ("/api/v1/threats", Some("ttl"))),
            ("/id/country/BIH.html", ("/id/country/BIH", Some("html"))),
            ("/id/report/v1.2", ("/id/report/v1.2", None)),
            ("/id/country/.ttl", ("/id/country/.ttl", None)),
            ("/store.ttl", ("/store.ttl", None)),
            ("/", ("/", None)),
        ] {
            assert_eq!(split(path), expected, "{path}");
        }
    }

    #[test]
    fn the_query_stays() {
        let request =
            Request::builder().uri("/sparql.tsv?query=a%20b").body(Body::empty()).unwrap();
        let request = take(request);
        assert_eq!(request.uri(), "/sparql?query=a%20b");
        assert_eq!(request.extensions().get::<Suffix>(), Some(&Suffix("tsv".to_owned())));
        let request = Request::builder().uri("/sparql/?").body(Body::empty()).unwrap();
        assert_eq!(take(request).uri().path(), "/sparql");
    }
}
