//! The form of a scenario: a text is read to its end, and every mistake in it has its place.
//!
//! What is wrong beyond the form is found by `check`.

use std::fmt;

use accesspath_policy::json;
use accesspath_policy::text::{Lines, Location, Span};

use super::record::{Field, Reading};
use super::{Document, MAX_BYTES, Scenario};

/// The version of the scenario format that this engine reads and writes.
const FORMAT_VERSION: u64 = 1;

/// The reason why a text is not a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAScenario {
    /// The problem, in one line.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The text is of a later version of the format.
    pub newer: bool,
}

impl fmt::Display for NotAScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// A mistake of a text's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The problem, in one line.
    pub message: String,
    /// Its place.
    pub span: Span,
}

/// A text, read as far as it is a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[must_use]
pub struct ReadScenario {
    /// The scenario; what is mistaken has its default.
    pub scenario: Scenario,
    /// Every mistake, in the order in which the fields are read.
    pub mistakes: Vec<Mistake>,
    /// The text is of a later version of the format.
    pub newer: bool,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// If the text is not valid JSON, is of a later version, or has a field that this version does not know.
    pub fn from_json(text: &str) -> Result<Self, NotAScenario> {
        let ReadScenario { scenario, mut mistakes, newer } = Self::read_json(text);
        if mistakes.is_empty() {
            return Ok(scenario);
        }
        let Mistake { message, span } = mistakes.swap_remove(0);
        let Location { line, column } = Lines::new(text).location(text, span.start);
        Err(NotAScenario { message, line, column, newer })
    }

    /// Reads a scenario as far as the text is one, with all that is wrong with its form.
    pub fn read_json(text: &str) -> ReadScenario {
        let mut read = ReadScenario::default();
        let tree = json::read_up_to(MAX_BYTES, "the scenario is longer than 1 MiB", text);
        for it in &tree.diagnostics {
            read.mistakes.push(Mistake { message: it.problem.headline(), span: it.span });
        }
        if !read.mistakes.is_empty() {
            return read;
        }
        let mut refuse = |message: &str, span: Span| {
            read.mistakes.push(Mistake { message: message.to_owned(), span });
        };
        let Some(root) = tree.root() else {
            refuse("the text is blank", Span::default());
            return read;
        };
        let Some(version) = root.at(&["accesspath"]) else {
            refuse("missing field \"accesspath\", the format's version", root.span);
            return read;
        };
        let found = version.scalar().and_then(|it| it.parse::<u64>().ok());
        if found != Some(FORMAT_VERSION) {
            let shown = found.map_or_else(|| "unknown".to_owned(), |it| it.to_string());
            let message =
                format!("format version {shown}; this accesspath reads version {FORMAT_VERSION}");
            refuse(&message, version.span);
            read.newer = found > Some(FORMAT_VERSION);
            return read;
        }
        let mut reading = Reading::of(text);
        read.scenario.read(root, &mut reading);
        let inline = std::mem::take(&mut reading.inline);
        if !inline.is_empty() {
            // They are written there.
            read.scenario.tell("documents", true);
        }
        for it in inline {
            // A name that is written with escapes is not found in the text.
            if read.scenario.documents.insert(it.name, Document::from(it.text.as_str())).is_some() {
                reading.mistakes.push(("a document has the name of another".to_owned(), root.span));
            }
        }
        let mistakes = reading.mistakes.into_iter();
        read.mistakes.extend(mistakes.map(|(message, span)| Mistake { message, span }));
        read
    }
}
