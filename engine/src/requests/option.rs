//! The condition keys of the request's own headers and parameters.

use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::key;
use accesspath_policy::text;

use super::tags;
use crate::s3::operation::Operation;
use crate::scenario::{AclGrant, Permission, Scenario};

/// Sets the condition keys of the request's headers and parameters.
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
        set(key::S3_PREFIX, &options.prefix);
        set(key::S3_DELIMITER, &options.delimiter);
        set(key::S3_MAX_KEYS, &options.max_keys.map(|it| it.to_string()));
    }
    if operation.takes_key() && text::find(action, "Version").is_some() {
        set(key::S3_VERSIONID, &options.version_id);
    }
    if operation.stores() || operation.takes_acl() {
        set(key::S3_X_AMZ_ACL, &options.acl);
    }
    if operation == Operation::CreateBucket {
        set(key::S3_X_AMZ_OBJECT_OWNERSHIP, &options.object_ownership);
    }
    if operation.stores() {
        set(key::S3_X_AMZ_SERVER_SIDE_ENCRYPTION, &options.server_side_encryption);
        set(key::S3_X_AMZ_SERVER_SIDE_ENCRYPTION_AWS_KMS_KEY_ID, &options.kms_key_id);
        set(key::S3_X_AMZ_SERVER_SIDE_ENCRYPTION_CUSTOMER_ALGORITHM, &options.customer_algorithm);
        set(key::S3_X_AMZ_STORAGE_CLASS, &options.storage_class);
    }
    if operation.finishes() {
        set(key::S3_IF_NONE_MATCH, &options.if_none_match);
    }
    if operation.finishes() || operation.deletes() {
        set(key::S3_IF_MATCH, &options.if_match);
    }
    if operation.takes_legal_hold() {
        set(key::S3_OBJECT_LOCK_LEGAL_HOLD, &options.legal_hold);
    }
    if operation.takes_retention() {
        set(key::S3_OBJECT_LOCK_MODE, &options.lock_mode);
        set(key::S3_OBJECT_LOCK_RETAIN_UNTIL_DATE, &options.retain_until);
        if options.retain_until.is_some() {
            // How S3 rounds what is left of the last day, AWS does not say.
            context.set_unknown(key::S3_OBJECT_LOCK_REMAINING_RETENTION_DAYS);
        }
    }
    if operation.takes_acl() {
        grant_keys(&options.grants, context);
    }
    if operation.lists() && options.max_keys.is_none() {
        // One page of AWS has the key in every list request, others only in those that set it.
        context.set_unknown(key::S3_MAX_KEYS);
    }
    if operation.stores() {
        context.set_one(key::S3_OBJECT_CREATION_OPERATION, operation.finishes().to_string());
    }
    if !matches!(action, "s3:PutObject" | "s3:DeleteObject") {
        // Only these actions are listed with the keys; whether the others that the call needs carry them no page says.
        for key in [key::S3_IF_NONE_MATCH, key::S3_IF_MATCH, key::S3_OBJECT_CREATION_OPERATION] {
            if context.get(key).is_some() {
                context.set_unknown(key);
            }
        }
    }
    if action != "s3:CreateBucket" && context.get(key::S3_X_AMZ_OBJECT_OWNERSHIP).is_some() {
        // The same holds of this key.
        context.set_unknown(key::S3_X_AMZ_OBJECT_OWNERSHIP);
    }
    if operation.sees_object_tags() {
        tags::object_tags(scenario, &scenario.question.bucket, &scenario.question.key, context);
    }
    let tags_new = operation == Operation::CreateBucket && !options.tagging.is_empty();
    if operation.takes_bucket_tags() || tags_new {
        bucket_tags_asked(operation, scenario, context);
    } else if operation.takes_tags() && !options.tagging.is_empty() {
        for (tag, value) in &options.tagging {
            context.set_one(&[key::S3_REQUEST_OBJECT_TAG, tag].concat(), value.clone());
        }
        let keys = options.tagging.keys().cloned().collect();
        context.set(key::S3_REQUEST_OBJECT_TAG_KEYS, ContextValue::Many(keys));
    }
}

/// The keys of the headers that grant; the form in which a client names the grantee is not known.
fn grant_keys(grants: &[AclGrant], context: &mut Context) {
    for grant in grants {
        let key = match grant.permission {
            Permission::Read => key::S3_X_AMZ_GRANT_READ,
            Permission::Write => key::S3_X_AMZ_GRANT_WRITE,
            Permission::ReadAcp => key::S3_X_AMZ_GRANT_READ_ACP,
            Permission::WriteAcp => key::S3_X_AMZ_GRANT_WRITE_ACP,
            Permission::FullControl => key::S3_X_AMZ_GRANT_FULL_CONTROL,
        };
        context.set(key, ContextValue::present());
    }
}

/// The tags that the request gives a bucket or takes from it.
fn bucket_tags_asked(operation: Operation, scenario: &Scenario, context: &mut Context) {
    let tags = &scenario.question.options.tagging;
    if tags.is_empty() {
        // Some it must name; which is not said.
        context.set_unknown(key::AWS_TAG_KEYS);
        if operation == Operation::TagResource {
            context.set_family_unknown(key::AWS_REQUEST_TAG);
        }
        return;
    }
    context.set(key::AWS_TAG_KEYS, ContextValue::Many(tags.keys().cloned().collect()));
    for (tag, value) in tags.iter().filter(|_| operation != Operation::UntagResource) {
        context.set_one(&[key::AWS_REQUEST_TAG, tag].concat(), value.clone());
    }
}
