//! What a state settles into by itself: the parts of its answer that are looked for without being asked for.

use std::rc::Rc;

use accesspath_engine::repair::Target;

use super::{Action, AppState, Selection, Tab};
use crate::answer::Answer;
use crate::later::Later;

/// With more paths, or more bytes of policies, the search is left to a button: it may take seconds.
const MOST_PATHS: usize = 8;
const MOST_BYTES: usize = 40_000;

impl AppState {
    /// The blocked path for which the smallest change is looked for by itself: the selected one, where that is quick.
    pub fn repair_target(&self, answer: &Answer, selection: Option<&Selection>) -> Option<Target> {
        let path = answer.path(&selection?.path).filter(|it| it.outcome == "blocked")?;
        let bytes = self.scenario.documents.values().map(|it| it.text().len()).sum::<usize>();
        let is_quick =
            answer.paths.len() <= MOST_PATHS && bytes <= MOST_BYTES && !self.view.embedded;
        is_quick.then(|| Target::Path(path.path.clone()))
    }

    /// The state with those parts, and the answer.
    pub fn settled(self) -> (Self, Rc<Answer>) {
        let answer = Rc::new(Answer::of(self.scenario.clone(), None));
        let mut state = self;
        if answer.may_lock_out() {
            let told = Later::of(answer.of.clone(), answer.lock_outs());
            state = state.apply(Action::Settle(Rc::new(told)));
        }
        let selection = state.selection(&answer);
        if let Some(target) = state.repair_target(&answer, selection.as_ref()) {
            state = state.apply(Action::Repair(target, 1));
        }
        let document = match state.tab(&answer, selection.as_ref()) {
            Tab::Document(id) if state.view.frame.editable => Some(id),
            _ => None,
        };
        let reference = state.view.reference;
        if let Some(found) = document.and_then(|it| answer.findings(&it, reference)) {
            state = state.apply(Action::Find(Rc::new(found)));
        }
        (state, answer)
    }
}
