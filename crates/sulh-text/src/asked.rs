//! What a text asks for, as it is written: words, phrases, signs, and how they hang together.
//!
//! It must not fail on any text: what it cannot read it passes over, and says so. It must not
//! know an index or a language.
//!
//! The grammar, from what binds least: `OR`, then `AND` or nothing between two clauses, then `NOT`
//! or `-`, then `NEAR/n`, then a clause: words, `"a phrase"`, `"words"~n`, `begin*`, `like~n`,
//! `field:clause`, `( … )`.

use crate::asked_signs::{FieldName, Sign, Spot, signs};
use crate::days::Days;
use crate::schema::Facet;

/// Something that was passed over, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Where it stands in the text: characters, from 1.
    pub at: usize,
    /// What it is and what became of it.
    pub message: String,
}

/// Which texts of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What it says.
    Text,
    /// What it is called.
    Title,
}

/// A clause as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asked {
    /// Words beside each other.
    Words(String),
    /// Words in this order.
    Phrase(String),
    /// Words with at most so many others between them, in any order.
    Near(String, u32),
    /// A word by its beginning.
    Begin(String),
    /// A word with so many letters that may differ.
    Like(String, u8),
    /// A value of a facet.
    Value(Facet, String, usize),
    /// Days.
    Dated(Days),
    /// In these texts only.
    In(Place, Box<Asked>),
    All(Vec<Asked>),
    Any(Vec<Asked>),
    Not(Box<Asked>),
}

/// Groups in each other, at most.
pub(crate) const MOST_NESTING: usize = 8;
/// Clauses, at most.
pub(crate) const MOST_CLAUSES: usize = 64;
/// Words that may stand between two, at most.
const LONGEST_REACH: u32 = 50;
/// Letters of a beginning, at least.
const LEAST_BEGINNING: usize = 2;
/// Letters of a word that may differ in some, at least.
const LEAST_LIKE: usize = 3;

/// Reads a text; `None` where it asks for nothing.
///
/// Cost: O(letters).
pub(crate) fn read(text: &str, notices: &mut Vec<Notice>) -> Option<Asked> {
    let signs = signs(text, notices);
    let signs = balanced(within_limits(signs, notices), notices);
    let mut reader = Reader { signs: &signs, next: 0, notices };
    let mut all = Vec::new();
    while reader.next < signs.len() {
        all.extend(reader.any());
    }
    group(all, Asked::All)
}

/// The signs of the first clauses.
fn within_limits(signs: Vec<Spot>, notices: &mut Vec<Notice>) -> Vec<Spot> {
    let mut clauses = 0;
    let cut = signs.iter().position(|spot| {
        clauses += usize::from(matches!(spot.sign, Sign::Run(_) | Sign::Quoted { .. }));
        clauses > MOST_CLAUSES
    });
    let Some(cut) = cut else { return signs };
    let at = signs.get(cut).map_or(0, |spot| spot.at);
    notices.push(Notice {
        at,
        message: format!("the text behind the first {MOST_CLAUSES} clauses was ignored"),
    });
    let mut signs: Vec<Spot> = signs.into_iter().take(cut).collect();
    // What stood before the clause that was cut off has none to stand before.
    while signs.last().is_some_and(|spot| is_operator(&spot.sign)) {
        signs.pop();
    }
    signs
}

fn is_operator(sign: &Sign) -> bool {
    matches!(sign, Sign::And | Sign::Or | Sign::Not | Sign::Near(_) | Sign::Field(_))
}

/// The signs without parentheses that have no partner or stand too deep.
fn balanced(signs: Vec<Spot>, notices: &mut Vec<Notice>) -> Vec<Spot> {
    let mut open: Vec<usize> = Vec::new();
    let mut keep = vec![true; signs.len()];
    let mut drop = |place: usize, at: usize, message: String| {
        if let Some(keep) = keep.get_mut(place) {
            *keep = false;
        }
        if !message.is_empty() {
            notices.push(Notice { at, message });
        }
    };
    for (place, spot) in signs.iter().enumerate() {
        match spot.sign {
            Sign::Open => {
                open.push(place);
                if open.len() > MOST_NESTING + 1 {
                    let most = format!("a group in more than {MOST_NESTING} others was opened up");
                    drop(place, spot.at, most);
                }
            }
            Sign::Close => match open.pop() {
                None => drop(place, spot.at, "a ) without its ( was ignored".to_owned()),
                Some(_) if open.len() > MOST_NESTING => drop(place, spot.at, String::new()),
                Some(_) => {}
            },
            _ => {}
        }
    }
    for place in open {
        let at = signs.get(place).map_or(0, |spot| spot.at);
        drop(place, at, "a ( without its ) was ignored".to_owned());
    }
    signs.into_iter().zip(keep).filter_map(|(spot, keep)| keep.then_some(spot)).collect()
}

fn is_wildcard(sign: char) -> bool {
    matches!(sign, '*' | '?')
}

struct Reader<'s> {
    signs: &'s [Spot],
    next: usize,
    notices: &'s mut Vec<Notice>,
}

fn group(mut clauses: Vec<Asked>, wrap: fn(Vec<Asked>) -> Asked) -> Option<Asked> {
    match clauses.len() {
        0 => None,
        1 => clauses.pop(),
        _ => Some(wrap(clauses)),
    }
}

impl<'s> Reader<'s> {
    fn peek(&self) -> Option<&'s Spot> {
        self.signs.get(self.next)
    }

    fn notice(&mut self, at: usize, message: String) {
        self.notices.push(Notice { at, message });
    }

    /// Clauses with `OR` between them; it stops before a `)`, or takes one that nobody opened.
    fn any(&mut self) -> Option<Asked> {
        let mut clauses = Vec::new();
        loop {
            clauses.extend(self.all());
            match self.peek() {
                Some(Spot { sign: Sign::Or, at }) => {
                    self.next += 1;
                    if clauses.is_empty() || !self.begins_clause() {
                        self.notice(*at, "OR has a clause on one side only and was ignored".into());
                    }
                }
                _ => break,
            }
        }
        group(clauses, Asked::Any)
    }

    /// Whether a clause comes next.
    fn begins_clause(&self) -> bool {
        !matches!(
            self.peek().map(|spot| &spot.sign),
            None | Some(Sign::Close | Sign::Or | Sign::And | Sign::Near(_))
        )
    }

    /// Clauses of which every one is asked for.
    fn all(&mut self) -> Option<Asked> {
        let mut clauses: Vec<Asked> = Vec::new();
        // Whether the last clause may be joined by a word that follows it.
        let mut open = false;
        loop {
            match self.peek() {
                None | Some(Spot { sign: Sign::Close | Sign::Or, .. }) => break,
                Some(Spot { sign: Sign::And, at }) => {
                    self.next += 1;
                    open = false;
                    if clauses.is_empty() || !self.begins_clause() {
                        let what = "AND has a clause on one side only and was ignored";
                        self.notice(*at, what.to_owned());
                    }
                }
                Some(Spot { sign: Sign::Near(_), at }) => {
                    self.next += 1;
                    self.notice(*at, "NEAR has no word before it and was ignored".to_owned());
                }
                Some(_) => match self.not() {
                    Some(Asked::Words(more)) => match clauses.last_mut() {
                        Some(Asked::Words(words)) if open => {
                            words.push(' ');
                            words.push_str(&more);
                        }
                        _ => {
                            clauses.push(Asked::Words(more));
                            open = true;
                        }
                    },
                    Some(clause) => {
                        clauses.push(clause);
                        open = false;
                    }
                    None => {}
                },
            }
        }
        group(clauses, Asked::All)
    }

    fn not(&mut self) -> Option<Asked> {
        let mut negative = false;
        let mut last = 0;
        while let Some(Spot { sign: Sign::Not, at }) = self.peek() {
            negative = !negative;
            last = *at;
            self.next += 1;
        }
        if last > 0 && !self.begins_clause() {
            self.notice(last, "NOT has no clause behind it and was ignored".to_owned());
            return None;
        }
        let clause = self.near()?;
        Some(if negative { Asked::Not(Box::new(clause)) } else { clause })
    }

    fn near(&mut self) -> Option<Asked> {
        let mut left = self.clause();
        while let Some(Spot { sign: Sign::Near(reach), at }) = self.peek() {
            self.next += 1;
            if !self.begins_clause() {
                self.notice(*at, "NEAR has no word behind it and was ignored".to_owned());
                break;
            }
            let right = self.clause();
            left = match (left, right) {
                (
                    Some(Asked::Words(one) | Asked::Near(one, _)),
                    Some(Asked::Words(other) | Asked::Phrase(other)),
                ) => Some(Asked::Near(format!("{one} {other}"), self.reach(*reach, *at))),
                (one, other) => {
                    let what = "NEAR stands between words only: both sides were asked for instead";
                    self.notice(*at, what.to_owned());
                    group(one.into_iter().chain(other).collect(), Asked::All)
                }
            };
        }
        left
    }

    fn reach(&mut self, reach: u32, at: usize) -> u32 {
        if reach > LONGEST_REACH {
            let what = format!("at most {LONGEST_REACH} words may stand between: that was taken");
            self.notice(at, what);
        }
        reach.min(LONGEST_REACH)
    }

    fn clause(&mut self) -> Option<Asked> {
        let spot = self.peek()?;
        self.next += 1;
        match &spot.sign {
            Sign::Open => {
                let inner = self.any();
                if matches!(self.peek(), Some(Spot { sign: Sign::Close, .. })) {
                    self.next += 1;
                }
                inner
            }
            Sign::Quoted { text, reach: None } => Some(Asked::Phrase(text.clone())),
            Sign::Quoted { text, reach: Some(reach) } => {
                Some(Asked::Near(text.clone(), self.reach(*reach, spot.at)))
            }
            Sign::Run(run) => Some(self.run(run, spot.at)),
            Sign::Field(field) => self.field(*field, spot.at),
            // A group's end or an operator, which the callers have looked for.
            _ => None,
        }
    }

    fn run(&mut self, run: &str, at: usize) -> Asked {
        let letters = |word: &str| word.chars().filter(|letter| letter.is_alphanumeric()).count();
        if let Some(beginning) = run.strip_suffix('*')
            && letters(beginning) >= LEAST_BEGINNING
            && !beginning.contains('*')
        {
            return Asked::Begin(beginning.to_owned());
        }
        if run.contains(is_wildcard) && run.chars().any(char::is_alphanumeric) {
            self.wildcards(run, at);
        }
        if let Some((word, edits)) = run.rsplit_once('~') {
            let edits = if edits.is_empty() { Some(1) } else { edits.parse::<u8>().ok() };
            match edits {
                Some(edits @ 1..=2) if letters(word) >= LEAST_LIKE => {
                    return Asked::Like(word.to_owned(), edits);
                }
                _ => {
                    let what = "~ stands behind at least three letters of a word, with 1 or 2 \
                                letters that may differ, and was ignored here";
                    self.notice(at, what.to_owned());
                    return Asked::Words(word.to_owned());
                }
            }
        }
        Asked::Words(run.to_owned())
    }

    /// Says of a sign that stands for letters that it does so at the end of a word only.
    fn wildcards(&mut self, run: &str, at: usize) {
        let is_inside = |place: usize, sign: char| {
            let (head, tail) = run.split_at(place);
            let tail = tail.get(sign.len_utf8()..).unwrap_or_default();
            // A question at the end asks, and the one of an address is part of it.
            sign == '*'
                || (head.ends_with(char::is_alphabetic)
                    && tail.starts_with(char::is_alphabetic)
                    && !run.contains('/'))
        };
        if run.char_indices().any(|(place, sign)| is_wildcard(sign) && is_inside(place, sign)) {
            let what = "* stands behind at least two letters of one word only, and was ignored \
                        here; so was ?";
            self.notice(at, what.to_owned());
        }
    }

    fn field(&mut self, field: FieldName, at: usize) -> Option<Asked> {
        if let FieldName::Place(place) = field {
            let inner = self.clause()?;
            return Some(Asked::In(place, Box::new(inner)));
        }
        if let Some(Spot { sign: Sign::Open, .. }) = self.peek() {
            let group = self.clause()?;
            return self.valued(group, field, at);
        }
        let value = match self.peek().map(|spot| &spot.sign) {
            Some(Sign::Run(value) | Sign::Quoted { text: value, .. }) => value.trim(),
            _ => "",
        };
        if value.is_empty() {
            self.notice(at, format!("{} has no value and was ignored", field.name()));
            return None;
        }
        self.next += 1;
        self.value(field, value, at)
    }

    fn value(&mut self, field: FieldName, value: &str, at: usize) -> Option<Asked> {
        if let FieldName::Facet(facet) = field {
            return Some(Asked::Value(facet, value.to_owned(), at));
        }
        let days = Days::parse(field.name(), value);
        if days.is_none() {
            let message = format!(
                "{value} is no date and was ignored: a date is 2014, 2014-05, 2014-05-28 or \
                 2014..2016"
            );
            self.notice(at, message);
        }
        days.map(Asked::Dated)
    }

    /// The words of a group as values of a field: `country:(SRB OR HRV)`.
    fn valued(&mut self, clause: Asked, field: FieldName, at: usize) -> Option<Asked> {
        let mut all = |clauses: Vec<Asked>| -> Vec<Asked> {
            clauses.into_iter().filter_map(|one| self.valued(one, field, at)).collect()
        };
        match clause {
            Asked::All(clauses) => group(all(clauses), Asked::All),
            Asked::Any(clauses) => group(all(clauses), Asked::Any),
            Asked::Not(one) => Some(Asked::Not(Box::new(self.valued(*one, field, at)?))),
            Asked::Words(value) | Asked::Phrase(value) => self.value(field, &value, at),
            other => Some(other),
        }
    }
}

#[cfg(test)]
mod tests;
