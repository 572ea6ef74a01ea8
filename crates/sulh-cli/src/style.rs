//! How output looks on the terminal at hand: colours and width.
//!
//! It must not write: it only says how.

use std::io::IsTerminal;
use std::os::fd::AsFd;

use crate::arguments::Color;

/// Width of what is written for people when nobody says how wide their screen is.
const WIDTH_UNKNOWN: u16 = 120;
/// A table narrower than this shows nothing.
const WIDTH_LEAST: u16 = 40;

/// The looks of one stream.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Whether escape sequences for colours are welcome.
    pub(crate) color: bool,
    /// Columns.
    pub(crate) width: u16,
    /// Whether a person is looking.
    pub(crate) terminal: bool,
}

impl Style {
    /// The looks of an open stream.
    pub(crate) fn of(stream: &(impl AsFd + IsTerminal), color: Color) -> Self {
        let terminal = stream.is_terminal();
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !unwanted,
        };
        Self { color, width: width(stream, terminal), terminal }
    }

    /// No colours, nobody looking.
    pub(crate) fn plain(width: u16) -> Self {
        Self { color: false, width: width.max(WIDTH_LEAST), terminal: false }
    }

    /// Bold, for what to look at first.
    pub(crate) fn strong(self, text: &str) -> String {
        self.painted("1", text)
    }

    /// Red and bold, for an error's first word.
    pub(crate) fn alarm(self, text: &str) -> String {
        self.painted("1;31", text)
    }

    /// Cyan, for what helps on.
    pub(crate) fn advice(self, text: &str) -> String {
        self.painted("36", text)
    }

    fn painted(self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

fn width(stream: &impl AsFd, terminal: bool) -> u16 {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || {
        let size = rustix::termios::tcgetwinsize(stream).ok()?;
        Some(size.ws_col).filter(|columns| terminal && *columns > 0)
    };
    said.or_else(measured).unwrap_or(WIDTH_UNKNOWN).max(WIDTH_LEAST)
}

/// Cuts `text` to at most `length` characters, on one line, with a mark where it was cut.
pub(crate) fn shortened(text: &str, length: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= length {
        return line;
    }
    let kept: String = line.chars().take(length.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Control characters of data would move the cursor of whoever looks: they are shown instead.
pub(crate) fn visible(text: &str) -> String {
    let shown = |c: char| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c };
    text.chars().map(shown).collect()
}

/// A number with its thousands apart: `27,725`.
pub(crate) fn counted(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Style, counted, shortened};

    #[test]
    fn thousands_stand_apart() {
        let shown = [0, 999, 1000, 27_725, 1_000_000].map(counted);
        assert_eq!(shown, ["0", "999", "1,000", "27,725", "1,000,000"]);
    }

    #[test]
    fn a_cut_is_marked_and_falls_between_characters() {
        assert_eq!(shortened("kratko", 6), "kratko");
        assert_eq!(shortened("žena  i\nrad", 20), "žena i rad");
        assert_eq!(shortened("žžžžžž", 4), "žžž…");
    }

    #[test]
    fn no_escape_without_colour() {
        assert_eq!(Style::plain(80).alarm("error"), "error");
        let coloured = Style { color: true, width: 80, terminal: true };
        assert_eq!(coloured.strong("a"), "\u{1b}[1ma\u{1b}[0m");
    }
}
