//! A word of AWS with what it means, which is shown while a pointer rests on it, while it has the focus, and when it is
//! tapped.

use yew::prelude::*;

use super::prose::prose;
use crate::browser;
use crate::markup::{El, el};
use crate::terms::{Term, first_in};

/// The word, with its sentence, AWS's page and the rules behind it.
pub(super) fn term(word: &str, term: &'static Term) -> Box<El> {
    // Escape puts the sentence away, without closing anything else.
    let away = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            browser::leave_focus();
        }
    });
    let button = el("button.term__word[type=button]")
        .put("data-term", term.word)
        .put("aria-description", term.told)
        .text(word);
    el("span.term").on_key(away).add(button).add(el("span.term__told").add(told(term)))
}

/// The sentence, AWS's page and the rules.
pub(super) fn told(term: &'static Term) -> Box<El> {
    let page = el("a[target=_blank][rel=noopener noreferrer]")
        .put("href", term.page)
        .text("AWS page")
        .add(el("span.hidden-text").text(&format!(" about {}", term.word)));
    let rules = format!(" · Rules {} in docs/evaluation.md", term.rules);
    el("span")
        .add(el("span").text(&format!("{} ", term.told)))
        .add(page)
        .add(el("span.term__rules").text(&rules))
}

/// A sentence whose first word that needs one has its explanation; `seen` are those that had theirs before.
pub(super) fn explained(to: Box<El>, sentence: &str, seen: &mut Vec<&'static Term>) -> Box<El> {
    let Some((before, word, behind, of)) = first_in(sentence, seen) else {
        return prose(to, sentence);
    };
    seen.push(of);
    let to = prose(to, before).add(term(word, of));
    prose(to, behind)
}
