//! Orders about the bucket, the object, the key, and the call itself.

use crate::explain::caller_name;
use crate::repair::{ServiceRepair as Does, WhichCall};
use crate::scenario::Scenario;

pub(super) fn order(repair: &Does, scenario: &Scenario) -> String {
    match repair {
        Does::ChangeCall { call, send, leave_out } => changed_call(call, send, leave_out, scenario),
        Does::CallOperation { from, to } => format!("Call {to} in place of {from}."),
        Does::CallBucket { bucket, access_point } => {
            format!("Call the bucket {bucket} itself, not through the access point {access_point}.")
        }
        Does::CallAccessPoint { access_point, account } => {
            format!(
                "Call through the access point {access_point} of {account}, which takes requests from the internet."
            )
        }
        Does::AddressRegion { client, region } => {
            format!("Set the Region of the S3 client of {client} to {region}.")
        }
        Does::FollowRedirects { client } => {
            format!("Let the S3 client of {client} follow S3's redirects.")
        }
        Does::CallRegionalName { client, region, dual_stack } => {
            let name = if *dual_stack { "dual-stack name" } else { "name" };
            format!("Let the S3 client of {client} call S3 by its {name} for {region}.")
        }
        Does::SignAgain { client, signer, expires_in_s } => {
            let who = signer.as_deref().unwrap_or("AWS");
            format!("Let {who} sign a new URL for {client}, good for {expires_in_s} seconds.")
        }
        Does::SignUrl { client, signer, expires_in_s } => format!(
            "Let {} sign a URL for {}, good for {expires_in_s} seconds.",
            caller_name(scenario, signer),
            caller_name(scenario, client)
        ),
        Does::SignAs { client, role } => format!(
            "Let {} sign the call with the credentials of {role}.",
            caller_name(scenario, client)
        ),
        Does::RequesterPaysOff { bucket } => format!("Switch Requester Pays of {bucket} off."),
        Does::ObjectLockOn { bucket, versioning } => {
            let before = if *versioning { "versioning and then " } else { "" };
            format!("Switch {before}Object Lock of {bucket} on. Nothing switches it off again.")
        }
        Does::VersioningOn { bucket } => format!("Switch versioning of {bucket} on."),
        Does::OrganizationLetsGo { organization } => format!(
            "Take the organization's policy for S3's Block Public Access off: {organization}."
        ),
        Does::MfaDeleteOff { bucket } => {
            format!("Switch MFA Delete of {bucket} off, as the root user with its MFA device.")
        }
        Does::AccelerationOn { bucket } => format!("Switch Transfer Acceleration of {bucket} on."),
        Does::AbacOff { bucket } => {
            format!("Switch attribute-based access control (ABAC) of {bucket} off.")
        }
        Does::TakeCustomerKeys { bucket } => format!("Let {bucket} take uploads with SSE-C."),
        Does::SetDefaultKey { bucket, algorithm, key } => {
            let key = key.as_deref().unwrap_or("the key aws/s3");
            format!("Set the default encryption of {bucket} to {algorithm} with {key}.")
        }
        Does::RemoveLegalHold { bucket, key, .. } => {
            format!("Remove the legal hold of {key} in {bucket}.")
        }
        Does::PutObject { bucket, key } => format!("Upload {key} to {bucket}."),
        Does::Restore { bucket, key, .. } => {
            format!("Restore {key} in {bucket} by RestoreObject, and wait for the copy.")
        }
        Does::EnableKey { key } => format!("Enable the KMS key {key}."),
        Does::CancelKeyDeletion { key } => {
            format!("Cancel the deletion of the KMS key {key}, and enable it.")
        }
        Does::ImportKeyMaterial { key } => {
            format!("Import the key material of the KMS key {key}.")
        }
        Does::CreateAlias { alias, key } => format!("Give the KMS key {key} the alias {alias}."),
    }
}

fn changed_call(
    call: &WhichCall,
    send: &[(&str, String)],
    leave_out: &[&str],
    scenario: &Scenario,
) -> String {
    let of = match call {
        WhichCall::Asked => "the call".to_owned(),
        WhichCall::OfFunction { function, number } => {
            let own = scenario.functions.iter().find(|it| it.id == *function);
            let call = own.and_then(|it| it.calls.get(number.checked_sub(1)?));
            let name = own.map_or(function, |it| &it.name);
            call.map_or_else(
                || format!("call {number} of {name}"),
                |it| format!("the {} of {name}", it.operation),
            )
        }
    };
    let mut told = Vec::new();
    if !send.is_empty() {
        let each = send.iter().map(|(option, value)| match value.as_str() {
            "true" => header(option).to_owned(),
            _ => format!("{}: {}", header(option), value.trim_matches('"')),
        });
        told.push(format!("Send {} with {of}.", each.collect::<Vec<_>>().join(" and ")));
    }
    if leave_out.contains(&"plain_http") {
        told.push("Call S3 over HTTPS.".to_owned());
    }
    if leave_out.contains(&"customer_key_differs") {
        told.push("Send the SSE-C key with which the object was stored.".to_owned());
    }
    let headers =
        leave_out.iter().filter(|it| !["plain_http", "customer_key_differs"].contains(it));
    let headers: Vec<&str> = headers.map(|it| header(it)).collect();
    if !headers.is_empty() {
        told.push(format!("Leave {} out of {of}.", headers.join(" and ")));
    }
    told.join(" ")
}

/// The header or parameter of an option of the question.
pub(crate) fn header(option: &str) -> &str {
    match option {
        "acl" => "x-amz-acl",
        "grants" => "the x-amz-grant-… headers",
        "request_payer" => "x-amz-request-payer",
        "tagging" => "x-amz-tagging",
        "server_side_encryption" => "x-amz-server-side-encryption",
        "kms_key_id" => "x-amz-server-side-encryption-aws-kms-key-id",
        "customer_algorithm" => "the SSE-C headers",
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
