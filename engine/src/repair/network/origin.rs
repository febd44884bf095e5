//! What policies and access points ask of the network that a request comes from: an endpoint, or a VPC.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::key;
use accesspath_policy::layer::Layer;
use accesspath_policy::truth::Truth;

use super::client::Client;
use super::{endpoint, placement};
use crate::repair::Repair;

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

/// The repairs that take the call through an endpoint, where a policy asks for one by a condition.
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
    let asked: Vec<&str> = asked(request, finding);
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

/// The repairs that take the call through an endpoint of the VPC that an access point is restricted to.
pub(super) fn by_access_point(client: &Client<'_>) -> Vec<Repair> {
    let mut found = endpoint::existing(client);
    found.extend(endpoint::new(client));
    found.extend(placement::attached(client, None));
    found
}

/// The keys of endpoints that the Deny of `finding` speaks of, or the Allows that its layer lacks.
fn asked<'r>(request: &'r RequestTrace, finding: &Finding) -> Vec<&'r str> {
    let own = request.statement(finding).map(|it| it.1);
    let of_layer = request.part(finding.layer).filter(|_| own.is_none());
    let statements = of_layer.into_iter().flat_map(|it| &it.policies);
    let statements = statements.flat_map(|it| &it.trace.statements);
    let missing = statements.filter(|it| it.applies == Truth::No);
    let clauses = own.into_iter().chain(missing).flat_map(|it| &it.clauses);
    clauses.filter(|it| it.is_about(&ENDPOINT_KEYS)).filter_map(|it| it.key()).collect()
}
