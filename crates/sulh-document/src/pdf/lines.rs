//! Letters become pieces of lines: what stands on one base line without a wide gap.
//!
//! It knows nothing of columns and paragraphs.

use super::content::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use std::collections::HashMap;

/// Words on one base line with no wide gap between them.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Where it begins and ends.
    pub(super) x: [f32; 2],
    /// The base line; y grows downwards.
    pub(super) y: f32,
    /// The size of most of its letters.
    pub(super) size: f32,
    /// Whether most of its letters are bold.
    pub(super) bold: bool,
    /// Where its first word ends.
    pub(super) first_word: f32,
    /// Whether it stands raised and small behind another piece: the mark of a note.
    pub(super) raised: bool,
}

/// A gap this wide, in sizes of the font, parts words that no space parts.
const WORD_GAP: f32 = 0.17;
/// A gap this wide parts pieces: columns, cells, a number and its text.
const PIECE_GAP: f32 = 1.1;

/// The pieces of a page, in the order in which they are drawn.
pub(super) fn pieces(glyphs: &[Glyph]) -> Vec<Piece> {
    let some_seen = glyphs.iter().any(|glyph| glyph.visible);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Option<Open> = None;
    for glyph in glyphs.iter().filter(|glyph| glyph.visible == some_seen) {
        let is_space = is_space(&glyph.text);
        let continues = open.as_ref().is_some_and(|open| open.continues(glyph));
        if !continues {
            pieces.extend(open.take().and_then(Open::finish));
            if is_space {
                continue;
            }
        }
        let piece = open.get_or_insert_with(|| Open::new(glyph));
        if is_space {
            piece.space(glyph);
        } else {
            piece.push(glyph);
        }
    }
    pieces.extend(open.and_then(Open::finish));
    drop_repeats(&mut pieces);
    mark_raised(&mut pieces);
    pieces
}

/// Drops what is drawn once more at the same place, for boldness or a shadow.
///
/// Cost: O(pieces · log pieces).
fn drop_repeats(pieces: &mut Vec<Piece>) {
    let mut seen: HashMap<String, Vec<(f32, f32)>> = HashMap::new();
    pieces.retain(|piece| {
        let places = seen.entry(piece.text.clone()).or_default();
        let near = 0.1 * piece.size;
        // The copy comes soon behind its original.
        let is_again = places
            .iter()
            .rev()
            .take(8)
            .any(|(x, y)| (x - piece.x[0]).abs() < near && (y - piece.y).abs() < near);
        places.push((piece.x[0], piece.y));
        !is_again
    });
}

/// A piece that is still being read.
struct Open {
    text: String,
    x: [f32; 2],
    y: f32,
    size: f32,
    last: [f32; 2],
    owes_space: bool,
    first_word: Option<f32>,
    bold: usize,
    letters: usize,
}

impl Open {
    fn new(glyph: &Glyph) -> Self {
        Self {
            text: String::new(),
            x: [glyph.x[0], glyph.x[0]],
            y: glyph.y,
            size: glyph.size,
            last: [f32::NEG_INFINITY, glyph.x[0]],
            owes_space: false,
            first_word: None,
            bold: 0,
            letters: 0,
        }
    }

    fn continues(&self, glyph: &Glyph) -> bool {
        let size = self.size.max(glyph.size).max(0.1);
        let gap = glyph.x[0] - self.last[1];
        let is_near = gap < PIECE_GAP * size && gap > -0.6 * size;
        // A letter drawn twice for boldness begins where the last one began.
        let is_again = (glyph.x[0] - self.last[0]).abs() < 0.1 * size;
        let same_size = (glyph.size - self.size).abs() < 0.2 * size;
        (glyph.y - self.y).abs() < 0.15 * size && same_size && (is_near || is_again)
    }

    fn space(&mut self, glyph: &Glyph) {
        self.owes_space = true;
        self.last = glyph.x;
    }

    fn push(&mut self, glyph: &Glyph) {
        let size = self.size.max(0.1);
        if (glyph.x[0] - self.last[0]).abs() < 0.06 * size && ends_with(&self.text, &glyph.text) {
            return;
        }
        let gap = glyph.x[0] - self.last[1];
        if !self.text.is_empty() && (self.owes_space || gap > WORD_GAP * size) {
            self.first_word.get_or_insert(self.x[1]);
            self.text.push(' ');
        }
        match &glyph.text {
            BfString::Char(letter) => self.text.push(*letter),
            BfString::String(letters) => self.text.push_str(letters),
        }
        self.owes_space = false;
        self.last = glyph.x;
        self.x[1] = self.x[1].max(glyph.x[1]);
        self.bold += usize::from(glyph.bold);
        self.letters += 1;
    }

    fn finish(mut self) -> Option<Piece> {
        if self.owes_space {
            self.text.push(' ');
        }
        // A bar code is set in a font of signs that have no meaning of their own.
        let is_code = self.letters > 2 && self.text.trim().chars().all(is_private);
        (!self.text.trim().is_empty() && !is_code).then(|| Piece {
            first_word: self.first_word.unwrap_or(self.x[1]),
            text: self.text,
            x: self.x,
            y: self.y,
            size: self.size,
            bold: self.bold * 2 > self.letters,
            raised: false,
        })
    }
}

/// Numbers and stars that stand higher and smaller, right behind a piece or before one.
fn mark_raised(pieces: &mut [Piece]) {
    let raised: Vec<bool> = pieces
        .iter()
        .enumerate()
        .map(|(index, piece)| {
            is_note_mark(&piece.text)
                && [index.checked_sub(1), Some(index + 1)].into_iter().flatten().any(|other| {
                    pieces.get(other).is_some_and(|other| {
                        let rise = other.y - piece.y;
                        let gap = (piece.x[0] - other.x[1]).max(other.x[0] - piece.x[1]);
                        piece.size < 0.85 * other.size
                            && rise > 0.12 * other.size
                            && rise < 0.8 * other.size
                            && gap < 1.2 * other.size
                    })
                })
        })
        .collect();
    for (piece, raised) in pieces.iter_mut().zip(raised) {
        piece.raised = raised;
    }
}

fn is_private(letter: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&letter)
}

fn is_note_mark(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 5
        && text.chars().all(|letter| letter.is_ascii_digit() || "*∗†‡,; abcde".contains(letter))
}

fn is_space(text: &BfString) -> bool {
    match text {
        BfString::Char(letter) => letter.is_whitespace() || *letter == '\u{0}',
        BfString::String(letters) => letters.chars().all(char::is_whitespace),
    }
}

fn ends_with(text: &str, letters: &BfString) -> bool {
    match letters {
        BfString::Char(letter) => text.ends_with(*letter),
        BfString::String(letters) => text.ends_with(letters.as_str()),
    }
}

/// A line within a column: pieces from left to right.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    pub(super) x: [f32; 2],
    pub(super) y: f32,
    pub(super) size: f32,
    /// Whether the mark of a note stood before its first word.
    pub(super) is_note: bool,
}

impl Line {
    /// Its words.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut before: Option<&Piece> = None;
        for piece in &self.pieces {
            // Letters of another size may belong to the same word.
            let is_apart = before.is_some_and(|before| {
                let gap = piece.x[0] - before.x[1];
                before.text.ends_with(' ') || gap > WORD_GAP * before.size.min(piece.size)
            });
            if is_apart {
                text.push(' ');
            }
            text.push_str(piece.text.trim());
            before = Some(piece);
        }
        text
    }

    /// Whether all its words are bold.
    pub(super) fn is_bold(&self) -> bool {
        let mut words =
            self.pieces.iter().filter(|piece| piece.text.contains(char::is_alphanumeric));
        words.next().is_some_and(|first| first.bold) && words.all(|piece| piece.bold)
    }

    /// How wide its first word is.
    pub(super) fn first_word(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.first_word - piece.x[0])
    }
}

/// The pieces of a column as lines, from top to bottom; marks of notes are dropped.
pub(super) fn lines(mut pieces: Vec<Piece>) -> Vec<Line> {
    let marks: Vec<Piece> = pieces.extract_if(.., |piece| piece.raised).collect();
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x[0].total_cmp(&b.x[0])));
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        let line = lines.iter_mut().rev().take(3).find(|line| {
            let near = (line.y - piece.y).abs() < 0.35 * line.size.min(piece.size);
            let apart = line.pieces.iter().all(|other| {
                let overlap = other.x[1].min(piece.x[1]) - other.x[0].max(piece.x[0]);
                overlap < 0.5 * piece.size
            });
            near && apart
        });
        match line {
            Some(line) => {
                line.x = [line.x[0].min(piece.x[0]), line.x[1].max(piece.x[1])];
                if piece.text.len() > line.pieces.iter().map(|piece| piece.text.len()).sum() {
                    (line.y, line.size) = (piece.y, piece.size);
                }
                line.pieces.push(piece);
            }
            None => lines.push(Line {
                x: piece.x,
                y: piece.y,
                size: piece.size,
                is_note: false,
                pieces: vec![piece],
            }),
        }
    }
    for line in &mut lines {
        line.pieces.sort_by(|a, b| a.x[0].total_cmp(&b.x[0]));
        line.is_note = marks.iter().any(|mark| {
            let rise = line.y - mark.y;
            rise > 0.0 && rise < 0.8 * line.size && mark.x[1] < line.x[0] + 0.5 * line.size
        });
    }
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    lines
}
