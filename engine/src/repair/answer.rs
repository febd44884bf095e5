//! The answer for the goals alone: what `analyze` says of them, without the rest.

use std::cell::OnceCell;

use accesspath_policy::truth::Truth;

use super::blocker::{self, Blocker};
use super::{Goal, Repair, Target};
use crate::answer::analyze_path;
use crate::chain::{self, Chain};
use crate::control::Control;
use crate::documents::Documents;
use crate::judge::{Outcome, PathAnalysis};
use crate::lock_out::{self, LockOutVerdict};
use crate::network;
use crate::reach::{self, CallerRow, Task, Who};
use crate::scenario::Scenario;
use crate::scenario::change::{self, Change};

/// A scenario, judged for some goals.
pub(super) struct Judged {
    pub(super) scenario: Scenario,
    pub(super) documents: Documents,
    /// Its facts as a text, which every change of a fact is made in.
    facts: OnceCell<String>,
    /// The first goal that is not met; the later ones are not asked then.
    pub(super) unmet: Option<Unmet>,
}

/// A goal that is not met.
pub(super) struct Unmet {
    /// Its number among the goals.
    pub(super) goal: usize,
    /// It depends on a fact that is not known whether it is met.
    pub(super) is_unknown: bool,
    pub(super) answer: Answer,
}

/// What is asked for a goal.
pub(super) enum Answer {
    /// There is no such path or chain.
    Nothing,
    /// A path.
    Path(Box<PathAnalysis>),
    /// A chain.
    Chain(Box<Chain>),
    /// The callers whom the goal speaks of, and who can do something that they should not, or cannot what they should.
    Callers(Vec<CallerRow>),
}

impl Judged {
    /// Judges the goals in `scenario`; documents that `before` holds with the same text are not read again.
    pub(super) fn new(scenario: Scenario, before: &Documents, goals: &[Goal]) -> Self {
        let documents = before.read_again(&scenario);
        let unmet = {
            let opened = scenario.opened();
            let asked = Asked { scenario: &opened, documents: &documents };
            goals.iter().enumerate().find_map(|(at, it)| asked.unmet(at, it))
        };
        Self { scenario, documents, facts: OnceCell::new(), unmet }
    }

    /// Its scenario after some repairs.
    pub(super) fn after<'r>(&self, repairs: impl IntoIterator<Item = &'r Repair>) -> Scenario {
        let changes = repairs.into_iter().flat_map(|it| &it.changes);
        change::apply_all_to(&self.scenario, &self.facts, &changes.collect::<Vec<&Change>>())
    }

    /// The control on which an answer that is not known turns first.
    pub(super) fn undetermined_control(&self) -> Control {
        let of_path = |it: &PathAnalysis| {
            let open = it.checks.iter().find(|it| it.passes == Truth::Unknown)?;
            let request = it.asked(open).find_map(|it| it.open.first());
            Some(request.map_or(open.control, |it| Control::Policy(it.layer)))
        };
        let found = match self.unmet.as_ref().map(|it| &it.answer) {
            Some(Answer::Path(it)) => of_path(it),
            Some(Answer::Chain(it)) => {
                let paths = it.steps.iter().flat_map(|it| &it.paths);
                paths.map(|it| &it.analysis).find_map(of_path)
            }
            _ => None,
        };
        found.unwrap_or(Control::Authorization)
    }

    /// What keeps the first goal that is not met from being open, in the order in which the call meets it; or what it
    /// depends on that is not known.
    pub(super) fn blockers(&self) -> Vec<Blocker<'_>> {
        let Some(unmet) = &self.unmet else { return Vec::new() };
        let passes = if unmet.is_unknown { Truth::Unknown } else { Truth::No };
        match &unmet.answer {
            Answer::Path(it) => blocker::of_path(it, passes),
            Answer::Chain(it) => blocker::of_chain(it, passes),
            _ => Vec::new(),
        }
    }
}

struct Asked<'a> {
    scenario: &'a Scenario,
    documents: &'a Documents,
}

impl Asked<'_> {
    /// The goal, where it is not met.
    fn unmet(&self, goal: usize, asked: &Goal) -> Option<Unmet> {
        let unmet = |is_unknown, answer| Some(Unmet { goal, is_unknown, answer });
        match asked {
            Goal::Open(target) => match self.target(target) {
                (Some(Outcome::Open), _) => None,
                (outcome, answer) => unmet(outcome == Some(Outcome::Undetermined), answer),
            },
            Goal::Shut(target) => match self.target(target) {
                (Some(Outcome::Blocked), _) => None,
                (_, answer) => unmet(false, answer),
            },
            Goal::OutsidersBlocked => {
                let asked = reach::ask(self.scenario, self.documents, &Task::ALL);
                let gets_in = |it: &CallerRow| {
                    is_outsider(it)
                        && it.cells.iter().any(|it| it.analysis.outcome != Outcome::Blocked)
                };
                let rows: Vec<CallerRow> = asked.rows.into_iter().filter(gets_in).collect();
                if rows.is_empty() { None } else { unmet(false, Answer::Callers(rows)) }
            }
            Goal::NoLockOut => {
                if !lock_out::may_lock_out(self.scenario, self.documents) {
                    return None;
                }
                let found = lock_out::lock_out(self.scenario, self.documents);
                if found.verdict == LockOutVerdict::Safe {
                    return None;
                }
                let unknown = found.verdict == LockOutVerdict::Undetermined;
                unmet(unknown, Answer::Callers(found.rows))
            }
        }
    }

    fn target(&self, target: &Target) -> (Option<Outcome>, Answer) {
        match target {
            Target::Path(id) => {
                let path = network::paths(self.scenario).into_iter().find(|it| it.id == *id);
                let judged = path.map(|it| analyze_path(it, self.scenario, self.documents));
                match judged {
                    Some(it) => (Some(it.outcome), Answer::Path(Box::new(it))),
                    None => (None, Answer::Nothing),
                }
            }
            Target::Chain { bucket, notification } => {
                let own = |it: &Chain| it.bucket == *bucket && it.notification == *notification;
                match chain::chains(self.scenario, self.documents).into_iter().find(own) {
                    Some(it) => (Some(it.outcome), Answer::Chain(Box::new(it))),
                    None => (None, Answer::Nothing),
                }
            }
        }
    }
}

/// A caller of another account than the bucket's, or without credentials, that the scenario does not describe.
fn is_outsider(row: &CallerRow) -> bool {
    let own = matches!(row.who, Who::Own { .. } | Who::Outside { .. });
    let mut requests = row.cells.iter().flat_map(|it| &it.analysis.requests);
    !own && requests.any(|it| !it.request.is_same_account())
}
