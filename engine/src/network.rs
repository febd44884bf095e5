//! Turns a scenario's facts into the network paths that a call can take.
//!
//! Knows nothing of policies: it names the hops of each path and judges the controls of the network on it.
//! A subnet has one route table, so each subnet of a client gives one path for each family of addresses.

mod client;
mod dns;
mod elsewhere;
mod exit;
mod interface;
mod nat;
mod network_acl;
mod paths;
mod peering;
mod prefix_list;
mod premises;
mod public;
mod public_access;
mod route;
mod security_group;
mod unused;

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use crate::check::{At, Check, NetworkReason, Reason, Unknown, Unused, WrongRegion};
use crate::control::{Control, NetworkControl};
use crate::scenario::{
    Endpoint, Fact, IpAddressType, Placement, ResourceState, S3Name, Scenario, Subnet,
};
pub(crate) use dns::refused_to_dns_server;
pub(crate) use paths::internet;
pub use paths::paths;
pub use route::Beaten;

/// The path of a call from one caller to the bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The placement's or caller's id, with the subnet behind a slash where there are several.
    pub id: String,
    /// The function or other caller, by id.
    pub caller: String,
    /// The placement, for a function.
    pub placement: Option<String>,
    /// The subnet that the call leaves from.
    pub subnet: Option<String>,
    /// The family of addresses that the call uses.
    pub family: AddressFamily,
    /// Its kind.
    pub kind: PathKind,
    /// The name of S3 that the client calls.
    pub s3_name: S3Name,
    /// What the client meets in another Region than the bucket's, if it addresses one.
    pub wrong_region: Option<WrongRegion>,
    /// The places that the request passes, from the caller on.
    ///
    /// INVARIANT: the first hop is the caller.
    pub hops: Vec<Hop>,
    /// The routes that match S3's addresses and are not taken.
    pub beaten: Vec<Beaten>,
    /// The endpoints for S3 in the caller's VPC that it does not take.
    pub unused: Vec<Unused>,
    /// The bucket is in another Region than the caller's VPC, so that no gateway endpoint there serves it.
    pub is_abroad: bool,
    /// The network's checks, in the order in which the request meets them; once judged, they stand with the others.
    pub checks: Vec<Check>,
}

/// A family of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressFamily {
    /// IPv4
    V4,
    /// IPv6
    V6,
}

impl AddressFamily {
    /// The range is of this family.
    pub const fn has(self, range: Cidr) -> bool {
        matches!(self, Self::V4) == range.is_ipv4()
    }

    /// The range of all its addresses.
    pub const fn everything(self) -> &'static str {
        match self {
            Self::V4 => "0.0.0.0/0",
            Self::V6 => "::/0",
        }
    }

    /// The endpoint serves this family.
    pub const fn is_served_by(self, endpoint: &Endpoint) -> bool {
        match endpoint.ip_address_type {
            IpAddressType::DualStack => true,
            IpAddressType::Ipv4 => matches!(self, Self::V4),
            IpAddressType::Ipv6 => matches!(self, Self::V6),
        }
    }
}

/// The kinds of path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathKind {
    /// A function outside any VPC.
    NoVpc,
    /// Through a gateway endpoint.
    GatewayEndpoint,
    /// Through a NAT gateway and an internet gateway.
    NatGateway,
    /// Through an instance that forwards packets.
    NatInstance,
    /// Through an appliance or a network that the scenario does not describe.
    OtherNetwork,
    /// Through an interface endpoint.
    InterfaceEndpoint,
    /// Over IPv6 through an egress-only internet gateway.
    EgressOnlyGateway,
    /// From a public address in a VPC through its internet gateway.
    InternetGateway,
    /// A caller on the internet.
    Internet,
    /// A service of AWS, from AWS's own network.
    AwsService,
    /// The network ends before S3, or where it leads is not known.
    NoWay,
}

impl PathKind {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoVpc => "no-vpc",
            Self::GatewayEndpoint => "gateway-endpoint",
            Self::NatGateway => "nat-gateway",
            Self::NatInstance => "nat-instance",
            Self::OtherNetwork => "other-network",
            Self::InterfaceEndpoint => "interface-endpoint",
            Self::EgressOnlyGateway => "egress-only-gateway",
            Self::InternetGateway => "internet-gateway",
            Self::Internet => "internet",
            Self::AwsService => "aws-service",
            Self::NoWay => "no-way",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NoVpc => "No VPC",
            Self::GatewayEndpoint => "Gateway endpoint",
            Self::NatGateway => "NAT gateway",
            Self::NatInstance => "NAT instance",
            Self::OtherNetwork => "Other network",
            Self::InterfaceEndpoint => "Interface endpoint",
            Self::EgressOnlyGateway => "Egress-only gateway",
            Self::InternetGateway => "Internet gateway",
            Self::Internet => "Internet",
            Self::AwsService => "AWS service",
            Self::NoWay => "No route to S3",
        }
    }
}

/// A hop: a place that the request passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Its kind.
    pub kind: HopKind,
    /// Its id or name.
    pub name: String,
    /// Its subnet, if it is in one.
    pub subnet: Option<String>,
}

/// The kinds of hop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HopKind {
    /// A Lambda function.
    Function,
    /// A caller that is no function.
    Caller,
    /// A gateway endpoint.
    GatewayEndpoint,
    /// An interface endpoint.
    InterfaceEndpoint,
    /// A NAT gateway.
    NatGateway,
    /// An instance that forwards packets.
    NatInstance,
    /// A Gateway Load Balancer endpoint or a firewall endpoint.
    Appliance,
    /// A gateway to another network: a transit gateway, a virtual private gateway, a core network.
    OtherNetwork,
    /// An internet gateway.
    InternetGateway,
    /// An egress-only internet gateway.
    EgressOnlyGateway,
    /// A peering connection to another VPC.
    Peering,
}

impl HopKind {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Caller => "caller",
            Self::GatewayEndpoint => "gateway-endpoint",
            Self::InterfaceEndpoint => "interface-endpoint",
            Self::NatGateway => "nat-gateway",
            Self::NatInstance => "nat-instance",
            Self::Appliance => "appliance",
            Self::OtherNetwork => "other-network",
            Self::InternetGateway => "internet-gateway",
            Self::EgressOnlyGateway => "egress-only-gateway",
            Self::Peering => "peering",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Function => "Function",
            Self::Caller => "Caller",
            Self::GatewayEndpoint => "Gateway endpoint",
            Self::InterfaceEndpoint => "Interface endpoint",
            Self::NatGateway => "NAT gateway",
            Self::NatInstance => "NAT instance",
            Self::Appliance => "Appliance",
            Self::OtherNetwork => "Other network",
            Self::InternetGateway => "Internet gateway",
            Self::EgressOnlyGateway => "Egress-only internet gateway",
            Self::Peering => "Peering connection",
        }
    }
}

fn control(
    control: NetworkControl,
    hop: usize,
    subject: &str,
    passes: Truth,
    because: NetworkReason,
) -> Check {
    let at = At::Hop { hop, subject: subject.to_owned() };
    Check { at, ..Check::new(Control::Network(control), passes, Reason::Network(because)) }
}

fn undetermined_route(subject: &str, on: Unknown) -> Check {
    let because = NetworkReason::RouteUndetermined { on };
    control(NetworkControl::Route, 0, subject, Truth::Unknown, because)
}

/// Judges the controls of the network on a path that leaves from `subnet`, and tells the endpoints beside it.
fn in_subnet(scenario: &Scenario, placement: &Placement, subnet: &Subnet, path: &mut Path) {
    walk(scenario, placement, subnet, path);
    let region = |it: &str| scenario.vpc(it).map(|it| &it.region);
    path.is_abroad = region(&subnet.vpc)
        .zip(scenario.bucket())
        .is_some_and(|(own, bucket)| *own != bucket.region);
    if let Some(table) = scenario.route_table_of(subnet) {
        path.unused = unused::unused(scenario, subnet, table, path.family, placement.name());
        path.unused.retain(|it| !path.hops.iter().any(|hop| hop.name == it.endpoint));
    }
}

/// Judges the controls of the network on a path that leaves from `subnet`.
///
/// The checks are in the order in which the packets meet them: the name, the security groups, the network ACL, then
/// the endpoint or the route. Where the destination is not known, the path ends with an undetermined check, because
/// every later check depends on it. A failed check does not end it: the later controls may have to change as well.
fn walk(scenario: &Scenario, placement: &Placement, subnet: &Subnet, path: &mut Path) {
    if scenario.bucket().is_none() {
        let of = scenario.question.bucket.clone();
        path.checks.push(undetermined_route("", Unknown::Untold { what: "Region", of }));
        return;
    }
    let mut dns = dns::resolver(scenario, placement, subnet);
    // One check of DNS is enough: a resolver that answers nothing resolves no name, and else the name decides.
    let surely = |it: &Option<Check>| it.as_ref().is_some_and(|it| it.passes == Truth::No);
    let resolved = match dns::resolve(scenario, placement, subnet) {
        Ok(resolved) => resolved,
        Err(on) => {
            path.checks.extend(dns);
            path.checks.push(undetermined_route("", on));
            return;
        }
    };
    let interface = resolved.endpoint;
    if !surely(&dns) {
        dns = resolved.failure.or(dns);
    }
    let mut standing = Vec::new();
    if let Some(endpoint) = interface {
        let (subnets, name) = interface::named(scenario, placement, endpoint);
        standing = subnets;
        if name.is_some() && !surely(&dns) {
            dns = name;
        }
    }
    path.checks.extend(dns);
    let destination = match interface {
        Some(endpoint) => security_group::Peer::endpoint(scenario, subnet, endpoint, &standing),
        None => security_group::Peer::s3(scenario, path.family),
    };
    let elsewhere = scenario.bucket().is_some_and(|it| it.region != "us-east-1");
    if placement.name() == S3Name::Global && interface.is_none() && elsewhere {
        path.checks.push(undetermined_route("", Unknown::GlobalName));
        return;
    }
    path.checks.push(security_group::egress(scenario, placement, &destination));
    // Network ACLs do not apply to packets that stay within the subnet.
    let stays = !standing.is_empty() && standing.iter().all(|it| it.id == subnet.id);
    let perhaps = match standing.as_slice() {
        [] => interface.is_some_and(|it| it.vpc == subnet.vpc),
        known => known.iter().any(|it| it.id == subnet.id),
    };
    if !stays {
        let acl = network_acl::client(scenario, subnet, &destination);
        path.checks.extend(acl.map(|it| match it.passes {
            Truth::No if perhaps => {
                let because = NetworkReason::RuleUndetermined { on: Unknown::SubnetOfEndpoint };
                control(NetworkControl::NetworkAcl, 0, it.subject(), Truth::Unknown, because)
            }
            _ => it,
        }));
    }
    match interface {
        Some(endpoint) => {
            interface::through(scenario, placement, subnet, endpoint, &standing, path);
        }
        None => public::by_route(scenario, placement, subnet, path),
    }
}

/// The check of an endpoint that is not available, or not known to be available.
fn unavailable(endpoint: &Endpoint) -> Option<Check> {
    let passes = endpoint.state.is_available();
    let because = bad_state(&endpoint.state);
    (passes != Truth::Yes).then(|| control(NetworkControl::Route, 0, &endpoint.id, passes, because))
}

fn bad_state(state: &Fact<ResourceState>) -> NetworkReason {
    NetworkReason::BadState { state: state.known().map_or("", |it| it.word()) }
}

/// The ports of a rule, over UDP or over TCP; `None` for a rule of another protocol.
pub(crate) fn ports_of(
    udp: bool,
    protocol: Option<&str>,
    from: Option<u32>,
    to: Option<u32>,
) -> Option<(u32, u32)> {
    let own = if udp { ["udp", "17"] } else { ["tcp", "6"] };
    match (protocol, from) {
        // A rule for all protocols is a rule for all ports, whatever ports it states.
        (Some("-1" | "all"), _) => Some((0, 65_535)),
        (Some(other), _) if !own.contains(&other) => None,
        (_, None) => Some((0, 65_535)),
        (_, Some(from)) => Some((from, to.unwrap_or(from))),
    }
}

/// The port of S3 that the client calls.
const fn https_port(scenario: &Scenario) -> u32 {
    if scenario.question.options.plain_http { 80 } else { 443 }
}
