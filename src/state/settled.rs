//! What a state settles into by itself: the parts of its answer that are looked for without being asked for.

use std::rc::Rc;

use accesspath_engine::repair::Target;

use super::{Action, AppState, Selection, Tab};
use crate::answer::Answer;
use crate::wanted::Wanted;

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

    /// The parts that are looked for by themselves.
    pub fn wants(&self, answer: &Answer) -> Vec<Wanted> {
        let selection = self.selection(answer);
        let change = self.repair_target(answer, selection.as_ref());
        let found = match self.tab(answer, selection.as_ref()) {
            Tab::Document(id) if self.view.frame.editable => Some(Wanted::Findings(id)),
            _ => None,
        };
        let lock_outs = answer.may_lock_out().then_some(Wanted::LockOuts);
        lock_outs.into_iter().chain(change.map(|it| Wanted::Fix(it, 1))).chain(found).collect()
    }

    /// The state with all parts, and the answer.
    pub fn settled(self) -> (Self, Rc<Answer>) {
        let answer = Rc::new(Answer::of(self.scenario.clone(), None));
        let reference = self.view.reference;
        let told: Vec<_> =
            self.wants(&answer).iter().filter_map(|it| it.work_out(&answer, reference)).collect();
        let settled = told.into_iter().fold(self, |state, it| state.apply(Action::Hear(it)));
        (settled, answer)
    }
}
