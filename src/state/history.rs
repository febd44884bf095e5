//! The earlier and undone states of the scenario; keystrokes in one document make one step.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;
use accesspath_policy::policy::DocumentId;

/// The keystrokes of one step, about a line.
pub(super) const STEP_KEYSTROKES: usize = 60;

/// The bytes by which a keystroke may change the length of a text; a larger change is a step of its own.
const KEYSTROKE_BYTES: usize = 4;

/// The highest number of steps that undo can take back.
const MAX_HISTORY: usize = 200;

/// Earlier states of the scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    past: Vec<Rc<Scenario>>,
    future: Vec<Rc<Scenario>>,
    /// The document that is being typed into, and the count of keystrokes in its step.
    typing: Option<(DocumentId, usize)>,
}

/// An edit of a document by hand.
#[derive(Debug)]
pub(super) struct Typed {
    /// The document.
    pub document: DocumentId,
    /// The bytes by which its text's length changed.
    pub bytes: usize,
}

impl History {
    /// There is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// There is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Replaces `scenario` by the step before it; false if there is none.
    pub(super) fn undo(&mut self, scenario: &mut Rc<Scenario>) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(scenario, before));
        self.typing = None;
        true
    }

    /// Replaces `scenario` by the step after it; false if there is none.
    pub(super) fn redo(&mut self, scenario: &mut Rc<Scenario>) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(scenario, after));
        self.typing = None;
        true
    }

    /// Keeps the scenario as it was `before` an edit, unless the edit continues the typing of the last step.
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
        // INVARIANT: the first keystroke of a step has the count zero, so that the state before it is kept.
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

    /// Keeps the scenario as it was `before` another was opened, so that a click in a menu loses no edits.
    pub(super) fn open(&mut self, before: Rc<Scenario>) {
        self.past.push(before);
        self.future.clear();
        self.typing = None;
    }
}
