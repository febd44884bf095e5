//! Who else can reach the bucket, and the announcement of a lock-out.

use std::rc::Rc;

use accesspath_engine::Analysis;
use accesspath_engine::explain;
use accesspath_engine::judge::Outcome;
use accesspath_engine::lock_out;
use accesspath_engine::reach::{self, CallerRow, Task};
use accesspath_engine::report::LockOutReport;
use accesspath_engine::scenario::Scenario;
use yew::prelude::*;

use super::findings::PAUSE_MS;
use super::outcome::outcome_cell;
use crate::browser;
use crate::lock_outs::LockOuts;
use crate::markup::{El, el};
use crate::same::Same;
use crate::state::{Action, AppState};

/// Who could be locked out. Asked at once where a scenario comes to the page; after an edit once typing pauses, because
/// it takes several times as long as the answer itself, and until then what was found the last time stays. Nobody asks
/// where no policy could lock somebody out.
#[hook]
pub(super) fn use_lock_outs(
    state: &AppState,
    analysis: &Rc<Analysis>,
    act: &Callback<Action>,
) -> AskedLockOut {
    let scenario = &state.scenario;
    let may = lock_out::may_lock_out(scenario, &analysis.documents);
    let last = state.view.lock_outs.clone().filter(|_| may);
    // Settled by the effect below, so that it is asked once.
    let first = (may && last.is_none()).then(|| Rc::new(LockOuts::of(scenario.clone(), analysis)));
    let checking = last.as_ref().is_some_and(|it| !it.is_of(scenario));
    use_effect_with((Same(scenario.clone()), first.is_some(), checking), {
        let (act, analysis, first) = (act.clone(), analysis.clone(), first.clone());
        move |(scenario, ..): &(Same<Scenario>, bool, bool)| {
            let scenario = scenario.0.clone();
            if let Some(first) = first {
                act.emit(Action::Settle(first));
            }
            let timer = checking.then(|| {
                browser::after(PAUSE_MS, move || {
                    act.emit(Action::Settle(Rc::new(LockOuts::of(scenario, &analysis))));
                })
            });
            move || drop(timer)
        }
    });
    AskedLockOut { last: last.or(first), checking }
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
        self.last.as_deref().map_or((None, None), |it| (it.now.as_ref(), it.after.as_ref()))
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

/// The columns of the table; the last one is about the bucket policy.
const TASKS: [Task; 4] = [Task::Asked, Task::Read, Task::Write, Task::List];

/// Who else can reach the bucket: the tab.
pub(super) fn reach(asked: &AskedLockOut, scenario: &Scenario, analysis: &Analysis) -> Box<El> {
    let pane = el("div.reach").add(lock_outs(asked));
    if scenario.bucket().is_none() {
        return pane.add(el("p.empty").text("The question names no bucket."));
    }
    let found = reach::reach(scenario, &analysis.documents);
    let head = el("tr")
        .add(el("th[scope=col]").text("Caller"))
        .each(TASKS.iter().map(|it| el("th[scope=col]").text(explain::task(*it, scenario))))
        .add(el("th[scope=col]").text("Change the bucket policy"));
    let rows = found.rows.iter().map(|it| row(it, scenario));
    let table =
        el("table.outcomes[data-reach]").add(el("thead").add(head)).add(el("tbody").each(rows));
    let about = "Other callers than those of the question. Administrators have every identity permission; what they choose themselves, such as their IP address, is not known.";
    pane.add(el("p[data-reach-told]").text(&explain::reach(&found, scenario)))
        .add(el("p.quiet").text(about))
        .add(el("div.table-frame[tabindex=0][role=group][aria-label=Callers]").add(table))
}

fn row(row: &CallerRow, scenario: &Scenario) -> Box<El> {
    let why = explain::reason(row, Task::Asked);
    let name = el("th.outcomes__caller[scope=row]")
        .text(&explain::caller_of(row, scenario))
        .maybe(why.map(|it| el("span.outcomes__why").text(&it)));
    let cell = |outcome: Option<Outcome>| {
        outcome.map_or_else(|| el("td.outcomes__cell").text("—"), outcome_cell)
    };
    let of = |task: Task| {
        let key = row.cell(task).and_then(|it| it.key.as_ref());
        let about = key.map(|it| el("span.outcomes__why").text(it));
        cell(row.outcome(task)).maybe(about)
    };
    let policy_change = row.policy_change().map(|it| it.analysis.outcome);
    el("tr")
        .put("data-who", row.who.code())
        .add(name)
        .each(TASKS.iter().map(|it| of(*it)))
        .add(cell(policy_change))
}
