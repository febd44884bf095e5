//! The caller, with its policies, and the keys that it determines on every path and for every resource alike.

use accesspath_policy::arn::{Arn, partition};
use accesspath_policy::caller::Caller;
use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::key;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::truth::Truth;
use litemap::LiteMap;

use super::basic::{of_caller, organization_keys, resource_keys};
use crate::scenario::{Fact, OtherCaller, Scenario};

static NO_POLICIES: Fact<Vec<DocumentId>> = Fact::Known(Vec::new());

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
    /// It belongs to an account of AWS's own, and its policies allow what it does.
    pub(super) is_of_aws: bool,
    /// The condition keys that it determines, on every path and for every resource.
    pub(super) keys: Context,
}

impl Identity<'_> {
    /// The account that it is of.
    pub(crate) fn account(&self) -> Option<&str> {
        self.caller.account()
    }

    /// It has no credentials.
    pub(crate) fn is_anonymous(&self) -> bool {
        self.caller == Caller::Anonymous
    }

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

/// The identity of the function or other caller of that id, which signs with its own credentials.
pub(crate) fn identity<'s>(caller_id: &str, scenario: &'s Scenario) -> Option<Identity<'s>> {
    let function = scenario.functions.iter().find(|it| it.id == caller_id);
    let other = || scenario.callers.iter().find(|it| it.id == caller_id);
    let other = function.is_none().then(other).flatten();
    // A name that is empty is not known: so policies read the session's ARN.
    let (role, name) = match (function, other) {
        (Some(it), _) => (&it.role, it.name.clone()),
        (None, Some(OtherCaller { role: Some(role), name, session_name, service, .. })) => {
            let made_up = || name.chars().filter(char::is_ascii_alphanumeric).collect();
            let own = service.as_ref().map_or_else(made_up, |_| String::new());
            (role, session_name.clone().unwrap_or(own))
        }
        (None, Some(other)) if is_nobody_told(other) => return None,
        (None, Some(other)) => return without_role(other, scenario),
        (None, None) => return None,
    };
    let role = scenario.role(role)?;
    let arn = Arn::parse(&role.arn)?;
    let own = role.arn.rsplit('/').next().unwrap_or_default();
    let session = format!("arn:{}:sts::{}:assumed-role/{own}/{name}", arn.partition, arn.account);
    let told = function.is_some() || other.is_some_and(|it| it.session_name.is_some());
    let id = match &role.unique_id {
        Some(id) if !name.is_empty() => ContextValue::One(format!("{id}:{name}")),
        Some(id) => ContextValue::Like { before: format!("{id}:"), after: String::new() },
        // AWS: "IAM identifiers" — the unique id of a role begins so. What another caller calls its session is not told.
        None => ContextValue::Like {
            before: "AROA".to_owned(),
            after: if told { format!(":{name}") } else { String::new() },
        },
    };
    let caller = Caller::Role { role: role.arn.clone(), path_told: true, session };
    let mut keys = keys(&caller, Some(id), &role.tags, scenario);
    if role.is_open("tags") {
        keys.set_family_unknown(key::AWS_PRINCIPAL_TAG);
    }
    if let Some(other) = other {
        session_keys(&mut keys);
        if other.service.is_some() {
            signature_unknown(&mut keys);
        }
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
        is_of_aws: false,
        keys,
    })
}

/// Who the caller is was not told.
fn is_nobody_told(caller: &OtherCaller) -> bool {
    let open: &[&str] = match (&caller.user, &caller.service) {
        (Some(_), _) => &[],
        (None, Some(_)) => &["role"],
        (None, None) => &["role", "user", "service"],
    };
    open.iter().any(|it| caller.is_open(it))
}

/// The identity of a caller without a role: a user, a service that calls as itself, or nobody.
fn without_role<'s>(other: &'s OtherCaller, scenario: &Scenario) -> Option<Identity<'s>> {
    let caller = match other.service.as_ref().or(other.user.as_ref()) {
        Some(name) => Caller::parse(name, None)?,
        None => Caller::Anonymous,
    };
    let mut keys = keys(&caller, None, &other.tags, scenario);
    if other.is_open("tags") {
        keys.set_family_unknown(key::AWS_PRINCIPAL_TAG);
    }
    if let Caller::Service(name) = &caller {
        service_keys(name, other, scenario, &mut keys);
    }
    Some(Identity {
        caller,
        policies: &other.policies,
        boundary: other.boundary.as_ref(),
        sessions: &[],
        sessions_open: false,
        service_linked: false,
        is_of_aws: false,
        keys,
    })
}

/// A principal of the account of AWS's own that owns the bucket: nothing is known of it but that its account is none of
/// the organization.
pub(super) fn of_aws(account: &str, partition: &str, scenario: &Scenario) -> Identity<'static> {
    let role = format!("arn:{partition}:iam::{account}:role/");
    let session = format!("arn:{partition}:sts::{account}:assumed-role/");
    let caller = Caller::Role { role, path_told: false, session };
    let mut keys = keys(&caller, None, &LiteMap::new(), scenario);
    session_keys(&mut keys);
    for key in [key::AWS_PRINCIPAL_ORG_ID, key::AWS_PRINCIPAL_ORG_PATHS] {
        keys.remove(key);
    }
    for key in [
        key::AWS_PRINCIPAL_ARN,
        key::AWS_PRINCIPAL_TYPE,
        key::AWS_PRINCIPAL_IS_AWS_SERVICE,
        key::AWS_USERID,
        key::AWS_USERNAME,
        key::AWS_TOKEN_ISSUE_TIME,
    ] {
        keys.set_unknown(key);
    }
    Identity {
        caller,
        policies: &NO_POLICIES,
        boundary: None,
        sessions: &[],
        sessions_open: false,
        service_linked: false,
        is_of_aws: true,
        keys,
    }
}

/// The keys of a service that calls as itself.
// AWS: "AWS global condition context keys", "Properties of the principal" and "Properties of the request".
fn service_keys(name: &str, caller: &OtherCaller, scenario: &Scenario, context: &mut Context) {
    context.set_one(key::AWS_PRINCIPAL_SERVICE_NAME, name);
    context.set_unknown(key::AWS_PRINCIPAL_SERVICE_NAMES_LIST);
    context.set_known(key::AWS_SOURCE_ARN, caller.source_arn.as_deref());
    let of_arn = caller.source_arn.as_deref().and_then(Arn::parse).map(|it| it.account);
    let account = caller.source_account.as_deref().or(of_arn).filter(|it| !it.is_empty());
    context.set_known(key::AWS_SOURCE_ACCOUNT, account);
    let keys = (key::AWS_SOURCE_ORG_ID, key::AWS_SOURCE_ORG_PATHS);
    match account {
        Some(account) => organization_keys(account, keys, scenario, context),
        None => [keys.0, keys.1].into_iter().for_each(|it| context.set_unknown(it)),
    }
    signature_unknown(context);
}

/// How a service signs its calls to S3 is not known.
fn signature_unknown(context: &mut Context) {
    for key in key::S3_SIGNATURE_KEYS {
        context.set_unknown(key);
    }
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
    tags: &LiteMap<String, String>,
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

/// The longest time for which the credentials of a session are good, in seconds; `None` for those of a user.
pub(crate) const fn longest_session(caller: &Caller) -> Option<i64> {
    match caller {
        Caller::Role { .. } => Some(ROLE_SESSION),
        Caller::FederatedUser(_) => Some(FEDERATED_SESSION),
        _ => None,
    }
}

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
