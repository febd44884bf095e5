//! Who else could reach the bucket, and the announcement of a lock-out.

use accesspath_engine::Analysis;
use accesspath_engine::explain;
use accesspath_engine::judge::Outcome;
use accesspath_engine::reach::{self, Deed, Repair, Row};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::verdict::Verdict;
use yew::prelude::*;

use super::outcome::outcome_cell;
use crate::diagram::small_face;
use crate::markup::{El, el};
use crate::state::{Action, Panel};

/// Who could repair the bucket policy, as it is and after the question's call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Repairs {
    now: Option<Repair>,
    after: Option<Repair>,
}

/// Asked only where some policy could lock somebody out, so that typing does not wait for it elsewhere.
pub(super) fn repairs(scenario: &Scenario, analysis: &Analysis) -> Repairs {
    let documents = &analysis.documents;
    if !reach::may_lock_out(scenario, documents) {
        return Repairs::default();
    }
    Repairs {
        now: Some(reach::repair(scenario, documents)),
        after: reach::repair_after(scenario, analysis),
    }
}

/// Under the picture: what would lock administrators out, and the way to the table.
pub(super) fn reach(repairs: &Repairs, scenario: &Scenario, act: &Callback<Action>) -> Html {
    if scenario.bucket().is_none() {
        return Html::default();
    }
    let show = act.reform(|_: MouseEvent| Action::ShowPanel(Panel::Reach));
    let button = el("button.button[type=button][data-action=reach]")
        .on_click(show)
        .text("Who else could reach it");
    let (now, after) = (repairs.now.as_ref(), repairs.after.as_ref());
    let title = now.and_then(explain::lock_out);
    let title_after = now.zip(after).and_then(|(now, after)| explain::lock_out_after(after, now));
    let told = |repair: Option<&Repair>, title: Option<&str>, after: bool| {
        let (repair, title) = (repair?, title?);
        let told = el("div.lock-out[data-lock-out]")
            .put("data-verdict", repair.verdict.code())
            .put("data-after", if after { "true" } else { "false" })
            .add(el("p.lock-out__title").add(small_face(Verdict::Blocks)).text(title))
            .add(el("p").text(&explain::repair(repair, after, scenario)))
            .each(
                repair
                    .rules()
                    .iter()
                    .map(|it| el("p").text(&format!("AWS leaves unclear: {}.", it.title))),
            );
        Some(told)
    };
    el("div.reach[role=status]")
        .maybe(told(now, title.as_deref(), false))
        .maybe(told(after, title_after, true))
        .add(button)
        .done()
}

/// The columns of the table; the last one is about the bucket policy.
const DEEDS: [Deed; 4] = [Deed::Asked, Deed::Read, Deed::Write, Deed::List];

/// The table of callers, inside a panel.
pub(super) fn table(scenario: &Scenario, analysis: &Analysis) -> Html {
    let found = reach::reach(scenario, &analysis.documents);
    let head = el("tr")
        .add(el("th[scope=col]").text("Caller"))
        .each(DEEDS.iter().map(|it| el("th[scope=col]").text(explain::deed(*it, scenario))))
        .add(el("th[scope=col]").text("Repair the policy"));
    let rows = found.rows.iter().map(|it| row(it, scenario));
    let table =
        el("table.outcomes[data-reach]").add(el("thead").add(head)).add(el("tbody").each(rows));
    let about = "Callers beside those of the question. Administrators have every permission of their own; what they choose by themselves, such as an address, is not known.";
    el("div.share")
        .add(el("p[data-reach-told]").text(&explain::reach(&found, scenario)))
        .add(el("p.share__length").text(about))
        .add(el("div.table-frame[tabindex=0][role=group][aria-label=Callers]").add(table))
        .done()
}

fn row(row: &Row, scenario: &Scenario) -> Box<El> {
    let why = explain::reason(row, Deed::Asked);
    let name = el("th.outcomes__caller[scope=row]")
        .text(&explain::caller_of(row, scenario))
        .maybe(why.map(|it| el("span.outcomes__why").text(&it)));
    let cell = |outcome: Option<Outcome>| {
        outcome.map_or_else(|| el("td.outcomes__cell").text("—"), outcome_cell)
    };
    let of = |deed: Deed| {
        let key = row.cell(deed).and_then(|it| it.key.as_ref());
        let about = key.map(|it| el("span.outcomes__why").text(it));
        cell(row.outcome(deed)).maybe(about)
    };
    let repair = row.repair().map(|it| it.analysis.outcome);
    el("tr")
        .put("data-who", row.who.code())
        .add(name)
        .each(DEEDS.iter().map(|it| of(*it)))
        .add(cell(repair))
}
