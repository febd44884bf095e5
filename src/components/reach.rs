//! Who else can reach the bucket, and the announcement of a lock-out.

use std::rc::Rc;

use accesspath_engine::report::{CallerReport, LockOutReport, ReachReport};
use yew::prelude::*;

use super::outcome::outcome_cell;
use super::wanted::{FRAME_MS, PAUSE_MS, use_wanted};
use crate::answer::Answer;
use crate::desk::Desk;
use crate::later::{LockOuts, WhoElse};
use crate::markup::{El, el};
use crate::same::Same;
use crate::state::{Action, AppState};
use crate::wanted::Wanted;

/// Who could be locked out: asked where a scenario comes to the page, and after an edit once typing pauses; until then
/// what was found the last time stays. Nobody asks where no policy could lock somebody out.
#[hook]
pub(super) fn use_lock_outs(
    state: &AppState,
    answer: &Rc<Answer>,
    desk: &Same<Desk>,
    act: &Callback<Action>,
) -> AskedLockOut {
    let may = answer.may_lock_out();
    let last = state.view.lock_outs.clone().filter(|_| may);
    let checking = may && !last.as_ref().is_some_and(|it| it.is_of(&state.scenario));
    let wait = if last.is_some() { PAUSE_MS } else { 0 };
    use_wanted(checking.then_some(Wanted::LockOuts), wait, answer, &state.view, desk, act);
    AskedLockOut { last, checking }
}

/// Who else reaches the bucket: asked where that is shown, after the answer is drawn or once typing pauses.
#[hook]
pub(super) fn use_who_else(
    state: &AppState,
    answer: &Rc<Answer>,
    shown: bool,
    desk: &Same<Desk>,
    act: &Callback<Action>,
) {
    let last = state.view.who_else.as_ref();
    let wait = if last.is_some() { PAUSE_MS } else { FRAME_MS };
    let asks = shown && !last.is_some_and(|it| it.is_of(&state.scenario));
    use_wanted(asks.then_some(Wanted::WhoElse), wait, answer, &state.view, desk, act);
}

/// Who could be locked out, as far as it was asked.
pub(super) struct AskedLockOut {
    /// The last answer.
    last: Option<Rc<LockOuts>>,
    /// It is of an earlier scenario.
    pub checking: bool,
}

impl AskedLockOut {
    /// The last answers, of the bucket policy as it is and after the question's call.
    pub fn told(&self) -> (Option<&LockOutReport>, Option<&LockOutReport>) {
        self.last.as_deref().map_or((None, None), |it| (it.part.0.as_ref(), it.part.1.as_ref()))
    }
}

/// Who could still change the bucket policy, in sentences.
fn lock_outs(asked: &AskedLockOut) -> Box<El> {
    let (now, after) = asked.told();
    let told = |it: &LockOutReport| {
        let face = if it.locked_out { "blocks" } else { "does-not-stop" };
        let title = it.title.as_ref().map(|it| el("strong").text(it).text(". "));
        el("div.reach__lock-out")
            .put("data-verdict", it.verdict)
            .add(super::face::face(face))
            .add(el("p").maybe(title).text(&it.told))
            .each(it.unclear.iter().map(|it| el("p").text(&it.told)))
    };
    el("div.reach__lock-outs").each(now.into_iter().chain(after).map(told))
}

/// Who else can reach the bucket: the tab.
pub(super) fn reach(asked: &AskedLockOut, state: &AppState) -> Box<El> {
    let last = state.view.who_else.as_deref();
    let checking = !last.is_some_and(|it: &WhoElse| it.is_of(&state.scenario));
    let pane = el("div.reach").state("aria-busy", checking).add(lock_outs(asked));
    match last.map(|it| it.part.as_ref()) {
        None => pane.add(el("p.empty[role=status]").text("Checking")),
        Some(None) => pane.add(el("p.empty").text("The question names no bucket.")),
        Some(Some(found)) => pane.add(told(found, checking)).add(table(found)),
    }
}

/// The callers in a sentence or two, and who they are.
fn told(found: &ReachReport, checking: bool) -> Box<El> {
    let about = "Other callers than those of the question. Administrators have every identity permission; what they choose themselves, such as their IP address, is not known.";
    let told = if checking { "Checking" } else { &found.told };
    el("div.reach__told").add(el("p[data-reach-told]").text(told)).add(el("p.quiet").text(about))
}

fn table(found: &ReachReport) -> Box<El> {
    let head = el("tr")
        .add(el("th[scope=col]").text("Caller"))
        .each(found.tasks.iter().map(|it| el("th[scope=col]").text(&it.name)))
        .add(el("th[scope=col]").text("Change the bucket policy"));
    let table = el("table.outcomes[data-reach]")
        .add(el("thead").add(head))
        .add(el("tbody").each(found.callers.iter().map(|it| row(it, found))));
    el("div.table-frame[tabindex=0][role=group][aria-label=Callers]").add(table)
}

fn row(caller: &CallerReport, found: &ReachReport) -> Box<El> {
    let name = el("th.outcomes__caller[scope=row]")
        .text(&caller.title)
        .maybe(caller.told.as_ref().map(|it| el("span.outcomes__why").text(it)));
    let cell = |outcome: Option<&str>| {
        outcome.map_or_else(|| el("td.outcomes__cell").text("—"), outcome_cell)
    };
    let of = |task: &str| {
        let about = caller.keys.get(task).map(|it| el("span.outcomes__why").text(it));
        cell(caller.outcomes.get(task).copied()).maybe(about)
    };
    el("tr")
        .put("data-who", caller.who)
        .add(name)
        .each(found.tasks.iter().map(|it| of(it.task)))
        .add(cell(caller.policy_change))
}
