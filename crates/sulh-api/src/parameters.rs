//! Names and values of a query string or a form, as pairs in their order.
//!
//! Unknown and repeated names are never an error here. It must not know what
//! a name means.

use crate::problem::Problem;

/// The pairs of a query string, a form, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads `name=value&…`; `+` is a space.
    ///
    /// # Errors
    /// A problem if an escape is malformed or the bytes are not UTF-8.
    pub(crate) fn parse(text: &str) -> Result<Self, Problem> {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        });
        Ok(Self(pairs.collect::<Result<_, Problem>>()?))
    }

    /// Adds the pairs of another source behind these.
    #[must_use]
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Every pair.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Every value of a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs().filter(move |(found, _)| *found == name).map(|(_, value)| value)
    }

    /// Whether the name occurs.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The value of a name that may stand once.
    ///
    /// # Errors
    /// A problem if it stands twice.
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, Problem> {
        let mut values = self.0.iter().filter(|(found, _)| found == name);
        let first = values.next().map(|(_, value)| value.as_str());
        if values.next().is_some() {
            return Err(Problem::bad_request(
                "repeated-parameter",
                format!("`{name}` is given more than once"),
            ));
        }
        Ok(first)
    }

    /// The same pairs with another value for one name, as a query string.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        let kept = self.pairs().filter(|(found, _)| *found != name);
        let pairs = kept.chain([(name, value)]);
        let encoded = pairs.map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        encoded.collect::<Vec<_>>().join("&")
    }
}

/// Decodes one name or value.
///
/// # Errors
/// A problem if an escape is malformed or the bytes are not UTF-8.
fn decode(text: &str) -> Result<String, Problem> {
    percent_decode(&text.replace('+', " ")).ok_or_else(|| {
        Problem::bad_request("bad-escape", format!("{text:?} is not percent-encoded UTF-8"))
    })
}

/// Undoes `%XX` escapes, once; `None` if one is malformed or the bytes are not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (hex_digit(rest.next()?)?, hex_digit(rest.next()?)?);
            bytes.push(high << 4 | low);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Escapes every byte that is not unreserved (RFC 3986, section 2.3).
pub(crate) fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.extend(HEX.get(usize::from(digit)).map(|hex| char::from(*hex)));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn repeated_and_unknown_names_are_kept() {
        let text =
            "format=json-ld&format=application%2Fld%2Bjson&x&default-graph-uri=a&query=ASK+%7B%7D&";
        let parameters = Parameters::parse(text).unwrap();
        assert_eq!(
            parameters.all("format").collect::<Vec<_>>(),
            ["json-ld", "application/ld+json"]
        );
        assert_eq!(parameters.one("query").unwrap(), Some("ASK {}"));
        assert_eq!(parameters.one("x").unwrap(), Some(""));
        assert!(parameters.one("format").is_err());
        assert_eq!(parameters.one("absent").unwrap(), None);
    }

    #[test]
    fn bad_escapes_and_other_encodings_are_refused() {
        for text in ["a=%", "a=%4", "a=%zz", "a=%FF", "%C3=1", "a=%+1"] {
            assert!(Parameters::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_encoded_is_decoded_once() {
        for text in ["", "a b", "č&=+%31", "http://www.example/x?y=1#z", "\u{10ffff}"] {
            assert_eq!(percent_decode(&encode(text)).unwrap(), text);
        }
        assert_eq!(percent_decode("%2531").unwrap(), "%31");
    }

    #[test]
    fn one_value_is_replaced() {
        let parameters = Parameters::parse("threat=a,b&cursor=1&limit=5").unwrap();
        assert_eq!(parameters.with("cursor", "é"), "threat=a%2Cb&limit=5&cursor=%C3%A9");
    }
}
