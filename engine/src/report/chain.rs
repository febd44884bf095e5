//! Turns chains into JSON, and compares them with the answers that a scenario expects.

use std::collections::BTreeSet;

use accesspath_policy::verdict::Verdict;
use serde::Serialize;

use super::difference::other_list;
use super::{Difference, ReasonReport, RuleReport, bare, before_report, path_report, reason};
use crate::Analysis;
use crate::chain::{Chain, ChainStep, ObjectCall, Recursion, StepPath};
use crate::explain;
use crate::scenario::{ExpectedChain, Scenario};

/// One chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChainReport {
    /// The bucket, by id.
    pub bucket: String,
    /// The notification's id, or its number in the bucket.
    pub notification: String,
    /// The function, by id.
    pub function: String,
    /// Bucket, function and notification, in words.
    pub title: String,
    /// `open`, `blocked` or `undetermined`.
    pub outcome: &'static str,
    /// The same in a sentence.
    pub told: String,
    /// Every kind of step that blocks, once.
    pub by: Vec<&'static str>,
    /// The steps.
    pub steps: Vec<StepReport>,
    /// `never`, `loops`, `would-loop` or `may-loop`.
    pub recursion: &'static str,
    /// The call of the function that invokes it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// What that write does, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recursion_told: Option<String>,
    /// The smallest change that is proved to end the loop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recursion_fix: Option<String>,
    /// The unclear rules that the answer leans on.
    pub unverified: Vec<&'static str>,
    /// The same with what is taken for granted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unclear: Vec<RuleReport>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepReport {
    /// `save`, `upload`, `invoke`, `assume`, `read` or `write`.
    pub step: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What is done in it, in a few words.
    pub what: String,
    /// `does-not-stop`, `grants`, `blocks` or `undetermined`.
    pub verdict: &'static str,
    /// The same in a sentence.
    pub told: String,
    /// The call, such as `GetObject photos/in/a.png`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// The reasons, also those that leave it open.
    pub because: Vec<ReasonReport>,
    /// The call on each of its paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<StepPathReport>,
    /// The other buckets for which the function's policy lets S3 invoke it: `any-bucket` or `same-name-elsewhere`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<&'static str>,
    /// The same in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure_told: Option<&'static str>,
    /// The symptom that a person would see, if it blocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symptom: Option<String>,
}

/// A call on one of its paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepPathReport {
    /// The path's id.
    pub path: String,
    /// `open`, `blocked` or `undetermined`.
    pub outcome: &'static str,
    /// Every control that blocks.
    pub by: Vec<&'static str>,
}

/// The smallest change that ends the loop of each chain, in the order of these.
///
/// Each is searched for, and so takes many times as long as the chains themselves.
#[must_use]
pub fn loop_fixes(scenario: &Scenario, analysis: &Analysis) -> Vec<Option<String>> {
    analysis.chains.iter().map(|it| explain::recursion_fix(it, scenario)).collect()
}

/// The report on one chain.
pub(super) fn chain_report(chain: &Chain, scenario: &Scenario) -> ChainReport {
    let mut by: Vec<&'static str> = Vec::new();
    for step in chain.steps.iter().filter(|it| it.verdict == Verdict::Blocks) {
        if !by.contains(&step.kind.code()) {
            by.push(step.kind.code());
        }
    }
    ChainReport {
        bucket: chain.bucket.clone(),
        notification: chain.notification.clone(),
        function: chain.function.clone(),
        title: explain::chain_title(chain, scenario),
        outcome: chain.outcome.code(),
        told: explain::chain_line(chain),
        by,
        steps: chain.steps.iter().map(|it| step_report(it, chain, scenario)).collect(),
        recursion: chain.recursion.code(),
        written: chain.written.as_ref().filter(|_| chain.recursion != Recursion::Never).map(place),
        recursion_told: explain::recursion_line(chain),
        recursion_fix: None,
        unverified: chain.unverified.iter().map(|it| it.id).collect(),
        unclear: chain.unverified.iter().map(RuleReport::of).collect(),
    }
}

fn place(asked: &ObjectCall) -> String {
    let slash = if asked.key.is_empty() { "" } else { "/" };
    format!("{} {}{slash}{}", asked.operation, asked.bucket, asked.key)
}

fn step_report(step: &ChainStep, chain: &Chain, scenario: &Scenario) -> StepReport {
    let own = step.because.iter().map(|it| ReasonReport {
        text: it.text().map(str::to_owned),
        ..bare(step.kind.code(), it.code())
    });
    let mut because: Vec<ReasonReport> = own.collect();
    for request in &step.requests {
        because.extend(request.because.iter().chain(&request.open).map(|it| reason(request, it)));
    }
    let before = step.before.iter().flat_map(|it| before_report(it, scenario));
    because.extend(
        before
            .filter(|it| it.symptom.is_some() || it.verdict == "undetermined")
            .flat_map(|it| it.because),
    );
    for path in &step.paths {
        let found = path_report(&path.analysis, scenario);
        for reason in found.because.into_iter().chain(found.open) {
            // Paths with the same policies are blocked for the same reasons.
            if !because.contains(&reason) {
                because.push(reason);
            }
        }
    }
    let path = |it: &StepPath| StepPathReport {
        path: it.analysis.path.id.clone(),
        outcome: it.analysis.outcome.code(),
        by: it.analysis.blockers().map(|it| it.code()).collect(),
    };
    StepReport {
        step: step.kind.code(),
        name: explain::step_title(step.kind),
        what: explain::step_what(step, chain, scenario),
        verdict: step.verdict.code(),
        told: explain::step_line(step, chain, scenario),
        call: step.asked.as_ref().map(place),
        because,
        paths: step.paths.iter().map(path).collect(),
        exposure: step.exposure.map(|it| it.code()),
        exposure_told: step.exposure.map(explain::exposure_line),
        symptom: explain::step_symptom(step),
    }
}

/// The differences between the chains and the expected answers; a chain without an expected answer is none.
pub(super) fn chain_differences(
    analysis: &Analysis,
    expected: &[ExpectedChain],
    scenario: &Scenario,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (number, wanted) in expected.iter().enumerate() {
        let at = ("expect_chains", number);
        let name = &wanted.notification;
        let Some(chain) = analysis.chains.iter().find(|it| it.notification == *name) else {
            let told = format!("notification {name} has no chain");
            differences.push(Difference { at, told });
            continue;
        };
        let found = chain_report(chain, scenario);
        let mut differ = |what: &str, found: &str, wanted: &str| {
            let told = format!("chain {name}: {what} is {found}, expected {wanted}");
            differences.push(Difference { at, told });
        };
        if found.outcome != wanted.outcome {
            differ("outcome", found.outcome, &wanted.outcome);
        }
        if let Some(by) = &wanted.by {
            let blocking: BTreeSet<&str> = found.by.iter().copied().collect();
            if blocking != by.iter().map(String::as_str).collect() {
                differ("by", &format!("{blocking:?}"), &format!("{by:?}"));
            }
        }
        if let Some(recursion) = wanted.recursion.as_ref().filter(|it| **it != found.recursion) {
            differ("recursion", found.recursion, recursion);
        }
        let rules = wanted.unverified.as_deref();
        if other_list(&found.unverified, rules).is_some() {
            let wanted = rules.unwrap_or_default().join(", ");
            differ("unverified", &found.unverified.join(", "), &wanted);
        }
        let given: Vec<&ReasonReport> = found.steps.iter().flat_map(|it| &it.because).collect();
        for reason in &wanted.because {
            let fits = |it: &ReasonReport| {
                it.reason == reason.reason
                    && reason.text.as_ref().is_none_or(|text| it.text.as_ref() == Some(text))
            };
            let told = |it: &&ReasonReport| fits(it) || it.nearest.as_deref().is_some_and(fits);
            if !given.iter().any(told) {
                let all: Vec<String> = given
                    .iter()
                    .map(|it| format!("{} {}", it.reason, it.text.as_deref().unwrap_or_default()))
                    .collect();
                differ("because", &all.join("; "), &reason.reason);
            }
        }
    }
    differences
}
