//! One card a path: letter, name, outcome, first reason, what a person would see.

use accesspath_engine::judge::{Outcome, PathAnalysis};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::symptom::symptom;
use accesspath_engine::{Analysis, explain};
use yew::prelude::*;

use crate::picture::badge;
use crate::state::{Action, Selection};

pub(super) fn cards(
    analysis: &Analysis,
    scenario: &Scenario,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Html {
    if analysis.paths.is_empty() {
        return html! {
            <p class="empty">{ "Nobody calls yet: name a function or another caller under \"callers\" in the facts." }</p>
        };
    }
    html! {
        <ul class="cards" aria-label="The paths">
            { for analysis.paths.iter().map(|it| html! { <li class="cards__item">{ card(it, scenario, selection, act) }</li> }) }
        </ul>
    }
}

fn card(
    path: &PathAnalysis,
    scenario: &Scenario,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Html {
    let id = path.path.id.clone();
    let selected = selection.is_some_and(|it| it.path == id);
    let select = {
        let id = id.clone();
        act.reform(move |_: MouseEvent| Action::SelectPath(id.clone()))
    };
    let seen = symptom(path, scenario);
    html! {
        <button type="button" class="card" data-card={id.clone()} data-outcome={path.outcome.code()}
            aria-pressed={selected.to_string()} onclick={select}>
            <span class="card__head">
                <span class="card__badge" aria-hidden="true">{ badge(&id) }</span>
                <span class="card__title">{ explain::path_title(path, scenario) }</span>
                { outcome(path) }
            </span>
            <span class="card__reason">{ explain::reason_line(path) }</span>
            if path.outcome == Outcome::Blocked {
                <span class="card__symptom">{ "You would see: " }{ seen.short }</span>
            }
            if path.outcome == Outcome::Open {
                <span class="card__symptom">{ carried(path) }</span>
            }
        </button>
    }
}

fn outcome(path: &PathAnalysis) -> Html {
    let count = path.blockers().count();
    let sign = match path.outcome {
        Outcome::Open => "✓",
        Outcome::Blocked => "✕",
        Outcome::Undetermined => "?",
    };
    html! {
        <span class="card__outcome">
            <span aria-hidden="true">{ sign }{ " " }</span>{ path.outcome.word() }
            if count > 1 { { format!(" ×{count}") } }
        </span>
    }
}

/// The network key that tells this path from the others.
fn carried(path: &PathAnalysis) -> String {
    let Some(request) = path.requests.first() else { return String::new() };
    let shown =
        |key: &str| request.request.context.get(key).map(|it| format!("{key} = {}", it.shown()));
    shown("aws:SourceVpce").or_else(|| shown("aws:SourceIp")).unwrap_or_default()
}
