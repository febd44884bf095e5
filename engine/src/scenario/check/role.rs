//! Checks roles.

use accesspath_policy::arn::{self, Arn};
use accesspath_policy::partition::Partition;
use accesspath_policy::symbol;

use super::Checker;
use crate::scenario::Fact;

impl Checker<'_> {
    pub(super) fn roles(&mut self) {
        let scenario = self.scenario;
        self.unique("roles", &scenario.roles, |it| &it.id);
        self.each("roles", &scenario.roles, |check, role| {
            if !is_of_iam(&role.arn, "role") {
                let what = "such as arn:aws:iam::111122223333:role/name";
                check.report("arn", format!("\"{}\" is no role ARN, {what}", role.arn));
            }
            if let Fact::Known(policies) = &role.policies {
                check.documents("policies", policies);
            }
            check.documents("session_policies", &role.session_policies);
            if let Some(Fact::Known(id)) = &role.boundary {
                check.identity_policy("boundary", id);
            }
            if let Some(trust) = &role.trust {
                check.document("trust", trust);
            }
        });
    }
}

/// The ARN can be one of a user, a role or the root user.
// AWS: "IAM identifiers" — ARNs of IAM have no Region, and names consist of these letters.
pub(super) fn is_of_iam(text: &str, kind: &str) -> bool {
    let name = |it: &str| {
        let known = |it: char| it.is_ascii_alphanumeric() || "+=,.@_-/".contains(it);
        if kind == "root" { it.is_empty() } else { !it.ends_with('/') && it.chars().all(known) }
    };
    Arn::parse(text).is_some_and(|it| {
        let (own, rest) = it.kind_and_name();
        let has_parts = || {
            Partition::ALL.iter().any(|known| known.id == it.partition)
                && arn::is_account_id(it.account)
                && name(rest)
        };
        (it.service, it.region, own) == ("iam", "", kind)
            && rest.is_empty() == (kind == "root")
            && (symbol::has(text) || has_parts())
    })
}
