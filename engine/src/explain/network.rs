//! Sentences about the network's controls.

use accesspath_policy::truth::Truth;

use super::traffic::{ports as range, traffic, traffic_of_group};
use super::unknown::{carries, unknown};
use super::unused::why_unused;
use crate::check::{AclRefusal, Check, NetworkReason};
use crate::control::{Control, NetworkControl};
use crate::judge::PathAnalysis;
use crate::network::{Beaten, HopKind, PathKind};

/// Why a control of the network does what it does.
pub(super) fn heading(path: &PathAnalysis, check: &Check, because: &NetworkReason) -> String {
    let subject = check.subject();
    let groups =
        || if subject.is_empty() { "the security group".to_owned() } else { subject.to_owned() };
    // Of several groups one rule of one group is enough.
    let allows = || match subject {
        "" => "The security group allows".to_owned(),
        several if several.contains(',') => format!("One of {several} allows"),
        one => format!("{one} allows"),
    };
    let beaten = || path.path.beaten.iter().map(why_beaten).collect::<String>();
    match (because, kind_of(check)) {
        (NetworkReason::RouteMatches { destination, target }, _) => {
            format!(
                "Route table {subject} sends S3's addresses to {target}: {destination} is the most specific matching route.{}",
                beaten()
            )
        }
        (NetworkReason::LocalRoute, _) => {
            "The endpoint has a private address in the VPC: the local route of every route table reaches it."
                .to_owned()
        }
        (NetworkReason::NoRouteToDestination { .. }, _) if path.path.subnet.is_none() => {
            let who = if path.path.placement.is_some() { "function" } else { "caller" };
            format!("{subject} has a private address, which a {who} outside the VPC cannot reach.")
        }
        (NetworkReason::NoRouteToDestination { unused }, _) => {
            let unused: String = unused.iter().map(|it| why_unused(it, subject)).collect();
            format!("Route table {subject} has no route to S3.{unused}")
        }
        (NetworkReason::CannotRoute { target, carries: what, unused }, _) => {
            let unused: String = unused.iter().map(|it| why_unused(it, subject)).collect();
            format!("Route table {subject} leads to {target}, which carries {}.{unused}", carries(*what))
        }
        (NetworkReason::RouteToPeer { destination, target, vpc }, kind) => {
            let what =
                if kind == Some(NetworkControl::EndpointRoute) { "replies" } else { "the request" };
            format!(
                "Route table {subject} sends {what} to {vpc} over the peering connection {target}: {destination} is the most specific matching route."
            )
        }
        (NetworkReason::NoRouteToVpc { vpc }, Some(NetworkControl::EndpointRoute)) => {
            format!(
                "Route table {subject} of the endpoint's subnet has no route back to {vpc}, so no reply arrives."
            )
        }
        (NetworkReason::NoRouteToVpc { vpc }, _) => {
            format!(
                "Route table {subject} has no route to the endpoint's VPC {vpc}."
            )
        }
        (NetworkReason::PeeringElsewhere { target, vpc }, _) => {
            format!(
                "Route table {subject} leads to {target}, which does not join {vpc}: a peering connection leads to one other VPC and to none beyond."
            )
        }
        (NetworkReason::ServiceOfAnotherRegion { region }, _) => {
            format!(
                "{subject} is an endpoint for S3 in {region}, another Region than its VPC's. AWS does not document which condition keys such a request has."
            )
        }
        (NetworkReason::ServiceNotInZone { zone: Some(zone), .. }, _) => {
            format!(
                "{subject} has no network interface in {zone}, so its zonal name does not resolve there."
            )
        }
        (NetworkReason::ServiceNotInZone { zone: None, offered }, _) => {
            format!(
                "S3 endpoints are available in {} only, and {subject} has no subnet there.",
                zones(offered)
            )
        }
        (NetworkReason::LeadsOutside { target, to: Some(to) }, _) => {
            format!(
                "Route table {subject} leads to {target}. The network behind it is not described: {to} may not be reachable."
            )
        }
        (NetworkReason::LeadsOutside { target, to: None }, _) => {
            format!(
                "Route table {subject} leads to {target}. The network behind it is not described: S3 may not be reachable. A gateway endpoint there would not serve this VPC."
            )
        }
        (NetworkReason::InstanceWithoutInternetRoute { target }, _) => {
            format!("The subnet of {target} has no route to the internet.")
        }
        (NetworkReason::InstanceWithoutPublicAddress { target }, _) => {
            format!("{target} has no public address, and an internet gateway serves no other.")
        }
        (NetworkReason::LeadsToNoInternet { target }, _) => {
            format!("{target} leads to no internet, so the request does not reach S3.")
        }
        (NetworkReason::SourceDestCheck { target }, _) => {
            format!(
                "Route table {subject} leads to {target}, whose source/destination check is on: it drops packets for other destinations."
            )
        }
        (NetworkReason::BadState { state: "" }, _) => {
            format!("The state of {subject}: not known.")
        }
        (NetworkReason::BadState { state }, _) => {
            format!("{subject} is {state}, so it drops the request.")
        }
        (NetworkReason::PublicAccessExcluded, _) => {
            "VPC Block Public Access is on, but an exclusion covers this path.".to_owned()
        }
        (NetworkReason::PublicAccessBlocked, _) => {
            format!(
                "VPC Block Public Access stops all traffic of {subject} to and from internet gateways, so the request does not leave it."
            )
        }
        (NetworkReason::NoRules { wanted }, _) => {
            let wanted = traffic_of_group(wanted);
            format!("{} has no rule for this direction, so none for {wanted}.", groups())
        }
        (NetworkReason::BadStateRoute { destination, target }, _) => {
            format!(
                "Route table {subject} sends {destination} to {target}, which does not exist: the route is a blackhole.{}",
                beaten()
            )
        }
        (NetworkReason::PublicSubnet { target }, _) => {
            let who = super::client(path);
            format!(
                "Route table {subject} leads to {target}, but {who}'s network interface has no public IP address, so an internet gateway does not serve it."
            )
        }
        (NetworkReason::NatReachesInternet, Some(NetworkControl::NatInstance)) => {
            format!("{subject} forwards the request, and its subnet leads to the internet.")
        }
        (NetworkReason::NatReachesInternet, _) if path.path.kind == PathKind::OtherNetwork => {
            format!("The subnet of {subject} has a route that leads to the internet.")
        }
        (NetworkReason::NotAttached { target }, _) => {
            format!("Route table {subject} leads to {target}, which is not attached to this VPC.")
        }
        (NetworkReason::Connected { vpc }, _) => {
            format!("The VPN or Direct Connect connection leads to {vpc}, where {subject} has private addresses.")
        }
        (NetworkReason::RouteToPremises { destination, target }, _) => {
            format!("Route table {subject} sends replies to the premises through {target}: {destination} is the most specific matching route.")
        }
        (NetworkReason::NoRouteToPremises, _) => {
            format!("Route table {subject} of the endpoint's subnet has no route back to the premises, so no reply arrives.")
        }
        (NetworkReason::NatReachesInternet, _) => {
            "The NAT gateway has a public IP address, and its subnet a route to an internet gateway."
                .to_owned()
        }
        (NetworkReason::NatWithoutInternetRoute, _) => {
            format!("The subnet of {subject} has no route to an internet gateway.")
        }
        (NetworkReason::NatIsPrivate, _) => {
            format!("{subject} is a private NAT gateway: it has no internet access.")
        }
        (NetworkReason::RuleAllows { rule }, Some(NetworkControl::EndpointSecurityGroup)) => {
            let who = if path.path.placement.is_some() { "function" } else { "caller" };
            format!("{} the {who}: {rule}.", allows())
        }
        (NetworkReason::RuleAllows { rule }, _) => {
            format!("{} the request: {rule}.", allows())
        }
        (NetworkReason::NoRuleAllows { wanted }, _) => {
            format!("No rule of {} allows {}.", groups(), traffic_of_group(wanted))
        }
        (
            NetworkReason::RouteUndetermined { on }
            | NetworkReason::RuleUndetermined { on }
            | NetworkReason::ZoneUndetermined { on }
            | NetworkReason::NameUndetermined { on }
            | NetworkReason::PublicAccessUndetermined { on },
            _,
        ) => unknown(on),
        (NetworkReason::NameDoesNotResolve, _) if check.passes == Truth::No => {
            format!("DNS support of {subject} is off, so S3's name does not resolve.")
        }
        (NetworkReason::NameDoesNotResolve, _) => {
            format!(
                "DNS support of {subject}: not known. Without it S3's name does not resolve."
            )
        }
        (NetworkReason::DnsServerUnreached { server, shut, subject: by }, _) => {
            let name = super::name(*shut);
            format!("The DNS server {server} of {subject} is not reached, so S3's name does not resolve: {name} {by} does not let UDP 53 out to it.")
        }
        (NetworkReason::NoSuchName { zone: Some(zone) }, _) => {
            format!("The private hosted zone {zone} answers for {subject} and has no record for it, so the name does not resolve.")
        }
        (NetworkReason::NoSuchName { zone: None }, _) => {
            format!("{subject} is no name of S3, so it does not resolve.")
        }
        (NetworkReason::NoAddressRecord { endpoint }, _) if check.passes == Truth::Unknown => {
            format!("The DNS record type of {endpoint} may give S3's name no IPv4 address: not known.")
        }
        (NetworkReason::NoAddressRecord { endpoint }, _) => {
            format!("The DNS record type of {endpoint} gives no IPv4 address, so its names do not resolve for this client.")
        }
        (NetworkReason::NotGiven, _) => "Not given.".to_owned(),
        (NetworkReason::AclAllows, _) => {
            format!("Network ACL {subject} allows the request and its reply.")
        }
        (NetworkReason::AclDenies { refusals }, _) => {
            let lines: Vec<String> = refusals.iter().map(refusal).collect();
            format!("Network ACL {subject}: {}.", lines.join("; "))
        }
        (NetworkReason::AclAllowsSomePorts { inbound, ports }, _) => {
            let direction = direction(*inbound);
            let ports: Vec<String> = ports.iter().map(|it| range(*it)).collect();
            let ports = ports.join(", ");
            format!(
                "Network ACL {subject} allows {direction} replies to the ports {ports} only, and they go to any of 1024–65535: some calls work, others time out."
            )
        }
    }
}

fn why_beaten(beaten: &Beaten) -> String {
    let Beaten { destination, target, less_specific } = beaten;
    let why = if *less_specific { "is less specific" } else { "has lower priority" };
    format!(" The route {destination} to {target} matches too, but {why}.")
}

/// Whether `id` is a peering connection on the path.
pub(super) fn is_peering(path: &PathAnalysis, id: &str) -> bool {
    path.path.hops.iter().any(|it| it.kind == HopKind::Peering && it.name == id)
}

pub(super) fn zones(zones: &[String]) -> String {
    super::and(&zones.iter().map(String::as_str).collect::<Vec<_>>())
}

fn refusal(it: &AclRefusal) -> String {
    let direction = direction(it.wanted.inbound);
    let wanted = traffic(&it.wanted);
    let remapped = match it.is_remapped {
        true => " (the NAT gateway sends from its own ports, so replies come to these)",
        false => "",
    };
    match it.by {
        Some(number) => format!("{direction} rule {number} denies {wanted}{remapped}"),
        None => format!("no {direction} rule allows {wanted}{remapped}"),
    }
}

pub(super) const fn direction(inbound: bool) -> &'static str {
    if inbound { "inbound" } else { "outbound" }
}

/// The control of the network that a check decides.
const fn kind_of(check: &Check) -> Option<NetworkControl> {
    match check.control {
        Control::Network(kind) => Some(kind),
        _ => None,
    }
}

/// One line for a card: which control of the network blocks, and how.
pub(super) fn blocker_line(path: &PathAnalysis, check: &Check, because: &NetworkReason) -> String {
    let name = super::name_on(path, check.control);
    let kind = kind_of(check);
    let line = match because {
        NetworkReason::NoRouteToDestination { .. } => "No route to S3",
        NetworkReason::CannotRoute { .. } => "The route does not lead to S3",
        NetworkReason::NoRouteToVpc { .. } if kind == Some(NetworkControl::EndpointRoute) => {
            "No route back from the endpoint"
        }
        NetworkReason::NoRouteToVpc { .. } => "No route to the endpoint's VPC",
        NetworkReason::PeeringElsewhere { .. } => "The peering connection leads elsewhere",
        NetworkReason::ServiceNotInZone { .. } => "The endpoint is not in this Availability Zone",
        NetworkReason::InstanceWithoutInternetRoute { .. } => {
            "The NAT instance has no route to the internet"
        }
        NetworkReason::InstanceWithoutPublicAddress { .. } => {
            "The NAT instance has no public address"
        }
        NetworkReason::LeadsToNoInternet { .. } => "The route leads to no internet",
        NetworkReason::SourceDestCheck { .. } => "The NAT instance drops the request",
        NetworkReason::BadState { .. } => match kind {
            Some(NetworkControl::NatGateway) => "The NAT gateway does not work",
            _ if is_peering(path, check.subject()) => "The peering connection does not work",
            _ => "The endpoint does not work",
        },
        NetworkReason::PublicAccessBlocked => "VPC Block Public Access is on",
        NetworkReason::NameDoesNotResolve
        | NetworkReason::NoSuchName { .. }
        | NetworkReason::NoAddressRecord { .. } => "S3's name does not resolve",
        NetworkReason::DnsServerUnreached { .. } => "The DNS server is not reached",
        NetworkReason::BadStateRoute { .. } => "The route is a blackhole",
        NetworkReason::PublicSubnet { .. } if path.path.placement.is_none() => {
            "Public subnet, but the caller has no public IP"
        }
        NetworkReason::PublicSubnet { .. } => "Public subnet, but a function has no public IP",
        NetworkReason::NotAttached { .. } => "The internet gateway is not attached",
        NetworkReason::NoRouteToPremises => "No route back from the endpoint",
        NetworkReason::NatWithoutInternetRoute => "The NAT gateway has no route to the internet",
        NetworkReason::NatIsPrivate => "The NAT gateway is private",
        NetworkReason::AclDenies { refusals } => {
            match refusals.iter().all(|it| it.wanted.is_reply()) {
                true => "The network ACL drops the replies",
                false => "The network ACL drops the request",
            }
        }
        NetworkReason::NoRules { .. } | NetworkReason::NoRuleAllows { .. } => {
            return format!("{name} does not allow it");
        }
        _ => name,
    };
    line.to_owned()
}
