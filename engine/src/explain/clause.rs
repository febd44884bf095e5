//! The clauses of the telling statement as rows: what the policy says, what the request has, the result.

use accesspath_policy::reason::Because;
use accesspath_policy::trace::ClauseTrace;
use accesspath_policy::truth::Truth;

use super::telling::{Telling, telling};
use crate::control::Control;
use crate::judge::PathAnalysis;

/// One clause, told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseRow {
    /// Which clause: `Principal`, `Action`, `StringNotEquals aws:SourceVpce`.
    pub clause: String,
    /// What the policy says, as written.
    pub says: String,
    /// The value that the request has.
    pub has: String,
    /// Whether the clause matches.
    pub truth: Truth,
    /// Why, in a few words.
    pub because: String,
    /// Whether this clause decided.
    pub decided: bool,
}

/// The clauses of the statement that tells most about `control`, a layer of policies, on `path`.
pub fn clauses(path: &PathAnalysis, control: Control) -> Vec<ClauseRow> {
    telling(path, control).map(|it| rows(&it)).unwrap_or_default()
}

fn rows(telling: &Telling<'_>) -> Vec<ClauseRow> {
    let row = |it: &ClauseTrace| ClauseRow {
        clause: match &it.condition {
            Some(condition) => format!("{} {}", &*condition.operator, &*condition.key),
            None => it.element.name().to_owned(),
        },
        says: shortened(it.value.of(&telling.policy.text)),
        has: it.has(&telling.request.request).unwrap_or_else(|| "absent".to_owned()),
        truth: it.truth,
        because: words(it),
        decided: it.at == telling.at,
    };
    telling.statement.clauses.iter().map(row).collect()
}

fn shortened(value: &str) -> String {
    let mut short: String = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if short.chars().count() > 160 {
        short = short.chars().take(157).collect::<String>() + " …";
    }
    short
}

fn words(clause: &ClauseTrace) -> String {
    let plain = match clause.because {
        Because::KeyMissing if clause.truth == Truth::Yes => "matches: the key is absent",
        Because::KeyMissing | Because::ValueMissing if clause.truth == Truth::Unknown => {
            "not known: the key is absent"
        }
        Because::KeyMissing => "does not match: the key is absent",
        Because::KeyPresent if clause.truth == Truth::Yes => "matches: the key is present",
        Because::KeyPresent => "does not match: the key is present",
        Because::KeyUnknown => "depends on the value",
        Because::NeedsObjectArn => {
            "does not match: a bucket ARN, and the action needs an object ARN"
        }
        Because::NeedsBucketArn => {
            "does not match: an object ARN, and the action needs the bucket ARN"
        }
        Because::MalformedArn => "not known: AWS has no such ARN, or takes no wildcard there",
        Because::VariableMissing => "does not match: the variable has no value",
        Because::VariableUnknown => "depends on the variable's value",
        Because::ValueExcluded => "does not match: the value is listed",
        Because::ValueMissing => "the key has no value",
        Because::InvalidPolicyValue => "not known: the policy's value is malformed",
        Because::InvalidRequestValue => "not known: the request's value is malformed",
        Because::CaseBeyondAscii => "not known: AWS does not document how it compares such letters",
        Because::SeveralValues => "not known: a list of values without ForAllValues or ForAnyValue",
        Because::UnknownOperator => "not known: no such operator",
        Because::HasBoundary => "matches: the caller has a permissions boundary",
        Because::PrincipalNotExcluded => "matches: role and account are not both listed",
        Because::ActionNotExcluded | Because::ResourceNotExcluded => "matches: not listed",
        Because::PrincipalExcluded | Because::ActionExcluded | Because::ResourceExcluded => {
            "does not match: listed"
        }
        Because::ActionMatches | Because::ResourceMatches | Because::PrincipalMatches => "matches",
        _ => match clause.truth {
            Truth::Yes => "matches",
            Truth::No => "does not match",
            Truth::Unknown => "not known",
        },
    };
    plain.to_owned()
}
