//! The caller, with its policies, and the keys that it determines on every path and for every resource alike.

use std::collections::BTreeMap;

use accesspath_policy::arn::{Arn, partition};
use accesspath_policy::caller::Caller;
use accesspath_policy::context::Context;
use accesspath_policy::key;
use accesspath_policy::policy::DocumentId;

use super::basic::{of_caller, organization_keys, resource_keys};
use crate::scenario::{Fact, OtherCaller, Scenario};

/// The caller, with its policies.
#[derive(Clone)]
pub(crate) struct Identity<'s> {
    pub(super) caller: Caller,
    pub(super) policies: &'s Fact<Vec<DocumentId>>,
    pub(super) boundary: Option<&'s Fact<DocumentId>>,
    pub(super) sessions: &'s [DocumentId],
    pub(super) service_linked: bool,
    /// The condition keys that it determines, on every path and for every resource.
    pub(super) keys: Context,
}

impl Identity<'_> {
    /// The keys of its request for `action` on a resource of `account`, besides those of the call and the path.
    pub(super) fn keys_on(&self, action: &str, account: &str, scenario: &Scenario) -> Context {
        let mut context = self.keys.clone();
        resource_keys(action, account, &mut context);
        let keys = (key::AWS_RESOURCE_ORG_ID, key::AWS_RESOURCE_ORG_PATHS);
        organization_keys(account, keys, scenario, &mut context);
        context
    }
}

/// The identities of the question's callers, in its order.
pub(crate) fn identities(scenario: &Scenario) -> Vec<Option<Identity<'_>>> {
    scenario.question.callers.iter().map(|it| identity(it, scenario)).collect()
}

/// The identity of the function or other caller of that id.
pub(crate) fn identity<'s>(caller_id: &str, scenario: &'s Scenario) -> Option<Identity<'s>> {
    let function = scenario.functions.iter().find(|it| it.id == caller_id);
    let other = || scenario.callers.iter().find(|it| it.id == caller_id);
    let (role, name) = match (function, function.is_none().then(other).flatten()) {
        (Some(it), _) => (&it.role, it.name.clone()),
        (None, Some(OtherCaller { role: Some(role), name, .. })) => {
            (role, name.chars().filter(char::is_ascii_alphanumeric).collect())
        }
        (None, Some(other)) => {
            let caller = match &other.user {
                Some(arn) => Caller::parse(arn, None)?,
                None => Caller::Anonymous,
            };
            return Some(Identity {
                keys: keys(&caller, None, &other.tags, scenario),
                caller,
                policies: &other.policies,
                boundary: other.boundary.as_ref(),
                sessions: &[],
                service_linked: false,
            });
        }
        (None, None) => return None,
    };
    let role = scenario.role(role)?;
    let arn = Arn::parse(&role.arn)?;
    let own = role.arn.rsplit('/').next().unwrap_or_default();
    let session = format!("arn:{}:sts::{}:assumed-role/{own}/{name}", arn.partition, arn.account);
    let id = role.unique_id.as_ref().map(|it| format!("{it}:{name}"));
    let caller = Caller::Role { role: role.arn.clone(), session };
    let mut keys = keys(&caller, id.as_deref(), &role.tags, scenario);
    if function.is_some() {
        let arn = function_region(caller_id, scenario).map(|region| {
            let (partition, account) = (partition(region), arn.account);
            format!("arn:{partition}:lambda:{region}:{account}:function:{name}")
        });
        keys.set_known(key::LAMBDA_SOURCE_FUNCTION_ARN, arn.as_deref());
    }
    Some(Identity {
        caller,
        policies: &role.policies,
        boundary: role.boundary.as_ref(),
        sessions: &role.session_policies,
        service_linked: role.service_linked,
        keys,
    })
}

/// The keys that a caller determines; `id` is what AWS calls the unique id of a role's session.
fn keys(
    caller: &Caller,
    id: Option<&str>,
    tags: &BTreeMap<String, String>,
    scenario: &Scenario,
) -> Context {
    let mut context = of_caller(caller, scenario);
    for (tag, value) in tags {
        context.set_one(&[key::AWS_PRINCIPAL_TAG, tag].concat(), value.clone());
    }
    if let Some(account) = caller.account() {
        let keys = (key::AWS_PRINCIPAL_ORG_ID, key::AWS_PRINCIPAL_ORG_PATHS);
        organization_keys(account, keys, scenario, &mut context);
    }
    match caller {
        Caller::Role { .. } => {
            context.set_known(key::AWS_USERID, id);
            context.set_unknown(key::AWS_TOKEN_ISSUE_TIME);
            context.set_unknown(key::AWS_MULTI_FACTOR_AUTH_PRESENT);
        }
        Caller::User(arn) => {
            context.set_one(key::AWS_USERNAME, arn.rsplit('/').next().unwrap_or_default());
            context.set_unknown(key::AWS_USERID);
            context.set_unknown(key::AWS_MULTI_FACTOR_AUTH_PRESENT);
        }
        Caller::Root(_) => {
            context.set_one(key::AWS_USERID, caller.account().unwrap_or_default());
            context.set_unknown(key::AWS_MULTI_FACTOR_AUTH_PRESENT);
        }
        _ => {}
    }
    if *caller != Caller::Anonymous {
        context.set_one(key::S3_AUTH_TYPE, "REST-HEADER");
        context.set_one(key::S3_SIGNATUREVERSION, "AWS4-HMAC-SHA256");
        context.set_unknown(key::S3_X_AMZ_CONTENT_SHA256);
    }
    context
}

/// The Region of a function: its own word, else that of a VPC that it is attached to.
pub(crate) fn function_region<'s>(function: &str, scenario: &'s Scenario) -> Option<&'s str> {
    let function = scenario.functions.iter().find(|it| it.id == function)?;
    let subnets = function.placements.iter().flat_map(|it| &it.subnets);
    let mut vpcs =
        subnets.filter_map(|it| scenario.subnet(it)).filter_map(|it| scenario.vpc(&it.vpc));
    function.region.as_deref().or_else(|| vpcs.next().map(|it| it.region.as_str()))
}
