//! Sentences about a path as a whole: what it costs, whose network it uses, and why it carries which keys.

use accesspath_policy::context::Context;
use accesspath_policy::key;

use crate::judge::PathAnalysis;
use crate::network::{HopKind, PathKind};
use crate::scenario::Scenario;

/// What a path costs, and what it exposes: one line each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathFacts {
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
pub fn cost_and_exposure(path: &PathAnalysis) -> Option<PathFacts> {
    const VPC: &str = "https://aws.amazon.com/vpc/pricing/";
    const NAT_EXPOSURE: &str = "Public addresses. Within the Region the traffic stays on the AWS network, except in China. The subnet can reach the whole internet.";
    let (cost, exposure, page) = match path.path.kind {
        PathKind::NoVpc | PathKind::NatGateway | PathKind::Internet
            if path.path.s3_name.is_accelerated() =>
        {
            (
                "Transfer Acceleration adds $0.04 to $0.08 a GB to what the path costs.",
                "Public addresses of CloudFront's edge locations.",
                "https://aws.amazon.com/s3/pricing/",
            )
        }
        PathKind::NoVpc => (
            "No network charge within the Region.",
            "Public addresses. Within the Region the traffic stays on the AWS network, except in China.",
            "https://aws.amazon.com/s3/pricing/",
        ),
        PathKind::GatewayEndpoint => {
            ("Free.", "Stays on the AWS network; the VPC needs no internet access.", VPC)
        }
        PathKind::NatGateway => (
            "About $0.045 an hour, $0.045 a GB, and $0.005 an hour for the public address.",
            NAT_EXPOSURE,
            VPC,
        ),
        PathKind::NatInstance => (
            "The instance by the hour, and $0.005 an hour for the public address.",
            NAT_EXPOSURE,
            VPC,
        ),
        PathKind::OtherNetwork => (
            "As the gateway or appliance on the way costs.",
            "Public addresses, through a network that is not described here.",
            VPC,
        ),
        PathKind::InterfaceEndpoint
            if path.path.hops.iter().any(|it| it.kind == HopKind::Peering) =>
        {
            (
                "About $0.01 an hour in each Availability Zone, and $0.01 a GB; traffic over the peering connection that crosses zones or Regions costs more.",
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
            "Free within the Region.",
            "Public IPv6 addresses. The subnet can reach the whole internet over IPv6.",
            VPC,
        ),
        PathKind::InternetGateway => (
            "About $0.005 an hour for the public address.",
            "Public addresses. Within the Region the traffic stays on the AWS network, except in China. The subnet can reach the whole internet.",
            VPC,
        ),
        PathKind::Internet => (
            "Data that leaves AWS is charged by the GB.",
            "Over the public internet.",
            "https://aws.amazon.com/s3/pricing/",
        ),
        PathKind::AwsService | PathKind::NoWay => return None,
    };
    Some(PathFacts { cost, exposure, page })
}

/// Why S3's call to KMS, whose context this is, carries the condition key `key`, one of `NETWORK_KEYS`, or why not.
// AWS: "Forward access sessions", "AWS global condition context keys".
pub fn why_forwarded(context: &Context, key: &str) -> &'static str {
    match (key, context.get(key)) {
        (key::AWS_SOURCE_IP, Some(_)) => "the caller's public address",
        (key::AWS_SOURCE_IP, None) => "not set: the call came through a VPC endpoint",
        _ => "S3 calls KMS from its own network",
    }
}

/// Why the path carries the condition key `key`, one of `NETWORK_KEYS`, or why it does not.
// AWS: "AWS global condition context keys".
pub fn why_key(path: &PathAnalysis, key: &str, scenario: &Scenario) -> &'static str {
    let kind = path.path.kind;
    let through = matches!(kind, PathKind::GatewayEndpoint | PathKind::InterfaceEndpoint);
    match (key, kind) {
        _ if crate::requests::is_given(&path.path, key, scenario) => "given in the scenario",
        (_, PathKind::NoWay) => "depends on the route to S3",
        (key::AWS_SOURCE_IP, PathKind::NoVpc) => "an address of Lambda's own network",
        (key::AWS_SOURCE_IP, PathKind::NatGateway) => "the NAT gateway's address",
        (key::AWS_SOURCE_IP, PathKind::NatInstance) => "the NAT instance's address",
        (key::AWS_SOURCE_IP, PathKind::OtherNetwork) => "the address of the network on the way",
        (key::AWS_SOURCE_IP, PathKind::EgressOnlyGateway) => "the function's IPv6 address",
        (key::AWS_SOURCE_IP, PathKind::Internet | PathKind::InternetGateway) => {
            "the caller's address"
        }
        (key::AWS_SOURCE_IP, PathKind::AwsService) => "not documented for calls of AWS services",
        (key::AWS_SOURCE_IP, _) => "not set through a VPC endpoint",
        _ if !through => "no VPC endpoint on this path",
        (key::AWS_SOURCE_VPCE, _) => "the endpoint's id",
        (key::AWS_VPC_SOURCE_IP, _) if path.path.placement.is_none() => {
            "the caller's private address"
        }
        (key::AWS_VPC_SOURCE_IP, _) => "the function's private address",
        (key::AWS_VPCE_ORG_ID | key::AWS_VPCE_ORG_PATHS, _) => {
            let context = path.requests.first().map(|it| &it.request.context);
            match context.is_some_and(|it| it.get(key).is_some()) {
                true => "the organization of the endpoint's owner",
                false => "the endpoint's owner is in no organization",
            }
        }
        (key::AWS_VPCE_ACCOUNT, _) => "the endpoint's owner",
        _ => "the endpoint's VPC",
    }
}
