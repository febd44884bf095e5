//! Rules of one kind of policy.

use super::{Lint, Linter, action_parts};
use crate::pattern;
use crate::policy::{Entry, PolicyKind, Statement};

pub(super) fn check(linter: &mut Linter<'_>) {
    let statements = &linter.policy.statements;
    names(linter, statements);
    if linter.policy.kind == PolicyKind::Rcp {
        statements.iter().for_each(|it| rcp(linter, it));
    }
}

/// Whether IAM itself reads the policy, and not the service it belongs to.
const fn is_iam(kind: PolicyKind) -> bool {
    matches!(
        kind,
        PolicyKind::Identity
            | PolicyKind::Boundary
            | PolicyKind::Session
            | PolicyKind::Trust
            | PolicyKind::Scp
            | PolicyKind::Rcp
    )
}

fn names(linter: &mut Linter<'_>, statements: &[Statement]) {
    let iam = is_iam(linter.policy.kind);
    let mut seen: Vec<&str> = Vec::new();
    for sid in statements.iter().filter_map(|it| it.sid.as_ref()) {
        let Entry { text, span } = sid;
        if text.is_empty() {
            linter.report(Lint::EMPTY_SID_VALUE, *span, "the Sid is empty".to_owned());
            continue;
        }
        if seen.contains(&text.as_str()) {
            let lint = if iam { Lint::UNIQUE_SIDS_REQUIRED } else { Lint::UNIQUE_SIDS_RECOMMENDED };
            linter.report(lint, *span, format!("the Sid \"{text}\" stands twice"));
        }
        if iam && !text.bytes().all(|it| it.is_ascii_alphanumeric()) {
            let headline =
                format!("the Sid \"{text}\" has other characters than letters and digits");
            linter.report(Lint::UNSUPPORTED_SID, *span, headline);
        }
        seen.push(text);
    }
}

fn rcp(linter: &mut Linter<'_>, statement: &Statement) {
    for entry in statement.action.iter().flat_map(|it| &it.entries) {
        let Some((service, _)) = action_parts(&entry.text) else { continue };
        let supported = linter.facts.rcp_services.iter().any(|it| it.eq_ignore_ascii_case(service));
        if pattern::is_plain(service) && linter.facts.has_prefix(service) && !supported {
            let headline = format!("resource control policies do not work for {service}");
            linter.report(Lint::RCP_UNSUPPORTED_SERVICE, entry.span, headline);
        }
    }
}
