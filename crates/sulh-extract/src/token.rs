//! The words and signs of a block as names are matched on them.
//!
//! It must not fold or stem: it says where words stand and how they are capitalised.

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No capital: *peace*.
    Small,
    /// A capital in front alone: *Peace*, *A*.
    Capital,
    /// Two capitals or more and nothing small: *OSCE*.
    Capitals,
    /// Capitals within: *CoE*, *hCa*.
    Mixed,
    /// A digit in front.
    Number,
    /// Not a word.
    Sign,
}

/// What stands between a token and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// White space, or the beginning.
    Space,
    /// Nothing.
    None,
    /// A hyphen.
    Hyphen,
    /// An apostrophe.
    Apostrophe,
    /// The point of an abbreviation.
    Point,
}

/// A word or a sign.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'t> {
    pub(crate) text: &'t str,
    /// Bytes of the block.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) shape: Shape,
    pub(crate) gap: Gap,
    /// What the word is called in the lexicon of the text; a sign has none.
    pub(crate) word: u32,
}

impl Token<'_> {
    pub(crate) fn is_sign(&self, sign: &str) -> bool {
        self.shape == Shape::Sign && self.text == sign
    }

    pub(crate) fn is_word(&self) -> bool {
        self.shape != Shape::Sign
    }

    /// Whether it is a word with a capital in front.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals)
            || (self.shape == Shape::Mixed && self.text.starts_with(char::is_uppercase))
    }
}

/// Cuts a block into tokens. Cost: O(bytes).
pub(crate) fn tokens<'t>(text: &'t str, into: &mut Vec<Token<'t>>) {
    into.clear();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut gap = Gap::Space;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() || *byte >= 0x80 {
            let end = end_of_word(text, at);
            if end > at {
                let end = with_points(text, at, end);
                push(text, at, end, false, gap, into);
                (at, gap) = (end, Gap::None);
                continue;
            }
        }
        let letter = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let end = at + letter.len_utf8();
        gap = match letter {
            _ if letter.is_whitespace() => match gap {
                Gap::Point => Gap::Point,
                _ => Gap::Space,
            },
            '-' | '‐' | '‑' if gap == Gap::None => Gap::Hyphen,
            '\'' | '’' | 'ʼ' | '`' if gap == Gap::None => Gap::Apostrophe,
            '.' if gap == Gap::None && into.last().is_some_and(is_shortened) => Gap::Point,
            _ => {
                push(text, at, end, true, gap, into);
                Gap::None
            }
        };
        at = end;
    }
}

fn push<'t>(
    text: &'t str,
    start: usize,
    end: usize,
    is_sign: bool,
    gap: Gap,
    into: &mut Vec<Token<'t>>,
) {
    let text = text.get(start..end).unwrap_or_default();
    let shape = if is_sign { Shape::Sign } else { shape_of(text) };
    into.push(Token { text, start, end, shape, gap, word: u32::MAX });
}

/// Whether a point behind the word belongs to it: *St.*, *Dr.*
fn is_shortened(token: &Token<'_>) -> bool {
    token.shape == Shape::Capital && token.text.chars().count() <= 2
}

fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            at += 1;
        } else if *byte < 0x80 {
            break;
        } else {
            let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            if !(letter.is_alphanumeric() || is_mark(letter)) {
                break;
            }
            at += letter.len_utf8();
        }
    }
    at
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// A letter with points between it and others is one word: *U.N.*, *B.i.H.*
fn with_points(text: &str, start: usize, end: usize) -> usize {
    let is_letter = |range: std::ops::Range<usize>| {
        text.get(range).is_some_and(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
    };
    let mut last = end;
    if !is_letter(start..end) {
        return last;
    }
    while text.as_bytes().get(last) == Some(&b'.') {
        let next = end_of_word(text, last + 1);
        if !is_letter(last + 1..next) {
            break;
        }
        last = next;
    }
    last
}

fn shape_of(word: &str) -> Shape {
    let (mut capitals, mut small) = (0, 0);
    let mut is_first_capital = false;
    for (place, letter) in word.chars().enumerate() {
        if place == 0 && letter.is_numeric() {
            return Shape::Number;
        }
        let is_capital = letter.is_uppercase();
        is_first_capital |= place == 0 && is_capital;
        capitals += u32::from(is_capital);
        small += u32::from(letter.is_lowercase());
    }
    match (capitals, small) {
        (0, _) => Shape::Small,
        (1, _) if is_first_capital => Shape::Capital,
        (_, 0) => Shape::Capitals,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::{Gap, Shape, tokens};

    #[test]
    fn words_and_signs_are_apart() {
        let mut found = Vec::new();
        tokens("The U.N., St. Kitts, CoE's hCa-led 3rd “Côte d’Ivoire” end. Next", &mut found);
        let words: Vec<_> = found.iter().map(|token| token.text).collect();
        let expected = [
            "The", "U.N", ".", ",", "St", "Kitts", ",", "CoE", "s", "hCa", "led", "3rd", "“",
            "Côte", "d", "Ivoire", "”", "end", ".", "Next",
        ];
        assert_eq!(words, expected);
        let shapes: Vec<_> = found.iter().map(|token| token.shape).take(8).collect();
        assert_eq!(shapes[1], Shape::Capitals);
        assert_eq!(shapes[7], Shape::Mixed);
        assert_eq!((found[5].gap, found[8].gap), (Gap::Point, Gap::Apostrophe));
    }
}
