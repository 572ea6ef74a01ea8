//! Tables that ruled lines draw.
//!
//! A table without lines is read as columns; it is not guessed.

use super::content::Rule;
use super::lines::Piece;

/// A grid of ruled lines.
#[derive(Debug)]
pub(super) struct Table {
    /// The edges of its columns, rising.
    columns: Vec<f32>,
    /// The edges of its rows, rising.
    rows: Vec<f32>,
}

/// Lines nearer than this are one.
const NEAR: f32 = 4.0;

/// The grids of a page from top to bottom: at least two columns and one row.
///
/// Cost: O(rules²).
pub(super) fn tables(rules: &[Rule]) -> Vec<Table> {
    // Thousands of lines are a drawing.
    if rules.len() > 2_000 {
        return Vec::new();
    }
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for rule in rules {
        let (mut joined, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|other| touches(rule, other)));
        let mut group: Vec<Rule> = joined.drain(..).flatten().collect();
        group.push(*rule);
        groups = apart;
        groups.push(group);
    }
    let mut tables: Vec<Table> = groups.iter().filter_map(|group| Table::of(group)).collect();
    tables.sort_by(|a, b| a.top().total_cmp(&b.top()));
    tables
}

fn touches(a: &Rule, b: &Rule) -> bool {
    let overlaps = |at: f32, span: [f32; 2]| at > span[0] - NEAR && at < span[1] + NEAR;
    if a.horizontal == b.horizontal {
        (a.at - b.at).abs() < NEAR && a.span[0] < b.span[1] + NEAR && b.span[0] < a.span[1] + NEAR
    } else {
        overlaps(a.at, b.span) && overlaps(b.at, a.span)
    }
}

impl Table {
    fn of(group: &[Rule]) -> Option<Self> {
        let edges = |horizontal: bool| {
            let mut edges: Vec<f32> = group
                .iter()
                .filter(|rule| rule.horizontal == horizontal)
                .map(|rule| rule.at)
                .collect();
            edges.sort_by(f32::total_cmp);
            edges.dedup_by(|a, b| (*a - *b).abs() < NEAR);
            edges
        };
        let (rows, columns) = (edges(true), edges(false));
        (rows.len() >= 2 && columns.len() >= 3).then_some(Self { columns, rows })
    }

    /// Its upper edge.
    pub(super) fn top(&self) -> f32 {
        self.rows.first().copied().unwrap_or_default()
    }

    /// Whether a piece stands in it.
    pub(super) fn holds(&self, piece: &Piece) -> bool {
        let y = piece.y - 0.3 * piece.size;
        let x = 0.5 * (piece.x[0] + piece.x[1]);
        let within = |edges: &[f32], at: f32| {
            edges.first().is_some_and(|first| at > *first - NEAR)
                && edges.last().is_some_and(|last| at < *last + NEAR)
        };
        within(&self.rows, y) && within(&self.columns, x)
    }

    /// The row and the column in which a piece stands.
    pub(super) fn cell_of(&self, piece: &Piece) -> (u32, u32) {
        let y = piece.y - 0.3 * piece.size;
        let before = |edges: &[f32], at: f32| {
            edges.iter().filter(|edge| **edge <= at).count().saturating_sub(1) as u32
        };
        (before(&self.rows, y), before(&self.columns, piece.x[0] + 1.0))
    }

    /// The pieces of each cell, row by row.
    pub(super) fn cells(&self, pieces: Vec<Piece>) -> Vec<(u32, u32, Vec<Piece>)> {
        let mut cells: std::collections::BTreeMap<(u32, u32), Vec<Piece>> =
            std::collections::BTreeMap::new();
        for piece in pieces {
            cells.entry(self.cell_of(&piece)).or_default().push(piece);
        }
        cells.into_iter().map(|((row, column), pieces)| (row, column, pieces)).collect()
    }
}
