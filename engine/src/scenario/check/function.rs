//! Checks functions and their placements.

use super::{Checker, IdTarget, PlaceStep, is_new};

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
            check.role_of_partition(function);
            check.fact("policy", function.policy.as_ref());
            check.calls(&function.calls);
            for (at, it) in function.placements.iter().enumerate() {
                check.enter(PlaceStep::Name("placements"));
                check.enter(PlaceStep::Number(at));
                check.placement_in_vpc(function.region.as_deref(), it);
                check.leave();
                check.leave();
            }
            check.each("placements", &function.placements, |check, it| {
                // The subnets of a function that is in some VPC may not be told.
                let untold = check.scenario.leaves_open() && !it.outside && !it.tells("subnets");
                if it.outside != it.subnets.is_empty() && !untold {
                    check.report("", "a placement is either outside or in subnets".to_owned());
                }
                check.all_known("subnets", &it.subnets, IdTarget::Subnet);
                check.all_known("security_groups", &it.security_groups, IdTarget::SecurityGroup);
                check.known_if_given("endpoint_url", it.endpoint_url.as_ref(), IdTarget::Endpoint);
                check.client_region(it.client_region.as_deref());
                check.signed_url(it.signed_url.as_ref());
                if it.endpoint_zone.is_some() && it.endpoint_url.is_none() {
                    let message = "only an interface endpoint's own name is one of a zone";
                    check.report("endpoint_zone", message.to_owned());
                }
                let called = it.endpoint_url.as_ref().and_then(|id| check.scenario.endpoint(id));
                let vpc = called.and_then(|it| check.scenario.vpc(&it.vpc));
                if let (Some(zone), Some(vpc)) = (&it.endpoint_zone, vpc) {
                    check.zone("endpoint_zone", zone, &vpc.region);
                }
                let own = it.subnets.iter().filter_map(|it| check.scenario.subnet(it));
                if it.ipv6 && own.into_iter().any(|it| it.ipv6_cidr.is_none()) {
                    let message = "Lambda takes IPv6 only where every subnet has an ipv6_cidr";
                    check.report("ipv6", message.to_owned());
                }
            });
        });
    }

    pub(super) fn client_region(&mut self, region: Option<&str>) {
        if let Some(region) = region {
            self.region("client_region", region);
        }
    }
}
