//! The earlier and undone states of the scenario; keystrokes in one document make one step.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;
use accesspath_policy::policy::DocumentId;

use super::Source;

/// The keystrokes of one step, about a line.
pub(super) const STEP_KEYSTROKES: usize = 60;

/// The bytes by which a keystroke may change the length of a text; a larger change is a step of its own.
const KEYSTROKE_BYTES: usize = 4;

/// The highest number of steps that undo can take back.
const MAX_HISTORY: usize = 200;

/// Earlier states of the scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    /// The document that is being typed into, and the count of keystrokes in its step.
    typing: Option<(DocumentId, usize)>,
}

/// A state to go back to, or forward.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    scenario: Rc<Scenario>,
    /// Where it comes from, if that is another case than the one beside it.
    source: Option<Source>,
}

impl Step {
    /// Puts this state in the place of `scenario` and `source`, and returns the step back.
    fn take(self, scenario: &mut Rc<Scenario>, source: &mut Source) -> Self {
        let title = scenario.title.clone();
        let within = self.source.is_none();
        let other = Self {
            scenario: std::mem::replace(scenario, self.scenario),
            source: self.source.map(|it| std::mem::replace(source, it)),
        };
        // A name is no edit: another tab, or the list of cases, may have it already.
        if within && scenario.title != title {
            Rc::make_mut(scenario).title = title;
        }
        other
    }
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

    /// Replaces `scenario`, and its source, by the step before it; false if there is none.
    pub(super) fn undo(&mut self, scenario: &mut Rc<Scenario>, source: &mut Source) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(before.take(scenario, source));
        self.typing = None;
        true
    }

    /// Replaces `scenario`, and its source, by the step after it; false if there is none.
    pub(super) fn redo(&mut self, scenario: &mut Rc<Scenario>, source: &mut Source) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(after.take(scenario, source));
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
            self.past.push(Step { scenario: before, source: None });
            if self.past.len() > MAX_HISTORY {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.typing = typing;
    }

    /// Keeps the scenario as it was `before` another was opened, and its source, so that a click in a menu loses no edits.
    pub(super) fn open(&mut self, before: Rc<Scenario>, source: Source) {
        self.past.push(Step { scenario: before, source: Some(source) });
        self.future.clear();
        self.typing = None;
    }
}
