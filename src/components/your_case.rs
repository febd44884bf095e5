//! The page on which a person puts their own case together: what they paste, five cards, and beside them the picture
//! with what would decide the answer next.

mod card;
mod evidence;
mod field;
mod found;
mod next;
mod paste;

use std::rc::Rc;

use yew::prelude::*;

use super::picture::picture;
use super::problems::problems;
use super::seen::Seen;
use crate::answer::Answer;
use crate::markup::{El, el};
use crate::state::{Action, CaseStep, Selection, YourCase};
use accesspath_engine::explain;
use accesspath_engine::judge::Outcome;
pub(super) use next::use_next;
pub(super) use paste::paste;

/// The whole page.
pub(super) fn your_case(
    seen: &Seen<'_>,
    case: &YourCase,
    answer: &Rc<Answer>,
    act: &Callback<Action>,
) -> Html {
    let Seen { state, selection, .. } = *seen;
    let analysis = &answer.analysis;
    let scenario = &state.scenario;
    let left = el("section.yours__left[aria-label=What you have]")
        .node(paste(act, case.found.is_empty(), found::found(case, act)))
        .each(card::cards(case, scenario, act).into_iter());
    let right = el("section.yours__right[aria-label=The answer]")
        .add(el("div.yours__picture").node(picture(answer, selection, act)))
        .node(next::next_steps(state, analysis, act));
    el("main.main.main--yours[data-your-case]")
        .add(verdict(seen, case, act))
        .node(problems(analysis))
        .add(el("div.yours").add(left).add(right))
        .done()
}

/// The question, the answer so far, and what AWS said.
fn verdict(seen: &Seen<'_>, case: &YourCase, act: &Callback<Action>) -> Box<El> {
    let scenario = &seen.state.scenario;
    let leave = act.reform(|_: MouseEvent| Action::YourCase(CaseStep::Leave));
    let headline = explain::headline(&seen.answer.analysis, scenario).text;
    el("section.yours__verdict[aria-label=The question]")
        .add(
            el("div.yours__line")
                .add(
                    el("p.yours__question[data-question]")
                        .text(&field::readable(&explain::question(scenario))),
                )
                .add(
                    el("button.button.button--primary[type=button][data-action=leave-case]")
                        .on_click(leave)
                        .text("Go on in the workbench"),
                ),
        )
        .add(el("div[role=status]").add(el("h1.yours__answer[data-summary]").text(&headline)))
        .add(evidence::evidence(case, &seen.answer.analysis, scenario))
        .add(reasons(seen))
}

/// Why the paths do not work, in a line for each reason that paths share: what the control says that tells most.
fn reasons(seen: &Seen<'_>) -> Box<El> {
    let scenario = &seen.state.scenario;
    let mut all: Vec<(Outcome, String, Vec<&str>)> = Vec::new();
    for path in seen.answer.analysis.paths.iter().filter(|it| it.outcome != Outcome::Open) {
        let told = explain::heading(path, Selection::most_telling(path).control, scenario);
        match all.iter_mut().find(|it| it.0 == path.outcome && it.1 == told) {
            Some(same) => same.2.push(&path.path.id),
            None => all.push((path.outcome, told, vec![&path.path.id])),
        }
    }
    let several = seen.answer.analysis.paths.len() > 1;
    let line = |(outcome, told, paths): (Outcome, String, Vec<&str>)| {
        let paths = if several { explain::and(&paths) + " " } else { String::new() };
        let word = format!("{paths}{}: ", outcome.word());
        el("li.yours__reason")
            .put("data-outcome", outcome.code())
            .add(el("strong").text(&word))
            .text(&field::readable(&told))
    };
    el("ul.yours__reasons[aria-label=Why][data-why]").each(all.into_iter().map(line))
}
