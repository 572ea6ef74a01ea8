//! Tables for people: aligned, and wrapped to the width of the screen.
//!
//! Where the screen is too narrow for the columns, each row is a card of lines instead: a word
//! is never cut. It must not know what stands in the cells.

use comfy_table::{
    Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table,
    TableStyle, Width,
};

use crate::style::{Style, visible};

/// The frame: a line under the header and nothing else, so that rows can be copied.
const FRAME: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
/// Space beside the content of a column: one on each side.
const PADDING: usize = 2;
/// Where the lines of a card begin.
const INDENT: usize = 4;

/// A column: its header, and whether its cells are numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    number: bool,
    share: u16,
}

impl Column {
    /// Text that may wrap.
    pub(crate) const fn text(name: &'static str) -> Self {
        Self { name, number: false, share: 0 }
    }

    /// Text that stays readable only with such a share of the width, in percent.
    pub(crate) const fn wide(name: &'static str, share: u16) -> Self {
        Self { name, number: false, share }
    }

    /// Numbers, aligned to the right.
    pub(crate) const fn number(name: &'static str) -> Self {
        Self { name, number: true, share: 0 }
    }
}

/// The table as text that ends with a line break; empty when there are no rows.
pub(crate) fn render(columns: &[Column], rows: &[Vec<String>], style: Style) -> String {
    let names: Vec<String> = columns.iter().map(|column| column.name.to_owned()).collect();
    let least = |(at, column): (usize, &Column)| {
        let words = longest(column.name, rows, at, longest_word);
        let all = longest(column.name, rows, at, |cell| cell.chars().count());
        // A column that needs less than its share gets no more than it needs.
        words.max(all.min(usize::from(style.width * column.share / 100)))
    };
    let least: Vec<usize> = columns.iter().enumerate().map(least).collect();
    let numbers: Vec<bool> = columns.iter().map(|column| column.number).collect();
    drawn(&names, rows, &least, &numbers, style)
}

/// The same for columns that are known only when the answer is there.
pub(crate) fn render_named(names: &[String], rows: &[Vec<String>], style: Style) -> String {
    let words = names.iter().enumerate().map(|(at, name)| longest(name, rows, at, longest_word));
    drawn(names, rows, &words.collect::<Vec<_>>(), &[], style)
}

fn drawn(
    names: &[String],
    rows: &[Vec<String>],
    least: &[usize],
    numbers: &[bool],
    style: Style,
) -> String {
    let needed: usize = least.iter().map(|width| width + PADDING).sum();
    if needed > usize::from(style.width) {
        return cards(names, rows, style);
    }
    let mut table = Table::new();
    table.load_style(FRAME);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(style.width);
    if style.color {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    let header = |name: &String| Cell::new(visible(name)).add_attribute(Attribute::Bold);
    table.set_header(names.iter().map(header));
    for row in rows {
        table.add_row(row.iter().map(|cell| Cell::new(visible(cell))));
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        if numbers.get(at) == Some(&true) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let width = least.get(at).map_or(0, |width| width + PADDING);
        let width = Width::Fixed(u16::try_from(width).unwrap_or(u16::MAX));
        column.set_constraint(ColumnConstraint::LowerBoundary(width));
    }
    let lines = if rows.is_empty() { Vec::new() } else { table.lines().collect() };
    lines.iter().flat_map(|line: &String| [line.trim_end(), "\n"]).collect()
}

/// One row below the other, each with its first cell as a heading.
fn cards(names: &[String], rows: &[Vec<String>], style: Style) -> String {
    let width = usize::from(style.width);
    let mut lines = Vec::new();
    for row in rows {
        for (at, (name, cell)) in names.iter().zip(row).enumerate() {
            let cell = visible(cell);
            if at == 0 {
                let heading = wrapped(&cell, width.saturating_sub(1), "\n ");
                lines.push(format!(" {}\n", style.strong(&heading)));
            } else if !cell.is_empty() {
                let line = wrapped(&format!("{name}: {cell}"), width - INDENT, "\n      ");
                lines.push(format!("    {line}\n"));
            }
        }
    }
    lines.concat()
}

/// Breaks text between words so that no line is longer than `width`, if no word is.
fn wrapped(text: &str, width: usize, line_break: &str) -> String {
    let mut out = String::new();
    let (mut used, indent) = (0, line_break.trim_start_matches('\n').len());
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width.saturating_sub(indent) {
            out.push_str(line_break);
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}

fn longest(name: &str, rows: &[Vec<String>], at: usize, length: impl Fn(&str) -> usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| length(cell));
    cells.max().unwrap_or_default().max(length(name))
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Column, render};
    use crate::style::Style;

    const COLUMNS: [Column; 3] =
        [Column::wide("text", 40), Column::text("by"), Column::number("count")];

    fn rows() -> Vec<Vec<String>> {
        let row = |text: &str, by: &str, count: &str| vec![text.into(), by.into(), count.into()];
        vec![
            row("Protect the victims of trafficking", "Government of Austria", "7"),
            row("Train\u{1b}[2J judges", "IRIS", "1,234"),
        ]
    }

    #[test]
    fn a_wide_screen_has_a_table() {
        let expected = [
            " text                                by                     count",
            "──────────────────────────────────────────────────────────────────",
            " Protect the victims of trafficking  Government of Austria      7",
            " Train\u{FFFD}[2J judges                    IRIS                   1,234",
            "",
        ];
        assert_eq!(render(&COLUMNS, &rows(), Style::plain(80)), expected.join("\n"));
    }

    #[test]
    fn a_narrow_screen_has_cards_and_no_word_is_cut() {
        let narrow = Style { width: 30, ..Style::plain(40) };
        let shown = render(&COLUMNS, &rows(), narrow);
        assert!(shown.lines().all(|line| line.chars().count() <= 30), "{shown}");
        assert!(shown.contains("trafficking") && shown.contains("Government"), "{shown}");
        assert!(render(&COLUMNS, &[], narrow).is_empty());
    }
}
