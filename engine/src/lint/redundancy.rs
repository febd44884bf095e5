//! What could be left out.

use super::{Lint, Linter};
use crate::pattern;
use crate::policy::{Entry, Statement};
use crate::text::Text;

pub(super) fn check_statement(linter: &mut Linter<'_>, statement: &Statement) {
    if let Some(clause) = &statement.action {
        covered(linter, &clause.entries, Lint::REDUNDANT_ACTION, true);
    }
    if let Some(clause) = &statement.resource {
        covered(linter, &clause.entries, Lint::REDUNDANT_RESOURCE, false);
    }
}

/// Reports entries that another entry of the list covers.
fn covered(linter: &mut Linter<'_>, entries: &[Entry], lint: Lint, any_case: bool) {
    // What a variable stands for, and that the star of `${*}` is a plain one, a pattern does not tell.
    let plain = |it: &(usize, &Entry)| !it.1.text.contains("${");
    for (at, entry) in entries.iter().enumerate().filter(plain) {
        let wider = entries.iter().enumerate().filter(plain).find(|(other_at, other)| {
            let covers = *other_at != at && pattern::covers(&other.text, &entry.text, any_case);
            // Of two that cover each other the second is the one too many.
            covers && (*other_at < at || !pattern::covers(&entry.text, &other.text, any_case))
        });
        if let Some((_, wider)) = wider {
            let headline = format!("\"{}\" is covered by \"{}\"", entry.text, wider.text);
            linter.report_with(lint, entry.span, headline, "remove it".to_owned());
        }
    }
}

pub(super) fn check_policy(linter: &mut Linter<'_>, statements: &[&Statement]) {
    let said: Vec<_> = statements.iter().map(|it| says(it)).collect();
    for (at, (statement, own)) in statements.iter().zip(&said).enumerate() {
        let Some(earlier) = said.iter().take(at).position(|it| it == own) else { continue };
        let number = statements.get(earlier).map_or(0, |it| it.number);
        let headline = format!("this says what statement {number} says");
        let help = "remove it".to_owned();
        linter.report_with(Lint::REDUNDANT_STATEMENT, statement.span, headline, help);
    }
}

/// What a statement says, whatever its name and white space.
fn says(statement: &Statement) -> impl PartialEq {
    let texts =
        |entries: &[Entry]| -> Vec<Text> { entries.iter().map(|it| it.text.clone()).collect() };
    let principals = statement.principal.as_ref().map(|clause| {
        (clause.form, clause.entries.iter().map(|it| it.name.clone()).collect::<Vec<_>>())
    });
    let conditions = statement.conditions.iter();
    (
        statement.effect,
        principals,
        statement.action.as_ref().map(|it| (it.form, texts(&it.entries))),
        statement.resource.as_ref().map(|it| (it.form, texts(&it.entries))),
        conditions
            .map(|it| (it.operator_name.text.clone(), it.key.text.clone(), texts(&it.values)))
            .collect::<Vec<_>>(),
    )
}
