//! The statements of a policy that the checks can look through although part of it cannot be read.
//!
//! An entry that cannot be read has said so already and is left out; what would be concluded from its absence is not.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, PolicyProblem};
use crate::policy::{Clause, Policy, Statement};
use crate::text::Span;

/// A statement without the entries that cannot be read.
pub(super) struct Readable<'p> {
    /// The statement without the parts that cannot be read.
    pub statement: Cow<'p, Statement>,
    /// Nothing was left out.
    pub whole: bool,
    /// Every principal is there.
    pub principals: bool,
    /// Every action is there.
    pub actions: bool,
    /// Every resource is there.
    pub resources: bool,
    /// Every condition is there.
    pub conditions: bool,
}

/// The statements of a policy, with what reading found in it in the order of its places.
pub(super) fn statements<'p>(policy: &'p Policy, found: &[Diagnostic]) -> Vec<Readable<'p>> {
    let errors: Vec<Span> = found
        .iter()
        .filter(|it| it.is_error() && !is_read(&it.problem))
        .map(|it| it.span)
        .collect();
    policy.statements.iter().map(|it| readable(policy, it, &errors)).collect()
}

/// The problem is of something that was read, but may not stand there.
const fn is_read(problem: &PolicyProblem) -> bool {
    matches!(
        problem,
        PolicyProblem::SyntaxOfKind { .. }
            | PolicyProblem::UnsupportedPrincipal(_)
            | PolicyProblem::UnsupportedPrincipalOtherThanEveryone(_)
    )
}

/// The spans of `errors`, which are in order, that begin in `span`.
fn inside(errors: &[Span], span: Span) -> &[Span] {
    let from = errors.partition_point(|it| it.start < span.start);
    let to = errors.partition_point(|it| it.start < span.end);
    errors.get(from..to).unwrap_or_default()
}

fn readable<'p>(policy: &'p Policy, statement: &'p Statement, errors: &[Span]) -> Readable<'p> {
    let errors = inside(errors, statement.span);
    let misplaced = (statement.principal.is_some() && !policy.kind.takes_principal())
        || (statement.resource.is_some() && !policy.kind.needs_resource());
    let all = Readable {
        statement: Cow::Borrowed(statement),
        whole: true,
        principals: true,
        actions: true,
        resources: true,
        conditions: true,
    };
    if errors.is_empty() && !misplaced {
        return all;
    }
    let mut read = statement.clone();
    if !policy.kind.takes_principal() {
        read.principal = None;
    }
    if !policy.kind.needs_resource() {
        read.resource = None;
    }
    let stands = |span: Span| inside(errors, span).is_empty();
    if let Some(clause) = &mut read.principal {
        clause.entries.retain(|it| stands(it.span));
    }
    for clause in [&mut read.action, &mut read.resource].into_iter().flatten() {
        clause.entries.retain(|it| stands(it.span));
    }
    for condition in &mut read.conditions {
        condition.values.retain(|it| stands(it.span));
    }
    let actions = extent(statement.action.as_ref());
    let resources = extent(statement.resource.as_ref());
    let principals = extent(statement.principal.as_ref());
    let first = statement.conditions.first().map_or(Span::default(), |it| it.operator_name.span);
    let last = statement.conditions.last().map_or(first, |it| it.values_span);
    let conditions = first.to(last);
    // Where else something is wrong, a whole element may be missing.
    let elsewhere = errors.iter().any(|it| {
        [actions, resources, principals, conditions].iter().all(|own| !own.contains(*it))
    });
    let stands = |span: Span| !elsewhere && inside(errors, span).is_empty();
    Readable {
        statement: Cow::Owned(read),
        whole: errors.is_empty(),
        principals: stands(principals),
        actions: stands(actions),
        resources: stands(resources),
        conditions: stands(conditions),
    }
}

/// From an element's name to the end of its value.
fn extent<T>(clause: Option<&Clause<T>>) -> Span {
    clause.map_or(Span::default(), |it| it.name.to(it.value))
}
