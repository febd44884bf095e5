//! The policies: the documents as a list, each with its part in the answer, and the editor of the one in front.

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{Change, Slot, slots};
use accesspath_policy::diagnostic::Severity;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::text::Span;
use yew::prelude::*;

use super::editor::{Edited, Editor, Writing};
use super::face::face;
use super::findings;
use super::seen::Seen;
use super::slots::{add, slot_word, title};
use crate::answer::{Answer, control_on};
use crate::browser;
use crate::complete::Names;
use crate::findings::Placed;
use crate::highlight::Mark;
use crate::markup::{El, el};
use crate::reference::Reference;
use crate::state::{Action, Selection, Tab};

/// A document that the person can edit.
struct Sheet {
    id: DocumentId,
    slot: Slot,
    title: String,
}

/// The documents of the scenario that are attached somewhere, each once.
fn sheets(scenario: &Scenario) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for (slot, id) in slots(scenario) {
        if !scenario.documents.contains_key(&id) || sheets.iter().any(|it| it.id == id) {
            continue;
        }
        let title = title(&slot);
        sheets.push(Sheet { id, slot, title });
    }
    let titles: Vec<String> = sheets.iter().map(|it| it.title.clone()).collect();
    for sheet in &mut sheets {
        if titles.iter().filter(|it| **it == sheet.title).count() > 1 {
            sheet.title = format!("{} {}", sheet.title.trim_end_matches(" policy"), sheet.id);
        }
    }
    sheets
}

/// The list of the documents, and the editor of the one in front.
pub(super) fn editors(
    seen: &Seen<'_>,
    act: &Callback<Action>,
    on_consult: &Callback<MouseEvent>,
) -> Html {
    let scenario = &seen.state.scenario;
    let sheets = sheets(scenario);
    let on_key = {
        let (act, open) = (act.clone(), seen.open.clone());
        let order: Vec<DocumentId> = sheets.iter().map(|it| it.id.clone()).collect();
        Callback::from(move |event: KeyboardEvent| {
            let at = order.iter().position(|it| open == Tab::Document(it.clone()));
            let at = at.unwrap_or_default();
            let to = match event.key().as_str() {
                "ArrowDown" | "ArrowRight" => at + 1,
                "ArrowUp" | "ArrowLeft" => at.wrapping_sub(1),
                "Home" => 0,
                "End" => order.len().wrapping_sub(1),
                _ => return,
            };
            if let Some(id) = order.get(to) {
                event.prevent_default();
                act.emit(Action::ChooseTab(Tab::Document(id.clone())));
                browser::focus_near(&event, &format!("[data-tab=\"{id}\"]"));
            }
        })
    };
    let entries = sheets.iter().map(|it| entry(it, seen, act));
    let list = el("div.documents__list[role=tablist][aria-orientation=vertical]")
        .put("aria-label", "Policies")
        .on_key(on_key)
        .each(entries);
    let edits = seen.state.view.frame.editable;
    let documents =
        el("div.documents[data-documents]").add(list).maybe(edits.then(|| add(scenario, act)));
    el("div.editors.policies[data-editors]")
        .add(documents)
        .add(
            el("div.policies__open")
                .each(sheets.iter().map(|it| sheet_panel(it, seen, act, on_consult))),
        )
        .done()
}

/// A document in the list, with its part in the answer on the selected path.
fn entry(sheet: &Sheet, seen: &Seen<'_>, act: &Callback<Action>) -> Box<El> {
    let tab = Tab::Document(sheet.id.clone());
    let open = *seen.open == tab;
    let name = &sheet.id;
    let own = seen.answer.policies.iter().find(|it| it.document == **name);
    let broken = own.is_some_and(|it| it.errors);
    let selected = seen.selection.zip(own);
    let part = selected.and_then(|(at, own)| own.parts.iter().find(|it| it.path == at.path));
    let word = part.map(|it| format!(", {} on path {}", it.word, it.path));
    let choose = act.reform(move |_: MouseEvent| Action::ChooseTab(tab.clone()));
    el("button.document[type=button][role=tab]")
        .put("id", &format!("tab-{name}"))
        .put("data-tab", name)
        .state("aria-selected", open)
        .put("aria-controls", &format!("panel-{name}"))
        .put("tabindex", if open { "0" } else { "-1" })
        .on_click(choose)
        .add(el("span.document__face").maybe(part.map(|it| face(it.verdict))))
        .add(el("span.document__title").text(&sheet.title))
        .maybe(word.map(|it| el("span.hidden-text").text(&it)))
        .add(el("span.document__name").text(name))
        .maybe(broken.then(|| {
            el("span.document__broken")
                .add(el("span[aria-hidden=true]").text("!"))
                .add(el("span.hidden-text").text(", has errors"))
        }))
}

fn sheet_panel(
    sheet: &Sheet,
    seen: &Seen<'_>,
    act: &Callback<Action>,
    on_consult: &Callback<MouseEvent>,
) -> Box<El> {
    let Seen { state, answer, selection, .. } = *seen;
    let id = &sheet.id;
    let is_open = *seen.open == Tab::Document(id.clone());
    let text = state.scenario.text(id).map(|it| it.text().clone()).unwrap_or_default();
    // Documents in closed tabs are not linted.
    let last = seen.findings.filter(|_| is_open);
    let found: Option<Vec<Placed<'_>>> = last.map(|it| it.in_text(&text));
    let checking = !last.is_some_and(|it| it.is_of(&state.scenario, state.view.reference));
    let findings = found.as_deref().unwrap_or_default();
    let mut marks = decided(answer, selection, id);
    marks.extend(findings.iter().map(|(span, it)| (*span, Mark::Found(it.finding.severity))));
    let mut notes: Vec<_> = note(answer, selection, id).into_iter().collect();
    let is_error = |it: &&Placed<'_>| it.1.finding.severity == Severity::Error;
    let errors = findings.iter().filter(is_error);
    notes.extend(errors.map(|(span, it)| (span.start, it.finding.headline.clone())));
    // A person writes in the document in front alone.
    let edits = state.view.frame.editable;
    let writing = (is_open && edits).then(|| Writing {
        kind: sheet.slot.kind(),
        reference: state.view.reference,
        names: Names::of(&state.scenario),
    });
    let detach = {
        let change = Change::Detach { document: id.clone(), slot: sheet.slot.clone() };
        act.reform(move |_: MouseEvent| Action::Change(change.clone()))
    };
    let counts = format!("counts-{id}");
    let editor = html! {
        <Editor name={id.to_string()} label={format!("{}, as JSON", sheet.title)} text={text.clone()} {marks} {notes} {writing} open={is_open} fixed={!edits} edited={Edited::Document(id.clone())} act={act.clone()}
            invalid={findings.iter().any(|it| is_error(&it))} described_by={counts.clone()} />
    };
    let remove = el("button.button.button--plain[type=button][data-action=remove-document]")
        .on_click(detach)
        .text(&format!("Remove this {}", slot_word(&sheet.slot)));
    let head = el("div.found__head")
        .add(findings::counts(found.as_deref(), checking).put("id", &counts))
        .add(remove);
    let found = el("div.found")
        .put("data-diagnostics", id)
        .add(head)
        .add(findings::list(findings, &text, id, act))
        .maybe((state.view.reference == Reference::Missing).then(|| unchecked(on_consult)));
    el("div.tab-panel[role=tabpanel]")
        .put("id", &format!("panel-{id}"))
        .put("aria-labelledby", &format!("tab-{id}"))
        .toggle("hidden", !is_open)
        .key(id)
        .node(editor)
        .maybe(edits.then_some(found))
}

/// The note that the linter's reference could not be loaded.
fn unchecked(on_consult: &Callback<MouseEvent>) -> Box<El> {
    let again = el("button.link[type=button][data-action=consult]")
        .on_click(on_consult.clone())
        .text("Try again");
    el("p.findings__note[data-unchecked]")
        .text("Names of actions and condition keys were not checked: the list of them could not be loaded. ")
        .add(again)
}

/// The statement and the clause that decide at the selected control, if they are in this document.
fn decided(answer: &Answer, selection: Option<&Selection>, id: &DocumentId) -> Vec<(Span, Mark)> {
    let Some(told) = selection.and_then(|it| it.told(answer)) else { return Vec::new() };
    let mark = match told.face {
        "grants" | "does-not-stop" => Mark::Allowed,
        _ => Mark::Decided,
    };
    match (told.statement_at, told.at) {
        (Some(statement), Some(at)) if told.document.as_deref() == Some(id) => {
            vec![(statement, Mark::Selected), (at, mark)]
        }
        _ => Vec::new(),
    }
}

/// What the paths on which the selected clause decides have there, and the place of that clause.
fn note(
    answer: &Answer,
    selection: Option<&Selection>,
    id: &DocumentId,
) -> Option<(usize, String)> {
    let selection = selection?;
    let own = selection.told(answer)?;
    let at = own.at.filter(|_| own.document.as_deref() == Some(id))?;
    // What the request has, with the paths that have it.
    let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
    for path in &answer.paths {
        let Some(other) = control_on(path, selection.control) else { continue };
        let same = other.at == own.at && other.document == own.document;
        let Some(row) = other.clauses.iter().find(|it| same && it.decided) else { continue };
        // Only what a condition asks for differs from path to path.
        if !row.clause.contains(' ') {
            return None;
        }
        match told.iter_mut().find(|(has, _)| *has == row.has) {
            Some((_, paths)) => paths.push(&path.path),
            None => told.push((&row.has, vec![&path.path])),
        }
    }
    let one = |(has, paths): &(&str, Vec<&str>)| {
        let verb = if paths.len() == 1 { "has" } else { "have" };
        let has = if *has == "absent" { "no such key" } else { has };
        format!("{} {verb} {has}", listed(paths))
    };
    let told: Vec<String> = told.iter().map(one).collect();
    (!told.is_empty()).then(|| (at.start, told.join("; ")))
}

/// The words as people list them.
fn listed(words: &[&str]) -> String {
    match words {
        [all @ .., before, last] if !all.is_empty() => {
            format!("{}, {before} and {last}", all.join(", "))
        }
        [first, last] => format!("{first} and {last}"),
        _ => words.concat(),
    }
}
