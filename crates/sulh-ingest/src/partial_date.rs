//! Dates as precise as their source: a day, a month or a year.
//!
//! It never adds precision: `2012-12` stays a month.

use jiff::civil::Date;
use oxrdf::{Literal, NamedNodeRef, vocab::xsd};

/// A date of the proleptic Gregorian calendar with the precision of its source.
///
/// Ordered by time; of two that start together the less precise comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    start: Date,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for anything else, and for days that no
    /// month has.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let mut parts = text.split('-');
        let year = parts.next().filter(|part| part.len() == 4 && digits(part))?;
        let month = parts.next();
        let day = parts.next();
        if parts.next().is_some()
            || [month, day].into_iter().flatten().any(|part| part.len() != 2 || !digits(part))
        {
            return None;
        }
        let precision = match (month, day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        };
        let number = |part: Option<&str>| part.map_or(Some(1), |part| part.parse::<i8>().ok());
        let start = Date::new(year.parse().ok()?, number(month)?, number(day)?).ok()?;
        Some(Self { start, precision })
    }

    /// The RDF term: `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`.
    pub fn to_literal(self) -> Literal {
        Literal::new_typed_literal(self.to_string(), self.datatype())
    }

    fn datatype(self) -> NamedNodeRef<'static> {
        match self.precision {
            Precision::Year => xsd::G_YEAR,
            Precision::Month => xsd::G_YEAR_MONTH,
            Precision::Day => xsd::DATE,
        }
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = (self.start.year(), self.start.month(), self.start.day());
        match self.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn keeps_the_precision_of_the_text() {
        for (text, datatype) in
            [("1992", xsd::G_YEAR), ("2007-10", xsd::G_YEAR_MONTH), ("2012-02-29", xsd::DATE)]
        {
            let literal = PartialDate::parse(text).unwrap().to_literal();
            assert_eq!((literal.value(), literal.datatype()), (text, datatype));
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "92",
            "1992-",
            "1992-13",
            "2011-02-29",
            "2011-2-1",
            "2011-02-01-03",
            "+012",
            "2011-+1",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }
}
