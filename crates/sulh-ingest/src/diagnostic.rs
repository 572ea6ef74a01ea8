//! What is wrong with a file, and where: the one shape for all tabular sources.
//!
//! It names places and says what was expected; it never decides whether the import goes on.

use std::fmt;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The row was taken; something in it is worth a look.
    Warning,
    /// The row could not be taken.
    Error,
}

impl Severity {
    /// The word for it: `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One remark about one place of a file.
///
/// `Display` gives `file:line:column: message`, which editors can follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file as the user named it.
    pub file: String,
    /// The physical line, counted from 1.
    pub line: u64,
    /// The column in that line, counted from 1 in Unicode scalar values.
    pub column: u64,
    /// How much it weighs.
    pub severity: Severity,
    /// A stable word for programs, such as `unterminated-quote`.
    pub code: &'static str,
    /// What was found and what was expected: a lowercase fragment.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_the_place_before_the_message() {
        let diagnostic = Diagnostic {
            file: "upr.csv".to_owned(),
            line: 7,
            column: 3,
            severity: Severity::Error,
            code: "nul",
            message: "found a NUL byte".to_owned(),
        };
        assert_eq!(diagnostic.to_string(), "upr.csv:7:3: found a NUL byte");
        assert_eq!(diagnostic.severity.to_string(), "error");
    }
}
