//! One policy against one request, clause by clause.
//!
//! Nothing short-circuits: every clause of every statement is tried and kept with its reason.
//! A verdict is computed from its trace and from nothing else, so that the explanation cannot disagree with it.

mod action;
mod clause;
mod condition;
mod principal;
mod resource;

use std::sync::Arc;

use crate::policy::{DocumentId, Effect, Parsed, Policy, Statement};
use crate::reason::Because;
use crate::request::Request;
use crate::rule::Rule;
use crate::text::{Span, Text};
use crate::truth::Truth;
pub use clause::{ClauseTrace, Element, Negation, Withheld};
pub use principal::GrantForm;
use principal::NamedBy;

/// One statement, tried.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatementTrace {
    /// Its number, from 1.
    pub number: usize,
    /// Its name.
    pub sid: Option<Text>,
    /// The effect; nothing where it could not be read.
    pub effect: Option<Effect>,
    /// The whole statement: what is selected.
    pub span: Span,
    /// Its clauses.
    pub clauses: Vec<ClauseTrace>,
    /// It applies to the request.
    pub applies: Truth,
    /// How an Allow of a resource policy names the caller.
    pub form: Option<GrantForm>,
    /// A stronger form, in which another of its principals, which stands there, may name the caller as well.
    pub may: Option<(GrantForm, Span)>,
    /// Where it could not be read.
    pub unreadable: Option<Span>,
}

impl StatementTrace {
    /// The clause that tells why a statement that applies does so.
    ///
    /// The part that a person must change: a missing key first, because that is what surprises, and of these one that a
    /// negated operator asks for; then a value that is none of those that a negated operator spares, and a caller whom `NotPrincipal` does not spare; then any other
    /// condition, an action or a resource that is not listed, a principal that is named; else the action.
    ///
    /// INVARIANT: the order in which the policy writes its clauses changes nothing.
    pub fn deciding(&self) -> Option<&ClauseTrace> {
        let rank = |it: &ClauseTrace| match (it.element, it.because) {
            (Element::Condition(_), Because::KeyMissing) if it.is_negated() => Some(0),
            (Element::Condition(_), Because::KeyMissing) => Some(1),
            (Element::Condition(_), Because::ValueDiffers) => Some(2),
            (Element::Principal(Negation::Not), _) => Some(3),
            (Element::Condition(_), _) => Some(4),
            (Element::Action(Negation::Not), _) => Some(5),
            (Element::Resource(Negation::Not), _) => Some(6),
            (Element::Principal(Negation::Plain), _) if self.form != Some(GrantForm::Everyone) => {
                Some(7)
            }
            (Element::Action(Negation::Plain), _) => Some(8),
            _ => None,
        };
        let ranked = self.clauses.iter().filter_map(|it| Some((rank(it)?, it.names(), it)));
        ranked.min_by_key(|(rank, names, _)| (*rank, *names)).map(|it| it.2)
    }

    /// The clauses that keep the statement from applying.
    pub fn failing(&self) -> impl Iterator<Item = &ClauseTrace> {
        self.clauses.iter().filter(|it| it.truth == Truth::No)
    }

    /// The clauses on which it depends whether the statement applies.
    pub fn open(&self) -> impl Iterator<Item = &ClauseTrace> {
        self.clauses.iter().filter(|it| it.truth == Truth::Unknown)
    }

    /// The unclear rules that the answer of this statement leans on.
    pub fn rules(&self) -> Vec<Rule> {
        if self.clauses.iter().all(|it| it.rules.is_empty()) {
            return Vec::new();
        }
        let failing = self.failing().count();
        let leans = |it: &&ClauseTrace| match self.applies {
            Truth::No => failing == 1 && it.truth == Truth::No,
            _ => true,
        };
        let mut rules = Vec::new();
        for clause in self.clauses.iter().filter(leans) {
            rules.extend(&clause.rules);
        }
        rules
    }

    /// The clause that keeps the statement from applying, the first in the order of the elements and then of the
    /// names of keys, however the policy writes them.
    pub(crate) fn lacking(&self) -> Option<&ClauseTrace> {
        self.failing().min_by_key(|it| (it.condition.is_some(), it.names()))
    }

    fn action_matches(&self) -> bool {
        let action = |it: &&ClauseTrace| matches!(it.element, Element::Action(_));
        self.clauses.iter().find(action).is_some_and(|it| it.truth == Truth::Yes)
    }
}

/// One policy, tried.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct PolicyTrace {
    /// The document.
    pub document: DocumentId,
    /// The document's text, into which all spans point.
    pub text: Arc<str>,
    /// Its statements.
    pub statements: Vec<StatementTrace>,
    /// Some statement allows.
    pub allow: Truth,
    /// Some statement denies.
    pub deny: Truth,
    /// Why the policy may say more than its statements, and where.
    pub unreadable: Option<(Because, Span)>,
}

impl PolicyTrace {
    /// A policy of which nothing is known, not even whether there is one.
    pub(crate) fn not_given(document: DocumentId) -> Self {
        Self {
            document,
            text: "".into(),
            statements: Vec::new(),
            allow: Truth::Unknown,
            deny: Truth::Unknown,
            unreadable: Some((Because::NotGiven, Span::default())),
        }
    }

    /// The grants of a key of which nothing is known: some may allow, and none denies.
    pub(crate) fn grants_not_given() -> Self {
        Self {
            deny: Truth::No,
            unreadable: Some((Because::GrantsNotGiven, Span::default())),
            ..Self::not_given("".into())
        }
    }

    /// The statements that surely deny.
    pub fn denies(&self) -> impl Iterator<Item = &StatementTrace> {
        self.applying(Effect::Deny)
    }

    /// The statements that surely allow.
    pub fn allows(&self) -> impl Iterator<Item = &StatementTrace> {
        self.applying(Effect::Allow)
    }

    /// The statements of an effect that surely apply.
    pub fn applying(&self, effect: Effect) -> impl Iterator<Item = &StatementTrace> {
        let applies =
            move |it: &&StatementTrace| it.effect == Some(effect) && it.applies == Truth::Yes;
        self.statements.iter().filter(applies)
    }

    /// The Allows for this very action that do not apply, each with the number of clauses that fail.
    pub(crate) fn near_allows(&self) -> impl Iterator<Item = (usize, &StatementTrace)> {
        let near = |it: &&StatementTrace| {
            it.effect == Some(Effect::Allow)
                && it.applies == Truth::No
                && it.action_matches()
                && it.unreadable.is_none()
        };
        self.statements.iter().filter(near).map(|it| (it.failing().count(), it))
    }

    /// Some Allow that names the caller in one of `forms` applies.
    pub(crate) fn allow_by(&self, forms: &[GrantForm]) -> Truth {
        let has = |form: Option<GrantForm>| form.is_some_and(|it| forms.contains(&it));
        let allows = self.statements.iter().filter(|it| it.effect == Some(Effect::Allow));
        let read = Truth::any(allows.map(|it| match (has(it.form), has(it.may.map(|it| it.0))) {
            (true, _) => it.applies,
            (false, true) => it.applies.and(Truth::Unknown),
            (false, false) => Truth::No,
        }));
        if self.unreadable.is_some() { Truth::Unknown } else { read }
    }
}

/// Holds `policy` against `request`.
pub fn trace(parsed: &Parsed<Policy>, request: &Request) -> PolicyTrace {
    let policy = &parsed.value;
    let statements: Vec<StatementTrace> =
        policy.statements.iter().map(|it| statement(policy, it, request)).collect();
    let any = |effect: Effect| {
        Truth::any(statements.iter().filter(|it| it.effect == Some(effect)).map(|it| it.applies))
    };
    let (mut allow, mut deny) = (any(Effect::Allow), any(Effect::Deny));
    if policy.unreadable.is_some() {
        // INVARIANT: a document that AWS would refuse never counts as allowing.
        allow = Truth::Unknown;
        deny = deny.or(Truth::Unknown);
    }
    PolicyTrace {
        document: parsed.document.clone(),
        text: parsed.text.clone(),
        statements,
        allow,
        deny,
        unreadable: policy.unreadable.map(|span| (Because::Unreadable, span)),
    }
}

fn statement(policy: &Policy, statement: &Statement, request: &Request) -> StatementTrace {
    let mut clauses = Vec::with_capacity(3 + statement.conditions.len());
    let mut named = NamedBy::default();
    if let Some(clause) = &statement.principal {
        let (traced, found) = principal::trace(policy.kind, statement.effect, clause, request);
        named = found;
        clauses.push(traced);
    }
    clauses.extend(statement.action.as_ref().map(|it| action::trace(it, request)));
    clauses.extend(
        statement
            .resource
            .as_ref()
            .map(|it| resource::trace(it, statement, policy.version, request)),
    );
    for (at, condition) in statement.conditions.iter().enumerate() {
        clauses.push(condition::trace(at, condition, statement.effect, policy, request));
    }
    let all = Truth::all(clauses.iter().map(|it| it.truth));
    let applies = if statement.unreadable.is_some() { Truth::Unknown } else { all };
    StatementTrace {
        number: statement.number,
        sid: statement.sid.as_ref().map(|it| it.text.clone()),
        effect: statement.effect,
        span: statement.span,
        clauses,
        applies,
        form: named.form,
        may: named.may,
        unreadable: statement.unreadable,
    }
}
