//! What the call sends or leaves out so that a condition on its own headers and parameters matches, or no longer does.

use accesspath_policy::json::{self, Node};
use accesspath_policy::key;
use accesspath_policy::reason::Because;
use accesspath_policy::trace::{ClauseTrace, PolicyTrace};

use crate::repair::Repair;
use crate::repair::call::{Call, quoted};
use crate::s3::operation::Operation;

/// The call with another value for a condition's key, so that the condition matches where `make`, else does not.
pub(super) fn sent(
    call: &Call<'_>,
    clause: &ClauseTrace,
    policy: &PolicyTrace,
    make: bool,
) -> Option<Repair> {
    let name = clause.key()?;
    let key = name.to_ascii_lowercase();
    if key == "aws:securetransport" {
        return call.options.plain_http.then(|| call.leave_out("plain_http"));
    }
    let value = wanted(clause, policy, make);
    if let Some(tag) = tag_of(name) {
        return tagged(call, tag, value);
    }
    let (option, default) = match key.as_str() {
        "s3:x-amz-server-side-encryption" => ("server_side_encryption", "AES256"),
        "s3:x-amz-server-side-encryption-aws-kms-key-id" => ("kms_key_id", ""),
        "s3:x-amz-server-side-encryption-customer-algorithm" => ("customer_algorithm", "AES256"),
        "s3:x-amz-acl" => ("acl", ""),
        "s3:x-amz-storage-class" => ("storage_class", ""),
        "s3:x-amz-metadata-directive" => ("metadata_directive", ""),
        "s3:tlsversion" => ("tls_version", "1.3"),
        "s3:prefix" => ("prefix", ""),
        "s3:delimiter" => ("delimiter", "/"),
        "s3:max-keys" => ("max_keys", ""),
        "s3:versionid" => ("version_id", ""),
        "s3:if-none-match" => ("if_none_match", "*"),
        "s3:if-match" => ("if_match", ""),
        "s3:object-lock-mode" => ("lock_mode", ""),
        "s3:object-lock-legal-hold" => ("legal_hold", ""),
        "s3:object-lock-retain-until-date" => ("retain_until", ""),
        _ => return None,
    };
    let Some(value) = value else { return Some(call.leave_out(option)) };
    let value = value.as_deref().unwrap_or(default);
    match option {
        _ if value.is_empty() => None,
        "max_keys" => value.parse::<u32>().ok().map(|it| call.send(option, &it.to_string())),
        _ => Some(call.send_text(option, value)),
    }
}

/// The call without the options that make it need an action besides its own.
// AWS: "PutObject", "CopyObject", "CreateMultipartUpload", "CreateBucket" — the permissions for ACLs, tags and locks.
pub(super) fn not_asked(call: &Call<'_>, action: &str) -> Option<Repair> {
    let (operation, options) = (call.operation?, call.options);
    let acl = || vec![("acl", options.acl.is_some()), ("grants", !options.grants.is_empty())];
    let all = match action {
        "s3:PutObjectAcl" if operation.creates() => acl(),
        "s3:PutBucketAcl" if operation == Operation::CreateBucket => acl(),
        "s3:PutObjectTagging" if operation.creates() => {
            vec![("tagging", !options.tagging.is_empty())]
        }
        "s3:PutObjectRetention" if operation.creates() => vec![
            ("lock_mode", options.lock_mode.is_some()),
            ("retain_until", options.retain_until.is_some()),
        ],
        "s3:PutObjectLegalHold" if operation.creates() => {
            vec![("legal_hold", options.legal_hold.is_some())]
        }
        "s3:BypassGovernanceRetention" => {
            vec![("bypass_governance", options.bypass_governance)]
        }
        _ => return None,
    };
    let there: Vec<&'static str> = all.into_iter().filter(|it| it.1).map(|it| it.0).collect();
    (!there.is_empty()).then(|| call.with(Vec::new(), there))
}

/// What the key's value must become: none at all, any, or the policy's own first value.
pub(super) fn wanted(
    clause: &ClauseTrace,
    policy: &PolicyTrace,
    make: bool,
) -> Option<Option<String>> {
    let operator = clause.condition.as_ref().map(|it| it.operator.to_ascii_lowercase())?;
    let first = first(clause, policy);
    if operator.contains("null") {
        let asks_absent = first.as_deref() == Some("true");
        return (asks_absent != make).then_some(None);
    }
    // The bound itself lies beyond neither of the two.
    let is_bound = operator.ends_with("greaterthan") || operator.ends_with("lessthan");
    let needs_value = match make {
        true => !clause.is_negated(),
        false => clause.is_negated() || clause.because == Because::KeyMissing || is_bound,
    };
    if !needs_value {
        return None;
    }
    let is_literal = |it: &String| !it.contains(['*', '?', '$']);
    Some(first.filter(is_literal))
}

/// The first value of a condition, as it is written.
pub(super) fn first(clause: &ClauseTrace, policy: &PolicyTrace) -> Option<String> {
    let tree = json::read(clause.value.of(&policy.text));
    let root = tree.root()?;
    let first = match root.value {
        json::Value::Array(mut items) => items.next(),
        _ => Some(root),
    };
    first.and_then(Node::scalar).map(str::to_owned)
}

/// The name of the tag that a request gives, where a key asks for one.
fn tag_of(name: &str) -> Option<&str> {
    [key::S3_REQUEST_OBJECT_TAG, key::AWS_REQUEST_TAG].into_iter().find_map(|family| {
        let (own, tag) = name.split_at_checked(family.len())?;
        own.eq_ignore_ascii_case(family).then_some(tag)
    })
}

/// The request with a tag of this value, or without it.
fn tagged(call: &Call<'_>, tag: &str, value: Option<Option<String>>) -> Option<Repair> {
    let mut tags = call.options.tagging.clone();
    match value {
        Some(value) => {
            tags.insert(tag.to_owned(), value?);
        }
        None => {
            tags.remove(tag)?;
        }
    }
    if tags.is_empty() {
        return Some(call.leave_out("tagging"));
    }
    let each = tags.iter().map(|(tag, value)| format!("{}:{}", quoted(tag), quoted(value)));
    Some(call.send("tagging", &format!("{{{}}}", each.collect::<Vec<_>>().join(","))))
}
