//! Policies that are longer than AWS takes.

use super::{Lint, Linter};
use crate::policy::PolicyKind;
use crate::text::Span;

/// The characters that a quota counts.
enum Unit {
    /// Every byte.
    Bytes,
    /// Every character.
    Characters,
    /// Every character but white space outside of strings.
    CharactersWithoutSpace,
}

impl Unit {
    const fn words(&self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Characters => "characters",
            Self::CharactersWithoutSpace => "characters without white space",
        }
    }
}

/// What AWS lets a policy come to.
struct Quota {
    lint: Lint,
    most: usize,
    unit: Unit,
}

impl Quota {
    fn of(kind: PolicyKind) -> Self {
        let (lint, most, unit) = match kind {
            // A managed policy, and so a boundary; the inline policies of one role may come to 10,240 together.
            PolicyKind::Identity | PolicyKind::Boundary => (
                Lint::POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA,
                6_144,
                Unit::CharactersWithoutSpace,
            ),
            PolicyKind::Trust => (
                Lint::POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA,
                2_048,
                Unit::CharactersWithoutSpace,
            ),
            PolicyKind::Session => (
                Lint::POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA,
                2_048,
                Unit::CharactersWithoutSpace,
            ),
            PolicyKind::Scp => {
                (Lint::POLICY_SIZE_EXCEEDS_SCP_QUOTA, 10_240, Unit::CharactersWithoutSpace)
            }
            PolicyKind::Rcp => {
                (Lint::POLICY_SIZE_EXCEEDS_RCP_QUOTA, 5_120, Unit::CharactersWithoutSpace)
            }
            PolicyKind::Bucket | PolicyKind::Function => {
                (Lint::POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA, 20_480, Unit::Bytes)
            }
            PolicyKind::Endpoint => {
                (Lint::POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA, 20_480, Unit::Characters)
            }
            PolicyKind::Key => {
                (Lint::POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA, 32_768, Unit::Bytes)
            }
        };
        Self { lint, most, unit }
    }

    fn size(&self, text: &str) -> usize {
        match self.unit {
            Unit::Bytes => text.len(),
            Unit::Characters => text.chars().count(),
            Unit::CharactersWithoutSpace => characters_without_space(text),
        }
    }
}

/// By how much a policy of `kind` is longer than AWS takes, in the units of its quota; zero where it is not.
#[must_use]
pub fn beyond_quota(kind: PolicyKind, text: &str) -> usize {
    let quota = Quota::of(kind);
    quota.size(text).saturating_sub(quota.most)
}

pub(super) fn check(linter: &mut Linter<'_>) {
    let kind = linter.policy.kind;
    let quota = Quota::of(kind);
    let size = quota.size(linter.text);
    if size > quota.most {
        let (unit, most) = (quota.unit.words(), quota.most);
        let headline = format!("{size} {unit}: {} may have {most}", kind.article());
        let help = match kind {
            PolicyKind::Identity | PolicyKind::Scp | PolicyKind::Rcp => {
                "split it into several policies, or say the same with fewer words"
            }
            _ => "shorten it, by wildcards and fewer statements: there can be only one such policy",
        };
        let first = linter.text.chars().next().map_or(0, char::len_utf8);
        linter.report_with(quota.lint, Span::new(0, first), headline, help.to_owned());
    }
}

fn characters_without_space(text: &str) -> usize {
    let mut count = 0;
    let mut in_string = false;
    let mut escaped = false;
    for c in text.chars() {
        if in_string || !c.is_ascii_whitespace() {
            count += 1;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ => {}
        }
    }
    count
}
