//! Every operation, or every action, on every path: a tab.

use accesspath_engine::grid::{self as engine_grid, ActionOn, GridRow, On};
use accesspath_engine::judge::Outcome;
use accesspath_engine::network;
use accesspath_engine::s3::operation::Operation;
use accesspath_policy::facts::Facts;
use yew::prelude::*;

use super::outcome::outcome_cell;
use crate::markup::{El, el};
use crate::reference::Reference;
use crate::state::{Action, AppState, GridOf, Tab};

pub(super) fn grid(state: &AppState, of: GridOf, act: &Callback<Action>) -> Box<El> {
    let choices = [
        (GridOf::Operations, "operations", "By operation"),
        (GridOf::Actions, "actions", "By action"),
    ];
    let choose = choices.map(|(it, name, says)| {
        let show = act.reform(move |_: MouseEvent| Action::ChooseTab(Tab::Grid(it)));
        el("button.button[type=button]")
            .put("data-grid-of", name)
            .state("aria-pressed", it == of)
            .on_click(show)
            .text(says)
    });
    let (about, rows) = match (of, state.view.reference) {
        (GridOf::Operations, _) => (
            "The outcome of each operation with this key and these options, by path. Choose one to see why.",
            Some(operations(state, act)),
        ),
        (GridOf::Actions, Reference::Here(facts)) => (
            "The outcome of each action on this bucket and key, by path: network and policies only. Depends: on condition keys that such a request may have.",
            Some(actions(state, facts)),
        ),
        (GridOf::Actions, Reference::Awaited) => {
            ("The list of actions is still being loaded.", None)
        }
        (GridOf::Actions, Reference::Missing) => (
            "The list of actions could not be loaded: the connection may have dropped. Load the page again to try once more.",
            None,
        ),
    };
    let paths = network::paths(&state.scenario);
    let first = if of == GridOf::Operations { "Operation" } else { "Action" };
    let head = el("tr")
        .add(el("th[scope=col]").text(first))
        .each(paths.iter().map(|it| el("th[scope=col]").text(&it.id)));
    let table = rows.map(|rows| {
        let table = el("table.outcomes[data-grid]").add(el("thead").add(head)).add(rows);
        el("div.table-frame[tabindex=0][role=group][aria-label=Outcomes]").add(table)
    });
    el("div.outcomes-pane")
        .add(el("div.outcomes-pane__rows[role=group][aria-label=Rows]").each(choose.into_iter()))
        .add(el("p.quiet").text(about))
        .maybe(table)
}

fn operations(state: &AppState, act: &Callback<Action>) -> Box<El> {
    let asked = state.scenario.question.operation.as_str();
    let row = |row: GridRow<Operation>| {
        let name = row.of.name();
        let choose = act.reform(move |_: MouseEvent| Action::Ask(name.to_owned()));
        let button = el("button.link[type=button]")
            .put("data-ask", name)
            .state("aria-current", name == asked)
            .on_click(choose)
            .text(name);
        outcomes(button, &row.outcomes)
    };
    el("tbody").each(engine_grid::operations(&state.scenario).into_iter().map(row))
}

fn actions(state: &AppState, facts: &Facts<'_>) -> Box<El> {
    let row = |row: GridRow<ActionOn<'_>>| {
        let on = match row.of.on {
            On::Object => " on the object",
            On::Bucket => " on the bucket",
            On::Everything => "",
        };
        let name = el("span")
            .add(el("code").text(&format!("s3:{}", row.of.name)))
            .add(el("span.outcomes__on").text(on));
        outcomes(name.put("data-action-row", row.of.name), &row.outcomes)
    };
    el("tbody").each(engine_grid::actions(&state.scenario, facts).into_iter().map(row))
}

fn outcomes(name: Box<El>, outcomes: &[Outcome]) -> Box<El> {
    el("tr").add(el("th[scope=row]").add(name)).each(outcomes.iter().copied().map(outcome_cell))
}
