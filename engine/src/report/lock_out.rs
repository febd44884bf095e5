//! Turns the verdict on a lock-out into JSON.

use serde::Serialize;

use super::RuleReport;
use crate::Analysis;
use crate::explain;
use crate::lock_out::{self, LockOut};
use crate::scenario::Scenario;

/// Who could still change the bucket policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LockOutReport {
    /// `safe`, `only-through`, `only-root`, `only-management-account`, `nobody` or `undetermined`.
    pub verdict: &'static str,
    /// The callers that could, by their `who`.
    pub able: Vec<&'static str>,
    /// The callers of which it is not known.
    pub perhaps: Vec<&'static str>,
    /// All administrators that call from the internet are locked out.
    pub locked_out: bool,
    /// The ids of the unclear rules that this leans on.
    pub unverified: Vec<&'static str>,
    /// The same with what is taken for granted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unclear: Vec<RuleReport>,
    /// The same in a few words, where it locks somebody out whom people would not expect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The whole in a sentence.
    pub told: String,
}

/// The reports on the bucket policy as it is, and on the one that the question's call saves, if it saves one.
#[must_use]
pub fn lock_outs(
    scenario: &Scenario,
    analysis: &Analysis,
) -> (Option<LockOutReport>, Option<LockOutReport>) {
    let has_policy = scenario.bucket().is_some_and(|it| it.policy.is_some());
    let after = lock_out::lock_out_after(scenario, analysis);
    let asked = has_policy || after.is_some();
    let now = asked.then(|| lock_out::lock_out(scenario, &analysis.documents));
    let title_after = now.as_ref().zip(after.as_ref());
    let title_after =
        title_after.and_then(|(now, after)| explain::lock_out_title_after(after, now));
    let now = now.filter(|_| has_policy);
    let told = |it: &LockOut, title, after| LockOutReport {
        title,
        verdict: it.verdict.code(),
        able: it.able().map(|it| it.who.code()).collect(),
        perhaps: it.perhaps().map(|it| it.who.code()).collect(),
        locked_out: it.locks_administrators_out(),
        unverified: it.rules().into_iter().map(|it| it.id).collect(),
        unclear: it.rules().iter().map(RuleReport::of).collect(),
        told: explain::lock_out(it, after, scenario),
    };
    (
        now.as_ref().map(|it| told(it, explain::lock_out_title(it), false)),
        after.as_ref().map(|it| told(it, title_after.map(str::to_owned), true)),
    )
}
