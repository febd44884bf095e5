//! The repairs for each reason of a control of the network.

use super::client::Client;
use super::{
    acl, call, dns, endpoint, group, nat, onward, peering, placement, public_access, route,
};
use crate::check::NetworkReason;
use crate::control::NetworkControl;
use crate::network::HopKind;
use crate::repair::Repair;
use crate::scenario::{EndpointKind, GatewayKind, ResourceState};

/// A control of the network that blocks.
pub(super) struct Block<'b> {
    pub(super) client: &'b Client<'b>,
    pub(super) control: NetworkControl,
    /// The ids of the resources that are judged.
    pub(super) subject: &'b str,
}

impl Block<'_> {
    /// The repairs that may lift it.
    pub(super) fn lifted(&self, reason: &NetworkReason) -> Vec<Repair> {
        let client = self.client;
        match reason {
            NetworkReason::NoRules { wanted } | NetworkReason::NoRuleAllows { wanted } => {
                self.or_past(group::candidates(client, self.control, self.subject, wanted))
            }
            NetworkReason::AclDenies { refusals } => {
                self.or_past(acl::candidates(client, self.control, self.subject, refusals))
            }
            NetworkReason::NameDoesNotResolve => vec![dns::support(client, self.subject)],
            NetworkReason::DnsServerUnreached { server, shut, subject } => {
                dns::server(client, server, *shut, subject)
            }
            NetworkReason::NoSuchName { zone } => {
                dns::no_such_name(client, self.subject, zone.as_ref())
            }
            NetworkReason::NoAddressRecord { endpoint } => dns::no_address(client, endpoint),
            NetworkReason::ServiceNotInZone { zone, offered } => {
                endpoint::zones(client, self.subject, zone.as_ref(), offered)
            }
            NetworkReason::PublicAccessBlocked => {
                let excluded = public_access::excluded(client);
                self.or_around(excluded)
            }
            NetworkReason::NoRouteToVpc { .. } | NetworkReason::PeeringElsewhere { .. } => {
                self.to_other_vpc()
            }
            NetworkReason::NoRouteToPremises => peering::to_premises(client),
            NetworkReason::BadState { state } => self.available(state),
            _ => self.onward(reason),
        }
    }

    /// The repairs where a route leads nowhere, or to what leads nowhere.
    fn onward(&self, reason: &NetworkReason) -> Vec<Repair> {
        let client = self.client;
        match reason {
            NetworkReason::NoRouteToDestination { .. } if client.subnet.is_none() => {
                let mut found: Vec<Repair> = call::by_regional_name(client).into_iter().collect();
                found.extend(placement::attached(client, Some(self.subject)));
                found
            }
            NetworkReason::NoRouteToDestination { .. } => {
                self.or_around(onward::onward(client, client.path.family.everything()))
            }
            NetworkReason::CannotRoute { target, .. } => self.in_place_of(target),
            NetworkReason::BadStateRoute { destination, target } => {
                self.not_gone(destination, target)
            }
            NetworkReason::PublicSubnet { target } => {
                let mut found: Vec<Repair> = nat::own_address(client).into_iter().collect();
                found.extend(self.in_place_of(target));
                found
            }
            NetworkReason::NotAttached { target } => self.or_around(nat::attach(client, target)),
            NetworkReason::SourceDestCheck { target } => {
                let check_off = vec![nat::check_off(client, target)];
                self.or_in_place_of(check_off, target)
            }
            NetworkReason::InstanceWithoutPublicAddress { target } => {
                let address = vec![nat::address(client, target)];
                self.or_in_place_of(address, target)
            }
            NetworkReason::InstanceWithoutInternetRoute { target }
            | NetworkReason::LeadsToNoInternet { target } => self.leads_on(target),
            NetworkReason::NatWithoutInternetRoute | NetworkReason::NatIsPrivate => {
                self.leads_on(self.subject)
            }
            _ => Vec::new(),
        }
    }

    /// These, and those by which the packets do not meet the group or the ACL at all.
    fn or_past(&self, mut found: Vec<Repair>) -> Vec<Repair> {
        match self.control {
            NetworkControl::EndpointSecurityGroup | NetworkControl::EndpointNetworkAcl => {
                found.extend(call::by_regional_name(self.client));
            }
            _ => found.extend(placement::outside(self.client)),
        }
        found
    }

    /// These, and those that lead the call past the control.
    pub(super) fn or_around(&self, mut found: Vec<Repair>) -> Vec<Repair> {
        let client = self.client;
        found.extend(call::by_regional_name(client));
        found.extend(endpoint::through(client));
        found.extend(placement::elsewhere(client));
        found
    }

    /// These, and those by which the client's route leads elsewhere than to `target`.
    pub(super) fn or_in_place_of(&self, mut found: Vec<Repair>, target: &str) -> Vec<Repair> {
        if let Some(destination) = route::destination_to(self.client, target) {
            found.extend(onward::onward(self.client, &destination));
        }
        self.or_around(found)
    }

    fn in_place_of(&self, target: &str) -> Vec<Repair> {
        let client = self.client;
        if peering::endpoint(client).is_some() {
            return self.to_other_vpc();
        }
        if self.control == NetworkControl::EndpointRoute {
            return peering::to_premises(client);
        }
        self.or_in_place_of(Vec::new(), target)
    }

    fn to_other_vpc(&self) -> Vec<Repair> {
        let client = self.client;
        let mut found = peering::joined(client, self.control);
        found.extend(call::by_regional_name(client));
        found.extend(call::by_endpoint(client));
        found
    }

    /// The repairs for a route whose target is gone.
    fn not_gone(&self, destination: &str, target: &str) -> Vec<Repair> {
        let client = self.client;
        let scenario = client.scenario;
        let mut found = Vec::new();
        for table in route::tables_with(scenario, destination, target) {
            let is_judged = self.subject == table.id
                || client.table.is_some_and(|it| it.id == table.id)
                || self.subject.is_empty();
            if is_judged || self.control == NetworkControl::Route {
                found.extend(route::removed(client, table, destination, target));
            }
        }
        let is_to_s3 = client.path.hops.iter().all(|it| it.kind != HopKind::InterfaceEndpoint);
        if peering::endpoint(client).is_some() {
            found.extend(self.to_other_vpc());
        } else if is_to_s3 && self.control == NetworkControl::Route {
            found.extend(onward::onward(client, destination));
            return self.or_around(found);
        }
        found
    }

    /// The repairs for what `id` leads to: a NAT gateway, a NAT instance, an appliance, another network.
    fn leads_on(&self, id: &str) -> Vec<Repair> {
        let client = self.client;
        let mut found: Vec<Repair> = nat::forwards(client, id).into_iter().collect();
        let of_path = client.path.hops.iter().map(|it| it.name.as_str());
        for id in of_path.chain([id, self.subject]) {
            let gateway = client.scenario.gateway(id);
            let exit = gateway.and_then(|it| nat::let_out(client, it));
            found.extend(exit.filter(|it| !found.contains(it)));
        }
        found.extend(route::without_black_holes(client));
        let behind = client.path.hops.get(1).map_or(id, |it| it.name.as_str());
        self.or_in_place_of(found, behind)
    }

    /// The repairs for an endpoint, a NAT gateway or a peering connection in this state.
    fn available(&self, state: &str) -> Vec<Repair> {
        let (client, id) = (self.client, self.subject);
        let is_pending = state == ResourceState::Pending.word();
        let gateway = client.scenario.gateway(id);
        match (gateway.map(|it| it.kind), client.scenario.endpoint(id)) {
            (Some(GatewayKind::Peering), _) => {
                let mut found: Vec<Repair> = call::by_regional_name(client).into_iter().collect();
                found.extend(peering::state(client, id));
                found
            }
            (Some(_), _) => {
                let mut found = Vec::new();
                if is_pending {
                    found.push(route::awaited(client, "gateways", id));
                }
                let destination = route::destination_to(client, id);
                let stands_in = gateway.and_then(|it| it.subnet.as_deref());
                if let Some(destination) = destination {
                    found.extend(nat::created(client, &destination, stands_in));
                }
                self.or_in_place_of(found, id)
            }
            (None, Some(endpoint)) => {
                let mut found = Vec::new();
                if is_pending {
                    found.push(route::awaited(client, "endpoints", id));
                }
                if endpoint.kind == EndpointKind::Gateway {
                    found.extend(endpoint::gateway(client));
                }
                self.or_around(found)
            }
            (None, None) => Vec::new(),
        }
    }
}
