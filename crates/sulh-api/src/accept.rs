//! `Accept` headers, read as clients really write them.
//!
//! A malformed range is passed over, never an error. It must not know which
//! formats exist: [`crate::format`] brings them.

/// One media range with its weight.
#[derive(Clone, Debug, PartialEq)]
struct Range {
    kind: String,
    subtype: String,
    /// Weight, in thousandths.
    weight: u16,
}

/// What a client says that it can read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Accept {
    ranges: Vec<Range>,
}

/// How well a media type is liked; larger is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Liking {
    weight: u16,
    /// 2 named exactly, 1 by `type/*`, 0 by `*/*`.
    exactness: u8,
    /// Ranges written earlier are liked better.
    earliness: std::cmp::Reverse<usize>,
}

impl Accept {
    /// Reads the values of all `Accept` headers of a request.
    pub(crate) fn parse<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let ranges = values.into_iter().flat_map(|value| value.split(',')).filter_map(parse_range);
        Self { ranges: ranges.collect() }
    }

    /// Whether the client left the choice to the server.
    pub(crate) fn is_open(&self) -> bool {
        self.ranges.iter().all(|range| range.kind == "*")
    }

    /// Whether it likes nothing better than a web page.
    pub(crate) fn prefers_html(&self) -> bool {
        let best = self.ranges.iter().map(|range| range.weight).max().unwrap_or(0);
        self.ranges.iter().any(|range| {
            range.weight == best
                && (range.kind.as_str(), range.subtype.as_str()) == ("text", "html")
        })
    }

    /// The index of the best liked offer, `None` if none is acceptable.
    ///
    /// Each offer is the media types that name it. Of equally liked offers the
    /// first wins; without any range that is the first of all.
    /// Cost: O(offers · ranges).
    pub(crate) fn choose(&self, offers: &[&[&str]]) -> Option<usize> {
        if self.ranges.is_empty() {
            return (!offers.is_empty()).then_some(0);
        }
        let mut best: Option<(Liking, usize)> = None;
        for (index, names) in offers.iter().enumerate() {
            let liking = names.iter().filter_map(|name| self.liking(name)).max();
            if let Some(liking) = liking.filter(|liking| liking.weight > 0)
                && best.is_none_or(|(before, _)| liking > before)
            {
                best = Some((liking, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// The liking of one media type: the most exact range decides (RFC 9110, section 12.5.1).
    fn liking(&self, media_type: &str) -> Option<Liking> {
        let (kind, subtype) = media_type.split_once('/')?;
        let likings = self.ranges.iter().enumerate().filter_map(|(at, range)| {
            let exactness = if range.kind == kind && range.subtype == subtype {
                2
            } else if range.kind == kind && range.subtype == "*" {
                1
            } else if range.kind == "*" {
                0
            } else {
                return None;
            };
            let earliness = std::cmp::Reverse(if exactness == 0 { usize::MAX } else { at });
            Some(Liking { weight: range.weight, exactness, earliness })
        });
        likings.max_by_key(|liking| (liking.exactness, liking.earliness))
    }
}

fn parse_range(text: &str) -> Option<Range> {
    let mut parts = text.split(';');
    let name = parts.next()?.trim().to_ascii_lowercase();
    // Java's default is `*; q=.2`: a lone star means everything.
    let (kind, subtype) = if name == "*" { ("*", "*") } else { name.split_once('/')? };
    let is_token = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    if !is_token(kind) || !is_token(subtype) || (kind == "*" && subtype != "*") {
        return None;
    }
    let weight = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| parse_weight(value.trim()))
    });
    Some(Range {
        kind: kind.to_owned(),
        subtype: subtype.to_owned(),
        weight: weight.unwrap_or(1000),
    })
}

/// Thousandths; a weight that is no number counts as 1, as if it had not been written.
fn parse_weight(text: &str) -> u16 {
    let weight = text.parse::<f32>().ok().filter(|weight| weight.is_finite()).unwrap_or(1.0);
    #[allow(clippy::cast_sign_loss, reason = "clamped to 0..=1 just before")]
    {
        (weight.clamp(0.0, 1.0) * 1000.0).round() as u16
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const JSON: &[&str] = &["application/sparql-results+json", "application/json"];
    const XML: &[&str] = &["application/sparql-results+xml", "application/xml"];
    const HTML: &[&str] = &["text/html"];

    fn chosen(accept: &str, offers: &[&[&str]]) -> Option<usize> {
        Accept::parse([accept]).choose(offers)
    }

    #[test]
    fn the_heaviest_acceptable_offer_wins() {
        for (accept, expected) in [
            ("", Some(0)),
            ("*/*", Some(0)),
            ("application/sparql-results+xml", Some(1)),
            ("application/sparql-results+json;q=0.5, application/xml", Some(1)),
            ("application/*;q=0.3, application/xml;q=0.2", Some(0)),
            ("application/sparql-results+json;q=0, */*;q=0.1", Some(0)),
            ("application/json;q=0, application/sparql-results+json;q=0, */*;q=0.1", Some(1)),
            ("image/png", None),
            ("image/png, */*;q=0.01", Some(0)),
            ("APPLICATION/XML ; Q=0.9", Some(1)),
        ] {
            assert_eq!(chosen(accept, &[JSON, XML]), expected, "{accept}");
        }
    }

    #[test]
    fn equally_weighted_names_are_liked_in_the_order_they_are_written() {
        let accept = "application/xml, application/json";
        assert_eq!(chosen(accept, &[JSON, XML]), Some(1));
    }

    #[test]
    fn malformed_ranges_are_passed_over() {
        for accept in ["text", "*/html", "/", ";;;", "a b/c", ",,,", "text/"] {
            assert_eq!(chosen(accept, &[JSON, XML]), Some(0), "{accept}");
        }
        let java = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";
        assert_eq!(chosen(java, &[JSON, HTML]), Some(1));
        assert_eq!(chosen(java, &[JSON, XML]), Some(0));
        assert_eq!(chosen("application/json;q=zzz, application/xml;q=0.9", &[JSON, XML]), Some(0));
        assert_eq!(chosen("application/json;q=9999999999, application/xml", &[XML, JSON]), Some(1));
    }

    #[test]
    fn a_browser_prefers_a_page() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert!(Accept::parse([browser]).prefers_html());
        assert!(!Accept::parse(["text/turtle, text/html;q=0.2"]).prefers_html());
        assert!(!Accept::parse([]).prefers_html());
        assert!(Accept::parse(["*/*"]).is_open());
    }

    #[test]
    fn thousands_of_ranges_are_read_once() {
        let many = "a/b;q=0.1,".repeat(10_000);
        assert_eq!(chosen(&many, &[JSON]), None);
    }
}
