//! How deep an item of a list lies, by the kind of its marker: what is new within a kind that is
//! open lies deeper, what is known ends what lies below it.
//!
//! It looks at no place on the page, since columns and pages move it.

/// The kinds of markers that are open, from the outermost, each with its last marker.
#[derive(Debug, Default)]
pub(super) struct Levels {
    open: Vec<(Kind, String)>,
}

/// A kind of marker; the signs around it tell kinds apart, as `(a)` and `a.`.
#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Bullet(String),
    /// Numbers of so many parts.
    Number(usize, String),
    Letter(bool, String),
    Roman(bool, String),
}

/// Deeper is not told apart.
const DEEPEST: usize = 6;

impl Levels {
    /// A heading ends all lists.
    pub(super) fn end(&mut self) {
        self.open.clear();
    }

    /// The level of an item, from 1.
    pub(super) fn level(&mut self, marker: &str) -> u8 {
        let core = core(marker);
        let kind = self.kind(marker, core);
        match self.open.iter().position(|(open, _)| *open == kind) {
            Some(index) => self.open.truncate(index),
            None => self.open.truncate(DEEPEST - 1),
        }
        self.open.push((kind, core.to_owned()));
        self.open.len() as u8
    }

    fn kind(&self, marker: &str, core: &str) -> Kind {
        let around = marker.replacen(core, "", 1);
        if core.is_empty() {
            return Kind::Bullet(marker.to_owned());
        }
        if core.starts_with(|letter: char| letter.is_numeric()) {
            return Kind::Number(core.split('.').count(), around);
        }
        let is_small = core.chars().all(char::is_lowercase);
        let letter = Kind::Letter(is_small, around.clone());
        let is_roman = core.chars().all(|letter| "ivxlcIVXLC".contains(letter));
        let follows = self.open.iter().any(|(open, last)| *open == letter && is_next(last, core));
        if is_roman && !follows { Kind::Roman(is_small, around) } else { letter }
    }
}

/// A marker without the signs around it.
fn core(marker: &str) -> &str {
    marker.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Whether a letter comes right behind another: (i) behind (h).
fn is_next(last: &str, letter: &str) -> bool {
    let code = |text: &str| {
        let mut letters = text.chars();
        letters.next().filter(|_| letters.next().is_none()).map(u32::from)
    };
    matches!((code(last), code(letter)), (Some(last), Some(next)) if last + 1 == next)
}

#[cfg(test)]
mod tests {
    use super::Levels;

    #[test]
    fn kinds_of_markers_nest() {
        let mut levels = Levels::default();
        let markers = ["1.", "(a)", "(b)", "(i)", "(ii)", "(c)", "2.", "•", "–", "•", "3.", "(a)"];
        let found: Vec<u8> = markers.iter().map(|marker| levels.level(marker)).collect();
        assert_eq!(found, [1, 2, 2, 3, 3, 2, 1, 2, 3, 2, 1, 2]);
        levels.end();
        let found: Vec<u8> = ["(g)", "(h)", "(i)", "(j)"].map(|marker| levels.level(marker)).into();
        assert_eq!(found, [1, 1, 1, 1]);
        levels.end();
        assert_eq!(
            ["96.", "96.1.", "96.2.", "97."].map(|marker| levels.level(marker)),
            [1, 2, 2, 1]
        );
        assert_eq!((0..20).map(|n| levels.level(&"*".repeat(n + 1))).max(), Some(6));
    }
}
