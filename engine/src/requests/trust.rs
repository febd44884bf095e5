//! The request by which somebody of any account assumes a role of the scenario.

use accesspath_policy::arn::Arn;
use accesspath_policy::authorize::authorize;
use accesspath_policy::key;
use accesspath_policy::policy::PolicyKind;
use accesspath_policy::request::{Request, Subject};
use accesspath_policy::truth::Truth;

use super::identity::Identity;
use super::lambda::ASSUME_ROLE;
use super::{is_management, layers};
use crate::documents::Documents;
use crate::scenario::{Role, Scenario};

/// What the caller of AssumeRole chooses.
const CHOSEN: [&str; 6] = [
    "sts:ExternalId",
    "sts:RoleSessionName",
    "sts:SourceIdentity",
    "sts:TransitiveTagKeys",
    key::AWS_TAG_KEYS,
    key::AWS_USER_AGENT,
];

/// Whether `identity`, over whatever network, may assume `role`; nobody may where no trust policy is told.
pub(crate) fn may_assume(
    identity: &Identity<'_>,
    role: &Role,
    scenario: &Scenario,
    documents: &Documents,
) -> Truth {
    let (Some(trust), Some(arn)) = (&role.trust, Arn::parse(&role.arn)) else { return Truth::No };
    let account = arn.account.to_owned();
    let mut context = identity.keys_on(ASSUME_ROLE, &account, scenario);
    context.set_one(key::AWS_SECURE_TRANSPORT, "true");
    for key in key::NETWORK_KEYS.into_iter().chain(CHOSEN) {
        context.set_unknown(key);
    }
    context.set_family_unknown(key::AWS_REQUEST_TAG);
    let own = identity.account().unwrap_or_default();
    let request = Request {
        context,
        action: ASSUME_ROLE.to_owned(),
        resource: role.arn.clone(),
        principal_in_management_account: is_management(scenario, own),
        resource_in_management_account: is_management(scenario, &account),
        service_linked_role: identity.service_linked,
        has_boundary: identity.has_boundary(),
        endpoint: None,
        caller: identity.caller.clone(),
        resource_account: account.clone(),
    };
    let trust = documents.source(trust, PolicyKind::Trust);
    let layers =
        layers::at(Subject::default(), identity, Some(trust), &account, scenario, documents);
    authorize(&request, &layers).decision.allows()
}
