//! Clicks and keys on the lanes: they are heard once for the whole picture, and their place says what they mean.

use std::rc::Rc;

use accesspath_engine::scenario::change::{Change, parts};
use accesspath_picture::{Picture, Spot, neighbour};
use yew::prelude::*;

use crate::answer::Answer;
use crate::browser;
use crate::state::{Action, Selection};
use crate::tables::Shown;

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
            return self.layer(&control).map(Action::SelectLayer);
        }
        if let Some(hop) = browser::value_near(event, "data-hop") {
            let (path, number) = hop.rsplit_once(':')?;
            let hops = &self.answer.path(path)?.way.as_ref()?.hops;
            let hop = hops.get(number.parse::<usize>().ok()?)?;
            let shown = Shown::of_hop(&self.answer.of, hop.kind, &hop.name);
            // What has no facts of its own selects its path.
            return Some(shown.map_or(Action::SelectPath(path.to_owned()), Action::ShowFacts));
        }
        if browser::value_near(event, "data-bucket").is_some() {
            return Shown::of_bucket(&self.answer.of).map(Action::ShowFacts);
        }
        browser::value_near(event, "data-lane").map(Action::SelectPath)
    }

    /// The gate of that name, `PATH:CONTROL`.
    fn selection(&self, gate: &str) -> Option<Selection> {
        let (path, control) = gate.rsplit_once(':')?;
        Selection::on(self.answer.path(path)?, control)
    }

    /// The control of that word on the selected path, else on the first that meets it.
    fn layer(&self, control: &str) -> Option<Selection> {
        let selected = self.picture.lanes.iter().filter(|it| it.selected);
        let mut lanes = selected.chain(&self.picture.lanes);
        lanes.find_map(|it| self.selection(&format!("{}:{control}", it.path)))
    }

    /// Goes from what has the focus to what `key` leads to; a gate or a column that is reached is selected.
    fn go(&self, event: &KeyboardEvent, key: &str) {
        let Some(to) = self.spot(event).and_then(|it| neighbour(&self.picture, &it, key)) else {
            return;
        };
        event.prevent_default();
        let (selector, action) = match to {
            Spot::Gate(path, control) => {
                let gate = format!("{path}:{control}");
                let action = self.selection(&gate).map(Action::Select);
                (format!("[data-gate=\"{gate}\"]"), action)
            }
            Spot::Hop(path, number) => (format!("[data-hop=\"{path}:{number}\"]"), None),
            Spot::Column(control) => (
                format!("[data-column=\"{control}\"]"),
                self.layer(control).map(Action::SelectLayer),
            ),
        };
        browser::focus_near(event, &selector);
        action.into_iter().for_each(|it| self.act.emit(it));
    }

    /// The part of the picture that has the focus.
    fn spot(&self, event: &KeyboardEvent) -> Option<Spot> {
        let at = |name: &str| browser::value_near(event, name);
        if let Some(gate) = at("data-gate") {
            let selection = self.selection(&gate)?;
            return Some(Spot::Gate(selection.path, selection.control));
        }
        if let Some(hop) = at("data-hop") {
            let (path, number) = hop.rsplit_once(':')?;
            return Some(Spot::Hop(path.to_owned(), number.parse().ok()?));
        }
        let control = at("data-column")?;
        let mut columns = self.picture.columns.iter().filter_map(|it| it.control);
        columns.find(|it| *it == control).map(Spot::Column)
    }
}
