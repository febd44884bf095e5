//! The other side of a connection, as rules of security groups and network ACLs name it.

use accesspath_policy::address::Cidr;

use super::client::Client;
use super::route;
use crate::check::PeerName;
use crate::network::AddressFamily;
use crate::repair::Breadth;
use crate::scenario::Scenario;

/// More ranges of S3 than these are no rules that people keep.
const MOST_RANGES: usize = 5;

/// The sides that a rule of a security group can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Side {
    /// An address range.
    Cidr(String),
    /// A prefix list, by id.
    PrefixList(String),
    /// A security group, by id.
    Group(String),
}

/// Sides that a group's rules can name, each with a rule of its own, so that the peer is covered; and how much else they
/// cover.
pub(super) fn of_group(client: &Client<'_>, peer: &PeerName) -> Vec<(Vec<Side>, Breadth)> {
    let mut found = Vec::new();
    match peer {
        PeerName::S3 | PeerName::S3OverIpv6 => {
            let list = route::known_s3_list(client);
            found.extend(list.map(|it| (vec![Side::PrefixList(it)], Breadth::Little)));
        }
        PeerName::InterfaceEndpoint(id) => {
            let endpoint = client.scenario.endpoint(id);
            let groups = endpoint.map(|it| it.security_groups.as_slice()).unwrap_or_default();
            found.extend(groups.iter().map(|it| (vec![Side::Group(it.clone())], Breadth::Little)));
        }
        PeerName::FunctionIn(_) | PeerName::CallerIn(_) => {
            let groups = &client.placement.security_groups;
            found.extend(groups.iter().map(|it| (vec![Side::Group(it.clone())], Breadth::Little)));
        }
        PeerName::Acceleration | PeerName::OnPremises | PeerName::DnsServer(_) => {}
    }
    for (ranges, opens) in of_acl(client, peer) {
        let of_s3 = matches!(peer, PeerName::S3 | PeerName::S3OverIpv6) && opens < Breadth::Some;
        if !of_s3 {
            found.push((ranges.into_iter().map(Side::Cidr).collect(), opens));
        }
    }
    found
}

/// Ranges that a network ACL's rules can name so that the peer is covered; and how much else they cover.
pub(super) fn of_acl(client: &Client<'_>, peer: &PeerName) -> Vec<(Vec<String>, Breadth)> {
    let everything = |family: AddressFamily| vec![family.everything().to_owned()];
    match peer {
        PeerName::S3 => s3(client, AddressFamily::V4),
        PeerName::S3OverIpv6 => s3(client, AddressFamily::V6),
        PeerName::Acceleration => vec![(everything(client.path.family), Breadth::Some)],
        PeerName::InterfaceEndpoint(id) => {
            let endpoint = client.scenario.endpoint(id);
            let subnets = endpoint.map(|it| it.subnets.as_slice()).unwrap_or_default();
            vec![(ranges_of(client.scenario, subnets), Breadth::Little)]
        }
        PeerName::FunctionIn(subnet) | PeerName::CallerIn(subnet) => {
            vec![(ranges_of(client.scenario, std::slice::from_ref(subnet)), Breadth::Little)]
        }
        PeerName::OnPremises => on_premises(client),
        PeerName::DnsServer(address) => vec![(vec![alone(address)], Breadth::Little)],
    }
}

fn s3(client: &Client<'_>, family: AddressFamily) -> Vec<(Vec<String>, Breadth)> {
    let list = route::known_s3_list(client);
    let lists = client.scenario.prefix_lists.iter().filter(|it| list.as_ref() == Some(&it.id));
    let own = |it: &&String| Cidr::parse(it).is_some_and(|it| family.has(it));
    let ranges: Vec<String> = lists.flat_map(|it| &it.entries).filter(own).cloned().collect();
    let exact = !ranges.is_empty() && ranges.len() <= MOST_RANGES;
    let all = (vec![family.everything().to_owned()], Breadth::Some);
    exact.then_some((ranges, Breadth::Little)).into_iter().chain([all]).collect()
}

fn ranges_of(scenario: &Scenario, subnets: &[String]) -> Vec<String> {
    subnets.iter().filter_map(|it| scenario.subnet(it)).map(|it| it.cidr.clone()).collect()
}

/// The address of a caller on premises, else the range of its network, else everything.
fn on_premises(client: &Client<'_>) -> Vec<(Vec<String>, Breadth)> {
    let caller = client.scenario.callers.iter().find(|it| it.id == client.path.caller);
    let range = caller.and_then(|it| it.on_premises.as_ref()?.range.clone());
    let own = client.placement.private_ip.as_deref().map(alone);
    match (own, range) {
        (Some(own), _) => vec![(vec![own], Breadth::Little)],
        (None, Some(range)) => vec![(vec![range], Breadth::Little)],
        (None, None) => vec![(vec![AddressFamily::V4.everything().to_owned()], Breadth::Much)],
    }
}

/// The range of one address.
fn alone(address: &str) -> String {
    match address.contains(':') {
        true => format!("{address}/128"),
        false => format!("{address}/32"),
    }
}
