//! The verdict: the largest text of the page, the reasons of the paths, and all that must be known before it is believed.

use accesspath_engine::report::{LockOutReport, NoteReport, SharedReasonReport, VerdictReport};
use yew::prelude::*;

use super::assumed::assumed;
use super::face::{badge, face};
use super::prose::prose;
use super::reach::AskedLockOut;
use super::term::explained;
use crate::answer::Answer;
use crate::markup::{El, el};
use crate::state::{Action, Tab};
use crate::terms::Term;

/// So many reasons stand under the headline; the rows of the picture have all.
const MOST_REASONS: usize = 4;

pub(super) fn verdict(
    answer: &Answer,
    lock_outs: &AskedLockOut,
    act: &Callback<Action>,
) -> Box<El> {
    let told = &answer.verdict;
    let notes = told.notes.iter().filter(|it| it.about != "mismatch");
    let chips = el("div.verdict__chips")
        .node(lock_out(lock_outs, act))
        .each(notes.map(|it| note(it, act)))
        .maybe(assumed(&told.assumed, &answer.of, act));
    let mut seen = Vec::new();
    let reasons: Vec<Box<El>> =
        told.reasons.iter().take(MOST_REASONS).map(|it| reason(it, &mut seen, act)).collect();
    let further = told.reasons.len().saturating_sub(MOST_REASONS);
    let further = (further > 0).then(|| {
        el("li.verdict__reason")
            .text(&format!("{further} more reasons: see the rows of the picture."))
    });
    let mismatches = told.notes.iter().filter(|it| it.about == "mismatch");
    el("section.verdict[data-verdict-line][aria-label=The answer]")
        .each(mismatches.map(|it| mismatch(it, act)))
        .add(el("div.verdict__line").add(headline(told)).add(chips))
        .add(el("ul.verdict__reasons").each(reasons.into_iter()).maybe(further))
}

fn headline(told: &VerdictReport) -> Box<El> {
    let line = el("h1.verdict__headline[data-summary][tabindex=-1]");
    let line = match told.headline.split_once(&told.stressed).filter(|_| !told.stressed.is_empty())
    {
        Some((before, after)) => {
            line.text(before).add(el("strong.verdict__stressed").text(&told.stressed)).text(after)
        }
        None => line.text(&told.headline),
    };
    el("div[role=status]").add(line)
}

/// A reason; a word that needs it is explained at its first use, unless it is among those `seen`.
fn reason(
    reason: &SharedReasonReport,
    seen: &mut Vec<&'static Term>,
    act: &Callback<Action>,
) -> Box<El> {
    let badges = reason.paths.iter().map(|id| {
        let select = {
            let id = id.clone();
            act.reform(move |_: MouseEvent| Action::SelectPath(id.clone()))
        };
        el("button.verdict__path[type=button]")
            .put("aria-label", &format!("Path {id}"))
            .on_click(select)
            .add(badge(id, reason.outcome))
    });
    let told = explained(el("span"), &reason.told, seen);
    el("li.verdict__reason")
        .put("data-outcome", reason.outcome)
        .add(el("span.verdict__paths").each(badges))
        .add(told)
}

/// A policy that speaks of other things than the scenario: said before any answer is believed.
fn mismatch(note: &NoteReport, act: &Callback<Action>) -> Box<El> {
    let document = note.document.clone().unwrap_or_default();
    let show = {
        let tab = Tab::Document(document.as_str().into());
        act.reform(move |_: MouseEvent| Action::ChooseTab(tab.clone()))
    };
    let told = prose(el("span").add(el("strong").text(&format!("{document}: "))), &note.told);
    let button = el("button.link[type=button]").on_click(show).text("Show it");
    el("p.verdict__mismatch[data-mismatch]").add(face(note.verdict)).add(told).add(button)
}

/// The tab in which more of a note stands.
fn tab_of(note: &NoteReport) -> Option<Tab> {
    match note.about {
        "chain" | "loop" => Some(Tab::Upload),
        "untold" | "no-notification" => Some(Tab::Facts),
        _ => None,
    }
}

fn note(note: &NoteReport, act: &Callback<Action>) -> Box<El> {
    let inside = |it: Box<El>| {
        it.put("data-note", note.about)
            .put("data-verdict", note.verdict)
            .add(face(note.verdict))
            .text(&note.told)
    };
    match tab_of(note) {
        Some(tab) => {
            let show = act.reform(move |_: MouseEvent| Action::ChooseTab(tab.clone()));
            inside(el("button.chip[type=button]").on_click(show))
        }
        None => inside(el("span.chip")),
    }
}

/// What locks administrators out, or that it is being looked for; its place is kept, so that nothing moves.
fn lock_out(asked: &AskedLockOut, act: &Callback<Action>) -> Html {
    let show = act.reform(|_: MouseEvent| Action::ChooseTab(Tab::Reach));
    let chip = |it: &LockOutReport, after: bool| {
        let title = it.title.as_ref()?;
        Some(
            el("button.chip[type=button][data-lock-out]")
                .put("data-verdict", "blocks")
                .state("data-after", after)
                .on_click(show.clone())
                .add(face("blocks"))
                .text(title),
        )
    };
    let (now, after) = asked.told();
    el("span.verdict__lock-outs[role=status][data-lock-outs]")
        .state("aria-busy", asked.checking)
        .maybe(now.and_then(|it| chip(it, false)))
        .maybe(after.and_then(|it| chip(it, true)))
        .maybe(asked.checking.then(|| {
            // Screen readers hear the answers and no more.
            el("span.chip.chip--quiet[aria-hidden=true]").text("Checking for lock-outs")
        }))
        .done()
}
