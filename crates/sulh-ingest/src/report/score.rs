//! Hits, misses and false finds, and what follows from them.

use serde::Serialize;

/// Counts of a comparison with a gold standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Found, and in the gold.
    pub hits: u64,
    /// Found, and not in the gold.
    pub wrong: u64,
    /// In the gold, and not found.
    pub missed: u64,
}

impl Counts {
    /// The share of what was found that is right, from 0 to 1; 1 if nothing was found.
    pub fn precision(self) -> f64 {
        share(self.hits, self.hits + self.wrong)
    }

    /// The share of the gold that was found, from 0 to 1; 1 if there is no gold.
    pub fn recall(self) -> f64 {
        share(self.hits, self.hits + self.missed)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        share(2 * self.hits, 2 * self.hits + self.wrong + self.missed)
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
