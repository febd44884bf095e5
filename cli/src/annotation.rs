//! What is told about a place of a file, for formats that other programs show: SARIF and GitHub's workflow commands.

use accesspath_policy::diagnostic::Severity;
use accesspath_policy::text::{Lines, Location, Span};
use serde_json::Value;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is wrong.
    Error,
    /// It is doubtful, or it stops a call.
    Warning,
    /// It could be better, or is not known.
    Note,
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::SecurityWarning | Severity::Warning => Self::Warning,
            Severity::Suggestion => Self::Note,
        }
    }
}

/// One thing that is told, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// The file, as it was given.
    pub file: String,
    /// The place in it, where there is one.
    pub region: Option<Region>,
    /// The document of a scenario that it is about.
    pub document: Option<String>,
    /// How much it matters.
    pub level: Level,
    /// The stable word for things of its kind.
    pub rule: String,
    /// The whole in one line.
    pub message: String,
    /// What helps.
    pub help: Option<String>,
}

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Where it begins.
    pub start: Location,
    /// Where it ends: the column behind its last letter.
    pub end: Location,
}

impl Region {
    /// The part `span` of `text`, which has these lines.
    pub fn of(lines: &Lines, text: &str, span: Span) -> Self {
        Self { start: lines.location(text, span.start), end: lines.location(text, span.end) }
    }
}

/// A JSON object with the members that are there.
pub fn object<'m>(members: impl IntoIterator<Item = (&'m str, Option<Value>)>) -> Value {
    let present = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(present.collect())
}
