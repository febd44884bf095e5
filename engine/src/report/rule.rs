//! Turns the rules that AWS leaves unclear into JSON.

use accesspath_policy::rule::Rule;
use serde::Serialize;

use crate::explain;

/// A rule that AWS leaves unclear, and that an answer leans on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleReport {
    /// Its number in `docs/evaluation.md`.
    pub rule: &'static str,
    /// What is taken for granted, in a sentence.
    pub told: String,
    /// The page of AWS that comes nearest.
    pub page: &'static str,
}

impl RuleReport {
    pub(super) fn of(rule: &Rule) -> Self {
        Self { rule: rule.id, told: explain::unclear(rule), page: rule.page }
    }
}
