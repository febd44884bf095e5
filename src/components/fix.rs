//! The smallest proved set of changes for a blocked path or chain, on demand.

use accesspath_engine::judge::Outcome;
use accesspath_engine::repair::Target;
use accesspath_engine::scenario::Scenario;
use yew::{Callback, Html};

use crate::markup::{El, el};
use crate::repaired::Repaired;
use crate::state::Action;

/// What would open the target: a button, and once it was pressed the changes, what else they do, and a button to make
/// them.
pub(super) fn fix(
    target: Target,
    outcome: Outcome,
    repaired: Option<&Repaired>,
    scenario: &Scenario,
    act: &Callback<Action>,
) -> Html {
    if outcome != Outcome::Blocked {
        return Html::default();
    }
    let panel = el("section.fix[data-fix][aria-label=The smallest change][aria-live=polite]");
    let Some(found) = repaired.filter(|it| it.is_of(scenario, &target)) else {
        let search = Action::Repair(target);
        return panel
            .add(
                el("button.button[type=button][data-action=fix]")
                    .text("Find the smallest change")
                    .on_click(act.reform(move |_| search.clone())),
            )
            .done();
    };
    let told = el("ul.fix__told").each(found.told.iter().map(|it| el("li").text(it)));
    if found.after.is_none() {
        let none = el("p.fix__order").text("No change that is known here opens it.");
        return panel.add(none).add(told).done();
    }
    let orders = found.orders.iter().map(|it| el("p.fix__order").text(it));
    let documents = found.documents.iter().map(|(name, lines)| document(name, lines));
    panel
        .add(el("h3.fix__title").text("The smallest change"))
        .each(orders)
        .each(documents)
        .add(told)
        .add(
            el("button.button.button--primary[type=button][data-action=apply]")
                .text("Apply")
                .on_click(act.reform(|_| Action::ApplyRepair)),
        )
        .done()
}

/// The lines of a document that change.
fn document(name: &str, lines: &[String]) -> Box<El> {
    let line = |it: &String| {
        let kind = match it.chars().next() {
            Some('+') => "added",
            Some('-') => "removed",
            _ => "kept",
        };
        el("span.fix__line").put("data-line", kind).text(it).text("\n")
    };
    el("figure.fix__document")
        .add(el("figcaption").text(name))
        .add(el("pre").add(el("code").each(lines.iter().map(line))))
}
