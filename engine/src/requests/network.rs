//! The condition keys that the network path sets.

use accesspath_policy::address::Cidr;
use accesspath_policy::arn::partition;
use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::key;
use accesspath_policy::request::EndpointType;

use super::basic::organization_keys;
use crate::network::{AddressFamily, HopKind, Path, PathKind};
use crate::scenario::{Endpoint, PublicIp, Scenario};

/// The VPC endpoint that the path goes through.
pub(crate) fn endpoint_on<'s>(
    path: &Path,
    scenario: &'s Scenario,
) -> Option<(&'s Endpoint, EndpointType)> {
    path.hops.iter().find_map(|hop| {
        let kind = match hop.kind {
            HopKind::GatewayEndpoint => EndpointType::Gateway,
            HopKind::InterfaceEndpoint => EndpointType::Interface,
            _ => return None,
        };
        scenario.endpoint(&hop.name).map(|it| (it, kind))
    })
}

/// The condition keys that the network path sets.
///
/// AWS: "AWS global condition context keys" — `aws:SourceIp` is present except through a VPC endpoint,
/// the VPC keys only through one.
pub(super) fn network_keys(path: &Path, scenario: &Scenario, context: &mut Context) {
    match path.kind {
        PathKind::NoVpc => {
            let never_in = own_ranges(scenario);
            context.set(key::AWS_SOURCE_IP, ContextValue::AwsAddress { never_in });
        }
        PathKind::Internet => {
            let caller = scenario.callers.iter().find(|it| it.id == path.caller);
            let address = caller.and_then(|it| it.source_ip.as_deref());
            context.set_known(key::AWS_SOURCE_IP, address);
        }
        PathKind::InternetGateway => {
            let caller = scenario.callers.iter().find(|it| it.id == path.caller);
            let address = public_address(caller.map(|it| &it.public_ip));
            context.set(key::AWS_SOURCE_IP, address);
        }
        // AWS: "AWS global condition context keys" — of a service's own calls the keys of the network may be
        // redacted. Through an endpoint of the customer's it does not call.
        PathKind::AwsService => {
            context.set_unknown(key::AWS_SOURCE_IP);
            for key in [key::AWS_SECURE_TRANSPORT, key::S3_TLS_VERSION] {
                if let Some(value) = context.get(key) {
                    let values = match value {
                        ContextValue::OneOf(values) => values.clone(),
                        value => vec![value.shown()],
                    };
                    context.set(key, ContextValue::Perhaps(values));
                }
            }
        }
        PathKind::EgressOnlyGateway => {
            context.set(key::AWS_SOURCE_IP, own_address(path, scenario));
        }
        PathKind::NatGateway | PathKind::NatInstance | PathKind::OtherNetwork => {
            context.set(key::AWS_SOURCE_IP, address_behind(path, scenario));
        }
        PathKind::GatewayEndpoint | PathKind::InterfaceEndpoint => {
            endpoint_keys(path, scenario, context);
        }
        PathKind::NoWay => {
            for key in key::NETWORK_KEYS {
                context.set_unknown(key);
            }
        }
    }
}

/// The address that S3 sees behind the last gateway or appliance that may give the packets one.
fn address_behind(path: &Path, scenario: &Scenario) -> ContextValue {
    let gives = |kind| {
        let kinds =
            [HopKind::NatGateway, HopKind::NatInstance, HopKind::Appliance, HopKind::OtherNetwork];
        kinds.contains(&kind)
    };
    let last = path.hops.iter().rev().find(|it| gives(it.kind));
    let gateway = last.and_then(|it| scenario.gateway(&it.name));
    public_address(gateway.map(|it| &it.public_ip))
}

/// One of these addresses; where none is known, some public address.
fn public_address(told: Option<&PublicIp>) -> ContextValue {
    match told.map(PublicIp::addresses) {
        Some([one]) => ContextValue::One(one.clone()),
        Some([]) | None => ContextValue::AwsAddress { never_in: Vec::new() },
        Some(several) => ContextValue::OneOf(several.to_vec()),
    }
}

fn endpoint_keys(path: &Path, scenario: &Scenario, context: &mut Context) {
    let Some((endpoint, kind)) = endpoint_on(path, scenario) else { return };
    context.set_one(key::AWS_SOURCE_VPCE, endpoint.id.clone());
    context.set_one(key::AWS_SOURCE_VPC, endpoint.vpc.clone());
    context.set(key::AWS_VPC_SOURCE_IP, own_address(path, scenario));
    let vpc = scenario.vpc(&endpoint.vpc);
    if let Some(vpc) = vpc {
        let arn = format!(
            "arn:{}:ec2:{}:{}:vpc/{}",
            partition(&vpc.region),
            vpc.region,
            vpc.account,
            vpc.id
        );
        context.set_one(key::AWS_SOURCE_VPC_ARN, arn);
    } else {
        context.set_unknown(key::AWS_SOURCE_VPC_ARN);
    }
    let owner = endpoint.account.as_ref().or(vpc.map(|it| &it.account));
    match owner.filter(|_| !endpoint.is_open("account")) {
        None => {
            for key in [key::AWS_VPCE_ACCOUNT, key::AWS_VPCE_ORG_ID, key::AWS_VPCE_ORG_PATHS] {
                context.set_unknown(key);
            }
        }
        Some(account) => {
            context.set_one(key::AWS_VPCE_ACCOUNT, account.clone());
            let keys = (key::AWS_VPCE_ORG_ID, key::AWS_VPCE_ORG_PATHS);
            organization_keys(account, keys, scenario, context);
        }
    }
    // AWS: "AWS PrivateLink for Amazon S3" — interface endpoints take neither TLS 1.1 nor 1.3.
    if kind == EndpointType::Interface && context.get(key::S3_TLS_VERSION).is_some() {
        context.set_one(key::S3_TLS_VERSION, "1.2");
    }
}

/// The private address of the client, as far as it is known.
fn own_address(path: &Path, scenario: &Scenario) -> ContextValue {
    let placements = scenario.functions.iter().flat_map(|it| &it.placements);
    let placement = placements.into_iter().find(|it| Some(&it.id) == path.placement.as_ref());
    let caller = scenario.callers.iter().find(|it| it.id == path.caller);
    let subnet = path.subnet.as_deref().and_then(|it| scenario.subnet(it));
    let (own, range) = match path.family {
        AddressFamily::V4 => {
            let of_caller = || caller.and_then(|it| it.private_ip.clone());
            let premises = || caller.and_then(|it| it.on_premises.as_ref()?.range.as_ref());
            (
                placement.map_or_else(of_caller, |it| it.private_ip.clone()),
                subnet.map(|it| &it.cidr).or_else(premises),
            )
        }
        AddressFamily::V6 => (None, subnet.and_then(|it| it.ipv6_cidr.as_ref())),
    };
    let range = range.and_then(|it| Cidr::parse(it)).map(ContextValue::AddressIn);
    own.map(ContextValue::One).or(range).unwrap_or(ContextValue::Unknown)
}

/// The ranges that are known to be the customer's, so that no address of AWS's own lies in them.
fn own_ranges(scenario: &Scenario) -> Vec<Cidr> {
    let nats = scenario.gateways.iter().flat_map(|it| it.public_ip.addresses());
    let callers = scenario.callers.iter();
    let callers = callers.flat_map(|it| it.source_ip.iter().chain(it.public_ip.addresses()));
    nats.chain(callers).chain(&scenario.own_ranges).filter_map(|it| Cidr::parse(it)).collect()
}
