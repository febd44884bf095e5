//! The outcome in a cell of a table of paths or callers.

use accesspath_engine::judge::Outcome;

use crate::markup::{El, el};

/// An outcome as a cell of a table.
pub(super) fn outcome_cell(outcome: &str) -> Box<El> {
    let (mark, word) = match outcome {
        "open" => ("✓", Outcome::Open.word()),
        "blocked" => ("✕", Outcome::Blocked.word()),
        _ => ("?", Outcome::Undetermined.word()),
    };
    el("td.outcomes__cell")
        .put("data-outcome", outcome)
        .add(el("span[aria-hidden=true]").text(mark))
        .add(el("span.outcomes__word").text(word))
}
