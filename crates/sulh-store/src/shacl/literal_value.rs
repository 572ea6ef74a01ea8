//! Literals as values: compared as SPARQL's `<` does, and held against their datatype.
//!
//! It must not know shapes or stores.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{LiteralRef, NamedNodeRef};
use oxsdatatypes::{
    Boolean, Date, DateTime, DayTimeDuration, Decimal, Double, Duration, Float, GDay, GMonth,
    GMonthDay, GYear, GYearMonth, Integer, Time, YearMonthDuration,
};
use std::cmp::Ordering;
use std::str::FromStr;

/// The value of a literal, as far as values can be compared.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Value {
    Text(String),
    Tagged(String, String),
    Boolean(Boolean),
    Integer(Integer),
    Decimal(Decimal),
    Float(Float),
    Double(Double),
    DateTime(DateTime),
    Date(Date),
    Time(Time),
    Year(GYear),
    YearMonth(GYearMonth),
    Duration(Duration),
    /// Of a datatype without an order, or not in the form that its datatype asks for.
    Other,
}

impl Value {
    /// Reads the value of a literal.
    pub(crate) fn of(literal: LiteralRef<'_>) -> Self {
        let text = literal.value();
        if let Some(language) = literal.language() {
            return Self::Tagged(text.to_owned(), language.to_ascii_lowercase());
        }
        let datatype = literal.datatype();
        let read = match datatype {
            xsd::STRING => Some(Self::Text(text.to_owned())),
            xsd::BOOLEAN => read(text, Self::Boolean),
            xsd::DECIMAL => read(text, Self::Decimal),
            xsd::FLOAT => read(text, Self::Float),
            xsd::DOUBLE => read(text, Self::Double),
            xsd::DATE_TIME | xsd::DATE_TIME_STAMP => read(text, Self::DateTime),
            xsd::DATE => read(text, Self::Date),
            xsd::TIME => read(text, Self::Time),
            xsd::G_YEAR => read(text, Self::Year),
            xsd::G_YEAR_MONTH => read(text, Self::YearMonth),
            xsd::DURATION => read(text, Self::Duration),
            xsd::DAY_TIME_DURATION => {
                DayTimeDuration::from_str(text).ok().map(|d| Self::Duration(d.into()))
            }
            xsd::YEAR_MONTH_DURATION => {
                YearMonthDuration::from_str(text).ok().map(|d| Self::Duration(d.into()))
            }
            _ => integer_range(datatype)
                .filter(|(least, most)| in_range(text, *least, *most))
                .and_then(|_| read(text, Self::Integer)),
        };
        read.unwrap_or(Self::Other)
    }

    /// How it stands to another value; `None` where SPARQL has no answer.
    pub(crate) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Tagged(a, x), Self::Tagged(b, y)) if x == y => Some(a.cmp(b)),
            (Self::Boolean(a), Self::Boolean(b)) => a.partial_cmp(b),
            (Self::DateTime(a), Self::DateTime(b)) => a.partial_cmp(b),
            (Self::Date(a), Self::Date(b)) => a.partial_cmp(b),
            (Self::Time(a), Self::Time(b)) => a.partial_cmp(b),
            (Self::Year(a), Self::Year(b)) => a.partial_cmp(b),
            (Self::YearMonth(a), Self::YearMonth(b)) => a.partial_cmp(b),
            (Self::Duration(a), Self::Duration(b)) => a.partial_cmp(b),
            _ => self.compare_dates(other).or_else(|| self.compare_numbers(other)),
        }
    }

    /// Dates of different precision, which SPARQL leaves to implementations: one is less where
    /// all of it lies before the other, and equal where one contains the other, since nothing
    /// says that they differ.
    fn compare_dates(&self, other: &Self) -> Option<Ordering> {
        let ((year, month), (other_year, other_month)) = (self.calendar()?, other.calendar()?);
        let months = match (month, other_month) {
            (Some(month), Some(other)) => month.cmp(&other),
            _ => Ordering::Equal,
        };
        Some(year.cmp(&other_year).then(months))
    }

    /// Year and, where it is known, month of a date.
    fn calendar(&self) -> Option<(i64, Option<u8>)> {
        match self {
            Self::Year(year) => Some((year.year(), None)),
            Self::YearMonth(month) => Some((month.year(), Some(month.month()))),
            Self::Date(date) => Some((date.year(), Some(date.month()))),
            _ => None,
        }
    }

    fn compare_numbers(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => a.partial_cmp(b),
            (Self::Integer(_) | Self::Decimal(_), Self::Integer(_) | Self::Decimal(_)) => {
                self.decimal()?.partial_cmp(&other.decimal()?)
            }
            (Self::Double(_), _) | (_, Self::Double(_)) => {
                self.double()?.partial_cmp(&other.double()?)
            }
            _ => self.float()?.partial_cmp(&other.float()?),
        }
    }

    fn decimal(&self) -> Option<Decimal> {
        match self {
            Self::Integer(number) => Some((*number).into()),
            Self::Decimal(number) => Some(*number),
            _ => None,
        }
    }

    fn float(&self) -> Option<Float> {
        match self {
            Self::Integer(number) => Some((*number).into()),
            Self::Decimal(number) => Some((*number).into()),
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }

    fn double(&self) -> Option<Double> {
        match self {
            Self::Integer(number) => Some((*number).into()),
            Self::Decimal(number) => Some((*number).into()),
            Self::Float(number) => Some((*number).into()),
            Self::Double(number) => Some(*number),
            _ => None,
        }
    }
}

fn read<T: FromStr>(text: &str, wrap: impl Fn(T) -> Value) -> Option<Value> {
    text.parse().ok().map(wrap)
}

/// Whether a literal has the form that its datatype asks for; true where the datatype is not known.
pub(crate) fn is_well_formed(literal: LiteralRef<'_>) -> bool {
    let (text, datatype) = (literal.value(), literal.datatype());
    match datatype {
        rdf::LANG_STRING | rdf::DIR_LANG_STRING => literal.language().is_some(),
        xsd::STRING => true,
        xsd::BOOLEAN
        | xsd::DECIMAL
        | xsd::FLOAT
        | xsd::DOUBLE
        | xsd::DATE_TIME
        | xsd::DATE
        | xsd::TIME
        | xsd::G_YEAR
        | xsd::G_YEAR_MONTH
        | xsd::DURATION
        | xsd::DAY_TIME_DURATION
        | xsd::YEAR_MONTH_DURATION => Value::of(literal) != Value::Other,
        xsd::DATE_TIME_STAMP => {
            let zone = text.get(19..).is_some_and(|rest| rest.contains(['Z', '+', '-']));
            zone && Value::of(literal) != Value::Other
        }
        xsd::G_DAY => GDay::from_str(text).is_ok(),
        xsd::G_MONTH => GMonth::from_str(text).is_ok(),
        xsd::G_MONTH_DAY => GMonthDay::from_str(text).is_ok(),
        // Braces and the like stand in no IRI, white space least of all.
        xsd::ANY_URI => !text.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c)),
        xsd::HEX_BINARY => {
            text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        }
        _ => integer_range(datatype).is_none_or(|(least, most)| in_range(text, least, most)),
    }
}

/// The least and the greatest value of an integer type; `None` for another type.
fn integer_range(datatype: NamedNodeRef<'_>) -> Option<(i128, i128)> {
    Some(match datatype {
        xsd::INTEGER => (i128::MIN, i128::MAX),
        xsd::LONG => (i128::from(i64::MIN), i128::from(i64::MAX)),
        xsd::INT => (i128::from(i32::MIN), i128::from(i32::MAX)),
        xsd::SHORT => (i128::from(i16::MIN), i128::from(i16::MAX)),
        xsd::BYTE => (i128::from(i8::MIN), i128::from(i8::MAX)),
        xsd::NON_NEGATIVE_INTEGER => (0, i128::MAX),
        xsd::POSITIVE_INTEGER => (1, i128::MAX),
        xsd::NON_POSITIVE_INTEGER => (i128::MIN, 0),
        xsd::NEGATIVE_INTEGER => (i128::MIN, -1),
        xsd::UNSIGNED_LONG => (0, i128::from(u64::MAX)),
        xsd::UNSIGNED_INT => (0, i128::from(u32::MAX)),
        xsd::UNSIGNED_SHORT => (0, i128::from(u16::MAX)),
        xsd::UNSIGNED_BYTE => (0, i128::from(u8::MAX)),
        _ => return None,
    })
}

/// Whether a text is an integer between two bounds.
fn in_range(text: &str, least: i128, most: i128) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    match text.parse::<i128>() {
        Ok(number) => (least..=most).contains(&number),
        // Longer than 128 bits: only the open side of a range has it.
        Err(_) if text.starts_with('-') => least == i128::MIN,
        Err(_) => most == i128::MAX,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use oxigraph::model::Literal;

    fn typed(text: &str, datatype: NamedNodeRef<'_>) -> Literal {
        Literal::new_typed_literal(text, datatype)
    }

    fn compare(a: &Literal, b: &Literal) -> Option<Ordering> {
        Value::of(a.as_ref()).compare(&Value::of(b.as_ref()))
    }

    #[test]
    fn values_compare_across_kinds_of_number_only() {
        let (one, two) = (typed("1", xsd::INTEGER), typed("2.0", xsd::DOUBLE));
        assert_eq!(compare(&one, &two), Some(Ordering::Less));
        assert_eq!(compare(&typed("1.5", xsd::DECIMAL), &one), Some(Ordering::Greater));
        assert_eq!(compare(&typed("01", xsd::BYTE), &one), Some(Ordering::Equal));
        assert_eq!(compare(&one, &typed("2", xsd::STRING)), None);
        let (year, month) = (typed("2012", xsd::G_YEAR), typed("2012-12", xsd::G_YEAR_MONTH));
        assert_eq!(compare(&year, &typed("2013-01-01", xsd::DATE)), Some(Ordering::Less));
        assert_eq!(compare(&month, &typed("2012-11-30", xsd::DATE)), Some(Ordering::Greater));
        assert_eq!(compare(&year, &month), Some(Ordering::Equal));
        assert_eq!(compare(&year, &typed("2012", xsd::INTEGER)), None);
        let (day, next) = (typed("2012-12-01", xsd::DATE), typed("2014-11-30", xsd::DATE));
        assert_eq!(compare(&day, &next), Some(Ordering::Less));
    }

    #[test]
    fn forms_are_those_of_the_datatype() {
        let good = [
            ("-128", xsd::BYTE),
            ("99999999999999999999999999999999999999999999", xsd::INTEGER),
            ("2012-02-29", xsd::DATE),
            ("1", xsd::BOOLEAN),
            ("0aFF", xsd::HEX_BINARY),
            ("2012-02-29T10:00:00Z", xsd::DATE_TIME_STAMP),
        ];
        let bad = [
            ("128", xsd::BYTE),
            ("1.0", xsd::INTEGER),
            ("-1", xsd::NON_NEGATIVE_INTEGER),
            ("-99999999999999999999999999999999999999999999", xsd::POSITIVE_INTEGER),
            ("2013-02-29", xsd::DATE),
            ("yes", xsd::BOOLEAN),
            ("2012-02-29T10:00:00", xsd::DATE_TIME_STAMP),
            ("a b", xsd::ANY_URI),
        ];
        for (text, datatype) in good {
            assert!(is_well_formed(typed(text, datatype).as_ref()), "{text}");
        }
        for (text, datatype) in bad {
            assert!(!is_well_formed(typed(text, datatype).as_ref()), "{text}");
        }
    }
}
