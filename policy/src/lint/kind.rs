//! Rules of one kind of policy.

use super::redundancy::first_twins;
use super::{Lint, Linter, action_parts, allows};
use crate::pattern;
use crate::policy::{Entry, Form, PolicyKind, Principal, PrincipalName, Statement};
use crate::text::Span;

pub(super) fn check(linter: &mut Linter<'_>) {
    let statements = &linter.policy.statements;
    names(linter, statements);
    if linter.policy.kind == PolicyKind::Rcp {
        statements.iter().for_each(|it| rcp(linter, it));
    }
}

/// IAM itself reads the policy, and not the service it belongs to.
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
    let sids: Vec<&Entry> = statements.iter().filter_map(|it| it.sid.as_ref()).collect();
    for Entry { text, span } in &sids {
        if text.is_empty() {
            linter.report(Lint::EMPTY_SID_VALUE, *span, "the Sid is empty".to_owned());
        } else if iam && !text.bytes().all(|it| it.is_ascii_alphanumeric()) {
            let headline =
                format!("the Sid \"{text}\" has other characters than letters and digits");
            linter.report(Lint::UNSUPPORTED_SID, *span, headline);
        }
    }
    let lint = if iam { Lint::UNIQUE_SIDS_REQUIRED } else { Lint::UNIQUE_SIDS_RECOMMENDED };
    let texts: Vec<String> = sids.iter().map(|it| it.text.as_str().to_owned()).collect();
    for (at, (Entry { text, span }, twin)) in sids.iter().zip(first_twins(&texts)).enumerate() {
        if twin < at && !text.is_empty() {
            linter.report(lint, *span, format!("the Sid \"{text}\" stands twice"));
        }
    }
}

/// Reports a key policy that leaves nobody to change it: IAM alone cannot give what it does not.
///
/// AWS: "Default key policy" — the key becomes unmanageable, and only AWS Support can help.
pub(super) fn check_administrators(linter: &mut Linter<'_>) {
    let policy = linter.policy;
    if policy.kind != PolicyKind::Key || policy.statements.iter().any(leaves_an_administrator) {
        return;
    }
    let Some(first) = policy.statements.first() else { return };
    let span = Span::new(first.span.start, first.span.start + 1);
    let headline = "no statement lets anybody change the key policy".to_owned();
    linter.report(Lint::KEY_WITHOUT_ADMINISTRATOR, span, headline);
}

/// The statement allows somebody to change the key policy, whatever its conditions.
fn leaves_an_administrator(statement: &Statement) -> bool {
    let Some(action) = statement.action.as_ref().filter(|_| allows(statement)) else {
        return false;
    };
    let fits = |it: &Entry| {
        let parts = pattern::any_case(pattern::wildcards(&it.text));
        pattern::matches(&parts, "kms:PutKeyPolicy")
    };
    let acts = |it: &Principal| {
        !matches!(
            it.name,
            PrincipalName::Service(_) | PrincipalName::UniqueId(_) | PrincipalName::Invalid(_)
        )
    };
    let somebody = statement
        .principal
        .as_ref()
        .is_some_and(|it| it.form == Form::AllBut || it.entries.iter().any(acts));
    somebody && (action.entries.iter().any(fits) == (action.form == Form::Listed))
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
