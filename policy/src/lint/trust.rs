//! Elements that IAM takes in a role's trust policy, and not in other policies.

use super::federation::asks_for;
use super::{Lint, Linter, allows, listed};
use crate::policy::{Form, PolicyKind, Principal, PrincipalName, Statement};

const ROLES_ANYWHERE: &str = "rolesanywhere.amazonaws.com";

/// Reports a bare star as principal.
pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    let Some(clause) = &statement.principal else { return };
    let [Principal { name: PrincipalName::Everyone, span }] = clause.entries.as_slice() else {
        return;
    };
    if linter.policy.kind == PolicyKind::Trust
        && clause.form == Form::Listed
        && *span == clause.value
    {
        let headline = "a trust policy takes no \"Principal\": \"*\"".to_owned();
        let lint = Lint::ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL;
        linter.report(lint, *span, headline);
    }
}

/// Reports a role for IAM Roles Anywhere that its service cannot assume.
// AWS: "Trust model in IAM Roles Anywhere" — a session always has tags and a source identity.
pub(super) fn check_policy(linter: &mut Linter<'_>) {
    let policy = linter.policy;
    if policy.kind != PolicyKind::Trust {
        return;
    }
    let named = |it: &&Principal| it.name == PrincipalName::Service(ROLES_ANYWHERE.to_owned());
    let principal = |it: &Statement| {
        listed(it.principal.as_ref()).iter().find(named).filter(|_| allows(it)).map(|it| it.span)
    };
    let Some(span) = policy.statements.iter().find_map(principal) else { return };
    let allowed = |action: &&str| {
        policy.statements.iter().any(|it| principal(it).is_some() && covers(it, action))
    };
    let wanted = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];
    let missing: Vec<&str> = wanted.into_iter().filter(|it| !allowed(it)).collect();
    if !missing.is_empty() {
        let headline = format!("{ROLES_ANYWHERE} needs {} too", missing.join(" and "));
        linter.report(Lint::MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY, span, headline);
    }
}

fn covers(statement: &Statement, action: &str) -> bool {
    statement.action.as_ref().is_some_and(|it| {
        it.entries.iter().any(|it| asks_for(it, action)) == (it.form == Form::Listed)
    })
}
