//! Phrases for the packets that rules are about.

use crate::check::{PeerName, Ports, Traffic};

/// The packets, as a rule of a network ACL would have to allow them.
pub(super) fn traffic(it: &Traffic) -> String {
    let direction = if it.inbound { "from" } else { "to" };
    let protocol = if it.udp { "UDP" } else { "TCP" };
    format!("{protocol} {} {direction} {}", ports(it.ports), peer(&it.peer))
}

/// The packets, as a rule of a security group would have to allow them, which can name S3's prefix list.
pub(super) fn traffic_of_group(it: &Traffic) -> String {
    let list = match it.peer {
        PeerName::S3 => " (its prefix list)",
        // AWS does not say whether the list holds IPv6 addresses.
        PeerName::S3OverIpv6 => " (::/0)",
        _ => "",
    };
    traffic(it) + list
}

/// The other side of a connection.
pub(super) fn peer(name: &PeerName) -> String {
    match name {
        PeerName::S3 => "S3's public addresses".to_owned(),
        PeerName::S3OverIpv6 => "S3's IPv6 addresses".to_owned(),
        PeerName::Acceleration => "the addresses of Transfer Acceleration".to_owned(),
        PeerName::InterfaceEndpoint(id) => format!("the interface endpoint {id}"),
        PeerName::FunctionIn(subnet) => format!("the function in {subnet}"),
        PeerName::CallerIn(subnet) => format!("the caller in {subnet}"),
        PeerName::OnPremises => "the caller on premises".to_owned(),
        PeerName::DnsServer(address) => format!("the DNS server {address}"),
    }
}

/// A range of ports, or the one that it is.
pub(super) fn ports((from, to): Ports) -> String {
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}
