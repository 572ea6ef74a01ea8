//! Where a request comes from: the server's own address, and pages of other sites.
//!
//! It must not decide who may write; it only refuses what another site's page sends.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode, Uri};

use crate::problem::Problem;

/// The address under which the client asks, without a path: `http://host:port`.
///
/// A configured address wins; a `Host` that is none gives the loopback name.
pub(crate) fn own_address(headers: &HeaderMap, uri: &Uri, public_url: Option<&str>) -> String {
    if let Some(url) = public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = host(headers, uri).unwrap_or("localhost");
    let secure = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    format!("{}://{host}", if secure { "https" } else { "http" })
}

fn host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let named = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = named.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
    (!host.is_empty() && host.bytes().all(plain)).then_some(host)
}

/// Refuses a write that a page of another site made the browser send.
///
/// # Errors
/// 403 if `Origin` is another host (or `null`), or `Sec-Fetch-Site` says `cross-site`.
pub(crate) fn refuse_foreign(
    headers: &HeaderMap,
    uri: &Uri,
    public_url: Option<&str>,
) -> Result<(), Problem> {
    let own = own_address(headers, uri, public_url);
    let authority =
        |address: &str| address.split_once("://").map(|(_, rest)| rest.to_ascii_lowercase());
    let foreign = headers.get_all(ORIGIN).iter().any(|origin| {
        let origin = origin.to_str().unwrap_or("null");
        authority(origin).is_none_or(|origin| Some(origin) != authority(&own))
    });
    let cross_site = headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    if foreign || cross_site {
        let detail = "a page of another site may not write here";
        return Err(Problem::new(StatusCode::FORBIDDEN, "foreign-origin", detail));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use axum::http::HeaderName;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_other_sites_are_refused() {
        for (pairs, refused) in [
            (&[("host", "a:1")][..], false),
            (&[("host", "a:1"), ("origin", "http://a:1")], false),
            (&[("host", "a:1"), ("origin", "https://A:1")], false),
            (&[("host", "a:1"), ("origin", "http://a:2")], true),
            (&[("host", "a:1"), ("origin", "null")], true),
            (&[("host", "a:1"), ("origin", "http://a:1"), ("sec-fetch-site", "cross-site")], true),
        ] {
            let result = refuse_foreign(&headers(pairs), &Uri::from_static("/sparql"), None);
            assert_eq!(result.is_err(), refused, "{pairs:?}");
        }
    }

    #[test]
    fn the_own_address_is_the_one_that_was_asked() {
        let uri = Uri::from_static("/sparql");
        assert_eq!(own_address(&headers(&[("host", "x.org:8")]), &uri, None), "http://x.org:8");
        let proxied = headers(&[("host", "x.org"), ("x-forwarded-proto", "https")]);
        assert_eq!(own_address(&proxied, &uri, None), "https://x.org");
        assert_eq!(own_address(&headers(&[("host", "x>\"<y")]), &uri, None), "http://localhost");
        assert_eq!(own_address(&proxied, &uri, Some("https://y.org/")), "https://y.org");
    }
}
