//! Why a control of the network passes or not.

use super::{Ports, Traffic, Unknown};

/// Why a control of the network passes or not; the words are those of VPC Reachability Analyzer where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkReason {
    /// This route is the most specific one that matches.
    RouteMatches {
        /// Its destination.
        destination: String,
        /// Its target.
        target: String,
    },
    /// The endpoint's address lies in the VPC, which every route table reaches.
    LocalRoute,
    /// No route matches.
    NoRouteToDestination {
        /// The VPC's endpoints for S3, and why the call does not take them.
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
    /// The route leads to a peering connection to the VPC that the packets go to.
    RouteToPeer {
        /// Its destination.
        destination: String,
        /// The peering connection.
        target: String,
        /// That VPC.
        vpc: String,
    },
    /// No route leads to the other VPC.
    NoRouteToVpc {
        /// That VPC.
        vpc: String,
    },
    /// The route leads to a peering connection that does not join the VPC that the packets go to.
    PeeringElsewhere {
        /// The peering connection.
        target: String,
        /// That VPC.
        vpc: String,
    },
    /// The route leads to another network, of which the scenario knows nothing.
    LeadsOutside {
        /// The gateway to it.
        target: String,
        /// What the packets go to, where that is not S3 at its public addresses.
        to: Option<String>,
    },
    /// The endpoint is for S3 in another Region than its VPC's.
    ServiceOfAnotherRegion {
        /// That Region.
        region: String,
    },
    /// The endpoint has no network interface where the client's name for it would lead.
    ServiceNotInZone {
        /// The Availability Zone that the name is for, where it is for one.
        zone: Option<String>,
        /// The zones in which the service is offered, where not in all.
        offered: Vec<String>,
    },
    /// Where the endpoint has network interfaces is not known.
    ZoneUndetermined {
        /// What it depends on.
        on: Unknown,
    },
    /// The route leads to an instance that drops what is not meant for itself.
    SourceDestCheck {
        /// The instance.
        target: String,
    },
    /// The matching route leads to something that is gone.
    BadStateRoute {
        /// Its destination.
        destination: String,
        /// Its target.
        target: String,
    },
    /// The route leads to an internet gateway, and a function has no public address.
    PublicSubnet {
        /// The internet gateway.
        target: String,
    },
    /// Which route the addresses of S3 take is not known, or leads to something that is not modelled.
    RouteUndetermined {
        /// What it depends on.
        on: Unknown,
    },
    /// The NAT gateway has a public address and a route to the internet.
    NatReachesInternet,
    /// The NAT gateway's subnet has no route to an internet gateway.
    NatWithoutInternetRoute,
    /// The NAT gateway is a private one.
    NatIsPrivate,
    /// The NAT gateway or the endpoint does not work, or is not known to.
    BadState {
        /// Its state, where that is known.
        state: &'static str,
    },
    /// VPC Block Public Access lets the packets out to the internet gateway.
    PublicAccessExcluded,
    /// VPC Block Public Access stops what goes to internet gateways.
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
        /// What of them it drops.
        refusals: Vec<AclRefusal>,
    },
    /// The network ACL lets through what goes to some ports only, so that some connections work.
    AclAllowsSomePorts {
        /// Whether that is about what enters the subnet.
        inbound: bool,
        /// The ports that are open.
        ports: Vec<Ports>,
    },
    /// Whether a rule allows it is not known.
    RuleUndetermined {
        /// What it depends on.
        on: Unknown,
    },
    /// The VPC's resolver is off, or not known to be on.
    NameDoesNotResolve,
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
            Self::SourceDestCheck { .. } => "eni-source-dest-check-restriction",
            Self::BadState { .. } => "bad-state",
            Self::PublicAccessExcluded => "public-access-excluded",
            Self::PublicAccessBlocked => "vpc-block-public-access-enabled",
            Self::PublicAccessUndetermined { .. } => "vpc-block-public-access-undetermined",
            Self::NoRules { .. } => "sg-has-no-rules",
            Self::BadStateRoute { .. } => "bad-state-route",
            Self::PublicSubnet { .. } => "igw-public-ip-association-for-egress",
            Self::RouteUndetermined { .. } => "route-undetermined",
            Self::NatReachesInternet => "nat-reaches-internet",
            Self::NatWithoutInternetRoute | Self::NatIsPrivate => "nat-without-internet",
            Self::RuleAllows { .. } | Self::AclAllows => "rule-allows",
            Self::AclDenies { .. } => "subnet-acl-restriction",
            Self::AclAllowsSomePorts { .. } => "subnet-acl-some-ports",
            Self::NoRuleAllows { .. } => "eni-sg-rules-mismatch",
            Self::RuleUndetermined { .. } => "rule-undetermined",
            Self::NameDoesNotResolve => "name-does-not-resolve",
            Self::NotGiven => "not-given",
        }
    }
}

impl NetworkReason {
    /// The words of everything that it says: its own, then those of the endpoints that it names as unused,
    /// or that a NAT gateway has replaced the port that replies come to.
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

/// An endpoint for S3 that a call does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// The endpoint.
    pub endpoint: String,
    /// Why.
    pub why: WhyUnused,
}

/// Why a call does not take an endpoint of its VPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// It serves the other family of addresses only, and the call passes it by.
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
            Self::OtherFamily => "endpoint-of-another-address-family",
            Self::DnsAttributesOff => "dns-attributes-off",
        }
    }
}
