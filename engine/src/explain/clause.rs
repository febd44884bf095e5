//! The clauses of the telling statement as rows: what the policy says, what the path brings, what came of it.

use super::policy::{Telling, telling};
use crate::control::Control;
use crate::judge::PathAnalysis;
use crate::reason::Because;
use crate::trace::{ClauseTrace, Element};
use crate::truth::Truth;

/// One clause, told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseRow {
    /// Which clause: `Principal`, `Action`, `StringNotEquals aws:SourceVpce`.
    pub clause: String,
    /// What the policy says, as written.
    pub says: String,
    /// What the path brings.
    pub brings: String,
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
    let text = &telling.policy.text;
    telling
        .statement
        .clauses
        .iter()
        .map(|it| {
            let whole = it.span.of(text);
            let (name, value) = split(whole);
            let clause = match it.element {
                Element::Condition(_) => format!("{} {name}", operator_before(text, it)),
                _ => name.to_owned(),
            };
            ClauseRow {
                clause,
                says: shortened(value),
                brings: it
                    .brings(&telling.request.request)
                    .unwrap_or_else(|| "nothing: the key is absent".to_owned()),
                truth: it.truth,
                because: words(it),
                decided: it.at == telling.at,
            }
        })
        .collect()
}

/// A member cut into its name, without quotes, and its value.
fn split(member: &str) -> (&str, &str) {
    let rest = member.strip_prefix('"').unwrap_or(member);
    let (name, value) = rest.split_once('"').unwrap_or((rest, ""));
    (name, value.trim_start().trim_start_matches(':').trim_start())
}

/// The operator that a condition key stands under: the name of the innermost object that is open before it.
fn operator_before<'t>(text: &'t str, clause: &ClauseTrace) -> &'t str {
    let before = text.get(..clause.span.start).unwrap_or_default();
    let mut open = Vec::new();
    let (mut name, mut start, mut escaped) = ("", None, false);
    for (at, c) in before.char_indices() {
        match (start, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(from), '"') => {
                name = before.get(from..at).unwrap_or_default();
                start = None;
            }
            (None, '"') => start = Some(at + 1),
            (None, '{') => open.push(name),
            (None, '}') => {
                open.pop();
            }
            _ => {}
        }
    }
    open.last().copied().unwrap_or_default()
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
        Because::KeyMissing if clause.truth == Truth::Yes => "matches: true when the key is absent",
        Because::KeyMissing => "does not match: the key is absent",
        Because::KeyPresent if clause.truth == Truth::Yes => "matches: the key is there",
        Because::KeyPresent => "does not match: the key is there",
        Because::KeyUnknown => "not known: the key's value is open",
        Because::NeedsObjectArn => {
            "does not match: this names the bucket, the action works on objects"
        }
        Because::NeedsBucketArn => {
            "does not match: this names objects, the action works on the bucket"
        }
        Because::VariableMissing => "does not match: the variable has no value",
        Because::VariableUnknown => "not known: the variable's value is open",
        Because::ValueExcluded => "does not match: the value is one of those",
        Because::ValueMissing => "the key carries no value",
        Because::InvalidPolicyValue => "not known: the policy's value is malformed",
        Because::InvalidRequestValue => "not known: the request's value is malformed",
        Because::CaseBeyondAscii => "not known: AWS does not say how it folds such letters",
        Because::SeveralValues => "not known: several values and no set qualifier",
        Because::UnknownOperator => "not known: no such operator",
        Because::HasBoundary => "matches: the caller has a permissions boundary",
        Because::PrincipalNotExcluded => "matches: not listed with all its parents",
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
