//! Checks VPCs and their parts.

use accesspath_policy::symbol;

use super::{Checker, IdTarget, PlaceStep};
use crate::scenario::{
    AMAZON_PROVIDED_DNS, AclRule, EndpointKind, Fact, GatewayKind, PrivateZone, PublicIp,
};

impl<'s> Checker<'s> {
    pub(super) fn network(&mut self) {
        let scenario = self.scenario;
        self.unique("vpcs", &scenario.vpcs, |it| &it.id);
        self.unique("subnets", &scenario.subnets, |it| &it.id);
        self.unique("route_tables", &scenario.route_tables, |it| &it.id);
        self.unique("gateways", &scenario.gateways, |it| &it.id);
        self.unique("endpoints", &scenario.endpoints, |it| &it.id);
        self.unique("security_groups", &scenario.security_groups, |it| &it.id);
        self.each("vpcs", &scenario.vpcs, |check, vpc| {
            check.account_id("account", &vpc.account);
            check.id_begins("id", &vpc.id, "vpc-");
            check.region("region", &vpc.region);
            if let Some(Fact::Known(servers)) = &vpc.domain_name_servers {
                check.each("domain_name_servers", servers, |check, it| {
                    if it != AMAZON_PROVIDED_DNS {
                        check.address("", it);
                    }
                });
            }
            check.ranges_of_vpc(vpc);
            check.main_table(vpc);
        });
        self.each("subnets", &scenario.subnets, |check, subnet| {
            if !subnet.cidr.is_empty() || !check.scenario.leaves_open() {
                check.range_of_subnet("cidr", &subnet.cidr);
            }
            if let Some(range) = &subnet.ipv6_cidr {
                check.range_of_subnet("ipv6_cidr", range);
            }
            check.known("vpc", &subnet.vpc, IdTarget::Vpc);
            check.known_if_given("route_table", subnet.route_table.as_ref(), IdTarget::RouteTable);
            check.known_if_given("network_acl", subnet.network_acl.as_ref(), IdTarget::NetworkAcl);
            check.subnet_in_vpc(subnet);
        });
        self.each("security_groups", &scenario.security_groups, |check, group| {
            check.group_rules("egress", group.egress.as_ref());
            check.group_rules("ingress", group.ingress.as_ref());
        });
        self.unique("network_acls", &scenario.network_acls, |it| &it.id);
        self.each("network_acls", &scenario.network_acls, |check, acl| {
            check.acl_rules("inbound", &acl.inbound);
            check.acl_rules("outbound", &acl.outbound);
        });
        self.routes();
        self.each("endpoints", &scenario.endpoints, |check, endpoint| {
            check.id_begins("id", &endpoint.id, "vpce-");
            check.known("vpc", &endpoint.vpc, IdTarget::Vpc);
            check.fact("policy", endpoint.policy.as_ref());
            let of_service = endpoint.service_region.is_some() || endpoint.service_zones.is_some();
            if of_service && endpoint.kind == EndpointKind::Gateway {
                let message = "a gateway endpoint is for all zones of its own Region";
                check.report("kind", message.to_owned());
            }
            check.all_known("subnets", &endpoint.subnets, IdTarget::Subnet);
            check.endpoint_in_vpc(endpoint);
            check.endpoint_in_region(endpoint);
            check.all_known("security_groups", &endpoint.security_groups, IdTarget::SecurityGroup);
        });
        self.each("gateways", &scenario.gateways, |check, gateway| {
            check.known_if_given("subnet", gateway.subnet.as_ref(), IdTarget::Subnet);
            check.known_if_given("vpc", gateway.vpc.vpc(), IdTarget::Vpc);
            check.all_known("vpcs", &gateway.vpcs, IdTarget::Vpc);
            check.all_known("security_groups", &gateway.security_groups, IdTarget::SecurityGroup);
            let is_instance = gateway.kind == GatewayKind::NatInstance;
            if !is_instance && !gateway.security_groups.is_empty() {
                check.report("security_groups", "only a NAT instance has them".to_owned());
            }
            if !is_instance
                && !gateway.kind.leads_elsewhere()
                && gateway.leads_to_internet.is_some()
            {
                let message = "what lies behind it follows from the rest of the scenario";
                check.report("leads_to_internet", message.to_owned());
            }
            if gateway.kind == GatewayKind::Appliance {
                check.id_begins("id", &gateway.id, "vpce-");
            }
            if check.scenario.endpoint(&gateway.id).is_some() {
                let message = format!("\"{}\" is the id of an endpoint for S3 too", gateway.id);
                check.report("id", message);
            }
            if gateway.public_ip == PublicIp::Several(Vec::new()) {
                let message = "a list names the addresses; null says that there is none";
                check.report("public_ip", message.to_owned());
            }
            if !gateway.vpcs.is_empty()
                && (gateway.kind != GatewayKind::Peering || gateway.vpcs.len() != 2)
            {
                let message = "a peering connection joins two VPCs, and nothing else does";
                check.report("vpcs", message.to_owned());
            }
            check.gateway_in_vpc(gateway);
            for address in gateway.public_ip.addresses().iter().filter(|it| !symbol::has(it)) {
                check.address("public_ip", address);
            }
        });
        self.each("prefix_lists", &scenario.prefix_lists, |check, list| {
            check.id_begins("id", &list.id, "pl-");
            check.ranges("entries", &list.entries);
        });
        self.unique("private_zones", &scenario.private_zones, |it| &it.id);
        self.each("private_zones", &scenario.private_zones, |check, zone| {
            check.all_known("vpcs", &zone.vpcs, IdTarget::Vpc);
            let zones = &check.scenario.private_zones;
            let mut before = zones.iter().take_while(|it| it.id != zone.id);
            let shared = |it: &PrivateZone| it.vpcs.iter().any(|vpc| zone.vpcs.contains(vpc));
            if before.any(|it| it.name == zone.name && shared(it)) {
                let message = format!("a VPC has one zone for {} at most", zone.name);
                check.report("name", message);
            }
        });
        self.ranges("own_ranges", &scenario.own_ranges);
    }

    fn acl_rules(&mut self, name: &'static str, rules: &'s Fact<Vec<AclRule>>) {
        let Fact::Known(rules) = rules else { return };
        let mut seen = Vec::new();
        self.enter(PlaceStep::Name(name));
        for (at, rule) in rules.iter().enumerate() {
            self.enter(PlaceStep::Number(at));
            self.range("cidr", &rule.cidr);
            self.traffic(rule.protocol.as_deref(), rule.from_port, rule.to_port);
            if !(1..=32_766).contains(&rule.number) {
                self.report("number", format!("{} is no rule number: 1 to 32766", rule.number));
            } else {
                match seen.binary_search(&rule.number) {
                    Ok(_) => self.report("number", format!("rule {} stands twice", rule.number)),
                    Err(at) => seen.insert(at, rule.number),
                }
            }
            self.leave();
        }
        self.leave();
    }
}
