//! The language of a text: from the words and letters that it has more often than others.
//!
//! It must not guess: a text that is too short, or that two languages claim, has none. Bosnian,
//! Croatian, Montenegrin and Serbian are not told apart, since a sentence seldom tells: their tag
//! is that of the four together, `sh-Latn`, or `sr-Cyrl` as the project's labels have it.

mod evidence;

use evidence::{Score, add_word};
use sulh_document::Document;
use sulh_text::Tongue;

/// A language that is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Bosnian, Croatian, Montenegrin or Serbian in Latin letters.
    SouthSlavicLatin,
    /// Serbian, or one of the others, in Cyrillic letters.
    SouthSlavicCyrillic,
    /// Macedonian.
    Macedonian,
    /// Bulgarian.
    Bulgarian,
    /// Albanian.
    Albanian,
    /// Turkish.
    Turkish,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::English,
        Self::French,
        Self::SouthSlavicLatin,
        Self::SouthSlavicCyrillic,
        Self::Macedonian,
        Self::Bulgarian,
        Self::Albanian,
        Self::Turkish,
    ];

    /// Its tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::SouthSlavicLatin => "sh-Latn",
            Self::SouthSlavicCyrillic => "sr-Cyrl",
            Self::Macedonian => "mk",
            Self::Bulgarian => "bg",
            Self::Albanian => "sq",
            Self::Turkish => "tr",
        }
    }

    /// How its words bend.
    pub fn tongue(self) -> Tongue {
        Tongue::of_tag(self.tag())
    }

    /// The language of a tag that a file states.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let is_cyrillic = tag.to_ascii_lowercase().contains("cyrl");
        Some(match Tongue::of_tag(tag) {
            Tongue::English => Self::English,
            Tongue::French => Self::French,
            Tongue::SouthSlavic if is_cyrillic => Self::SouthSlavicCyrillic,
            Tongue::SouthSlavic => Self::SouthSlavicLatin,
            Tongue::Macedonian => Self::Macedonian,
            Tongue::Bulgarian => Self::Bulgarian,
            Tongue::Albanian => Self::Albanian,
            Tongue::Turkish => Self::Turkish,
            _ => return None,
        })
    }

    fn slot(self) -> usize {
        match self {
            Self::English => evidence::ENGLISH,
            Self::French => evidence::FRENCH,
            Self::SouthSlavicLatin => evidence::SOUTH_SLAVIC_LATIN,
            Self::SouthSlavicCyrillic => evidence::SOUTH_SLAVIC_CYRILLIC,
            Self::Macedonian => evidence::MACEDONIAN,
            Self::Bulgarian => evidence::BULGARIAN,
            Self::Albanian => evidence::ALBANIAN,
            Self::Turkish => evidence::TURKISH,
        }
    }
}

/// Bytes of a passage that are looked at: a language shows long before.
const PASSAGE: usize = 800;
/// Bytes of a document that are looked at in all.
const DOCUMENT: usize = 200_000;
/// Points that a language must have: about two words that it alone has.
const FEWEST: u32 = 20;

/// The language of a passage; `None` if it is too short or does not tell.
///
/// Only its first 800 bytes are read. Cost: O(bytes) up to that.
pub fn passage_language(text: &str) -> Option<Language> {
    let mut score = Score::default();
    add_text(start_of(text, PASSAGE), &mut score);
    best(&score)
}

/// The language in which most of a document is written; the one that its file states if its text
/// does not tell.
///
/// Cost: O(bytes), of the first 200,000 at most.
pub fn document_language(document: &Document) -> Option<Language> {
    let mut score = Score::default();
    let mut left = DOCUMENT;
    for block in &document.blocks {
        let text = start_of(document.text_of(block), left);
        add_text(text, &mut score);
        left -= text.len();
        if left == 0 {
            break;
        }
    }
    best(&score).or_else(|| document.metadata.language.as_deref().and_then(Language::of_tag))
}

fn start_of(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

fn add_text(text: &str, score: &mut Score) {
    let mut small = String::new();
    for word in text.split(|letter: char| !letter.is_alphabetic()) {
        if word.is_empty() || word.len() > 60 {
            continue;
        }
        small.clear();
        if word.is_ascii() {
            small.extend(word.bytes().map(|letter| char::from(letter.to_ascii_lowercase())));
        } else {
            small.extend(word.chars().flat_map(char::to_lowercase).filter(|c| *c != '\u{307}'));
        }
        add_word(&small, score);
    }
}

/// The language with the most points, if it has enough and clearly more than any other.
fn best(score: &Score) -> Option<Language> {
    let points = |language: Language| score.get(language.slot()).copied().unwrap_or(0);
    let first = Language::ALL.into_iter().max_by_key(|language| points(*language))?;
    let most = points(first);
    let next = (0..).zip(score).filter(|(slot, _)| *slot != first.slot());
    let next = next.map(|(_, points)| *points).max().unwrap_or(0);
    (most >= FEWEST && most * 9 > next * 10).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{Language, document_language, passage_language};
    use sulh_document::{BlockKind, Builder};

    #[track_caller]
    fn says(text: &str, tag: Option<&str>) {
        assert_eq!(passage_language(text).map(Language::tag), tag, "{text}");
    }

    #[test]
    fn sentences_tell_their_language() {
        says("The court has asked the ministry for a reply within two months.", Some("en"));
        says("Le gouvernement a été prié de répondre dans les deux mois.", Some("fr"));
        says("Ministarstvo je dužno odgovoriti u roku od dva mjeseca.", Some("sh-Latn"));
        says("Министарство је дужно да одговори у року од два месеца.", Some("sr-Cyrl"));
        says("Министерството е должно да одговори во рок од два месеца.", Some("mk"));
        says("Министерството е длъжно да отговори в срок от два месеца.", Some("bg"));
        says("Ministria duhet të përgjigjet brenda dy muajve nga kërkesa.", Some("sq"));
        says("Bakanlık iki ay içinde cevap vermek için bir komisyon kurdu.", Some("tr"));
    }

    #[test]
    fn what_does_not_tell_has_none() {
        says("", None);
        says("Slovenia", None);
        says("2014-2018", None);
        says("Das Ministerium hat die Pflicht, auf das Schreiben zu antworten.", None);
        says("El ministerio tiene la obligación de responder a las preguntas.", None);
        says("Министерство обязано ответить на этот запрос и объяснить причины.", None);
        says("Ministrstvo mora odgovoriti v dveh mesecih in ne sme molčati, kot tudi ni.", None);
    }

    #[test]
    fn a_document_has_the_language_of_most_of_it_or_the_stated_one() {
        let mut builder = Builder::new();
        builder.block(BlockKind::Heading(1), None, "Raport");
        builder.block(BlockKind::Paragraph, None, "Ky është një raport për të drejtat e njeriut.");
        builder.block(BlockKind::Paragraph, None, "The end.");
        assert_eq!(document_language(&builder.finish()), Some(Language::Albanian));
        let mut builder = Builder::new();
        builder.metadata().language = Some("sr-Cyrl-RS".to_owned());
        assert_eq!(document_language(&builder.finish()), Some(Language::SouthSlavicCyrillic));
    }

    #[test]
    fn tags_come_back() {
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.tag()), Some(language));
        }
    }
}
