//! The caller, with its policies, and the keys that it determines on every path alike.

use std::collections::BTreeMap;

use accesspath_policy::arn::{Arn, partition};
use accesspath_policy::caller::Caller;
use accesspath_policy::context::Context;
use accesspath_policy::key;
use accesspath_policy::policy::DocumentId;

use crate::scenario::{Fact, Scenario};

/// The caller, with its policies.
#[derive(Clone)]
pub(super) struct Identity<'s> {
    pub(super) caller: Caller,
    pub(super) unique_id: Option<&'s str>,
    pub(super) tags: Option<&'s BTreeMap<String, String>>,
    pub(super) policies: Fact<Vec<DocumentId>>,
    pub(super) boundary: Option<&'s Fact<DocumentId>>,
    pub(super) sessions: &'s [DocumentId],
    pub(super) service_linked: bool,
    pub(super) is_function: bool,
}

/// The identity of the function or other caller of that id.
pub(super) fn identity<'s>(caller_id: &str, scenario: &'s Scenario) -> Option<Identity<'s>> {
    let session = |role: &'s crate::scenario::Role, name: &str, is_function| {
        let arn = Arn::parse(&role.arn)?;
        let own = role.arn.rsplit('/').next().unwrap_or_default();
        let session =
            format!("arn:{}:sts::{}:assumed-role/{own}/{name}", arn.partition, arn.account);
        Some(Identity {
            caller: Caller::Role { role: role.arn.clone(), session },
            unique_id: role.unique_id.as_deref(),
            tags: Some(&role.tags),
            policies: role.policies.clone(),
            boundary: role.boundary.as_ref(),
            sessions: &role.session_policies,
            service_linked: role.service_linked,
            is_function,
        })
    };
    if let Some(function) = scenario.functions.iter().find(|it| it.id == caller_id) {
        return session(scenario.role(&function.role)?, &function.name, true);
    }
    let other = scenario.callers.iter().find(|it| it.id == caller_id)?;
    if let Some(role) = &other.role {
        let name: String = other.name.chars().filter(|it| it.is_ascii_alphanumeric()).collect();
        return session(scenario.role(role)?, &name, false);
    }
    let caller = match &other.user {
        Some(arn) => Caller::parse(arn, None)?,
        None => Caller::Anonymous,
    };
    Some(Identity {
        caller,
        unique_id: None,
        tags: Some(&other.tags),
        policies: other.policies.clone(),
        boundary: other.boundary.as_ref(),
        sessions: &[],
        service_linked: false,
        is_function: false,
    })
}

/// Sets the keys that the caller's identity determines, on every path alike.
pub(super) fn identity_keys(
    caller_id: &str,
    scenario: &Scenario,
    identity: &Identity<'_>,
    resource_account: &str,
    context: &mut Context,
) {
    for (tag, value) in identity.tags.into_iter().flatten() {
        context.set_one(&[key::AWS_PRINCIPAL_TAG, tag].concat(), value.clone());
    }
    let organization = |account: &str, id_key: &str, paths_key: &str, context: &mut Context| {
        if let Some(organization) = scenario.organization_of(account) {
            context.set_known(id_key, organization.id.known().map(String::as_str));
            context.set_unknown(paths_key);
        }
    };
    if let Some(account) = identity.caller.account() {
        organization(account, key::AWS_PRINCIPAL_ORG_ID, key::AWS_PRINCIPAL_ORG_PATHS, context);
    }
    organization(resource_account, key::AWS_RESOURCE_ORG_ID, key::AWS_RESOURCE_ORG_PATHS, context);
    match &identity.caller {
        Caller::Role { session, .. } => {
            let name = session.rsplit('/').next().unwrap_or_default();
            let id = identity.unique_id.map(|it| format!("{it}:{name}"));
            context.set_known(key::AWS_USERID, id.as_deref());
            context.set_unknown(key::AWS_TOKEN_ISSUE_TIME);
            context.set_unknown(key::AWS_MULTI_FACTOR_AUTH_PRESENT);
        }
        Caller::User(arn) => {
            context.set_one(key::AWS_USERNAME, arn.rsplit('/').next().unwrap_or_default());
            context.set_unknown(key::AWS_USERID);
            context.set_unknown(key::AWS_MULTI_FACTOR_AUTH_PRESENT);
        }
        Caller::Root(_) => {
            context.set_one(key::AWS_USERID, identity.caller.account().unwrap_or_default());
            context.set_unknown(key::AWS_MULTI_FACTOR_AUTH_PRESENT);
        }
        _ => {}
    }
    if identity.caller != Caller::Anonymous {
        context.set_one(key::S3_AUTH_TYPE, "REST-HEADER");
        context.set_one(key::S3_SIGNATUREVERSION, "AWS4-HMAC-SHA256");
        context.set_unknown(key::S3_X_AMZ_CONTENT_SHA256);
    }
    if identity.is_function
        && let Some(account) = identity.caller.account()
        && let Caller::Role { session, .. } = &identity.caller
    {
        let name = session.rsplit('/').next().unwrap_or_default();
        let arn = function_region(caller_id, scenario).map(|region| {
            let partition = partition(region);
            format!("arn:{partition}:lambda:{region}:{account}:function:{name}")
        });
        context.set_known(key::LAMBDA_SOURCE_FUNCTION_ARN, arn.as_deref());
    }
}

/// The Region of a function: its own word, else that of a VPC that it is attached to.
pub(crate) fn function_region<'s>(function: &str, scenario: &'s Scenario) -> Option<&'s str> {
    let function = scenario.functions.iter().find(|it| it.id == function)?;
    let subnets = function.placements.iter().flat_map(|it| &it.subnets);
    let mut vpcs =
        subnets.filter_map(|it| scenario.subnet(it)).filter_map(|it| scenario.vpc(&it.vpc));
    function.region.as_deref().or_else(|| vpcs.next().map(|it| it.region.as_str()))
}
