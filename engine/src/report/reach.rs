//! Who else could reach the bucket, and who could repair its policy, as programs read it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Analysis;
use crate::explain;
use crate::judge::Outcome;
use crate::reach::{self, Repair, Row};
use crate::rule::{self, Rule};
use crate::scenario::Scenario;

/// What the standard callers can do with the bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReachReport {
    /// The whole in a sentence or two.
    pub told: String,
    /// The callers.
    pub callers: Vec<CallerReport>,
}

/// One caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallerReport {
    /// `own`, `outside-vpc`, `administrator`, `administrator-user`, `root`, `root-session`, `through-endpoint`,
    /// `through-other-endpoint`, `named`, `organization`, `stranger`, `stranger-as`, `stranger-through-endpoint`,
    /// `anonymous` or `anonymous-through-endpoint`.
    pub who: &'static str,
    /// The same in words.
    pub name: String,
    /// The path's id, for callers of the scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What each deed comes to: `asked`, `read`, `write`, `list`, `read-policy`, `replace-policy`, `delete-policy`.
    pub outcomes: BTreeMap<&'static str, &'static str>,
    /// The object that `read` or `write` is about, where the question's is refused and another is not.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<&'static str, String>,
    /// The controls that stop it, by deed.
    pub by: BTreeMap<&'static str, Vec<&'static str>>,
    /// What the caller would see, by deed, where it is not open.
    pub symptoms: BTreeMap<&'static str, String>,
    /// The numbers of the unclear rules that its outcomes lean on.
    pub unverified: Vec<&'static str>,
}

/// Who could repair the bucket policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RepairReport {
    /// `safe`, `only-through`, `only-root`, `only-management-account`, `nobody` or `undetermined`.
    pub verdict: &'static str,
    /// Those who surely could, as in `who`.
    pub able: Vec<&'static str>,
    /// Those of whom it is not known.
    pub perhaps: Vec<&'static str>,
    /// Whether administrators from the internet are surely locked out.
    pub lock_out: bool,
    /// The numbers of the unclear rules that this leans on.
    pub unverified: Vec<&'static str>,
    /// The whole in a sentence.
    pub told: String,
}

/// What the standard callers can do; nothing where there is no bucket.
pub(super) fn reach(scenario: &Scenario, analysis: &Analysis) -> Option<ReachReport> {
    let found = reach::reach(scenario, &analysis.documents);
    (!found.rows.is_empty()).then(|| ReachReport {
        told: explain::reach(&found, scenario),
        callers: found.rows.iter().map(|it| caller(it, scenario)).collect(),
    })
}

fn caller(row: &Row, scenario: &Scenario) -> CallerReport {
    let stopped = |outcome: Outcome| outcome != Outcome::Open;
    let cells = || row.cells.iter().filter(move |it| stopped(it.analysis.outcome));
    let rules = row.cells.iter().flat_map(|it| it.analysis.unverified.iter().copied());
    CallerReport {
        who: row.who.code(),
        name: explain::who(&row.who, scenario),
        path: row.path.clone(),
        outcomes: row.cells.iter().map(|it| (it.deed.code(), it.analysis.outcome.code())).collect(),
        keys: row.cells.iter().filter_map(|it| Some((it.deed.code(), it.key.clone()?))).collect(),
        by: cells()
            .map(|it| (it.deed.code(), it.analysis.blockers().map(|it| it.code()).collect()))
            .collect(),
        symptoms: cells()
            .map(|it| {
                let seen = it.symptom.message.as_ref().unwrap_or(&it.symptom.short);
                (it.deed.code(), seen.clone())
            })
            .collect(),
        unverified: ids(rule::unique(rules)),
    }
}

fn ids(rules: Vec<Rule>) -> Vec<&'static str> {
    rules.into_iter().map(|it| it.id).collect()
}

/// Who could repair the bucket policy as it is, and after the question's call where that saves another.
pub(super) fn repair(
    scenario: &Scenario,
    analysis: &Analysis,
) -> (Option<RepairReport>, Option<RepairReport>) {
    let has_policy = scenario.bucket().is_some_and(|it| it.policy.is_some());
    let told = |it: &Repair, after| RepairReport {
        verdict: it.verdict.code(),
        able: it.able().map(|it| it.who.code()).collect(),
        perhaps: it.perhaps().map(|it| it.who.code()).collect(),
        lock_out: it.is_lock_out(),
        unverified: ids(it.rules()),
        told: explain::repair(it, after, scenario),
    };
    let now = has_policy.then(|| told(&reach::repair(scenario, &analysis.documents), false));
    let after = reach::repair_after(scenario, analysis).map(|it| told(&it, true));
    (now, after)
}
