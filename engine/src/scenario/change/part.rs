//! The parts of the network that people switch on and off.

use crate::scenario::{
    EndpointKind, Fact, GatewayKind, ResourceState, RouteTable, Scenario, SecurityGroup, Subnet,
    Vpc,
};

/// A part of the network that people switch on and off to see what happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkPart {
    /// An endpoint.
    Endpoint(String),
    /// Private DNS of an interface endpoint.
    PrivateDns(String),
    /// A NAT gateway.
    Nat(String),
    /// The VPC that a function with one placement is attached to, by placement.
    Attachment(String),
}

impl NetworkPart {
    /// The stable word for its kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Endpoint(_) => "endpoint",
            Self::PrivateDns(_) => "private-dns",
            Self::Nat(_) => "nat",
            Self::Attachment(_) => "vpc",
        }
    }

    /// The id of its endpoint, gateway or placement.
    pub fn id(&self) -> &str {
        match self {
            Self::Endpoint(id) | Self::PrivateDns(id) | Self::Nat(id) | Self::Attachment(id) => id,
        }
    }

    /// Its name for people.
    pub fn title(&self) -> String {
        let what = match self {
            Self::Endpoint(_) => "Endpoint",
            Self::PrivateDns(_) => "Private DNS of",
            Self::Nat(_) => "NAT gateway",
            Self::Attachment(_) => "Function in a VPC,",
        };
        format!("{what} {}", self.id())
    }
}

/// Every part that can be switched, and `true` if it is on; one that is not known counts as off.
pub fn parts(scenario: &Scenario) -> Vec<(NetworkPart, bool)> {
    let available = Fact::Known(ResourceState::Available);
    let mut parts = Vec::new();
    for it in &scenario.endpoints {
        parts.push((NetworkPart::Endpoint(it.id.clone()), it.state == available));
        if it.kind == EndpointKind::Interface {
            parts.push((
                NetworkPart::PrivateDns(it.id.clone()),
                it.private_dns == Fact::Known(true),
            ));
        }
    }
    for it in scenario.gateways.iter().filter(|it| it.kind == GatewayKind::Nat) {
        parts.push((NetworkPart::Nat(it.id.clone()), it.state == available));
    }
    for it in &scenario.functions {
        if let [only] = it.placements.as_slice() {
            parts.push((NetworkPart::Attachment(only.id.clone()), !only.outside));
        }
    }
    parts
}

/// Switches a part on or off; a part that the scenario does not have is not added.
pub(super) fn set_part(scenario: &mut Scenario, part: &NetworkPart, to: bool) {
    let state = if to { ResourceState::Available } else { ResourceState::Deleted };
    match part {
        NetworkPart::Endpoint(id) => {
            if let Some(it) = scenario.endpoints.iter_mut().find(|it| it.id == *id) {
                it.state = Fact::Known(state);
            }
        }
        NetworkPart::PrivateDns(id) => {
            if let Some(it) = scenario.endpoints.iter_mut().find(|it| it.id == *id) {
                it.private_dns = Fact::Known(to);
            }
        }
        NetworkPart::Nat(id) => {
            if let Some(it) = scenario.gateways.iter_mut().find(|it| it.id == *id) {
                it.state = Fact::Known(state);
            }
        }
        NetworkPart::Attachment(id) => attach_to_vpc(scenario, id, to),
    }
}

/// Attaches a function to the scenario's VPC, or detaches it; if there is no VPC, a bare one is made.
fn attach_to_vpc(scenario: &mut Scenario, placement: &str, to: bool) {
    if to && scenario.subnets.is_empty() {
        let bucket = scenario.bucket();
        let region = bucket.map(|it| it.region.clone()).unwrap_or_default();
        let account = bucket.map(|it| it.account.clone()).unwrap_or_default();
        let (vpc, table) = ("vpc-new".to_owned(), "rtb-new".to_owned());
        scenario.vpcs.push(Vpc {
            id: vpc.clone(),
            account,
            region,
            cidrs: vec!["10.0.0.0/16".to_owned()],
            main_route_table: Some(table.clone()),
            dns_support: Some(Fact::Known(true)),
            dns_hostnames: Some(Fact::Known(true)),
            ..Vpc::default()
        });
        let mut own = RouteTable { id: table, vpc: vpc.clone(), ..RouteTable::default() };
        own.tell("routes", true);
        scenario.route_tables.push(own);
        let (id, cidr) = ("subnet-new".to_owned(), "10.0.1.0/24".to_owned());
        scenario.subnets.push(Subnet { id, vpc, cidr, ..Subnet::default() });
    }
    if to && scenario.security_groups.is_empty() {
        let id = "sg-new".to_owned();
        scenario.security_groups.push(SecurityGroup { id, ..SecurityGroup::default() });
    }
    // A function belongs in a private subnet: not in that of a NAT gateway, if there is another.
    let has_nat = |id: &str| scenario.gateways.iter().any(|it| it.subnet.as_deref() == Some(id));
    let private = scenario.subnets.iter().find(|it| !has_nat(&it.id));
    let subnet = private.or_else(|| scenario.subnets.first()).map(|it| it.id.clone());
    let of_endpoint =
        |id: &String| scenario.endpoints.iter().any(|it| it.security_groups.contains(id));
    let own = scenario.security_groups.iter().find(|it| !of_endpoint(&it.id));
    let group = own.or_else(|| scenario.security_groups.first()).map(|it| it.id.clone());
    let mut placements = scenario.functions.iter_mut().flat_map(|it| &mut it.placements);
    if let Some(it) = placements.find(|it| it.id == placement) {
        it.outside = !to;
        it.subnets = subnet.into_iter().filter(|_| to).collect();
        it.security_groups = group.into_iter().filter(|_| to).collect();
        it.private_ip = None;
        it.endpoint_url = None;
        it.ipv6 = false;
    }
}
