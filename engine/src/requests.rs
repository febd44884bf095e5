//! The bridge from network to policy: the requests that arrive at S3 over a path, with the keys that this path carries.
//!
//! The same call carries different condition keys on different paths.
//! That is why one bucket policy can admit one path and refuse another.

mod access_point;
mod acl;
mod copy;
mod encryption;
mod identity;
mod kms;
mod layers;
mod needs;
mod network;
mod option;
mod ownership;

use std::collections::BTreeMap;

use crate::check::{Check, Reason};
use crate::control::Control;
use crate::documents::Documents;
use crate::network::Path;
use crate::s3::operation::Operation;
use crate::scenario::{AccessPoint, Account, Bucket, Fact, Scenario, Versioning};
use accesspath_policy::arn::partition;
use accesspath_policy::authorize::Layers;
use accesspath_policy::caller::Caller;
use accesspath_policy::condition::parse_time;
use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::request::{Request, Subject};
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;
pub(crate) use identity::function_region;
use identity::{Identity, identity, identity_keys};
pub(crate) use kms::FORWARDED;
pub(crate) use layers::switch;
use needs::{Needed, needs};
pub(crate) use network::endpoint_on;
use ownership::{Asked, ownership};

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

/// One request, the policies that bear on it, and the unclear rules that making it leaned on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedRequest {
    /// The request.
    pub request: Request,
    /// The policies.
    pub layers: Layers,
    /// The unclear rules.
    pub rules: Vec<Rule>,
}

/// A call on its way: everything that its requests have in common.
struct Call<'s> {
    path: &'s Path,
    scenario: &'s Scenario,
    documents: &'s Documents,
    identity: Identity<'s>,
    /// What is asked for; nothing where an action is asked about by itself.
    operation: Option<Operation>,
}

/// The question's call on one path, ready to be tried.
#[derive(Default)]
pub(crate) struct Prepared {
    /// Its operation; nothing where S3 has none of that name.
    pub(crate) operation: Option<Operation>,
    /// Its requests.
    pub(crate) requests: Vec<PreparedRequest>,
    /// The checks of encryption, one for each object that it encrypts or reads.
    pub(crate) encryption: Vec<Check>,
}

/// The requests that the question's call makes over `path`: one per (action, resource) that its operation needs.
///
/// Empty where the caller, the bucket, the operation, the access point or the source of a copy is not described.
pub fn requests_on(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
) -> Vec<PreparedRequest> {
    prepare(path, scenario, documents).requests
}

/// The question's call on `path`: the operation is read, and the encryption found, once for all that asks for them.
pub(crate) fn prepare(path: &Path, scenario: &Scenario, documents: &Documents) -> Prepared {
    let operation = Operation::parse(&scenario.question.operation);
    let (Some(identity), Some(known)) = (identity(&path.caller, scenario), operation) else {
        return Prepared { operation, ..Prepared::default() };
    };
    let call = Call { path, scenario, documents, identity, operation };
    let steps = encryption::steps(known, &call.identity.caller, scenario);
    let requests = call.requests(known, &steps);
    let check = |it: encryption::Step<'_>| {
        let passes = it.because.passes();
        let because = Reason::Encryption(it.because);
        Check { rules: it.rules, ..Check::new(Control::Encryption, passes, because) }
    };
    let encryption = steps.into_iter().map(check).collect();
    Prepared { operation, requests, encryption }
}

/// The request that decides whether the caller of `path` is told that an object is not there.
// AWS: "GetObject" — with the permission to list the bucket S3 answers 404, without it 403.
pub(crate) fn request_to_list(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    operation: Operation,
) -> Option<PreparedRequest> {
    let (identity, bucket) = (identity(&path.caller, scenario)?, scenario.bucket()?);
    let call = Call { path, scenario, documents, identity, operation: Some(operation) };
    let resource = format!("arn:{}:s3:::{}", partition(&bucket.region), bucket.name);
    Some(call.to_bucket(bucket, "s3:ListBucket", resource, Vec::new()))
}

/// The requests that a copy makes only where its source has tags, for a source of which that is not known.
pub(crate) fn tag_requests(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    operation: Operation,
) -> Vec<PreparedRequest> {
    let (Some(identity), Some(bucket)) = (identity(&path.caller, scenario), scenario.bucket())
    else {
        return Vec::new();
    };
    let options = &scenario.question.options;
    let (Some(source), Some(from)) = (options.copy_source.as_ref(), scenario.source_bucket())
    else {
        return Vec::new();
    };
    if copy::takes_tags_along(operation, scenario) != Truth::Unknown {
        return Vec::new();
    }
    let call = Call { path, scenario, documents, identity, operation: Some(operation) };
    let mut made = vec![call.read_source_tags(source, from)];
    let needed = needs(operation, &scenario.question, partition(&bucket.region), &bucket.name);
    if let Some(it) = tags_of_copy(&needed) {
        match access_point::of_bucket(scenario, bucket) {
            None => made.push(call.to_bucket(bucket, it.action, it.resource, it.rules)),
            Some(point) => made.extend(call.through(point, bucket, it)),
        }
    }
    made
}

/// What writing the tags of a copy needs besides what the copy needs anyway.
fn tags_of_copy(needed: &[Needed]) -> Option<Needed> {
    let action = "s3:PutObjectTagging";
    let first = needed.first()?;
    let stands = needed.iter().any(|it| it.action == action);
    (!stands).then(|| Needed { action, rules: vec![Rule::COPIED_TAGS], ..first.clone() })
}

/// A request for `action` on `resource`, in or around the question's bucket, whatever operation makes it: each of
/// `open`, the keys that such requests can carry, is unknown unless the path decides it.
pub(crate) fn request_for(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    action: &str,
    resource: String,
    open: &mut dyn Iterator<Item = &str>,
) -> Option<PreparedRequest> {
    let (identity, bucket) = (identity(&path.caller, scenario)?, scenario.bucket()?);
    let call = Call { path, scenario, documents, identity, operation: None };
    let mut made = call.to_bucket(bucket, action, resource, Vec::new());
    for key in open {
        // What stands behind `$` is a name of the person's own.
        match key.split_once('$') {
            Some((family, _)) => made.request.context.set_family_unknown(family),
            None if made.request.context.get(key).is_none() && !is_given(path, key, scenario) => {
                made.request.context.set_unknown(key);
            }
            None => {}
        }
    }
    Some(made)
}

impl Call<'_> {
    /// Its requests, where the operation is `operation` and `steps` is what encryption asks.
    fn requests(
        &self,
        operation: Operation,
        steps: &[encryption::Step<'_>],
    ) -> Vec<PreparedRequest> {
        let scenario = self.scenario;
        let Some(bucket) = scenario.bucket() else { return Vec::new() };
        let point = access_point::of_bucket(scenario, bucket);
        if operation.is_about_access_point() {
            let (action, _) = operation.actions();
            return point
                .map(|it| self.about_access_point(it, bucket, action))
                .into_iter()
                .collect();
        }
        if point.is_none() && scenario.question.access_point.is_some() {
            return Vec::new();
        }
        let mut made = Vec::new();
        let along = copy::takes_tags_along(operation, scenario);
        if operation.copies() {
            let source = scenario.question.options.copy_source.as_ref();
            let Some((source, from)) = source.zip(scenario.source_bucket()) else { return made };
            made.push(self.read_source(source, from));
            if along == Truth::Yes {
                made.push(self.read_source_tags(source, from));
            }
        }
        let mut needed =
            needs(operation, &scenario.question, partition(&bucket.region), &bucket.name);
        if along == Truth::Yes {
            needed.extend(tags_of_copy(&needed));
        }
        let through = point.filter(|_| operation.goes_through_access_points());
        for it in needed {
            match through {
                None => made.push(self.to_bucket(bucket, it.action, it.resource, it.rules)),
                Some(point) => made.extend(self.through(point, bucket, it)),
            }
        }
        made.extend(self.other_delete(bucket, through));
        for step in steps {
            made.extend(step.uses.iter().flat_map(|it| self.to_key(it, &step.rules)));
        }
        made
    }

    /// The other delete action, whose Deny stops a delete too where the bucket keeps no versions.
    // AWS: "DeleteObjects" — a Deny on either action stops deleting unversioned objects.
    fn other_delete(&self, bucket: &Bucket, through: Option<&AccessPoint>) -> Vec<PreparedRequest> {
        let question = &self.scenario.question;
        let named = question.options.version_id.is_some();
        let unversioned = match bucket.versioning {
            Some(Fact::Known(Versioning::Enabled)) => Truth::No,
            Some(Fact::Known(Versioning::Off)) => Truth::Yes,
            _ if named => Truth::No,
            _ => Truth::Unknown,
        };
        let deletes = self.operation.is_some_and(Operation::deletes);
        if !deletes || unversioned == Truth::No {
            return Vec::new();
        }
        let action = if named { "s3:DeleteObject" } else { "s3:DeleteObjectVersion" };
        let resource =
            format!("arn:{}:s3:::{}/{}", partition(&bucket.region), bucket.name, question.key);
        let need = Needed { action, resource, subject: Subject::Bucket, rules: Vec::new() };
        let mut made = match through {
            None => vec![self.to_bucket(bucket, need.action, need.resource, need.rules)],
            Some(point) => self.through(point, bucket, need).into(),
        };
        made.iter_mut().for_each(|it| it.layers.denies_only = Some(unversioned));
        made
    }

    /// What arrives where a call goes through an access point.
    fn through(&self, point: &AccessPoint, bucket: &Bucket, need: Needed) -> [PreparedRequest; 2] {
        let Needed { action, resource, rules, .. } = need;
        let at = self.at_access_point(point, bucket, action, &resource, rules.clone());
        [at, self.behind_access_point(point, bucket, action, resource, rules)]
    }

    /// What arrives at a bucket.
    fn to_bucket(
        &self,
        bucket: &Bucket,
        action: &str,
        resource: String,
        mut rules: Vec<Rule>,
    ) -> PreparedRequest {
        let Self { path, scenario, documents, identity, operation } = self;
        let account = identity.caller.account().unwrap_or_default();
        let request = Request {
            context: context(path, scenario, identity, bucket, *operation, action),
            caller: identity.caller.clone(),
            action: action.to_owned(),
            resource,
            resource_account: bucket.account.clone(),
            principal_in_management_account: is_management(scenario, account),
            resource_in_management_account: is_management(scenario, &bucket.account),
            service_linked_role: identity.service_linked,
            has_boundary: identity.boundary.is_some(),
            endpoint: endpoint_on(path, scenario).map(|(_, kind)| kind),
        };
        let mut layers = layers::at_bucket(path, identity, bucket, scenario, documents);
        layers.ownership = Some(ownership(&Asked {
            caller: &identity.caller,
            bucket,
            object: request
                .resource
                .split_once('/')
                .and_then(|(_, key)| scenario.object(&bucket.id, key)),
            operation: *operation,
            action,
            on_object: request.resource.contains('/'),
            switches: (
                switch(bucket, scenario, |it| &it.block_public_acls),
                switch(bucket, scenario, |it| &it.ignore_public_acls),
            ),
            scenario,
        }));
        let own_rcps = |it: &Account| it.id != bucket.account && it.rcp_levels.is_some();
        let rcps = scenario.account(account).is_some_and(own_rcps);
        rules.extend(rcps.then_some(Rule::RCP_OF_THE_RESOURCE));
        PreparedRequest { request, layers, rules }
    }
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

/// Whether an account is the management account of its organization.
pub(crate) fn is_management(scenario: &Scenario, account: &str) -> bool {
    let organization = scenario.organization_of(account);
    organization.and_then(|it| it.management_account.as_deref()) == Some(account)
}

/// What every request carries: what it determines itself, and the time.
pub(crate) fn basic(
    caller: &Caller,
    action: &str,
    resource_account: &str,
    scenario: &Scenario,
) -> Context {
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

fn context(
    path: &Path,
    scenario: &Scenario,
    identity: &Identity<'_>,
    bucket: &Bucket,
    operation: Option<Operation>,
    action: &str,
) -> Context {
    let mut context = basic(&identity.caller, action, &bucket.account, scenario);
    call_keys(scenario, bucket, &mut context);
    bucket_tags(bucket, "aws:ResourceTag/", &mut context);
    bucket_tags(bucket, "s3:BucketTag/", &mut context);
    identity_keys(&path.caller, scenario, identity, &bucket.account, &mut context);
    if let Some(operation) = operation {
        option::option_keys(scenario, operation, action, &mut context);
        copy::copy_keys(path, scenario, operation, action, &mut context);
    }
    network::network_keys(path, scenario, &mut context);
    for (key, value) in given_keys(path, scenario).into_iter().flatten() {
        set_given(&mut context, key, value);
    }
    context
}

/// Sets a key as the scenario gives it.
fn set_given(context: &mut Context, key: &str, value: &Fact<Vec<String>>) {
    match value.known().map(Vec::as_slice) {
        None => context.set_unknown(key),
        Some([]) => context.remove(key),
        Some([only]) => context.set_one(key, only.clone()),
        Some(several) => context.set(key, ContextValue::Many(several.to_vec())),
    }
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

/// The tags of a bucket, which policies see only where access control by tags is on.
// AWS: "Enabling ABAC in general purpose buckets".
fn bucket_tags(bucket: &Bucket, family: &str, context: &mut Context) {
    match bucket.abac.truth() {
        Truth::No => {}
        Truth::Unknown => context.set_family_unknown(family),
        Truth::Yes => {
            for (key, value) in &bucket.tags {
                context.set_one(&format!("{family}{key}"), value.clone());
            }
        }
    }
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
