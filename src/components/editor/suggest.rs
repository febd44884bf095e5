//! The list of suggestions beside the caret.

use yew::prelude::*;

use super::hand::Hand;
use crate::complete::Completion;
use crate::markup::{El, el};

/// What is suggested, and where.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Suggestions {
    pub completion: Completion,
    /// The one that Enter takes.
    pub active: usize,
    /// The line and column, from 1, at which what they replace begins.
    pub line: usize,
    pub column: usize,
}

impl Suggestions {
    /// The list, for the editor of that name.
    pub fn draw(&self, name: &str, node: &NodeRef, hand: &Hand) -> Box<El> {
        let options = self.completion.candidates.iter().enumerate().map(|(number, it)| {
            let take = {
                let hand = hand.clone();
                Callback::from(move |_: MouseEvent| hand.take(number))
            };
            el("li.suggestion[role=option]")
                .put("id", &option_id(name, number))
                .state("aria-selected", number == self.active)
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
    }

    /// The id of the option that Enter takes.
    pub fn active_id(&self, name: &str) -> String {
        option_id(name, self.active)
    }

    /// The words for those who do not see the list.
    pub fn told(&self) -> String {
        match self.completion.candidates.len() {
            1 => "1 suggestion".to_owned(),
            count => format!("{count} suggestions"),
        }
    }
}

pub(super) fn list_id(name: &str) -> String {
    format!("suggestions-{name}")
}

fn option_id(name: &str, number: usize) -> String {
    format!("suggestion-{name}-{number}")
}
