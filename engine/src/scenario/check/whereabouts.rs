//! Checks that what belongs together is in one VPC, in one Region, and in the ranges of its parent.

use std::net::IpAddr;

use accesspath_policy::address::Cidr;
use accesspath_policy::arn::Arn;
use accesspath_policy::partition::Partition;
use accesspath_policy::symbol;

use super::{Checker, PlaceStep, overlap};
use crate::scenario::{Endpoint, Fact, Function, Placement, Subnet, Vpc};

impl Checker<'_> {
    /// Checks the length of the IPv4 or IPv6 range of a subnet.
    // AWS: "CreateSubnet" — /16 to /28; "Subnet CIDR blocks" — for IPv6 /44 to /64 in steps of 4.
    pub(super) fn range_of_subnet(&mut self, name: &'static str, text: &str) {
        self.range_with_length(name, text);
        let Some(range) = Cidr::parse(text) else { return };
        let length = range.prefix();
        if name == "cidr" {
            if !range.is_ipv4() || !(16..=28).contains(&length) {
                let message = format!("{text} is no range of a subnet: IPv4, from /16 to /28");
                self.report(name, message);
            }
        } else if range.is_ipv4() || !(44..=64).contains(&length) || length % 4 != 0 {
            let message =
                format!("{text} is no range of a subnet: IPv6, /64 or up to /44 in steps of 4");
            self.report(name, message);
        }
    }

    /// Checks the ranges of a VPC.
    // AWS: "VPC CIDR blocks" — /16 to /28, and none that overlaps with another of the VPC.
    pub(super) fn ranges_of_vpc(&mut self, vpc: &Vpc) {
        self.enter(PlaceStep::Name("cidrs"));
        for (at, text) in vpc.cidrs.iter().enumerate() {
            self.enter(PlaceStep::Number(at));
            self.range_with_length("", text);
            let size = Cidr::parse(text).filter(|it| it.is_ipv4()).map_or(16, Cidr::prefix);
            if !(16..=28).contains(&size) {
                self.report("", format!("{text} is no range of a VPC: from /16 to /28"));
            }
            if let Some(other) = vpc.cidrs.iter().take(at).find(|it| overlap(it, text)) {
                self.report("", format!("{text} overlaps with {other}"));
            }
            self.leave();
        }
        self.leave();
    }

    /// Checks that the role of a function is in the partition of its Region.
    pub(super) fn role_of_partition(&mut self, function: &Function) {
        let scenario = self.scenario;
        let placed = || {
            let subnet = function.placements.iter().flat_map(|it| &it.subnets).next()?;
            Some(&scenario.vpc(&scenario.subnet(subnet)?.vpc)?.region)
        };
        let Some(region) = function.region.as_ref().or_else(placed) else { return };
        let Some(arn) = scenario.role(&function.role).and_then(|it| Arn::parse(&it.arn)) else {
            return;
        };
        let own = Partition::of_region(region).id;
        if arn.partition != own && !symbol::has(arn.partition) {
            let message = format!("the role is in {}, and {region} in {own}", arn.partition);
            self.report("role", message);
        }
    }

    /// Checks the Region and the zones that an endpoint's service is in.
    pub(super) fn endpoint_in_region(&mut self, endpoint: &Endpoint) {
        if let Some(account) = &endpoint.account {
            self.account_id("account", account);
        }
        let Some(own) = self.scenario.vpc(&endpoint.vpc).map(|it| it.region.as_str()) else {
            return;
        };
        if let Some(region) = endpoint.service_region.as_deref() {
            self.region("service_region", region);
            let (own, theirs) = (Partition::of_region(own).id, Partition::of_region(region).id);
            if own != theirs {
                self.report(
                    "service_region",
                    format!("{region} is in {theirs}, and the VPC in {own}"),
                );
            }
        }
        if let Some(Fact::Known(zones)) = &endpoint.service_zones {
            let region = endpoint.service_region.as_deref().unwrap_or(own);
            self.enter(PlaceStep::Name("service_zones"));
            for (at, zone) in zones.iter().enumerate() {
                self.enter(PlaceStep::Number(at));
                self.zone("", zone, region);
                self.leave();
            }
            self.leave();
        }
    }

    /// Checks what `subnet` stands in: the ranges of its VPC, beside its other subnets, and a route table of that VPC.
    pub(super) fn subnet_in_vpc(&mut self, subnet: &Subnet) {
        let scenario = self.scenario;
        let table = subnet.route_table.as_ref();
        let table = table.and_then(|id| scenario.route_tables.iter().find(|it| it.id == *id));
        if let Some(table) = table.filter(|it| it.vpc != subnet.vpc) {
            let (table, theirs, own) = (&table.id, &table.vpc, &subnet.vpc);
            let message = format!("{table} is a route table of {theirs}: name one of {own}");
            self.report("route_table", message);
        }
        if let Some(vpc) = scenario.vpc(&subnet.vpc) {
            if let Some(zone) = &subnet.availability_zone {
                self.zone("availability_zone", zone, &vpc.region);
            }
            self.subnet_in_ranges("cidr", &subnet.cidr, vpc);
            if let Some(range) = &subnet.ipv6_cidr {
                self.subnet_in_ranges("ipv6_cidr", range, vpc);
            }
        }
        let before = scenario.subnets.iter().take_while(|it| it.id != subnet.id);
        for other in before.filter(|it| it.vpc == subnet.vpc) {
            self.beside("cidr", &subnet.cidr, other, &other.cidr);
            if let (Some(own), Some(theirs)) = (&subnet.ipv6_cidr, &other.ipv6_cidr) {
                self.beside("ipv6_cidr", own, other, theirs);
            }
        }
    }

    /// Checks that a range of a subnet is in one of the VPC's of its family; the IPv6 ranges may not be listed.
    fn subnet_in_ranges(&mut self, name: &'static str, text: &str, vpc: &Vpc) {
        let Some(range) = Cidr::parse(text) else { return };
        let ranges = vpc.cidrs.iter().filter_map(|it| Cidr::parse(it));
        let mut same = ranges.filter(|it| it.is_ipv4() == range.is_ipv4()).peekable();
        if same.peek().is_some() && !same.any(|it| it.contains(range)) {
            let (id, all) = (&vpc.id, vpc.cidrs.join(", "));
            self.report(name, format!("{text} is not in the ranges of {id}: {all}"));
        }
    }

    /// Checks that a range does not overlap with `theirs` of the subnet `other`.
    fn beside(&mut self, name: &'static str, own: &str, other: &Subnet, theirs: &str) {
        if overlap(own, theirs) {
            self.report(name, format!("{own} overlaps with {theirs} of {}", other.id));
        }
    }

    /// Checks that the subnets of an interface endpoint are of its VPC.
    pub(super) fn endpoint_in_vpc(&mut self, endpoint: &Endpoint) {
        let own = endpoint.subnets.iter().filter_map(|it| self.scenario.subnet(it));
        let elsewhere = own.filter(|it| it.vpc != endpoint.vpc).map(|it| (&it.id, &it.vpc)).next();
        if let Some((id, vpc)) = elsewhere {
            let message = format!("{id} is a subnet of {vpc}: name those of {}", endpoint.vpc);
            self.report("subnets", message);
        }
    }

    /// Checks that the subnets of a placement are of one VPC, in the function's Region, and that they hold its address.
    pub(super) fn placement_in_vpc(&mut self, region: Option<&str>, placement: &Placement) {
        let scenario = self.scenario;
        let subnets: Vec<&Subnet> =
            placement.subnets.iter().filter_map(|it| scenario.subnet(it)).collect();
        let Some(first) = subnets.first() else { return };
        if let Some(other) = subnets.iter().find(|it| it.vpc != first.vpc) {
            let (one, two) = (&first.vpc, &other.vpc);
            let message =
                format!("a client is attached to one VPC, and these are in {one} and {two}");
            self.report("subnets", message);
        }
        let told = region;
        let region = scenario.vpc(&first.vpc).map(|it| it.region.as_str());
        if let (Some(own), Some(region)) = (told, region)
            && own != region
        {
            let message = format!("the function is in {own}, and {} in {region}", first.vpc);
            self.report("subnets", message);
        }
        if let Some(address) = &placement.private_ip {
            let own = address.parse().ok().map(|it: IpAddr| (it, Cidr::one(it)));
            let holds = |range: Cidr| own.is_some_and(|(_, it)| range.contains(it));
            match subnets.iter().filter_map(|it| Cidr::parse(&it.cidr)).find(|it| holds(*it)) {
                // A range that was not told may hold it.
                None if subnets.iter().any(|it| it.cidr.is_empty()) => {}
                None => {
                    let all: Vec<&str> = subnets.iter().map(|it| it.cidr.as_str()).collect();
                    let message = format!("it is no address of these subnets: {}", all.join(", "));
                    self.report("private_ip", message);
                }
                Some(range) if own.is_some_and(|(it, _)| is_reserved(it, range)) => {
                    let message =
                        format!("AWS keeps the first four addresses of {range} and the last");
                    self.report("private_ip", message);
                }
                Some(_) => {}
            }
        }
    }
}

/// AWS keeps this address of the range for itself.
// AWS: "CreateSubnet" — the first four addresses of a subnet and the last.
fn is_reserved(address: IpAddr, range: Cidr) -> bool {
    let IpAddr::V4(address) = address else { return false };
    let hosts = u32::MAX.checked_shr(range.prefix().into()).unwrap_or_default();
    let host = address.to_bits() & hosts;
    host < 4 || host == hosts
}
