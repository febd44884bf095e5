//! Tables that can be edited; an invalid value is kept, with the reason beside the cell.

use accesspath_engine::scenario::Scenario;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::markup::{El, el};
use crate::state::{Action, AppState};
use crate::tables::{Cell, CellPlace, NOT_KNOWN, Table, TableRow, network, set};

pub(super) fn network_panel(state: &AppState, act: &Callback<Action>) -> Box<El> {
    let intro = el("p.facts__intro").text(
        "The network. A change takes effect when you leave its field; a new id is used everywhere.",
    );
    el("div.network[data-network]")
        .add(intro)
        .each(network(&state.scenario).iter().map(|it| table(it, state, act).key(&it.id.name())))
}

pub(super) fn table(table: &Table, state: &AppState, act: &Callback<Action>) -> Box<El> {
    let adds = table.adds.iter().map(|(word, says)| {
        let (id, kind) = (table.id.clone(), word.clone());
        let add = act.reform(move |_: MouseEvent| Action::AddRow(id.clone(), kind.clone()));
        el("button.button.button--plain[type=button]")
            .put("data-add", word)
            .on_click(add)
            .text(says)
    });
    let rows = match table.form {
        true => forms(table, state, act),
        false => grid(table, state, act),
    };
    let empty = table.rows.is_empty();
    el("section.network__table")
        .put("data-table", &table.id.name())
        .add(rows)
        .maybe(empty.then(|| el("p.grid__empty").text("None.")))
        .add(el("div.grid__adds").each(adds))
}

/// The rows under the titles of their columns.
fn grid(table: &Table, state: &AppState, act: &Callback<Action>) -> Box<El> {
    let titles = table.columns.iter().map(|it| el("th[scope=col]").text(it));
    let head = el("tr").each(titles).add(el("td"));
    let rows = table.rows.iter().map(|it| row(table, it, state, act));
    let grid = el("table.grid")
        .add(el("caption.grid__title").text(&table.title))
        .maybe((!table.rows.is_empty()).then(|| el("thead").add(head)))
        .add(el("tbody").each(rows));
    el("div.grid__frame[tabindex=0][role=group]").put("aria-label", &table.title).add(grid)
}

/// Each row as a form, with its columns as labels.
fn forms(table: &Table, state: &AppState, act: &Callback<Action>) -> Box<El> {
    let form = |row: &TableRow| {
        let named = named(row);
        let fields = row.cells.iter().enumerate().map(|(column, it)| {
            let says = table.columns.get(column).copied().unwrap_or_default();
            let place =
                CellPlace { table: table.id.clone(), row: row.at.unwrap_or_default(), column };
            let inside =
                cell("div.record__value", it, &place, &format!("{says}, {named}"), state, act);
            let wide =
                matches!(it, Cell::Ticks(_)).then_some("record__field--wide").unwrap_or_default();
            el("div.record__field")
                .put("class", &format!("record__field {wide}"))
                .put("data-column", says)
                .add(el("span.record__label[aria-hidden=true]").text(says))
                .add(inside)
        });
        el("fieldset.record")
            .toggle("data-shown", is_shown(table, row, state))
            .add(el("legend.record__name").text(named))
            .add(el("div.record__fields").each(fields))
            .maybe(row.at.filter(|_| row.removable).map(|at| remove(table, at, named, act)))
    };
    el("div.records").add(el("p.grid__title").text(&table.title)).each(table.rows.iter().map(form))
}

/// The name of a row: its first cell.
fn named(row: &TableRow) -> &str {
    match row.cells.first() {
        Some(Cell::Fixed(text) | Cell::Text(text) | Cell::Choice(text, _)) => text,
        Some(Cell::Told { text, .. }) => text,
        Some(Cell::Ticks(_)) | None => "",
    }
}

/// It is the record that the person asked for.
fn is_shown(table: &Table, row: &TableRow, state: &AppState) -> bool {
    let shown = state.view.shown.as_ref();
    shown.is_some_and(|it| it.table == table.id && Some(it.row) == row.at)
}

fn remove(table: &Table, at: usize, named: &str, act: &Callback<Action>) -> Box<El> {
    let id = table.id.clone();
    let remove = act.reform(move |_: MouseEvent| Action::RemoveRow(id.clone(), at));
    el("button.grid__remove[type=button]")
        .put("aria-label", &format!("Remove {named}"))
        .put("title", &format!("Remove {named}"))
        .put("data-remove", &at.to_string())
        .on_click(remove)
        .text("×")
}

fn row(table: &Table, row: &TableRow, state: &AppState, act: &Callback<Action>) -> Box<El> {
    let named = named(row);
    let cells = row.cells.iter().enumerate().map(|(column, it)| {
        let label = table.columns.get(column).copied().unwrap_or_default();
        let label = format!("{label}, {named}");
        let place = row.at.map(|row| CellPlace { table: table.id.clone(), row, column });
        match place {
            Some(place) => cell("td", it, &place, &label, state, act),
            None => el("td").text(&shown(it)),
        }
    });
    let remove = row.at.filter(|_| row.removable).map(|at| remove(table, at, named, act));
    el("tr")
        .toggle("data-shown", is_shown(table, row, state))
        .each(cells)
        .add(el("td.grid__last").maybe(remove))
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Fixed(text) | Cell::Text(text) | Cell::Choice(text, _) => text.clone(),
        Cell::Told { text, .. } => text.clone(),
        Cell::Ticks(_) => String::new(),
    }
}

fn cell(
    holder: &'static str,
    cell: &Cell,
    place: &CellPlace,
    label: &str,
    state: &AppState,
    act: &Callback<Action>,
) -> Box<El> {
    let draft = state.view.drafts.get(place);
    let error = draft.and_then(|it| problem(&state.scenario, place, it));
    let id = format!("cell-{}-{}-{}", place.table.name(), place.row, place.column);
    let problem_id = format!("{id}-problem");
    let described = |field: Box<El>| match &error {
        Some(_) => field.state("aria-invalid", true).put("aria-describedby", &problem_id),
        None => field,
    };
    let field = match cell {
        Cell::Fixed(text) => el("span.grid__fixed").text(text),
        Cell::Text(text) => {
            let text = draft.unwrap_or(text);
            described(el("input.grid__text[type=text]"))
                .put("id", &id)
                .put("aria-label", label)
                .put("size", &text.len().clamp(5, 20).to_string())
                .private()
                .value(text)
                .on_change(filled(place, act))
        }
        Cell::Told { text, known, default } => {
            let hidden = draft.is_none() && *known == Some(false);
            let text = draft.unwrap_or(text);
            let size = text.len().max(default.len() + 2).clamp(5, 20).to_string();
            let field = described(el("input.grid__text[type=text]"))
                .put("id", &id)
                .put("aria-label", label)
                .put("placeholder", &format!("({default})"))
                .put("size", &size)
                .private()
                .value(text)
                .on_change(filled(place, act));
            let known = known.map(|_| knowledge(hidden, place, label, act));
            el("div.grid__told").maybe((!hidden).then_some(field)).maybe(known)
        }
        Cell::Choice(value, options) => {
            let value = draft.unwrap_or(value);
            let option = |(word, says): &(String, String)| {
                el("option").put("value", word).toggle("selected", word == value).text(says)
            };
            described(el("select.grid__choice"))
                .put("id", &id)
                .put("aria-label", label)
                .on_change(chosen(place, act))
                .each(options.iter().map(option))
        }
        Cell::Ticks(ticks) => el("div.grid__ticks[role=group]")
            .put("aria-label", label)
            .each(ticks.iter().map(|(word, on)| tick(word, *on, place, act)))
            .maybe(ticks.is_empty().then(|| el("span.grid__fixed").text("none to choose"))),
    };
    let problem = error.as_ref().map(|it| el("p.grid__problem").put("id", &problem_id).text(it));
    el(holder).add(field).add(el("div[role=status]").maybe(problem))
}

/// Says whether a fact is known; one that becomes known is left out until it is filled in.
fn knowledge(hidden: bool, place: &CellPlace, label: &str, act: &Callback<Action>) -> Box<El> {
    let option = |word: &str, says: &str, on: bool| {
        el("option").put("value", word).toggle("selected", on).text(says)
    };
    el("select.grid__choice[data-known]")
        .put("aria-label", &format!("Known or not: {label}"))
        .on_change(chosen(place, act))
        .add(option("", "known", !hidden))
        .add(option(NOT_KNOWN, "not known", hidden))
}

/// The reason why the cell cannot hold the typed value.
fn problem(scenario: &Scenario, place: &CellPlace, value: &str) -> Option<String> {
    set(scenario, place, value).err()
}

fn filled(place: &CellPlace, act: &Callback<Action>) -> Callback<Event> {
    let place = place.clone();
    super::when(act, move |event: Event| {
        let input: HtmlInputElement = event.target_dyn_into()?;
        Some(Action::SetCell(place.clone(), input.value()))
    })
}

fn chosen(place: &CellPlace, act: &Callback<Action>) -> Callback<Event> {
    let place = place.clone();
    super::when(act, move |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        Some(Action::SetCell(place.clone(), select.value()))
    })
}

fn tick(word: &str, on: bool, place: &CellPlace, act: &Callback<Action>) -> Box<El> {
    let (to, place) = (word.to_owned(), place.clone());
    let turn = act.reform(move |_: MouseEvent| Action::SetCell(place.clone(), to.clone()));
    el("button.grid__tick[type=button][role=checkbox]")
        .state("aria-checked", on)
        .put("data-tick", word)
        .on_click(turn)
        .add(el("span.grid__box[aria-hidden=true]").text(if on { "✓" } else { "" }))
        .add(el("span").text(if word == NOT_KNOWN { "not known" } else { word }))
}
