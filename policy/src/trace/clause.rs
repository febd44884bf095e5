//! One clause of a statement, tried: which it is, whether it matches, why, and the text that decided.

use std::sync::Arc;

use crate::context::ContextValue;
use crate::policy::{Clause, ConditionNames, Form};
use crate::reason::Because;
use crate::request::Request;
use crate::rule::Rule;
use crate::text::Span;
use crate::truth::Truth;

/// Which part of a statement a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// `Principal` or `NotPrincipal`.
    Principal(Negation),
    /// `Action` or `NotAction`.
    Action(Negation),
    /// `Resource` or `NotResource`.
    Resource(Negation),
    /// A key under an operator, by its place among the statement's conditions.
    Condition(usize),
}

impl Element {
    /// The element's name in a policy.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Principal(Negation::Plain) => "Principal",
            Self::Principal(Negation::Not) => "NotPrincipal",
            Self::Action(Negation::Plain) => "Action",
            Self::Action(Negation::Not) => "NotAction",
            Self::Resource(Negation::Plain) => "Resource",
            Self::Resource(Negation::Not) => "NotResource",
            Self::Condition(_) => "Condition",
        }
    }
}

/// The form of an element: plain, or its `Not…` twin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Negation {
    /// `Action`
    Plain,
    /// `NotAction`
    Not,
}

impl From<Form> for Negation {
    fn from(form: Form) -> Self {
        match form {
            Form::Listed => Self::Plain,
            Form::AllBut => Self::Not,
        }
    }
}

/// One clause of a statement, tried.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClauseTrace {
    /// Which clause.
    pub element: Element,
    /// The clause as written, name and value.
    pub span: Span,
    /// The value alone, as written.
    pub value: Span,
    /// The text that decided: what is underlined.
    pub at: Span,
    /// The clause matches.
    pub truth: Truth,
    /// Why.
    pub because: Because,
    /// Of a list: it names `*`, alone or several times.
    pub names_everything: bool,
    /// Of a condition: its operator and its key.
    pub condition: Option<Arc<ConditionNames>>,
    /// Of a condition: what its policy sees in place of the request's own value.
    pub withheld: Option<Withheld>,
    /// The unclear rules that this leans on.
    pub rules: Vec<Rule>,
}

impl ClauseTrace {
    /// The value that `request`, which was tried, has for this clause; nothing where it lacks the key.
    pub fn has(&self, request: &Request) -> Option<String> {
        match self.element {
            Element::Principal(_) => Some(request.caller.shown().to_owned()),
            Element::Action(_) => Some(request.action.clone()),
            Element::Resource(_) => Some(request.resource.clone()),
            Element::Condition(_) => match self.withheld {
                None => request.context.get(self.key()?).map(ContextValue::shown),
                Some(Withheld::Absent) => None,
                Some(Withheld::Unknown) => Some(ContextValue::Unknown.shown()),
            },
        }
    }

    /// The key and the operator of a condition, by which the conditions of a statement are told apart.
    pub(super) fn names(&self) -> Option<(&str, &str)> {
        self.condition.as_ref().map(|it| (it.key.as_str(), it.operator.as_str()))
    }

    /// It is a condition with a negated operator, such as `StringNotEquals`.
    pub fn is_negated(&self) -> bool {
        self.condition.as_ref().is_some_and(|it| it.operator.contains("Not"))
    }

    /// The condition key, unescaped; nothing of the other elements.
    pub fn key(&self) -> Option<&str> {
        self.condition.as_ref().map(|it| it.key.as_str())
    }

    /// It is a condition on one of `keys`, whose names are compared ignoring case.
    pub fn is_about(&self, keys: &[&str]) -> bool {
        self.key().is_some_and(|own| keys.iter().any(|it| it.eq_ignore_ascii_case(own)))
    }
}

/// Why a condition does not see the value that the request has for its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// Policies of this kind never see the key.
    Absent,
    /// AWS does not say that policies of this kind see the key.
    Unknown,
}

/// The reasons that a list gives, alike in its plain form and its `Not…` form.
pub(super) struct ListReasons {
    pub(super) matches: Because,
    pub(super) differs: Because,
    pub(super) excluded: Because,
    pub(super) not_excluded: Because,
}

/// The trace of a list of which `found` is the first entry that matches.
pub(super) fn listed<T>(
    clause: &Clause<T>,
    element: Element,
    found: Option<Span>,
    reasons: &ListReasons,
) -> ClauseTrace {
    let (truth, because, at) = match (found, clause.form) {
        (Some(at), Form::Listed) => (Truth::Yes, reasons.matches, at),
        (Some(at), Form::AllBut) => (Truth::No, reasons.excluded, at),
        (None, Form::Listed) => (Truth::No, reasons.differs, clause.value),
        (None, Form::AllBut) => (Truth::Yes, reasons.not_excluded, clause.value),
    };
    ClauseTrace {
        element,
        span: clause.name.to(clause.value),
        value: clause.value,
        at,
        truth,
        because,
        names_everything: false,
        condition: None,
        withheld: None,
        rules: Vec::new(),
    }
}
