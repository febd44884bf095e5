//! What a picture shows of a path: its hops, the gates at them and at S3's front door, and the words of its row.

use serde::Serialize;

use super::hop::{HopReport, hops};
use crate::explain;
use crate::judge::{ControlTrace, Outcome, PathAnalysis};
use crate::scenario::Scenario;
use crate::scenario::change::{NetworkPart, parts};
use accesspath_policy::verdict::Verdict;

/// A path as a picture shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WayReport {
    /// The one or two letters of its badge.
    pub badge: String,
    /// The title of its row: its kind, or the caller where there are several.
    pub title: String,
    /// Its kind in words, where the title is the caller; or the subnet that no route leads from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
    /// What decides it, in a few words, such as "Bucket policy, statement 2"; empty where nothing does.
    pub reason: String,
    /// The control at which its line stops: the first that blocks, or on an undetermined path the first that cannot
    /// decide; absent where it works, or where no control tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<&'static str>,
    /// The places that the request passes, from the caller on.
    pub hops: Vec<HopReport>,
    /// The controls that it meets: those of the network in that order, then those of S3's front door.
    pub gates: Vec<GateReport>,
}

/// A control as a picture shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateReport {
    /// The control's word for programs.
    pub control: &'static str,
    /// Its full name.
    pub name: &'static str,
    /// Its name in one short word or two.
    pub label: &'static str,
    /// The verdict's word for programs.
    pub verdict: &'static str,
    /// The verdict's word for people.
    pub word: &'static str,
    /// The hop where it stands, counted from 0; absent at S3's front door.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hop: Option<usize>,
    /// Its column at S3's front door.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<ColumnReport>,
}

/// A column of S3's front door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ColumnReport {
    /// Its place among all columns, from the left.
    pub place: u8,
    /// The owner of what it checks: `Organization`, `Caller`, `Bucket`, `Source bucket`, `Access point` or `Key`.
    pub owner: &'static str,
    /// Its label, a line a word or two.
    pub lines: &'static [&'static str],
    /// Its label where there is room for one short word only.
    pub brief: &'static str,
}

/// The bucket that the question asks about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BucketReport {
    /// Its name.
    pub name: String,
    /// The account that owns it.
    pub account: String,
    /// Its Region.
    pub region: String,
    /// How it encrypts objects by default: `SSE-S3`, `aws:kms`, or `not known`.
    pub encryption: String,
}

/// The bucket of the question; `None` where the scenario does not describe it.
pub fn bucket(scenario: &Scenario) -> Option<BucketReport> {
    let bucket = scenario.bucket()?;
    let encryption = match bucket.encryption.algorithm.as_ref().map(|it| it.known()) {
        None => "SSE-S3",
        Some(None) => "not known",
        Some(Some(it)) if it == "AES256" => "SSE-S3",
        Some(Some(it)) => it.as_str(),
    };
    Some(BucketReport {
        name: bucket.name.clone(),
        account: bucket.account.clone(),
        region: bucket.region.clone(),
        encryption: encryption.to_owned(),
    })
}

/// What a picture shows of `path`.
pub(super) fn way(path: &PathAnalysis, scenario: &Scenario) -> WayReport {
    let (title, over) = explain::row_title(path, scenario);
    let parts: Vec<(NetworkPart, bool)> = parts(scenario);
    let (network, front): (Vec<&ControlTrace>, Vec<&ControlTrace>) =
        path.controls.iter().partition(|it| it.hop.is_some());
    let gates = network.into_iter().chain(front).map(|it| gate(path, it));
    WayReport {
        badge: explain::badge(&path.path.id),
        title,
        over,
        reason: explain::row_reason(path),
        stop: stop(path),
        hops: hops(path, scenario, &parts),
        gates: gates.collect(),
    }
}

fn gate(path: &PathAnalysis, traced: &ControlTrace) -> GateReport {
    let ControlTrace { control, verdict, hop } = *traced;
    let column = explain::column(control).filter(|_| hop.is_none());
    GateReport {
        control: control.code(),
        name: explain::name_on(path, control),
        label: match column {
            Some(_) => explain::short_name(control),
            None => explain::gate_label(control),
        },
        verdict: verdict.code(),
        word: verdict.word(),
        hop,
        column: column.map(|it| ColumnReport {
            place: it.place,
            owner: it.owner,
            lines: it.lines,
            brief: it.brief,
        }),
    }
}

fn stop(path: &PathAnalysis) -> Option<&'static str> {
    let first = |verdict| path.controls.iter().find(|it| it.verdict == verdict);
    let stop = match path.outcome {
        Outcome::Open => None,
        Outcome::Blocked => first(Verdict::Blocks),
        Outcome::Undetermined => first(Verdict::Undetermined),
    };
    stop.map(|it| it.control.code())
}
