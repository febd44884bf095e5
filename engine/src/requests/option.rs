//! What the request's own headers and parameters bring.

use crate::s3::operation::Operation;
use crate::scenario::{Grant, Permission, Scenario};
use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::text;

/// What the request's headers and parameters bring.
pub(super) fn option_keys(
    scenario: &Scenario,
    operation: Operation,
    action: &str,
    context: &mut Context,
) {
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
    if operation.takes_acl() {
        grant_keys(&options.grants, context);
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
        object_tags(scenario, &scenario.question.bucket, &scenario.question.key, context);
    }
    if operation.takes_bucket_tags() {
        bucket_tags_asked(operation, scenario, context);
    } else if operation.takes_tags() && !options.tagging.is_empty() {
        for (key, value) in &options.tagging {
            context.set_one(&format!("s3:RequestObjectTag/{key}"), value.clone());
        }
        let keys = options.tagging.keys().cloned().collect();
        context.set("s3:RequestObjectTagKeys", ContextValue::Many(keys));
    }
}

/// The keys of the headers that grant; in which of its forms a client names whom, nobody knows.
fn grant_keys(grants: &[Grant], context: &mut Context) {
    for grant in grants {
        context.set_unknown(match grant.permission {
            Permission::Read => "s3:x-amz-grant-read",
            Permission::Write => "s3:x-amz-grant-write",
            Permission::ReadAcp => "s3:x-amz-grant-read-acp",
            Permission::WriteAcp => "s3:x-amz-grant-write-acp",
            Permission::FullControl => "s3:x-amz-grant-full-control",
        });
    }
}

/// The tags that an object has, as far as they are known.
pub(super) fn object_tags(scenario: &Scenario, bucket: &str, key: &str, context: &mut Context) {
    match scenario.object(bucket, key).and_then(|it| it.tags.as_ref()) {
        Some(tags) => {
            for (key, value) in tags {
                context.set_one(&format!("s3:ExistingObjectTag/{key}"), value.clone());
            }
        }
        None => context.set_family_unknown("s3:ExistingObjectTag/"),
    }
}

/// The tags that the request gives a bucket or takes from it.
fn bucket_tags_asked(operation: Operation, scenario: &Scenario, context: &mut Context) {
    let tags = &scenario.question.options.tagging;
    if tags.is_empty() {
        // Some it must name; which is not said.
        context.set_unknown("aws:TagKeys");
        if operation == Operation::TagResource {
            context.set_family_unknown("aws:RequestTag/");
        }
        return;
    }
    context.set("aws:TagKeys", ContextValue::Many(tags.keys().cloned().collect()));
    for (key, value) in tags.iter().filter(|_| operation == Operation::TagResource) {
        context.set_one(&format!("aws:RequestTag/{key}"), value.clone());
    }
}
