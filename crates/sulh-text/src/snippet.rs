//! A part of a text around what was asked for.
//!
//! It must not change a letter of the text: what is left out is shown by points.

use crate::asked::Place;
use crate::bound::BoundQuery;
use crate::document::Text;
use crate::language::Tongue;
use crate::latin::is_cyrillic;
use std::ops::Range;

/// Bytes of a snippet, about.
const LENGTH: usize = 220;
const CUT: &str = "…";

/// A part of a text with marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The part, as it is written.
    pub text: String,
    /// Where what was asked for stands: beginning and end in characters.
    pub marks: Vec<[usize; 2]>,
    /// The language of the text.
    pub language: String,
}

impl BoundQuery {
    /// The text with the most words of the query, cut around them. `texts` come with where they
    /// are from; of equals those in the script of the query, then the first is taken.
    ///
    /// Cost: O(words of the texts · words of the query).
    pub fn snippet(&self, texts: &[(Place, Text)]) -> Snippet {
        let marked = texts.iter().map(|(place, text)| {
            (text, self.marks(&text.text, Tongue::of_tag(&text.language), *place))
        });
        // What was asked for comes before its other names.
        let is_alike = |text: &Text| is_cyrillic(&text.text) == is_cyrillic(&self.text);
        let best = marked.rev().max_by_key(|(text, marks)| {
            (marks.own, marks.words, is_alike(text), marks.places.len())
        });
        let Some((text, marks)) = best else { return Snippet::default() };
        let (cut, marks) = around(&text.text, &marks.places);
        Snippet { text: cut, marks, language: text.language.clone() }
    }
}

/// A part of a text with as many marks as one can hold, with the marks in characters.
fn around(text: &str, marks: &[Range<usize>]) -> (String, Vec<[usize; 2]>) {
    let first = densest(marks);
    let start = if text.len() <= LENGTH {
        0
    } else {
        let wanted = text.floor_char_boundary(first.saturating_sub(LENGTH / 3));
        let head = text.get(..wanted).unwrap_or_default();
        let space = head.char_indices().rfind(|(_, letter)| letter.is_whitespace());
        space.map_or(0, |(at, space)| at + space.len_utf8())
    };
    let rest = text.get(start..).unwrap_or_default();
    let end = if rest.len() <= LENGTH {
        rest.len()
    } else {
        let wanted = rest.floor_char_boundary(LENGTH);
        rest.get(..wanted).and_then(|cut| cut.rfind(char::is_whitespace)).unwrap_or(wanted)
    };
    let cut = rest.get(..end).unwrap_or_default();
    let before = if start > 0 { format!("{CUT} ") } else { String::new() };
    let behind = if start + end < text.len() { format!(" {CUT}") } else { String::new() };
    let letters = |to: usize| text.get(start..to).map_or(0, |part| part.chars().count());
    let offset = before.chars().count();
    let marks = marks
        .iter()
        .filter(|mark| mark.start >= start && mark.end <= start + end)
        .map(|mark| [offset + letters(mark.start), offset + letters(mark.end)])
        .collect();
    (format!("{before}{cut}{behind}"), marks)
}

/// Where the stretch with the most marks begins.
fn densest(marks: &[Range<usize>]) -> usize {
    let room = LENGTH * 2 / 3;
    let held = |first: &Range<usize>| {
        let within =
            |mark: &&Range<usize>| mark.start >= first.start && mark.end <= first.start + room;
        marks.iter().filter(within).count()
    };
    let best = marks.iter().rev().max_by_key(|mark| held(mark));
    best.map_or(0, |mark| mark.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_holds_the_most_marks_and_says_what_it_left_out() {
        let text = format!("жена {} слобода изражавања {}", "реч ".repeat(80), "крај ".repeat(80));
        let at = |word: &str| text.find(word).map(|start| start..start + word.len());
        let marks: Vec<_> = ["жена", "слобода", "изражавања"].into_iter().filter_map(at).collect();
        let (cut, places) = around(&text, &marks);
        assert!(cut.starts_with("… ") && cut.ends_with(" …"), "{cut}");
        let letters: Vec<char> = cut.chars().collect();
        let marked: Vec<String> = places
            .iter()
            .map(|[from, to]| letters.get(*from..*to).into_iter().flatten().collect())
            .collect();
        assert_eq!(marked, ["слобода", "изражавања"]);
        assert_eq!(around("кратко", &[]), ("кратко".to_owned(), Vec::new()));
    }
}
