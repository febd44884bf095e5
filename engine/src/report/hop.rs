//! The places that a request passes, with what a picture says of each.

use serde::Serialize;

use crate::judge::PathAnalysis;
use crate::network::{Hop, HopKind, PathKind};
use crate::scenario::change::NetworkPart;
use crate::scenario::{GatewayKind, Scenario, Subnet};
use accesspath_policy::arn::Arn;

/// A place that the request passes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HopReport {
    /// Its kind: `function`, `caller`, `gateway-endpoint`, …
    pub kind: &'static str,
    /// Its kind in words.
    pub title: &'static str,
    /// Its id or name.
    pub name: String,
    /// Where it stands: `vpc`, `lambda` (the network in which Lambda runs functions outside of VPCs), `internet`,
    /// `premises`, `aws` (a service of AWS), `between` (it joins two VPCs), or `not-told`.
    pub stands: &'static str,
    /// The public address of a NAT gateway or a caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its subnet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet: Option<SubnetReport>,
    /// Its VPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc: Option<VpcReport>,
    /// The account that it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Its Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// What can be switched on and off there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub switches: Vec<SwitchReport>,
}

/// A subnet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubnetReport {
    /// Its id.
    pub id: String,
    /// Its address range; absent where the subnet is not described.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cidr: Option<String>,
    /// Its route table leads to an internet gateway.
    pub public: bool,
}

/// A VPC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VpcReport {
    /// Its id.
    pub id: String,
    /// Its first address range; absent where the VPC is not described.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cidr: Option<String>,
}

/// A part of the network that people switch on and off to see what happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SwitchReport {
    /// `endpoint`, `private-dns`, `nat` or `vpc` (the attachment of a function).
    pub part: &'static str,
    /// The id of its endpoint, gateway or placement.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The text beside it; absent where it switches the whole hop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'static str>,
    /// It is on.
    pub on: bool,
}

/// The hops of `path`, in their order; `parts` are those of the scenario.
pub(super) fn hops(
    path: &PathAnalysis,
    scenario: &Scenario,
    parts: &[(NetworkPart, bool)],
) -> Vec<HopReport> {
    path.path.hops.iter().map(|it| hop(path, it, scenario, parts)).collect()
}

fn hop(
    path: &PathAnalysis,
    hop: &Hop,
    scenario: &Scenario,
    parts: &[(NetworkPart, bool)],
) -> HopReport {
    let base = HopReport {
        kind: hop.kind.code(),
        title: hop.kind.title(),
        name: hop.name.clone(),
        switches: switches(path, hop, parts),
        ..HopReport::default()
    };
    match hop.kind {
        HopKind::Function => function(path, scenario, base),
        HopKind::Caller => caller(path, scenario, base),
        HopKind::GatewayEndpoint | HopKind::InterfaceEndpoint => {
            let endpoint = scenario.endpoint(&hop.name);
            let vpc = endpoint.map(|it| it.vpc.as_str());
            let placed = stand(scenario, hop.subnet.as_deref(), vpc, base);
            let owner = endpoint.and_then(|it| it.account.clone());
            HopReport { account: owner.or(placed.account), ..placed }
        }
        HopKind::Peering => HopReport { stands: "between", ..base },
        HopKind::NatGateway
        | HopKind::NatInstance
        | HopKind::Appliance
        | HopKind::OtherNetwork
        | HopKind::InternetGateway
        | HopKind::EgressOnlyGateway => {
            let gateway = scenario.gateway(&hop.name);
            let own = path.path.subnet.as_deref().and_then(|it| scenario.subnet(it));
            let vpc = gateway.and_then(|it| it.vpc.vpc()).or(own.map(|it| &it.vpc));
            let address = match gateway.map(|it| it.public_ip.addresses()) {
                Some([one]) => Some(one.clone()),
                Some([_, _, ..]) => Some("several".to_owned()),
                _ => None,
            };
            let placed = stand(scenario, hop.subnet.as_deref(), vpc.map(String::as_str), base);
            HopReport { address, ..placed }
        }
    }
}

fn function(path: &PathAnalysis, scenario: &Scenario, base: HopReport) -> HopReport {
    let own = scenario.functions.iter().find(|it| it.id == path.path.caller);
    if let Some(subnet) = &path.path.subnet {
        return stand(scenario, Some(subnet), None, base);
    }
    let role = own.and_then(|it| scenario.role(&it.role));
    let account = role.and_then(|it| Some(Arn::parse(&it.arn)?.account.to_owned()));
    let placements = own.into_iter().flat_map(|it| &it.placements);
    let mut placements = placements.filter(|it| path.path.placement.as_ref() == Some(&it.id));
    let is_told = placements.all(|it| it.outside || !it.is_open("subnets"));
    HopReport {
        stands: if is_told { "lambda" } else { "not-told" },
        account: account.filter(|it| !it.is_empty()),
        region: own.and_then(|it| it.region.clone()),
        ..base
    }
}

fn caller(path: &PathAnalysis, scenario: &Scenario, base: HopReport) -> HopReport {
    let own = scenario.callers.iter().find(|it| it.id == path.path.caller);
    if let Some(subnet) = &path.path.subnet {
        return stand(scenario, Some(subnet), None, base);
    }
    let stands = match own {
        _ if path.path.kind == PathKind::AwsService => "aws",
        Some(it) if it.on_premises.is_some() => "premises",
        Some(it) if !["service", "subnets"].iter().any(|member| it.is_open(member)) => "internet",
        _ => "not-told",
    };
    HopReport { stands, address: own.and_then(|it| it.source_ip.clone()), ..base }
}

/// `hop`, with where it stands: in `subnet` if that is told, else in `vpc`.
fn stand(
    scenario: &Scenario,
    subnet: Option<&str>,
    vpc: Option<&str>,
    hop: HopReport,
) -> HopReport {
    let told = subnet.and_then(|it| scenario.subnet(it));
    let vpc_id = told.map(|it| it.vpc.as_str()).or(vpc);
    let vpc = vpc_id.and_then(|it| scenario.vpc(it));
    let text = |it: &String| Some(it.clone()).filter(|it| !it.is_empty());
    HopReport {
        stands: if subnet.is_none() && vpc_id.is_none() { "not-told" } else { "vpc" },
        subnet: subnet.map(|id| SubnetReport {
            id: id.to_owned(),
            cidr: told.and_then(|it| text(&it.cidr)),
            public: told.is_some_and(|it| is_public(scenario, it)),
        }),
        vpc: vpc_id.map(|id| VpcReport {
            id: id.to_owned(),
            cidr: vpc.and_then(|it| it.cidrs.first().and_then(text)),
        }),
        account: vpc.and_then(|it| text(&it.account)),
        region: vpc.and_then(|it| text(&it.region)),
        ..hop
    }
}

/// The route table of the subnet leads to an internet gateway.
// AWS: "Subnets for your VPC", subnet types.
fn is_public(scenario: &Scenario, subnet: &Subnet) -> bool {
    let routes = scenario.route_table_of(subnet).into_iter().flat_map(|it| &it.routes);
    let mut gateways = routes.filter_map(|it| scenario.gateway(&it.target));
    gateways.any(|it| it.kind == GatewayKind::Internet)
}

fn switches(path: &PathAnalysis, hop: &Hop, parts: &[(NetworkPart, bool)]) -> Vec<SwitchReport> {
    let here = |part: &NetworkPart| match part {
        NetworkPart::Endpoint(id) | NetworkPart::Nat(id) | NetworkPart::PrivateDns(id) => {
            *id == hop.name
        }
        NetworkPart::Attachment(id) => {
            hop.kind == HopKind::Function && path.path.placement.as_ref() == Some(id)
        }
    };
    let own = parts.iter().filter(|(part, _)| here(part));
    own.map(|(part, on)| SwitchReport {
        part: part.code(),
        id: part.id().to_owned(),
        title: part.title(),
        label: matches!(part, NetworkPart::PrivateDns(_)).then_some("DNS"),
        on: *on,
    })
    .collect()
}
