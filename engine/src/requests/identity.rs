//! The caller, with its policies, and the keys that it determines on every path and for every resource alike.

use std::collections::BTreeMap;

use accesspath_policy::arn::{Arn, partition};
use accesspath_policy::caller::Caller;
use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::key;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::truth::Truth;

use super::basic::{of_caller, organization_keys, resource_keys};
use crate::scenario::{Fact, OtherCaller, Scenario};

/// The caller, with its policies.
#[derive(Clone)]
pub(crate) struct Identity<'s> {
    pub(super) caller: Caller,
    pub(super) policies: &'s Fact<Vec<DocumentId>>,
    pub(super) boundary: Option<&'s Fact<DocumentId>>,
    pub(super) sessions: &'s [DocumentId],
    /// Its session policies were not told.
    pub(super) sessions_open: bool,
    pub(super) service_linked: bool,
    /// The condition keys that it determines, on every path and for every resource.
    pub(super) keys: Context,
}

impl Identity<'_> {
    /// It has a permissions boundary.
    pub(super) fn has_boundary(&self) -> Truth {
        self.boundary.map_or(Truth::No, |it| it.known().map_or(Truth::Unknown, |_| Truth::Yes))
    }

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
        (None, Some(other)) if is_nobody_told(other) => return None,
        (None, Some(other)) => {
            let caller = match &other.user {
                Some(arn) => Caller::parse(arn, None)?,
                None => Caller::Anonymous,
            };
            let mut keys = keys(&caller, None, &other.tags, scenario);
            if other.is_open("tags") {
                keys.set_family_unknown(key::AWS_PRINCIPAL_TAG);
            }
            return Some(Identity {
                keys,
                caller,
                policies: &other.policies,
                boundary: other.boundary.as_ref(),
                sessions: &[],
                sessions_open: false,
                service_linked: false,
            });
        }
        (None, None) => return None,
    };
    let role = scenario.role(role)?;
    let arn = Arn::parse(&role.arn)?;
    let own = role.arn.rsplit('/').next().unwrap_or_default();
    let session = format!("arn:{}:sts::{}:assumed-role/{own}/{name}", arn.partition, arn.account);
    let id = match &role.unique_id {
        Some(id) => ContextValue::One(format!("{id}:{name}")),
        // AWS: "IAM identifiers" — the unique id of a role begins so. What another caller calls its session is not told.
        None => ContextValue::Like {
            before: "AROA".to_owned(),
            after: function.map(|_| format!(":{name}")).unwrap_or_default(),
        },
    };
    let caller = Caller::Role { role: role.arn.clone(), path_told: true, session };
    let mut keys = keys(&caller, Some(id), &role.tags, scenario);
    if role.is_open("tags") {
        keys.set_family_unknown(key::AWS_PRINCIPAL_TAG);
    }
    if function.is_none() {
        session_keys(&mut keys);
    } else {
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
        // Lambda passes none.
        sessions_open: function.is_none() && role.is_open("session_policies"),
        // AWS: "IAM identifiers" — the path /aws-service-role/ is theirs.
        service_linked: role.service_linked || arn.resource.starts_with("role/aws-service-role/"),
        keys,
    })
}

/// Who the caller is was not told.
fn is_nobody_told(caller: &OtherCaller) -> bool {
    caller.user.is_none() && (caller.is_open("role") || caller.is_open("user"))
}

/// The keys that whoever opened a session may have put into it: nothing is known of them.
// AWS: "AWS global condition context keys", "Properties of a role session"; "Pass session tags in AWS STS"; "Condition
// keys for Amazon EC2". Lambda opens its sessions itself, and does none of it.
fn session_keys(context: &mut Context) {
    for key in key::SESSION_KEYS {
        context.set_unknown(key);
    }
    context.set_family_unknown(key::AWS_PRINCIPAL_TAG);
}

/// The keys that a caller determines; `id` is `aws:userid` of a role's session.
fn keys(
    caller: &Caller,
    id: Option<ContextValue>,
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
            context.set(key::AWS_USERID, id.unwrap_or(ContextValue::present()));
            context.set(key::AWS_TOKEN_ISSUE_TIME, issued(ROLE_SESSION, scenario));
            context.set_unknown(key::AWS_MULTI_FACTOR_AUTH_PRESENT);
        }
        Caller::User(arn) => {
            context.set_one(key::AWS_USERNAME, arn.rsplit('/').next().unwrap_or_default());
            context.set(key::AWS_USERID, ContextValue::present());
            own_session_keys(&mut context);
        }
        Caller::Root(_) => {
            context.set_one(key::AWS_USERID, caller.account().unwrap_or_default());
            own_session_keys(&mut context);
        }
        // AWS: "IAM policy elements: Variables and tags", "Principal key values".
        Caller::FederatedUser(arn) => {
            let account = caller.account().unwrap_or_default();
            let name = arn.rsplit('/').next().unwrap_or_default();
            context.set_one(key::AWS_USERID, format!("{account}:{name}"));
            context.set(key::AWS_TOKEN_ISSUE_TIME, issued(FEDERATED_SESSION, scenario));
            context.set_family_unknown(key::AWS_PRINCIPAL_TAG);
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

/// The keys of a user who may have got a session token, with a code of an MFA device or without one.
// AWS: "GetSessionToken".
fn own_session_keys(context: &mut Context) {
    for key in [
        key::AWS_MULTI_FACTOR_AUTH_PRESENT,
        key::AWS_MULTI_FACTOR_AUTH_AGE,
        key::AWS_TOKEN_ISSUE_TIME,
    ] {
        context.set_unknown(key);
    }
}

/// A session of a role lasts for at most 12 hours, in seconds.
// AWS: "AssumeRole".
const ROLE_SESSION: i64 = 12 * 3600;

/// One of a federated user for at most 36 hours.
// AWS: "GetFederationToken".
const FEDERATED_SESSION: i64 = 36 * 3600;

/// When the credentials of a session that lasts for so many seconds were issued, at the time of the request.
fn issued(lasts: i64, scenario: &Scenario) -> ContextValue {
    scenario.now().map_or(ContextValue::present(), |it| ContextValue::Between(it - lasts, it))
}

/// The Region of a function: its own word, else that of a VPC that it is attached to.
pub(crate) fn function_region<'s>(function: &str, scenario: &'s Scenario) -> Option<&'s str> {
    let function = scenario.functions.iter().find(|it| it.id == function)?;
    let subnets = function.placements.iter().flat_map(|it| &it.subnets);
    let mut vpcs =
        subnets.filter_map(|it| scenario.subnet(it)).filter_map(|it| scenario.vpc(&it.vpc));
    function.region.as_deref().or_else(|| vpcs.next().map(|it| it.region.as_str()))
}
