//! AWS authorization and network paths from a Lambda function to an S3 bucket, as a pure function.
//!
//! Start at [`analyze`]. It is one straight line, each step a pure function of the one before:
//!
//! 1. texts → [`documents::Documents`]: every policy is read; reading never fails, it returns a value and diagnostics.
//! 2. facts → [`network::paths`]: the hops of each path, and the network's controls on it, judged.
//! 3. path → [`requests::requests_on`]: the requests that arrive over it, with the condition keys that this path carries.
//! 4. request → [`accesspath_policy::authorize`]: every clause of every policy tried and kept ([`accesspath_policy::trace`]); nothing short-circuits.
//! 5. path and traces → [`check::Check`]: everything else that can stop the call.
//! 6. checks → [`judge::judge`]: open, blocked by all of these, or undetermined.
//!
//! ```
//! use accesspath_engine::{analyze, scenario::Scenario};
//!
//! // Nothing is known of an empty scenario, so it has no path.
//! let analysis = analyze(&Scenario::default());
//! assert!(analysis.paths.is_empty());
//! ```
//!
//! [`explain`] and [`symptom`] turn the result into sentences, [`report`] into JSON for programs.
//! No clock, no input or output, no randomness: the same scenario always gives the same answer.

#![forbid(unsafe_code)]

mod answer;
pub mod assumed;
pub mod before;
pub mod chain;
pub mod check;
mod checks;
pub mod commands;
pub mod control;
pub mod documents;
pub mod explain;
pub mod grid;
pub mod judge;
pub mod lock_out;
pub mod mismatch;
pub mod network;
pub mod next;
pub mod reach;
pub mod redact;
pub mod repair;
pub mod report;
pub mod requests;
pub mod s3;
pub mod said;
pub mod scenario;
pub mod suspect;
pub mod symptom;
pub mod topic;

use answer::analyze_paths;
use before::Before;
use documents::Documents;
use judge::{Outcome, PathAnalysis};
use scenario::Scenario;

/// The answer for a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Analysis {
    /// The paths, in the order of the question's callers.
    pub paths: Vec<PathAnalysis>,
    /// The checks before the calls of the functions.
    pub before: Vec<Before>,
    /// The chains of the bucket's notifications.
    pub chains: Vec<chain::Chain>,
    /// The documents, read.
    pub documents: Documents,
    /// The problems of the scenario itself.
    pub problems: Vec<scenario::ScenarioProblem>,
}

/// Finds every path of the question's call and judges it.
///
/// Total: every scenario has an answer, in which unknown facts lead to undetermined outcomes.
pub fn analyze(scenario: &Scenario) -> Analysis {
    analyze_with(scenario, Documents::read(scenario), &[])
}

/// The same as [`analyze`], for a scenario that differs little from the one that led to `before`: only documents whose
/// text has changed are read again, and Lambda's own requests tried again only where they or their policies have.
pub fn analyze_again(scenario: &Scenario, before: &Analysis) -> Analysis {
    analyze_with(scenario, before.documents.read_again(scenario), &before.before)
}

fn analyze_with(told: &Scenario, documents: Documents, earlier: &[Before]) -> Analysis {
    let opened = told.opened();
    let scenario = &*opened;
    let callers = requests::identities(scenario);
    let mut paths = analyze_paths(scenario, &documents, &callers);
    let before = before::before(scenario, &documents, &callers, earlier);
    let chains = chain::chains(scenario, &documents);
    if scenario.leaves_open() {
        let none = analyze_paths(told, &documents, &requests::identities(told));
        for path in &mut paths {
            assumed::mark_untold(path, told);
            let same = none.iter().find(|it| it.path.id == path.path.id);
            let open = path.outcome == Outcome::Undetermined;
            path.if_none = same.filter(|_| open).map(|it| it.outcome);
        }
    }
    Analysis { paths, before, chains, documents, problems: scenario::problems(told) }
}

/// The examples of the README, which run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    use super::{Analysis, Scenario};

    /// An answer can be computed on one thread and shown on another.
    #[test]
    fn scenarios_and_answers_can_go_to_other_threads() {
        const fn is_send<T: Send>() {}
        is_send::<Scenario>();
        is_send::<Analysis>();
    }
}
