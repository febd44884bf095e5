//! The inspector of a control: the reason in words, the smallest change, the deciding statement clause by clause, the
//! message of AWS, the condition keys.

use accesspath_engine::repair::Target;
use accesspath_engine::report::{PathReport, RuleReport, ToldControl, ToldReport};
use yew::prelude::*;

use super::assumed::folded;
use super::face::{badge, face};
use super::prose::prose;
use super::seen::Seen;
use super::term::term;
use super::{clauses, copy, fix, layer, statement};
use crate::answer::{control_on, controls};
use crate::embed::Part;
use crate::markup::{El, el};
use crate::room::Room;
use crate::state::{Action, Selection};
use crate::terms;

pub(super) fn inspector(
    seen: &Seen<'_>,
    act: &Callback<Action>,
    on_copy: &Callback<String>,
) -> Box<El> {
    let panel = el("section.inspector[data-inspector][aria-label=Why]");
    let selected = seen.selection.and_then(|it| Some((it, seen.answer.path(&it.path)?)));
    let Some((selection, path)) = selected else {
        return panel.add(el("p.empty").text("There is no path."));
    };
    if seen.state.view.layer {
        return layer::layer(seen, selection, act);
    }
    let code = selection.control;
    let (Some(told), Some(control)) = (path.told.as_ref(), control_on(path, code)) else {
        return panel.add(el("p.empty").text("The path does not meet this control."));
    };
    let target = Target::Path(path.path.clone());
    let outcome = path.outcome;
    // Where there is no editor beside it, the lines that decide stand here.
    let frame = seen.state.view.frame;
    let beside = !seen.state.view.embedded && seen.state.view.room == Room::Screen;
    let lines = (frame.shows(Part::Statement) && !beside).then(|| {
        statement::statement(&seen.state.scenario, control, statement::MANY, Html::default())
    });
    let lines = lines.flatten();
    let fix = fix::fix(target, outcome, seen, act, on_copy);
    let fix = fix.filter(|_| frame.shows(Part::Fix)).map(|it| it.key("fix"));
    let clauses = clauses::clauses(control).filter(|_| frame.shows(Part::Statement));
    let clauses = clauses.map(|it| it.key("clauses"));
    let message = frame.shows(Part::Message).then(|| message(path, told, on_copy).key("message"));
    let lines = lines.map(|it| it.key("lines"));
    // A reader of docs wants to see the line; who edits wants to change it.
    let parts = match seen.state.view.embedded {
        true => [lines, message, fix, clauses],
        false => [fix, lines, clauses, message],
    };
    let keys =
        if is_of_key(code) && !told.forwarded.is_empty() { &told.forwarded } else { &told.keys };
    let panel = panel
        .put("data-path", &path.path)
        .put("data-control", code)
        .add(crumb(path, control, act))
        .add(
            el("div.inspector__why")
                .add(face(control.face))
                .add(prose(el("h2.inspector__heading"), &control.heading)),
        )
        .maybe(origins(control))
        .each(parts.into_iter().flatten());
    if !frame.shows(Part::Statement) {
        return panel;
    }
    panel
        .node(clauses::asked_keys(&seen.answer.paths, code))
        .maybe(unclear(&told.unclear))
        .add(facts(path, told))
        .node(clauses::keys(path, told, keys))
}

/// The control is about a KMS key, and so about S3's own call to KMS.
fn is_of_key(code: &str) -> bool {
    matches!(code, "key_policy" | "encryption")
}

/// Where this is: path and control, with buttons to the gates before and after.
fn crumb(path: &PathReport, control: &ToldControl, act: &Callback<Action>) -> Box<El> {
    let controls = controls(path);
    let at = controls.iter().position(|it| it.control == control.control);
    let step = |to: Option<usize>, says: &'static str, sign: &'static str| {
        let to = to.and_then(|it| controls.get(it)).map(|it| it.control);
        let to_select =
            Selection { path: path.path.clone(), control: to.unwrap_or(control.control) };
        let go = act.reform(move |_: MouseEvent| Action::Select(to_select.clone()));
        el("button.button.button--plain.button--icon[type=button]")
            .put("aria-label", says)
            .put("data-step-to", sign)
            .toggle("disabled", to.is_none())
            .on_click(go)
            .add(el("span[aria-hidden=true]").text(sign))
    };
    let name = match terms::of_control(control.control) {
        Some(known) => el("strong").add(term(control.name, known)),
        None => el("strong").text(control.name),
    };
    el("div.inspector__where")
        .add(badge(&path.path, path.outcome))
        .add(el("span").text(&format!("Path {} · ", path.path)).add(name))
        .add(el("span.inspector__verdict").put("data-verdict", control.face).text(control.verdict))
        .add(
            el("span.inspector__steps")
                .add(step(at.and_then(|it| it.checked_sub(1)), "The control before", "‹"))
                .add(step(at.and_then(|it| it.checked_add(1)), "The control after", "›")),
        )
}

/// Where that comes from, if it was told.
fn origins(control: &ToldControl) -> Option<Box<El>> {
    let told = || format!("From {}.", control.origins.join("; "));
    (!control.origins.is_empty()).then(|| el("p.quiet[data-origins]").text(&told()))
}

/// What the person would see in AWS.
fn message(path: &PathReport, told: &ToldReport, on_copy: &Callback<String>) -> Box<El> {
    if path.outcome == "open" {
        return el("p.symptom.symptom--open[data-symptom]").text("The call succeeds.");
    }
    let Some(message) = &told.message else {
        return el("p.symptom[data-symptom]").text("What you would see: not known.");
    };
    el("div.symptom[data-symptom]")
        .add(
            el("div.symptom__head")
                .add(el("h3.small-title").text("What you would see"))
                .add(copy::button(message, "the message", on_copy)),
        )
        .add(el("pre.symptom__message").text(message))
}

/// The cost and the exposure of the path, and what its answer assumes.
fn facts(path: &PathReport, told: &ToldReport) -> Box<El> {
    let mut list = el("dl.path-facts[data-path-facts]");
    if let Some((cost, exposure)) = path.cost.zip(path.exposure) {
        let page = path.prices.map(|it| aws_page(it, "with the prices"));
        list = list
            .add(el("dt").text("Cost"))
            .add(el("dd").text(&format!("{cost} ")).maybe(page))
            .add(el("dt").text("Network"))
            .add(el("dd").text(exposure));
    }
    if !told.unused.is_empty() {
        list = list.add(el("dt").text("Not used")).add(el("dd").text(&told.unused.join(" ")));
    }
    if let Some(it) = told.if_none {
        list = list.add(el("dt").text("Not told")).add(el("dd[data-if-none]").text(it));
    }
    if !path.assumed.is_empty() {
        let words: Vec<&str> = path.assumed.iter().map(|it| it.assumed.as_str()).collect();
        let told = format!("{}.", words.join("; "));
        let folded = folded("", words.len(), &told);
        list = list.add(el("dt").text("Assumed")).add(el("dd[data-assumed]").add(folded));
    }
    list
}

fn aws_page(page: &'static str, about: &str) -> Box<El> {
    el("a[target=_blank][rel=noopener noreferrer]")
        .put("href", page)
        .text("AWS page")
        .add(el("span.hidden-text").text(&format!(" {about}")))
}

fn unclear(rules: &[RuleReport]) -> Option<Box<El>> {
    let rule = |it: &RuleReport| {
        el("li.unverified__rule").put("data-rule", it.rule).add(face("undetermined")).add(
            prose(el("span"), &format!("{} ", it.told))
                .add(aws_page(it.page, &format!("for rule {}", it.rule))),
        )
    };
    let list = el("ul").each(rules.iter().map(rule));
    let section = || el("section.unverified[data-unverified][aria-label=Unclear rules]").add(list);
    (!rules.is_empty()).then(section)
}
