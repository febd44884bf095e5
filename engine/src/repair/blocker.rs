//! One thing that blocks: a check that does not pass, a reason of a request's authorization, or a reason of a step.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::truth::Truth;

use crate::chain::{Chain, ChainStep, StepReason};
use crate::check::{Check, Reason};
use crate::control::Control;
use crate::judge::PathAnalysis;

/// One thing that blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blocker<'a> {
    /// The control.
    pub(super) control: Control,
    /// The reason.
    pub(super) why: Why<'a>,
    /// The path that it stands on; `None` before any path.
    pub(super) path: Option<&'a PathAnalysis>,
    /// The step of a chain.
    pub(super) step: Option<&'a ChainStep>,
}

/// The reason of a block.
#[derive(Debug, Clone, Copy)]
pub(super) enum Why<'a> {
    /// A check that no request decides.
    Check(&'a Check),
    /// A reason of the authorization of a request.
    Policy(&'a RequestTrace, &'a Finding),
    /// A reason of a step of a chain.
    Step(&'a StepReason),
}

/// What tells one block from another, across scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    control: Control,
    step: Option<(&'static str, String)>,
    reason: String,
    place: String,
}

impl Blocker<'_> {
    /// What tells it from others.
    pub(super) fn key(&self) -> Key {
        let (reason, place) = match self.why {
            Why::Check(it) => (it.because.code().to_owned(), format!("{:?}", it.at)),
            Why::Policy(request, finding) => (
                format!("{:?} {}", finding.layer, finding.because.code()),
                format!(
                    "{} {} {:?} {:?} {:?}",
                    request.request.action,
                    request.request.resource,
                    finding.document,
                    finding.level,
                    finding.span
                ),
            ),
            Why::Step(it) => (it.code().to_owned(), it.text().unwrap_or_default().to_owned()),
        };
        let step = self.step.map(|it| {
            let call = it.asked.as_ref().map(|it| format!("{} {}", it.operation, it.key));
            (it.kind.code(), call.unwrap_or_default())
        });
        Key { control: self.control, step, reason, place }
    }
}

/// What blocks a path.
pub(super) fn of_path(path: &PathAnalysis) -> Vec<Blocker<'_>> {
    let mut blockers = Vec::new();
    add_path(path, None, &mut blockers);
    blockers
}

fn add_path<'a>(
    path: &'a PathAnalysis,
    step: Option<&'a ChainStep>,
    blockers: &mut Vec<Blocker<'a>>,
) {
    for check in path.checks.iter().filter(|it| it.passes == Truth::No) {
        if let Reason::Authorization(_) = check.because {
            for request in path.asked(check) {
                add_request(request, Some(path), step, blockers);
            }
        } else {
            blockers.push(Blocker {
                control: check.control,
                why: Why::Check(check),
                path: Some(path),
                step,
            });
        }
    }
}

/// What blocks a request: each Deny that matches, and each layer that lacks an Allow.
fn add_request<'a>(
    request: &'a RequestTrace,
    path: Option<&'a PathAnalysis>,
    step: Option<&'a ChainStep>,
    blockers: &mut Vec<Blocker<'a>>,
) {
    for finding in &request.because {
        let control = Control::Policy(finding.layer);
        blockers.push(Blocker { control, why: Why::Policy(request, finding), path, step });
    }
}

/// What blocks a chain, step by step.
pub(super) fn of_chain(chain: &Chain) -> Vec<Blocker<'_>> {
    let mut blockers = Vec::new();
    for step in &chain.steps {
        for reason in step.because.iter().filter(|it| it.passes() == Truth::No) {
            let (control, why) = (Control::Operation, Why::Step(reason));
            blockers.push(Blocker { control, why, path: None, step: Some(step) });
        }
        for request in step.requests.iter().filter(|it| it.decision.allows() == Truth::No) {
            add_request(request, None, Some(step), &mut blockers);
        }
        if let Some(before) = &step.before {
            for check in before.checks.iter().filter(|it| it.passes == Truth::No) {
                let mut denied = before.denied(check).peekable();
                if denied.peek().is_none() {
                    let (control, why) = (check.control, Why::Check(check));
                    blockers.push(Blocker { control, why, path: None, step: Some(step) });
                }
                for request in denied {
                    add_request(request, None, Some(step), &mut blockers);
                }
            }
        }
        for path in &step.paths {
            add_path(&path.analysis, Some(step), &mut blockers);
        }
    }
    blockers
}
