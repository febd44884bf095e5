//! Turns an analysis into the JSON that programs read, and compares it with the answers that a scenario expects.
//!
//! Decides nothing, and has no sentence of its own: those come from `explain`.

mod beside;
mod chain;
mod difference;
mod finding;
mod fix;
mod grid;
mod hop;
mod lock_out;
mod place;
mod placing;
mod policy;
mod problem;
mod reach;
mod reason;
mod rule;
mod told;
mod tries;
mod untold;
mod verdict;
mod way;

use accesspath_policy::truth::Truth;
use serde::Serialize;

use crate::Analysis;
use crate::assumed::{Assumed, assumed};
use crate::before::Before;
use crate::check::Unused;
use crate::explain;
use crate::judge::PathAnalysis;
use crate::network::Beaten;
use crate::scenario::Scenario;
use crate::symptom::symptom;
pub use chain::{ChainReport, StepPathReport, StepReport, loop_fixes};
pub use difference::{Difference, differences};
pub use finding::{FindingReport, findings};
pub use fix::{
    ChangeReport, ChangedReport, DocumentReport, EffectReport, FixReport, LeftReport, SetReport,
    SparedReport, best_fixes, changed_documents, fix, fixes,
};
pub use grid::{GridReport, GridRowReport, grid, grid_actions, grid_operations};
pub use hop::{HopReport, SubnetReport, SwitchReport, VpcReport};
pub use lock_out::{LockOutReport, lock_outs};
pub use place::FilePlace;
pub use placing::place;
pub use policy::{PartReport, PolicyReport, policies};
pub use problem::ProblemReport;
pub use reach::{CallerReport, ReachReport, TaskReport, reach};
pub use reason::ReasonReport;
use reason::{bare, reason, reasons};
pub use rule::RuleReport;
pub use told::{ToldClause, ToldControl, ToldKey, ToldReport};
pub use tries::{TryReport, tried, tries};
pub use untold::untold;
pub use verdict::{NoteReport, SharedReasonReport, VerdictReport, verdict};
pub use way::{BucketReport, ColumnReport, GateReport, WayReport, bucket};

/// One scenario file's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[must_use]
pub struct FileReport {
    /// The file's name as it was given.
    pub file: String,
    /// The scenario's title.
    pub title: String,
    /// The question.
    pub question: String,
    /// The whole answer in a sentence or two.
    pub told: String,
    /// The verdict: the answer in one line, with all that bears on it.
    pub verdict: VerdictReport,
    /// The errors of the policies, which AWS would refuse to save.
    pub problems: Vec<ProblemReport>,
    /// The checks before the calls of the functions.
    pub before: Vec<BeforeReport>,
    /// The bucket; absent where the scenario does not describe it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<BucketReport>,
    /// The paths.
    pub paths: Vec<PathReport>,
    /// The documents that are attached somewhere, each with its part in the answer.
    pub policies: Vec<PolicyReport>,
    /// The standard callers, and the outcomes of their tasks; absent if there is no bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach: Option<ReachReport>,
    /// Who could still change the bucket policy; absent if the bucket has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_out: Option<LockOutReport>,
    /// Who could still change the bucket policy that the question's call saves; absent if it saves none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_out_after: Option<LockOutReport>,
    /// The chains, one for each notification.
    pub chains: Vec<ChainReport>,
    /// The smallest sets of changes for each blocked path and chain, where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<FixReport>,
    /// Every operation and action on every path, where that was asked for; absent if there is no bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grid: Option<GridReport>,
    /// What is wrong or doubtful in the documents, where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingReport>,
    /// What the scenario proposes to try.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tries: Vec<TryReport>,
    /// The differences between the answers and those that the scenario expects.
    pub differences: Vec<Difference>,
}

/// One check before the calls of a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BeforeReport {
    /// The function, by id.
    pub function: String,
    /// The function's name.
    pub caller: String,
    /// What its checks come to together, in a few words behind its name.
    pub end: &'static str,
    /// `function_state`, `trust_policy`, `network_interfaces` or `file_system`.
    pub gate: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its name in one short word or two.
    pub label: &'static str,
    /// `does-not-stop`, `grants`, `blocks` or `undetermined`.
    pub verdict: &'static str,
    /// The verdict's word for people.
    pub word: &'static str,
    /// The same in a sentence.
    pub told: String,
    /// The reasons, also those that leave it open.
    pub because: Vec<ReasonReport>,
    /// The symptom that a person would see, if it blocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symptom: Option<String>,
}

/// One path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PathReport {
    /// Its id.
    pub path: String,
    /// Its kind.
    pub kind: &'static str,
    /// `open`, `blocked` or `undetermined`.
    pub outcome: &'static str,
    /// Every control that blocks.
    pub by: Vec<&'static str>,
    /// The reasons why it is blocked.
    pub because: Vec<ReasonReport>,
    /// The reasons why it is undetermined, among them each member that was not told and could change it.
    pub open: Vec<ReasonReport>,
    /// The outcome with all that was not told being none; only where that leaves the path undetermined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_none: Option<&'static str>,
    /// What was taken by a default.
    pub assumed: Vec<AssumedReport>,
    /// The routes that match S3's addresses and are not taken, in Reachability Analyzer's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beaten: Vec<BeatenReport>,
    /// The endpoints for S3 in the caller's VPC that the path does not take.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unused: Vec<UnusedReport>,
    /// The symptom that the caller would see.
    pub symptom: String,
    /// The cost of the path, in one line; absent if it leads nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<&'static str>,
    /// AWS's page with the prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prices: Option<&'static str>,
    /// The addresses and networks that it uses, in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<&'static str>,
    /// The unclear rules that the answer leans on.
    pub unverified: Vec<&'static str>,
    /// The sentences about it; absent if only outcomes are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<ToldReport>,
    /// What a picture shows of it; absent if only outcomes are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<WayReport>,
}

/// One thing that was taken by a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssumedReport {
    /// What was taken, in a few words.
    pub assumed: String,
    /// The member of the scenario that would tell it.
    pub member: String,
}

/// A route that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BeatenReport {
    /// The reason: `more-specific-route` or `higher-priority-route`.
    pub reason: &'static str,
    /// Its destination.
    pub destination: String,
    /// Its target.
    pub target: String,
}

/// An endpoint that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnusedReport {
    /// The reason, such as `unassociated-component`.
    pub reason: &'static str,
    /// The endpoint.
    pub endpoint: String,
    /// The same in a sentence.
    pub told: String,
}

/// The report on one scenario.
pub fn report(file: &str, scenario: &Scenario, analysis: &Analysis) -> FileReport {
    let (lock_out, lock_out_after) = lock_outs(scenario, analysis);
    let mut report = FileReport {
        file: file.to_owned(),
        title: scenario.title.clone(),
        question: explain::question(scenario),
        told: explain::summary(analysis, scenario),
        verdict: verdict(scenario, analysis),
        problems: problem::problems(scenario, analysis),
        before: before(scenario, analysis),
        bucket: bucket(scenario),
        paths: paths(scenario, analysis),
        policies: policies(scenario, analysis),
        reach: reach(scenario, analysis),
        lock_out,
        lock_out_after,
        chains: chains(scenario, analysis),
        fixes: Vec::new(),
        grid: None,
        findings: Vec::new(),
        tries: tries(scenario),
        differences: Vec::new(),
    };
    for (chain, fix) in report.chains.iter_mut().zip(loop_fixes(scenario, analysis)) {
        chain.recursion_fix = fix;
    }
    let mut untold = untold(scenario, analysis);
    for path in &mut report.paths {
        path.open.extend(untold.remove(&path.path).unwrap_or_default());
    }
    report.differences = difference::path_differences(&report.paths, &scenario.expect);
    let chains = chain::chain_differences(analysis, &scenario.expect_chains, scenario);
    report.differences.extend(chains);
    let beside = beside::differences(&report, scenario);
    report.differences.extend(beside);
    report.differences.extend(tries::differences(scenario));
    report
}

/// The part of a report on the paths, in the order of the question's callers. Which members that were not told an
/// undetermined path turns on is [`untold()`], since that takes many times as long.
pub fn paths(scenario: &Scenario, analysis: &Analysis) -> Vec<PathReport> {
    let told = |it: &PathAnalysis| {
        let mut path = full_report(it, scenario);
        if let Some(told) = &mut path.told {
            told.proviso = explain::proviso(analysis, it);
        }
        path
    };
    analysis.paths.iter().map(told).collect()
}

/// The part of a report on what comes before the calls.
#[must_use]
pub fn before(scenario: &Scenario, analysis: &Analysis) -> Vec<BeforeReport> {
    analysis.before.iter().flat_map(|it| before_report(it, scenario)).collect()
}

/// The part of a report on the chains of notifications. What would end a loop is [`loop_fixes`], which searches.
#[must_use]
pub fn chains(scenario: &Scenario, analysis: &Analysis) -> Vec<ChainReport> {
    analysis.chains.iter().map(|it| chain::chain_report(it, scenario)).collect()
}

fn before_report<'a>(
    before: &'a Before,
    scenario: &'a Scenario,
) -> impl Iterator<Item = BeforeReport> + 'a {
    before.checks.iter().map(move |check| {
        let mut because: Vec<ReasonReport> = Vec::new();
        for asked in check.asked.iter().filter_map(|it| before.requests.get(*it)) {
            for found in asked.because.iter().chain(&asked.open) {
                let found = reason(asked, found);
                // The six requests for network interfaces often fail for the same reason.
                if !because.contains(&found) {
                    because.push(found);
                }
            }
        }
        BeforeReport {
            function: before.function.clone(),
            caller: explain::caller_name(scenario, &before.function).to_owned(),
            end: explain::before_end(before),
            gate: check.control.code(),
            name: explain::name(check.control),
            label: explain::gate_label(check.control),
            verdict: check.verdict().code(),
            word: check.verdict().word(),
            told: explain::before_heading(before, check),
            because,
            symptom: explain::before_symptom(before, check),
        }
    })
}

fn beaten(it: &Beaten) -> BeatenReport {
    BeatenReport {
        reason: it.code(),
        destination: it.destination.clone(),
        target: it.target.clone(),
    }
}

fn unused((it, told): (&Unused, String)) -> UnusedReport {
    UnusedReport { reason: it.why.code(), endpoint: it.endpoint.clone(), told }
}

fn full_report(path: &PathAnalysis, scenario: &Scenario) -> PathReport {
    let mut report = path_report(path, scenario);
    for reason in report.because.iter_mut().chain(&mut report.open) {
        let document = reason.document.as_ref().and_then(|it| scenario.text(it));
        reason.origin = document.and_then(|it| it.origin()).map(|it| it.shown());
    }
    PathReport {
        told: Some(told::told(path, scenario)),
        way: Some(way::way(path, scenario)),
        ..report
    }
}

fn assumed_reports(path: &PathAnalysis, scenario: &Scenario) -> Vec<AssumedReport> {
    let told =
        |it: Assumed| AssumedReport { assumed: explain::assumed(it.what), member: it.member };
    assumed(path, scenario).into_iter().map(told).collect()
}

fn path_report(path: &PathAnalysis, scenario: &Scenario) -> PathReport {
    let symptom = symptom(path, scenario);
    let facts = explain::cost_and_exposure(path);
    let mut unverified: Vec<&'static str> =
        path.unverified.iter().chain(&symptom.rules).map(|it| it.id).collect();
    unverified.sort_unstable();
    unverified.dedup();
    PathReport {
        path: path.path.id.clone(),
        kind: path.path.kind.code(),
        outcome: path.outcome.code(),
        by: path.blockers().map(|it| it.code()).collect(),
        because: reasons(path, Truth::No),
        open: reasons(path, Truth::Unknown),
        if_none: path.if_none.map(|it| it.code()),
        assumed: assumed_reports(path, scenario),
        beaten: path.path.beaten.iter().map(beaten).collect(),
        unused: path.path.unused.iter().zip(explain::unused(path)).map(unused).collect(),
        symptom: symptom.message.unwrap_or(symptom.short),
        cost: facts.map(|it| it.cost),
        prices: facts.map(|it| it.page),
        exposure: facts.map(|it| it.exposure),
        unverified,
        told: None,
        way: None,
    }
}
