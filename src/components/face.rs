//! Small signs beside words: the face of a verdict, and the badge of a path in the shape of its outcome.

use accesspath_policy::verdict::Verdict;

use crate::diagram::small_face;
use crate::markup::{El, el};
use crate::picture;

/// The face of the verdict with that word for programs.
pub(super) fn face(code: &str) -> Box<El> {
    let verdict = Verdict::ALL.into_iter().find(|it| it.code() == code);
    small_face(verdict.unwrap_or(Verdict::NotConfigured))
}

/// The badge of a path: its letter in a ring where it works, in an octagon where it is blocked, else in a diamond.
pub(super) fn badge(id: &str, outcome: &str) -> Box<El> {
    el("span.badge[aria-hidden=true]").put("data-outcome", outcome).text(&picture::badge(id))
}
