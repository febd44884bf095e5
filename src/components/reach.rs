//! Who else can reach the bucket, and the announcement of a lock-out.

use accesspath_engine::Analysis;
use accesspath_engine::explain;
use accesspath_engine::judge::Outcome;
use accesspath_engine::lock_out::{self, LockOut};
use accesspath_engine::reach::{self, Row, Task};
use accesspath_engine::scenario::Scenario;
use accesspath_policy::verdict::Verdict;
use yew::prelude::*;

use super::outcome::outcome_cell;
use crate::diagram::small_face;
use crate::markup::{El, el};
use crate::state::{Action, Panel};

/// Who could still change the bucket policy, as it is and after the question's call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct LockOuts {
    now: Option<LockOut>,
    after: Option<LockOut>,
}

/// Computed only if some policy could lock somebody out, so that typing does not wait for it otherwise.
pub(super) fn lock_outs(scenario: &Scenario, analysis: &Analysis) -> LockOuts {
    let documents = &analysis.documents;
    if !lock_out::may_lock_out(scenario, documents) {
        return LockOuts::default();
    }
    LockOuts {
        now: Some(lock_out::lock_out(scenario, documents)),
        after: lock_out::lock_out_after(scenario, analysis),
    }
}

/// The note under the picture: a lock-out of administrators, and the button for the table.
pub(super) fn reach(lock_outs: &LockOuts, scenario: &Scenario, act: &Callback<Action>) -> Html {
    if scenario.bucket().is_none() {
        return Html::default();
    }
    let show = act.reform(|_: MouseEvent| Action::ShowPanel(Panel::Reach));
    let button = el("button.button[type=button][data-action=reach]")
        .on_click(show)
        .text("Who else can reach the bucket");
    let (now, after) = (lock_outs.now.as_ref(), lock_outs.after.as_ref());
    let title = now.and_then(explain::lock_out_title);
    let title_after =
        now.zip(after).and_then(|(now, after)| explain::lock_out_title_after(after, now));
    let told = |lock_out: Option<&LockOut>, title: Option<&str>, after: bool| {
        let (lock_out, title) = (lock_out?, title?);
        let told = el("div.lock-out[data-lock-out]")
            .put("data-verdict", lock_out.verdict.code())
            .put("data-after", if after { "true" } else { "false" })
            .add(el("p.lock-out__title").add(small_face(Verdict::Blocks)).text(title))
            .add(el("p").text(&explain::lock_out(lock_out, after, scenario)))
            .each(lock_out.rules().iter().map(|it| el("p").text(&explain::unclear(it))));
        Some(told)
    };
    el("div.reach[role=status]")
        .maybe(told(now, title.as_deref(), false))
        .maybe(told(after, title_after, true))
        .add(button)
        .done()
}

/// The columns of the table; the last one is about the bucket policy.
const TASKS: [Task; 4] = [Task::Asked, Task::Read, Task::Write, Task::List];

/// The table of callers, inside a panel.
pub(super) fn table(scenario: &Scenario, analysis: &Analysis) -> Html {
    let found = reach::reach(scenario, &analysis.documents);
    let head = el("tr")
        .add(el("th[scope=col]").text("Caller"))
        .each(TASKS.iter().map(|it| el("th[scope=col]").text(explain::task(*it, scenario))))
        .add(el("th[scope=col]").text("Change the bucket policy"));
    let rows = found.rows.iter().map(|it| row(it, scenario));
    let table =
        el("table.outcomes[data-reach]").add(el("thead").add(head)).add(el("tbody").each(rows));
    let about = "Other callers than those of the question. Administrators have every identity permission; what they choose themselves, such as their IP address, is not known.";
    el("div.share")
        .add(el("p[data-reach-told]").text(&explain::reach(&found, scenario)))
        .add(el("p.share__length").text(about))
        .add(el("div.table-frame[tabindex=0][role=group][aria-label=Callers]").add(table))
        .done()
}

fn row(row: &Row, scenario: &Scenario) -> Box<El> {
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
