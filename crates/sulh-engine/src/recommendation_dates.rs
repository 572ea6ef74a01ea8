//! When each of many recommendations was made: its session's days, else its date of issue.
//!
//! It is as exact as the sources and never more.

use crate::date_span::DateSpan;
use crate::facts::Facts;
use crate::value_pairs::Things;
use rustc_hash::FxHashMap;
use sulh_ontology::{dcterms, sulh};
use sulh_store::{ReadError, TermId};

/// The time of recommendations.
#[derive(Debug, Default)]
pub(crate) struct Dates(FxHashMap<TermId, DateSpan>);

impl Dates {
    /// Reads the dates of these recommendations, which are in id order.
    pub(crate) fn of(facts: &Facts<'_>, recommendations: &[TermId]) -> Result<Self, ReadError> {
        let things = Things::new(recommendations);
        let mut pairs = Vec::new();
        things.for_each_value(facts, sulh::SESSION_PROPERTY, |thing, session| {
            pairs.push((thing, session));
        })?;
        let mut sessions = FxHashMap::default();
        let mut dates = FxHashMap::default();
        for (thing, session) in pairs {
            let span = match sessions.get(&session) {
                Some(span) => *span,
                None => *sessions.entry(session).or_insert(session_span(facts, session)?),
            };
            if let Some(span) = span {
                keep_earlier(&mut dates, thing, span);
            }
        }
        let mut issued = Vec::new();
        things.for_each_value(facts, dcterms::ISSUED, |thing, date| issued.push((thing, date)))?;
        for (thing, date) in issued {
            if !dates.contains_key(&thing)
                && let Some(span) = DateSpan::parse(&facts.text(date)?)
            {
                keep_earlier(&mut dates, thing, span);
            }
        }
        Ok(Self(dates))
    }

    /// When a recommendation was made; `None` if nothing says so.
    pub(crate) fn get(&self, recommendation: TermId) -> Option<DateSpan> {
        self.0.get(&recommendation).copied()
    }
}

fn keep_earlier(dates: &mut FxHashMap<TermId, DateSpan>, thing: TermId, span: DateSpan) {
    dates.entry(thing).and_modify(|known| *known = (*known).min(span)).or_insert(span);
}

fn session_span(facts: &Facts<'_>, session: TermId) -> Result<Option<DateSpan>, ReadError> {
    let date = |text: Option<String>| text.as_deref().and_then(DateSpan::parse);
    let start = date(facts.value(session, sulh::START_DATE)?);
    let end = date(facts.value(session, sulh::END_DATE)?);
    Ok(DateSpan::between(start, end))
}
