//! The repairs that settle what is not known: a rule that surely covers the packets, a route that surely leads on.

use super::block::Block;
use super::client::Client;
use super::{acl, call, dns, endpoint, group, nat, placement, public_access};
use crate::check::{NetworkReason, PeerName, Traffic, Unknown};
use crate::control::NetworkControl;
use crate::network::{AddressFamily, HopKind};
use crate::repair::Repair;

/// The ports that replies go to.
const EPHEMERAL: (u32, u32) = (1024, 65_535);

/// The repairs for a reason of a control of which it is not known whether it blocks.
pub(super) fn settled(block: &Block<'_>, reason: &NetworkReason) -> Vec<Repair> {
    let client = block.client;
    match reason {
        NetworkReason::RuleUndetermined { .. } | NetworkReason::AclAllowsSomePorts { .. } => {
            rules(block)
        }
        NetworkReason::PublicAccessUndetermined { .. } => {
            block.or_around(public_access::excluded(client))
        }
        NetworkReason::NameUndetermined { .. } | NetworkReason::ZoneUndetermined { .. } => {
            names(client)
        }
        NetworkReason::RouteUndetermined { on } => routes(block, on),
        NetworkReason::LeadsOutside { target, .. } => block.or_in_place_of(Vec::new(), target),
        NetworkReason::ServiceOfAnotherRegion { .. } => {
            call::by_regional_name(client).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn routes(block: &Block<'_>, on: &Unknown) -> Vec<Repair> {
    let client = block.client;
    let mut found: Vec<Repair> = Vec::new();
    match on {
        Unknown::Forwarding(id) => {
            found.push(nat::check_off(client, id));
            found.extend(nat::forwards(client, id));
        }
        Unknown::PublicAddress => found.extend(nat::own_address(client)),
        Unknown::AttachmentOf(id) => found.extend(nat::attach(client, id)),
        Unknown::ZoneOf(_)
        | Unknown::Record { .. }
        | Unknown::Name(_)
        | Unknown::AnswerOfServers(_) => found.extend(names(client)),
        _ => {}
    }
    match client.subnet {
        Some(_) => block.or_around(found),
        None => {
            found.extend(call::by_regional_name(client));
            found
        }
    }
}

/// The call by a name that surely resolves, and to one place.
fn names(client: &Client<'_>) -> Vec<Repair> {
    let mut found: Vec<Repair> = call::by_regional_name(client).into_iter().collect();
    found.extend(endpoint::existing(client));
    found.extend(dns::amazon(client));
    found.extend(dns::dissociated_all(client));
    found.extend(placement::elsewhere(client));
    found
}

/// Rules that surely let all packets pass that the call needs there.
fn rules(block: &Block<'_>) -> Vec<Repair> {
    let client = block.client;
    let packets = packets(client, block.control);
    match block.control {
        NetworkControl::SecurityGroup
        | NetworkControl::EndpointSecurityGroup
        | NetworkControl::NatSecurityGroup => {
            let each = packets.iter();
            each.flat_map(|it| group::candidates(client, block.control, block.subject, it))
                .collect()
        }
        _ => acl::unpassed(client, block.control, block.subject, packets),
    }
}

/// The packets of the call that the rules of a control decide.
fn packets(client: &Client<'_>, control: NetworkControl) -> Vec<Traffic> {
    let port = if client.scenario.question.options.plain_http { 80 } else { 443 };
    let called = (port, port);
    let packets = |inbound, ports, peer: &PeerName| Traffic {
        ports,
        inbound,
        udp: false,
        peer: peer.clone(),
    };
    let endpoint = client.path.hops.iter().find(|it| it.kind == HopKind::InterfaceEndpoint);
    let s3 = match client.path.family {
        _ if client.path.s3_name.is_accelerated() => PeerName::Acceleration,
        AddressFamily::V4 => PeerName::S3,
        AddressFamily::V6 => PeerName::S3OverIpv6,
    };
    let there = endpoint.map_or(s3.clone(), |it| PeerName::InterfaceEndpoint(it.name.clone()));
    let here = match (client.subnet, client.is_function()) {
        (Some(subnet), true) => PeerName::FunctionIn(subnet.id.clone()),
        (Some(subnet), false) => PeerName::CallerIn(subnet.id.clone()),
        (None, _) => PeerName::OnPremises,
    };
    match control {
        NetworkControl::SecurityGroup => vec![packets(false, called, &there)],
        NetworkControl::NetworkAcl => {
            vec![packets(false, called, &there), packets(true, EPHEMERAL, &there)]
        }
        NetworkControl::EndpointSecurityGroup => vec![packets(true, called, &here)],
        NetworkControl::EndpointNetworkAcl => {
            vec![packets(true, called, &here), packets(false, EPHEMERAL, &here)]
        }
        NetworkControl::NatSecurityGroup => {
            vec![packets(true, called, &here), packets(false, called, &s3)]
        }
        NetworkControl::NatNetworkAcl => vec![
            packets(true, called, &here),
            packets(false, called, &s3),
            packets(true, EPHEMERAL, &s3),
            packets(false, EPHEMERAL, &here),
        ],
        _ => Vec::new(),
    }
}
