//! The policies: the documents as a list, each with its part in the answer, and the editor of the one in front.

use std::sync::Arc;

use accesspath_engine::control::Control;
use accesspath_engine::judge::PathAnalysis;
use accesspath_engine::mismatch::mismatches;
use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{Change, Slot, slots};
use accesspath_engine::{Analysis, explain};
use accesspath_policy::diagnostic::Severity;
use accesspath_policy::layer::Layer;
use accesspath_policy::lint::LintFinding;
use accesspath_policy::policy::{DocumentId, Parsed, Policy};
use accesspath_policy::request::Subject;
use accesspath_policy::text::Span;
use accesspath_policy::verdict::Verdict;
use yew::prelude::*;

use super::editor::{Edited, Editor, Writing};
use super::face::face as drawn;
use super::findings;
use super::seen::Seen;
use super::slots::{add, slot_word, title};
use crate::browser;
use crate::complete::Names;
use crate::highlight::Mark;
use crate::markup::{El, el};
use crate::mend::Mend;
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
    let path = seen.selection.and_then(|it| path(&seen.answer.analysis, it));
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
    let entries = sheets.iter().map(|it| {
        let verdict = path.and_then(|path| face(path, it, &sheets));
        entry(it, seen, verdict, act)
    });
    let list = el("div.documents__list[role=tablist][aria-orientation=vertical]")
        .put("aria-label", "Policies")
        .on_key(on_key)
        .each(entries);
    let documents = el("div.documents[data-documents]").add(list).add(add(scenario, act));
    el("div.editors.policies[data-editors]")
        .add(documents)
        .add(
            el("div.policies__open")
                .each(sheets.iter().map(|it| sheet_panel(it, seen, act, on_consult))),
        )
        .done()
}

fn path<'a>(analysis: &'a Analysis, selection: &Selection) -> Option<&'a PathAnalysis> {
    analysis.paths.iter().find(|it| it.path.id == selection.path)
}

/// The parsed document of a tab.
pub(super) fn reading<'a>(analysis: &'a Analysis, tab: &Tab) -> Option<&'a Arc<Parsed<Policy>>> {
    let Tab::Document(id) = tab else { return None };
    analysis.documents.iter().find(|(own, ..)| *own == id).map(|(_, _, parsed)| parsed)
}

/// The control on a path that a document at that place is part of.
const fn control(slot: &Slot) -> Option<Control> {
    Some(match slot {
        Slot::Bucket(_) => Control::Policy(Layer::ResourcePolicy),
        Slot::AccessPoint(_) => Control::PolicyOf(Subject::AccessPoint),
        Slot::Key(_) => Control::PolicyOf(Subject::Key),
        Slot::Identity(_) => Control::Policy(Layer::IdentityPolicies),
        Slot::Boundary(_) => Control::Policy(Layer::PermissionsBoundaries),
        Slot::Session(_) => Control::Policy(Layer::SessionPolicies),
        Slot::Endpoint(_) => Control::Policy(Layer::VpcEndpointPolicies),
        Slot::Scp(_) => Control::Policy(Layer::ServiceControlPolicies),
        Slot::Rcp(_) => Control::Policy(Layer::ResourceControlPolicies),
        Slot::NewPolicy(_) | Slot::Trust(_) | Slot::Function(_) => return None,
    })
}

/// The part of a document in the answer on `path`.
///
/// The verdict is that of a whole control. Where several documents make one up, it is shown at the one that decides.
fn face(path: &PathAnalysis, sheet: &Sheet, sheets: &[Sheet]) -> Option<Verdict> {
    let own = control(&sheet.slot)?;
    let layer = own.layer()?;
    let is_met = |id: &DocumentId| {
        let parts = path.requests.iter().filter_map(|it| it.part(layer));
        parts.flat_map(|it| &it.policies).any(|it| it.trace.document == *id)
    };
    if !is_met(&sheet.id) {
        return None;
    }
    let verdict = path.control(own)?.verdict;
    let others = sheets.iter().filter(|it| it.id != sheet.id && control(&it.slot) == Some(own));
    let alone = others.into_iter().all(|it| !is_met(&it.id));
    let decides = || explain::telling(path, own).is_some_and(|it| *it.document() == sheet.id);
    (alone || decides()).then_some(verdict)
}

fn entry(
    sheet: &Sheet,
    seen: &Seen<'_>,
    verdict: Option<Verdict>,
    act: &Callback<Action>,
) -> Box<El> {
    let tab = Tab::Document(sheet.id.clone());
    let open = *seen.open == tab;
    let broken = reading(&seen.answer.analysis, &tab).is_some_and(|it| it.has_errors());
    let name = &sheet.id;
    let word = verdict.map(|it| {
        let path = seen.selection.map(|it| it.path.as_str()).unwrap_or_default();
        format!(", {} on path {path}", it.word())
    });
    let choose = act.reform(move |_: MouseEvent| Action::ChooseTab(tab.clone()));
    el("button.document[type=button][role=tab]")
        .put("id", &format!("tab-{name}"))
        .put("data-tab", name)
        .state("aria-selected", open)
        .put("aria-controls", &format!("panel-{name}"))
        .put("tabindex", if open { "0" } else { "-1" })
        .on_click(choose)
        .add(el("span.document__face").maybe(verdict.map(|it| drawn(it.code()))))
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
    let analysis = &*answer.analysis;
    let id = &sheet.id;
    let is_open = *seen.open == Tab::Document(id.clone());
    let text = state.scenario.text(id).map(|it| it.text().clone()).unwrap_or_default();
    // Documents in closed tabs are not linted.
    let found = seen.findings.filter(|_| is_open).map(|it| it.in_text(&text));
    let parsed = found.as_ref().and_then(|_| reading(analysis, seen.open));
    let other = parsed.map(|it| mismatches(&state.scenario, analysis, it)).unwrap_or_default();
    let renames: Vec<Option<Mend>> = other.iter().map(|(_, it)| Mend::of_mismatch(it)).collect();
    let other: Vec<LintFinding> =
        other.iter().map(|(span, it)| explain::mismatch(it, *span)).collect();
    let mend = |(span, finding): &(Span, &LintFinding)| {
        let renamed = other.iter().zip(&renames).find(|(it, _)| std::ptr::eq(*it, *finding));
        renamed.map_or_else(|| Mend::of(finding, *span), |(_, it)| it.clone())
    };
    let found = found.map(|mut found| {
        found.extend(other.iter().map(|it| (it.span, it)));
        found.sort_by_key(|it| it.0);
        found
    });
    let findings = found.as_deref().unwrap_or_default();
    let mut marks = decided(analysis, selection, id);
    marks.extend(findings.iter().map(|(span, it)| (*span, Mark::Found(it.severity))));
    let mut notes: Vec<_> = note(analysis, selection, id).into_iter().collect();
    let errors = findings.iter().filter(|(_, it)| it.severity == Severity::Error);
    notes.extend(errors.map(|(span, it)| (span.start, it.headline.clone())));
    // A person writes in the document in front alone.
    let writing = is_open.then(|| Writing {
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
        <Editor name={id.to_string()} label={format!("{}, as JSON", sheet.title)} text={text.clone()} {marks} {notes} {writing} open={is_open} edited={Edited::Document(id.clone())} act={act.clone()}
            invalid={findings.iter().any(|(_, it)| it.severity == Severity::Error)} described_by={counts.clone()} />
    };
    let remove = el("button.button.button--plain[type=button][data-action=remove-document]")
        .on_click(detach)
        .text(&format!("Remove this {}", slot_word(&sheet.slot)));
    let head = el("div.found__head")
        .add(findings::counts(found.as_deref()).put("id", &counts))
        .add(remove);
    let found = el("div.found")
        .put("data-diagnostics", id)
        .add(head)
        .add(findings::list(findings, &text, id, mend, act))
        .maybe((state.view.reference == Reference::Missing).then(|| unchecked(on_consult)));
    el("div.tab-panel[role=tabpanel]")
        .put("id", &format!("panel-{id}"))
        .put("aria-labelledby", &format!("tab-{id}"))
        .toggle("hidden", !is_open)
        .key(id)
        .node(editor)
        .add(found)
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
fn decided(
    analysis: &Analysis,
    selection: Option<&Selection>,
    id: &DocumentId,
) -> Vec<(Span, Mark)> {
    let Some(selection) = selection else { return Vec::new() };
    let control = selection.control;
    let Some(path) = path(analysis, selection) else { return Vec::new() };
    let verdict = path.control(control).map(|it| it.verdict);
    let mark = if verdict.is_some_and(Verdict::passes) { Mark::Allowed } else { Mark::Decided };
    match explain::telling(path, control).filter(|it| it.document() == id) {
        Some(telling) => vec![(telling.statement.span, Mark::Selected), (telling.at, mark)],
        None => Vec::new(),
    }
}

/// What the paths on which the selected clause decides have there, and the place of that clause.
fn note(
    analysis: &Analysis,
    selection: Option<&Selection>,
    id: &DocumentId,
) -> Option<(usize, String)> {
    let selection = selection?;
    let own = explain::telling(path(analysis, selection)?, selection.control)?;
    if own.document() != id {
        return None;
    }
    // What the request has, with the paths that have it.
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for path in &analysis.paths {
        let same = explain::telling(path, selection.control)
            .is_some_and(|it| it.at == own.at && it.document() == id);
        let rows = explain::clauses(path, selection.control);
        let Some(row) = rows.into_iter().find(|it| same && it.decided) else { continue };
        // Only what a condition asks for differs from path to path.
        if !row.clause.contains(' ') {
            return None;
        }
        match told.iter_mut().find(|(has, _)| *has == row.has) {
            Some((_, paths)) => paths.push(&path.path.id),
            None => told.push((row.has, vec![&path.path.id])),
        }
    }
    let one = |(has, paths): &(String, Vec<&str>)| {
        let verb = if paths.len() == 1 { "has" } else { "have" };
        let has = if has == "absent" { "no such key" } else { has };
        format!("{} {verb} {has}", listed(paths))
    };
    let told: Vec<String> = told.iter().map(one).collect();
    (!told.is_empty()).then(|| (own.at.start, told.join("; ")))
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
