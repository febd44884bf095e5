//! What policies, access points and S3 ask of the network that a request comes from: an endpoint, a VPC, or neither.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::key;
use accesspath_policy::layer::Layer;
use accesspath_policy::truth::Truth;

use super::client::Client;
use super::{call, endpoint, placement};
use crate::network::PathKind;
use crate::repair::Repair;
use crate::scenario::{Endpoint, EndpointKind};

/// The condition keys that only a request through an endpoint has.
const ENDPOINT_KEYS: [&str; 7] = [
    key::AWS_SOURCE_VPCE,
    key::AWS_SOURCE_VPC,
    key::AWS_SOURCE_VPC_ARN,
    key::AWS_VPC_SOURCE_IP,
    key::AWS_VPCE_ACCOUNT,
    key::AWS_VPCE_ORG_ID,
    key::AWS_VPCE_ORG_PATHS,
];

/// The repairs that take the call through an endpoint, or past it, where a policy asks for that by a condition.
///
/// An endpoint that is yet to be created has no id that a policy could name.
pub(super) fn by_policy(
    client: &Client<'_>,
    request: &RequestTrace,
    finding: &Finding,
) -> Vec<Repair> {
    if finding.layer == Layer::VpcEndpointPolicies {
        return Vec::new();
    }
    if client.path.kind == PathKind::GatewayEndpoint
        || client.path.kind == PathKind::InterfaceEndpoint
    {
        if !asked(request, finding, &[key::AWS_SOURCE_IP]).is_empty() {
            return past(client);
        }
        let is_by_id = !asked(request, finding, &[key::AWS_SOURCE_VPCE]).is_empty();
        return if is_by_id { by_other(client) } else { Vec::new() };
    }
    let asked: Vec<&str> = asked(request, finding, &ENDPOINT_KEYS);
    if asked.is_empty() {
        return Vec::new();
    }
    let is_by_id = asked.iter().all(|it| it.eq_ignore_ascii_case(key::AWS_SOURCE_VPCE));
    let mut found = endpoint::existing(client);
    if !is_by_id {
        found.extend(endpoint::new(client));
    }
    found.extend(placement::attached(client, None));
    found
}

/// The repairs that take the call through another endpoint of the VPC than it goes through.
// AWS: "Gateway endpoints for Amazon S3" — private DNS for the inbound resolver alone leaves the VPC's own calls to the
// gateway endpoint.
fn by_other(client: &Client<'_>) -> Vec<Repair> {
    let own = client.path.hops.iter().filter_map(|it| client.scenario.endpoint(&it.name));
    let own: Vec<&Endpoint> = own.collect();
    let others = client.scenario.endpoints.iter();
    let mut others = others.filter(|it| client.vpc.is_some_and(|vpc| vpc.id == it.vpc));
    if !others.any(|it| !own.iter().any(|own| own.id == it.id)) {
        return Vec::new();
    }
    let mut found: Vec<Repair> = call::by_regional_name(client).into_iter().collect();
    found.extend(call::by_endpoint(client));
    for endpoint in own.into_iter().filter(|it| it.kind == EndpointKind::Interface) {
        found.extend(endpoint::only_for_inbound(client, endpoint));
        found.extend(endpoint::private_dns_off(client, endpoint));
    }
    found
}

/// The repairs that take the call through an endpoint of the VPC that an access point is restricted to.
pub(super) fn by_access_point(client: &Client<'_>) -> Vec<Repair> {
    let mut found = endpoint::existing(client);
    found.extend(endpoint::new(client));
    found.extend(placement::attached(client, None));
    found
}

/// The repairs that take the call past the endpoint that it goes through.
// AWS: "VPC endpoints for Amazon S3" — a copy between Regions does not go through one; "AWS global condition context
// keys" — aws:SourceIp is absent through one.
pub(super) fn past(client: &Client<'_>) -> Vec<Repair> {
    let mut found: Vec<Repair> = call::by_regional_name(client).into_iter().collect();
    let hops = client.path.hops.iter();
    for endpoint in hops.filter_map(|it| client.scenario.endpoint(&it.name)) {
        match endpoint.kind {
            EndpointKind::Gateway => found.extend(endpoint::dissociated(client, endpoint)),
            EndpointKind::Interface => found.extend(endpoint::private_dns_off(client, endpoint)),
        }
    }
    found.extend(placement::elsewhere(client));
    found
}

/// The keys that the Deny of `finding` speaks of, or the Allows that its layer lacks, as far as they are among `keys`.
fn asked<'r>(request: &'r RequestTrace, finding: &Finding, keys: &[&str]) -> Vec<&'r str> {
    let own = request.statement(finding).map(|it| it.1);
    let of_layer = request.part(finding.layer).filter(|_| own.is_none());
    let statements = of_layer.into_iter().flat_map(|it| &it.policies);
    let statements = statements.flat_map(|it| &it.trace.statements);
    let missing = statements.filter(|it| it.applies == Truth::No);
    let clauses = own.into_iter().chain(missing).flat_map(|it| &it.clauses);
    clauses.filter(|it| it.is_about(keys)).filter_map(|it| it.key()).collect()
}
