//! Clicks and keys on the lanes: they are heard once for the whole picture, and their place says what they mean.

use std::rc::Rc;

use accesspath_engine::scenario::change::{Change, parts};
use accesspath_picture::{Picture, neighbour};
use yew::prelude::*;

use crate::answer::Answer;
use crate::browser;
use crate::state::{Action, Selection};

/// What a click or a key needs to know.
#[derive(Clone)]
pub(super) struct Touch {
    /// The answer that is drawn.
    pub answer: Rc<Answer>,
    /// Its picture.
    pub picture: Rc<Picture>,
    /// Whom the actions go to.
    pub act: Callback<Action>,
    /// Shows the columns of what is not set one by one, or folds them.
    pub fold: Callback<()>,
}

impl Touch {
    /// Called on a click anywhere in the picture.
    pub(super) fn on_click(&self) -> Callback<MouseEvent> {
        let own = self.clone();
        Callback::from(move |event: MouseEvent| {
            if browser::value_near(&event, "data-fold").is_some() {
                own.fold.emit(());
            }
            if let Some(action) = own.meant(&event) {
                own.act.emit(action);
            }
        })
    }

    /// Called when a key is pressed anywhere in the picture.
    pub(super) fn on_key(&self) -> Callback<KeyboardEvent> {
        let own = self.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" | " " => {
                if browser::value_near(&event, "data-fold").is_some() {
                    event.prevent_default();
                    own.fold.emit(());
                }
                let is_row = browser::value_near(&event, "data-card").is_some();
                let action = own.meant(&event).filter(|_| !is_row);
                if let Some(action) = action {
                    event.prevent_default();
                    own.act.emit(action);
                }
            }
            key => own.go(&event, key),
        })
    }

    /// The action that is meant by a click or a key at the place of `event`.
    fn meant(&self, event: &Event) -> Option<Action> {
        if let Some(gate) = browser::value_near(event, "data-gate") {
            return self.selection(&gate).map(Action::Select);
        }
        if let Some(switch) = browser::value_near(event, "data-switch") {
            let mut parts = parts(&self.answer.of).into_iter();
            let own = |part: &accesspath_engine::scenario::change::NetworkPart| {
                format!("{}:{}", part.code(), part.id()) == switch
            };
            let (part, on) = parts.find(|(part, _)| own(part))?;
            return Some(Action::Change(Change::SetPart(part, !on)));
        }
        if let Some(control) = browser::value_near(event, "data-column") {
            let selected = self.picture.lanes.iter().find(|it| it.selected);
            let lane = selected.or(self.picture.lanes.first())?;
            return self.selection(&format!("{}:{control}", lane.path)).map(Action::Select);
        }
        browser::value_near(event, "data-lane").map(Action::SelectPath)
    }

    /// The gate of that name, `PATH:CONTROL`.
    fn selection(&self, gate: &str) -> Option<Selection> {
        let (path, control) = gate.rsplit_once(':')?;
        Selection::on(self.answer.path(path)?, control)
    }

    /// Goes from the gate that has the focus to the one that `key` leads to.
    fn go(&self, event: &KeyboardEvent, key: &str) {
        let from = browser::value_near(event, "data-gate");
        let to = from.as_deref().and_then(|it| it.rsplit_once(':')).and_then(|(path, control)| {
            let (path, control) = neighbour(&self.picture, path, control, key)?;
            self.selection(&format!("{path}:{control}"))
        });
        if let Some(to) = to {
            event.prevent_default();
            let gate = format!("[data-gate=\"{}:{}\"]", to.path, to.control);
            browser::focus_near(event, &gate);
            self.act.emit(Action::Select(to));
        }
    }
}
