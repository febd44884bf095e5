//! What is suggested at the caret.

use crate::complete::Completion;

/// What is suggested, and where.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Suggestions {
    pub completion: Completion,
    /// The one that Enter takes.
    pub active: usize,
    /// The line and column, from 1, at which what they replace begins.
    pub line: usize,
    pub column: usize,
}

impl Suggestions {
    /// The id of the option that Enter takes.
    pub fn active_id(&self, name: &str) -> String {
        option_id(name, self.active)
    }

    /// The words for those who do not see the list.
    pub fn told(&self) -> String {
        match self.completion.candidates.len() {
            1 => "1 suggestion".to_owned(),
            count => format!("{count} suggestions"),
        }
    }
}

pub(super) fn list_id(name: &str) -> String {
    format!("suggestions-{name}")
}

pub(super) fn option_id(name: &str, number: usize) -> String {
    format!("suggestion-{name}-{number}")
}
