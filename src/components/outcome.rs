//! The outcome in a cell of a table of paths or callers.

use accesspath_engine::judge::Outcome;

use crate::markup::{El, el};

/// An outcome as a cell of a table.
pub(super) fn outcome_cell(outcome: Outcome) -> Box<El> {
    let mark = match outcome {
        Outcome::Open => "✓",
        Outcome::Blocked => "✕",
        Outcome::Undetermined => "?",
    };
    el("td.outcomes__cell")
        .put("data-outcome", outcome.code())
        .add(el("span[aria-hidden=true]").text(mark))
        .add(el("span.outcomes__word").text(outcome.word()))
}
