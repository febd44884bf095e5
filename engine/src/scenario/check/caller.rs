//! Checks callers that are no functions: who they are, where they stand, and the URLs that they use.

use accesspath_policy::caller::Caller;
use accesspath_policy::symbol;

use super::role::is_of_iam;
use super::{Checker, IdTarget};
use crate::scenario::{Fact, LONGEST_URL, OtherCaller, PublicIp, SignedUrl};

impl<'s> Checker<'s> {
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
            if let Some(address) = &caller.source_ip {
                check.address("source_ip", address);
            }
            check.place_of(caller);
            check.service(caller);
            check.signed_url(caller.signed_url.as_ref());
            let has_own =
                caller.role.is_some() || caller.user.is_some() || caller.service.is_some();
            if caller.signed_url.is_some() && has_own {
                let message =
                    "a URL is judged as its signer: its user needs no role, user or service";
                check.report("signed_url", message.to_owned());
            }
        });
    }

    /// Checks where a caller stands: in subnets, on premises, or else on the internet.
    fn place_of(&mut self, caller: &'s OtherCaller) {
        self.all_known("subnets", &caller.subnets, IdTarget::Subnet);
        self.all_known("security_groups", &caller.security_groups, IdTarget::SecurityGroup);
        self.known_if_given("endpoint_url", caller.endpoint_url.as_ref(), IdTarget::Endpoint);
        self.client_region(caller.client_region.as_deref());
        self.placement_in_vpc(None, &caller.placement());
        for address in caller.public_ip.addresses().iter().filter(|it| !symbol::has(it)) {
            self.address("public_ip", address);
        }
        if let Some(premises) = &caller.on_premises {
            self.known("on_premises", &premises.vpc, IdTarget::Vpc);
            if let Some(range) = &premises.range {
                self.range_with_length("on_premises", range);
            }
            let gateway = premises.gateway.as_ref();
            if gateway.is_some_and(|it| self.scenario.gateway(it).is_none()) {
                self.report("on_premises", "its gateway is not described".to_owned());
            }
        }
        let (stands, away) = (!caller.subnets.is_empty(), caller.on_premises.is_some());
        if stands && away {
            let message = "a caller is in subnets or on premises".to_owned();
            self.report("on_premises", message);
        }
        if !stands && caller.public_ip != PublicIp::NotTold {
            let message = "only a caller in subnets has one: elsewhere it is source_ip".to_owned();
            self.report("public_ip", message);
        }
        if stands && caller.source_ip.is_some() {
            let message = "in subnets the path tells it: its own address is public_ip".to_owned();
            self.report("source_ip", message);
        }
    }

    /// Checks that a service is one, and that it stands nowhere.
    fn service(&mut self, caller: &OtherCaller) {
        let Some(service) = &caller.service else {
            if caller.source_arn.is_some() || caller.source_account.is_some() {
                let message = "only a service that calls as itself has it".to_owned();
                self.report("source_arn", message);
            }
            return;
        };
        if !matches!(Caller::parse(service, None), Some(Caller::Service(_))) {
            let message =
                format!("\"{service}\" is no service principal such as cloudfront.amazonaws.com");
            self.report("service", message);
        }
        let stands = !caller.subnets.is_empty()
            || caller.on_premises.is_some()
            || caller.endpoint_url.is_some()
            || caller.source_ip.is_some();
        if stands || caller.user.is_some() {
            let message = "a service calls from AWS's own network, and is no user".to_owned();
            self.report("service", message);
        }
        if let Some(account) = &caller.source_account {
            self.account_id("source_account", account);
        }
    }

    /// Checks that a signed URL has one signer who can sign, and a lifetime that S3 takes.
    pub(super) fn signed_url(&mut self, url: Option<&SignedUrl>) {
        let Some(url) = url else { return };
        if url.by_aws == url.signer.is_some() {
            let message = "a URL has a signer, or is by_aws".to_owned();
            self.report("signed_url", message);
        }
        self.known_if_given("signed_url", url.signer.as_ref(), IdTarget::FunctionOrCaller);
        let signer = url.signer.as_ref();
        let signer = self.scenario.callers.iter().find(|it| Some(&it.id) == signer);
        if signer.is_some_and(|it| it.role.is_none() && it.user.is_none()) {
            self.report("signed_url", "its signer has no credentials: a role or a user".to_owned());
        }
        if url.expires_in_s.is_some_and(|it| it > LONGEST_URL) {
            let message = "a signed URL is good for at most seven days, 604800 seconds".to_owned();
            self.report("signed_url", message);
        }
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
