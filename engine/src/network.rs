//! Turns a scenario's facts into the network paths that a call can take.
//!
//! Knows nothing of policies: it names the hops of each path and judges the controls of the network on it.
//! A subnet has one route table, so a placement in one subnet has one way.

mod network_acl;
mod public_access;
mod reason;
mod route;
mod security_group;

use crate::condition::ip::Cidr;
use crate::rule;
use crate::scenario::{
    Endpoint, EndpointKind, Fact, Function, GatewayKind, IpAddressType, OtherCaller, Placement,
    ResourceState, RouteTable, S3Name, Scenario, Subnet,
};
use crate::truth::Truth;
pub use network_acl::Refusal;
pub use reason::{NetworkReason, Unused, WhyUnused};
pub use route::Beaten;
use route::{Chosen, Exit};

/// One way of one caller to the bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The placement's or caller's id, with the subnet behind a slash where a placement has several.
    pub id: String,
    /// The function or other caller, by id.
    pub caller: String,
    /// The placement, for a function.
    pub placement: Option<String>,
    /// The subnet that the call leaves from.
    pub subnet: Option<String>,
    /// The family of addresses that the call uses.
    pub family: Family,
    /// What kind of way it is.
    pub kind: PathKind,
    /// The places that the request passes, from the caller on.
    ///
    /// INVARIANT: the first hop is the caller.
    pub hops: Vec<Hop>,
    /// The routes that match S3's addresses and are not taken.
    pub beaten: Vec<Beaten>,
    /// The network's controls, in the order in which the request meets them.
    pub controls: Vec<NetworkControl>,
}

/// A family of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// IPv4
    V4,
    /// IPv6
    V6,
}

impl Family {
    /// Whether the range is of this family.
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

    /// Whether an endpoint serves it.
    pub const fn is_served_by(self, endpoint: &Endpoint) -> bool {
        match endpoint.ip_address_type {
            IpAddressType::DualStack => true,
            IpAddressType::Ipv4 => matches!(self, Self::V4),
            IpAddressType::Ipv6 => matches!(self, Self::V6),
        }
    }
}

/// The kinds of way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathKind {
    /// A function outside any VPC.
    NoVpc,
    /// Through a gateway endpoint.
    GatewayEndpoint,
    /// Through a NAT gateway and an internet gateway.
    NatGateway,
    /// Through an interface endpoint.
    InterfaceEndpoint,
    /// Over IPv6 through an egress-only internet gateway.
    EgressOnlyGateway,
    /// A caller on the internet.
    Internet,
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
            Self::InterfaceEndpoint => "interface-endpoint",
            Self::EgressOnlyGateway => "egress-only-gateway",
            Self::Internet => "internet",
            Self::NoWay => "no-way",
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NoVpc => "No VPC",
            Self::GatewayEndpoint => "Gateway endpoint",
            Self::NatGateway => "NAT gateway",
            Self::InterfaceEndpoint => "Interface endpoint",
            Self::EgressOnlyGateway => "Egress-only gateway",
            Self::Internet => "Internet",
            Self::NoWay => "No way out",
        }
    }
}

/// A place that the request passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// What it is.
    pub kind: HopKind,
    /// Its id or name.
    pub name: String,
    /// The subnet it stands in, where it stands in one.
    pub subnet: Option<String>,
}

/// The kinds of place.
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
    /// An internet gateway.
    InternetGateway,
    /// An egress-only internet gateway.
    EgressOnlyGateway,
}

/// A control of the network, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkControl {
    /// Which control.
    pub kind: NetworkControlKind,
    /// The hop it stands at, by its place in `hops`.
    pub hop: usize,
    /// What is judged, by id: a route table, security groups.
    pub subject: String,
    /// Whether it lets the packets pass.
    pub passes: Truth,
    /// Why.
    pub because: NetworkReason,
    /// The unclear rules that this leans on.
    pub rules: Vec<rule::Rule>,
}

/// The kinds of control that the network has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NetworkControlKind {
    /// The resolver of the VPC; met only where it is off or not known to be on.
    Dns,
    /// What the function's security groups let out.
    SecurityGroup,
    /// The network ACL of the function's subnet.
    NetworkAcl,
    /// The route table of the function's subnet.
    Route,
    /// The network ACL of the NAT gateway's subnet.
    NatNetworkAcl,
    /// The NAT gateway and its way to the internet.
    NatGateway,
    /// VPC Block Public Access; met only where it is on or not known to be off.
    VpcBlockPublicAccess,
    /// The network ACLs of the interface endpoint's subnets.
    EndpointNetworkAcl,
    /// What the interface endpoint's security groups let in.
    EndpointSecurityGroup,
}

impl NetworkControlKind {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::SecurityGroup => "security_group",
            Self::NetworkAcl => "network_acl",
            Self::Route => "route",
            Self::NatNetworkAcl => "nat_network_acl",
            Self::NatGateway => "nat_gateway",
            Self::VpcBlockPublicAccess => "vpc_block_public_access",
            Self::EndpointNetworkAcl => "endpoint_network_acl",
            Self::EndpointSecurityGroup => "endpoint_security_group",
        }
    }
}

/// Every path of every caller that is asked about, in the order of the question.
pub fn paths(scenario: &Scenario) -> Vec<Path> {
    let mut paths = Vec::new();
    for id in &scenario.question.callers {
        if let Some(function) = scenario.functions.iter().find(|it| it.id == *id) {
            for placement in &function.placements {
                paths.extend(placed(scenario, function, placement));
            }
        } else if let Some(caller) = scenario.callers.iter().find(|it| it.id == *id) {
            paths.push(internet(caller));
        }
    }
    paths
}

/// The path of a caller on the internet.
pub(crate) fn internet(caller: &OtherCaller) -> Path {
    let hop = Hop { kind: HopKind::Caller, name: caller.name.clone(), subnet: None };
    Path {
        id: caller.id.clone(),
        caller: caller.id.clone(),
        placement: None,
        subnet: None,
        family: Family::V4,
        kind: PathKind::Internet,
        hops: vec![hop],
        beaten: Vec::new(),
        controls: Vec::new(),
    }
}

fn placed(scenario: &Scenario, function: &Function, placement: &Placement) -> Vec<Path> {
    if placement.outside || placement.subnets.is_empty() {
        let mut path = start(function, placement, None);
        path.kind = PathKind::NoVpc;
        if let Some(endpoint) = &placement.endpoint_url {
            // An endpoint's own name resolves to a private address, which Lambda's network cannot reach.
            path.kind = PathKind::NoWay;
            path.controls.push(control(
                NetworkControlKind::Route,
                0,
                endpoint,
                Truth::No,
                NetworkReason::NoRouteToDestination { unused: Vec::new() },
            ));
        }
        return vec![path];
    }
    let several = placement.subnets.len() > 1;
    let way = |id: &String, family| {
        let mut path = start(function, placement, Some(id));
        path.family = family;
        if several {
            path.id = format!("{}/{id}", placement.id);
        }
        if family == Family::V6 {
            path.id += "/ipv6";
        }
        match scenario.subnet(id) {
            Some(subnet) => in_subnet(scenario, placement, subnet, &mut path),
            None => {
                let on = format!("the subnet {id}, which is not described");
                path.controls.push(undetermined_route("", on));
            }
        }
        path
    };
    // A client that asks for a dual-stack name gets addresses of both families, and AWS does not say which it takes.
    let over_ipv6 = placement.ipv6
        && placement.s3_name == S3Name::DualStack
        && placement.endpoint_url.is_none();
    let families: &[Family] = if over_ipv6 { &[Family::V4, Family::V6] } else { &[Family::V4] };
    let each = |id| families.iter().map(move |family| (id, *family));
    placement.subnets.iter().flat_map(each).map(|(id, family)| way(id, family)).collect()
}

fn start(function: &Function, placement: &Placement, subnet: Option<&String>) -> Path {
    let hop = Hop { kind: HopKind::Function, name: function.name.clone(), subnet: subnet.cloned() };
    Path {
        id: placement.id.clone(),
        caller: function.id.clone(),
        placement: Some(placement.id.clone()),
        subnet: subnet.cloned(),
        family: Family::V4,
        kind: PathKind::NoWay,
        hops: vec![hop],
        beaten: Vec::new(),
        controls: Vec::new(),
    }
}

fn control(
    kind: NetworkControlKind,
    hop: usize,
    subject: &str,
    passes: Truth,
    because: NetworkReason,
) -> NetworkControl {
    NetworkControl { kind, hop, subject: subject.to_owned(), passes, because, rules: Vec::new() }
}

fn undetermined_route(subject: &str, on: String) -> NetworkControl {
    let because = NetworkReason::RouteUndetermined { on };
    control(NetworkControlKind::Route, 0, subject, Truth::Unknown, because)
}

fn in_subnet(scenario: &Scenario, placement: &Placement, subnet: &Subnet, path: &mut Path) {
    let resolver = scenario.vpc(&subnet.vpc).and_then(|it| it.dns_support.as_ref());
    let resolves = resolver.map_or(Truth::Yes, Fact::truth);
    if resolves != Truth::Yes {
        let because = NetworkReason::NameDoesNotResolve;
        path.controls.push(control(NetworkControlKind::Dns, 0, &subnet.vpc, resolves, because));
    }
    let interface = match interface_endpoint(scenario, placement, subnet) {
        Ok(interface) => interface,
        Err(on) => {
            path.controls.push(undetermined_route("", on));
            return;
        }
    };
    let destination = match interface {
        Some(endpoint) => security_group::Peer::endpoint(scenario, endpoint),
        None => security_group::Peer::s3(scenario, path.family),
    };
    let elsewhere = scenario.bucket().is_some_and(|it| it.region != "us-east-1");
    if placement.s3_name == S3Name::Global && interface.is_none() && elsewhere {
        let on =
            "the addresses that S3's global name leads to, of the bucket's Region or of us-east-1"
                .to_owned();
        path.controls.push(undetermined_route("", on));
        return;
    }
    path.controls.push(security_group::egress(scenario, placement, &destination));
    // Nothing is asked of packets that stay within the subnet.
    let stays = interface
        .is_some_and(|it| !it.subnets.is_empty() && it.subnets.iter().all(|it| *it == subnet.id));
    if !stays {
        path.controls.extend(network_acl::client(scenario, subnet, &destination));
    }
    match interface {
        Some(endpoint) => through_interface(scenario, placement, subnet, endpoint, path),
        None => by_route(scenario, placement, subnet, path),
    }
}

/// Whether the VPC has the two attributes that private DNS needs.
fn dns_attributes(scenario: &Scenario, subnet: &Subnet) -> Truth {
    scenario.vpc(&subnet.vpc).map_or(Truth::Unknown, |vpc| {
        let on = |fact: &Option<Fact<bool>>, default| {
            fact.as_ref().map_or(Truth::from(default), Fact::truth)
        };
        on(&vpc.dns_support, true).and(on(&vpc.dns_hostnames, false))
    })
}

/// The interface endpoint that S3's name resolves to, if to one.
fn interface_endpoint<'s>(
    scenario: &'s Scenario,
    placement: &Placement,
    subnet: &Subnet,
) -> Result<Option<&'s Endpoint>, String> {
    let region = scenario.vpc(&subnet.vpc).map(|it| &it.region);
    let own_region = scenario.bucket().map(|it| &it.region) == region;
    if let Some(id) = &placement.endpoint_url {
        if !own_region {
            return Err(format!(
                "whether {id} serves a bucket of another Region, which is not modelled"
            ));
        }
        let endpoint = scenario.endpoint(id).filter(|it| it.kind == EndpointKind::Interface);
        return match endpoint {
            Some(endpoint) => Ok(Some(endpoint)),
            None => {
                Err(format!("the endpoint {id}, which is not described as an interface endpoint"))
            }
        };
    }
    let dns = dns_attributes(scenario, subnet);
    for endpoint in &scenario.endpoints {
        // Private DNS answers for the names of its own Region only.
        if endpoint.kind != EndpointKind::Interface || endpoint.vpc != subnet.vpc || !own_region {
            continue;
        }
        match placement.s3_name {
            S3Name::Regional => {}
            // AWS: "AWS PrivateLink for Amazon S3" — interface endpoints do not take the global name.
            S3Name::Global => continue,
            S3Name::DualStack if endpoint.private_dns.truth() == Truth::No => continue,
            S3Name::DualStack => {
                return Err(format!("whether S3's dual-stack name resolves to {}", endpoint.id));
            }
        }
        let resolves = endpoint
            .private_dns
            .truth()
            .and(endpoint.state.is_available())
            .and(!endpoint.private_dns_only_for_inbound_resolver.truth())
            .and(dns);
        match resolves {
            Truth::Yes => return Ok(Some(endpoint)),
            Truth::Unknown => return Err(format!("whether S3's name resolves to {}", endpoint.id)),
            Truth::No => {}
        }
    }
    Ok(None)
}

fn through_interface(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    endpoint: &Endpoint,
    path: &mut Path,
) {
    let table = scenario.route_table_of(subnet).map_or("", |it| it.id.as_str());
    if endpoint.vpc != subnet.vpc {
        let on = format!("how {} is reached from another VPC, which is not modelled", endpoint.id);
        path.controls.push(undetermined_route(table, on));
        return;
    }
    // What else would stop the call is told too, for the day on which the endpoint works.
    path.controls.push(match unavailable(endpoint) {
        Some(unfit) => unfit,
        None => {
            path.kind = PathKind::InterfaceEndpoint;
            let local = NetworkReason::LocalRoute;
            control(NetworkControlKind::Route, 0, table, Truth::Yes, local)
        }
    });
    let at = path.hops.len();
    path.hops.push(Hop {
        kind: HopKind::InterfaceEndpoint,
        name: endpoint.id.clone(),
        subnet: endpoint.subnets.first().cloned(),
    });
    let subnets: Vec<&Subnet> =
        endpoint.subnets.iter().filter_map(|it| scenario.subnet(it)).collect();
    let function = security_group::Peer::function(placement, subnet, Family::V4);
    path.controls.extend(network_acl::endpoint(scenario, &subnets, subnet, &function, at));
    path.controls.push(security_group::ingress(scenario, placement, subnet, endpoint, at));
}

fn by_route(scenario: &Scenario, placement: &Placement, subnet: &Subnet, path: &mut Path) {
    let Some(table) = scenario.route_table_of(subnet) else {
        let on = format!("the route table of {}, which is not described", subnet.id);
        path.controls.push(undetermined_route("", on));
        return;
    };
    let family = path.family;
    let route = match route::choose(scenario, table, family) {
        Chosen::Route(route, beaten) => {
            path.beaten = beaten;
            route
        }
        Chosen::None => {
            let unused = unused(scenario, subnet, table, family, placement.s3_name);
            let because = NetworkReason::NoRouteToDestination { unused };
            path.controls.push(control(
                NetworkControlKind::Route,
                0,
                &table.id,
                Truth::No,
                because,
            ));
            return;
        }
        Chosen::Undetermined(on) => {
            path.controls.push(undetermined_route(&table.id, on));
            return;
        }
    };
    let destination = route.destination.clone();
    let target = route.target.clone();
    let own = |passes, because| control(NetworkControlKind::Route, 0, &table.id, passes, because);
    let matches =
        NetworkReason::RouteMatches { destination: destination.clone(), target: target.clone() };
    match route.blackhole.truth() {
        Truth::Yes => {
            path.controls
                .push(own(Truth::No, NetworkReason::BadStateRoute { destination, target }));
            return;
        }
        Truth::Unknown => {
            let on = format!("whether the target {target} of {destination} is there");
            path.controls.push(undetermined_route(&table.id, on));
            return;
        }
        Truth::No => {}
    }
    if let Some(on) = not_here(scenario, subnet, &destination, &target) {
        path.controls.push(undetermined_route(&table.id, on));
        return;
    }
    let endpoint = scenario.endpoint(&target).filter(|it| it.kind == EndpointKind::Gateway);
    if let Some(unfit) = endpoint.and_then(unavailable) {
        path.controls.push(unfit);
        return;
    }
    if endpoint.is_some() {
        path.kind = PathKind::GatewayEndpoint;
        path.controls.push(own(Truth::Yes, matches));
        path.hops.push(Hop { kind: HopKind::GatewayEndpoint, name: target, subnet: None });
        return;
    }
    match scenario.gateway(&target).map(|it| it.kind) {
        Some(GatewayKind::Internet) if family == Family::V6 => {
            let on = format!(
                "whether {target} serves the IPv6 address of a function, which AWS does not say"
            );
            path.controls.push(undetermined_route(&table.id, on));
        }
        Some(GatewayKind::Internet) => {
            let because = NetworkReason::PublicSubnet { target: target.clone() };
            path.controls.push(own(Truth::No, because));
            path.hops.push(Hop { kind: HopKind::InternetGateway, name: target, subnet: None });
        }
        Some(GatewayKind::Nat) if family == Family::V6 => {
            let because = NetworkReason::CannotRoute { target, carries: "IPv4 only" };
            path.controls.push(own(Truth::No, because));
        }
        Some(GatewayKind::EgressOnly) if family == Family::V6 => {
            path.kind = PathKind::EgressOnlyGateway;
            path.controls.push(own(Truth::Yes, matches));
            let at = path.hops.len();
            path.hops.push(Hop { kind: HopKind::EgressOnlyGateway, name: target, subnet: None });
            path.controls.extend(public_access::check(scenario, subnet, Some(subnet), at));
        }
        Some(GatewayKind::Nat) => {
            path.controls.push(own(Truth::Yes, matches));
            through_nat(scenario, placement, subnet, &target, path);
        }
        Some(GatewayKind::EgressOnly) => {
            let because = NetworkReason::CannotRoute { target, carries: "IPv6 only" };
            path.controls.push(own(Truth::No, because));
        }
        Some(GatewayKind::Peering) => {
            let carries = "what goes to the other VPC's own addresses only";
            let because = NetworkReason::CannotRoute { target, carries };
            path.controls.push(own(Truth::No, because));
        }
        Some(GatewayKind::NatInstance) => {
            let check = scenario.gateway(&target).and_then(|it| it.source_dest_check.as_ref());
            match check.map_or(Truth::Yes, Fact::truth) {
                Truth::Yes => {
                    path.controls.push(own(Truth::No, NetworkReason::SourceDestCheck { target }));
                }
                _ => {
                    let on = format!(
                        "whether {target} forwards what comes to it, which its own system and its security groups decide"
                    );
                    path.controls.push(undetermined_route(&table.id, on));
                }
            }
        }
        Some(GatewayKind::Transit | GatewayKind::Vpn) => {
            path.controls.push(own(Truth::Unknown, NetworkReason::LeadsOutside { target }));
        }
        None => {
            let on = format!("where {target} leads, which is not modelled");
            path.controls.push(undetermined_route(&table.id, on));
        }
    }
}

/// The endpoints for S3 that the VPC of `subnet` has, where no route of its `table` leads to S3.
fn unused(
    scenario: &Scenario,
    subnet: &Subnet,
    table: &RouteTable,
    family: Family,
    name: S3Name,
) -> Vec<Unused> {
    let Some(vpc) = scenario.vpc(&subnet.vpc) else { return Vec::new() };
    let own_region = scenario.bucket().is_some_and(|it| it.region == vpc.region);
    let why = |endpoint: &Endpoint| match endpoint.kind {
        _ if endpoint.state.is_available() == Truth::No => Some(WhyUnused::NotAvailable),
        _ if !own_region => Some(WhyUnused::OtherRegion),
        _ if !family.is_served_by(endpoint) => Some(WhyUnused::OtherFamily),
        EndpointKind::Gateway => {
            let associated = table.routes.iter().any(|it| it.target == endpoint.id);
            (!associated).then_some(WhyUnused::NotAssociated)
        }
        EndpointKind::Interface if endpoint.private_dns.truth() == Truth::No => {
            Some(WhyUnused::PrivateDnsOff)
        }
        EndpointKind::Interface
            if endpoint.private_dns_only_for_inbound_resolver.truth() == Truth::Yes =>
        {
            Some(WhyUnused::InboundResolverOnly)
        }
        EndpointKind::Interface if name == S3Name::Global => Some(WhyUnused::OtherName),
        EndpointKind::Interface => {
            (dns_attributes(scenario, subnet) == Truth::No).then_some(WhyUnused::DnsAttributesOff)
        }
    };
    let here = scenario.endpoints.iter().filter(|it| it.vpc == subnet.vpc);
    here.filter_map(|it| Some(Unused { endpoint: it.id.clone(), why: why(it)? })).collect()
}

/// The verdict on an endpoint that does not work, or is not known to.
fn unavailable(endpoint: &Endpoint) -> Option<NetworkControl> {
    let passes = endpoint.state.is_available();
    let because = bad_state(&endpoint.state);
    (passes != Truth::Yes)
        .then(|| control(NetworkControlKind::Route, 0, &endpoint.id, passes, because))
}

fn bad_state(state: &Fact<ResourceState>) -> NetworkReason {
    NetworkReason::BadState { state: state.known().map_or("", |it| it.word()) }
}

/// Why a route's target cannot be what it seems: it stands in another VPC, or takes no such route.
fn not_here(
    scenario: &Scenario,
    subnet: &Subnet,
    destination: &str,
    target: &str,
) -> Option<String> {
    let gateway_endpoint = scenario.endpoint(target).filter(|it| it.kind == EndpointKind::Gateway);
    let nat = scenario
        .gateway(target)
        .and_then(|it| it.subnet.as_ref())
        .and_then(|it| scenario.subnet(it));
    let vpc = gateway_endpoint.map(|it| &it.vpc).or(nat.map(|it| &it.vpc));
    if vpc.is_some_and(|it| *it != subnet.vpc) {
        return Some(format!("how {target} is reached from another VPC, which is not modelled"));
    }
    if gateway_endpoint.is_some() && !destination.starts_with("pl-") {
        return Some(format!(
            "a route of {destination} to {target}, which a gateway endpoint does not take"
        ));
    }
    let own_region =
        scenario.vpc(&subnet.vpc).map(|it| &it.region) == scenario.bucket().map(|it| &it.region);
    (gateway_endpoint.is_some() && !own_region)
        .then(|| format!("whether {target} serves a bucket of another Region"))
}

// AWS: "NAT gateways" — a public one needs a subnet whose route table leads to an internet gateway.
fn through_nat(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    id: &str,
    path: &mut Path,
) {
    let Some(nat) = scenario.gateway(id) else { return };
    let at = path.hops.len();
    path.hops.push(Hop {
        kind: HopKind::NatGateway,
        name: nat.id.clone(),
        subnet: nat.subnet.clone(),
    });
    let mut judged = control(
        NetworkControlKind::NatGateway,
        at,
        id,
        Truth::Yes,
        NetworkReason::NatReachesInternet,
    );
    let own = nat.subnet.as_ref().and_then(|it| scenario.subnet(it));
    if let Some(own) = own {
        let function = security_group::Peer::function(placement, subnet, Family::V4);
        let function = Some(&function).filter(|_| own.id != subnet.id);
        let s3 = security_group::Peer::s3(scenario, Family::V4);
        path.controls.extend(network_acl::nat(scenario, own, function, &s3, at));
    }
    let exit = match (own, &nat.vpc) {
        (Some(own), _) => scenario.route_table_of(own).map(|it| route::to_internet(scenario, it)),
        (None, Some(vpc)) if nat.subnet.is_none() => Some(route::regional(scenario, vpc)),
        _ => None,
    };
    let leads_out = exit.as_ref().is_some_and(|it| it.gateway.is_some());
    match exit {
        _ if nat.private => {
            judged.passes = Truth::No;
            judged.because = NetworkReason::NatIsPrivate;
        }
        _ if nat.state.is_available() != Truth::Yes => {
            judged.passes = nat.state.is_available();
            judged.because = bad_state(&nat.state);
        }
        None => {
            judged.passes = Truth::Unknown;
            judged.because = NetworkReason::NotGiven;
        }
        Some(Exit { gateway: Some(gateway), open: Truth::Yes, beside_endpoint }) => {
            judged.rules.extend(beside_endpoint.then_some(rule::Rule::NAT_BESIDE_ENDPOINT));
            path.kind = PathKind::NatGateway;
            path.controls.push(judged);
            let at = path.hops.len();
            path.hops.push(Hop { kind: HopKind::InternetGateway, name: gateway, subnet: None });
            path.controls.extend(public_access::check(scenario, subnet, own, at));
            return;
        }
        Some(Exit { open: Truth::Unknown, .. }) => {
            judged.passes = Truth::Unknown;
            judged.because = NetworkReason::RouteUndetermined {
                on: "whether the route to the internet gateway is there".to_owned(),
            };
        }
        Some(_) => {
            judged.passes = Truth::No;
            judged.because = NetworkReason::NatWithoutInternetRoute;
        }
    }
    path.controls.push(judged);
    if leads_out {
        path.controls.extend(public_access::check(scenario, subnet, own, at));
    }
}

/// The ports of TCP that a rule is about; nothing where it is about another protocol.
fn tcp_ports(protocol: Option<&str>, from: Option<u32>, to: Option<u32>) -> Option<(u32, u32)> {
    match (protocol, from) {
        // Whatever ports stand beside it, a rule for all protocols is about all ports.
        (Some("-1" | "all"), _) | (None | Some("tcp" | "6"), None) => Some((0, 65_535)),
        (None | Some("tcp" | "6"), Some(from)) => Some((from, to.unwrap_or(from))),
        _ => None,
    }
}

/// The port that S3 is called at, as a range of one.
fn https_port(scenario: &Scenario) -> (u32, u32) {
    let port = if scenario.question.options.plain_http { 80 } else { 443 };
    (port, port)
}

/// The address ranges of S3 in the bucket's Region, as far as the scenario knows them.
fn s3_ranges(scenario: &Scenario, family: Family) -> Vec<Cidr> {
    let lists =
        scenario.prefix_lists.iter().filter(|it| is_s3_list(scenario, &it.id) == Truth::Yes);
    lists
        .flat_map(|it| &it.entries)
        .filter_map(|it| Cidr::parse(it))
        .filter(|it| family.has(*it))
        .collect()
}

/// Whether a prefix list is that of S3 in the bucket's Region.
///
/// A list that the scenario does not describe is S3's own where a route sends it to a gateway endpoint for S3.
fn is_s3_list(scenario: &Scenario, id: &str) -> Truth {
    let Some(region) = scenario.bucket().map(|it| &it.region) else { return Truth::Unknown };
    if let Some(list) = scenario.prefix_lists.iter().find(|it| it.id == id) {
        return Truth::from(list.name == format!("com.amazonaws.{region}.s3"));
    }
    let of_region = |vpc: &str| scenario.vpc(vpc).map(|it| it.region == *region);
    for route in scenario.route_tables.iter().flat_map(|it| &it.routes) {
        let endpoint =
            scenario.endpoint(&route.target).filter(|it| it.kind == EndpointKind::Gateway);
        if let Some(endpoint) = endpoint.filter(|_| route.destination == id) {
            return of_region(&endpoint.vpc).map_or(Truth::Unknown, Truth::from);
        }
    }
    Truth::Unknown
}
