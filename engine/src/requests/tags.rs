//! The condition keys of the tags that a bucket or an object has.

use accesspath_policy::context::Context;
use accesspath_policy::key;
use accesspath_policy::truth::Truth;

use crate::scenario::{Bucket, Scenario};

/// The tags of a bucket, which policies see only where access control by tags is on.
// AWS: "Enabling ABAC in general purpose buckets".
pub(super) fn bucket_tags(bucket: &Bucket, family: &str, context: &mut Context) {
    match bucket.abac.truth() {
        Truth::No => {}
        Truth::Unknown => context.set_family_unknown(family),
        Truth::Yes if bucket.is_open("tags") => context.set_family_unknown(family),
        Truth::Yes => {
            for (tag, value) in &bucket.tags {
                context.set_one(&[family, tag].concat(), value.clone());
            }
        }
    }
}

/// The tags that an object has, as far as they are known.
pub(super) fn object_tags(scenario: &Scenario, bucket: &str, key: &str, context: &mut Context) {
    match scenario.object(bucket, key).and_then(|it| it.tags.as_ref()) {
        Some(tags) => {
            for (tag, value) in tags {
                context.set_one(&[key::S3_EXISTING_OBJECT_TAG, tag].concat(), value.clone());
            }
        }
        None => context.set_family_unknown(key::S3_EXISTING_OBJECT_TAG),
    }
}
