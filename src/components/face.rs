//! Small signs beside words: the face of a verdict, and the badge of a path in the shape of its outcome.

use accesspath_engine::explain;
use accesspath_picture as picture;

use crate::drawing::element;
use crate::markup::{El, el};

/// The face of the verdict with that word for programs.
pub(super) fn face(code: &str) -> Box<El> {
    el("svg.small-face[viewBox=-12 -12 24 24][width=18][height=18][aria-hidden=true]")
        .each(picture::face(code, 0.0, 0.0).iter().map(element))
}

/// The badge of a path: its letter in a disc where it works, in an octagon where it is blocked, else in a diamond.
pub(super) fn badge(id: &str, outcome: &str) -> Box<El> {
    el("span.badge[aria-hidden=true]").put("data-outcome", outcome).text(&explain::badge(id))
}

/// The same as a drawing, as the rows beside the lanes have it.
pub(super) fn drawn_badge(outcome: &str, letters: &str) -> Box<El> {
    el("svg.path-badge[viewBox=-14 -14 28 28][width=28][height=28][aria-hidden=true]")
        .put("data-outcome", outcome)
        .each(picture::badge(outcome, letters, 0.0, 0.0).iter().map(element))
}
