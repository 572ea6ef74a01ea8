//! A scan of SPARQL text before the parser, which recurses without a limit and whose stack, once full, ends the process.
//!
//! One pass, no recursion, no tree: it refuses what would be too deep, too tall or too slow for the parser, the optimiser,
//! the evaluation or the drop of their trees, and leaves every other judgement to them.
//! It never looks at data and never changes the text.

mod lexer;
#[cfg(test)]
mod tests;
mod weigher;

use std::fmt;

use lexer::Lexer;
use weigher::{Refusal, Weigher};

/// Something that a query may have too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// The text, in bytes.
    Bytes,
    /// Words, names, values and signs.
    Tokens,
    /// Brackets within brackets, of any kind.
    Depth,
    /// The tree of the query: brackets plus operators or elements in a row.
    Height,
    /// Triple patterns and other parts that are joined with each other.
    Joins,
    /// The sum of the fourth powers of the joins of each group: what the planner does.
    JoinWork,
    /// Tokens, each as often as the parser may come back to it after its first reading.
    Rereading,
    /// Places where a variable stands.
    Variables,
    /// COUNT, SUM and their like.
    Aggregates,
    /// Operations of one update.
    Operations,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes => "bytes",
            Self::Tokens => "tokens",
            Self::Depth => "nested brackets",
            Self::Height => "operators or clauses in a row or nested",
            Self::Joins => "patterns joined in one group",
            Self::JoinWork => "planning steps for joined patterns",
            Self::Rereading => "tokens to be read more than once",
            Self::Variables => "mentions of variables",
            Self::Aggregates => "aggregates",
            Self::Operations => "operations in one update",
        })
    }
}

/// How much of each [`Limit`] is admitted.
///
/// The defaults were measured on 2 cores with `spargebra` 0.4.8, `sparopt` 0.3.9 and `spareval` 0.2.9, in builds for tests and
/// for release. A bracket needs at most 6 KiB of stack and an element in a row at most 2 KiB, so that 2 MiB of
/// [`QUERY_STACK_BYTES`](crate::QUERY_STACK_BYTES) would do. 64 joined patterns are planned in at most 0.2 s, 100 in 1.2 s.
/// 30,000 tokens read again take 0.1 s. The W3C suites need depth 5, height 28 and 18 joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdmissionLimits {
    /// The text, in bytes.
    pub max_bytes: u64,
    /// See [`Limit::Tokens`].
    pub max_tokens: u64,
    /// See [`Limit::Depth`].
    pub max_depth: u64,
    /// See [`Limit::Height`].
    pub max_height: u64,
    /// See [`Limit::Joins`].
    pub max_joins: u64,
    /// See [`Limit::JoinWork`].
    pub max_join_work: u64,
    /// See [`Limit::Rereading`].
    pub max_rereading: u64,
    /// See [`Limit::Variables`].
    pub max_variables: u64,
    /// See [`Limit::Aggregates`].
    pub max_aggregates: u64,
    /// See [`Limit::Operations`].
    pub max_operations: u64,
}

impl Default for AdmissionLimits {
    /// The limits of a query.
    fn default() -> Self {
        Self {
            max_bytes: 1 << 20,
            max_tokens: 400_000,
            max_depth: 128,
            max_height: 400,
            max_joins: 64,
            max_join_work: 2 * 64_u64.pow(4),
            max_rereading: 30_000,
            max_variables: 5_000,
            max_aggregates: 500,
            max_operations: 1_000,
        }
    }
}

impl AdmissionLimits {
    /// The limits of an update, which may bring its data along.
    pub fn update() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_tokens: 16_000_000,
            max_operations: 10_000,
            ..Self::default()
        }
    }

    fn of(&self, limit: Limit) -> u64 {
        match limit {
            Limit::Bytes => self.max_bytes,
            Limit::Tokens => self.max_tokens,
            Limit::Depth => self.max_depth,
            Limit::Height => self.max_height,
            Limit::Joins => self.max_joins,
            Limit::JoinWork => self.max_join_work,
            Limit::Rereading => self.max_rereading,
            Limit::Variables => self.max_variables,
            Limit::Aggregates => self.max_aggregates,
            Limit::Operations => self.max_operations,
        }
    }
}

/// What an admitted text adds up to, in the units of [`Limit`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Admitted {
    /// See [`Limit::Tokens`].
    pub tokens: u64,
    /// See [`Limit::Depth`].
    pub depth: u64,
    /// See [`Limit::Height`].
    pub height: u64,
    /// The most of any group; see [`Limit::Joins`].
    pub joins: u64,
    /// See [`Limit::JoinWork`].
    pub join_work: u64,
    /// See [`Limit::Rereading`].
    pub rereading: u64,
    /// See [`Limit::Variables`].
    pub variables: u64,
    /// See [`Limit::Aggregates`].
    pub aggregates: u64,
    /// See [`Limit::Operations`]; 1 for a query.
    pub operations: u64,
}

/// Why a text does not reach the parser.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AdmissionError {
    /// There is too much of something.
    #[error("too many {limit} at {line}:{column}: {found}, at most {allowed} are admitted")]
    Exceeded {
        /// Of what.
        limit: Limit,
        /// How much the scan had met when it stopped.
        found: u64,
        /// How much is admitted.
        allowed: u64,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// The text is no sequence of SPARQL tokens with matching brackets.
    #[error("syntax error at {line}:{column}: {reason}")]
    Malformed {
        /// What is wrong.
        reason: &'static str,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
}

impl AdmissionError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exceeded { .. } => "query-too-complex",
            Self::Malformed { .. } => "query-syntax",
        }
    }
}

/// Admits the text of a query or of an update to the parser.
///
/// Returns what it adds up to. Cost: O(bytes), and it stops at the first limit that it meets.
///
/// # Errors
/// [`AdmissionError::Exceeded`] names the limit; [`AdmissionError::Malformed`] what no SPARQL text can hold.
pub fn admit(text: &str, limits: &AdmissionLimits) -> Result<Admitted, AdmissionError> {
    let bytes = text.len() as u64;
    if bytes > limits.max_bytes {
        return Err(exceeded(Limit::Bytes, bytes, limits.max_bytes, (1, 1)));
    }
    let mut lexer = Lexer::new(text);
    let mut weigher = Weigher::new(limits);
    loop {
        lexer.skip_space();
        let start = lexer.offset();
        let token = lexer.next(weigher.less_than(), weigher.innermost());
        let Some(token) = token.map_err(|none| malformed(none.reason, position(text, none.at)))?
        else {
            return weigher.finish().map_err(|refusal| refused(refusal, position(text, start)));
        };
        weigher.add(token).map_err(|refusal| refused(refusal, position(text, start)))?;
    }
}

fn refused(refusal: Refusal, position: (usize, usize)) -> AdmissionError {
    match refusal {
        Refusal::Exceeded { limit, found, allowed } => exceeded(limit, found, allowed, position),
        Refusal::Unmatched => malformed("a bracket that closes what is not open", position),
    }
}

fn exceeded(
    limit: Limit,
    found: u64,
    allowed: u64,
    (line, column): (usize, usize),
) -> AdmissionError {
    AdmissionError::Exceeded { limit, found, allowed, line, column }
}

fn malformed(reason: &'static str, (line, column): (usize, usize)) -> AdmissionError {
    AdmissionError::Malformed { reason, line, column }
}

/// Line and column, both from 1, of a byte offset.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |line_feed| line_feed + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.get(line_start..).map_or(0, |line| line.chars().count()) + 1;
    (line, column)
}
