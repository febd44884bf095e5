//! A button that puts a text on the clipboard.

use yew::prelude::*;

use crate::markup::{El, el};

/// The button; `what` names the text for a screen reader.
pub(super) fn button(text: &str, what: &str, on_copy: &Callback<String>) -> Box<El> {
    let text = text.to_owned();
    let copy = on_copy.reform(move |_: MouseEvent| text.clone());
    el("button.button.button--plain.button--small[type=button][data-action=copy]")
        .on_click(copy)
        .text("Copy")
        .add(el("span.hidden-text").text(&format!(" {what}")))
}
