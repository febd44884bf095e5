//! Sentences about rules that AWS leaves unclear.

use accesspath_policy::rule::{Basis, Rule};

/// What a verdict leans on, in one sentence.
pub fn unclear(rule: &Rule) -> String {
    let why = match rule.basis {
        Basis::Unverified => "AWS does not document this",
        Basis::Contested => "AWS's pages disagree on this",
    };
    format!("{why}: {}.", rule.title)
}
