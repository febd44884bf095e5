//! The editors of documents, network and facts, one tab each.

use std::sync::Arc;

use accesspath_engine::mismatch::mismatches;
use accesspath_engine::scenario::change::{Change, Slot, slots};
use accesspath_engine::scenario::{EndpointKind, Fact, KeyManager, Scenario};
use accesspath_engine::{Analysis, explain};
use accesspath_policy::diagnostic::Severity;
use accesspath_policy::lint::LintFinding;
use accesspath_policy::policy::{DocumentId, Parsed, Policy, PolicyKind};
use accesspath_policy::text::Span;
use accesspath_policy::verdict::Verdict;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::editor::{Edited, Editor};
use super::findings;
use super::seen::Seen;
use crate::browser;
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

fn title(slot: &Slot) -> String {
    match slot {
        Slot::Bucket(_) => "Bucket policy".to_owned(),
        Slot::NewPolicy(_) => "New policy".to_owned(),
        Slot::AccessPoint(_) => "Access point policy".to_owned(),
        Slot::Identity(_) => "Identity policy".to_owned(),
        Slot::Boundary(_) => "Boundary".to_owned(),
        Slot::Session(_) => "Session policy".to_owned(),
        Slot::Trust(_) => "Trust policy".to_owned(),
        Slot::Endpoint(_) => "Endpoint policy".to_owned(),
        Slot::Function(_) => "Function policy".to_owned(),
        Slot::Key(_) => "Key policy".to_owned(),
        Slot::Scp(_) => "SCP".to_owned(),
        Slot::Rcp(_) => "RCP".to_owned(),
    }
}

/// The name of a slot in the menu.
fn place(scenario: &Scenario, slot: &Slot) -> String {
    let role = |id: &str| {
        let name = scenario.role(id).and_then(|it| it.arn.rsplit('/').next());
        name.unwrap_or(id).to_owned()
    };
    match slot {
        Slot::Identity(id) | Slot::Boundary(id) | Slot::Session(id) | Slot::Trust(id)
            if scenario.roles.len() > 1 =>
        {
            format!("{} of {}", title(slot), role(id))
        }
        Slot::Endpoint(id) | Slot::Key(id) | Slot::AccessPoint(id) => {
            format!("{} of {id}", title(slot))
        }
        Slot::Function(id) if scenario.functions.len() > 1 => {
            format!("{} of {}", title(slot), explain::caller_name(scenario, id))
        }
        _ => title(slot),
    }
}

pub(super) fn editors(
    seen: &Seen<'_>,
    act: &Callback<Action>,
    on_consult: &Callback<MouseEvent>,
) -> Html {
    let Seen { state, answer, open, .. } = *seen;
    let analysis = &*answer.analysis;
    let sheets = sheets(&state.scenario);
    let tabs: Vec<(Tab, String)> =
        sheets.iter().map(|it| (Tab::Document(it.id.clone()), it.title.clone())).collect();
    let on_key = {
        let (act, order, open) = (act.clone(), tabs.clone(), open.clone());
        Callback::from(move |event: KeyboardEvent| {
            let at = order.iter().position(|(tab, _)| *tab == open).unwrap_or_default();
            let to = match event.key().as_str() {
                "ArrowRight" => at + 1,
                "ArrowLeft" => at.wrapping_sub(1),
                "Home" => 0,
                "End" => order.len().wrapping_sub(1),
                _ => return,
            };
            if let Some((tab, _)) = order.get(to) {
                event.prevent_default();
                act.emit(Action::ChooseTab(tab.clone()));
                browser::focus_near(&event, &format!("[data-tab=\"{}\"]", tab_name(tab)));
            }
        })
    };
    let tab_list = el("div.tabs__list[role=tablist][aria-label=Documents]")
        .on_key(on_key)
        .each(tabs.iter().map(|(tab, title)| tab_button(tab, title, tab == open, analysis, act)));
    el("div.editors[data-editors]")
        .add(el("div.tabs").add(tab_list).add(add(&state.scenario, act)))
        .each(sheets.iter().map(|it| sheet_panel(it, seen, act, on_consult)))
        .done()
}

fn tab_name(tab: &Tab) -> &str {
    match tab {
        Tab::Document(id) => id,
        _ => "",
    }
}

/// The parsed document of a tab.
pub(super) fn reading<'a>(analysis: &'a Analysis, tab: &Tab) -> Option<&'a Arc<Parsed<Policy>>> {
    let Tab::Document(id) = tab else { return None };
    analysis.documents.iter().find(|(own, ..)| *own == id).map(|(_, _, parsed)| parsed)
}

fn tab_button(
    tab: &Tab,
    title: &str,
    open: bool,
    analysis: &Analysis,
    act: &Callback<Action>,
) -> Box<El> {
    let broken = reading(analysis, tab).is_some_and(|it| it.has_errors());
    let choose = {
        let tab = tab.clone();
        act.reform(move |_: MouseEvent| Action::ChooseTab(tab.clone()))
    };
    let name = tab_name(tab);
    el("button.tab[type=button][role=tab]")
        .put("id", &format!("tab-{name}"))
        .put("data-tab", name)
        .state("aria-selected", open)
        .put("aria-controls", &format!("panel-{name}"))
        .put("tabindex", if open { "0" } else { "-1" })
        .on_click(choose)
        .text(title)
        .maybe(broken.then(|| {
            el("span.tab__broken")
                .add(el("span[aria-hidden=true]").text(" !"))
                .add(el("span.hidden-text").text(", has errors"))
        }))
}

/// The empty panel of a tab.
fn tab_panel(name: &str, is_open: bool) -> Box<El> {
    el("div.tab-panel[role=tabpanel]")
        .put("id", &format!("panel-{name}"))
        .put("aria-labelledby", &format!("tab-{name}"))
        .toggle("hidden", !is_open)
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
    let other: Vec<LintFinding> =
        other.iter().map(|(span, it)| explain::mismatch(it, *span)).collect();
    let found = found.map(|mut found| {
        found.extend(other.iter().map(|it| (it.span, it)));
        found.sort_by_key(|it| it.0);
        found
    });
    let findings = found.as_deref().unwrap_or_default();
    let mut marks = decided(analysis, selection, id);
    marks.extend(findings.iter().map(|(span, it)| (*span, Mark::Found(it.severity))));
    let detach = {
        let change = Change::Detach { document: id.clone(), slot: sheet.slot.clone() };
        act.reform(move |_: MouseEvent| Action::Change(change.clone()))
    };
    let counts = format!("counts-{id}");
    let editor = html! {
        <Editor name={id.to_string()} label={format!("{}, as JSON", sheet.title)} text={text.clone()} {marks} open={is_open} edited={Edited::Document(id.clone())} act={act.clone()}
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
        .add(findings::list(findings, &text, id))
        .maybe((state.view.reference == Reference::Missing).then(|| unchecked(on_consult)));
    tab_panel(id, is_open).key(id).node(editor).add(found)
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

const fn slot_word(slot: &Slot) -> &'static str {
    match slot {
        Slot::AccessPoint(_) => "access point policy",
        _ => kind_word(slot.kind()),
    }
}

const fn kind_word(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Identity => "identity policy",
        PolicyKind::Bucket => "bucket policy",
        PolicyKind::Endpoint => "endpoint policy",
        PolicyKind::Scp => "SCP",
        PolicyKind::Rcp => "RCP",
        PolicyKind::Boundary => "boundary",
        PolicyKind::Session => "session policy",
        PolicyKind::Key => "key policy",
        _ => "document",
    }
}

/// The statement and the clause that decide at the selected control, if they are in this document.
fn decided(
    analysis: &Analysis,
    selection: Option<&Selection>,
    id: &DocumentId,
) -> Vec<(Span, Mark)> {
    let Some(Selection { path, control }) = selection else { return Vec::new() };
    let Some(path) = analysis.paths.iter().find(|it| it.path.id == *path) else {
        return Vec::new();
    };
    let verdict = path.control(*control).map(|it| it.verdict);
    let mark = if verdict.is_some_and(Verdict::passes) { Mark::Allowed } else { Mark::Decided };
    match explain::telling(path, *control).filter(|it| it.document() == id) {
        Some(telling) => vec![(telling.statement.span, Mark::Selected), (telling.at, mark)],
        None => Vec::new(),
    }
}

/// The slots that can take another document, each with its name in the menu.
fn free_slots(scenario: &Scenario) -> Vec<(Slot, String)> {
    let mut free = Vec::new();
    let mut offer = |slot: Slot, wanted: bool| {
        if wanted {
            free.push((slot.clone(), place(scenario, &slot)));
        }
    };
    if let Some(bucket) = scenario.bucket() {
        let saves = scenario.question.operation == "PutBucketPolicy";
        let new = Slot::NewPolicy(bucket.id.clone());
        offer(new, saves && scenario.question.options.new_policy.is_none());
        offer(Slot::Bucket(bucket.id.clone()), !matches!(bucket.policy, Some(Fact::Known(_))));
    }
    for point in &scenario.access_points {
        let wanted = !matches!(point.policy, Some(Fact::Known(_)));
        offer(Slot::AccessPoint(point.id.clone()), wanted);
    }
    for role in &scenario.roles {
        offer(Slot::Identity(role.id.clone()), true);
        offer(Slot::Boundary(role.id.clone()), !matches!(role.boundary, Some(Fact::Known(_))));
        offer(Slot::Session(role.id.clone()), true);
        offer(Slot::Trust(role.id.clone()), role.trust.is_none());
    }
    let notifications = || scenario.buckets.iter().flat_map(|it| &it.notifications);
    for function in &scenario.functions {
        let told = notifications().any(|it| it.function == function.id);
        let free = !matches!(function.policy, Some(Fact::Known(_)));
        offer(Slot::Function(function.id.clone()), told && free);
    }
    for endpoint in &scenario.endpoints {
        let kind = matches!(endpoint.kind, EndpointKind::Gateway | EndpointKind::Interface);
        offer(
            Slot::Endpoint(endpoint.id.clone()),
            kind && !matches!(endpoint.policy, Some(Fact::Known(_))),
        );
    }
    for key in &scenario.keys {
        let own = key.manager == KeyManager::Customer;
        offer(Slot::Key(key.id.clone()), own && !matches!(key.policy, Some(Fact::Known(_))));
    }
    let role = scenario.roles.first().and_then(|it| it.arn.split(':').nth(4));
    if let Some(account) = role {
        offer(Slot::Scp(account.to_owned()), true);
    }
    if let Some(bucket) = scenario.bucket() {
        offer(Slot::Rcp(bucket.account.clone()), true);
    }
    free
}

fn add(scenario: &Scenario, act: &Callback<Action>) -> Box<El> {
    let free = free_slots(scenario);
    let options: Vec<Box<El>> = free
        .iter()
        .enumerate()
        .map(|(at, (_, title))| el("option").put("value", &at.to_string()).text(title))
        .collect();
    let documents: Vec<DocumentId> = scenario.documents.keys().cloned().collect();
    let resources: Vec<[String; 2]> =
        free.iter().map(|(slot, _)| resources(scenario, slot)).collect();
    let on_change = super::when(act, move |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        let chosen = select.value().parse::<usize>().ok();
        select.set_value("");
        let chosen = chosen?;
        let (slot, _) = free.get(chosen)?;
        let document = free_name(&documents, slot);
        let text = template(slot.kind(), resources.get(chosen)?);
        Some(Action::Change(Change::Attach { document, slot: slot.clone(), text }))
    });
    el("select.tabs__add[data-action=add-document][aria-label=Add a document]")
        .on_change(on_change)
        .add(el("option[value][selected]").text("+ Add"))
        .each(options.into_iter())
}

fn free_name(documents: &[DocumentId], slot: &Slot) -> DocumentId {
    let word = slot_word(slot).to_ascii_lowercase().replace(' ', "-");
    let names = std::iter::once(word.clone()).chain((2..).map(|it| format!("{word}-{it}")));
    let mut free = names.filter(|name| !documents.iter().any(|it| **it == **name));
    free.next().unwrap_or(word).into()
}

/// The resources of a new document at `slot`: the bucket and its objects, an access point and the objects behind it, or
/// the account of a key.
fn resources(scenario: &Scenario, slot: &Slot) -> [String; 2] {
    if let Slot::Key(id) = slot
        && let Some(key) = scenario.keys.iter().find(|it| it.id == *id)
    {
        let account = key.arn.split(':').nth(4).unwrap_or_default();
        return [format!("arn:aws:iam::{account}:root"), String::new()];
    }
    if let Slot::AccessPoint(id) = slot
        && let Some(point) = scenario.access_points.iter().find(|it| it.id == *id)
        && let Some(bucket) = scenario.buckets.iter().find(|it| it.id == point.bucket)
    {
        let arn = point.arn(&bucket.region);
        return [arn.clone(), format!("{arn}/object/*")];
    }
    let bucket = scenario.bucket().map(|it| it.name.as_str()).unwrap_or_default();
    [format!("arn:aws:s3:::{bucket}"), format!("arn:aws:s3:::{bucket}/*")]
}

/// The text of a new document: it allows everything, to be narrowed by hand.
fn template(kind: PolicyKind, [whole, inside]: &[String; 2]) -> String {
    let statement = match kind {
        PolicyKind::Bucket => format!(
            "      \"Effect\": \"Deny\",\n      \"Principal\": \"*\",\n      \"Action\": \"s3:*\",\n      \"Resource\": [\"{whole}\", \"{inside}\"],\n      \"Condition\": {{\n        \"Bool\": {{ \"aws:SecureTransport\": \"false\" }}\n      }}"
        ),
        PolicyKind::Function => format!(
            "      \"Effect\": \"Allow\",\n      \"Principal\": {{ \"Service\": \"s3.amazonaws.com\" }},\n      \"Action\": \"lambda:InvokeFunction\",\n      \"Resource\": \"*\",\n      \"Condition\": {{\n        \"ArnLike\": {{ \"aws:SourceArn\": \"{whole}\" }}\n      }}"
        ),
        PolicyKind::Rcp => "      \"Effect\": \"Deny\",\n      \"Principal\": \"*\",\n      \"Action\": \"s3:*\",\n      \"Resource\": \"*\",\n      \"Condition\": {\n        \"Bool\": { \"aws:SecureTransport\": \"false\" }\n      }".to_owned(),
        PolicyKind::Endpoint => "      \"Effect\": \"Allow\",\n      \"Principal\": \"*\",\n      \"Action\": \"s3:*\",\n      \"Resource\": \"*\"".to_owned(),
        PolicyKind::Key => format!(
            "      \"Effect\": \"Allow\",\n      \"Principal\": {{ \"AWS\": \"{whole}\" }},\n      \"Action\": \"kms:*\",\n      \"Resource\": \"*\""
        ),
        _ => "      \"Effect\": \"Allow\",\n      \"Action\": \"s3:*\",\n      \"Resource\": \"*\"".to_owned(),
    };
    format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n{statement}\n    }}\n  ]\n}}"
    )
}
