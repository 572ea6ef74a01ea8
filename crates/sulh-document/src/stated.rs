//! What a file says about itself, made fit to be shown: titles, dates, languages.
//!
//! What is plainly no title, date or language is dropped, never guessed at.

use crate::title::is_file_name;

/// The longest title that is kept, in letters.
const LONGEST: usize = 500;
/// A title in one line; nothing if it is plainly the name of a file or what programs put there.
pub(crate) fn title(text: &str) -> Option<String> {
    let title = line(text)?;
    let is_path = title.contains(['/', '\\']) && !title.contains(' ');
    let has_word = title.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    // `A_HRC_43_15` or `g2004192`: one word with signs or digits in it.
    let is_code = !title.contains(char::is_whitespace)
        && title.contains(|letter: char| letter.is_numeric() || letter == '_');
    (!is_file_name(&title) && !is_path && has_word && !is_code).then_some(title)
}

/// Words in one line, no longer than a title.
pub(crate) fn line(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String =
        words.join(" ").chars().filter(|letter| !letter.is_control()).take(LONGEST).collect();
    (!line.is_empty()).then_some(line)
}

/// The date at the start of an ISO 8601 date or time: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub(crate) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.trim_end_matches('Z').split('-').collect();
    let lengths = [4, 2, 2];
    let is_written = parts.len() <= 3
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<u32>().ok());
    let is_real = number(0).is_some_and(|year| (1000..3000).contains(&year))
        && number(1).is_none_or(|month| (1..=12).contains(&month))
        && number(2).is_none_or(|day| (1..=31).contains(&day));
    (is_written && is_real).then(|| parts.join("-"))
}

/// A BCP 47 tag: subtags of one to eight letters and digits, the first of two or three letters.
pub(crate) fn language(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let mut subtags = tag.split('-');
    let first = subtags.next()?;
    let is_first = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let is_rest =
        subtags.all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()));
    (is_first && is_rest && tag.len() <= 35).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::{date, language, title};

    #[test]
    fn names_of_files_are_no_titles() {
        for name in [
            "Microsoft Word - x.doc",
            "untitled",
            "A_HRC_43_15.docx",
            "g2004192",
            "C:\\report",
            "Document1",
            " ",
            "12",
        ] {
            assert_eq!(title(name), None, "{name}");
        }
        assert_eq!(title(" Report\n on  rights ").as_deref(), Some("Report on rights"));
        assert_eq!(title("Извештај").as_deref(), Some("Извештај"));
    }

    #[test]
    fn dates_are_cut_to_the_day() {
        assert_eq!(date("2020-02-18T09:30:00Z").as_deref(), Some("2020-02-18"));
        assert_eq!(date("2020-02").as_deref(), Some("2020-02"));
        assert_eq!(date("2020").as_deref(), Some("2020"));
        for wrong in ["18.2.2020", "2020-13-01", "0000", "2020-2", "", "soon"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn languages_are_tags() {
        assert_eq!(language("sr-Cyrl").as_deref(), Some("sr-Cyrl"));
        assert_eq!(language("en_GB").as_deref(), Some("en-GB"));
        assert_eq!((language("x"), language("english"), language("")), (None, None, None));
    }
}
