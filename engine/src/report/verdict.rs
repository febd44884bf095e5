//! The verdict as data: the answer in one line, with all that bears on it.

use accesspath_policy::policy::{DocumentId, Parsed, Policy};
use accesspath_policy::verdict::Verdict;
use serde::Serialize;

use super::{AssumedReport, assumed_reports};
use crate::Analysis;
use crate::chain::Recursion;
use crate::explain::{self, Headline, SharedReason};
use crate::judge::Outcome;
use crate::mismatch::{Mismatch, mismatches};
use crate::scenario::Scenario;

/// The verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictReport {
    /// The answer in one line.
    pub headline: String,
    /// The words in it that name the paths that work; absent if it names none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub stressed: String,
    /// The reasons of the paths, those that do not work first.
    pub reasons: Vec<SharedReasonReport>,
    /// What else a person must know before they believe it.
    pub notes: Vec<NoteReport>,
    /// What was taken by a default on some path.
    pub assumed: Vec<AssumedReport>,
}

/// Paths that come to the same for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedReasonReport {
    /// The paths, by id.
    pub paths: Vec<String>,
    /// `open`, `blocked` or `undetermined`.
    pub outcome: &'static str,
    /// The reason, in one line.
    pub told: String,
}

/// What else a person must know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteReport {
    /// `mismatch`, `before`, `chain`, `loop`, `no-notification`, `subnets` or `untold`.
    pub about: &'static str,
    /// The document that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// `blocks`, `undetermined` or `does-not-stop`: its face.
    pub verdict: &'static str,
    /// The same in a few words.
    pub told: String,
}

/// The verdict on `scenario`.
pub fn verdict(scenario: &Scenario, analysis: &Analysis) -> VerdictReport {
    let Headline { text, stressed } = explain::headline(analysis, scenario);
    let shared = |it: SharedReason| SharedReasonReport {
        paths: it.paths,
        outcome: it.outcome.code(),
        told: it.told,
    };
    let mut assumed: Vec<AssumedReport> = Vec::new();
    for it in analysis.paths.iter().flat_map(|it| assumed_reports(it, scenario)) {
        if !assumed.iter().any(|own| own.assumed == it.assumed) {
            assumed.push(it);
        }
    }
    VerdictReport {
        headline: text,
        stressed,
        reasons: explain::shared_reasons(analysis).into_iter().map(shared).collect(),
        notes: notes(scenario, analysis),
        assumed,
    }
}

fn notes(scenario: &Scenario, analysis: &Analysis) -> Vec<NoteReport> {
    let mut notes = mismatch_notes(scenario, analysis);
    let mut note = |about, verdict: Verdict, told: String| {
        notes.push(NoteReport { about, document: None, verdict: verdict.code(), told });
    };
    for before in &analysis.before {
        let verdicts = || before.checks.iter().map(|it| it.verdict());
        let worst = [Verdict::Blocks, Verdict::Undetermined];
        let worst = worst.into_iter().find(|it| verdicts().any(|own| own == *it));
        if let Some(verdict) = worst {
            let name = explain::caller_name(scenario, &before.function);
            note("before", verdict, format!("{name} {}", explain::before_end(before)));
        }
    }
    for chain in &analysis.chains {
        let verdict = match chain.outcome {
            Outcome::Open => Verdict::DoesNotStop,
            Outcome::Blocked => Verdict::Blocks,
            Outcome::Undetermined => Verdict::Undetermined,
        };
        let told = explain::chain_line(chain);
        note("chain", verdict, format!("After an upload: {}", explain::lower_first(&told)));
        let (verdict, told) = match chain.recursion {
            Recursion::Loops => (Verdict::Blocks, "The function invokes itself without end"),
            Recursion::MayLoop => (Verdict::Undetermined, "The function may invoke itself"),
            Recursion::WouldLoop | Recursion::Never => continue,
        };
        note("loop", verdict, told.to_owned());
    }
    if let Some(told) = explain::no_notification(scenario) {
        note("no-notification", Verdict::DoesNotStop, told);
    }
    if let Some(told) = explain::by_subnet(analysis) {
        note("subnets", Verdict::Undetermined, told);
    }
    let rest = analysis.paths.iter().filter_map(|it| it.if_none);
    if let Some(outcome) = rest.max_by_key(|it| *it as u8) {
        note("untold", Verdict::Undetermined, explain::if_none(outcome).to_owned());
    }
    notes
}

/// The first thing of each document that is another than the scenario's.
fn mismatch_notes(scenario: &Scenario, analysis: &Analysis) -> Vec<NoteReport> {
    let own = analysis.documents.iter().filter(|it| scenario.documents.contains_key(it.0));
    let note = |(document, parsed): (&DocumentId, &Parsed<Policy>)| {
        let all = mismatches(scenario, analysis, parsed);
        let (span, first) = all.iter().find(|it| matches!(it.1, Mismatch::Names { .. }))?;
        Some(NoteReport {
            about: "mismatch",
            document: Some(document.to_string()),
            verdict: Verdict::Undetermined.code(),
            told: explain::mismatch(first, *span).headline,
        })
    };
    own.filter_map(|(document, _, parsed)| note((document, parsed))).collect()
}
