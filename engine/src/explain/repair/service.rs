//! Orders about the bucket, the object, the key, and the call itself.

use crate::repair::ServiceRepair;
use crate::scenario::Scenario;

pub(super) fn order(repair: &ServiceRepair, _scenario: &Scenario) -> String {
    match repair {
        ServiceRepair::SendOption { option, value } => {
            format!("Send {} with the call: {}.", header(option), value.trim_matches('"'))
        }
        ServiceRepair::LeaveOptionOut { option: "plain_http" } => "Call S3 over HTTPS.".to_owned(),
        ServiceRepair::LeaveOptionOut { option } => {
            format!("Leave {} out of the call.", header(option))
        }
    }
}

/// The header or parameter of an option of the question.
fn header(option: &str) -> &str {
    match option {
        "acl" => "x-amz-acl",
        "grants" => "the x-amz-grant-… headers",
        "request_payer" => "x-amz-request-payer",
        "tagging" => "x-amz-tagging",
        "server_side_encryption" => "x-amz-server-side-encryption",
        "kms_key_id" => "x-amz-server-side-encryption-aws-kms-key-id",
        "customer_algorithm" => "x-amz-server-side-encryption-customer-algorithm, with the key",
        "customer_key_differs" => "another key than the object's",
        "checksum_mode" => "x-amz-checksum-mode",
        "lock_mode" => "x-amz-object-lock-mode",
        "retain_until" => "x-amz-object-lock-retain-until-date",
        "legal_hold" => "x-amz-object-lock-legal-hold",
        "bypass_governance" => "x-amz-bypass-governance-retention",
        "mfa" => "x-amz-mfa",
        "max_keys" => "max-keys",
        "if_match" => "If-Match",
        "if_none_match" => "If-None-Match",
        "storage_class" => "x-amz-storage-class",
        "tls_version" => "a TLS version",
        "version_id" => "versionId",
        "metadata_directive" => "x-amz-metadata-directive",
        "tagging_directive" => "x-amz-tagging-directive",
        "confirm_remove_self_bucket_access" => "x-amz-confirm-remove-self-bucket-access",
        other => other,
    }
}
