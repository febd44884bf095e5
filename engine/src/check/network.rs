//! Why a control of the network passes or not.

use super::{Ports, Traffic, Unknown};
use crate::control::Control;

/// Why a control of the network passes or not; the words are those of VPC Reachability Analyzer where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkReason {
    /// This route is the most specific one that matches.
    RouteMatches {
        /// Its destination.
        destination: String,
        /// Its target.
        target: String,
    },
    /// The endpoint's address lies in the VPC, to which every route table has a local route.
    LocalRoute,
    /// No route matches.
    NoRouteToDestination {
        /// The VPC's endpoints for S3, and why the call does not use them.
        unused: Vec<Unused>,
    },
    /// The route leads to a gateway that does not carry such packets.
    CannotRoute {
        /// The gateway.
        target: String,
        /// What it does carry.
        carries: Carries,
        /// The endpoints for S3 behind it, and why the call does not take them.
        unused: Vec<Unused>,
    },
    /// The route leads to a peering connection with the destination's VPC.
    RouteToPeer {
        /// Its destination.
        destination: String,
        /// The peering connection.
        target: String,
        /// The destination's VPC.
        vpc: String,
    },
    /// No route leads to the destination's VPC.
    NoRouteToVpc {
        /// The destination's VPC.
        vpc: String,
    },
    /// The route leads to a peering connection that does not join the destination's VPC.
    PeeringElsewhere {
        /// The peering connection.
        target: String,
        /// The destination's VPC.
        vpc: String,
    },
    /// The route leads to another network, which the scenario does not describe.
    LeadsOutside {
        /// The gateway to it.
        target: String,
        /// The destination of the packets; `None` for S3's public addresses.
        to: Option<String>,
    },
    /// The endpoint is for S3 in another Region than its VPC's.
    ServiceOfAnotherRegion {
        /// That Region.
        region: String,
    },
    /// The endpoint has no network interface that the client's name for it could resolve to.
    ServiceNotInZone {
        /// The Availability Zone of the name; `None` for the name of the whole Region.
        zone: Option<String>,
        /// The zones in which the service is offered; empty for all.
        offered: Vec<String>,
    },
    /// The subnets in which the endpoint has network interfaces are not known.
    ZoneUndetermined {
        /// What it depends on.
        on: Unknown,
    },
    /// The route leads to an instance whose source/destination check drops packets that it should forward.
    SourceDestCheck {
        /// The instance.
        target: String,
    },
    /// The route leads to an instance whose own subnet has no route to the internet.
    InstanceWithoutInternetRoute {
        /// The instance.
        target: String,
    },
    /// The route leads to an instance without a public address, which an internet gateway does not serve.
    InstanceWithoutPublicAddress {
        /// The instance.
        target: String,
    },
    /// What lies behind the gateway, appliance or instance does not lead to the internet.
    LeadsToNoInternet {
        /// The gateway, appliance or instance.
        target: String,
    },
    /// The target of the matching route is gone.
    BadStateRoute {
        /// Its destination.
        destination: String,
        /// Its target.
        target: String,
    },
    /// The route leads to an internet gateway, but the function or other caller has no public address.
    PublicSubnet {
        /// The internet gateway.
        target: String,
    },
    /// The route leads to an internet gateway that is not attached to the VPC.
    NotAttached {
        /// The internet gateway.
        target: String,
    },
    /// A VPN or Direct Connect leads from the premises to the endpoint's VPC.
    Connected {
        /// The VPC.
        vpc: String,
    },
    /// The route leads to the gateway with the premises behind it.
    RouteToPremises {
        /// Its destination.
        destination: String,
        /// The gateway.
        target: String,
    },
    /// No route leads to the premises.
    NoRouteToPremises,
    /// The route to S3's addresses is not known, or its target is not modelled.
    RouteUndetermined {
        /// What it depends on.
        on: Unknown,
    },
    /// The NAT gateway or instance has a route to the internet, and sends the request on.
    NatReachesInternet,
    /// The NAT gateway's subnet has no route to an internet gateway.
    NatWithoutInternetRoute,
    /// The NAT gateway is a private one.
    NatIsPrivate,
    /// The NAT gateway, endpoint or peering connection is not available, or not known to be available.
    BadState {
        /// Its state; empty if not known.
        state: &'static str,
    },
    /// An exclusion from VPC Block Public Access lets the packets pass to the internet gateway.
    PublicAccessExcluded,
    /// VPC Block Public Access drops packets to internet gateways.
    PublicAccessBlocked,
    /// VPC Block Public Access spares one of the two subnets on the path, or is not known.
    PublicAccessUndetermined {
        /// What it depends on.
        on: Unknown,
    },
    /// The security groups have no rule at all for this direction.
    NoRules {
        /// The packets that a rule would have to allow.
        wanted: Traffic,
    },
    /// This rule allows it.
    RuleAllows {
        /// The rule in words.
        rule: String,
    },
    /// No rule allows it.
    NoRuleAllows {
        /// The packets that a rule would have to allow.
        wanted: Traffic,
    },
    /// The network ACL lets the request and its reply pass.
    AclAllows,
    /// The network ACL drops the request or its reply.
    AclDenies {
        /// The dropped packets.
        refusals: Vec<AclRefusal>,
    },
    /// The network ACL passes packets to some of the ports only, so that only some connections work.
    AclAllowsSomePorts {
        /// The packets enter the subnet; otherwise they leave it.
        inbound: bool,
        /// The ports that are open.
        ports: Vec<Ports>,
    },
    /// It is not known whether a rule allows it.
    RuleUndetermined {
        /// What it depends on.
        on: Unknown,
    },
    /// The VPC's resolver is off, or not known to be on.
    NameDoesNotResolve,
    /// The VPC's own DNS server is not reached.
    DnsServerUnreached {
        /// Its address.
        server: String,
        /// The control that drops the packets.
        shut: Control,
        /// The security groups, the network ACL or the route table.
        subject: String,
    },
    /// The name that the client calls does not exist.
    NoSuchName {
        /// The private hosted zone that lacks it; `None` where S3 has no such name.
        zone: Option<String>,
    },
    /// The endpoint's names have no IPv4 address, or may have none.
    NoAddressRecord {
        /// The endpoint.
        endpoint: String,
    },
    /// It is not known whether the name resolves.
    NameUndetermined {
        /// What it depends on.
        on: Unknown,
    },
    /// The fact was not given.
    NotGiven,
}

impl NetworkReason {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RouteMatches { .. } => "route-matches",
            Self::LocalRoute => "local-route",
            Self::NoRouteToDestination { .. } => "no-route-to-destination",
            Self::CannotRoute { .. } => "cannot-route",
            Self::RouteToPeer { .. } => "route-matches",
            Self::NoRouteToVpc { .. } => "no-route-to-destination",
            Self::PeeringElsewhere { .. } => "cannot-route",
            Self::LeadsOutside { .. } => "leads-outside",
            Self::ServiceOfAnotherRegion { .. } => "service-of-another-region",
            Self::ServiceNotInZone { .. } => "vpce-service-not-installed-in-az",
            Self::ZoneUndetermined { .. } => "zone-undetermined",
            Self::InstanceWithoutInternetRoute { .. } => "instance-without-internet-route",
            Self::InstanceWithoutPublicAddress { .. } => "instance-without-public-address",
            Self::LeadsToNoInternet { .. } => "leads-to-no-internet",
            Self::SourceDestCheck { .. } => "eni-source-dest-check-restriction",
            Self::BadState { .. } => "bad-state",
            Self::PublicAccessExcluded => "public-access-excluded",
            Self::PublicAccessBlocked => "vpc-block-public-access-enabled",
            Self::PublicAccessUndetermined { .. } => "vpc-block-public-access-undetermined",
            Self::NoRules { .. } => "sg-has-no-rules",
            Self::BadStateRoute { .. } => "bad-state-route",
            Self::PublicSubnet { .. } => "igw-public-ip-association-for-egress",
            Self::NotAttached { .. } => "igw-not-attached",
            Self::Connected { .. } => "connected",
            Self::RouteToPremises { .. } => "route-matches",
            Self::NoRouteToPremises => "no-route-to-destination",
            Self::RouteUndetermined { .. } => "route-undetermined",
            Self::NatReachesInternet => "nat-reaches-internet",
            Self::NatWithoutInternetRoute | Self::NatIsPrivate => "nat-without-internet",
            Self::RuleAllows { .. } | Self::AclAllows => "rule-allows",
            Self::AclDenies { .. } => "subnet-acl-restriction",
            Self::AclAllowsSomePorts { .. } => "subnet-acl-some-ports",
            Self::NoRuleAllows { .. } => "eni-sg-rules-mismatch",
            Self::RuleUndetermined { .. } => "rule-undetermined",
            Self::NameDoesNotResolve => "name-does-not-resolve",
            Self::DnsServerUnreached { .. } => "dns-server-unreached",
            Self::NoSuchName { .. } => "no-such-name",
            Self::NoAddressRecord { .. } => "no-address-record",
            Self::NameUndetermined { .. } => "name-undetermined",
            Self::NotGiven => "not-given",
        }
    }
}

impl NetworkReason {
    /// Its own code, then those of the unused endpoints, then `remap-ephemeral-port` if the dropped packets are replies
    /// to a port that a NAT gateway chose.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        let unused: &[Unused] = match self {
            Self::NoRouteToDestination { unused } | Self::CannotRoute { unused, .. } => unused,
            _ => &[],
        };
        let remapped = match self {
            Self::AclDenies { refusals } => refusals.iter().any(|it| it.is_remapped),
            _ => false,
        };
        std::iter::once(self.code())
            .chain(unused.iter().map(|it| it.why.code()))
            .chain(remapped.then_some("remap-ephemeral-port"))
    }
}

/// The packets that a gateway carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carries {
    /// Those to public addresses.
    PublicAddresses,
    /// Those to addresses of the other VPC.
    OtherVpc,
    /// Those of IPv4.
    Ipv4,
    /// Those of IPv6.
    Ipv6,
}

/// Packets that a network ACL drops and that the call needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AclRefusal {
    /// The packets; inbound ones enter the subnet.
    pub wanted: Traffic,
    /// The number of the rule that denies them; nothing for the last rule, which has none.
    pub by: Option<u32>,
    /// They are replies to a port that a NAT gateway chose.
    pub is_remapped: bool,
}

/// An endpoint for S3 that a call does not use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// The endpoint.
    pub endpoint: String,
    /// The reason.
    pub why: WhyUnused,
}

/// The reason why a call does not use an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyUnused {
    /// The gateway endpoint is not associated with the route table.
    NotAssociated,
    /// It serves its own Region only, and the bucket is in another.
    OtherRegion,
    /// It is a gateway endpoint of another VPC, which no peering connection leads to.
    OtherVpc,
    /// Private DNS of the interface endpoint is off.
    PrivateDnsOff,
    /// Private DNS of the interface endpoint answers the inbound resolver only.
    InboundResolverOnly,
    /// It is not in the state `available`.
    NotAvailable,
    /// Its private DNS does not answer the name that the client calls.
    OtherName,
    /// It does not serve the edge locations of Transfer Acceleration.
    Acceleration,
    /// It serves the other family of addresses only.
    OtherFamily,
    /// The VPC lacks one of the two DNS attributes that private DNS needs.
    DnsAttributesOff,
}

impl WhyUnused {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAssociated => "unassociated-component",
            Self::OtherRegion => "endpoint-of-another-region",
            Self::OtherVpc => "endpoint-of-another-vpc",
            Self::PrivateDnsOff => "private-dns-off",
            Self::InboundResolverOnly => "private-dns-for-inbound-resolver-only",
            Self::NotAvailable => "bad-state",
            Self::OtherName => "endpoint-of-another-name",
            Self::Acceleration => "endpoint-without-acceleration",
            Self::OtherFamily => "endpoint-of-another-address-family",
            Self::DnsAttributesOff => "dns-attributes-off",
        }
    }
}
