//! The cases that a person began or edited, as they are kept in the browser: one entry of its storage each.
//!
//! Nothing here touches the browser: `browser` gives the [`Store`]. Two tabs never overwrite each other, because every
//! entry carries a [`Stamp`], and a tab writes only over the stamp that it knows.

mod entry;
mod name;
mod shelf;
mod store;

use accesspath_engine::scenario::{NotTold, Scenario};

pub use entry::{Damage, Entry, Stamp};
pub use name::{clean, free};
pub use shelf::{Content, Listed, Opening, Seen, Shelf, Written, key};
pub use store::{Store, Trouble};

/// The beginning of the name of everything that the page keeps in the browser.
pub const PREFIX: &str = "accesspath-";

/// A case in which nothing was told yet. What is not told is not known.
pub fn empty() -> Scenario {
    Scenario { accesspath: 1, not_told: NotTold::Unknown, ..Scenario::default() }
}

/// Nothing that an answer could be about stands in `scenario`.
pub fn is_blank(scenario: &Scenario) -> bool {
    let question = &scenario.question;
    question.callers.is_empty()
        && question.operation.is_empty()
        && question.bucket.is_empty()
        && scenario.functions.is_empty()
        && scenario.buckets.is_empty()
        && scenario.documents.is_empty()
}

#[cfg(test)]
mod tests;
