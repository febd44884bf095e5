//! One thing that blocks: a check that does not pass, a reason of a request's authorization, or a reason of a step.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::truth::Truth;

use super::why_not::Obstacle;
use crate::chain::{Chain, ChainStep, StepKind, StepReason};
use crate::check::{Check, Reason};
use crate::control::Control;
use crate::judge::PathAnalysis;

/// One thing that blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blocker<'a> {
    /// The control or the step.
    pub(super) at: Obstacle,
    /// The reason.
    pub(super) why: Why<'a>,
    /// The path that it stands on; `None` before any path.
    pub(super) path: Option<&'a PathAnalysis>,
    /// The chain and its step.
    pub(super) step: Option<Step<'a>>,
}

/// A step of a chain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<'a> {
    /// The chain.
    pub(super) chain: &'a Chain,
    /// The step.
    pub(super) step: &'a ChainStep,
    /// The number of the function's call, from 1, where it is one.
    pub(super) call: Option<usize>,
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
    at: Obstacle,
    step: Option<(&'static str, Option<usize>, String)>,
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
            let asked = it.step.asked.as_ref().map(|it| format!("{} {}", it.operation, it.key));
            (it.step.kind.code(), it.call, asked.unwrap_or_default())
        });
        Key { at: self.at, step, reason, place }
    }
}

/// What blocks a path.
pub(super) fn of_path(path: &PathAnalysis) -> Vec<Blocker<'_>> {
    let mut blockers = Vec::new();
    add_path(path, None, &mut blockers);
    blockers
}

fn add_path<'a>(path: &'a PathAnalysis, step: Option<Step<'a>>, blockers: &mut Vec<Blocker<'a>>) {
    for check in path.checks.iter().filter(|it| it.passes == Truth::No) {
        if let Reason::Authorization(_) = check.because {
            for request in path.asked(check) {
                add_request(request, None, Some(path), step, blockers);
            }
        } else {
            let (at, why) = (Obstacle::Control(check.control), Why::Check(check));
            blockers.push(Blocker { at, why, path: Some(path), step });
        }
    }
}

/// What blocks a request: each Deny that matches, and each layer that lacks an Allow; at each layer's control, unless
/// one is given.
fn add_request<'a>(
    request: &'a RequestTrace,
    at: Option<Obstacle>,
    path: Option<&'a PathAnalysis>,
    step: Option<Step<'a>>,
    blockers: &mut Vec<Blocker<'a>>,
) {
    for finding in &request.because {
        let own = || Obstacle::Control(Control::of(finding.layer, request.subject));
        let (at, why) = (at.unwrap_or_else(own), Why::Policy(request, finding));
        blockers.push(Blocker { at, why, path, step });
    }
}

/// What blocks a chain, step by step.
pub(super) fn of_chain(chain: &Chain) -> Vec<Blocker<'_>> {
    let mut blockers = Vec::new();
    let mut calls = 0;
    for step in &chain.steps {
        let is_call = matches!(step.kind, StepKind::Read | StepKind::Write);
        calls += usize::from(is_call);
        let at = Step { chain, step, call: is_call.then_some(calls) };
        add_step(at, &mut blockers);
    }
    blockers
}

fn add_step<'a>(at: Step<'a>, blockers: &mut Vec<Blocker<'a>>) {
    let step = Some(at);
    for reason in at.step.because.iter().filter(|it| it.passes() == Truth::No) {
        let (at, why) = (Obstacle::Step(at.step.kind), Why::Step(reason));
        blockers.push(Blocker { at, why, path: None, step });
    }
    for request in at.step.requests.iter().filter(|it| it.decision.allows() == Truth::No) {
        add_request(request, Some(Obstacle::Step(at.step.kind)), None, step, blockers);
    }
    if let Some(before) = &at.step.before {
        for check in before.checks.iter().filter(|it| it.passes == Truth::No) {
            let at = Obstacle::Control(check.control);
            let mut denied = before.denied(check).peekable();
            if denied.peek().is_none() {
                blockers.push(Blocker { at, why: Why::Check(check), path: None, step });
            }
            for request in denied {
                add_request(request, Some(at), None, step, blockers);
            }
        }
    }
    for path in &at.step.paths {
        add_path(&path.analysis, step, blockers);
    }
}
