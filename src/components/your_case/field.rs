//! The controls of the cards: choices beside one another, and fields for names.

use accesspath_policy::symbol;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::markup::{El, el};
use crate::state::Action;

/// One of several choices beside one another.
pub(super) fn choice(label: &str, chosen: bool, action: Action, act: &Callback<Action>) -> Box<El> {
    el("button.choice[type=button]")
        .put("data-choice", label)
        .state("aria-pressed", chosen)
        .on_click(act.reform(move |_: MouseEvent| action.clone()))
        .text(label)
}

/// A field for a name; `told` makes the action of a new value, where the value can be one.
pub(super) fn field(
    name: &'static str,
    label: &str,
    value: &str,
    told: fn(String) -> Option<Action>,
    act: &Callback<Action>,
) -> Box<El> {
    let act = act.clone();
    let on_change = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        if let Some(action) = told(input.value().trim().to_owned()) {
            act.emit(action);
        }
    });
    let input = el("input.field__input[type=text]")
        .private()
        .put("data-field", name)
        .value(value)
        .on_change(on_change);
    el("label.field").add(el("span.field__label").text(label)).add(input)
}

/// The name as it was told; nothing while it is not known.
pub(super) fn known(name: &str) -> &str {
    if symbol::has(name) { "" } else { name }
}

/// A sentence in which what is not known is named in plain words.
pub(super) fn readable(text: &str) -> String {
    let names = [("bucket", "a bucket"), ("account", "an account"), ("function", "the function")];
    names
        .iter()
        .fold(text.to_owned(), |text, (name, words)| text.replace(&symbol::of_name(name), words))
}
