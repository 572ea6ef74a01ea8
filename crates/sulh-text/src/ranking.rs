//! What counts beside the words: kinds that come first, and what is recent, on request.
//!
//! It must not let a document match: it multiplies the score of one that does.

use crate::schema::{Facet, Fields};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

/// Days after which what is recent counts half as much more.
const HALF_LIFE: f32 = 2.0 * 365.25;

/// What counts beside the words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranking {
    /// Values of facets, each with a factor of at least 1.
    pub boosts: Vec<(Facet, String, f32)>,
    /// The day from which age is counted, if what is recent counts up to twice as much: days since
    /// 1970-01-01.
    pub recent_from: Option<i64>,
}

/// A factor with its reason.
pub(crate) struct Factor {
    pub(crate) by: f32,
    pub(crate) message: String,
}

/// The factors of the documents of a segment.
pub(crate) struct Factors {
    boosts: Vec<(StrColumn, u64, f32, String)>,
    recent: Option<(Column<i64>, i64)>,
    /// No document has a greater one.
    pub(crate) most: f32,
}

impl Ranking {
    pub(crate) fn factors(&self, segment: &SegmentReader) -> tantivy::Result<Factors> {
        let columns = segment.fast_fields();
        let mut boosts = Vec::new();
        let mut most = 1.0;
        for (facet, value, by) in &self.boosts {
            let Some(column) = columns.str(facet.name())? else { continue };
            let Some(ordinal) = column.dictionary().term_ord(value.as_bytes())? else { continue };
            let message = format!("its {} is {value}", facet.name());
            most *= by.max(1.0);
            boosts.push((column, ordinal, *by, message));
        }
        let recent = match self.recent_from {
            Some(day) => {
                most *= 2.0;
                columns.i64(Fields::DAY).ok().map(|column| (column, day))
            }
            None => None,
        };
        Ok(Factors { boosts, recent, most })
    }
}

impl Factors {
    /// What the score of a document is multiplied by.
    pub(crate) fn product(&self, document: DocId) -> f32 {
        let mut product = 1.0;
        for (column, ordinal, by, _) in &self.boosts {
            if column.term_ords(document).any(|value| value == *ordinal) {
                product *= by;
            }
        }
        product * self.recency(document).unwrap_or(1.0)
    }

    /// Between 1 and 2; the newest date of a document decides.
    fn recency(&self, document: DocId) -> Option<f32> {
        let (column, from) = self.recent.as_ref()?;
        let day = column.values_for_doc(document).max()?;
        #[expect(clippy::cast_precision_loss, reason = "days of some centuries are exact")]
        let age = (from - day).max(0) as f32;
        Some(1.0 + (-age / HALF_LIFE).exp2())
    }

    /// The same, each by itself.
    pub(crate) fn of(&self, document: DocId) -> Vec<Factor> {
        let mut all = Vec::new();
        for (column, ordinal, by, message) in &self.boosts {
            if column.term_ords(document).any(|value| value == *ordinal) {
                all.push(Factor { by: *by, message: message.clone() });
            }
        }
        if let Some(by) = self.recency(document) {
            all.push(Factor { by, message: "how recent it is".to_owned() });
        }
        all
    }
}
