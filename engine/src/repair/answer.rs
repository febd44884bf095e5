//! The answer for one target alone: what `analyze` says of it, without the rest.

use accesspath_policy::truth::Truth;

use super::Target;
use super::blocker::{self, Blocker};
use crate::answer::analyze_path;
use crate::chain::{self, Chain};
use crate::control::Control;
use crate::documents::Documents;
use crate::judge::{Outcome, PathAnalysis};
use crate::network;
use crate::scenario::Scenario;

/// A scenario, judged for one target.
pub(super) struct Judged {
    pub(super) scenario: Scenario,
    pub(super) documents: Documents,
    /// `None` where the scenario has no such target any more.
    answer: Option<Answer>,
}

enum Answer {
    Path(Box<PathAnalysis>),
    Chain(Box<Chain>),
}

impl Judged {
    /// Judges the `target` in `scenario`; documents that `before` holds with the same text are not read again.
    pub(super) fn new(scenario: Scenario, before: &Documents, target: &Target) -> Self {
        let documents = before.read_again(&scenario);
        let answer = {
            let opened = scenario.opened();
            match target {
                Target::Path(id) => {
                    let path = network::paths(&opened).into_iter().find(|it| it.id == *id);
                    path.map(|it| Answer::Path(Box::new(analyze_path(it, &opened, &documents))))
                }
                Target::Chain { bucket, notification } => {
                    let own = |it: &Chain| it.bucket == *bucket && it.notification == *notification;
                    let chain = chain::chains(&opened, &documents).into_iter().find(own);
                    chain.map(|it| Answer::Chain(Box::new(it)))
                }
            }
        };
        Self { scenario, documents, answer }
    }

    /// The outcome; `None` where there is no such target.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        match self.answer.as_ref()? {
            Answer::Path(it) => Some(it.outcome),
            Answer::Chain(it) => Some(it.outcome),
        }
    }

    /// The control on which an undetermined answer turns first.
    pub(super) fn undetermined_control(&self) -> Control {
        let of_path = |it: &PathAnalysis| {
            let open = it.checks.iter().find(|it| it.passes == Truth::Unknown)?;
            let request = it.asked(open).find_map(|it| it.open.first());
            Some(request.map_or(open.control, |it| Control::Policy(it.layer)))
        };
        let found = match &self.answer {
            Some(Answer::Path(it)) => of_path(it),
            Some(Answer::Chain(it)) => {
                let paths = it.steps.iter().flat_map(|it| &it.paths);
                paths.map(|it| &it.analysis).find_map(of_path)
            }
            None => None,
        };
        found.unwrap_or(Control::Authorization)
    }

    /// What blocks, in the order in which the call meets it.
    pub(super) fn blockers(&self) -> Vec<Blocker<'_>> {
        match &self.answer {
            Some(Answer::Path(it)) => blocker::of_path(it),
            Some(Answer::Chain(it)) => blocker::of_chain(it),
            None => Vec::new(),
        }
    }
}
