//! Where in a scenario's file a text stands that a report names.

use accesspath_policy::text::{Lines, Location, Span};
use serde::Serialize;

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FilePlace {
    /// The line, from 1.
    pub line: usize,
    /// The column in UTF-16 units, from 1.
    pub column: usize,
    /// The same in bytes.
    #[serde(skip)]
    pub span: Span,
}

impl FilePlace {
    /// The place `span` in `text`.
    pub fn of(lines: &Lines, text: &str, span: Span) -> Self {
        let Location { line, column } = lines.location(text, span.start);
        Self { line, column, span }
    }
}
