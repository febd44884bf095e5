//! Problems of a text: each with its place, its sentence and its help.
//!
//! A problem carries a stable kebab-case code; where IAM Access Analyzer has a check of that name, the code is its kebab form.
//! The sentences live here because they are part of the problem; reasons of an evaluation have theirs in `explain`.

mod problem;

use crate::text::Span;
pub use problem::PolicyProblem;

/// How much a problem matters, in the four levels of IAM Access Analyzer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// AWS refuses the document, or its meaning is not what it says.
    Error,
    /// The document opens more than it seems to.
    SecurityWarning,
    /// The document works, but probably not as meant.
    Warning,
    /// The document could be simpler.
    Suggestion,
}

impl Severity {
    /// The word that people see.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::SecurityWarning => "security warning",
            Self::Warning => "warning",
            Self::Suggestion => "suggestion",
        }
    }
}

/// One problem of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The problem.
    pub problem: PolicyProblem,
    /// Where: the text to underline.
    pub span: Span,
}

impl Diagnostic {
    /// A problem at a place.
    pub const fn new(problem: PolicyProblem, span: Span) -> Self {
        Self { problem, span }
    }

    /// The document cannot be relied on.
    pub fn is_error(&self) -> bool {
        self.problem.severity() == Severity::Error
    }
}

/// Puts problems in the order of their places.
#[inline(never)]
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|it| it.span);
}
