//! Grants that are wider than any caller needs.

use super::asked::FittingActions;
use super::{Lint, Linter, action_parts, allows, listed, lists_actions};
use crate::arn::Arn;
use crate::pattern;
use crate::policy::{Condition, Form, PolicyKind, Statement};
use crate::text::Span;

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement, asked: &[FittingActions<'_>]) {
    if !allows(statement) {
        return;
    }
    let kind = linter.policy.kind;
    if grants(kind) || kind == PolicyKind::Trust {
        actions(linter, statement);
    }
    if grants(kind) {
        all_but(linter, statement);
    }
    if linter.policy.kind == PolicyKind::Identity {
        resources(linter, statement, asked);
        for role_check in &ROLE_CHECKS {
            roles(linter, statement, role_check);
        }
    }
}

/// Such a policy grants; the others only limit, and an endpoint's or a key's default is wide on purpose.
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

fn all_but(linter: &mut Linter<'_>, statement: &Statement) {
    if let Some(clause) = statement.action.as_ref().filter(|it| it.form == Form::AllBut) {
        let headline = "every action is allowed that is not listed, of services to come too";
        linter.report(Lint::ALLOW_WITH_NOT_ACTION, clause.name, headline.to_owned());
    }
    if let Some(clause) = statement.resource.as_ref().filter(|it| it.form == Form::AllBut) {
        let headline = "this allows on every resource that is not listed";
        linter.report(Lint::ALLOW_WITH_NOT_RESOURCE, clause.name, headline.to_owned());
    }
}

fn resources(linter: &mut Linter<'_>, statement: &Statement, asked: &[FittingActions<'_>]) {
    if !lists_actions(statement) || !statement.conditions.is_empty() {
        return;
    }
    // Logs, metrics and the like are granted on every resource by AWS's own policies.
    let holds_data = |it: &&FittingActions<'_>, services: &[&str]| match it.service {
        None => it.entry.text == "*",
        Some(service) => {
            let mut actions = service.actions.iter().enumerate();
            services.contains(&service.name)
                && actions.any(|(at, own)| it.actions.has(at) && !own.resources.is_empty())
        }
    };
    let resources = listed(statement.resource.as_ref());
    let every = resources.iter().find(|it| it.text == "*").map(|it| (it.span, "resource"));
    let bucket = || resources.iter().find(|it| any_bucket(&it.text)).map(|it| (it.span, "bucket"));
    let Some((span, what)) = every.or_else(bucket) else { return };
    let services: &[&str] = match what {
        "bucket" => &["s3"],
        _ => &["s3", "s3-object-lambda", "kms"],
    };
    if let Some(wide) = asked.iter().find(|it| holds_data(it, services)) {
        let headline = format!("{} is allowed on every {what}", wide.entry.text);
        linter.report(Lint::BROAD_RESOURCE, span, headline);
    }
}

/// The resource is every bucket, or every object.
fn any_bucket(resource: &str) -> bool {
    Arn::parse(resource).is_some_and(|it| it.service == "s3" && matches!(it.resource, "*" | "*/*"))
}

/// An action of IAM that is dangerous on roles that nobody has named.
struct RoleCheck {
    action: &'static str,
    /// The condition key that names the service, and so narrows what a star stands for.
    service_key: &'static str,
    /// The grant of such a statement, in words: on a star, on all but some.
    allowed: [&'static str; 2],
    /// The part of an IAM role's ARN behind the account that stands for any role.
    any: &'static [&'static str],
    /// By how the action is named (itself, by a pattern, by not being left out), on a star.
    star: [Lint; 3],
    /// The same, on all but some.
    all_but: [Lint; 3],
}

// AWS: "IAM policy validation check reference", Pass role … and Create SLR ….
const ROLE_CHECKS: [RoleCheck; 2] = [
    RoleCheck {
        action: "iam:PassRole",
        service_key: "iam:PassedToService",
        allowed: [
            "any role of the account may be passed to a service",
            "any role that is not listed may be passed to a service",
        ],
        any: &["*", "role*", "role/*"],
        star: [
            Lint::PASS_ROLE_WITH_STAR_IN_RESOURCE,
            Lint::PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE,
            Lint::PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
        ],
        all_but: [
            Lint::PASS_ROLE_WITH_NOT_RESOURCE,
            Lint::PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
            Lint::PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE,
        ],
    },
    RoleCheck {
        action: "iam:CreateServiceLinkedRole",
        service_key: "iam:AWSServiceName",
        allowed: [
            "service-linked roles of any service may be created",
            "any service-linked role that is not listed may be created",
        ],
        any: &["*", "role*", "role/*", "role/aws-service-role/*"],
        star: [
            Lint::CREATE_SLR_WITH_STAR_IN_RESOURCE,
            Lint::CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE,
            Lint::CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
        ],
        all_but: [
            Lint::CREATE_SLR_WITH_NOT_RESOURCE,
            Lint::CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
            Lint::CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE,
        ],
    },
];

fn roles(linter: &mut Linter<'_>, statement: &Statement, role_check: &RoleCheck) {
    let Some((at, how)) = place(statement, role_check).zip(way(statement, role_check.action))
    else {
        return;
    };
    let narrows = |it: &Condition| it.has_key(role_check.service_key);
    let (span, on_star) = at;
    if on_star && statement.conditions.iter().any(narrows) {
        return;
    }
    let [any, unlisted] = role_check.allowed;
    let (lints, headline) =
        if on_star { (&role_check.star, any) } else { (&role_check.all_but, unlisted) };
    if let Some(lint) = lints.get(how) {
        linter.report(*lint, span, headline.to_owned());
    }
}

/// Where a statement names any role, and whether that is by a star.
fn place(statement: &Statement, role_check: &RoleCheck) -> Option<(Span, bool)> {
    let clause = statement.resource.as_ref()?;
    if clause.form == Form::AllBut {
        return Some((clause.name, false));
    }
    let is_any = |text: &str| {
        let role = |it: Arn<'_>| it.service == "iam" && role_check.any.contains(&it.resource);
        text == "*" || Arn::parse(text).is_some_and(role)
    };
    clause.entries.iter().find(|it| is_any(&it.text)).map(|it| (it.span, true))
}

/// How a statement names `action`: 0 itself, 1 by a pattern, 2 by not leaving it out.
fn way(statement: &Statement, action: &str) -> Option<usize> {
    let clause = statement.action.as_ref()?;
    let fits = |text: &str| {
        let is_of_iam = text.get(..1).is_some_and(|it| matches!(it, "i" | "I" | "*" | "?"));
        is_of_iam && pattern::matches(&pattern::any_case(pattern::wildcards(text)), action)
    };
    let mut fitting = clause.entries.iter().filter(|it| fits(&it.text));
    match (clause.form, fitting.next()) {
        (Form::AllBut, None) => Some(2),
        (Form::AllBut, Some(_)) | (Form::Listed, None) => None,
        (Form::Listed, Some(first)) => {
            let itself =
                pattern::is_plain(&first.text) || fitting.any(|it| pattern::is_plain(&it.text));
            Some(usize::from(!itself))
        }
    }
}
