//! A date as the days that it may mean: `2013` is 365 of them.
//!
//! It compares; it never makes a date more exact than it was given.

use jiff::civil::Date;

/// The first and the last day that a date or a period may mean, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DateSpan {
    pub(crate) first: Date,
    pub(crate) last: Date,
}

impl DateSpan {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2)).map_or(Some(None), |n| n.map(Some))?;
        let day = parts.next().map(|part| number(part, 2)).map_or(Some(None), |n| n.map(Some))?;
        if parts.next().is_some() {
            return None;
        }
        let date = |month: i16, day: i16| {
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        Some(match (month, day) {
            (None, _) => Self { first: date(1, 1)?, last: date(12, 31)? },
            (Some(month), None) => {
                let first = date(month, 1)?;
                Self { first, last: first.last_of_month() }
            }
            (Some(month), Some(day)) => {
                let only = date(month, day)?;
                Self { first: only, last: only }
            }
        })
    }

    /// From the first day of one to the last day of another.
    pub(crate) fn between(start: Option<Self>, end: Option<Self>) -> Option<Self> {
        let first = start.or(end)?.first;
        let last = end.or(start)?.last;
        Some(Self { first, last: last.max(first) })
    }

    /// Whether it has a day in common with what `since` and `until` bound.
    pub(crate) fn is_within(self, since: Option<Self>, until: Option<Self>) -> bool {
        since.is_none_or(|since| self.last >= since.first)
            && until.is_none_or(|until| self.first <= until.last)
    }

    /// A number that grows with the first day.
    pub(crate) fn key(self) -> i32 {
        i32::from(self.first.year()) * 10_000
            + i32::from(self.first.month()) * 100
            + i32::from(self.first.day())
    }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn span(text: &str) -> DateSpan {
        DateSpan::parse(text).unwrap()
    }

    #[test]
    fn a_year_and_a_month_are_all_their_days() {
        assert_eq!(span("2012-02").last, span("2012-02-29").last);
        assert_eq!(span("2013").first, span("2013-01-01").first);
        for text in ["", "13", "2013-13", "2013-02-30", "2013-2-1", "2013-02-01-01", "today"] {
            assert_eq!(DateSpan::parse(text), None, "{text}");
        }
    }

    #[test]
    fn periods_meet_when_they_share_a_day() {
        let session =
            DateSpan::between(Some(span("2010-02-08")), Some(span("2010-02-19"))).unwrap();
        let within = |since: Option<&str>, until: Option<&str>| {
            session.is_within(since.map(span), until.map(span))
        };
        assert!(within(Some("2010"), Some("2010")));
        assert!(within(Some("2010-02-19"), None));
        assert!(!within(Some("2010-02-20"), None));
        assert!(within(None, Some("2010-02-08")));
        assert!(!within(None, Some("2010-01")));
        assert!(span("2013").is_within(Some(span("2013-06-01")), None));
    }
}
