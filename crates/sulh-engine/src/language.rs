//! The languages that a reader wants labels in, and which of several wordings fits them best.
//!
//! Bosnian, Croatian, Serbian and Montenegrin are four languages here: none of them is taken for
//! another. What is missing in all languages asked for is shown in English, and says so.

use sulh_ontology::serbian_latin;

/// The most languages that are looked at; what is asked beyond is left out.
const MOST: usize = 16;

/// The languages of one reader, the most wanted first; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Languages(Vec<String>);

/// How well a wording fits; the smallest is shown.
///
/// The place of the language among those asked for, then how far its tag is from the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fit(usize, usize);

impl Default for Languages {
    fn default() -> Self {
        Self(vec!["en".to_owned()])
    }
}

impl Languages {
    /// The languages that a text names: tags of BCP 47, separated by commas, the most wanted first.
    ///
    /// `None` if one of them is no tag, or if there is none.
    pub fn parse(text: &str) -> Option<Self> {
        let tags = text.split(',').map(str::trim);
        let tags = tags.map(|tag| is_tag(tag).then(|| tag.to_ascii_lowercase()));
        let tags: Option<Vec<String>> = tags.take(MOST).collect();
        tags.filter(|tags| !tags.is_empty()).map(Self)
    }

    /// The languages in this order; what is no tag is passed over, and nothing is English.
    pub fn lenient<'t>(tags: impl IntoIterator<Item = &'t str>) -> Self {
        let tags = tags.into_iter().map(str::trim).filter(|tag| is_tag(tag));
        let tags: Vec<String> = tags.take(MOST).map(str::to_ascii_lowercase).collect();
        if tags.is_empty() { Self::default() } else { Self(tags) }
    }

    /// The most wanted language, as a lower-case tag.
    pub fn first(&self) -> &str {
        self.0.first().map_or("en", String::as_str)
    }

    /// How well a wording in a language fits; an empty tag is a wording without a language.
    ///
    /// A language asked for, then English, then none stated, then any other.
    /// `de-AT` finds `de`; `sr` means Serbian in Cyrillic letters.
    pub(crate) fn fit(&self, tag: &str) -> Fit {
        let asked = self.0.iter().enumerate();
        let asked = asked.filter_map(|(at, wanted)| Some(Fit(at, distance(wanted, tag)?))).min();
        let other = match tag {
            "en" => 0,
            "" => 1,
            other if other.starts_with("en-") => 2,
            _ => 3,
        };
        asked.unwrap_or(Fit(self.0.len(), other))
    }

    /// The place of a language among those that are read; `None` if it is not one of them.
    pub(crate) fn place(&self, tag: &str) -> Option<usize> {
        let Fit(place, _) = self.fit(tag);
        (place < self.0.len()).then_some(place)
    }

    /// The wording as it is shown, with its language: in Latin letters where Serbian is asked for
    /// in them and stated in Cyrillic ones.
    pub(crate) fn shown(&self, text: String, tag: String) -> (String, String) {
        let is_cyrillic = tag == "sr" || tag.starts_with("sr-cyrl");
        let wanted = self.0.get(self.fit(&tag).0);
        if is_cyrillic && wanted.is_some_and(|wanted| wanted.starts_with("sr-latn")) {
            return (serbian_latin(&text), "sr-latn".to_owned());
        }
        (text, tag)
    }

    /// The language of a wording where it is not the most wanted one; `None` where it is, or where
    /// the wording states none.
    pub(crate) fn other(&self, tag: Option<&str>) -> Option<String> {
        let tag = tag.filter(|tag| !tag.is_empty())?;
        let same = primary(tag) == primary(self.first()) && script(tag) == script(self.first());
        (!same).then(|| tag.to_owned())
    }
}

/// How many subtags lie between a wanted tag and the tag of a wording; `None` between languages.
fn distance(wanted: &str, tag: &str) -> Option<usize> {
    let mut range = wanted;
    let mut steps = 0;
    loop {
        if tag == range || (range == "sr" && tag == "sr-cyrl") {
            return Some(steps);
        }
        if tag.strip_prefix(range).is_some_and(|rest| rest.starts_with('-')) {
            return Some(steps + 1);
        }
        (range, _) = range.rsplit_once('-')?;
        steps += 2;
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The script that a tag names; Serbian without one is in Cyrillic letters.
fn script(tag: &str) -> &str {
    let named = tag
        .split('-')
        .skip(1)
        .find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    named.unwrap_or(if primary(tag) == "sr" { "cyrl" } else { "" })
}

/// Whether a text looks like a tag of BCP 47.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// The tag among `stated` that is shown to whoever asks for `asked`.
    fn chosen<'t>(asked: &str, stated: &[&'t str]) -> &'t str {
        let languages = Languages::parse(asked).unwrap();
        stated.iter().copied().min_by_key(|tag| (languages.fit(tag), *tag)).unwrap()
    }

    #[test]
    fn none_of_the_four_stands_in_for_another() {
        let all = ["bs", "hr", "sr-cyrl", "sr-latn", "cnr", "en", "tr"];
        for asked in ["bs", "hr", "sr-cyrl", "sr-latn", "cnr"] {
            assert_eq!(chosen(asked, &all), asked);
            let others: Vec<&str> =
                all.into_iter().filter(|tag| primary(tag) != primary(asked)).collect();
            assert_eq!(chosen(asked, &others), "en", "{asked}");
        }
    }

    #[test]
    fn tags_are_widened_and_narrowed_within_their_language() {
        for (asked, stated, expected) in [
            ("de-AT", &["de", "en"][..], "de"),
            ("de", &["de-ch", "en"], "de-ch"),
            ("en-US", &["bs", "en"], "en"),
            ("sr", &["sr-latn", "sr-cyrl", "en"], "sr-cyrl"),
            ("sr-ME", &["cnr", "sr-cyrl", "en"], "sr-cyrl"),
            ("sr-Latn", &["sr-cyrl", "hr", "en"], "sr-cyrl"),
            ("sr-Latn", &["sr-cyrl", "sr-latn"], "sr-latn"),
            ("fr", &["", "en"], "en"),
            ("fr", &["", "bs"], ""),
            ("bs,hr", &["hr", "en"], "hr"),
            ("srx", &["sr-cyrl", "en"], "en"),
        ] {
            assert_eq!(chosen(asked, stated), expected, "{asked} of {stated:?}");
        }
    }

    #[test]
    fn latin_letters_are_made_where_only_cyrillic_ones_are_stated() {
        let shown = |asked: &str| {
            let languages = Languages::parse(asked).unwrap();
            languages.shown("Трговина људима".to_owned(), "sr-cyrl".to_owned())
        };
        assert_eq!(shown("sr-Latn"), ("Trgovina ljudima".to_owned(), "sr-latn".to_owned()));
        assert_eq!(shown("sr-Latn-RS").1, "sr-latn");
        for asked in ["sr", "en", "hr", "cnr"] {
            assert_eq!(shown(asked).0, "Трговина људима", "{asked}");
        }
    }

    #[test]
    fn what_is_in_another_language_says_so() {
        let other = |asked: &str, tag: &str| Languages::parse(asked).unwrap().other(Some(tag));
        assert_eq!(other("bs", "en").as_deref(), Some("en"));
        assert_eq!(other("bs,hr", "hr").as_deref(), Some("hr"));
        assert_eq!(other("sr-cyrl", "sr-latn").as_deref(), Some("sr-latn"));
        for (asked, tag) in
            [("bs", "bs"), ("en-GB", "en"), ("sr", "sr-cyrl"), ("de", "de-AT"), ("bs", "")]
        {
            assert_eq!(other(asked, tag), None, "{asked} {tag}");
        }
    }

    #[test]
    fn what_is_no_tag_is_refused_or_passed_over() {
        for text in ["", "b", "bs hr", "bs;q=1", "bosanski jezik", "*", "bs,", "čeh"] {
            assert_eq!(Languages::parse(text), None, "{text:?}");
        }
        assert_eq!(Languages::lenient(["*", "BS", "no tag"]).first(), "bs");
        assert_eq!(Languages::lenient([]), Languages::default());
    }
}
