//! Checks functions, their placements, and callers that are no functions.

use accesspath_policy::caller::Caller;

use super::{Checker, IdTarget, PlaceStep, is_new};
use crate::scenario::Fact;

impl Checker<'_> {
    pub(super) fn functions(&mut self) {
        let scenario = self.scenario;
        self.unique("functions", &scenario.functions, |it| &it.id);
        let mut paths: Vec<&str> = Vec::new();
        for function in &scenario.functions {
            paths.extend(function.placements.iter().map(|it| it.id.as_str()));
        }
        paths.extend(scenario.callers.iter().map(|it| it.id.as_str()));
        let mut seen = Vec::new();
        for id in paths {
            if !is_new(&mut seen, id) {
                self.report("functions", format!("the path id \"{id}\" stands twice"));
            }
        }
        self.each("functions", &scenario.functions, |check, function| {
            check.known("role", &function.role, IdTarget::Role);
            if let Some(region) = &function.region {
                check.region("region", region);
            }
            check.fact("policy", function.policy.as_ref());
            check.calls(&function.calls);
            for (at, it) in function.placements.iter().enumerate() {
                check.enter(PlaceStep::Name("placements"));
                check.enter(PlaceStep::Number(at));
                check.placement_in_vpc(function, it);
                check.leave();
                check.leave();
            }
            check.each("placements", &function.placements, |check, it| {
                if it.outside != it.subnets.is_empty() {
                    check.report("", "a placement is either outside or in subnets".to_owned());
                }
                check.all_known("subnets", &it.subnets, IdTarget::Subnet);
                check.all_known("security_groups", &it.security_groups, IdTarget::SecurityGroup);
                check.known_if_given("endpoint_url", it.endpoint_url.as_ref(), IdTarget::Endpoint);
                check.client_region(it.client_region.as_deref());
                if it.endpoint_zone.is_some() && it.endpoint_url.is_none() {
                    let message = "only an interface endpoint's own name is one of a zone";
                    check.report("endpoint_zone", message.to_owned());
                }
                let own = it.subnets.iter().filter_map(|it| check.scenario.subnet(it));
                if it.ipv6 && own.into_iter().any(|it| it.ipv6_cidr.is_none()) {
                    let message = "Lambda takes IPv6 only where every subnet has an ipv6_cidr";
                    check.report("ipv6", message.to_owned());
                }
            });
        });
        self.each("callers", &scenario.callers, |check, caller| {
            check.known_if_given("role", caller.role.as_ref(), IdTarget::Role);
            if let Some(user) = &caller.user
                && Caller::parse(user, None).is_none_or(|it| it.account().is_none())
            {
                let what = "such as arn:aws:iam::111122223333:user/name or …:root";
                check.report("user", format!("\"{user}\" is no ARN of a user, {what}"));
            }
            let has_policies = caller.policies.known().is_none_or(|it| !it.is_empty());
            if caller.role.is_some() && (has_policies || caller.boundary.is_some()) {
                let message = "a caller with a role has the policies of the role".to_owned();
                check.report("policies", message);
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
            check.fact("boundary", caller.boundary.as_ref());
            let endpoint = caller.endpoint_url.as_ref();
            check.known_if_given("endpoint_url", endpoint, IdTarget::Endpoint);
            check.client_region(caller.client_region.as_deref());
            if let Some(address) = &caller.source_ip {
                check.range("source_ip", address);
            }
        });
    }

    fn client_region(&mut self, region: Option<&str>) {
        if let Some(region) = region {
            self.region("client_region", region);
        }
    }
}
