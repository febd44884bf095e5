//! Who could still change the bucket policy, as programs read it.

use serde::Serialize;

use crate::Analysis;
use crate::explain;
use crate::lock_out::{self, LockOut};
use crate::scenario::Scenario;

/// Who could still change the bucket policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LockOutReport {
    /// `safe`, `only-through`, `only-root`, `only-management-account`, `nobody` or `undetermined`.
    pub verdict: &'static str,
    /// Those who surely could, as in `who`.
    pub able: Vec<&'static str>,
    /// Those of whom it is not known.
    pub perhaps: Vec<&'static str>,
    /// Administrators from the internet are surely locked out.
    pub locked_out: bool,
    /// The numbers of the unclear rules that this leans on.
    pub unverified: Vec<&'static str>,
    /// The whole in a sentence.
    pub told: String,
}

/// Who could still change the bucket policy as it is, and after the question's call where that saves another.
pub(super) fn lock_outs(
    scenario: &Scenario,
    analysis: &Analysis,
) -> (Option<LockOutReport>, Option<LockOutReport>) {
    let has_policy = scenario.bucket().is_some_and(|it| it.policy.is_some());
    let told = |it: &LockOut, after| LockOutReport {
        verdict: it.verdict.code(),
        able: it.able().map(|it| it.who.code()).collect(),
        perhaps: it.perhaps().map(|it| it.who.code()).collect(),
        locked_out: it.locks_administrators_out(),
        unverified: it.rules().into_iter().map(|it| it.id).collect(),
        told: explain::lock_out(it, after, scenario),
    };
    let now = has_policy.then(|| told(&lock_out::lock_out(scenario, &analysis.documents), false));
    let after = lock_out::lock_out_after(scenario, analysis).map(|it| told(&it, true));
    (now, after)
}
