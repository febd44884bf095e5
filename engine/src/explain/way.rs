//! Sentences about a path as a whole: what it costs, whose network it uses, and why it carries which keys.

use crate::judge::PathAnalysis;
use crate::network::{HopKind, PathKind};
use crate::scenario::Scenario;
use accesspath_policy::context::Context;

/// What a way costs, and what it exposes: one line each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// By the hour and by the gigabyte, in US dollars: examples from AWS's pages, which differ by Region.
    pub cost: &'static str,
    /// Which addresses and whose network the packets use.
    pub exposure: &'static str,
    /// AWS's page with the prices.
    pub page: &'static str,
}

/// What the path costs and exposes; nothing where it leads nowhere.
// AWS: "VPC pricing", "AWS PrivateLink pricing", "Amazon VPC FAQs" — traffic between public addresses of AWS
// in one Region stays on its network, except in the China Regions.
pub fn way(path: &PathAnalysis) -> Option<Way> {
    const VPC: &str = "https://aws.amazon.com/vpc/pricing/";
    let (cost, exposure, page) = match path.path.kind {
        PathKind::NoVpc => (
            "No network charge within the Region.",
            "Public addresses; within the Region AWS keeps such traffic on its own network, except in China.",
            "https://aws.amazon.com/s3/pricing/",
        ),
        PathKind::GatewayEndpoint => (
            "Free: neither by the hour nor by the GB.",
            "Stays on the AWS network; the VPC needs no way to the internet.",
            VPC,
        ),
        PathKind::NatGateway => (
            "About $0.045 an hour, $0.045 a GB, and $0.005 an hour for the public address.",
            "Public addresses; within the Region AWS keeps such traffic on its own network, except in China. The subnet can call the whole internet.",
            VPC,
        ),
        PathKind::InterfaceEndpoint
            if path.path.hops.iter().any(|it| it.kind == HopKind::Peering) =>
        {
            (
                "About $0.01 an hour in each Availability Zone, and $0.01 a GB; over the peering connection what crosses zones or Regions costs more.",
                "Stays on the AWS network, between private addresses of two VPCs.",
                VPC,
            )
        }
        PathKind::InterfaceEndpoint => (
            "About $0.01 an hour in each Availability Zone, and $0.01 a GB.",
            "Stays on the AWS network, between private addresses.",
            "https://aws.amazon.com/privatelink/pricing/",
        ),
        PathKind::EgressOnlyGateway => (
            "Free: neither by the hour nor by the GB within the Region.",
            "Public IPv6 addresses; the subnet can call the whole internet over IPv6.",
            VPC,
        ),
        PathKind::Internet => (
            "Data that leaves AWS is charged by the GB.",
            "Over the public internet.",
            "https://aws.amazon.com/s3/pricing/",
        ),
        PathKind::NoWay => return None,
    };
    Some(Way { cost, exposure, page })
}

/// Why S3's call to KMS, whose context this is, carries the condition key `key`, one of `NETWORK_KEYS`, or why not.
// AWS: "Forward access sessions", "AWS global condition context keys".
pub fn why_forwarded(context: &Context, key: &str) -> &'static str {
    match (key, context.get(key)) {
        ("aws:SourceIp", Some(_)) => "a public address of the caller goes along",
        ("aws:SourceIp", None) => "left out of requests through a VPC endpoint, and so of this",
        _ => "S3 calls KMS from its own network: the VPC does not go along",
    }
}

/// Why the path carries the condition key `key`, one of `NETWORK_KEYS`, or why it does not.
// AWS: "AWS global condition context keys".
pub fn why_key(path: &PathAnalysis, key: &str, scenario: &Scenario) -> &'static str {
    let kind = path.path.kind;
    let through = matches!(kind, PathKind::GatewayEndpoint | PathKind::InterfaceEndpoint);
    match (key, kind) {
        _ if crate::requests::is_given(&path.path, key, scenario) => "given in the scenario",
        (_, PathKind::NoWay) => "depends on the way, and there is none",
        ("aws:SourceIp", PathKind::NoVpc) => {
            "Lambda's own network calls from an address of AWS: unverified"
        }
        (_, PathKind::NoVpc) => "only requests through a VPC endpoint carry it: unverified",
        ("aws:SourceIp", PathKind::NatGateway) => "the NAT gateway puts its own address there",
        ("aws:SourceIp", PathKind::EgressOnlyGateway) => {
            "the IPv6 address of the function, which no gateway replaces"
        }
        ("aws:SourceIp", PathKind::Internet) => "the address that the caller calls from",
        ("aws:SourceIp", _) => "left out of requests through a VPC endpoint",
        _ if !through => "only requests through a VPC endpoint carry it",
        ("aws:SourceVpce", _) => "the endpoint that the request comes through",
        ("aws:VpcSourceIp", _) => "the private address of the function",
        ("aws:VpceOrgID" | "aws:VpceOrgPaths", _) => {
            let context = path.requests.first().map(|it| &it.request.context);
            match context.is_some_and(|it| it.get(key).is_some()) {
                true => "the organization of the endpoint's account",
                false => "the endpoint's account is in no organization",
            }
        }
        ("aws:VpceAccount", _) => "the account that owns the endpoint",
        _ => "the VPC of the endpoint",
    }
}
