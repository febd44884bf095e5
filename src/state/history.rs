//! The earlier and undone states of the scenario; the letters of a word make one step.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;

use super::Source;
use super::typed::Typed;

/// The highest number of steps that undo can take back.
const MAX_HISTORY: usize = 200;

/// Earlier states of the scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    /// The last edit by hand, if the next one may go on with it.
    typing: Option<Typed>,
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
        let last = self.typing.as_ref();
        let goes_on = typed.as_ref().zip(last).is_some_and(|(it, last)| it.goes_on(last));
        if !goes_on {
            self.past.push(Step { scenario: before, source: None });
            if self.past.len() > MAX_HISTORY {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.typing = typed;
    }

    /// Keeps the scenario as it was `before` another was opened, and its source, so that a click in a menu loses no edits.
    pub(super) fn open(&mut self, before: Rc<Scenario>, source: Source) {
        self.past.push(Step { scenario: before, source: Some(source) });
        self.future.clear();
        self.typing = None;
    }
}
