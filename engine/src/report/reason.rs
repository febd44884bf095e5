//! Turns the reasons of checks into JSON.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::symbol;
use accesspath_policy::text::Span;
use accesspath_policy::truth::Truth;
use serde::Serialize;

use super::place::FilePlace;
use crate::check::{Check, Reason};
use crate::control::Control;
use crate::judge::PathAnalysis;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonReport {
    /// The control.
    pub control: &'static str,
    /// The reason's word.
    pub reason: &'static str,
    /// The document, where a text decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The statement's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<usize>,
    /// The underlined text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The place of that text in the file.
    #[serde(flatten)]
    pub place: Option<FilePlace>,
    /// The place in the document.
    #[serde(skip)]
    pub at: Option<Span>,
    /// The member of the scenario that was not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Where the document comes from, where that was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The Allow that came nearest, where one is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Box<ReasonReport>>,
}

/// The reasons of the checks with the result `passes`.
pub(super) fn reasons(path: &PathAnalysis, passes: Truth) -> Vec<ReasonReport> {
    let own = path.checks.iter().filter(|it| it.passes == passes);
    let mut reasons = Vec::new();
    for reason in own.flat_map(|it| reasons_of(path, it)) {
        // The requests of one call often fail for the same reason.
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

fn reasons_of(path: &PathAnalysis, check: &Check) -> Vec<ReasonReport> {
    match &check.because {
        Reason::Network(because) => {
            because.codes().map(|it| bare(check.control.code(), it)).collect()
        }
        Reason::Authorization(_) => {
            let told = |it: &'_ RequestTrace| -> Vec<ReasonReport> {
                let findings = if check.passes == Truth::No { &it.because } else { &it.open };
                findings.iter().map(|found| reason(it, found)).collect()
            };
            path.asked(check).flat_map(told).collect()
        }
        Reason::State(_)
        | Reason::Encryption(_)
        | Reason::Service(_)
        | Reason::BucketPolicy(_)
        | Reason::Function(_) => {
            let place = check.place();
            vec![ReasonReport {
                document: place.map(|it| it.document.to_string()),
                statement: place.and_then(|it| it.statement),
                text: place.map(|it| it.text.clone()),
                at: place.map(|it| it.at),
                ..bare(check.control.code(), check.because.code())
            }]
        }
    }
}

/// A reason without a text.
pub(super) const fn bare(control: &'static str, reason: &'static str) -> ReasonReport {
    ReasonReport {
        control,
        reason,
        document: None,
        statement: None,
        text: None,
        place: None,
        at: None,
        member: None,
        origin: None,
        nearest: None,
    }
}

pub(super) fn reason(request: &RequestTrace, finding: &Finding) -> ReasonReport {
    ReasonReport {
        document: finding.document.as_ref().map(|it| it.to_string()),
        statement: finding.statement,
        text: finding.text.as_deref().map(|it| symbol::written(it).into_owned()),
        at: finding.at,
        nearest: finding.nearest.as_deref().map(|it| Box::new(reason(request, it))),
        ..bare(Control::of(finding.layer, request.subject).code(), finding.because.code())
    }
}
