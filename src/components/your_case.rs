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
use crate::label_size::LabelSize;
use crate::markup::{El, el};
use crate::module::elsewhere;
use crate::state::{Action, CaseStep, Selection, YourCase};
use accesspath_engine::explain;
pub(super) use next::use_next;
pub(super) use paste::paste;

elsewhere! { import "04"
/// The whole page. A case that is put together is there only where its module is.
pub(super) fn your_case(
    seen: &Seen<'_>,
    case: &YourCase,
    answer: &Rc<Answer>,
    on_label: &Callback<LabelSize>,
    act: &Callback<Action>,
) -> Html {
    let state = seen.state;
    let scenario = &state.scenario;
    let left = el("section.yours__left[aria-label=What you have]")
        .node(paste(act, case.found.is_empty(), found::found(case, act)))
        .each(card::cards(case, scenario, act).into_iter());
    let right = el("section.yours__right[aria-label=The answer]")
        .add(el("div.yours__picture").node(picture(seen, answer, on_label, act)))
        .node(next::next_steps(state, answer.paths.len(), act));
    el("main.main.main--yours[data-your-case]")
        .add(verdict(seen, case, act))
        .node(problems(answer))
        .add(el("div.yours").add(left).add(right))
        .done()
} }

/// The question, the answer so far, and what AWS said.
fn verdict(seen: &Seen<'_>, case: &YourCase, act: &Callback<Action>) -> Box<El> {
    let leave = act.reform(|_: MouseEvent| Action::YourCase(CaseStep::Leave));
    let Answer { verdict, question, .. } = seen.answer;
    el("section.yours__verdict[aria-label=The question]")
        .add(
            el("div.yours__line")
                .add(el("p.yours__question[data-question]").text(&field::readable(question)))
                .add(
                    el("button.button.button--primary[type=button][data-action=leave-case]")
                        .on_click(leave)
                        .text("Go on in the workbench"),
                ),
        )
        .add(
            el("div[role=status]")
                .add(el("h1.yours__answer[data-summary][tabindex=-1]").text(&verdict.headline)),
        )
        .add(evidence::evidence(case, seen.answer))
        .add(reasons(seen))
}

/// Why the paths do not work, in a line for each reason that paths share: what the control says that tells most.
fn reasons(seen: &Seen<'_>) -> Box<El> {
    let mut all: Vec<(&'static str, &'static str, &str, Vec<&str>)> = Vec::new();
    for path in seen.answer.paths.iter().filter(|it| it.outcome != "open") {
        let telling = Selection::most_telling(path).told(seen.answer);
        let Some((telling, told)) = telling.zip(path.told.as_ref()) else { continue };
        match all.iter_mut().find(|it| it.0 == path.outcome && it.2 == telling.heading) {
            Some(same) => same.3.push(&path.path),
            None => all.push((path.outcome, told.outcome, &telling.heading, vec![&path.path])),
        }
    }
    let several = seen.answer.paths.len() > 1;
    let line = |(outcome, word, told, paths): (&'static str, &'static str, &str, Vec<&str>)| {
        let paths = if several { explain::and(&paths) + " " } else { String::new() };
        let word = format!("{paths}{word}: ");
        el("li.yours__reason")
            .put("data-outcome", outcome)
            .add(el("strong").text(&word))
            .text(&field::readable(told))
    };
    el("ul.yours__reasons[aria-label=Why][data-why]").each(all.into_iter().map(line))
}
