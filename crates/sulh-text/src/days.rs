//! Days from and to which something is asked for.
//!
//! It must not guess: what is no date in the form of ISO 8601 is none.

use jiff::civil::Date;

/// A range of days since 1970-01-01, both ends in it; open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Days {
    /// The first.
    pub first: Option<i64>,
    /// The last.
    pub last: Option<i64>,
}

impl Days {
    /// Reads `2014`, `2014-05`, `2014-05-28`, `2014..2016`, `>=2014`, `<2014`; with the names
    /// `since` and `until` the other end is open.
    pub fn parse(name: &str, text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((first, last)) = text.split_once("..") {
            let bound = |text: &str| (!text.is_empty()).then(|| span(text));
            let (first, last) = (bound(first), bound(last.trim_start_matches('.')));
            if first == Some(None) || last == Some(None) || (first.is_none() && last.is_none()) {
                return None;
            }
            return Some(Self {
                first: first.flatten().map(|(first, _)| first),
                last: last.flatten().map(|(_, last)| last),
            });
        }
        let sign = text.trim_start_matches(['<', '>', '=']);
        let (first, last) = span(sign)?;
        let (from, to) = (Some(first), Some(last));
        Some(match (name, text.get(..text.len() - sign.len())?) {
            ("since", "") | (_, ">=") => Self { first: from, last: None },
            ("until", "") | (_, "<=") => Self { first: None, last: to },
            (_, ">") => Self { first: Some(last + 1), last: None },
            (_, "<") => Self { first: None, last: Some(first - 1) },
            (_, "" | "=") => Self { first: from, last: to },
            _ => return None,
        })
    }

    /// Days that are in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let later = |one: Option<i64>, other: Option<i64>| one.max(other);
        let earlier = |one: Option<i64>, other: Option<i64>| match (one, other) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Self { first: later(self.first, other.first), last: earlier(self.last, other.last) }
    }
}

/// The day of a date: days since 1970-01-01.
pub fn day_number(date: Date) -> i64 {
    i64::from(date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days()))
}

/// The first and last day of a year, month or day.
fn span(text: &str) -> Option<(i64, i64)> {
    let mut parts = text.split('-');
    let number = |part: Option<&str>, long: usize| -> Option<i16> {
        let part = part?;
        let is_number = part.len() == long && part.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| part.parse().ok())?
    };
    let year = number(parts.next(), 4)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let small = |part: Option<&str>| number(part, 2).and_then(|part| i8::try_from(part).ok());
    let (first, last) = match (month, day) {
        (None, _) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        (month, None) => {
            let first = Date::new(year, small(month)?, 1).ok()?;
            (first, first.last_of_month())
        }
        (month, day) => {
            let only = Date::new(year, small(month)?, small(day)?).ok()?;
            (only, only)
        }
    };
    Some((day_number(first), day_number(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_years_months_days_and_ranges() {
        let days = |name, text| Days::parse(name, text).map(|days| (days.first, days.last));
        assert_eq!(days("date", "1970"), Some((Some(0), Some(364))));
        assert_eq!(days("date", "1970-02"), Some((Some(31), Some(58))));
        assert_eq!(days("date", "1970-01-01"), Some((Some(0), Some(0))));
        assert_eq!(days("date", "1970-01-02..1970-01-03"), Some((Some(1), Some(2))));
        assert_eq!(days("date", "1970.."), Some((Some(0), None)));
        assert_eq!(days("date", "..1970-01"), Some((None, Some(30))));
        assert_eq!(days("since", "1970-02"), Some((Some(31), None)));
        assert_eq!(days("until", "1970-02"), Some((None, Some(58))));
        assert_eq!(days("date", ">1970-01-01"), Some((Some(1), None)));
        assert_eq!(days("date", "<1970-01-02"), Some((None, Some(0))));
        for text in [
            "",
            "..",
            "14",
            "2014-13",
            "2014-02-30",
            "2014-1-1",
            "2014-01-01-01",
            "x..2014",
            "=>2014",
        ] {
            assert_eq!(days("date", text), None, "{text}");
        }
    }
}
