//! The statement that tells most about a layer of policies on a path: its heading, its clauses and the underlined text
//! are about this one.

use accesspath_policy::authorize::{Decision, Finding, LayerPolicy, Part, RequestTrace};
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::{DocumentId, Effect};
use accesspath_policy::text::Span;
use accesspath_policy::trace::{PolicyTrace, StatementTrace};
use accesspath_policy::truth::Truth;

use crate::control::Control;
use crate::judge::PathAnalysis;

/// The statement that tells most about a layer on a path.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// The request that it was tried against.
    pub request: &'a RequestTrace,
    /// Its policy.
    pub policy: &'a PolicyTrace,
    /// The statement.
    pub statement: &'a StatementTrace,
    /// The text that decided.
    pub at: Span,
}

impl Telling<'_> {
    /// The document.
    pub fn document(&self) -> &DocumentId {
        &self.policy.document
    }

    /// The statement, its effect, and whether it applies, in a line.
    pub fn caption(&self) -> String {
        let effect = match self.statement.effect {
            Some(Effect::Allow) => "Allow",
            Some(Effect::Deny) => "Deny",
            None => "unreadable",
        };
        let applies = match self.statement.applies {
            Truth::Yes => "applies",
            Truth::No => "does not apply",
            Truth::Unknown => "may apply",
        };
        let sid = self.statement.sid.as_ref().map(|it| format!(" \"{it}\"")).unwrap_or_default();
        let (number, document) = (self.statement.number, self.document());
        format!("Statement {number}{sid} of {document}, {effect}: {applies}")
    }
}

/// The request of the path that a control stops, else the first that it leaves open, else the first that has the
/// control's verdict.
pub(super) fn request_for(path: &PathAnalysis, control: Control) -> Option<&RequestTrace> {
    let layer = control.layer()?;
    let stopped = path.requests_at(control).find(|it| it.blocked_by.contains(&layer));
    let open = || path.requests_at(control).find(|it| it.open.iter().any(|it| it.layer == layer));
    let verdict = path.control(control).map(|it| it.verdict);
    let same = |it: &&RequestTrace| it.part(layer).map(|it| it.verdict) == verdict;
    let face = || path.requests_at(control).find(same);
    stopped.or_else(open).or_else(face).or_else(|| path.requests_at(control).next())
}

/// The statement of `control`, a layer of policies, that decides on `path`, or comes nearest to deciding.
///
/// Where the layer blocks or is open it is the one that the first finding names, and so the same as in the heading.
pub fn telling(path: &PathAnalysis, control: Control) -> Option<Telling<'_>> {
    let (layer, request) = (control.layer()?, request_for(path, control)?);
    if layer == Layer::BlockPublicAccess {
        return public(request);
    }
    let traced = request.part(layer)?;
    if request.blocked_by.contains(&layer) {
        let finding = request.because.iter().find(|it| it.layer == layer)?;
        return told_by(request, finding.nearest.as_deref().unwrap_or(finding));
    }
    let policies = || traced.policies.iter().map(|it: &LayerPolicy| &it.trace);
    let telling = |policy, statement, at| Telling { request, policy, statement, at };
    let open = || {
        let own = request.open.iter().filter(|it| it.layer == layer);
        let by_request = own.filter_map(|it| told_by(request, it)).next();
        by_request.or_else(|| {
            policies().find_map(|policy| {
                let mut open = policy.statements.iter().filter(|it| it.applies == Truth::Unknown);
                open.find_map(|it| Some(telling(policy, it, it.open().next()?.at)))
            })
        })
    };
    let applied = |effect: Effect| {
        policies().find_map(|policy| {
            let statement = policy.applying(effect).next()?;
            Some(telling(policy, statement, statement.deciding()?.at))
        })
    };
    let allow = || applied(Effect::Allow);
    let nearest = || {
        traced.levels().into_iter().find_map(|level| {
            let (policy, statement, clause) = traced.nearest(level)?;
            Some(telling(&policy.trace, statement, clause.at))
        })
    };
    if traced.deny == Truth::Yes {
        applied(Effect::Deny)
    } else if request.decision == Decision::Undetermined {
        open().or_else(allow).or_else(nearest)
    } else {
        allow().or_else(open).or_else(nearest).or_else(|| spared(request, traced))
    }
}

/// The statement that a finding is about, with the text that it underlines.
fn told_by<'a>(request: &'a RequestTrace, finding: &Finding) -> Option<Telling<'a>> {
    let (policy, statement) = request.statement(finding)?;
    Some(Telling { request, policy, statement, at: finding.at? })
}

/// The statement that makes the resource's policy public.
fn public(request: &RequestTrace) -> Option<Telling<'_>> {
    let (number, _, at) = request.publicness.as_ref()?.statement.clone()?;
    let policy = &request.part(Layer::ResourcePolicy)?.policies.first()?.trace;
    let statement = policy.statements.iter().find(|it| it.number == number)?;
    Some(Telling { request, policy, statement, at })
}

/// A Deny about this action that does not apply, and what spares the request.
fn spared<'a>(request: &'a RequestTrace, traced: &'a Part) -> Option<Telling<'a>> {
    traced.policies.iter().find_map(|policy| {
        policy.trace.statements.iter().find_map(|statement| {
            let at = statement.failing().find(|it| it.condition.is_some())?.at;
            Some(Telling { request, policy: &policy.trace, statement, at })
        })
    })
}
