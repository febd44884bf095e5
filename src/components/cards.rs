//! One card for each path: letter, name, outcome, first reason, symptom.

use accesspath_engine::judge::{Outcome, PathAnalysis};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::symptom::symptom;
use accesspath_engine::{Analysis, explain};
use yew::prelude::*;

use crate::markup::{El, el};
use crate::picture::badge;
use crate::state::{Action, Selection};

pub(super) fn cards(
    analysis: &Analysis,
    scenario: &Scenario,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Html {
    if analysis.paths.is_empty() {
        return el("p.empty")
            .text("The question has no caller yet: name a function or another caller under \"callers\" in the facts.")
            .done();
    }
    let items = analysis
        .paths
        .iter()
        .map(|it| el("li.cards__item").add(card(it, analysis, scenario, selection, act)));
    el("ul.cards[aria-label=The paths]").each(items).done()
}

fn card(
    path: &PathAnalysis,
    analysis: &Analysis,
    scenario: &Scenario,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Box<El> {
    let id = path.path.id.clone();
    let title = explain::path_title(path, scenario);
    let head = el("span.card__head")
        .add(el("span.card__badge[aria-hidden=true]").text(&badge(&id)))
        .add(el("span.card__title").text(&title))
        .add(outcome(path));
    let last = match path.outcome {
        Outcome::Open => Some(carried(path)),
        Outcome::Blocked => Some(format!("You would see: {}", symptom(path, scenario).short)),
        Outcome::Undetermined => None,
    };
    let mut reason = explain::reason_line(path);
    if let Some(proviso) = explain::proviso(analysis, path) {
        reason = format!("{reason}, {proviso}");
    }
    el("button.card[type=button]")
        .put("data-card", &id)
        .put("data-outcome", path.outcome.code())
        .state("aria-pressed", selection.is_some_and(|it| it.path == id))
        .on_click(act.reform(move |_| Action::SelectPath(id.clone())))
        .add(head)
        .add(el("span.card__reason").text(&reason))
        .maybe(last.map(|it| el("span.card__symptom").text(&it)))
}

fn outcome(path: &PathAnalysis) -> Box<El> {
    let sign = match path.outcome {
        Outcome::Open => "✓ ",
        Outcome::Blocked => "✕ ",
        Outcome::Undetermined => "? ",
    };
    let outcome = el("span.card__outcome")
        .add(el("span[aria-hidden=true]").text(sign))
        .text(path.outcome.word());
    match path.blockers().count() {
        0 | 1 => outcome,
        count => outcome.text(&format!(" ×{count}")),
    }
}

/// The condition key of the network by which the request on this path differs from others.
fn carried(path: &PathAnalysis) -> String {
    let Some(request) = path.requests.first() else { return String::new() };
    let shown =
        |key: &str| request.request.context.get(key).map(|it| format!("{key} = {}", it.shown()));
    shown("aws:SourceVpce").or_else(|| shown("aws:SourceIp")).unwrap_or_default()
}
