//! The bridge from network to policy: the requests that arrive at S3 over a path, with the keys that this path carries.
//!
//! The same call carries different condition keys on different paths.
//! That is why one bucket policy can admit one path and refuse another.

mod access_point;
mod account;
mod acl;
mod basic;
mod bucket;
mod context;
mod copy;
mod encryption;
mod given;
mod identity;
mod kms;
mod lambda;
mod layers;
mod needs;
mod network;
mod option;
mod ownership;
mod precondition;
mod signed_url;
mod tags;
mod trust;

use accesspath_policy::arn::partition;
use accesspath_policy::authorize::Layers;
use accesspath_policy::request::Request;
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use crate::check::{Check, Reason};
use crate::control::Control;
use crate::documents::Documents;
use crate::network::Path;
use crate::s3::operation::Operation;
use crate::scenario::Scenario;
pub(crate) use acl::{is_public, of_new_bucket};
pub use basic::DEFAULT_TIME;
pub(crate) use basic::{basic, organization_keys};
pub(crate) use copy::{request_to_list_source, tag_requests};
pub(crate) use given::is_given;
pub(crate) use identity::{Identity, function_region, identities, identity, longest_session};
pub(crate) use kms::{FORWARDED, default_statement};
pub(crate) use lambda::{ASSUME_ROLE, request_of_lambda, request_to_assume};
pub(crate) use layers::switch;
use needs::needs;
pub(crate) use network::endpoint_on;
pub(crate) use precondition::ANY;
pub(crate) use signed_url::{identity_on, url_on};
pub(crate) use trust::may_assume;

/// One request, the policies that bear on it, and the unclear rules that making it leaned on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct PreparedRequest {
    /// The request.
    pub request: Request,
    /// The policies.
    pub layers: Layers,
    /// The unclear rules.
    pub rules: Vec<Rule>,
}

/// A call: everything that its requests have in common.
struct CallContext<'s> {
    path: &'s Path,
    scenario: &'s Scenario,
    documents: &'s Documents,
    identity: &'s Identity<'s>,
    /// The operation; nothing where an action is asked about by itself.
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
#[must_use]
pub fn requests_on(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
) -> Vec<PreparedRequest> {
    prepare(path, identity_on(path, scenario).as_ref(), scenario, documents).requests
}

/// The question's call on `path`, whose caller is `identity`: the operation is read, and the encryption found, once for
/// all that asks for them.
pub(crate) fn prepare(
    path: &Path,
    identity: Option<&Identity<'_>>,
    scenario: &Scenario,
    documents: &Documents,
) -> Prepared {
    let operation = Operation::parse(&scenario.question.operation);
    let (Some(identity), Some(known)) = (identity, operation) else {
        return Prepared { operation, ..Prepared::default() };
    };
    let call = CallContext { path, scenario, documents, identity, operation };
    let steps = encryption::steps(known, &call.identity.caller, scenario);
    let requests = call.requests(known, &steps);
    let check = |it: encryption::EncryptionStep<'_>| {
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
    let (identity, bucket) = (identity_on(path, scenario)?, scenario.bucket()?);
    let call =
        CallContext { path, scenario, documents, identity: &identity, operation: Some(operation) };
    let resource = format!("arn:{}:s3:::{}", partition(&bucket.region), bucket.name);
    Some(call.to_bucket(bucket, "s3:ListBucket", resource, Vec::new()))
}

/// An action that is asked about by itself, whatever operation needs it.
pub(crate) struct AskedAction<'a> {
    /// Its name, with the service.
    pub(crate) action: &'a str,
    /// The resource's ARN.
    pub(crate) resource: String,
    /// It is about no bucket that is there.
    pub(crate) is_about_account: bool,
}

/// The request for an action in or around the question's bucket, or in the caller's account: each of `open`, the keys
/// that such requests can carry, is unknown unless the path decides it.
pub(crate) fn request_for(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    asked: AskedAction<'_>,
    open: &mut dyn Iterator<Item = &str>,
) -> Option<PreparedRequest> {
    let (identity, bucket) = (identity_on(path, scenario)?, scenario.bucket()?);
    let call = CallContext { path, scenario, documents, identity: &identity, operation: None };
    let AskedAction { action, resource, is_about_account } = asked;
    let mut prepared = match is_about_account {
        true => call.about_account(bucket, action, resource, Vec::new()),
        false => call.to_bucket(bucket, action, resource, Vec::new()),
    };
    for key in open {
        // What stands behind `$` is a name of the person's own.
        match key.split_once('$') {
            Some((family, _)) => prepared.request.context.set_family_unknown(family),
            None if prepared.request.context.get(key).is_none()
                && !is_given(path, key, scenario) =>
            {
                prepared.request.context.set_unknown(key);
            }
            None => {}
        }
    }
    Some(prepared)
}

impl CallContext<'_> {
    /// Its requests, where the operation is `operation` and `steps` is what encryption asks.
    fn requests(
        &self,
        operation: Operation,
        steps: &[encryption::EncryptionStep<'_>],
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
        if operation.is_about_account() {
            let needed =
                needs(operation, &scenario.question, partition(&bucket.region), &bucket.name);
            let made =
                |it: needs::Needed| self.about_account(bucket, it.action, it.resource, it.rules);
            return needed.into_iter().map(made).collect();
        }
        let mut prepared = Vec::new();
        let along = copy::takes_tags_along(operation, scenario);
        if operation.copies() {
            let source = scenario.question.options.copy_source.as_ref();
            let Some((source, from)) = source.zip(scenario.source_bucket()) else {
                return prepared;
            };
            prepared.push(self.read_source(source, from));
            if along == Truth::Yes {
                prepared.push(self.read_source_tags(source, from));
            }
        }
        let mut needed =
            needs(operation, &scenario.question, partition(&bucket.region), &bucket.name);
        if along == Truth::Yes {
            needed.extend(copy::tags_of_copy(&needed));
        }
        let through = point.filter(|_| operation.goes_through_access_points());
        for it in needed {
            prepared.extend(self.ask(bucket, through, it));
        }
        prepared.extend(self.compare(operation, bucket, through));
        prepared.extend(self.other_delete(bucket, through));
        let passes = operation == Operation::PutBucketReplication;
        if let Some(role) = scenario.question.options.replication_role.as_ref().filter(|_| passes) {
            prepared.extend(self.pass_role(bucket, role));
        }
        for step in steps {
            prepared.extend(step.uses.iter().flat_map(|it| self.to_key(it, &step.rules)));
        }
        prepared
    }
}

/// An account is the management account of its organization.
pub(crate) fn is_management(scenario: &Scenario, account: &str) -> Truth {
    let Some(organization) = scenario.organization_of(account) else { return Truth::No };
    match &organization.management_account {
        Some(id) => Truth::from(id == account),
        None if organization.is_open("management_account") => Truth::Unknown,
        None => Truth::No,
    }
}
