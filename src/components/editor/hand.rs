//! The keys of the field: what each does beyond what the browser makes of it.

use std::rc::Rc;

use accesspath_policy::policy::PolicyKind;
use accesspath_policy::text::{Lines, Span};
use web_sys::{HtmlTextAreaElement, KeyboardEvent};
use yew::{Callback, UseStateHandle};

use super::field;
use super::suggest::Suggestions;
use crate::brackets::{STEP, line_break};
use crate::complete::{Known, Names, complete};
use crate::module::{Module, elsewhere};
use crate::reference::Reference;
use crate::state::Action;

/// What the suggestions are made from.
#[derive(Debug, Clone)]
pub(in super::super) struct Writing {
    /// The kind of the policy.
    pub kind: PolicyKind,
    /// What AWS documents.
    pub reference: Reference,
    /// The names of the scenario.
    pub names: Names,
}

impl PartialEq for Writing {
    fn eq(&self, other: &Self) -> bool {
        // The reference is read once, so another address of it means another reference.
        let place = |it: &Self| it.reference.facts().map(std::ptr::from_ref);
        self.kind == other.kind && place(self) == place(other) && self.names == other.names
    }
}

/// One drawing's hand on the field.
#[derive(Clone)]
pub(super) struct Hand {
    pub area: yew::NodeRef,
    pub writing: Option<Writing>,
    /// Takes the text after an edit.
    pub type_text: Callback<String>,
    pub act: Callback<Action>,
    pub suggestions: UseStateHandle<Option<Rc<Suggestions>>>,
    pub search: UseStateHandle<Option<Rc<super::find::Search>>>,
    /// The Tab key indents, and does not leave the field.
    pub indents: UseStateHandle<bool>,
    /// Undo and redo are those of the page.
    pub undoes: bool,
}

impl Hand {
    pub fn field(&self) -> Option<HtmlTextAreaElement> {
        self.area.cast()
    }

    /// A key was pressed in the field. Until the module of the keys is here, they do what the browser makes of them.
    pub fn press(&self, event: &KeyboardEvent) {
        if Module::More.is_here() {
            pressed(self, event);
        }
    }

    fn act_on(&self, event: &KeyboardEvent) {
        let Some(area) = self.field().filter(|_| !event.is_composing()) else { return };
        let done = self.press_in_list(event)
            || self.press_command(event, &area)
            || self.press_edit(event, &area);
        if done {
            event.prevent_default();
        }
    }

    /// The keys of the suggestions.
    fn press_in_list(&self, event: &KeyboardEvent) -> bool {
        let Some(shown) = &*self.suggestions else { return false };
        let last = shown.completion.candidates.len().saturating_sub(1);
        let active = match event.key().as_str() {
            "ArrowDown" => {
                if shown.active == last {
                    0
                } else {
                    shown.active + 1
                }
            }
            "ArrowUp" => shown.active.checked_sub(1).unwrap_or(last),
            "PageDown" => (shown.active + 8).min(last),
            "PageUp" => shown.active.saturating_sub(8),
            "Enter" | "Tab" if !event.shift_key() => {
                self.take(shown.active);
                return true;
            }
            "Escape" => {
                self.suggestions.set(None);
                return true;
            }
            "ArrowLeft" | "ArrowRight" | "Home" | "End" => {
                self.suggestions.set(None);
                return false;
            }
            _ => return false,
        };
        self.suggestions.set(Some(Rc::new(Suggestions { active, ..(**shown).clone() })));
        true
    }

    /// The keys with Ctrl, on a Mac with ⌘.
    fn press_command(&self, event: &KeyboardEvent, area: &HtmlTextAreaElement) -> bool {
        let key = event.key();
        if key == "F3" {
            return self.go_on(event.shift_key());
        }
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return false;
        }
        match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
            (" ", false) => self.suggest(area, &area.value(), true),
            ("f", false) => self.find(area),
            ("m", false) => self.indents.set(!*self.indents),
            ("z", false) if self.undoes => self.act.emit(Action::Undo),
            ("z", true) | ("y", false) if self.undoes => self.act.emit(Action::Redo),
            _ => return false,
        }
        true
    }

    /// The keys that change the text.
    fn press_edit(&self, event: &KeyboardEvent, area: &HtmlTextAreaElement) -> bool {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        // WebKitGTK has no name for Tab together with Shift.
        let is_tab = event.key() == "Tab" || event.code() == "Tab";
        let key = if is_tab { "Tab".to_owned() } else { event.key() };
        match (key.as_str(), event.shift_key()) {
            ("Enter", false) => {
                let text = area.value();
                let selected = field::selection(area, &text);
                let (inserted, caret) = line_break(&text, selected.start);
                // A bracket that the selection reaches over is gone.
                let inserted = if selected.start == selected.end {
                    inserted
                } else {
                    inserted.get(..caret).unwrap_or_default().to_owned()
                };
                self.replace(area, &text, selected, &inserted, caret);
                true
            }
            ("Tab", outwards) if *self.indents => {
                self.indent(area, outwards);
                true
            }
            // The next Tab leaves the field.
            ("Escape", false) if *self.indents => {
                self.indents.set(false);
                true
            }
            _ => false,
        }
    }

    /// Moves the selected lines a step to the right, or to the left.
    fn indent(&self, area: &HtmlTextAreaElement, outwards: bool) {
        let text = area.value();
        let selected = field::selection(area, &text);
        if selected.start == selected.end && !outwards {
            self.replace(area, &text, selected, STEP, STEP.len());
            return;
        }
        let lines = Lines::new(&text);
        let [first, last] = [selected.start, selected.end].map(|it| lines.at(it));
        let whole = lines.span(&text, first).to(lines.span(&text, last));
        let moved: Vec<String> = whole
            .of(&text)
            .split('\n')
            .map(|line| match line.strip_prefix(STEP) {
                Some(rest) if outwards => rest.to_owned(),
                _ if outwards => line.trim_start_matches([' ', '\t']).to_owned(),
                _ => format!("{STEP}{line}"),
            })
            .collect();
        let moved = moved.join("\n");
        self.replace(area, &text, whole, &moved, moved.len());
    }

    /// Puts `with` in place of `span` of `text`, which the field holds.
    fn replace(
        &self,
        area: &HtmlTextAreaElement,
        text: &str,
        span: Span,
        with: &str,
        caret: usize,
    ) {
        field::replace(area, text, span, with, caret);
        self.type_text.emit(area.value());
    }

    /// Shows what may be written at the caret of `text`, which the field holds.
    pub fn suggest(&self, area: &HtmlTextAreaElement, text: &str, asked: bool) {
        if Module::More.is_here() {
            suggested(self, area, text, asked);
        }
    }

    fn offer(&self, area: &HtmlTextAreaElement, text: &str, asked: bool) {
        let caret = field::selection(area, text);
        let completion =
            self.writing.as_ref().filter(|_| caret.start == caret.end).and_then(|it| {
                let known = Known { kind: it.kind, facts: it.reference.facts(), names: &it.names };
                complete(text, caret.start, asked, &known)
            });
        let shown = completion.map(|completion| {
            let place = Lines::new(text).location(text, completion.span.start);
            Rc::new(Suggestions { completion, active: 0, line: place.line, column: place.column })
        });
        if shown.is_some() || self.suggestions.is_some() {
            self.suggestions.set(shown);
        }
    }

    /// Takes a suggestion.
    pub fn take(&self, number: usize) {
        let (Some(area), Some(shown)) = (self.field(), &*self.suggestions) else { return };
        self.suggestions.set(None);
        let Some(candidate) = shown.completion.candidates.get(number) else { return };
        let text = area.value();
        self.replace(&area, &text, shown.completion.span, &candidate.insert, candidate.caret);
        let begun = candidate.caret < candidate.insert.len();
        if begun {
            self.suggest(&area, &area.value(), false);
        }
    }

    /// Opens the search, for the selected word.
    pub fn find(&self, area: &HtmlTextAreaElement) {
        let text = area.value();
        let selected = field::selection(area, &text);
        let wanted = selected.of(&text).lines().next().unwrap_or_default().to_owned();
        self.suggestions.set(None);
        self.search.set(Some(Rc::new(super::find::Search::of(&text, wanted, selected.start))));
    }

    /// Goes to the next place of the search, or the one before; false where none is open.
    pub fn go_on(&self, back: bool) -> bool {
        let (Some(search), Some(area)) = (&*self.search, self.field()) else { return false };
        let text = area.value();
        let next = search.step(&text, back);
        if let Some(place) = next.place(&text) {
            field::reveal(&area, &text, &Lines::new(&text), place);
        }
        self.search.set(Some(Rc::new(next)));
        true
    }
}

elsewhere! { more "05"
fn pressed(hand: &Hand, event: &KeyboardEvent) {
    hand.act_on(event);
} }

elsewhere! { more "06"
fn suggested(hand: &Hand, area: &HtmlTextAreaElement, text: &str, asked: bool) {
    hand.offer(area, text, asked);
} }
