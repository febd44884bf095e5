//! A list of switches under the picture, which switch parts of the network on and off.
//!
//! It has all parts, also those that the picture does not draw.

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{Change, NetworkPart, parts};
use yew::prelude::*;

use crate::markup::{El, el};
use crate::state::Action;

pub(super) fn what_if(scenario: &Scenario, act: &Callback<Action>) -> Html {
    let parts = parts(scenario);
    if parts.is_empty() {
        return Html::default();
    }
    el("fieldset.what-if[data-what-if]")
        .add(el("legend.what-if__title").text("What if"))
        .each(parts.into_iter().map(|(part, on)| switch(part, on, act)))
        .done()
}

fn switch(part: NetworkPart, on: bool, act: &Callback<Action>) -> Box<El> {
    let (told, name) = (format!("{}:{}", part.code(), part.id()), part.title());
    let on_click =
        act.reform(move |_: MouseEvent| Action::Change(Change::SetPart(part.clone(), !on)));
    el("button.what-if__part[type=button][role=switch]")
        .put("data-part", &told)
        .state("aria-checked", on)
        .on_click(on_click)
        .add(el("span.what-if__track[aria-hidden=true]"))
        .add(el("span").text(&name))
        .add(el("span.what-if__state[aria-hidden=true]").text(if on { "on" } else { "off" }))
}
