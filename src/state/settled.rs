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

    /// The parts, each as what puts it into a state with this answer; a browser can draw between them.
    pub const PARTS: [fn(Self, &Answer) -> Self; 3] =
        [Self::with_lock_outs, Self::with_change, Self::with_findings];

    /// The state with all parts, and the answer.
    pub fn settled(self) -> (Self, Rc<Answer>) {
        let answer = Rc::new(Answer::of(self.scenario.clone(), None));
        let settled = Self::PARTS.iter().fold(self, |state, part| part(state, &answer));
        (settled, answer)
    }

    fn with_lock_outs(self, answer: &Answer) -> Self {
        if !answer.may_lock_out() {
            return self;
        }
        let told = Later::of(answer.of.clone(), answer.lock_outs());
        self.apply(Action::Settle(Rc::new(told)))
    }

    fn with_change(self, answer: &Answer) -> Self {
        let selection = self.selection(answer);
        match self.repair_target(answer, selection.as_ref()) {
            Some(target) => self.apply(Action::Repair(target, 1)),
            None => self,
        }
    }

    fn with_findings(self, answer: &Answer) -> Self {
        let selection = self.selection(answer);
        let Tab::Document(id) = self.tab(answer, selection.as_ref()) else { return self };
        match answer.findings(&id, self.view.reference) {
            Some(found) => self.apply(Action::Find(Rc::new(found))),
            None => self,
        }
    }
}
