//! Every operation, or every action, on every path: a tab.

use accesspath_engine::explain;
use accesspath_engine::grid::{self as engine_grid, On};
use accesspath_engine::judge::Outcome;
use accesspath_engine::network;
use accesspath_policy::facts::Facts;
use yew::prelude::*;

use super::outcome::outcome_cell;
use crate::markup::{El, el, list};
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
        let groups = groups(rows, paths.len() + 1);
        let table = el("table.outcomes[data-grid]").add(el("thead").add(head));
        el("div.table-frame[tabindex=0][role=group][aria-label=Outcomes]").add(table.each(groups))
    });
    el("div.outcomes-pane")
        .add(el("div.outcomes-pane__rows[role=group][aria-label=Rows]").each(choose.into_iter()))
        .add(el("p.quiet").text(about))
        .maybe(table)
}

/// A row of the table, with what it is about; the rows about the same stand together.
type Row = (On, Box<El>);

/// The rows in groups, each under a heading of this many columns.
fn groups(rows: Vec<Row>, columns: usize) -> impl Iterator<Item = Box<El>> {
    let mut groups: Vec<(On, Vec<Html>)> = Vec::new();
    for (on, row) in rows {
        match groups.last_mut() {
            Some(last) if last.0 == on => last.1.push(row.done()),
            _ => groups.push((on, vec![row.done()])),
        }
    }
    groups.into_iter().map(move |(on, rows)| {
        let heading = el("th.outcomes__group[scope=rowgroup]")
            .put("colspan", &columns.to_string())
            .text(explain::grid_heading(on));
        let body = el("tbody").put("data-on", on.code()).add(el("tr").add(heading));
        body.node(list(rows))
    })
}

fn operations(state: &AppState, act: &Callback<Action>) -> Vec<Row> {
    let asked = state.scenario.question.operation.as_str();
    let mut rows = Vec::new();
    for row in engine_grid::operations(&state.scenario) {
        let name = row.of.name();
        let choose = act.reform(move |_: MouseEvent| Action::Ask(name.to_owned()));
        let button = el("button.link[type=button]")
            .put("data-ask", name)
            .state("aria-current", name == asked)
            .on_click(choose)
            .text(name);
        rows.push((row.on, outcomes(button, &row.outcomes)));
    }
    rows
}

fn actions(state: &AppState, facts: &Facts<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for row in engine_grid::actions(&state.scenario, facts) {
        let name = el("code").put("data-action-row", row.of).text(&format!("s3:{}", row.of));
        rows.push((row.on, outcomes(name, &row.outcomes)));
    }
    rows
}

fn outcomes(name: Box<El>, outcomes: &[Outcome]) -> Box<El> {
    el("tr")
        .add(el("th[scope=row]").add(name))
        .each(outcomes.iter().map(|it| outcome_cell(it.code())))
}
