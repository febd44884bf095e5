//! The search in the text of an editor.

use accesspath_policy::text::Span;

use crate::search::{next, places};

/// A search that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Search {
    wanted: String,
    /// The number of the place that is shown.
    at: usize,
}

impl Search {
    /// The search for `wanted`, at its first place from the byte `from` of `text`.
    pub fn of(text: &str, wanted: String, from: usize) -> Self {
        let at = next(&places(text, &wanted), from);
        Self { wanted, at }
    }

    /// The word that is looked for.
    pub fn wanted(&self) -> &str {
        &self.wanted
    }

    /// The words that count the places in `text`.
    pub fn told(&self, text: &str) -> String {
        match self.places(text).len() {
            _ if self.wanted.is_empty() => String::new(),
            0 => "Not found".to_owned(),
            count => format!("{} of {count}", self.at.min(count - 1) + 1),
        }
    }

    /// Every place in `text`.
    pub fn places(&self, text: &str) -> Vec<Span> {
        places(text, &self.wanted)
    }

    /// The place that is shown.
    pub fn place(&self, text: &str) -> Option<Span> {
        self.places(text).get(self.at).copied()
    }

    /// The search at the next place, or the one before.
    pub fn step(&self, text: &str, back: bool) -> Self {
        let count = self.places(text).len();
        let at = match (back, self.at) {
            (true, 0) => count.saturating_sub(1),
            (true, at) => at - 1,
            (false, at) if at + 1 >= count => 0,
            (false, at) => at + 1,
        };
        Self { wanted: self.wanted.clone(), at }
    }
}
