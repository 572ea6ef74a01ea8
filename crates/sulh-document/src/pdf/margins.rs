//! Headers, footers and page numbers: lines at the edges of pages that come again and again.
//!
//! It removes only what repeats, or what is nothing but the number of a page.

use super::lines::Piece;
use std::collections::HashMap;

/// A page as its pieces.
#[derive(Debug, Default)]
pub(super) struct PagePieces {
    pub(super) pieces: Vec<Piece>,
    pub(super) height: f32,
}

/// How many lines from an edge may belong to the margin.
const DEPTH: usize = 4;
/// The share of a page's height within which a margin lies.
const ZONE: f32 = 0.16;

/// Removes headers, footers and page numbers.
///
/// Cost: O(pieces · log pieces).
pub(super) fn remove_margins(pages: &mut [PagePieces]) {
    let mut counts: HashMap<(bool, String), Vec<(usize, f32)>> = HashMap::new();
    let edges: Vec<Vec<Edge>> = pages.iter().map(edges).collect();
    for (index, edges) in edges.iter().enumerate() {
        for edge in edges {
            let places = counts.entry((edge.at_top, edge.key.clone())).or_default();
            if places.last().is_none_or(|last| last.0 != index) {
                places.push((index, edge.y));
            }
        }
    }
    let text_pages = pages.iter().filter(|page| !page.pieces.is_empty()).count();
    let often = if text_pages < 6 { 2 } else { 3.max(text_pages / 8) };
    for (page, edges) in pages.iter_mut().zip(&edges) {
        let mut gone: Vec<[f32; 2]> = Vec::new();
        for at_top in [true, false] {
            for edge in edges.iter().filter(|edge| edge.at_top == at_top) {
                let places = counts.get(&(at_top, edge.key.clone()));
                let near = places.map_or(0, |places| {
                    places.iter().filter(|place| (place.1 - edge.y).abs() < 14.0).count()
                });
                if !(near >= often || edge.is_number) {
                    break;
                }
                gone.push(edge.span);
            }
        }
        page.pieces.retain(|piece| {
            !gone.iter().any(|[top, end]| piece.y > top - 0.1 && piece.y < end + 0.1)
        });
    }
}

/// A line at an edge, from the edge inwards.
struct Edge {
    at_top: bool,
    y: f32,
    /// The highest and the lowest of its base lines: a raised mark is part of its line.
    span: [f32; 2],
    key: String,
    is_number: bool,
}

fn edges(page: &PagePieces) -> Vec<Edge> {
    let mut order: Vec<&Piece> = page.pieces.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x[0].total_cmp(&b.x[0])));
    let mut lines: Vec<(f32, [f32; 2], String)> = Vec::new();
    for piece in order {
        match lines.last_mut() {
            Some((y, span, text)) if piece.y - *y < 0.5 * piece.size => {
                span[1] = piece.y;
                text.push(' ');
                text.push_str(&piece.text);
            }
            _ => lines.push((piece.y, [piece.y, piece.y], piece.text.clone())),
        }
    }
    let zone = page.height * ZONE;
    let top = lines.iter().take(DEPTH).take_while(|line| line.0 < zone);
    let bottom = lines.iter().rev().take(DEPTH).take_while(|line| line.0 > page.height - zone);
    let edge = |at_top: bool, line: &(f32, [f32; 2], String)| Edge {
        at_top,
        y: line.0,
        span: line.1,
        key: key(&line.2),
        is_number: is_page_number(&line.2),
    };
    top.map(|line| edge(true, line)).chain(bottom.map(|line| edge(false, line))).collect()
}

/// A line without its numbers, since those of pages change.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        if letter.is_numeric() {
            if !key.ends_with('#') {
                key.push('#');
            }
        } else {
            key.extend(letter.to_lowercase());
        }
    }
    key
}

/// `12`, `- 12 -`, `xii`, `Page 3 of 20`, `3/20`, `Стр. 4`.
fn is_page_number(text: &str) -> bool {
    let text = text.trim().trim_matches(['-', '–', '—', '|', '•', '[', ']', ' ']);
    let is_roman = |word: &str| {
        word.len() <= 6 && word.chars().all(|letter| "ivxlc".contains(letter)) && !word.is_empty()
    };
    if is_roman(text) {
        return true;
    }
    if text.chars().count() > 20 || !text.chars().any(|letter| letter.is_ascii_digit()) {
        return false;
    }
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let numbers = words
        .iter()
        .filter(|word| word.len() <= 4 && word.chars().all(|letter| letter.is_ascii_digit()));
    let count = numbers.count();
    (1..=2).contains(&count)
        && words.iter().all(|word| {
            word.chars().all(|letter| letter.is_ascii_digit())
                || PAGE_WORDS.contains(&word.as_str())
        })
        && words.len() <= 4
}

/// What stands beside the number of a page in the languages of the region.
const PAGE_WORDS: [&str; 19] = [
    "page",
    "p",
    "pg",
    "of",
    "de",
    "sur",
    "str",
    "strana",
    "stranica",
    "od",
    "стр",
    "страница",
    "страна",
    "от",
    "од",
    "faqe",
    "faqja",
    "sayfa",
    "nga",
];

#[cfg(test)]
mod tests {
    use super::{is_page_number, key};

    #[test]
    fn page_numbers_are_told_from_words() {
        for text in ["12", "- 12 -", "xii", "Page 3 of 20", "3/20", "Стр. 4", "Sayfa 7", "| 5"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2013 was a year", "Article 5", "96.1 Ratify", "A/HRC/14/15", "mix it"] {
            assert!(!is_page_number(text), "{text}");
        }
        assert_eq!(key("A/HRC/14/15"), key("A/HRC/8/25"));
    }
}
