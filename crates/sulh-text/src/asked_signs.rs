//! The signs of a query: what is a word, a quotation, an operator, the name of a field.
//!
//! It must not decide how they hang together.

use crate::asked::{Notice, Place};
use crate::schema::Facet;

/// A field by which a clause is narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldName {
    Place(Place),
    Facet(Facet),
    Date,
    Since,
    Until,
}

impl FieldName {
    fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "title" | "name" => Self::Place(Place::Title),
            "text" => Self::Place(Place::Text),
            "date" => Self::Date,
            "since" => Self::Since,
            "until" => Self::Until,
            "lang" => Self::Facet(Facet::Language),
            other => Self::Facet(Facet::parse(other)?),
        })
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Place(Place::Title) => "title",
            Self::Place(Place::Text) => "text",
            Self::Facet(facet) => facet.name(),
            Self::Date => "date",
            Self::Since => "since",
            Self::Until => "until",
        }
    }
}

/// A sign.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Sign {
    Open,
    Close,
    And,
    Or,
    Not,
    Near(u32),
    Field(FieldName),
    /// Between quotation marks; with how many words may stand between.
    Quoted {
        text: String,
        reach: Option<u32>,
    },
    /// Letters without a space.
    Run(String),
}

/// A sign with its place: characters, from 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spot {
    pub(crate) sign: Sign,
    pub(crate) at: usize,
}

/// Words between two that are `NEAR` without a number.
const REACH: u32 = 10;

/// The quotation marks of the region; any of them ends what any of them began.
fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn is_minus(letter: char) -> bool {
    matches!(letter, '-' | '−' | '–')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// The signs of a text. Cost: O(letters).
pub(crate) fn signs(text: &str, notices: &mut Vec<Notice>) -> Vec<Spot> {
    let letters: Vec<char> = text.chars().collect();
    let mut cutter = Cutter { letters: &letters, next: 0, signs: Vec::new(), notices };
    while cutter.next < letters.len() {
        cutter.step();
    }
    cutter.signs
}

struct Cutter<'t> {
    letters: &'t [char],
    next: usize,
    signs: Vec<Spot>,
    notices: &'t mut Vec<Notice>,
}

impl Cutter<'_> {
    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).copied()
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.letters.get(from..to).into_iter().flatten().collect()
    }

    fn push(&mut self, sign: Sign, start: usize) {
        self.signs.push(Spot { sign, at: start + 1 });
    }

    fn step(&mut self) {
        let start = self.next;
        let Some(letter) = self.letter(start) else { return };
        self.next += 1;
        if letter.is_whitespace() {
        } else if letter == '(' {
            self.push(Sign::Open, start);
        } else if letter == ')' {
            self.push(Sign::Close, start);
        } else if is_quote(letter) {
            self.quoted(start);
        } else if (is_minus(letter) || letter == '!') && self.stands_before_clause(start) {
            self.push(Sign::Not, start);
        } else if letter == '+' && self.stands_before_clause(start) {
            // Every clause is asked for anyway.
        } else {
            self.next = start;
            self.run();
        }
    }

    /// Whether a sign stands free on its left and directly before a clause.
    fn stands_before_clause(&self, at: usize) -> bool {
        let free = at == 0
            || self.letter(at - 1).is_some_and(|before| before.is_whitespace() || before == '(');
        let clause = |next: char| next.is_alphanumeric() || next == '(' || is_quote(next);
        free && self.letter(at + 1).is_some_and(clause)
    }

    fn quoted(&mut self, start: usize) {
        let Some(end) = (self.next..self.letters.len()).find(|at| self.is_quote_at(*at)) else {
            let message = "a quotation mark without its partner was ignored".to_owned();
            self.notices.push(Notice { at: start + 1, message });
            return;
        };
        let text = self.slice(start + 1, end);
        self.next = end + 1;
        let mut reach = None;
        if self.letter(self.next) == Some('~') {
            let digits = self.digits(self.next + 1);
            let number = self.slice(self.next + 1, digits);
            reach =
                Some(if number.is_empty() { REACH } else { number.parse().unwrap_or(u32::MAX) });
            self.next = digits;
        }
        self.push(Sign::Quoted { text, reach }, start);
    }

    fn is_quote_at(&self, at: usize) -> bool {
        self.letter(at).is_some_and(is_quote)
    }

    fn digits(&self, from: usize) -> usize {
        let is_digit = |at: &usize| self.letter(*at).is_some_and(|letter| letter.is_ascii_digit());
        from + (from..self.letters.len()).take_while(is_digit).count()
    }

    fn run(&mut self) {
        let start = self.next;
        let ends = |letter: char| letter.is_whitespace() || letter == ')' || is_quote(letter);
        let mut end = start;
        while let Some(letter) = self.letter(end) {
            // A ( in a word, as in law(s), opens nothing.
            if end > start && letter == ':' && self.field(start, end) {
                return;
            }
            if ends(letter) && !self.closes_in_word(start, end) {
                break;
            }
            end += 1;
        }
        self.next = end.max(start + 1);
        let run = self.slice(start, self.next);
        let sign = match run.as_str() {
            "AND" | "&&" => Sign::And,
            "OR" | "||" | "|" => Sign::Or,
            "NOT" => Sign::Not,
            "NEAR" => Sign::Near(REACH),
            _ => match run.strip_prefix("NEAR/") {
                Some(reach) if is_number(reach) => Sign::Near(reach.parse().unwrap_or(u32::MAX)),
                _ => Sign::Run(run),
            },
        };
        self.push(sign, start);
    }

    /// Whether a ) ends what was opened in the same word.
    fn closes_in_word(&self, start: usize, end: usize) -> bool {
        let count = |sign| {
            let word = self.letters.get(start..end).into_iter().flatten();
            word.filter(|letter| **letter == sign).count()
        };
        self.letter(end) == Some(')') && count('(') > count(')')
    }

    /// Takes the name of a field that is followed by a clause.
    fn field(&mut self, start: usize, colon: usize) -> bool {
        let next = self.letter(colon + 1);
        let name = self.slice(start, colon);
        let is_name = name.chars().all(char::is_alphabetic) && name.chars().count() > 1;
        let is_before = next.is_some_and(|next| {
            next.is_alphanumeric() || is_quote(next) || matches!(next, '(' | '<' | '>' | '.')
        });
        if !is_name {
            return false;
        }
        let known = FieldName::parse(&name);
        if !is_before {
            if known.is_some() {
                let message = format!("{name}: has no value and was read as a word");
                self.notices.push(Notice { at: start + 1, message });
            }
            return false;
        }
        let Some(field) = known else {
            let message = format!(
                "{name} is no field and was read as a word: the fields are title, text, {}, date, \
                 since and until",
                Facet::ALL.map(Facet::name).join(", ")
            );
            self.notices.push(Notice { at: start + 1, message });
            return false;
        };
        self.push(Sign::Field(field), start);
        self.next = colon + 1;
        true
    }
}
