//! How much a child may use. Sizes are in bytes.
//!
//! It must not set them: that is `resource.rs`.

use serde::{Deserialize, Serialize};
use std::time::Duration;

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// What the parsing of one document may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerLimits {
    /// Address space, with the program itself and its stack (64 MiB). 1 GiB.
    pub memory: u64,
    /// Time by the clock from the start of the process. 30 s.
    pub time: Duration,
    /// More time for each page that the parser announces. 1 s.
    pub time_a_page: Duration,
    /// The most time, however many pages there are. 10 min.
    pub most_time: Duration,
    /// The longest document. 256 MiB.
    pub document: u64,
    /// The longest answer, and the most that may be written to the error output. 64 MiB.
    pub output: u64,
    /// The highest number of an open file. 16.
    pub open_files: u64,
}

impl Default for WorkerLimits {
    fn default() -> Self {
        Self {
            memory: GIB,
            time: Duration::from_secs(30),
            time_a_page: Duration::from_secs(1),
            most_time: Duration::from_mins(10),
            document: 256 * MIB,
            output: 64 * MIB,
            open_files: 16,
        }
    }
}

impl WorkerLimits {
    /// How long a document of so many pages may take.
    pub(super) fn time_for(&self, pages: u32) -> Duration {
        self.time.saturating_add(self.time_a_page.saturating_mul(pages)).min(self.most_time)
    }
}

/// What a program that is not part of sulh may use for one document or page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolLimits {
    /// Address space of each of its processes. 2 GiB.
    pub memory: u64,
    /// Time by the clock, and of the processor for each of its processes. 2 min.
    pub time: Duration,
    /// The highest number of an open file. 256.
    pub open_files: u64,
    /// The longest file that it may write, and so its longest answer. 256 MiB.
    pub file_size: u64,
}

impl Default for ToolLimits {
    fn default() -> Self {
        Self {
            memory: 2 * GIB,
            time: Duration::from_mins(2),
            open_files: 256,
            file_size: 256 * MIB,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WorkerLimits;
    use std::time::Duration;

    #[test]
    fn pages_give_time_up_to_a_cap() {
        let limits = WorkerLimits::default();
        let seconds = [0, 1, 300, 10_000, u32::MAX].map(|pages| limits.time_for(pages).as_secs());
        assert_eq!(seconds, [30, 31, 330, 600, 600]);
        let endless = WorkerLimits { time_a_page: Duration::MAX, ..limits };
        assert_eq!(endless.time_for(2).as_secs(), 600);
    }
}
