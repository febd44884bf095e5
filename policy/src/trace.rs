//! What was found when a policy was held against a request, clause by clause.
//!
//! Nothing short-circuits: every clause of every statement is tried and kept with its reason.
//! A verdict is computed from its trace and from nothing else, so that the explanation cannot disagree with it.

mod principal;
mod resource;

use std::sync::Arc;

use crate::condition;
use crate::context::ContextValue;
use crate::operator::Family;
use crate::pattern;
use crate::policy::{
    Clause, ConditionNames, DocumentId, Effect, Entry, Form, Parsed, Policy, PolicyKind, Statement,
};
use crate::reason::Because;
use crate::request::Request;
use crate::rule::Rule;
use crate::text::{Span, Text};
use crate::truth::Truth;
pub use principal::GrantForm;

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

/// Whether an element is the `Not…` one.
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
pub struct ClauseTrace {
    /// Which clause.
    pub element: Element,
    /// The clause as written, name and value.
    pub span: Span,
    /// The value alone, as written.
    pub value: Span,
    /// The text that decided: what is underlined.
    pub at: Span,
    /// Whether the clause matches.
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
    /// Whether policies of this kind see the key is not known.
    Unknown,
}

/// One statement, tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementTrace {
    /// Its number, from 1.
    pub number: usize,
    /// Its name.
    pub sid: Option<Text>,
    /// What it would do.
    pub effect: Option<Effect>,
    /// The whole statement: what is selected.
    pub span: Span,
    /// Its clauses.
    pub clauses: Vec<ClauseTrace>,
    /// Whether it applies to the request.
    pub applies: Truth,
    /// How an Allow of a resource policy names the caller.
    pub form: Option<GrantForm>,
    /// Where it could not be read.
    pub unreadable: Option<Span>,
}

impl StatementTrace {
    /// The clause that tells why a statement that applies does so.
    ///
    /// A condition on a missing key first, because that is what surprises; then any condition;
    /// then a `Not…` element; then a principal that is named; else the action.
    pub fn deciding(&self) -> Option<&ClauseTrace> {
        let conditions =
            || self.clauses.iter().filter(|it| matches!(it.element, Element::Condition(_)));
        let element = |wanted: Element| self.clauses.iter().find(|it| it.element == wanted);
        let named = |it: &&ClauseTrace| {
            it.element == Element::Principal(Negation::Plain)
                && self.form != Some(GrantForm::Everyone)
        };
        conditions()
            .find(|it| it.because == Because::KeyMissing)
            .or_else(|| conditions().next())
            .or_else(|| element(Element::Principal(Negation::Not)))
            .or_else(|| element(Element::Action(Negation::Not)))
            .or_else(|| element(Element::Resource(Negation::Not)))
            .or_else(|| self.clauses.iter().find(named))
            .or_else(|| element(Element::Action(Negation::Plain)))
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

    fn action_matches(&self) -> bool {
        let action = |it: &&ClauseTrace| matches!(it.element, Element::Action(_));
        self.clauses.iter().find(action).is_some_and(|it| it.truth == Truth::Yes)
    }
}

/// One policy, tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyTrace {
    /// The document.
    pub document: DocumentId,
    /// The document's text, into which all spans point.
    pub text: Arc<str>,
    /// Its statements.
    pub statements: Vec<StatementTrace>,
    /// Whether some statement allows.
    pub allow: Truth,
    /// Whether some statement denies.
    pub deny: Truth,
    /// Why the policy may say more than its statements, and where.
    pub unreadable: Option<(Because, Span)>,
}

impl PolicyTrace {
    /// A policy of which nothing is known, not even whether there is one.
    pub fn not_given(document: DocumentId) -> Self {
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
    pub fn grants_not_given() -> Self {
        Self {
            deny: Truth::No,
            unreadable: Some((Because::GrantsNotGiven, Span::default())),
            ..Self::not_given("".into())
        }
    }

    /// The statements that surely deny.
    pub fn denies(&self) -> impl Iterator<Item = &StatementTrace> {
        let denies =
            |it: &&StatementTrace| it.effect == Some(Effect::Deny) && it.applies == Truth::Yes;
        self.statements.iter().filter(denies)
    }

    /// The statements that surely allow.
    pub fn allows(&self) -> impl Iterator<Item = &StatementTrace> {
        let allows =
            |it: &&StatementTrace| it.effect == Some(Effect::Allow) && it.applies == Truth::Yes;
        self.statements.iter().filter(allows)
    }

    /// The Allows for this very action that do not apply, each with the number of clauses that fail.
    pub fn near_allows(&self) -> impl Iterator<Item = (usize, &StatementTrace)> {
        let near = |it: &&StatementTrace| {
            it.effect == Some(Effect::Allow)
                && it.applies == Truth::No
                && it.action_matches()
                && it.unreadable.is_none()
        };
        self.statements.iter().filter(near).map(|it| (it.failing().count(), it))
    }

    /// Whether some Allow that names the caller in one of `forms` applies.
    pub fn allow_by(&self, forms: &[GrantForm]) -> Truth {
        let fits = |it: &&StatementTrace| {
            it.effect == Some(Effect::Allow) && it.form.is_some_and(|form| forms.contains(&form))
        };
        let read = Truth::any(self.statements.iter().filter(fits).map(|it| it.applies));
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
    let mut form = None;
    if let Some(clause) = &statement.principal {
        let (traced, found) = principal::trace(policy.kind, statement.effect, clause, request);
        form = found;
        clauses.push(traced);
    }
    clauses.extend(statement.action.as_ref().map(|it| action(it, request)));
    clauses
        .extend(statement.resource.as_ref().map(|it| resource::trace(it, policy.version, request)));
    for (at, condition) in statement.conditions.iter().enumerate() {
        clauses.push(condition_clause(at, condition, policy, request));
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
        form,
        unreadable: statement.unreadable,
    }
}

/// What a list of patterns and its `Not…` form have in common.
struct ListReasons {
    matches: Because,
    differs: Because,
    excluded: Because,
    not_excluded: Because,
}

/// The trace of a list of which `found` is the first entry that matches.
fn listed<T>(
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

// AWS: "IAM JSON policy elements: Action" — prefix and name are compared ignoring case.
fn action(clause: &Clause<Entry>, request: &Request) -> ClauseTrace {
    let fits = |entry: &&Entry| match pattern::fixed(&entry.text) {
        Some((name, false)) => name.eq_ignore_ascii_case(&request.action),
        Some((head, true)) => {
            let own = request.action.get(..head.len());
            own.is_some_and(|it| it.eq_ignore_ascii_case(head))
        }
        None => {
            let pattern = pattern::any_case(pattern::wildcards(&entry.text));
            pattern::matches(&pattern, &request.action)
        }
    };
    let found = clause.entries.iter().find(fits);
    let reasons = ListReasons {
        matches: Because::ActionMatches,
        differs: Because::ActionDiffers,
        excluded: Because::ActionExcluded,
        not_excluded: Because::ActionNotExcluded,
    };
    let element = Element::Action(clause.form.into());
    let mut traced = listed(clause, element, found.map(|it| it.span), &reasons);
    let service_wildcard = |entry: &Entry| {
        let service = entry.text.split(':').next().unwrap_or_default();
        entry.text != "*" && !pattern::is_plain(service)
    };
    if found.is_some_and(service_wildcard) {
        traced.rules.push(Rule::SERVICE_WILDCARD);
    }
    traced
}

fn condition_clause(
    at: usize,
    condition: &crate::policy::Condition,
    policy: &Policy,
    request: &Request,
) -> ClauseTrace {
    // AWS: "Working with the lambda:SourceFunctionArn condition key" — not in resource-based policies.
    let source_function = "lambda:SourceFunctionArn";
    let asked =
        condition.key.text.eq_ignore_ascii_case(source_function) && policy.kind.takes_principal();
    let withheld = asked.then_some(match policy.kind {
        // Whether these can ask for it is not said.
        PolicyKind::Rcp | PolicyKind::Endpoint => Withheld::Unknown,
        _ => Withheld::Absent,
    });
    let own = withheld.map(|withheld| {
        let mut without = request.context.clone();
        match withheld {
            Withheld::Unknown => without.set(source_function, ContextValue::Unknown),
            Withheld::Absent => without.remove(source_function),
        }
        without
    });
    let context = own.as_ref().unwrap_or(&request.context);
    let mut tested = condition::test(condition, policy.version, context);
    // AWS: "Control access to VPC endpoints" — wildcards do not work on ids that AWS makes; what they do is not said.
    if policy.kind == PolicyKind::Endpoint && is_wildcard_on_id(condition) {
        tested.truth = Truth::Unknown;
        tested.because = Because::InvalidPolicyValue;
        tested.at = condition.values_span;
    }
    ClauseTrace {
        element: Element::Condition(at),
        span: condition.key.span.to(condition.values_span),
        value: condition.values_span,
        at: tested.at,
        truth: tested.truth,
        because: tested.because,
        names_everything: false,
        condition: Some(condition.names.clone()),
        withheld,
        rules: tested.rules,
    }
}

fn is_wildcard_on_id(condition: &crate::policy::Condition) -> bool {
    let keys = ["aws:SourceVpce", "aws:SourceVpc"];
    condition.operator.is_some_and(|it| it.family == Family::StringLike)
        && keys.iter().any(|it| it.eq_ignore_ascii_case(&condition.key.text))
        && condition.values.iter().any(|it| !pattern::is_plain(&it.text))
}
