//! `Null` beside another test of the same key: both must hold, which people often take for a choice.
//!
//! AWS: "IAM JSON policy elements: Condition operators" — a negated operator is true where the key is absent.

use super::{Lint, Linter, guard};
use crate::operator::{Family, Operator, SetQualifier};
use crate::policy::{Condition, Statement};

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    let is_null = |it: &Condition| it.operator.is_some_and(|it| it.family == Family::Null);
    let nulls: Vec<&Condition> = statement.conditions.iter().filter(|it| is_null(it)).collect();
    for null in nulls {
        if !linter.spend(statement.conditions.len()) {
            return;
        }
        let other =
            |it: &&Condition| it.operator.is_some() && !is_null(it) && null.has_key(&it.key.text);
        let Some(other) = statement.conditions.iter().find(other) else { continue };
        beside(linter, null, other);
    }
}

fn beside(linter: &mut Linter<'_>, null: &Condition, other: &Condition) {
    let all = |word: &str| {
        !null.values.is_empty() && null.values.iter().all(|it| it.text.eq_ignore_ascii_case(word))
    };
    let (name, operator) = (&null.key.text, &other.operator_name.text);
    let span = null.operator_name.span.to(null.values_span);
    if all("true") {
        let (what, help) = match other.operator {
            _ if guard::needs_key(other) => (
                "never applies: the key cannot be absent and have a value",
                "both tests must hold: put one of them into a statement of its own",
            ),
            Some(Operator { negated: true, .. }) => (
                "applies only where the key is absent",
                "both tests must hold: for requests without the key and those with another value, keep the negated operator alone, which is also true where the key is absent",
            ),
            _ => (
                "applies only where the key is absent",
                "both tests must hold, and the other is true where the key is absent: keep one of them",
            ),
        };
        let headline = format!("Null \"true\" on {name} beside {operator}: the statement {what}");
        let lint = Lint::NULL_BESIDE_ANOTHER_TEST;
        linter.report_with(lint, span, headline, help.to_owned());
    } else if all("false") && guard::needs_key(other) {
        let for_any = other.operator.is_some_and(|it| it.set == Some(SetQualifier::ForAnyValue));
        if !for_any {
            let headline = format!("Null \"false\" on {name} beside {operator} changes nothing");
            linter.report(Lint::REDUNDANT_NULL, span, headline);
        }
    }
}
