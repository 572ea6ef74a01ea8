//! The languages that a client reads labels in: `lang=`, else `Accept-Language`, else English.
//!
//! It must not know which languages labels exist in.

use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use sulh_engine::Languages;

use crate::parameters::Parameters;
use crate::problem::Problem;

/// The parameter that names the languages.
pub(crate) const LANG: &str = "lang";

/// The languages of a request.
///
/// # Errors
/// 400 if `lang` stands twice or names what is no language; a header is read leniently.
pub(crate) fn languages(parts: &Parts, parameters: &Parameters) -> Result<Languages, Problem> {
    if let Some(text) = parameters.one(LANG)?.filter(|text| !text.is_empty()) {
        return Languages::parse(text).ok_or_else(|| {
            Problem::bad_request(
                "invalid-value",
                format!("{LANG} {text:?} is not a language tag such as bs, sr-Latn or en"),
            )
        });
    }
    Ok(accepted(&parts.headers))
}

/// The languages of any request; what cannot be read in it is passed over.
pub(crate) fn languages_of_all(headers: &HeaderMap, uri: &Uri) -> Languages {
    let parameters = Parameters::parse(uri.query().unwrap_or_default()).ok();
    let asked = parameters.as_ref().and_then(|parameters| parameters.one(LANG).ok().flatten());
    asked.and_then(Languages::parse).unwrap_or_else(|| accepted(headers))
}

fn accepted(headers: &HeaderMap) -> Languages {
    let headers = headers.get_all(ACCEPT_LANGUAGE).iter();
    let ranges = headers.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let mut ranked: Vec<(u16, &str)> = ranges.filter_map(range).collect();
    // Stable: of equally liked languages the first written comes first.
    ranked.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    Languages::lenient(ranked.into_iter().map(|(_, tag)| tag))
}

/// A language with its weight in thousandths; `None` for what the client does not read.
fn range(text: &str) -> Option<(u16, &str)> {
    let mut parts = text.split(';').map(str::trim);
    let tag = parts.next()?;
    let weight = match parts.find_map(|part| part.strip_prefix("q=")) {
        Some(weight) => thousandths(weight)?,
        None => 1000,
    };
    (weight > 0).then_some((weight, tag))
}

/// `0`, `1`, `0.8`, `0.85` … in thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: u16 = whole.parse().ok().filter(|whole| *whole <= 1)?;
    let part: u16 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    Some((whole * 1000 + part).min(1000))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use axum::http::Request;

    use super::*;

    fn first(query: &str, header: &str) -> Result<String, Problem> {
        let request = Request::builder().header(ACCEPT_LANGUAGE, header).body(()).unwrap();
        let parameters = Parameters::parse(query).unwrap();
        languages(&request.into_parts().0, &parameters).map(|found| found.first().to_owned())
    }

    #[test]
    fn the_parameter_comes_before_the_header_and_english_last() {
        for (query, header, expected) in [
            ("lang=tr", "bs", "tr"),
            ("", "bs,en;q=0.9", "bs"),
            ("", "en;q=0.5, sr-Latn;q=0.8, *;q=0.1", "sr-latn"),
            ("", "hr;q=0, mk;q=0.3", "mk"),
            ("", "no tag at all, ;;q=x", "en"),
            ("lang=", "", "en"),
        ] {
            assert_eq!(first(query, header).unwrap(), expected, "{query} {header}");
        }
    }

    #[test]
    fn a_parameter_that_is_no_language_is_refused() {
        for query in ["lang=bosnian+language", "lang=b", "lang=bs&lang=hr", "lang=*"] {
            assert_eq!(first(query, "en").unwrap_err().status(), 400, "{query}");
        }
    }
}
