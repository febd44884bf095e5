//! Policy variables that stay plain text, name no key, or never have a value.

use super::{Lint, Linter, condition};
use crate::policy::{Entry, Statement, Version, variable};

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    for entry in statement.resource.iter().flat_map(|it| &it.entries).filter(has_variable) {
        if linter.policy.version == Version::V2008 {
            plain_in_version(linter, entry);
        } else {
            names(linter, entry, true);
        }
    }
    for condition in &statement.conditions {
        let Some(operator) = condition.operator else { continue };
        for value in condition.values.iter().filter(has_variable) {
            if linter.policy.version == Version::V2008 {
                plain_in_version(linter, value);
            } else if !operator.fills_variables() {
                let headline = format!("{} fills in no variables", condition.operator_name.text);
                linter.report(Lint::INVALID_VARIABLE_FOR_OPERATOR, value.span, headline);
            } else {
                names(linter, value, false);
            }
        }
    }
}

fn has_variable(entry: &&Entry) -> bool {
    entry.text.contains("${")
}

fn plain_in_version(linter: &mut Linter<'_>, entry: &Entry) {
    let headline = format!("\"{}\" is plain text in this version", entry.text);
    linter.report(Lint::VARIABLE_UNSUPPORTED_IN_VERSION, entry.span, headline);
}

/// Reports the first variable of a text that cannot be filled in.
fn names(linter: &mut Linter<'_>, entry: &Entry, is_resource: bool) {
    let mut colons = 0;
    let mut plain_from = 0;
    for (span, key) in variable::keys(&entry.text) {
        let plain = entry.text.get(plain_from..span.start).unwrap_or_default();
        colons += plain.matches(':').count();
        plain_from = span.end;
        let written = span.of(&entry.text);
        if !key.contains(':') || key.contains("::") {
            let headline = format!("\"{written}\" is not a policy variable");
            return linter.report(Lint::INVALID_VARIABLE, entry.span, headline);
        }
        // AWS: "IAM policy elements: Variables and tags" — in Resource only behind the fifth colon.
        if is_resource && colons < 5 {
            let headline = format!("\"{written}\" stands where an ARN takes no variable");
            return linter.report(Lint::VARIABLE_BEFORE_RESOURCE, entry.span, headline);
        }
        let found = linter.found.len();
        let kind = condition::key(linter, key, entry.span);
        if kind.is_some_and(|it| it.several) {
            let headline = format!("\"{written}\" never has a value: {key} can carry several");
            linter.report(Lint::VARIABLE_OF_SEVERAL_VALUES, entry.span, headline);
        }
        if linter.found.len() > found {
            return;
        }
    }
}
