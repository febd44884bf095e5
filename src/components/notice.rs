//! The notice: over the page, or inside the panel where one is open.

use yew::prelude::*;

use crate::markup::el;
use crate::state::{Action, Notice, Offer};

pub(super) fn notice(
    notice: Option<&Notice>,
    on_offer: &Callback<Offer>,
    act: &Callback<Action>,
) -> Html {
    let Some(notice) = notice else { return el("div.notices[role=status]").done() };
    let dismiss = act.reform(|_: MouseEvent| Action::DismissNotice);
    let (role, class) =
        if notice.is_error { ("alert", "notice notice--error") } else { ("status", "notice") };
    let offer = notice.offer.clone().map(|offer| {
        let words = offer.words();
        el("button.button.button--primary[type=button][data-action=offer]")
            .on_click(on_offer.reform(move |_: MouseEvent| offer.clone()))
            .text(words)
    });
    let told = el("div[data-notice]")
        .put("class", class)
        .put("role", role)
        .add(el("p.notice__text").text(&notice.text))
        .maybe(offer)
        .add(el("button.button[type=button]").on_click(dismiss).text("Dismiss"));
    el("div.notices").add(told).done()
}
