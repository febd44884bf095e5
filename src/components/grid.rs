//! Every operation, or every action, on every path: a tab.

use std::rc::Rc;

use accesspath_engine::report::{GridRowReport, PathReport};
use yew::prelude::*;

use super::outcome::outcome_cell;
use super::seen::Seen;
use super::wanted::{FRAME_MS, PAUSE_MS, use_wanted};
use crate::answer::Answer;
use crate::desk::Desk;
use crate::later::{Grid, GridOf};
use crate::markup::{El, el, list};
use crate::reference::Reference;
use crate::same::Same;
use crate::state::{Action, AppState, Tab};
use crate::wanted::Wanted;

/// Every operation or every action: asked where that is shown, after the answer is drawn or once typing pauses.
#[hook]
pub(super) fn use_grid(
    state: &AppState,
    answer: &Rc<Answer>,
    shown: Option<GridOf>,
    desk: &Same<Desk>,
    act: &Callback<Action>,
) {
    let last = state.view.grid.as_deref();
    let wait = if last.is_some_and(|it| Some(it.part.0) == shown) { PAUSE_MS } else { FRAME_MS };
    let facts = state.view.reference.facts();
    let can = |of: &GridOf| *of == GridOf::Operations || facts.is_some();
    let asked = shown.filter(can).filter(|of| !is_of(last, state, *of));
    use_wanted(asked.map(Wanted::Grid), wait, answer, &state.view, desk, act);
}

/// The last table is this one, of this scenario.
fn is_of(last: Option<&Grid>, state: &AppState, of: GridOf) -> bool {
    last.is_some_and(|it| it.is_of(&state.scenario) && it.part.0 == of)
}

pub(super) fn grid(seen: &Seen<'_>, of: GridOf, act: &Callback<Action>) -> Box<El> {
    let (state, paths) = (seen.state, seen.answer.paths.as_slice());
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
    let about = match (of, state.view.reference) {
        (GridOf::Operations, _) => {
            "The outcome of each operation with this key and these options, by path. Choose one to see why."
        }
        (GridOf::Actions, Reference::Here(_)) => {
            "The outcome of each action on this bucket and key, by path: network and policies only. Depends: on condition keys that such a request may have."
        }
        (GridOf::Actions, Reference::Awaited) => "The list of actions is still being loaded.",
        (GridOf::Actions, Reference::Missing) => {
            "The list of actions could not be loaded: the connection may have dropped. Load the page again to try once more."
        }
    };
    let last = state.view.grid.as_deref();
    let rows = last.filter(|it| it.part.0 == of).map(|it| it.part.1.as_slice());
    let awaited = of == GridOf::Operations || state.view.reference.facts().is_some();
    let checking = awaited && !is_of(last, state, of);
    let asked = state.scenario.question.operation.as_str();
    let told = if checking { "Checking" } else { about };
    el("div.outcomes-pane")
        .state("aria-busy", checking)
        .add(el("div.outcomes-pane__rows[role=group][aria-label=Rows]").each(choose.into_iter()))
        .add(el("p.quiet").text(told))
        .maybe(rows.filter(|_| awaited).map(|it| table(it, of, paths, asked, act)))
}

fn table(
    rows: &[GridRowReport],
    of: GridOf,
    paths: &[PathReport],
    asked: &str,
    act: &Callback<Action>,
) -> Box<El> {
    let first = if of == GridOf::Operations { "Operation" } else { "Action" };
    let head = el("tr")
        .add(el("th[scope=col]").text(first))
        .each(paths.iter().map(|it| el("th[scope=col]").text(&it.path)));
    // The rows about the same stand together.
    let groups = rows.chunk_by(|one, next| one.on == next.on).map(|rows| {
        let heading = el("th.outcomes__group[scope=rowgroup]")
            .put("colspan", &(paths.len() + 1).to_string())
            .text(rows.first().map_or("", |it| it.heading));
        let on = rows.first().map_or("", |it| it.on);
        let body = el("tbody").put("data-on", on).add(el("tr").add(heading));
        let rows = rows.iter().map(|it| row(it, of, paths, asked, act).done());
        body.node(list(rows.collect()))
    });
    let table = el("table.outcomes[data-grid]").add(el("thead").add(head)).each(groups);
    el("div.table-frame[tabindex=0][role=group][aria-label=Outcomes]").add(table)
}

fn row(
    row: &GridRowReport,
    of: GridOf,
    paths: &[PathReport],
    asked: &str,
    act: &Callback<Action>,
) -> Box<El> {
    let name = row.name;
    let title = match of {
        GridOf::Operations => el("button.link[type=button]")
            .put("data-ask", name)
            .state("aria-current", name == asked)
            .on_click(act.reform(move |_: MouseEvent| Action::Ask(name.to_owned())))
            .text(name),
        GridOf::Actions => el("code").put("data-action-row", name).text(&format!("s3:{name}")),
    };
    // A path that came since has no outcome yet.
    let cell = |path: &PathReport| {
        let outcome = row.outcomes.get(&path.path);
        outcome.map_or_else(|| el("td.outcomes__cell").text("—"), |it| outcome_cell(it))
    };
    el("tr").add(el("th[scope=row]").add(title)).each(paths.iter().map(cell))
}
