//! The notice: over the page, or inside the panel where one is open.

use yew::prelude::*;

use crate::markup::el;
use crate::state::{Action, Notice};

pub(super) fn notice(notice: Option<&Notice>, act: &Callback<Action>) -> Html {
    let Some(notice) = notice else { return el("div.notices[role=status]").done() };
    let dismiss = act.reform(|_: MouseEvent| Action::DismissNotice);
    let (role, class) =
        if notice.is_error { ("alert", "notice notice--error") } else { ("status", "notice") };
    let told = el("div[data-notice]")
        .put("class", class)
        .put("role", role)
        .add(el("p.notice__text").text(&notice.text))
        .add(el("button.button[type=button]").on_click(dismiss).text("Dismiss"));
    el("div.notices").add(told).done()
}
