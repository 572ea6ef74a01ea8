//! Filters of a list as parameters: repeated or comma-separated, and no others than are known.
//!
//! It must not know what the values name.

use std::cell::RefCell;

use serde_json::json;
use sulh_engine::{Page, Sort};

use crate::call::{AS_OF, MIN_REVISION};
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::reading_language::LANG;

/// Parameters that every list takes: for the format, the language, and the state that is read.
const COMMON: [&str; 6] = ["format", "output", "results", MIN_REVISION, AS_OF, LANG];

/// Reads filters one by one and remembers which there are.
pub(crate) struct Filter<'a> {
    parameters: &'a Parameters,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Filter<'a> {
    /// Over the parameters of a request.
    pub(crate) fn new(parameters: &'a Parameters) -> Self {
        Self { parameters, known: RefCell::default() }
    }

    /// The values of a filter.
    ///
    /// A comma separates two values unless a blank follows, as in
    /// `Congo, Democratic Republic of the`. Empty values are none.
    pub(crate) fn many(&self, name: &'static str) -> Vec<String> {
        self.known.borrow_mut().push(name);
        self.parameters.all(name).flat_map(split).collect()
    }

    /// The value of a filter that takes one.
    ///
    /// # Errors
    /// 400 if it stands twice.
    pub(crate) fn one(&self, name: &'static str) -> Result<Option<String>, Problem> {
        self.known.borrow_mut().push(name);
        let value = self.parameters.one(name)?.map(str::trim);
        Ok(value.filter(|value| !value.is_empty()).map(str::to_owned))
    }

    /// The value of a parameter with the blanks around it.
    ///
    /// # Errors
    /// 400 if it stands twice.
    pub(crate) fn as_written(&self, name: &'static str) -> Result<Option<String>, Problem> {
        self.known.borrow_mut().push(name);
        Ok(self.parameters.one(name)?.map(str::to_owned))
    }

    /// The value of a filter that is yes or no.
    ///
    /// # Errors
    /// 400 if it is neither `true` nor `false`.
    pub(crate) fn flag(&self, name: &'static str) -> Result<Option<bool>, Problem> {
        match self.one(name)?.as_deref() {
            None => Ok(None),
            Some("true" | "1" | "yes") => Ok(Some(true)),
            Some("false" | "0" | "no") => Ok(Some(false)),
            Some(other) => Err(invalid(name, other, "true or false")),
        }
    }

    /// Which part of the list, in which order.
    ///
    /// # Errors
    /// 400 for a limit that is no positive number and an order that is none.
    pub(crate) fn page(&self) -> Result<Page, Problem> {
        let limit = match self.one("limit")? {
            None => Page::DEFAULT_LIMIT,
            Some(text) => {
                let limit = text.parse::<usize>().ok().filter(|limit| *limit > 0);
                limit.ok_or_else(|| invalid("limit", &text, "a number from 1 to 1000"))?
            }
        };
        let sort = match self.one("sort")? {
            None => None,
            Some(word) => Some(Sort::parse(&word).ok_or_else(|| {
                let words: Vec<_> = Sort::ALL.iter().map(|sort| sort.as_str()).collect();
                invalid("sort", &word, &format!("one of {}", words.join(", ")))
            })?),
        };
        Ok(Page { limit: limit.min(Page::MAX_LIMIT), cursor: self.one("cursor")?, sort })
    }

    /// Refuses parameters that nobody asked for.
    ///
    /// # Errors
    /// 400 naming the first unknown one and all known ones.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let known = self.known.into_inner();
        let unknown = self
            .parameters
            .pairs()
            .find(|(name, _)| !known.contains(name) && !COMMON.contains(name));
        match unknown {
            None => Ok(()),
            Some((name, _)) => {
                let problem = Problem::bad_request(
                    "unknown-parameter",
                    format!("there is no filter {name:?}"),
                );
                Err(problem
                    .with_hint(format!("known: {}", known.join(", ")))
                    .with_member("known", json!(known)))
            }
        }
    }
}

fn split(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let separates = character == ',' && rest.peek().is_none_or(|next| !next.is_whitespace());
        match values.last_mut() {
            Some(value) if !separates => value.push(character),
            _ => values.push(String::new()),
        }
    }
    let values = values.into_iter().map(|value| value.trim().to_owned());
    values.filter(|value| !value.is_empty()).collect()
}

fn invalid(name: &str, value: &str, expected: &str) -> Problem {
    Problem::bad_request("invalid-value", format!("{name} {value:?} is not {expected}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn values_are_repeated_or_separated_by_commas() {
        let parameters =
            Parameters::parse("c=BIH,MNE&c=Congo,+Democratic+Republic+of+the&c=&c=,TUR,").unwrap();
        let filter = Filter::new(&parameters);
        assert_eq!(filter.many("c"), ["BIH", "MNE", "Congo, Democratic Republic of the", "TUR"]);
        assert!(filter.finish().is_ok());
    }

    #[test]
    fn unknown_names_are_refused_with_the_known_ones() {
        let parameters = Parameters::parse("threat=a&colour=red&format=csv").unwrap();
        let filter = Filter::new(&parameters);
        filter.many("threat");
        filter.page().unwrap();
        let problem = filter.finish().unwrap_err();
        assert_eq!(
            (problem.code(), problem.detail()),
            ("unknown-parameter", "there is no filter \"colour\"")
        );
    }

    #[test]
    fn pages_are_checked() {
        for text in ["limit=0", "limit=-1", "limit=x", "sort=up", "limit=1&limit=2"] {
            let parameters = Parameters::parse(text).unwrap();
            assert!(Filter::new(&parameters).page().is_err(), "{text}");
        }
        let parameters = Parameters::parse("limit=5000&sort=oldest&cursor=x").unwrap();
        let page = Filter::new(&parameters).page().unwrap();
        assert_eq!(
            (page.limit, page.sort, page.cursor.as_deref()),
            (1000, Some(Sort::Oldest), Some("x"))
        );
    }
}
