//! What an editor shows beside its text: the list of suggestions, and the bar of the search.

use std::rc::Rc;

use accesspath_policy::text::Lines;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field;
use super::find::Search;
use super::hand::Hand;
use super::suggest::{Suggestions, list_id, option_id};
use crate::markup::{El, el};
use crate::module::elsewhere;

elsewhere! { more "07"
/// The list, for the editor of that name. It is open only where its module is here.
pub(super) fn suggestions(shown: &Suggestions, name: &str, node: &NodeRef, hand: &Hand) -> Box<El> {
    let options = shown.completion.candidates.iter().enumerate().map(|(number, it)| {
        let take = {
            let hand = hand.clone();
            Callback::from(move |_: MouseEvent| hand.take(number))
        };
        el("li.suggestion[role=option]")
            .put("id", &option_id(name, number))
            .state("aria-selected", number == shown.active)
            .on_click(take)
            .text(&it.label)
    });
    // The field keeps the focus while the list is clicked.
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    el("ul.suggestions[role=listbox][aria-label=Suggestions]")
        .node_ref(node)
        .put("id", &list_id(name))
        .on_press(keep)
        .each(options)
} }

elsewhere! { more "08"
/// The bar of the search in `text`. It is open only where its module is here.
pub(super) fn bar(search: &Search, text: &str, input: &NodeRef, hand: &Hand) -> Box<El> {
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
            let search = Search::of(&text, input.value(), caret);
            if let Some(place) = search.place(&text) {
                field::reveal(&area, &text, &Lines::new(&text), place);
            }
            hand.search.set(Some(Rc::new(search)));
        })
    };
    let on_key = {
        let (hand, search) = (hand.clone(), search.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Enter" | "F3" => {
                    hand.go_on(event.shift_key());
                }
                "Escape" => close(&hand, &search),
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
    let on_close = {
        let (hand, search) = (hand.clone(), search.clone());
        Callback::from(move |_: MouseEvent| close(&hand, &search))
    };
    el("div.editor__find[role=search]")
            .add(
                el("input.editor__wanted[type=text][role=searchbox][aria-label=Find in this document][data-find]")
                    .node_ref(input)
                    .private()
                    .value(search.wanted())
                    .on_input(on_input)
                    .on_key(on_key),
            )
            .add(el("span.editor__count[role=status]").text(&search.told(text)))
            .add(step(true, "find-previous", "Previous place", "\u{2191}"))
            .add(step(false, "find-next", "Next place", "\u{2193}"))
            .add(
                el("button.editor__tool[type=button][data-action=find-close][aria-label=Close the search]")
                    .on_click(on_close)
                    .text("\u{d7}"),
            )
} }

/// Closes the search; the place that was shown is selected in the field.
fn close(hand: &Hand, search: &Search) {
    hand.search.set(None);
    let Some(area) = hand.field() else { return };
    let text = area.value();
    match search.place(&text) {
        Some(place) => field::select(&area, &text, place),
        None => drop(area.focus()),
    }
}
