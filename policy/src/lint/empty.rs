//! Elements without an entry that reading takes as they are.

use super::readable::Readable;
use super::{Lint, Linter};
use crate::diagnostic::{Diagnostic, PolicyProblem};
use crate::policy::{Form, PolicyKind, Statement};
use crate::text::Span;

/// Reports a policy of no statement.
pub(super) fn check(linter: &mut Linter<'_>, diagnostics: &[Diagnostic]) {
    let missing = |it: &Diagnostic| it.problem == PolicyProblem::MissingStatement;
    let unread = linter.policy.unreadable.is_some() || diagnostics.iter().any(missing);
    // Of these it is said that they let nothing through.
    let limits = matches!(linter.policy.kind, PolicyKind::Endpoint | PolicyKind::Boundary);
    if !unread && !limits && linter.policy.statements.is_empty() {
        let start = linter.text.find('{').unwrap_or_default();
        let headline = "the policy has no statement, so it says nothing".to_owned();
        linter.report(Lint::EMPTY_ARRAY_STATEMENT, Span::new(start, start + 1), headline);
    }
}

/// Reports a `Principal` that lists nobody.
pub(super) fn check_principal(linter: &mut Linter<'_>, read: &Readable<'_>, statement: &Statement) {
    let Some(clause) = &statement.principal else { return };
    if !clause.entries.is_empty() || !read.principals {
        return;
    }
    // `{"AWS": []}` has a name in it, `{}` has not.
    let lint = match clause.value.of(linter.text).contains('"') {
        true => Lint::EMPTY_ARRAY_PRINCIPAL,
        false => Lint::EMPTY_OBJECT_PRINCIPAL,
    };
    let (headline, help) = match clause.form {
        Form::Listed => (
            "Principal lists nobody, so the statement applies to no request",
            "name the ones the statement is about, or remove the statement",
        ),
        Form::AllBut => (
            "NotPrincipal lists nobody, so the statement is about everyone",
            "name the ones to leave out, or write \"Principal\": \"*\"",
        ),
    };
    linter.report_with(lint, clause.value, headline.to_owned(), help.to_owned());
}
