//! The order in which a page is read: columns, tables and what spans them.
//!
//! It cuts a page at gutters that no words cross; it makes no paragraphs.

use super::content::Rule;
use super::lines::Piece;
use super::table::{Table, tables};

/// A part of a page that is read from top to bottom.
#[derive(Debug)]
pub(super) enum Region {
    /// Running text.
    Column(Vec<Piece>),
    /// A table with ruled lines: the pieces of each cell, by row and column.
    Table(Vec<(u32, u32, Vec<Piece>)>),
}

/// The regions of a page in reading order.
pub(super) fn regions(pieces: Vec<Piece>, rules: &[Rule]) -> Vec<Region> {
    let mut rest = pieces;
    let mut found = Vec::new();
    for table in tables(rules) {
        let (inside, outside): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|piece| table.holds(piece));
        let (above, below): (Vec<_>, Vec<_>) =
            outside.into_iter().partition(|piece| piece.y < table.top());
        if is_table(&table, &inside) {
            columns(above, 0, &mut found);
            found.push(Region::Table(table.cells(inside)));
            rest = below;
        } else {
            rest = above.into_iter().chain(inside).chain(below).collect();
        }
    }
    columns(rest, 0, &mut found);
    found
}

/// A frame around text is no table, and neither is a grid with one filled cell.
fn is_table(table: &Table, inside: &[Piece]) -> bool {
    let mut cells: Vec<_> = inside.iter().map(|piece| table.cell_of(piece)).collect();
    cells.sort_unstable();
    cells.dedup();
    let columns: std::collections::BTreeSet<_> = cells.iter().map(|cell| cell.1).collect();
    columns.len() >= 2 && cells.len() >= 4
}

/// More nested columns than any page has.
const DEPTH: u32 = 6;
/// The narrowest column, in sizes of its font.
const NARROWEST: f32 = 7.0;
/// The narrowest gutter, in sizes of the font.
const GUTTER: f32 = 0.9;
/// The fewest lines of a column.
const LINES: usize = 3;

fn columns(pieces: Vec<Piece>, depth: u32, found: &mut Vec<Region>) {
    if pieces.is_empty() {
        return;
    }
    let cut = if depth < DEPTH { best_cut(&pieces) } else { None };
    let Some(cut) = cut else {
        found.push(Region::Column(pieces));
        return;
    };
    let [mut above, mut left, mut right, mut below] = [const { Vec::new() }; 4];
    for piece in pieces {
        let part = if piece.y < cut.band[0] {
            &mut above
        } else if piece.y > cut.band[1] {
            &mut below
        } else if piece.x[0] < cut.x {
            &mut left
        } else {
            &mut right
        };
        part.push(piece);
    }
    for part in [above, left, right, below] {
        columns(part, depth + 1, found);
    }
}

/// A gutter: where it lies, and from which base line to which.
struct Cut {
    x: f32,
    band: [f32; 2],
    weight: usize,
}

/// The gutter between columns with the most lines beside it.
///
/// Cost: O(pieces²) with at most as many candidates as pieces.
fn best_cut(pieces: &[Piece]) -> Option<Cut> {
    let mut order: Vec<&Piece> = pieces.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut starts: Vec<f32> = pieces.iter().map(|piece| piece.x[0]).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    starts.truncate(400);
    starts
        .into_iter()
        .skip(1)
        .filter_map(|start| cut_at(&order, start - 1.0))
        .max_by_key(|cut| cut.weight)
}

fn cut_at(order: &[&Piece], x: f32) -> Option<Cut> {
    let mut best: Option<Cut> = None;
    let mut from = 0;
    for index in 0..=order.len() {
        let crosses =
            order.get(index).is_none_or(|piece| piece.x[0] < x - 0.5 && piece.x[1] > x + 0.5);
        if !crosses {
            continue;
        }
        let band = order.get(from..index).unwrap_or_default();
        from = index + 1;
        let weight = weight(band, x);
        if weight > best.as_ref().map_or(0, |best| best.weight)
            && let (Some(first), Some(last)) = (band.first(), band.last())
        {
            best = Some(Cut { x, band: [first.y - 0.1, last.y + 0.1], weight });
        }
    }
    best
}

/// How many lines stand on the side with fewer of them; 0 if the two sides are no columns.
fn weight(band: &[&Piece], x: f32) -> usize {
    let (left, right): (Vec<&Piece>, Vec<&Piece>) =
        band.iter().copied().partition(|piece| piece.x[0] < x);
    let size = band.first().map_or(10.0, |piece| piece.size);
    let edge = left.iter().map(|piece| piece.x[1]).fold(f32::NEG_INFINITY, f32::max);
    let next = right.iter().map(|piece| piece.x[0]).fold(f32::INFINITY, f32::min);
    let are_columns = match (is_column(&left), is_column(&right)) {
        (true, true) => true,
        (true, false) => is_beside(&right, &left),
        (false, true) => is_beside(&left, &right),
        (false, false) => false,
    };
    if next - edge < GUTTER * size || !are_columns {
        return 0;
    }
    let span = |side: &[&Piece]| -> [f32; 2] {
        let first = side.first().map_or(0.0, |piece| piece.y);
        [first, side.last().map_or(0.0, |piece| piece.y)]
    };
    let ([top_a, end_a], [top_b, end_b]) = (span(&left), span(&right));
    let shared = end_a.min(end_b) - top_a.max(top_b);
    let shorter = (end_a - top_a).min(end_b - top_b);
    if shared < 0.5 * shorter { 0 } else { distinct(&left).min(distinct(&right)) }
}

/// Whether pieces look like running text: several lines, of which most are wide.
fn is_column(side: &[&Piece]) -> bool {
    let mut widths: Vec<f32> =
        side.iter().map(|piece| (piece.x[1] - piece.x[0]) / piece.size.max(1.0)).collect();
    widths.sort_by(f32::total_cmp);
    let median = widths.get(widths.len() / 2).copied().unwrap_or_default();
    distinct(side) >= LINES && median >= NARROWEST
}

/// Whether short pieces stand beside a column and not on its lines: the labels of a chart, and no
/// cells of a table.
fn is_beside(short: &[&Piece], column: &[&Piece]) -> bool {
    let on_line = short
        .iter()
        .filter(|piece| column.iter().any(|line| (line.y - piece.y).abs() < 0.15 * line.size));
    short.len() >= LINES && on_line.count() * 2 < short.len()
}

/// How many base lines there are; the pieces come from top to bottom.
fn distinct(side: &[&Piece]) -> usize {
    let mut last = f32::NEG_INFINITY;
    let mut count = 0;
    for piece in side {
        if piece.y - last > 1.0 {
            count += 1;
            last = piece.y;
        }
    }
    count
}
