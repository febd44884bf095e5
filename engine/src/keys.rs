//! The bridge from network to policy: the requests that arrive at S3 over a path, with the keys that this path carries.
//!
//! The same call carries different condition keys on different paths.
//! That is why one bucket policy can admit one path and refuse another.

use std::collections::BTreeMap;

use crate::arn::Arn;
use crate::authorize::Layers;
use crate::caller::Caller;
use crate::condition::ip::Cidr;
use crate::condition::parse_time;
use crate::context::{Context, ContextValue};
use crate::documents::Documents;
use crate::network::{Family, HopKind, Path, PathKind};
use crate::policy::{DocumentId, PolicyKind};
use crate::request::{EndpointType, Request};
use crate::rule::Rule;
use crate::s3::operation::Operation;
use crate::scenario::{Account, Bucket, Endpoint, Fact, Scenario};
use crate::text;
use crate::truth::Truth;

/// The keys whose presence depends on the network way alone.
pub const NETWORK_KEYS: [&str; 8] = [
    "aws:SourceVpce",
    "aws:SourceVpc",
    "aws:VpcSourceIp",
    "aws:SourceIp",
    "aws:SourceVpcArn",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
];

/// The moment that a scenario without `time` asks about.
pub const DEFAULT_TIME: &str = "2026-01-01T00:00:00Z";

/// One request, and the unclear rules that making it leaned on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The request.
    pub request: Request,
    /// The unclear rules.
    pub rules: Vec<Rule>,
}

/// Who calls, with the policies attached to them.
struct Identity<'s> {
    caller: Caller,
    unique_id: Option<&'s str>,
    tags: Option<&'s BTreeMap<String, String>>,
    policies: Fact<Vec<DocumentId>>,
    boundary: Option<&'s Fact<DocumentId>>,
    sessions: &'s [DocumentId],
    service_linked: bool,
    is_function: bool,
}

/// The requests that the question's call makes over `path`: one per (action, resource) that its operation needs.
///
/// Empty where the caller, the bucket or the operation is not described.
pub fn requests_on(path: &Path, scenario: &Scenario) -> Vec<Made> {
    let (Some(identity), Some(bucket)) = (identity(&path.caller, scenario), scenario.bucket())
    else {
        return Vec::new();
    };
    let Some(operation) = Operation::parse(&scenario.question.operation) else { return Vec::new() };
    let partition = partition(&bucket.region);
    let needed = operation.needs(&scenario.question, partition, &bucket.name);
    let account = identity.caller.account().unwrap_or_default().to_owned();
    let endpoint = endpoint_on(path, scenario).map(|(_, kind)| kind);
    let own_rcps = |it: &Account| it.id != bucket.account && it.rcp_levels.is_some();
    let rcps = scenario.account(&account).is_some_and(own_rcps);
    needed
        .into_iter()
        .map(|need| {
            let request = Request {
                context: context(path, scenario, &identity, bucket, operation, need.action),
                caller: identity.caller.clone(),
                action: need.action.to_owned(),
                resource: need.resource,
                resource_account: bucket.account.clone(),
                principal_in_management_account: is_management(scenario, &account),
                resource_in_management_account: is_management(scenario, &bucket.account),
                service_linked_role: identity.service_linked,
                has_boundary: identity.boundary.is_some(),
                endpoint,
            };
            let mut rules = need.rules;
            rules.extend(rcps.then_some(Rule::RCP_OF_THE_RESOURCE));
            Made { request, rules }
        })
        .collect()
}

/// A call that Lambda itself makes with the role of `function`: no way of the customer's leads there.
///
/// AWS: "Using source function ARN to control function access behavior" — such calls carry no
/// `lambda:SourceFunctionArn`. What else tells the network, it does not say.
pub(crate) fn request_of_lambda(
    function: &str,
    action: &str,
    resource: &str,
    scenario: &Scenario,
) -> Option<Request> {
    let identity = identity(function, scenario)?;
    let account = identity.caller.account()?.to_owned();
    let mut context = basic(&identity.caller, action, &account, scenario);
    let own = Identity { is_function: false, ..identity };
    identity_keys(function, scenario, &own, &account, &mut context);
    context.set_one("aws:SecureTransport", "true");
    let region = function_region(function, scenario);
    context.set_known("aws:RequestedRegion", region);
    for key in NETWORK_KEYS.into_iter().chain(["aws:ViaAWSService", "aws:UserAgent"]) {
        context.set_unknown(key);
    }
    Some(Request {
        context,
        action: action.to_owned(),
        resource: resource.to_owned(),
        resource_account: account.clone(),
        principal_in_management_account: is_management(scenario, &account),
        resource_in_management_account: is_management(scenario, &account),
        service_linked_role: own.service_linked,
        has_boundary: own.boundary.is_some(),
        endpoint: None,
        caller: own.caller,
    })
}

/// The request by which Lambda assumes the role of `function`.
///
/// Whether it says for which function it does so, AWS does not tell.
pub(crate) fn request_to_assume(function: &str, scenario: &Scenario) -> Option<Request> {
    let identity = identity(function, scenario)?;
    let Caller::Role { role, .. } = &identity.caller else { return None };
    let account = identity.caller.account()?.to_owned();
    let caller = Caller::Service("lambda.amazonaws.com".to_owned());
    let action = "sts:AssumeRole";
    let mut context = basic(&caller, action, &account, scenario);
    context.set_one("aws:PrincipalServiceName", "lambda.amazonaws.com");
    for key in ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:UserAgent"] {
        context.set_unknown(key);
    }
    Some(Request {
        context,
        caller,
        action: action.to_owned(),
        resource: role.clone(),
        resource_account: account.clone(),
        principal_in_management_account: false,
        resource_in_management_account: is_management(scenario, &account),
        service_linked_role: false,
        has_boundary: false,
        endpoint: None,
    })
}

fn is_management(scenario: &Scenario, account: &str) -> bool {
    let organization = scenario.organization_of(account);
    organization.and_then(|it| it.management_account.as_deref()) == Some(account)
}

/// What every request carries: what it determines itself, and the time.
fn basic(caller: &Caller, action: &str, resource_account: &str, scenario: &Scenario) -> Context {
    let mut context = Context::default();
    for (key, value) in Request::own_keys(caller, action, resource_account) {
        context.set_one(key, value);
    }
    let time = scenario.time.as_deref().unwrap_or(DEFAULT_TIME);
    context.set_one("aws:CurrentTime", time);
    let seconds = parse_time(time).map(|it| it.to_string());
    context.set_known("aws:EpochTime", seconds.as_deref());
    context
}

/// The policies that bear on the requests of `path`.
pub fn layers_on(path: &Path, scenario: &Scenario, documents: &Documents) -> Layers {
    let (Some(identity), Some(bucket)) = (identity(&path.caller, scenario), scenario.bucket())
    else {
        return Layers::default();
    };
    let account = identity.caller.account().and_then(|it| scenario.account(it));
    let owner = scenario.account(&bucket.account);
    let endpoint = endpoint_on(path, scenario).and_then(|(it, _)| it.policy.as_ref());
    let own = owner.map_or(Truth::No, |it| it.block_public_access.restrict_public_buckets.truth());
    let organization = scenario.organization_of(&bucket.account);
    let account_restricts =
        match organization.and_then(|it| it.block_public_access.as_ref()).map(Fact::truth) {
            Some(Truth::Yes) => Truth::Yes,
            Some(Truth::Unknown) => own.or(Truth::Unknown),
            // An organization that says "none" takes the account's own switches over; whether that turns one off
            // that the account has on, AWS does not say plainly.
            Some(Truth::No) => own.and(Truth::Unknown),
            None => own,
        };
    let restricts =
        bucket.block_public_access.restrict_public_buckets.truth().or(account_restricts);
    Layers {
        identity: documents.list(&identity.policies, PolicyKind::Identity),
        resource: documents.fact(bucket.policy.as_ref(), PolicyKind::Bucket),
        boundaries: documents.fact(identity.boundary, PolicyKind::Boundary).into_iter().collect(),
        sessions: identity
            .sessions
            .iter()
            .map(|it| documents.source(it, PolicyKind::Session))
            .collect(),
        scp_levels: documents
            .levels(account.and_then(|it| it.scp_levels.as_ref()), PolicyKind::Scp),
        rcp_levels: documents
            .levels(owner.and_then(|it| it.rcp_levels.as_ref()), PolicyKind::Rcp)
            .unwrap_or_default(),
        endpoint: documents.fact(endpoint, PolicyKind::Endpoint).into_iter().collect(),
        restrict_public_buckets: Some(restricts),
    }
}

/// Who the function or other caller of that id is.
fn identity<'s>(caller_id: &str, scenario: &'s Scenario) -> Option<Identity<'s>> {
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

/// The partition that a Region belongs to.
pub fn partition(region: &str) -> &'static str {
    match region {
        it if it.starts_with("cn-") => "aws-cn",
        it if it.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

fn context(
    path: &Path,
    scenario: &Scenario,
    identity: &Identity<'_>,
    bucket: &Bucket,
    operation: Operation,
    action: &str,
) -> Context {
    let mut context = basic(&identity.caller, action, &bucket.account, scenario);
    call_keys(scenario, bucket, &mut context);
    identity_keys(&path.caller, scenario, identity, &bucket.account, &mut context);
    option_keys(scenario, operation, action, &mut context);
    network_keys(path, scenario, &mut context);
    for (key, value) in given_keys(path, scenario).into_iter().flatten() {
        match value.known().map(Vec::as_slice) {
            None => context.set_unknown(key),
            Some([]) => context.remove(key),
            Some([only]) => context.set_one(key, only.clone()),
            Some(several) => context.set(key, ContextValue::Many(several.to_vec())),
        }
    }
    context
}

/// The condition keys that the scenario itself gives for a path.
pub(crate) fn given_keys<'s>(
    path: &Path,
    scenario: &'s Scenario,
) -> Option<&'s BTreeMap<String, Fact<Vec<String>>>> {
    let placements = scenario.functions.iter().flat_map(|it| &it.placements);
    let mut own = placements.filter(|it| Some(&it.id) == path.placement.as_ref());
    let other = || scenario.callers.iter().find(|it| it.id == path.caller);
    own.next().map(|it| &it.condition_keys).or_else(|| other().map(|it| &it.condition_keys))
}

/// Whether the scenario itself gives the condition key `key` for a path.
pub(crate) fn is_given(path: &Path, key: &str, scenario: &Scenario) -> bool {
    let given = given_keys(path, scenario);
    given.into_iter().flatten().any(|(it, _)| it.eq_ignore_ascii_case(key))
}

/// What every call over HTTPS carries.
fn call_keys(scenario: &Scenario, bucket: &Bucket, context: &mut Context) {
    let options = &scenario.question.options;
    context.set_one("aws:SecureTransport", (!options.plain_http).to_string());
    context.set_one("aws:ViaAWSService", "false");
    context.set_one("aws:RequestedRegion", bucket.region.clone());
    // The client decides what it says of itself.
    context.set_unknown("aws:UserAgent");
    context.set_unknown("aws:Referer");
    if !options.plain_http {
        context.set_known("s3:TlsVersion", options.tls_version.as_deref());
    }
}

/// What the caller's identity determines, on every path alike.
fn identity_keys(
    caller_id: &str,
    scenario: &Scenario,
    identity: &Identity<'_>,
    resource_account: &str,
    context: &mut Context,
) {
    for (key, value) in identity.tags.into_iter().flatten() {
        context.set_one(&format!("aws:PrincipalTag/{key}"), value.clone());
    }
    let organization = |account: &str, id_key: &str, paths_key: &str, context: &mut Context| {
        if let Some(organization) = scenario.organization_of(account) {
            context.set_known(id_key, organization.id.known().map(String::as_str));
            context.set_unknown(paths_key);
        }
    };
    if let Some(account) = identity.caller.account() {
        organization(account, "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", context);
    }
    organization(resource_account, "aws:ResourceOrgID", "aws:ResourceOrgPaths", context);
    match &identity.caller {
        Caller::Role { session, .. } => {
            let name = session.rsplit('/').next().unwrap_or_default();
            let id = identity.unique_id.map(|it| format!("{it}:{name}"));
            context.set_known("aws:userid", id.as_deref());
            context.set_unknown("aws:TokenIssueTime");
            context.set_unknown("aws:MultiFactorAuthPresent");
        }
        Caller::User(arn) => {
            context.set_one("aws:username", arn.rsplit('/').next().unwrap_or_default());
            context.set_unknown("aws:userid");
            context.set_unknown("aws:MultiFactorAuthPresent");
        }
        Caller::Root(_) => {
            context.set_one("aws:userid", identity.caller.account().unwrap_or_default());
            context.set_unknown("aws:MultiFactorAuthPresent");
        }
        _ => {}
    }
    if identity.caller != Caller::Anonymous {
        context.set_one("s3:authType", "REST-HEADER");
        context.set_one("s3:signatureversion", "AWS4-HMAC-SHA256");
        context.set_unknown("s3:x-amz-content-sha256");
    }
    if identity.is_function
        && let Some(account) = identity.caller.account()
        && let Caller::Role { session, .. } = &identity.caller
    {
        let name = session.rsplit('/').next().unwrap_or_default();
        let key = "lambda:SourceFunctionArn";
        let arn = function_region(caller_id, scenario).map(|region| {
            let partition = partition(region);
            format!("arn:{partition}:lambda:{region}:{account}:function:{name}")
        });
        context.set_known(key, arn.as_deref());
    }
}

/// The Region of a function: its own word, else that of a VPC that it is attached to.
fn function_region<'s>(function: &str, scenario: &'s Scenario) -> Option<&'s str> {
    let function = scenario.functions.iter().find(|it| it.id == function)?;
    let subnets = function.placements.iter().flat_map(|it| &it.subnets);
    let mut vpcs =
        subnets.filter_map(|it| scenario.subnet(it)).filter_map(|it| scenario.vpc(&it.vpc));
    function.region.as_deref().or_else(|| vpcs.next().map(|it| it.region.as_str()))
}

/// What the request's headers and parameters bring.
fn option_keys(scenario: &Scenario, operation: Operation, action: &str, context: &mut Context) {
    let options = &scenario.question.options;
    let mut set = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            context.set_one(key, value.clone());
        }
    };
    if operation.lists() {
        set("s3:prefix", &options.prefix);
        set("s3:delimiter", &options.delimiter);
        set("s3:max-keys", &options.max_keys.map(|it| it.to_string()));
    }
    if operation.takes_key() && text::find(action, "Version").is_some() {
        set("s3:versionid", &options.version_id);
    }
    if operation.stores() || operation.takes_acl() {
        set("s3:x-amz-acl", &options.acl);
    }
    if operation.stores() {
        set("s3:x-amz-server-side-encryption", &options.server_side_encryption);
        set("s3:x-amz-server-side-encryption-aws-kms-key-id", &options.kms_key_id);
        set("s3:x-amz-server-side-encryption-customer-algorithm", &options.customer_algorithm);
        set("s3:x-amz-storage-class", &options.storage_class);
    }
    let finishes = matches!(operation, Operation::PutObject | Operation::CompleteMultipartUpload);
    if finishes {
        set("s3:if-none-match", &options.if_none_match);
    }
    if finishes || operation == Operation::DeleteObject {
        set("s3:if-match", &options.if_match);
    }
    if operation.takes_legal_hold() {
        set("s3:object-lock-legal-hold", &options.legal_hold);
    }
    if operation.takes_retention() {
        set("s3:object-lock-mode", &options.lock_mode);
        set("s3:object-lock-retain-until-date", &options.retain_until);
        if options.retain_until.is_some() {
            // How S3 rounds what is left of the last day, AWS does not say.
            context.set_unknown("s3:object-lock-remaining-retention-days");
        }
    }
    if operation.lists() && options.max_keys.is_none() {
        // One page of AWS has the key in every list request, others only in those that set it.
        context.set_unknown("s3:max-keys");
    }
    match operation {
        Operation::PutObject => context.set_one("s3:ObjectCreationOperation", "true"),
        it if it.stores() => context.set("s3:ObjectCreationOperation", ContextValue::Unknown),
        _ => {}
    }
    if operation.sees_object_tags() {
        // The object's own tags are no fact of a scenario.
        context.set_family_unknown("s3:ExistingObjectTag/");
    }
    if operation.takes_tags() && !options.tagging.is_empty() {
        for (key, value) in &options.tagging {
            context.set_one(&format!("s3:RequestObjectTag/{key}"), value.clone());
        }
        let keys = options.tagging.keys().cloned().collect();
        context.set("s3:RequestObjectTagKeys", ContextValue::Many(keys));
    }
}

/// What the network way brings.
///
/// AWS: "AWS global condition context keys" — `aws:SourceIp` is present except through a VPC endpoint,
/// the VPC keys only through one.
fn network_keys(path: &Path, scenario: &Scenario, context: &mut Context) {
    match path.kind {
        PathKind::NoVpc => {
            let never_in = own_ranges(scenario);
            context.set("aws:SourceIp", ContextValue::AwsAddress { never_in });
        }
        PathKind::Internet => {
            let caller = scenario.callers.iter().find(|it| it.id == path.caller);
            let address = caller.and_then(|it| it.source_ip.as_deref());
            context.set_known("aws:SourceIp", address);
        }
        PathKind::EgressOnlyGateway => {
            context.set("aws:SourceIp", own_address(path, scenario));
        }
        PathKind::NatGateway => {
            let nat = path.hops.iter().find(|it| it.kind == HopKind::NatGateway);
            let nat = nat.and_then(|it| scenario.gateway(&it.name));
            let address = nat.and_then(|it| it.public_ip.as_ref()).and_then(Fact::known);
            context.set_known("aws:SourceIp", address.map(String::as_str));
        }
        PathKind::GatewayEndpoint | PathKind::InterfaceEndpoint => {
            endpoint_keys(path, scenario, context);
        }
        PathKind::NoWay => {
            for key in NETWORK_KEYS {
                context.set_unknown(key);
            }
        }
    }
}

fn endpoint_keys(path: &Path, scenario: &Scenario, context: &mut Context) {
    let Some((endpoint, kind)) = endpoint_on(path, scenario) else { return };
    context.set_one("aws:SourceVpce", endpoint.id.clone());
    context.set_one("aws:SourceVpc", endpoint.vpc.clone());
    context.set("aws:VpcSourceIp", own_address(path, scenario));
    let vpc = scenario.vpc(&endpoint.vpc);
    if let Some(vpc) = vpc {
        let arn = format!(
            "arn:{}:ec2:{}:{}:vpc/{}",
            partition(&vpc.region),
            vpc.region,
            vpc.account,
            vpc.id
        );
        context.set_one("aws:SourceVpcArn", arn);
    }
    match endpoint.account.as_ref().or(vpc.map(|it| &it.account)) {
        None => context.set_unknown("aws:VpceAccount"),
        Some(account) => {
            context.set_one("aws:VpceAccount", account.clone());
            if let Some(organization) = scenario.organization_of(account) {
                let id = organization.id.known();
                context.set_known("aws:VpceOrgID", id.map(String::as_str));
                context.set_unknown("aws:VpceOrgPaths");
            }
        }
    }
    // AWS: "AWS PrivateLink for Amazon S3" — interface endpoints take neither TLS 1.1 nor 1.3.
    if kind == EndpointType::Interface && context.get("s3:TlsVersion").is_some() {
        context.set_one("s3:TlsVersion", "1.2");
    }
}

/// The address of the function's network interface, as far as it is known.
fn own_address(path: &Path, scenario: &Scenario) -> ContextValue {
    let placements = scenario.functions.iter().flat_map(|it| &it.placements);
    let placement = placements.into_iter().find(|it| Some(&it.id) == path.placement.as_ref());
    let subnet = path.subnet.as_deref().and_then(|it| scenario.subnet(it));
    let (own, range) = match path.family {
        Family::V4 => (placement.and_then(|it| it.private_ip.clone()), subnet.map(|it| &it.cidr)),
        Family::V6 => (None, subnet.and_then(|it| it.ipv6_cidr.as_ref())),
    };
    let range = range.and_then(|it| Cidr::parse(it)).map(ContextValue::AddressIn);
    own.map(ContextValue::One).or(range).unwrap_or(ContextValue::Unknown)
}

/// The ranges that are known to be the customer's, so that no address of AWS's own lies in them.
fn own_ranges(scenario: &Scenario) -> Vec<Cidr> {
    let nats =
        scenario.gateways.iter().filter_map(|it| it.public_ip.as_ref()).filter_map(Fact::known);
    let callers = scenario.callers.iter().filter_map(|it| it.source_ip.as_ref());
    nats.chain(callers).chain(&scenario.own_ranges).filter_map(|it| Cidr::parse(it)).collect()
}
