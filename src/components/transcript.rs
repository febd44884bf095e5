//! The picture as text: every path from its caller to the bucket, step by step; its controls can be selected too.

use accesspath_engine::explain::TranscriptStep;
use accesspath_engine::judge::{ControlTrace, PathAnalysis};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::{Analysis, explain};
use accesspath_policy::verdict::Verdict;
use yew::prelude::*;

use super::before;
use crate::diagram::small_face;
use crate::markup::{El, el, list};
use crate::state::{Action, AppState, Selection};

pub(super) fn transcripts(
    state: &AppState,
    analysis: &Analysis,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Html {
    let paths = analysis.paths.iter();
    let all = paths.map(|it| transcript(it, &state.scenario, selection, act).done()).collect();
    el("details.text-alternative[data-text-alternative]")
        .toggle("open", state.view.narrow)
        .add(el("summary").text("The picture as text"))
        .node(before::transcripts(analysis, &state.scenario))
        .node(list(all))
        .done()
}

fn transcript(
    path: &PathAnalysis,
    scenario: &Scenario,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Box<El> {
    let id = &path.path.id;
    let selected = selection.is_some_and(|it| it.path == *id);
    let name = explain::path_title(path, scenario);
    let title = format!("{id} · {name}: {}", path.outcome.word());
    let steps = explain::transcript(path, scenario).into_iter();
    el("section.transcript")
        .put("data-outcome", path.outcome.code())
        .state("data-selected", selected)
        .add(el("h2.transcript__title").text(&title))
        .add(
            el("ol.transcript__steps")
                .put("data-transcript", id)
                .each(steps.map(|it| step(id, it, selection, act))),
        )
}

fn step(
    path: &str,
    step: TranscriptStep,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Box<El> {
    match step {
        TranscriptStep::Place(text) => el("li.transcript__place").text(&text),
        TranscriptStep::Control { control, text } => {
            control_step(path, &control, &text, selection, act)
        }
    }
}

fn control_step(
    path: &str,
    control: &ControlTrace,
    text: &str,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Box<El> {
    let own = Selection { path: path.to_owned(), control: control.control };
    let selected = selection == Some(&own);
    let select = act.reform(move |_: MouseEvent| Action::Select(own.clone()));
    let class = if matches!(control.verdict, Verdict::NotConfigured | Verdict::NotTold) {
        "transcript__control transcript__control--quiet"
    } else {
        "transcript__control"
    };
    let name = format!("{}: {}", explain::name(control.control), control.verdict.word());
    let words = el("span.transcript__words")
        .add(el("strong").text(&name))
        .add(el("span.transcript__reason").text(text));
    let button = el("button.transcript__button[type=button]")
        .state("aria-pressed", selected)
        .put("data-verdict", control.verdict.code())
        .on_click(select)
        .add(small_face(control.verdict))
        .add(words);
    el("li").put("class", class).add(button)
}
