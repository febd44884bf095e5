//! `Principal` and `NotPrincipal` against the caller.

use super::clause::{ClauseTrace, Element, ListReasons, listed};
use crate::arn::Arn;
use crate::caller::{Caller, around_path, is_between};
use crate::context::ContextValue;
use crate::key;
use crate::policy::{Clause, Effect, Form, PolicyKind, Principal, PrincipalName};
use crate::reason::Because;
use crate::request::{EndpointType, Request};
use crate::rule::Rule;
use crate::symbol;
use crate::text::Span;
use crate::truth::Truth;

/// How an Allow of a resource policy names the caller, weakest first.
///
/// AWS: "Policy evaluation logic" — the form decides what else must allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrantForm {
    /// Its account: the account's administrators still decide.
    Account,
    /// Its role: boundary and session policy still limit.
    Role,
    /// Its session, user or federated user: nothing else limits.
    Itself,
    /// An AWS service.
    Service,
    /// Everyone.
    Everyone,
}

impl GrantForm {
    /// The forms that grant by themselves in one account.
    pub(crate) const DIRECT: [Self; 3] = [Self::Itself, Self::Service, Self::Everyone];
    /// All forms.
    pub const ALL: [Self; 5] =
        [Self::Account, Self::Role, Self::Itself, Self::Service, Self::Everyone];
}

pub(super) fn trace(
    kind: PolicyKind,
    effect: Option<Effect>,
    clause: &Clause<Principal>,
    request: &Request,
) -> (ClauseTrace, NamedBy) {
    let element = Element::Principal(clause.form.into());
    let reasons = ListReasons {
        matches: Because::PrincipalMatches,
        differs: Because::PrincipalDiffers,
        excluded: Because::PrincipalExcluded,
        not_excluded: Because::PrincipalNotExcluded,
    };
    if clause.form == Form::AllBut {
        return not_principal(effect, clause, element, &reasons, request);
    }
    let named = |it: &Principal| names(kind, &it.name, request).map(|form| (form, it.span));
    let best = clause.entries.iter().filter_map(named).max_by_key(|(form, _)| *form);
    let mut traced = listed(clause, element, best.map(|(_, span)| span), &reasons);
    let deny = effect == Some(Effect::Deny);
    let open = |it: &Principal| may_name(kind, deny, &it.name, request).map(|form| (form, it.span));
    let may = clause.entries.iter().filter_map(open).max_by_key(|(form, _)| *form);
    if best.is_none()
        && let Some((form, at)) = may
    {
        traced.truth = Truth::Unknown;
        traced.because = Because::PrincipalUnknown;
        traced.at = at;
        return (traced, NamedBy { form: Some(form), may: None });
    }
    let form = best.map(|(form, _)| form);
    (traced, NamedBy { form, may: may.filter(|it| Some(it.0) > form) })
}

/// How a clause names the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NamedBy {
    /// The strongest form, where it names or may name the caller.
    pub(super) form: Option<GrantForm>,
    /// A stronger one in which the entry at that place only may do so besides.
    pub(super) may: Option<(GrantForm, Span)>,
}

/// In which form `name` may name the caller, where that is not known.
fn may_name(
    kind: PolicyKind,
    deny: bool,
    name: &PrincipalName,
    request: &Request,
) -> Option<GrantForm> {
    let gateway = kind == PolicyKind::Endpoint && request.endpoint == Some(EndpointType::Gateway);
    match (name, &request.caller) {
        // Whoever it may be: an Allow of a gateway endpoint covers no user or role by its name.
        _ if gateway && !deny => None,
        // An id does not tell the account.
        (PrincipalName::CanonicalUser(_), caller) => caller.account().map(|_| GrantForm::Account),
        // The caller was given by its role, so that its session's name is not known.
        (PrincipalName::Session(named), Caller::Role { session, .. }) if session.ends_with('/') => {
            named.starts_with(session.as_str()).then_some(GrantForm::Itself)
        }
        // What only a deployment will know may be the caller.
        (PrincipalName::Role(named), Caller::Role { role: own, .. })
        | (PrincipalName::User(named), Caller::User(own))
            if symbol::equal(named, own) == Truth::Unknown =>
        {
            Some(GrantForm::Role)
        }
        (PrincipalName::Account(named) | PrincipalName::Root(named), caller)
            if symbol::has(named) || caller.account().is_some_and(symbol::has) =>
        {
            let account = Arn::parse(named).map_or(named.as_str(), |it| it.account);
            let own = caller.account()?;
            (symbol::equal(account, own) == Truth::Unknown).then_some(GrantForm::Account)
        }
        // A role of that name, whose path was not told.
        (PrincipalName::Role(named), caller) if may_be_role(named, caller) => Some(GrantForm::Role),
        // The caller's own id: AWS shows it in a policy where the role or user that it names is gone, and not what a
        // policy does that names one which is there.
        (PrincipalName::UniqueId(id), caller) if has_id(id, request) => match caller {
            Caller::Role { .. } => Some(GrantForm::Role),
            _ => Some(GrantForm::Itself),
        },
        // Whose session a federated user is, its ARN does not tell.
        (PrincipalName::User(named), Caller::FederatedUser(_)) => {
            let account = Arn::parse(named).map(|it| it.account);
            (account == request.caller.account()).then_some(GrantForm::Role)
        }
        // What a Deny for a named principal does at a gateway endpoint, AWS does not say.
        _ if deny && kind == PolicyKind::Endpoint => {
            let open = Request { endpoint: Some(EndpointType::Interface), ..request.clone() };
            names(kind, name, &open)
        }
        _ => None,
    }
}

/// `named` has the caller's account and role name, and the caller's path was not told.
fn may_be_role(named: &str, caller: &Caller) -> bool {
    let Caller::Role { role, path_told: false, .. } = caller else { return false };
    around_path(role).is_some_and(|(before, after)| is_between(named, before, after))
}

/// `id` is the unique id of the caller.
fn has_id(id: &str, request: &Request) -> bool {
    let held = request.context.get(key::AWS_USERID);
    matches!(held, Some(ContextValue::One(own)) if own.split(':').next() == Some(id))
}

/// In which form `name` names the caller, or nothing where it does not.
fn names(kind: PolicyKind, name: &PrincipalName, request: &Request) -> Option<GrantForm> {
    let caller = &request.caller;
    // AWS: "Control access to VPC endpoints" — a gateway endpoint's policy takes "*";
    // an account there means its root user alone.
    let gateway = kind == PolicyKind::Endpoint && request.endpoint == Some(EndpointType::Gateway);
    let is_root = matches!(caller, Caller::Root(_));
    match (name, caller) {
        (PrincipalName::Everyone, _) => Some(GrantForm::Everyone),
        _ if names_account(name, caller) => (!gateway || is_root).then_some(if is_root {
            GrantForm::Itself
        } else {
            GrantForm::Account
        }),
        _ if gateway => None,
        (PrincipalName::Role(named), Caller::Role { role, .. }) if named == role => {
            Some(GrantForm::Role)
        }
        (PrincipalName::Session(named), Caller::Role { session, .. }) if named == session => {
            Some(GrantForm::Itself)
        }
        (PrincipalName::User(named), Caller::User(user)) if named == user => {
            Some(GrantForm::Itself)
        }
        (PrincipalName::FederatedUser(named), Caller::FederatedUser(user)) if named == user => {
            Some(GrantForm::Itself)
        }
        (PrincipalName::Service(named), Caller::Service(service)) if named == service => {
            Some(GrantForm::Service)
        }
        _ => None,
    }
}

/// `name` names the caller's account; the same number in another partition is another account.
fn names_account(name: &PrincipalName, caller: &Caller) -> bool {
    let own = || caller.principal_arn().and_then(Arn::parse);
    match name {
        PrincipalName::Account(id) => own().is_some_and(|own| own.account == id),
        PrincipalName::Root(arn) => own()
            .zip(Arn::parse(arn))
            .is_some_and(|(own, it)| (it.partition, it.account) == (own.partition, own.account)),
        _ => false,
    }
}

// AWS: "IAM JSON policy elements: NotPrincipal" — account and role must both be listed,
// and a caller with a permissions boundary is denied whatever is listed.
fn not_principal(
    effect: Option<Effect>,
    clause: &Clause<Principal>,
    element: Element,
    reasons: &ListReasons,
    request: &Request,
) -> (ClauseTrace, NamedBy) {
    let caller = &request.caller;
    let entry = |fits: &dyn Fn(&PrincipalName) -> bool| {
        clause.entries.iter().find(|it| fits(&it.name)).map(|it| it.span)
    };
    let everyone = entry(&|it| *it == PrincipalName::Everyone);
    let account = entry(&|it| names_account(it, caller));
    let itself = entry(&|it| match (it, caller) {
        (PrincipalName::Role(named), Caller::Role { role, .. }) => named == role,
        (PrincipalName::User(named), Caller::User(user)) => named == user,
        (PrincipalName::FederatedUser(named), Caller::FederatedUser(user)) => named == user,
        (PrincipalName::Service(named), Caller::Service(service)) => named == service,
        _ => false,
    });
    let perhaps =
        entry(&|it| matches!(it, PrincipalName::Role(named) if may_be_role(named, caller)));
    let session = entry(
        &|it| matches!((it, caller), (PrincipalName::Session(named), Caller::Role { session, .. }) if named == session),
    );
    if effect == Some(Effect::Allow) {
        let found = everyone.or(itself).or(session).or(account);
        let mut traced = listed(clause, element, found, reasons);
        traced.rules.push(Rule::ALLOW_NOT_PRINCIPAL);
        let form = found.is_none().then_some(GrantForm::Everyone);
        if let (None, Some(at)) = (found, perhaps) {
            set_unknown(&mut traced, at);
        }
        return (traced, NamedBy { form, may: None });
    }
    let spared = match caller {
        Caller::Root(_) => account,
        Caller::Service(_) => itself,
        Caller::Anonymous => None,
        _ => itself.filter(|_| account.is_some()),
    };
    let mut traced = listed(clause, element, everyone.or(spared), reasons);
    let canonical = entry(&|it| matches!(it, PrincipalName::CanonicalUser(_)));
    if everyone.or(spared).is_none() && request.has_boundary != Truth::Yes {
        if let (Some(at), Some(_)) = (canonical, caller.account()) {
            set_unknown(&mut traced, at);
        } else if let Some(at) = perhaps {
            set_unknown(&mut traced, at);
        } else if let (Some(at), None) = (itself, account)
            && !matches!(caller, Caller::Service(_))
        {
            // AWS: "NotPrincipal with Deny" — to leave out the account "might" deny it.
            set_unknown(&mut traced, at);
            traced.rules.push(Rule::NOT_PRINCIPAL_WITHOUT_ACCOUNT);
        }
    }
    let by_boundary = request.has_boundary;
    if everyone.is_none() && (by_boundary == Truth::Yes || by_boundary > traced.truth) {
        traced.truth = by_boundary;
        traced.because = Because::HasBoundary;
        traced.at = clause.value;
    } else if spared.is_some() && session.is_none() && matches!(caller, Caller::Role { .. }) {
        traced.rules.push(Rule::NOT_PRINCIPAL_SESSION);
    }
    (traced, NamedBy::default())
}

/// The clause turns on whether the entry at that place is the caller.
fn set_unknown(traced: &mut ClauseTrace, at: Span) {
    traced.truth = Truth::Unknown;
    traced.because = Because::PrincipalUnknown;
    traced.at = at;
}
