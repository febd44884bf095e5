//! Checks route tables, and that routes lead to what their VPC can reach.

use super::{Checker, IdTarget, PlaceStep, is_new};
use crate::scenario::{Gateway, Route, Vpc};

impl Checker<'_> {
    pub(super) fn routes(&mut self) {
        let scenario = self.scenario;
        self.each("route_tables", &scenario.route_tables, |check, table| {
            check.known("vpc", &table.vpc, IdTarget::Vpc);
            let mut seen = Vec::new();
            for route in table.routes.iter().filter(|it| !it.propagated) {
                if !is_new(&mut seen, &route.destination) {
                    let message = format!("the destination {} stands twice", route.destination);
                    check.report("routes", message);
                }
            }
            check.enter(PlaceStep::Name("routes"));
            for (at, Route { destination, target, .. }) in table.routes.iter().enumerate() {
                check.enter(PlaceStep::Number(at));
                if !destination.starts_with("pl-") {
                    check.range_with_length("destination", destination);
                }
                let (own, theirs) = (&table.vpc, check.vpc_of_nat(target));
                if let Some(theirs) = theirs.filter(|it| it != own) {
                    let message = format!("{target} is in {theirs}: name a target in {own}");
                    check.report("target", message);
                }
                check.leave();
            }
            check.leave();
        });
    }

    /// Checks the main route table of `vpc`.
    pub(super) fn main_table(&mut self, vpc: &Vpc) {
        let Some(id) = &vpc.main_route_table else { return };
        self.known("main_route_table", id, IdTarget::RouteTable);
        let table = self.scenario.route_tables.iter().find(|it| it.id == *id);
        if let Some(other) = table.filter(|it| it.vpc != vpc.id) {
            let message = format!("{id} is a route table of {}", other.vpc);
            self.report("main_route_table", message);
        }
    }

    /// The VPC of a NAT gateway's or NAT instance's subnet.
    fn vpc_of_nat(&self, id: &str) -> Option<&str> {
        let subnet = self.scenario.subnet(self.scenario.gateway(id)?.subnet.as_ref()?)?;
        Some(&subnet.vpc)
    }

    /// Checks that a gateway is in the VPC that it names.
    pub(super) fn gateway_in_vpc(&mut self, gateway: &Gateway) {
        let (own, of_subnet) = (gateway.vpc.vpc(), self.vpc_of_nat(&gateway.id));
        if let (Some(own), Some(other)) = (own, of_subnet)
            && own != other
        {
            self.report("subnet", format!("the subnet is one of {other}: name one of {own}"));
        }
    }
}
