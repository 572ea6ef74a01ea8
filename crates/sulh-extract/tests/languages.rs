//! The language of sentences measured on the Universal Declaration in eight languages.
//!
//! The files stand outside the repository: `SULH_TEST_DATA` names the directory that holds `udhr`.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use std::path::PathBuf;
use sulh_extract::{Language, passage_language, sentence_spans};

/// Files and the language that each is in.
const FILES: [(&str, Language); 8] = [
    ("eng", Language::English),
    ("bos_latn", Language::SouthSlavicLatin),
    ("hrv", Language::SouthSlavicLatin),
    ("srp_cyrl", Language::SouthSlavicCyrillic),
    ("mkd", Language::Macedonian),
    ("bul", Language::Bulgarian),
    ("als", Language::Albanian),
    ("tur", Language::Turkish),
];
/// Letters of a sentence that is measured, at least.
const LETTERS: usize = 40;

#[test]
fn sentences_of_forty_letters_tell_their_language() {
    let Some(data) = std::env::var_os("SULH_TEST_DATA").map(PathBuf::from) else { return };
    for (file, language) in FILES {
        let page = std::fs::read_to_string(data.join(format!("udhr/{file}.html"))).unwrap();
        let (mut sentences, mut right, mut unsure) = (0_u32, 0_u32, 0_u32);
        for line in lines(&page) {
            for span in sentence_spans(&line, Some(language)) {
                let sentence = line.get(span).unwrap();
                if sentence.chars().filter(|letter| letter.is_alphabetic()).count() < LETTERS {
                    continue;
                }
                let found = passage_language(sentence);
                sentences += 1;
                right += u32::from(found == Some(language));
                unsure += u32::from(found.is_none());
            }
        }
        eprintln!("{file}: {right} of {sentences} right, {unsure} unsure");
        assert!(sentences > 40 && right * 100 >= sentences * 98, "{file}");
    }
}

/// What stands between the tags of a page's body.
fn lines(page: &str) -> Vec<String> {
    let body = page.split_once("<body").unwrap().1;
    let texts = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
