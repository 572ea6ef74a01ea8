//! The 32-bit identity of a term inside one generation of the store.
//!
//! It must not know the dictionary: what needs no dictionary (small integers,
//! dates, booleans) is decided here, everything else is an opaque number.
//!
//! | range | meaning |
//! |---|---|
//! | `0` | the default graph (never a term) |
//! | `1 ..= 0x3FFF_FFFF` | a term of the dictionary |
//! | `0x4000_0000 ..= 0x7FFF_FFFF` | a term that only one running query knows |
//! | `0x8000_0000 ..` | three bits of type, 28 bits of value, in value order |

use bytemuck::{Pod, Zeroable};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, LiteralRef};

/// Identity of a term: compact, ordered, valid inside one generation only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Pod, Zeroable)]
#[repr(transparent)]
pub struct TermId(u32);

const LOCAL: u32 = 0x4000_0000;
const INLINE: u32 = 0x8000_0000;
const PAYLOAD: u32 = 0x0FFF_FFFF;
const BIAS: i64 = 1 << 27;
const TAG_BOOLEAN: u32 = 0;
const TAG_INTEGER: u32 = 1;
const TAG_DATE: u32 = 2;

impl TermId {
    /// Marks the default graph in the graph position of a row.
    pub const DEFAULT_GRAPH: Self = Self(0);
    /// The smallest id; the start of a scan.
    pub const MIN: Self = Self(0);
    /// How many terms a dictionary can hold.
    pub const DICTIONARY_CAPACITY: u32 = LOCAL - 1;

    /// The id of the `index`-th dictionary term, counted from 0; `None` when the dictionary is full.
    pub fn dictionary(index: u32) -> Option<Self> {
        (index < Self::DICTIONARY_CAPACITY).then_some(Self(index + 1))
    }

    /// The id of the `index`-th term that a running query made; `None` when there are too many.
    pub(crate) fn local(index: u32) -> Option<Self> {
        (index < LOCAL).then_some(Self(LOCAL | index))
    }

    /// The position in the dictionary, counted from 0, if it is a dictionary term.
    pub fn dictionary_index(self) -> Option<u32> {
        (self.0 != 0 && self.0 < LOCAL).then(|| self.0 - 1)
    }

    /// The position among a query's own terms, if it is one.
    pub(crate) fn local_index(self) -> Option<u32> {
        (self.0 & (INLINE | LOCAL) == LOCAL).then_some(self.0 & !LOCAL)
    }

    /// Whether the value stands in the id itself.
    pub fn is_inline(self) -> bool {
        self.0 & INLINE != 0
    }

    /// The bare number, for files and hashes.
    pub fn to_u32(self) -> u32 {
        self.0
    }

    /// Reads back what [`TermId::to_u32`] gave.
    pub fn from_u32(raw: u32) -> Self {
        Self(raw)
    }

    /// The id of a literal whose value fits into it.
    ///
    /// Only canonical forms are taken (`1`, not `01`), because RDF tells terms
    /// apart by their spelling.
    pub fn inline(literal: LiteralRef<'_>) -> Option<Self> {
        let datatype = literal.datatype();
        let value = literal.value();
        if datatype == xsd::INTEGER {
            parse_integer(value).and_then(|n| biased(TAG_INTEGER, n))
        } else if datatype == xsd::DATE {
            parse_date(value).and_then(|days| biased(TAG_DATE, days))
        } else if datatype == xsd::BOOLEAN {
            match value {
                "false" => Some(Self(INLINE | (TAG_BOOLEAN << 28))),
                "true" => Some(Self(INLINE | (TAG_BOOLEAN << 28) | 1)),
                _ => None,
            }
        } else {
            None
        }
    }

    /// The literal of an inline id; `None` for any other id.
    pub fn to_inline_literal(self) -> Option<Literal> {
        let (tag, payload) = self.inline_parts()?;
        let value = i64::from(payload) - BIAS;
        match tag {
            TAG_BOOLEAN => Some(Literal::from(payload == 1)),
            TAG_INTEGER => Some(Literal::new_typed_literal(value.to_string(), xsd::INTEGER)),
            TAG_DATE => Some(Literal::new_typed_literal(format_date(value), xsd::DATE)),
            _ => None,
        }
    }

    /// The integer of an inline integer.
    pub(crate) fn inline_integer(self) -> Option<i64> {
        match self.inline_parts()? {
            (TAG_INTEGER, payload) => Some(i64::from(payload) - BIAS),
            _ => None,
        }
    }

    /// The boolean of an inline boolean.
    pub(crate) fn inline_boolean(self) -> Option<bool> {
        match self.inline_parts()? {
            (TAG_BOOLEAN, payload) => Some(payload == 1),
            _ => None,
        }
    }

    fn inline_parts(self) -> Option<(u32, u32)> {
        self.is_inline().then_some(((self.0 >> 28) & 7, self.0 & PAYLOAD))
    }
}

fn biased(tag: u32, value: i64) -> Option<TermId> {
    let payload = u32::try_from(value.checked_add(BIAS)?).ok()?;
    (payload <= PAYLOAD).then_some(TermId(INLINE | (tag << 28) | payload))
}

fn parse_integer(value: &str) -> Option<i64> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let canonical = match digits.as_bytes() {
        [b'0'] => digits.len() == value.len(),
        [b'1'..=b'9', rest @ ..] => rest.len() < 10 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if canonical { value.parse().ok() } else { None }
}

fn parse_date(value: &str) -> Option<i64> {
    let bytes: &[u8; 10] = value.as_bytes().try_into().ok()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i64, |n, digit| {
            digit.is_ascii_digit().then(|| n * 10 + i64::from(digit - b'0'))
        })
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let days = days_of(year, month, day);
    // An impossible date (30 February) does not come back as itself: keep its spelling.
    (year > 0 && civil_of(days) == (year, month, day)).then_some(days)
}

fn format_date(days: i64) -> String {
    let (year, month, day) = civil_of(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days since 1970-01-01 of a Gregorian date.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_of(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

    use super::*;
    use proptest::prelude::*;

    fn id_of(value: &str, datatype: oxigraph::model::NamedNodeRef<'_>) -> Option<TermId> {
        TermId::inline(Literal::new_typed_literal(value, datatype).as_ref())
    }

    #[test]
    fn only_canonical_spellings_are_inline() {
        for value in ["01", "+1", "-0", "", " 1", "99999999999999999999", "1.0"] {
            assert_eq!(id_of(value, xsd::INTEGER), None, "{value}");
        }
        for value in ["2009-02-30", "2009-2-3", "2009-05-04Z", "-0001-01-01", "0000-01-01"] {
            assert_eq!(id_of(value, xsd::DATE), None, "{value}");
        }
        assert_eq!(id_of("1", xsd::BOOLEAN), None);
        assert!(id_of("true", xsd::BOOLEAN).unwrap().inline_boolean().unwrap());
    }

    proptest! {
        #[test]
        fn integers_round_trip_in_order(a in -(1_i64 << 27)..(1 << 27), b in -(1_i64 << 27)..(1 << 27)) {
            let (x, y) = (id_of(&a.to_string(), xsd::INTEGER).unwrap(), id_of(&b.to_string(), xsd::INTEGER).unwrap());
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            let literal = x.to_inline_literal().unwrap();
            prop_assert_eq!(literal.value().to_owned(), a.to_string());
        }

        #[test]
        fn dates_round_trip_in_order(y in 1_i64..9999, m in 1_i64..13, d in 1_i64..29, z in 1_i64..9999) {
            let (a, b) = (format!("{y:04}-{m:02}-{d:02}"), format!("{z:04}-{m:02}-{d:02}"));
            let (i, j) = (id_of(&a, xsd::DATE).unwrap(), id_of(&b, xsd::DATE).unwrap());
            prop_assert_eq!(i.cmp(&j), a.cmp(&b));
            let literal = i.to_inline_literal().unwrap();
            prop_assert_eq!(literal.value(), a.as_str());
        }
    }
}
