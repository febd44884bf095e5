//! What a check of the network depends on, where that is not known.

use super::PeerName;

/// A fact that is not given, or that AWS does not document, and that the answer depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// A fact that was not told.
    Untold {
        /// The fact.
        what: &'static str,
        /// Whose it is, by id.
        of: String,
    },
    /// A subnet that is not described.
    Subnet(String),
    /// The subnets of an endpoint.
    SubnetsOf(String),
    /// The route table of a subnet.
    RouteTableOf(String),
    /// The addresses of a subnet.
    AddressesOf(String),
    /// The rules of a security group or a network ACL.
    RulesOf(String),
    /// The state of an endpoint.
    StateOf(String),
    /// The subnet of the endpoint that the call goes to; these differ.
    SubnetOfEndpoint,
    /// The target of a route may be gone.
    Target {
        /// The route's destination.
        destination: String,
        /// Its target.
        target: String,
    },
    /// The public address of a caller's network interface: whether there is one.
    PublicAddress,
    /// The addresses of a network on premises.
    AddressesOnPremises,
    /// A target of a kind that is not described here.
    UnknownTarget(String),
    /// The VPC that this internet gateway is attached to.
    AttachmentOf(String),
    /// What lies behind this gateway or appliance.
    Beyond(String),
    /// This appliance may give packets a public address, without which an internet gateway serves them not.
    AddressBehind(String),
    /// A target that stands in another VPC.
    TargetOfAnotherVpc(String),
    /// The VPCs that a peering connection joins.
    VpcsOf(String),
    /// A peering connection that joins other VPCs than the one whose route leads to it.
    PeeringOfOtherVpcs {
        /// The peering connection.
        target: String,
        /// The VPC of the route.
        vpc: String,
    },
    /// A route to a gateway endpoint whose destination is no prefix list.
    RouteToGatewayEndpoint {
        /// The route's destination.
        destination: String,
        /// The endpoint.
        endpoint: String,
    },
    /// An endpoint that would have to serve a bucket of another Region.
    BucketOfAnotherRegion(String),
    /// An endpoint that is not described as an interface endpoint.
    InterfaceEndpoint(String),
    /// S3's name may resolve to this endpoint.
    Name(String),
    /// S3's dual-stack name may resolve to this endpoint.
    DualStackName(String),
    /// The DNS servers of a VPC.
    DnsServers(String),
    /// A DNS server, by its address, may not be reached.
    DnsServer(String),
    /// The answer of a VPC's own DNS servers to a name that Amazon's would answer privately.
    AnswerOfServers(String),
    /// The answer of a private hosted zone, by its id.
    ZoneOf(String),
    /// What a record of a private hosted zone leads to.
    Record {
        /// The zone.
        zone: String,
        /// The record's name.
        name: String,
    },
    /// The addresses that S3's global name resolves to.
    GlobalName,
    /// Whether a gateway endpoint serves S3's FIPS names.
    FipsName,
    /// An endpoint's network interface in a subnet, by the Availability Zones of the two.
    InterfaceIn {
        /// The endpoint.
        endpoint: String,
        /// The subnet.
        subnet: String,
    },
    /// An internet gateway may serve the IPv6 address of a function.
    Ipv6Through(String),
    /// A NAT instance whose own system decides what it forwards.
    Forwarding(String),
    /// AWS does not document which of two equal routes it takes.
    EqualRoutes(String, String),
    /// A range or a prefix list may hold addresses of S3.
    HoldsS3(String),
    /// S3's addresses take different routes.
    S3Address,
    /// A part of a range takes another route.
    AddressIn {
        /// The range.
        range: String,
        /// The destination of the other route.
        destination: String,
    },
    /// Two VPCs have the same range.
    SharedRange {
        /// The range.
        range: String,
        /// The VPC that has it too.
        vpc: String,
    },
    /// A rule of a security group may cover the other side of the connection.
    Rule {
        /// The rule.
        rule: String,
        /// The other side.
        peer: PeerName,
    },
    /// A rule of a network ACL may cover the other side of the connection.
    AclRule {
        /// The rule's number.
        number: u32,
        /// Its range.
        cidr: String,
        /// The other side.
        peer: PeerName,
    },
    /// A network ACL has more rules than AWS takes.
    TooManyRules(usize),
    /// The other side has addresses that the rules treat differently.
    AddressOf(PeerName),
    /// The mode of VPC Block Public Access.
    BlockMode,
    /// Only one of the function's subnet and the NAT gateway's is excluded from VPC Block Public Access.
    OneExclusion,
}
