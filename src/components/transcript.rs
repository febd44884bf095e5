//! The picture as text: every path from its caller to the bucket, step by step, with the same controls to select.

use accesspath_engine::explain::{Step, hop};
use accesspath_engine::judge::{ControlTrace, PathAnalysis, Verdict};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::{Analysis, explain};
use yew::prelude::*;

use crate::diagram::small_face;
use crate::state::{Action, AppState, Selection};

pub(super) fn transcripts(
    state: &AppState,
    analysis: &Analysis,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Html {
    html! {
        <details class="text-alternative" data-text-alternative="" open={state.view.narrow}>
            <summary>{ "The picture as text" }</summary>
            { for analysis.paths.iter().map(|it| transcript(it, &state.scenario, selection, act)) }
        </details>
    }
}

fn transcript(
    path: &PathAnalysis,
    scenario: &Scenario,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Html {
    let id = path.path.id.clone();
    let selected = selection.is_some_and(|it| it.path == id);
    html! {
        <section class="transcript" data-outcome={path.outcome.code()} data-selected={selected.to_string()}>
            <h2 class="transcript__title">{ format!("{id} · {}: {}", explain::path_title(path, scenario), path.outcome.word()) }</h2>
            <ol class="transcript__steps" data-transcript={id.clone()}>
                { for explain::transcript(path, scenario).into_iter().map(|it| step(&id, it, selection, act)) }
            </ol>
        </section>
    }
}

fn step(path: &str, step: Step, selection: Option<&Selection>, act: &Callback<Action>) -> Html {
    match step {
        Step::Place(text) => html! { <li class="transcript__place">{ text }</li> },
        Step::Control { control, text } => control_step(path, &control, &text, selection, act),
    }
}

fn control_step(
    path: &str,
    control: &ControlTrace,
    text: &str,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Html {
    let own = Selection { path: path.to_owned(), control: control.control };
    let selected = selection == Some(&own);
    let select = act.reform(move |_: MouseEvent| Action::Select(own.clone()));
    let quiet = control.verdict == Verdict::NotConfigured;
    html! {
        <li class={if quiet { "transcript__control transcript__control--quiet" } else { "transcript__control" }}>
            <button type="button" class="transcript__button" aria-pressed={selected.to_string()} data-verdict={control.verdict.code()} onclick={select}>
                { small_face(control.verdict) }
                <span class="transcript__words">
                    <strong>{ explain::name(control.control) }{ ": " }{ control.verdict.word() }</strong>
                    <span class="transcript__reason">{ text }</span>
                </span>
            </button>
        </li>
    }
}

/// A hop in words; kept beside the steps so that both say it alike.
pub(super) fn hops(path: &PathAnalysis) -> String {
    let names = path.path.hops.iter().map(|it| hop(it.kind, &it.name, it.subnet.as_deref()));
    names.collect::<Vec<_>>().join(" → ")
}
