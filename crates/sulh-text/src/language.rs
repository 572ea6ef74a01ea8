//! The languages whose words are told apart, and which one a tag means.
//!
//! It must not guess: a text whose language nobody states is [`Tongue::Unknown`].

/// A language, or several that bend their words alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// Bosnian, Croatian, Montenegrin and Serbian, in either alphabet.
    SouthSlavic,
    /// Macedonian.
    Macedonian,
    /// Bulgarian.
    Bulgarian,
    /// Albanian.
    Albanian,
    /// Turkish.
    Turkish,
    /// English.
    English,
    /// French.
    French,
    /// German.
    German,
    /// Greek.
    Greek,
    /// Hungarian.
    Hungarian,
    /// Italian.
    Italian,
    /// Romanian.
    Romanian,
    /// Russian.
    Russian,
    /// Spanish.
    Spanish,
    /// Arabic.
    Arabic,
    /// Danish.
    Danish,
    /// Dutch.
    Dutch,
    /// Finnish.
    Finnish,
    /// Norwegian, in either written form.
    Norwegian,
    /// Portuguese.
    Portuguese,
    /// Swedish.
    Swedish,
    /// Tamil.
    Tamil,
    /// No language, or one whose words are only folded.
    Unknown,
}

impl Tongue {
    /// Every language whose words bend, in the order in which a query is analysed.
    pub const ALL: [Self; 22] = [
        Self::English,
        Self::SouthSlavic,
        Self::Macedonian,
        Self::Bulgarian,
        Self::Albanian,
        Self::Turkish,
        Self::French,
        Self::German,
        Self::Greek,
        Self::Hungarian,
        Self::Italian,
        Self::Romanian,
        Self::Russian,
        Self::Spanish,
        Self::Arabic,
        Self::Danish,
        Self::Dutch,
        Self::Finnish,
        Self::Norwegian,
        Self::Portuguese,
        Self::Swedish,
        Self::Tamil,
    ];

    /// The language of a tag of BCP 47, of either case; only its first part counts.
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "bs" | "hr" | "sr" | "cnr" | "sh" | "bos" | "hrv" | "srp" => Self::SouthSlavic,
            "mk" | "mkd" => Self::Macedonian,
            "bg" | "bul" => Self::Bulgarian,
            "sq" | "sqi" | "als" => Self::Albanian,
            "tr" | "tur" => Self::Turkish,
            "en" | "eng" => Self::English,
            "fr" | "fra" => Self::French,
            "de" | "deu" => Self::German,
            "el" | "ell" => Self::Greek,
            "hu" | "hun" => Self::Hungarian,
            "it" | "ita" => Self::Italian,
            "ro" | "ron" => Self::Romanian,
            "ru" | "rus" => Self::Russian,
            "es" | "spa" => Self::Spanish,
            "ar" | "ara" => Self::Arabic,
            "da" | "dan" => Self::Danish,
            "nl" | "nld" => Self::Dutch,
            "fi" | "fin" => Self::Finnish,
            "no" | "nb" | "nn" | "nor" | "nob" | "nno" => Self::Norwegian,
            "pt" | "por" => Self::Portuguese,
            "sv" | "swe" => Self::Swedish,
            "ta" | "tam" => Self::Tamil,
            _ => Self::Unknown,
        }
    }

    /// The letter that stems of the language begin with in the index: stems of two languages
    /// never meet, since what is alike after cutting was not alike before.
    pub fn mark(self) -> char {
        match self {
            Self::SouthSlavic => 'y',
            Self::Macedonian => 'm',
            Self::Bulgarian => 'b',
            Self::Albanian => 'a',
            Self::Turkish => 't',
            Self::English => 'e',
            Self::French => 'f',
            Self::German => 'd',
            Self::Greek => 'g',
            Self::Hungarian => 'h',
            Self::Italian => 'i',
            Self::Romanian => 'o',
            Self::Russian => 'r',
            Self::Spanish => 's',
            Self::Arabic => 'q',
            Self::Danish => 'k',
            Self::Dutch => 'n',
            Self::Finnish => 'u',
            Self::Norwegian => 'w',
            Self::Portuguese => 'p',
            Self::Swedish => 'v',
            Self::Tamil => 'l',
            Self::Unknown => 'x',
        }
    }

    /// The language of a mark.
    pub fn of_mark(mark: char) -> Self {
        Self::ALL.into_iter().find(|tongue| tongue.mark() == mark).unwrap_or(Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_marks_lead_to_their_language() {
        for (tag, tongue) in [
            ("sr-Cyrl", Tongue::SouthSlavic),
            ("cnr", Tongue::SouthSlavic),
            ("HR", Tongue::SouthSlavic),
            ("sq", Tongue::Albanian),
            ("en-GB", Tongue::English),
            ("", Tongue::Unknown),
            ("zh", Tongue::Unknown),
        ] {
            assert_eq!(Tongue::of_tag(tag), tongue, "{tag}");
        }
        for tongue in Tongue::ALL {
            assert_eq!(Tongue::of_mark(tongue.mark()), tongue);
        }
    }
}
