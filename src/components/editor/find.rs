//! The search in the text of an editor.

use std::rc::Rc;

use accesspath_policy::text::{Lines, Span};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field;
use super::hand::Hand;
use crate::markup::{El, el};
use crate::search::{next, places};

/// A search that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Search {
    wanted: String,
    /// The number of the place that is shown.
    at: usize,
}

impl Search {
    /// The search for `wanted`, at its first place from the byte `from` of `text`.
    pub fn of(text: &str, wanted: String, from: usize) -> Self {
        let at = next(&places(text, &wanted), from);
        Self { wanted, at }
    }

    /// Every place in `text`.
    pub fn places(&self, text: &str) -> Vec<Span> {
        places(text, &self.wanted)
    }

    /// The place that is shown.
    pub fn place(&self, text: &str) -> Option<Span> {
        self.places(text).get(self.at).copied()
    }

    /// The search at the next place, or the one before.
    pub fn step(&self, text: &str, back: bool) -> Self {
        let count = self.places(text).len();
        let at = match (back, self.at) {
            (true, 0) => count.saturating_sub(1),
            (true, at) => at - 1,
            (false, at) if at + 1 >= count => 0,
            (false, at) => at + 1,
        };
        Self { wanted: self.wanted.clone(), at }
    }

    /// The bar of the search.
    pub fn draw(&self, text: &str, input: &NodeRef, hand: &Hand) -> Box<El> {
        let on_input = {
            let hand = hand.clone();
            Callback::from(move |event: InputEvent| {
                let (Some(input), Some(area)) =
                    (event.target_dyn_into::<HtmlInputElement>(), hand.field())
                else {
                    return;
                };
                let text = area.value();
                let caret = field::selection(&area, &text).start;
                let search = Self::of(&text, input.value(), caret);
                if let Some(place) = search.place(&text) {
                    field::reveal(&area, &text, &Lines::new(&text), place);
                }
                hand.search.set(Some(Rc::new(search)));
            })
        };
        let on_key = {
            let (hand, search) = (hand.clone(), self.clone());
            Callback::from(move |event: KeyboardEvent| {
                match event.key().as_str() {
                    "Enter" | "F3" => {
                        hand.go_on(event.shift_key());
                    }
                    "Escape" => search.close(&hand),
                    _ => return,
                }
                event.prevent_default();
            })
        };
        let step = |back: bool, action: &'static str, label: &str, sign: &str| {
            let hand = hand.clone();
            let go = Callback::from(move |_: MouseEvent| {
                hand.go_on(back);
            });
            el("button.editor__tool[type=button]")
                .put("data-action", action)
                .put("aria-label", label)
                .on_click(go)
                .text(sign)
        };
        let close = {
            let (hand, search) = (hand.clone(), self.clone());
            Callback::from(move |_: MouseEvent| search.close(&hand))
        };
        let count = self.places(text).len();
        let told = match count {
            _ if self.wanted.is_empty() => String::new(),
            0 => "Not found".to_owned(),
            _ => format!("{} of {count}", self.at.min(count - 1) + 1),
        };
        el("div.editor__find[role=search]")
            .add(
                el("input.editor__wanted[type=search][aria-label=Find in this document][data-find]")
                    .node_ref(input)
                    .private()
                    .value(&self.wanted)
                    .on_input(on_input)
                    .on_key(on_key),
            )
            .add(el("span.editor__count[role=status]").text(&told))
            .add(step(true, "find-previous", "Previous place", "\u{2191}"))
            .add(step(false, "find-next", "Next place", "\u{2193}"))
            .add(
                el("button.editor__tool[type=button][data-action=find-close][aria-label=Close the search]")
                    .on_click(close)
                    .text("\u{d7}"),
            )
    }

    /// Closes the search; the place that was shown is selected in the field.
    fn close(&self, hand: &Hand) {
        hand.search.set(None);
        let Some(area) = hand.field() else { return };
        let text = area.value();
        match self.place(&text) {
            Some(place) => field::select(&area, &text, place),
            None => drop(area.focus()),
        }
    }
}
