//! What AWS said, beside the answer: it decides nothing, but it can contradict.

use accesspath_import::Evidence;
use accesspath_policy::truth::Truth;

use crate::answer::Answer;
use crate::markup::{El, el};
use crate::state::YourCase;

/// A line for each thing that is known from the messages that were pasted.
pub(super) fn evidence(case: &YourCase, answer: &Answer) -> Box<El> {
    let lines = case.evidence().flat_map(|it| lines(it, answer));
    el("ul.evidence[aria-label=What AWS said][data-evidence]").each(lines)
}

fn lines(evidence: &Evidence, answer: &Answer) -> impl Iterator<Item = Box<El>> {
    let answered = (evidence.answered == Truth::Yes)
        .then(|| line("passed", "✓", "S3 answered, so the network let that call through"));
    let fits: Vec<Truth> = answer.paths.iter().map(|it| evidence.fits(it)).collect();
    let compared = if fits.contains(&Truth::Yes) {
        Some(line("passed", "✓", "The answer fits what was said"))
    } else if !fits.is_empty() && fits.iter().all(|it| *it == Truth::No) {
        let told = "No path comes to that: something is told otherwise than it is in AWS";
        Some(line("asks", "?", told))
    } else {
        None
    };
    [line("said", "✕", &evidence.said)].into_iter().chain(answered).chain(compared)
}

fn line(state: &str, sign: &str, text: &str) -> Box<El> {
    el("li.evidence__line")
        .put("data-state", state)
        .add(el("span.evidence__sign[aria-hidden=true]").text(sign))
        .text(text)
        .text(".")
}
