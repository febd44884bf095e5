//! Grants that are wider than anybody needs.

use super::{Lint, Linter, action_parts, allows, listed};
use crate::policy::{Condition, PolicyKind, Statement};

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    if !allows(statement) {
        return;
    }
    if grants(linter.policy.kind) {
        actions(linter, statement);
    }
    if linter.policy.kind == PolicyKind::Identity {
        resources(linter, statement);
    }
}

/// Whether such a policy grants; the others only limit, and an endpoint's or a key's default is wide on purpose.
const fn grants(kind: PolicyKind) -> bool {
    matches!(kind, PolicyKind::Identity | PolicyKind::Bucket | PolicyKind::Function)
}

fn actions(linter: &mut Linter<'_>, statement: &Statement) {
    for entry in listed(statement.action.as_ref()) {
        let wide = match action_parts(&entry.text) {
            Some((service, "*")) => format!("every action of {service} is allowed"),
            Some(_) => continue,
            None => "every action of every service is allowed".to_owned(),
        };
        linter.report(Lint::BROAD_ACTION, entry.span, wide);
    }
}

fn resources(linter: &mut Linter<'_>, statement: &Statement) {
    let Some(star) = listed(statement.resource.as_ref()).iter().find(|it| it.text == "*") else {
        return;
    };
    // Logs, metrics and the like are granted on every resource by AWS's own policies.
    let takes_resources = |action: &str| {
        let Some((service, name)) = action_parts(action) else { return true };
        let data =
            ["s3", "s3-object-lambda", "kms"].contains(&service.to_ascii_lowercase().as_str());
        let Some(service) = linter.facts.service(service).filter(|_| data) else { return false };
        service.fitting(name).any(|it| !it.resources.is_empty())
    };
    let listed_actions = listed(statement.action.as_ref());
    let wide = listed_actions.iter().find(|it| takes_resources(&it.text)).map(|it| it.text.clone());
    let pass_role = listed_actions.iter().any(|it| it.text.eq_ignore_ascii_case("iam:PassRole"));
    let passed_to = |it: &Condition| it.key.text.eq_ignore_ascii_case("iam:PassedToService");
    if pass_role && !statement.conditions.iter().any(passed_to) {
        let headline = "any role of the account may be passed to a service".to_owned();
        linter.report(Lint::PASS_ROLE_WITH_STAR_IN_RESOURCE, star.span, headline);
    }
    if let Some(action) = wide
        && statement.conditions.is_empty()
    {
        let headline = format!("{action} is allowed on every resource");
        linter.report(Lint::BROAD_RESOURCE, star.span, headline);
    }
}
