//! The smallest proved set of changes for a blocked path or chain, and other ways.

use std::rc::Rc;

use accesspath_engine::repair::Target;
use accesspath_engine::report::{DocumentReport, FixReport, SetReport};
use yew::prelude::*;

use super::assumed::folded;
use super::copy;
use super::prose::prose;
use super::seen::Seen;
use super::wanted::{FRAME_MS, use_wanted};
use crate::answer::Answer;
use crate::desk::Desk;
use crate::markup::{El, el};
use crate::repaired::{Repaired, Sought};
use crate::same::Same;
use crate::state::{Action, AppState};
use crate::wanted::Wanted;

/// How long an answer stands before the smallest change is looked for by itself. The number has no derivation.
const PAUSE_MS: u32 = 250;

/// How many ways are told where more than the best is asked for.
const WAYS: usize = 4;

/// Looks for the smallest change of `target` by itself, once the answer stands, and for what the person asked for.
#[hook]
pub(super) fn use_fix(
    state: &AppState,
    target: Option<&Target>,
    answer: &Rc<Answer>,
    desk: &Same<Desk>,
    act: &Callback<Action>,
) {
    let known = state.view.repaired.as_deref();
    let is_missing = |it: &&Target| !known.is_some_and(|known| known.is_of(&state.scenario, it));
    let by_itself = target.filter(is_missing).map(|it| (Wanted::Fix(it.clone(), 1), PAUSE_MS));
    let asked = sought(state).map(|it| (Wanted::Fix(it.target.clone(), it.ways), FRAME_MS));
    let (wanted, wait) = asked.or(by_itself).unzip();
    use_wanted(wanted, wait.unwrap_or_default(), answer, &state.view, desk, act);
}

/// What the person asked for of this scenario.
fn sought(state: &AppState) -> Option<&Sought> {
    state.view.sought.as_ref().filter(|it| Rc::ptr_eq(&it.of.0, &state.scenario))
}

/// What would open the target: the best changes, what else they do, and buttons to make them and to see other ways.
pub(super) fn fix(
    target: Target,
    outcome: &str,
    seen: &Seen<'_>,
    act: &Callback<Action>,
    on_copy: &Callback<String>,
) -> Option<Box<El>> {
    if outcome != "blocked" {
        return None;
    }
    let (state, by_itself) = (seen.state, seen.target);
    let panel = el("section.fix[data-fix][aria-label=The smallest change][aria-live=polite]");
    let repaired = state.view.repaired.as_deref();
    let Some(found) = repaired.filter(|it| it.is_of(&state.scenario, &target)) else {
        let is_sought = sought(state).is_some_and(|it| it.target == target);
        if is_sought || by_itself == Some(&target) {
            return Some(
                panel.add(el("p.quiet[data-seeking]").text("Looking for the smallest change…")),
            );
        }
        let search = act.reform(move |_: MouseEvent| Action::Repair(target.clone(), 1));
        let button = el("button.button[type=button][data-action=fix]").on_click(search);
        return Some(panel.add(button.text("Find the smallest change")));
    };
    let Repaired { report, asked, .. } = found;
    let Some((best, others)) = report.sets.split_first() else { return Some(none(panel, report)) };
    let head = el("div.fix__head")
        .add(el("h3.fix__title").text("The smallest change"))
        .add(el("span.fix__proved").text("✓ proved"));
    let more = (*asked == 1).then(|| {
        let search = act.reform(move |_: MouseEvent| Action::Repair(target.clone(), WAYS));
        el("button.link[type=button][data-action=more-ways]").on_click(search).text("Other ways")
    });
    let ways = (*asked > 1).then(|| ways(others, report, act));
    // What it assumes is told last, and is mostly what the answer assumes as well.
    let assumed = best.assumed.len();
    let shown = best.effect.told.len() - usize::from(assumed > 0);
    let last = best.effect.told.last().filter(|_| assumed > 0);
    let panel = panel
        .add(head)
        .each(best.changes.iter().map(|it| prose(el("p.fix__order"), &it.told)))
        .each(best.documents.iter().map(document))
        .add(
            el("ul.fix__told")
                .each(best.effect.told.iter().take(shown).map(|it| prose(el("li"), it))),
        )
        .maybe(last.map(|it| folded("Assumes ", assumed, it)))
        .add(
            el("div.fix__actions")
                .add(apply(0, act).put("class", "button button--primary"))
                .maybe(more),
        )
        .maybe(ways)
        .maybe(commands(best, on_copy));
    Some(panel)
}

/// Why there is no set.
fn none(panel: Box<El>, report: &FixReport) -> Box<El> {
    panel
        .add(el("h3.fix__title").text("No change that is known here opens it"))
        .add(el("ul.fix__told").each(report.left.iter().map(|it| prose(el("li"), &it.told))))
}

fn apply(number: usize, act: &Callback<Action>) -> Box<El> {
    el("button.button[type=button][data-action=apply]")
        .on_click(act.reform(move |_: MouseEvent| Action::ApplyRepair(number)))
        .text("Apply")
}

/// The other ways, each with what it opens besides.
fn ways(others: &[SetReport], report: &FixReport, act: &Callback<Action>) -> Box<El> {
    let way = |(at, it): (usize, &SetReport)| {
        let told = prose(el("span.fix__way-told"), &it.told);
        let besides = el("span.quiet").text(&it.effect.told.join(" "));
        el("li.fix__way").add(told).add(besides).add(apply(at + 1, act))
    };
    let further = match (others.is_empty(), report.further) {
        (true, _) => Some("No other way is known here.".to_owned()),
        (false, 0) => None,
        (false, number) => Some(format!("{number} more, as accesspath fix lists them.")),
    };
    el("div.fix__ways[data-ways]")
        .add(el("h4.small-title").text("Other ways"))
        .add(el("ol").each(others.iter().enumerate().map(way)))
        .maybe(further.map(|it| el("p.quiet").text(&it)))
}

/// The commands that make the changes, and those that take them back.
fn commands(set: &SetReport, on_copy: &Callback<String>) -> Option<Box<El>> {
    let block =
        |title: &'static str, lines: &[String]| {
            let text = lines.join("\n");
            let head = el("div.symptom__head")
                .add(el("h4.small-title").text(title))
                .add(copy::button(&text, "the commands", on_copy));
            (!lines.is_empty()).then(|| {
                el("div.fix__commands")
                    .add(head)
                    .add(el("pre.symptom__message[tabindex=0]").text(&text))
            })
        };
    let details = el("details.inspector__more[data-commands]")
        .add(el("summary").text("As AWS CLI commands"))
        .maybe(block("To make the change", &set.commands))
        .maybe(block("To take it back", &set.undo));
    (!set.commands.is_empty()).then_some(details)
}

/// The lines of a document that change.
fn document(document: &DocumentReport) -> Box<El> {
    let split = document.lines.iter().filter_map(|it| it.split_at_checked(1));
    let indent = |it: &str| it.len() - it.trim_start_matches(' ').len();
    let filled = split.clone().filter(|it| !it.1.trim().is_empty());
    let common = filled.map(|it| indent(it.1)).min().unwrap_or_default();
    let line = |(mark, text): (&str, &str)| {
        let kind = match mark {
            "+" => "added",
            "-" => "removed",
            _ => "kept",
        };
        let text = format!("{mark} {}\n", text.get(common..).unwrap_or_default());
        el("span.fix__line").put("data-line", kind).text(&text)
    };
    el("figure.fix__document")
        .add(el("figcaption").text(&document.document))
        .add(el("pre[tabindex=0]").add(el("code").each(split.map(line))))
}
