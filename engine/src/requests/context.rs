//! The condition keys of a request to S3, whose order decides: what the scenario gives comes last, and so counts.

use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::key;

use super::given::{given_keys, set_given};
use super::identity::Identity;
use super::tags::bucket_tags;
use super::{copy, network, option};
use crate::network::Path;
use crate::s3::operation::Operation;
use crate::scenario::{Bucket, Scenario};

/// The keys of a request for `action` in or around a bucket.
pub(super) fn context(
    path: &Path,
    scenario: &Scenario,
    identity: &Identity<'_>,
    bucket: &Bucket,
    operation: Option<Operation>,
    action: &str,
) -> Context {
    let mut context = identity.keys_on(action, &bucket.account, scenario);
    call_keys(scenario, bucket, &mut context);
    bucket_tags(bucket, key::AWS_RESOURCE_TAG, &mut context);
    bucket_tags(bucket, key::S3_BUCKET_TAG, &mut context);
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
        // AWS: "Infrastructure security in Amazon S3" — clients need TLS 1.2, and 1.3 is recommended.
        let version = match &options.tls_version {
            Some(told) => ContextValue::One(told.clone()),
            None => ContextValue::OneOf(vec!["1.2".to_owned(), "1.3".to_owned()]),
        };
        context.set(key::S3_TLS_VERSION, version);
    }
}
