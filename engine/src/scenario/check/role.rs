//! Checks roles.

use accesspath_policy::arn::{self, Arn};
use accesspath_policy::symbol;

use super::Checker;
use crate::scenario::Fact;

impl Checker<'_> {
    pub(super) fn roles(&mut self) {
        let scenario = self.scenario;
        self.unique("roles", &scenario.roles, |it| &it.id);
        self.each("roles", &scenario.roles, |check, role| {
            let is_role = Arn::parse(&role.arn).is_some_and(|it| {
                it.service == "iam"
                    && (arn::is_account_id(it.account) || symbol::has(it.account))
                    && it.kind_and_name().0 == "role"
            });
            if !is_role {
                check.report("arn", format!("\"{}\" is no role ARN", role.arn));
            }
            if let Fact::Known(policies) = &role.policies {
                check.documents("policies", policies);
            }
            check.documents("session_policies", &role.session_policies);
            check.fact("boundary", role.boundary.as_ref());
            if let Some(trust) = &role.trust {
                check.document("trust", trust);
            }
        });
    }
}
