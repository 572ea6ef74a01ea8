//! The parts of a `multipart/form-data` body that is in memory.
//!
//! It must not interpret a part; names and file names are passed over.
//!
//! Source: RFC 2046, section 5.1.1; RFC 7578.

use axum::body::Bytes;

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its `Content-Type`, if it has one.
    pub(crate) content_type: Option<String>,
    /// Its bytes, shared with the body.
    pub(crate) content: Bytes,
}

/// Splits a body at its boundary; `None` if it is not such a body or has no part.
///
/// Cost: O(bytes of the body).
pub(crate) fn split(body: &Bytes, boundary: &str) -> Option<Vec<Part>> {
    // A boundary has 1 to 70 characters (RFC 2046).
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let delimiter = format!("--{boundary}");
    let mut rest = body.clone();
    let opening = find(&rest, delimiter.as_bytes())?;
    drop(rest.split_to(opening + delimiter.len()));
    let mut parts = Vec::new();
    let inner = format!("\r\n{delimiter}");
    while !rest.starts_with(b"--") {
        let line_end = find(&rest, b"\r\n")?;
        // The line break that ends the delimiter may also begin the blank line of a part without headers.
        drop(rest.split_to(line_end));
        let end = find(&rest, inner.as_bytes())?;
        parts.push(part(rest.split_to(end))?);
        drop(rest.split_to(inner.len()));
    }
    (!parts.is_empty()).then_some(parts)
}

/// A part from the line break before its headers to the one before the next delimiter.
fn part(mut bytes: Bytes) -> Option<Part> {
    let blank = find(&bytes, b"\r\n\r\n")?;
    let headers = bytes.split_to(blank);
    let content = bytes.split_off(4);
    let headers = std::str::from_utf8(&headers).ok()?;
    let content_type = headers.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
    });
    Some(Part { content_type, content })
}

/// Where a needle begins first.
fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    fn parts(text: &'static str) -> Option<Vec<Part>> {
        split(&Bytes::from_static(text.as_bytes()), "b1")
    }

    #[test]
    fn parts_keep_their_type_and_bytes() {
        let text = "preamble\r\n--b1\r\nContent-Disposition: form-data; name=\"a\"\r\ncontent-type: text/turtle; charset=utf-8\r\n\r\n<a> <b> 'x--b1' .\r\n\r\n--b1\r\nContent-Disposition: form-data\r\n\r\n\r\n--b1--\r\nepilogue";
        let parts = parts(text).unwrap();
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].content_type.as_deref(), Some("text/turtle; charset=utf-8"));
        assert_eq!(parts[0].content, "<a> <b> 'x--b1' .\r\n");
        assert_eq!((parts[1].content_type.as_deref(), parts[1].content.len()), (None, 0));
    }

    #[test]
    fn what_is_no_form_is_refused() {
        for text in
            ["", "--b1", "--b1--", "--b1\r\n", "--b1\r\nA: b\r\n\r\nx", "--b2\r\n\r\nx\r\n--b2--"]
        {
            assert_eq!(parts(text), None, "{text}");
        }
        assert_eq!(split(&Bytes::from_static(b"--\r\n\r\nx\r\n----"), ""), None);
    }
}
