//! One thing that blocks, or that leaves open whether something does: a check, a reason of a request's authorization, or
//! a reason of a step.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::truth::Truth;

use super::why_not::Obstacle;
use crate::chain::{Chain, ChainStep, StepKind, StepReason};
use crate::check::{Check, NetworkReason, Reason};
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
            Why::Check(it) => (reason_of(it), format!("{:?}", it.at)),
            Why::Policy(request, finding) => (
                format!("{:?} {}", finding.layer, finding.because.code()),
                format!(
                    "{} {} {:?} {:?} {:?} {:?}",
                    request.request.action,
                    request.request.resource,
                    finding.document,
                    finding.level,
                    finding.span,
                    lacking(request, finding)
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

/// How many clauses of the nearest Allow do not match yet: with one less, a block is not the same any more.
fn lacking(request: &RequestTrace, finding: &Finding) -> Option<usize> {
    let near = finding.nearest.as_deref().unwrap_or(finding);
    let (_, statement) = request.statement(near)?;
    Some(statement.failing().chain(statement.open()).count())
}

/// The reason of a check: one flaw of a policy is another reason than the next, and a missing route to another VPC than one
/// to S3.
fn reason_of(check: &Check) -> String {
    let code = check.because.code();
    match &check.because {
        Reason::Network(NetworkReason::NoRouteToVpc { vpc }) => format!("{code} {vpc}"),
        Reason::BucketPolicy(it) => format!("{it:?}"),
        _ => code.to_owned(),
    }
}

/// What blocks a path, or where `passes` is unknown what leaves it open.
pub(super) fn of_path(path: &PathAnalysis, passes: Truth) -> Vec<Blocker<'_>> {
    let mut found = Found { passes, blockers: Vec::new() };
    found.add_path(path, None);
    found.blockers
}

/// What blocks a chain, step by step, or what leaves it open.
pub(super) fn of_chain(chain: &Chain, passes: Truth) -> Vec<Blocker<'_>> {
    let mut found = Found { passes, blockers: Vec::new() };
    let mut calls = 0;
    for step in &chain.steps {
        let is_call = matches!(step.kind, StepKind::Read | StepKind::Write);
        calls += usize::from(is_call);
        found.add_step(Step { chain, step, call: is_call.then_some(calls) });
    }
    found.blockers
}

/// What is found of those that do not pass, or of which it is not known.
struct Found<'a> {
    passes: Truth,
    blockers: Vec<Blocker<'a>>,
}

impl<'a> Found<'a> {
    fn add_path(&mut self, path: &'a PathAnalysis, step: Option<Step<'a>>) {
        let passes = self.passes;
        for check in path.checks.iter().filter(|it| it.passes == passes) {
            if let Reason::Authorization(_) = check.because {
                for request in path.asked(check) {
                    self.add_request(request, None, Some(path), step);
                }
            } else {
                let (at, why) = (Obstacle::Control(check.control), Why::Check(check));
                self.blockers.push(Blocker { at, why, path: Some(path), step });
            }
        }
    }

    /// What stands against a request: each Deny that matches, and each layer that lacks an Allow; at each layer's
    /// control, unless one is given.
    fn add_request(
        &mut self,
        request: &'a RequestTrace,
        at: Option<Obstacle>,
        path: Option<&'a PathAnalysis>,
        step: Option<Step<'a>>,
    ) {
        let findings = match self.passes {
            Truth::No => &request.because,
            _ if request.decision.allows() == Truth::Unknown => &request.open,
            _ => return,
        };
        for finding in findings {
            let own = || Obstacle::Control(Control::of(finding.layer, request.subject));
            let (at, why) = (at.unwrap_or_else(own), Why::Policy(request, finding));
            self.blockers.push(Blocker { at, why, path, step });
        }
    }

    fn add_step(&mut self, at: Step<'a>) {
        let (passes, step) = (self.passes, Some(at));
        for reason in at.step.because.iter().filter(|it| it.passes() == passes) {
            let (at, why) = (Obstacle::Step(at.step.kind), Why::Step(reason));
            self.blockers.push(Blocker { at, why, path: None, step });
        }
        for request in at.step.requests.iter().filter(|it| it.decision.allows() == passes) {
            self.add_request(request, Some(Obstacle::Step(at.step.kind)), None, step);
        }
        if let Some(before) = &at.step.before {
            for check in before.checks.iter().filter(|it| it.passes == passes) {
                let at = Obstacle::Control(check.control);
                let mut asked = before.asked(check, passes).peekable();
                if asked.peek().is_none() {
                    self.blockers.push(Blocker { at, why: Why::Check(check), path: None, step });
                }
                for request in asked {
                    self.add_request(request, Some(at), None, step);
                }
            }
        }
        for path in &at.step.paths {
            self.add_path(&path.analysis, step);
        }
    }
}
