//! The condition keys of a request to S3, whose order decides: what the scenario gives comes last, and so counts.

use accesspath_policy::caller::Caller;
use accesspath_policy::condition::parse_time;
use accesspath_policy::context::Context;
use accesspath_policy::key;
use accesspath_policy::request::Request;

use super::given::{given_keys, set_given};
use super::identity::{Identity, identity_keys};
use super::tags::bucket_tags;
use super::{copy, network, option};
use crate::network::Path;
use crate::s3::operation::Operation;
use crate::scenario::{Bucket, Scenario};

/// The moment that a scenario without `time` asks about.
pub const DEFAULT_TIME: &str = "2026-01-01T00:00:00Z";

/// The keys of every request: those that it determines itself, and the time.
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
    context.set_one(key::AWS_CURRENT_TIME, time);
    let seconds = parse_time(time).map(|it| it.to_string());
    context.set_known(key::AWS_EPOCH_TIME, seconds.as_deref());
    context
}

/// The keys of a request for `action` in or around a bucket.
pub(super) fn context(
    path: &Path,
    scenario: &Scenario,
    identity: &Identity<'_>,
    bucket: &Bucket,
    operation: Option<Operation>,
    action: &str,
) -> Context {
    let mut context = basic(&identity.caller, action, &bucket.account, scenario);
    call_keys(scenario, bucket, &mut context);
    bucket_tags(bucket, key::AWS_RESOURCE_TAG, &mut context);
    bucket_tags(bucket, key::S3_BUCKET_TAG, &mut context);
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

/// The keys of the transport, the client and the Region.
fn call_keys(scenario: &Scenario, bucket: &Bucket, context: &mut Context) {
    let options = &scenario.question.options;
    context.set_one(key::AWS_SECURE_TRANSPORT, (!options.plain_http).to_string());
    context.set_one(key::AWS_VIA_AWS_SERVICE, "false");
    context.set_one(key::AWS_REQUESTED_REGION, bucket.region.clone());
    // The client decides what it says of itself.
    context.set_unknown(key::AWS_USER_AGENT);
    context.set_unknown(key::AWS_REFERER);
    if !options.plain_http {
        context.set_known(key::S3_TLS_VERSION, options.tls_version.as_deref());
    }
}
