//! Checks callers that are no functions.

use accesspath_policy::caller::Caller;

use super::role::is_of_iam;
use super::{Checker, IdTarget};
use crate::scenario::Fact;

impl Checker<'_> {
    pub(super) fn callers(&mut self) {
        let scenario = self.scenario;
        self.each("callers", &scenario.callers, |check, caller| {
            check.known_if_given("role", caller.role.as_ref(), IdTarget::Role);
            if let Some(user) = &caller.user
                && !is_user(user)
            {
                let what = "such as arn:aws:iam::111122223333:user/name or …:root";
                check.report("user", format!("\"{user}\" is no ARN of a user, {what}"));
            }
            if caller.role.is_some() {
                let message = "a caller with a role has the policies of the role";
                if caller.policies.known().is_none_or(|it| !it.is_empty()) {
                    check.report("policies", message.to_owned());
                }
                if caller.boundary.is_some() {
                    check.report("boundary", message.to_owned());
                }
            }
            if caller.role.is_some() && caller.user.is_some() {
                check.report("user", "a caller is a user or has a role".to_owned());
            }
            if check.scenario.functions.iter().any(|it| it.id == caller.id) {
                let message = format!("\"{}\" is the id of a function too", caller.id);
                check.report("id", message);
            }
            if let Fact::Known(policies) = &caller.policies {
                check.documents("policies", policies);
            }
            if let Some(Fact::Known(id)) = &caller.boundary {
                check.identity_policy("boundary", id);
            }
            let endpoint = caller.endpoint_url.as_ref();
            check.known_if_given("endpoint_url", endpoint, IdTarget::Endpoint);
            check.client_region(caller.client_region.as_deref());
            if let Some(address) = &caller.source_ip {
                check.address("source_ip", address);
            }
        });
    }
}

/// The ARN can be one of an IAM user, the root user or a federated user.
fn is_user(text: &str) -> bool {
    let federated = || {
        let Some(Caller::FederatedUser(arn)) = Caller::parse(text, None) else { return false };
        is_of_iam(&arn.replacen(":sts:", ":iam:", 1).replacen("federated-user", "user", 1), "user")
    };
    is_of_iam(text, "user") || is_of_iam(text, "root") || federated()
}
