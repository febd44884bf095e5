//! The smallest change where a control of the network blocks, and AWS's page about it.

use accesspath_policy::truth::Truth;

use super::network::{direction, is_peering, zones};
use super::traffic::{traffic, traffic_of_group};
use crate::check::{NetworkReason, Unused, WhyUnused};
use crate::control::{Control, NetworkControl};
use crate::judge::PathAnalysis;
use crate::network::{AddressFamily, HopKind};

/// What to change where a control of the network blocks, and AWS's page about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The smallest change, as an order.
    pub change: String,
    /// The page.
    pub page: &'static str,
}

/// The smallest change for a control of the network that blocks, or may block.
pub fn fix(path: &PathAnalysis, kind: NetworkControl) -> Option<Fix> {
    let (check, because) = path.network_check(kind).filter(|(it, _)| it.passes != Truth::Yes)?;
    let subject = check.subject();
    let (change, page) = match because {
        NetworkReason::NoRouteToDestination { unused } if path.path.subnet.is_some() => {
            let change = match unused.first() {
                Some(Unused { endpoint, why }) => match why {
                    WhyUnused::NotAssociated => format!("Associate {endpoint} with {subject}."),
                    WhyUnused::PrivateDnsOff => {
                        format!("Switch private DNS of {endpoint} on, or call it by its own name.")
                    }
                    WhyUnused::InboundResolverOnly => format!(
                        "Switch off \"only for inbound resolver\" of {endpoint}, or add a gateway endpoint."
                    ),
                    WhyUnused::NotAvailable => {
                        format!("Create an endpoint for S3 in place of {endpoint}.")
                    }
                    WhyUnused::OtherName => "Call S3 by its regional name.".to_owned(),
                    WhyUnused::Acceleration => ACCELERATION.to_owned(),
                    WhyUnused::OtherFamily => {
                        format!(
                            "Set the IP address type of {endpoint} to dualstack, or call S3 by its regional name."
                        )
                    }
                    WhyUnused::DnsAttributesOff => {
                        "Switch on DNS support and DNS host names of the VPC.".to_owned()
                    }
                    WhyUnused::OtherVpc => gateway_endpoint(
                        path,
                        format!(
                            "Create a gateway endpoint for S3 in this VPC and associate it with {subject}."
                        ),
                    ),
                    WhyUnused::OtherRegion => OTHER_REGION.to_owned(),
                },
                None => gateway_endpoint(
                    path,
                    format!("Create a gateway endpoint for S3 and associate it with {subject}."),
                ),
            };
            (change, GATEWAY_ENDPOINTS)
        }
        NetworkReason::NoRouteToDestination { .. } if path.path.placement.is_none() => {
            ("Call S3 by its regional name.".to_owned(), INTERFACE_ENDPOINTS)
        }
        NetworkReason::NoRouteToDestination { .. } => (
            if path.path.placement.is_some() {
                "Attach the function to the endpoint's VPC, or call S3 by its regional name."
            } else {
                "Call S3 by its regional name, or from the endpoint's VPC or a network that is connected with it."
            }
            .to_owned(),
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html",
        ),
        NetworkReason::BadStateRoute { destination, .. } => (
            format!("Point {destination} of {subject} to an existing target."),
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
        ),
        NetworkReason::PublicSubnet { .. } | NetworkReason::NotAttached { .. }
            if path.path.placement.is_none() =>
        {
            (format!("Associate a gateway endpoint for S3 with {subject}."), GATEWAY_ENDPOINTS)
        }
        NetworkReason::NoRouteToPremises => (
            format!("Give {subject} a route to the premises, or let the virtual private gateway propagate it."),
            "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
        ),
        NetworkReason::PublicSubnet { .. } => (
            gateway_endpoint(
                path,
                format!(
                    "Associate a gateway endpoint for S3 with {subject}, or move the function to a subnet with a route to a NAT gateway."
                ),
            ),
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html",
        ),
        NetworkReason::NoRouteToVpc { vpc } => (
            format!("Give {subject} a route to the range of {vpc} over their peering connection."),
            PEERING_ROUTES,
        ),
        NetworkReason::PeeringElsewhere { vpc, .. } => (
            format!(
                "Peer the VPC with {vpc} itself, and give {subject} a route over that connection."
            ),
            PEERING_ROUTES,
        ),
        NetworkReason::CannotRoute { unused, .. }
            if path.path.hops.iter().any(|it| it.kind == HopKind::InterfaceEndpoint)
                && unused.is_empty() =>
        {
            (
                format!("Give {subject} a route to the other VPC over their peering connection."),
                PEERING_ROUTES,
            )
        }
        NetworkReason::LeadsOutside { to: Some(_), .. } => (
            "Call S3 by its regional name through an endpoint of this VPC, or peer the two VPCs."
                .to_owned(),
            PEERING_ROUTES,
        ),
        NetworkReason::ServiceNotInZone { zone: Some(zone), offered } => {
            let can_be_there = offered.is_empty() || offered.contains(zone);
            let or = if can_be_there {
                format!(", or give it a subnet in {zone}")
            } else {
                String::new()
            };
            (format!("Call {subject} by its name for the whole Region{or}."), INTERFACE_ENDPOINTS)
        }
        NetworkReason::ServiceNotInZone { zone: None, offered } => {
            (format!("Give {subject} a subnet in {}.", zones(offered)), INTERFACE_ENDPOINTS)
        }
        NetworkReason::CannotRoute { .. } if path.path.family == AddressFamily::V6 => (
            format!(
                "Point ::/0 of {subject} to an egress-only internet gateway, or call S3 by its regional name."
            ),
            "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html",
        ),
        NetworkReason::CannotRoute { .. } => (
            gateway_endpoint(path, format!("Associate a gateway endpoint for S3 with {subject}.")),
            GATEWAY_ENDPOINTS,
        ),
        NetworkReason::LeadsToNoInternet { target } => (
            format!("Give {target} a way on to the internet."),
            "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html",
        ),
        NetworkReason::InstanceWithoutPublicAddress { target } => {
            (format!("Associate an Elastic IP address with {target}."), NAT_INSTANCES)
        }
        NetworkReason::SourceDestCheck { target } => {
            (format!("Switch the source/destination check of {target} off."), NAT_INSTANCES)
        }
        NetworkReason::InstanceWithoutInternetRoute { target } => {
            (public_subnet(path, target), NAT_INSTANCES)
        }
        NetworkReason::NatWithoutInternetRoute => (public_subnet(path, subject), NAT_GATEWAYS),
        NetworkReason::NatIsPrivate if path.path.is_abroad => {
            ("Use a public NAT gateway.".to_owned(), NAT_GATEWAYS)
        }
        NetworkReason::NatIsPrivate => {
            ("Use a public NAT gateway, or a gateway endpoint.".to_owned(), NAT_GATEWAYS)
        }
        NetworkReason::BadState { .. } if is_peering(path, subject) => (
            format!(
                "Let the other VPC's owner accept {subject}, or create a new peering connection."
            ),
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
        ),
        NetworkReason::BadState { .. } => (
            format!("Create a new one in place of {subject}, and point the route to it."),
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
        ),
        NetworkReason::PublicAccessBlocked | NetworkReason::PublicAccessUndetermined { .. } => (
            match path.path.is_abroad {
                true => format!("Add an exclusion for {subject} (egress)."),
                false => {
                    format!("Use an endpoint for S3, or add an exclusion for {subject} (egress).")
                }
            },
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
        ),
        NetworkReason::NoRuleAllows { wanted } | NetworkReason::NoRules { wanted } => (
            format!("Add a rule to {subject} that allows {}.", traffic_of_group(wanted)),
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
        ),
        NetworkReason::AclDenies { refusals } => {
            let each = refusals.iter().map(|it| {
                let before = it.by.map(|it| format!(", before rule {it}")).unwrap_or_default();
                format!("{} {}{before}", direction(it.wanted.inbound), traffic(&it.wanted))
            });
            let each: Vec<String> = each.collect();
            (format!("Let {subject} allow {}.", each.join("; ")), NETWORK_ACLS)
        }
        NetworkReason::AclAllowsSomePorts { inbound, .. } => {
            let direction = direction(*inbound);
            (format!("Let {subject} allow {direction} TCP 1024–65535."), NETWORK_ACLS)
        }
        NetworkReason::DnsServerUnreached { server, shut, subject } => (
            match shut {
                Control::Network(NetworkControl::Route) => {
                    format!("Give {subject} a route to {server}.")
                }
                _ => format!("Let {subject} allow UDP and TCP 53 to {server}."),
            },
            "https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html",
        ),
        NetworkReason::NoSuchName { zone: Some(zone) } => (
            format!("Add a record for {subject} to {zone}, or a wildcard record."),
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html",
        ),
        NetworkReason::NoSuchName { zone: None } => {
            ("Call S3 by its regional name.".to_owned(), INTERFACE_ENDPOINTS)
        }
        NetworkReason::NoAddressRecord { endpoint } => (
            format!("Set the DNS record type of {endpoint} to ipv4 or dualstack."),
            INTERFACE_ENDPOINTS,
        ),
        NetworkReason::NameDoesNotResolve => (
            format!("Switch on DNS support of {subject}."),
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html",
        ),
        _ => return None,
    };
    Some(Fix { change, page })
}

/// The advice to take a gateway endpoint, which serves no bucket of another Region and no Transfer Acceleration.
fn gateway_endpoint(path: &PathAnalysis, advice: String) -> String {
    match path.path.s3_name.is_accelerated() {
        true => ACCELERATION.to_owned(),
        false if path.path.is_abroad => OTHER_REGION.to_owned(),
        false => advice,
    }
}

/// The advice for `nat`, whose subnet leads to no internet gateway. Where the function stands there too, a route to one
/// would take the function's own packets.
fn public_subnet(path: &PathAnalysis, nat: &str) -> String {
    let own = path.path.hops.iter().find(|it| it.name == nat).and_then(|it| it.subnet.as_ref());
    match own.is_some() && own == path.path.subnet.as_ref() {
        true => format!(
            "Put {nat} into another subnet, one with a route from 0.0.0.0/0 to an internet gateway."
        ),
        false => {
            format!(
                "Let the subnet of {nat} send S3's addresses to an internet gateway, as a rule by a route from 0.0.0.0/0."
            )
        }
    }
}

const ACCELERATION: &str =
    "Call S3 by its regional name, or give the subnet a route to a NAT gateway.";
const OTHER_REGION: &str =
    "Use a bucket of this Region, or give the subnet a route to a NAT gateway.";
const GATEWAY_ENDPOINTS: &str =
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html";
const INTERFACE_ENDPOINTS: &str =
    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html";
const PEERING_ROUTES: &str =
    "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html";
const NAT_INSTANCES: &str =
    "https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html";
const NAT_GATEWAYS: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html";
const NETWORK_ACLS: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html";
