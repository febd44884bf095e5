//! What the answer took by a default: each is told as so, as not known, or by the policy that is there.

use accesspath_engine::report::AssumedReport;
use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{Change, Slot};
use web_sys::{HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use super::face::face;
use super::slots::free_name;
use crate::assumption::{Answer, slot, told};
use crate::markup::{El, el};
use crate::state::Action;

/// How many defaults an answer leans on, and behind that which: the verdict names them too.
pub(super) fn folded(lead: &str, count: usize, told: &str) -> Box<El> {
    let summary = format!("{lead}{count} {}", if count == 1 { "default" } else { "defaults" });
    el("details.inspector__more").add(el("summary").text(&summary)).add(el("p").text(told))
}

/// What was taken by a default, each with the member that would tell it.
pub(super) fn assumed(
    all: &[AssumedReport],
    scenario: &Scenario,
    act: &Callback<Action>,
) -> Option<Box<El>> {
    if all.is_empty() {
        return None;
    }
    let names: Vec<&str> = all.iter().map(|it| it.assumed.as_str()).collect();
    let told = format!("Assumed: {}", names.join("; "));
    let summary = el("summary.chip")
        .put("data-verdict", "not-configured")
        .add(face("not-configured"))
        .add(el("span.chip__text").put("title", &told).text(&told));
    let list = el("div.assumed__list")
        .add(el("p").text("Taken by a default, because the scenario does not tell it. Say whether that is so, paste the policy that is there, or tell the member in the facts."))
        .add(el("ul").each(all.iter().map(|it| item(it, scenario, act))));
    Some(el("details.assumed[data-assumed-all]").add(summary).add(list))
}

fn item(assumed: &AssumedReport, scenario: &Scenario, act: &Callback<Action>) -> Box<El> {
    let tell = |answer: Answer, says: &'static str, code: &'static str| {
        let change = told(&assumed.member, answer)?;
        let on_click = act.reform(move |_: MouseEvent| Action::Change(change.clone()));
        let button = el("button.button.button--small[type=button]").put("data-tell", code);
        let about = el("span.hidden-text").text(&format!(": {}", assumed.assumed));
        Some(button.on_click(on_click).text(says).add(about))
    };
    el("li.assumed__item")
        .add(el("span.assumed__what").text(&assumed.assumed))
        .add(el("code.assumed__member").text(&assumed.member))
        .maybe(tell(Answer::None, "That is so", "none"))
        .maybe(tell(Answer::Unknown, "Not known", "unknown"))
        .maybe(slot(scenario, &assumed.member).map(|it| paste(it, assumed, scenario, act)))
}

/// A field for the policy that is there: pasted, it is taken at once; typed, when the field is left.
fn paste(
    slot: Slot,
    assumed: &AssumedReport,
    scenario: &Scenario,
    act: &Callback<Action>,
) -> Box<El> {
    let document = free_name(scenario, &slot);
    let attach = move |area: &HtmlTextAreaElement| {
        let text = area.value();
        let (document, slot) = (document.clone(), slot.clone());
        let change = Change::Attach { document, slot, text: text.clone() };
        (!text.trim().is_empty()).then_some(Action::Change(change))
    };
    let left = attach.clone();
    let on_input = super::when(act, move |event: InputEvent| {
        let pasted = matches!(event.input_type().as_str(), "insertFromPaste" | "insertFromDrop");
        let area = event.target_dyn_into::<HtmlTextAreaElement>()?;
        pasted.then(|| attach(&area)).flatten()
    });
    let on_change = super::when(act, move |event: Event| left(&event.target_dyn_into()?));
    el("textarea.assumed__paste[rows=1][placeholder=Paste it][translate=no]")
        .put("data-paste-assumed", &assumed.member)
        .put("aria-label", &format!("Paste it in place of: {}", assumed.assumed))
        .private()
        .on_input(on_input)
        .on_change(on_change)
}
