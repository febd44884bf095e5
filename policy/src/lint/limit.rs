//! Policies that only limit: whom they name, and whether they let anything through.

use super::{Lint, Linter, allows};
use crate::policy::{PolicyKind, PrincipalName, Statement};
use crate::text::Span;

/// Reports a policy that allows nothing where it should list what passes.
pub(super) fn check_policy(linter: &mut Linter<'_>) {
    let policy = linter.policy;
    // Other limits come beside one that allows: FullAWSAccess, or a second session policy.
    let alone = matches!(policy.kind, PolicyKind::Endpoint | PolicyKind::Boundary);
    if !alone || policy.unreadable.is_some() || policy.statements.iter().any(allows) {
        return;
    }
    let start = linter.text.chars().next().map_or(0, char::len_utf8);
    let span = policy.statements.first().map_or(Span::new(0, start), |it| it.span);
    let kind = policy.kind.article();
    let headline = format!("nothing is allowed here, and {kind} denies what it does not allow");
    linter.report(Lint::ALLOWS_NOTHING, span, headline);
}

/// Reports principals that a gateway endpoint's policy does not take.
// AWS: "Control access to VPC endpoints using endpoint policies", "Principals for gateway endpoints".
pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    if linter.policy.kind != PolicyKind::Endpoint {
        return;
    }
    for principal in statement.principal.iter().flat_map(|it| &it.entries) {
        let lint = Lint::PRINCIPAL_OF_GATEWAY_ENDPOINT;
        let span = principal.span;
        match &principal.name {
            PrincipalName::Account(_) | PrincipalName::Root(_) => {
                let headline = "at a gateway endpoint an account means its root user alone";
                linter.report(lint, span, headline.to_owned());
            }
            PrincipalName::Service(_) => {
                let headline = "a gateway endpoint takes no principal but \"*\"".to_owned();
                let help = "use \"Principal\": \"*\" with Bool on aws:PrincipalIsAWSService";
                linter.report_with(lint, span, headline, help.to_owned());
            }
            PrincipalName::Everyone | PrincipalName::Invalid(_) | PrincipalName::Federated(_) => {}
            _ => {
                let headline = "a gateway endpoint takes no principal but \"*\"".to_owned();
                linter.report(lint, span, headline);
            }
        }
    }
}
