//! The facts of the scenario: forms by section, and at their end everything as text.

use std::sync::Arc;

use accesspath_policy::diagnostic::Severity;
use yew::prelude::*;

use super::editor::{Edited, Editor};
use super::findings::level;
use super::tables::table;
use crate::markup::{El, el};
use crate::state::{Action, AppState, facts, read_facts};
use crate::tables::{Section, section};

pub(super) fn facts_panel(state: &AppState, act: &Callback<Action>) -> Box<El> {
    let intro = el("p.facts__intro").text(
        "A change takes effect when you leave its field; a new name or id is used everywhere, in policies too. The network has its own tab.",
    );
    let sections = Section::FACTS.into_iter().map(|it| {
        let tables = section(&state.scenario, it);
        let count: usize = tables.iter().map(|it| it.rows.len()).sum();
        let tables = tables.iter().map(|it| table(it, state, act).key(&it.id.name()));
        let shown = state.view.shown.as_ref().and_then(|it| it.table.section());
        let open = shown.map_or(it == Section::Buckets, |shown| shown == it);
        fold(it.code(), it.title(), &count.to_string(), open)
            .add(el("div.fold__inside").each(tables))
            .key(it.code())
    });
    el("div.drawer__facts").add(intro).each(sections).add(raw(state, act))
}

/// A part that opens and closes.
fn fold(code: &str, title: &str, count: &str, open: bool) -> Box<El> {
    let title = el("summary.fold__title")
        .add(el("span").text(title))
        .add(el("span.fold__count").text(count));
    el("details.fold").put("data-fold", code).toggle("open", open).add(title)
}

/// All facts as JSON; a text that cannot be read is kept, with the reason beside it.
fn raw(state: &AppState, act: &Callback<Action>) -> Box<El> {
    // What is printed can be read; what is typed perhaps not.
    let typed = state.view.facts.as_deref();
    let error = typed.and_then(|it| read_facts(&state.scenario, it).err());
    let text: Arc<str> = typed.map_or_else(|| facts(&state.scenario).into(), Arc::from);
    let intro = el("p.facts__intro")
        .text("Every fact but the policies. Any may be ")
        .add(el("code").text("{\"unknown\": true}"))
        .text(".");
    let editor = html! {
        <Editor name="facts" label="Facts of the scenario, as JSON" text={text} marks={Vec::new()} open=true invalid={error.is_some()} edited={Edited::Facts} act={act.clone()} />
    };
    let problem = error.map(|it| {
        el("li.finding[data-severity=error][data-code=facts]")
            .add(level(Severity::Error, Severity::Error.word()))
            .add(el("p").text(&it))
            .add(el("p.finding__help").text("the picture shows the last facts that could be read"))
    });
    // Outside the fold, so that it is seen where the text is not.
    let problems = el("div.found[data-diagnostics=facts][role=status]")
        .maybe(problem.map(|it| el("ul.findings").add(it)));
    // What is half typed stays in view.
    let text =
        fold("json", "All facts as JSON", "", state.view.facts.is_some()).add(intro).node(editor);
    el("div").add(text).add(problems).key("json")
}
