//! Checks that what belongs together is in one VPC, in one Region, and in the ranges of its parent.

use accesspath_policy::address::Cidr;

use super::Checker;
use crate::scenario::{Endpoint, Function, Placement, Subnet};

impl Checker<'_> {
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
        let Some(range) = Cidr::parse(&subnet.cidr) else { return };
        if let Some(vpc) = scenario.vpc(&subnet.vpc) {
            let ranges: Vec<Cidr> = vpc.cidrs.iter().filter_map(|it| Cidr::parse(it)).collect();
            if !ranges.is_empty() && !ranges.iter().any(|it| it.contains(range)) {
                let (id, all) = (&vpc.id, vpc.cidrs.join(", "));
                self.report("cidr", format!("{} is not in the ranges of {id}: {all}", subnet.cidr));
            }
        }
        let before = scenario.subnets.iter().take_while(|it| it.id != subnet.id);
        let mut same = before.filter(|it| it.vpc == subnet.vpc);
        let overlaps = |it: &&Subnet| Cidr::parse(&it.cidr).is_some_and(|it| it.overlaps(range));
        if let Some(other) = same.find(overlaps) {
            let (own, other, theirs) = (&subnet.cidr, &other.id, &other.cidr);
            self.report("cidr", format!("{own} overlaps with {theirs} of {other}"));
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
    pub(super) fn placement_in_vpc(&mut self, function: &Function, placement: &Placement) {
        let scenario = self.scenario;
        let subnets: Vec<&Subnet> =
            placement.subnets.iter().filter_map(|it| scenario.subnet(it)).collect();
        let Some(first) = subnets.first() else { return };
        if let Some(other) = subnets.iter().find(|it| it.vpc != first.vpc) {
            let (one, two) = (&first.vpc, &other.vpc);
            let message =
                format!("a function is attached to one VPC, and these are in {one} and {two}");
            self.report("subnets", message);
        }
        let region = scenario.vpc(&first.vpc).map(|it| it.region.as_str());
        if let (Some(own), Some(region)) = (function.region.as_deref(), region)
            && own != region
        {
            let message = format!("the function is in {own}, and {} in {region}", first.vpc);
            self.report("subnets", message);
        }
        if let Some(address) = &placement.private_ip {
            let ranges: Vec<Cidr> = subnets.iter().filter_map(|it| Cidr::parse(&it.cidr)).collect();
            let address = Cidr::parse(address);
            if address.is_none_or(|it| !ranges.iter().any(|range| range.contains(it))) {
                let message = "it is no address of these subnets".to_owned();
                self.report("private_ip", message);
            }
        }
    }
}
