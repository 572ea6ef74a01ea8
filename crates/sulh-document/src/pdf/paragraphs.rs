//! Lines of a column become paragraphs, items and headings.
//!
//! It joins only what stands in one column; what runs over pages is joined where pages are known.

use super::lines::{Line, Piece, lines};
use crate::marker::split_marker;

/// A paragraph as it stands in one column of one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    /// Its lines, without the marker.
    pub(super) lines: Vec<String>,
    /// Its number or bullet.
    pub(super) marker: Option<String>,
    /// The size of its font.
    pub(super) size: f32,
    /// Whether all of it is bold.
    pub(super) bold: bool,
    /// Where its first line begins.
    pub(super) left: f32,
    /// Whether its last line reaches the right edge of the column.
    pub(super) is_full: bool,
    /// The base line of its first line.
    pub(super) y: f32,
    /// Whether the mark of a note stands before it.
    pub(super) is_note: bool,
    /// Whether it is the first of its column, and so may be the rest of another.
    pub(super) opens_column: bool,
}

impl Paragraph {
    fn new(line: &Line, column: &Column) -> Self {
        let text = line.text();
        let (marker, rest) = split_marker(&text);
        Self {
            marker: marker.map(str::to_owned),
            lines: vec![rest.to_owned()],
            size: line.size,
            bold: line.is_bold(),
            left: line.x[0],
            is_full: column.is_full(line),
            y: line.y,
            is_note: line.is_note,
            opens_column: false,
        }
    }

    fn push(&mut self, line: &Line, column: &Column) {
        self.lines.push(line.text());
        self.bold &= line.is_bold();
        self.is_full = column.is_full(line);
    }

    /// Its last words.
    pub(super) fn end(&self) -> &str {
        self.lines.last().map_or("", |line| line.trim_end())
    }

    /// Whether it ends as a sentence or a part of one does.
    pub(super) fn ends(&self) -> bool {
        self.end().ends_with(['.', ';', ':', '!', '?', '…', '”', '"', '»'])
    }

    /// Its first words.
    pub(super) fn begin(&self) -> &str {
        self.lines.first().map_or("", |line| line.trim_start())
    }

    /// How many letters it has.
    pub(super) fn len(&self) -> usize {
        self.lines.iter().map(|line| line.chars().count()).sum()
    }
}

/// What a column is like.
struct Column {
    left: f32,
    right: f32,
    leading: f32,
}

impl Column {
    fn of(lines: &[Line]) -> Self {
        let mut gaps: Vec<f32> = lines
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] if (a.size - b.size).abs() < 0.5 => Some((b.y - a.y) / a.size.max(1.0)),
                _ => None,
            })
            .filter(|gap| (0.8..2.2).contains(gap))
            .collect();
        gaps.sort_by(f32::total_cmp);
        // The lower third: a column of short items has more wide gaps than narrow ones.
        let leading = gaps.get(gaps.len() / 3).copied().unwrap_or(1.2);
        let edge = |take: fn(&Line) -> f32, share: f32| {
            let mut edges: Vec<f32> = lines.iter().map(take).collect();
            edges.sort_by(f32::total_cmp);
            let index = (edges.len() as f32 * share) as usize;
            edges.get(index.min(edges.len().saturating_sub(1))).copied().unwrap_or_default()
        };
        Self { left: edge(|line| line.x[0], 0.1), right: edge(|line| line.x[1], 0.92), leading }
    }

    fn is_full(&self, line: &Line) -> bool {
        line.x[1] > self.right - 2.5 * line.size
    }
}

/// The paragraphs of a column.
pub(super) fn paragraphs(pieces: Vec<Piece>) -> Vec<Paragraph> {
    let lines = lines(pieces);
    let column = Column::of(&lines);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut previous: Option<&Line> = None;
    let mut open_lines = 0;
    for line in &lines {
        let space = previous.is_none_or(|above| is_wide(above, line, &column));
        let breaks = match (previous, found.last()) {
            (Some(above), Some(open)) => space || begins(above, line, open, open_lines, &column),
            _ => true,
        };
        if breaks {
            found.push(Paragraph::new(line, &column));
            open_lines = 1;
        } else if let Some(open) = found.last_mut() {
            open.push(line, &column);
            open_lines += 1;
        }
        previous = Some(line);
    }
    found
}

fn is_wide(above: &Line, line: &Line, column: &Column) -> bool {
    let size = above.size.max(line.size).max(1.0);
    (line.y - above.y) / size > column.leading * 1.28 + 0.02
}

/// Whether a line begins a paragraph though no space stands above it.
fn begins(above: &Line, line: &Line, open: &Paragraph, open_lines: usize, column: &Column) -> bool {
    let size = line.size.max(1.0);
    if (above.size - line.size).abs() > 0.12 * size || above.y > line.y || line.is_note {
        return true;
    }
    let text = line.text();
    let above_text = above.text();
    let ends = above_text.trim_end().ends_with(['.', ';', ':', '!', '?', '”', '"', ')']);
    let shift = (line.x[0] - above.x[0]) / size;
    // The next word would have stood on the line above, had it been of the same paragraph.
    let room = column.right - above.x[1] - line.first_word();
    let is_short = room > 1.6 * size;
    if let (Some(marker), rest) = split_marker(&text) {
        let is_bullet = !marker.chars().any(char::is_alphanumeric);
        let is_own_piece = line.pieces.first().is_some_and(|first| first.text.trim() == marker);
        let is_at_edge = (line.x[0] - open.left).abs() < 0.5 * size || shift.abs() > 0.5;
        if is_bullet || is_own_piece || (is_at_edge && (ends || is_short)) || rest.is_empty() {
            return true;
        }
    }
    if above.is_bold() != line.is_bold() && (is_short || ends) {
        return true;
    }
    if open_lines >= 2 && shift.abs() > 0.9 {
        return true;
    }
    // The first line of a paragraph stands further in than the lines of the one before it.
    if open_lines == 1
        && open.marker.is_none()
        && shift > 0.9
        && column.left + 0.5 * size < line.x[0]
    {
        return true;
    }
    // An entry of a table of contents ends its paragraph; one that runs over two lines is led to its
    // page on the second.
    if is_contents_entry(&above_text) {
        return true;
    }
    if is_contents_entry(&text) {
        return shift < -0.9;
    }
    let starts_anew = text.chars().next().is_some_and(|letter| {
        letter.is_uppercase() || letter.is_numeric() || !letter.is_alphanumeric()
    });
    is_short && (ends || (starts_anew && room > 6.0 * size))
}

/// Whether dots lead from the words to the number of a page: `Annex ........ 22`.
pub(super) fn is_contents_entry(line: &str) -> bool {
    let is_number = |letter: char| {
        letter.is_ascii_digit() || letter.is_whitespace() || "-–—ivxlc".contains(letter)
    };
    let line = line.trim_end();
    let words = line.trim_end_matches(is_number);
    let led = words.trim_end_matches(['.', '…', ' ', '·', '_']);
    let dots = words.get(led.len()..).unwrap_or_default();
    line.len() > words.len() && dots.chars().filter(|dot| !dot.is_whitespace()).count() >= 4
}

#[cfg(test)]
mod tests {
    use super::is_contents_entry;

    #[test]
    fn entries_of_contents_are_led_to_their_page() {
        for line in [
            "Annex ........ 22",
            "II. Pledges........113 21",
            "Scope . . . . . . 1 - 4 3",
            "x....iv",
        ] {
            assert!(is_contents_entry(line), "{line}");
        }
        for line in ["and so on...", "the year 2019.", "96.1. Ratify", "1–4 3", "wait... 3"] {
            assert!(!is_contents_entry(line), "{line}");
        }
    }
}
