//! The scenario's earlier and undone states, and which edits make one step.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;
use accesspath_policy::policy::DocumentId;

/// How many keystrokes are one step back; about a line.
pub(super) const STEP_KEYSTROKES: usize = 60;

/// By how many bytes a text may change in one keystroke; what changes more is a step of its own.
const KEYSTROKE_BYTES: usize = 4;

/// How many steps back undo goes.
const MAX_HISTORY: usize = 200;

/// Earlier states of the scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    past: Vec<Rc<Scenario>>,
    future: Vec<Rc<Scenario>>,
    /// The document that is being typed into, and how many keystrokes the step holds so far.
    typing: Option<(DocumentId, usize)>,
}

/// An edit of a document by hand.
#[derive(Debug)]
pub(super) struct Typed {
    /// The document.
    pub document: DocumentId,
    /// By how many bytes its text's length changed.
    pub bytes: usize,
}

impl History {
    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to take again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Puts the step before `scenario` in its place; false where there is none.
    pub(super) fn undo(&mut self, scenario: &mut Rc<Scenario>) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(scenario, before));
        self.typing = None;
        true
    }

    /// Puts the step after `scenario` in its place; false where there is none.
    pub(super) fn redo(&mut self, scenario: &mut Rc<Scenario>) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(scenario, after));
        self.typing = None;
        true
    }

    /// Keeps the scenario as it was `before` an edit, unless the edit goes on with the typing that a step holds.
    pub(super) fn edit(&mut self, before: Rc<Scenario>, typed: Option<Typed>) {
        let typing = typed.map(|typed| {
            let so_far = match &self.typing {
                Some((last, count))
                    if *last == typed.document && typed.bytes <= KEYSTROKE_BYTES =>
                {
                    *count
                }
                _ => STEP_KEYSTROKES,
            };
            (typed.document, (so_far + 1) % (STEP_KEYSTROKES + 1))
        });
        // INVARIANT: the first keystroke of a step counts none, so that what was before it is kept.
        let goes_on = typing.as_ref().is_some_and(|(_, count)| *count > 0);
        if !goes_on {
            self.past.push(before);
            if self.past.len() > MAX_HISTORY {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.typing = typing;
    }

    /// Keeps the scenario as it was `before` another was opened: nobody loses what they typed to a click in a menu.
    pub(super) fn open(&mut self, before: Rc<Scenario>) {
        self.past.push(before);
        self.future.clear();
        self.typing = None;
    }
}
