//! Repairs for encryption: what the call sends of it, and the key.

use accesspath_policy::arn::Arn;
use accesspath_policy::json::Edit;

use super::{ServiceRepair, of_bucket, owner};
use crate::check::EncryptionReason;
use crate::repair::call::{Call, owned, quoted};
use crate::repair::{Breadth, Repair, WhyNot};
use crate::scenario::change::Change;
use crate::scenario::{Bucket, Fact, Key, KeyManager, KeyState};

/// The repairs for a reason of encryption.
pub(super) fn candidates(
    call: &Call<'_>,
    reason: &EncryptionReason,
) -> Result<Vec<Repair>, WhyNot> {
    use EncryptionReason as Why;
    let bucket = call.bucket.ok_or(WhyNot::Unknown)?;
    let options = call.options;
    Ok(match reason {
        Why::CustomerKeyBlocked | Why::CustomerKeyUndecided => {
            vec![call.leave_out("customer_algorithm"), customer_keys(call, bucket)]
        }
        Why::CustomerKeyMissing => vec![call.send_text("customer_algorithm", "AES256")],
        Why::CustomerKeyUnused => vec![call.leave_out("customer_algorithm")],
        Why::CustomerKeyOverHttp | Why::PlainHttp => vec![call.leave_out("plain_http")],
        Why::CustomerKeyBesideHeader => {
            let mut found = vec![call.leave_out("customer_algorithm")];
            found.extend(without_header(call));
            found
        }
        // The object's own key is sent.
        Why::CustomerKeyWrong => vec![call.leave_out("customer_key_differs")],
        Why::HeaderOnRead => without_header(call).into_iter().collect(),
        Why::KeyWithoutHeader => {
            vec![call.send_text("server_side_encryption", "aws:kms"), call.leave_out("kms_key_id")]
        }
        Why::NoSuchKey(_) | Why::OtherRegion(_) if options.kms_key_id.is_some() => {
            in_header(call, bucket)
        }
        // How an object is encrypted that is only read, no default of its bucket changes.
        Why::NoSuchKey(_) | Why::OtherRegion(_) if call.operation.is_some_and(|it| it.stores()) => {
            in_default(call, bucket)
        }
        Why::NotEnabled(arn, state) => usable(call, arn, *state).into_iter().collect(),
        Why::StateUnknown(arn) => usable(call, arn, KeyState::Disabled).into_iter().collect(),
        // AWS: "Using server-side encryption with AWS KMS keys (SSE-KMS)" — KMS takes signed requests alone.
        Why::Unsigned => return Err(WhyNot::CallerNotTaken),
        _ => Vec::new(),
    })
}

/// The request without its headers for S3's and for KMS's keys.
fn without_header(call: &Call<'_>) -> Option<Repair> {
    let all = [
        ("server_side_encryption", &call.options.server_side_encryption),
        ("kms_key_id", &call.options.kms_key_id),
    ];
    let there: Vec<&'static str> =
        all.into_iter().filter(|it| it.1.is_some()).map(|it| it.0).collect();
    (!there.is_empty()).then(|| call.with(Vec::new(), there))
}

// AWS: "Blocking or unblocking SSE-C for a general purpose bucket".
fn customer_keys(call: &Call<'_>, bucket: &Bucket) -> Repair {
    let blocked = bucket.encryption.blocked.as_ref().and_then(Fact::known);
    let others = blocked.into_iter().flatten().filter(|it| *it != "SSE-C");
    let others: Vec<String> = others.map(|it| quoted(it)).collect();
    let value = format!("[{}]", others.join(","));
    let does = ServiceRepair::TakeCustomerKeys { bucket: bucket.name.clone() };
    let change = of_bucket(bucket, &["encryption", "blocked"], &value);
    Repair::new(does, owner(call, &bucket.account), vec![change]).opening(Breadth::Some)
}

/// The keys of the bucket's Region that a customer manages: first those like the one that is named, then those of the
/// caller's account.
fn keys<'s>(call: &Call<'s>, bucket: &Bucket, named: &str) -> Vec<&'s Key> {
    let own_id = |it: &Key| it.arn.rsplit('/').next().is_some_and(|it| named.ends_with(it));
    let own_alias = |it: &Key| it.aliases.iter().any(|it| named.ends_with(it.as_str()));
    let is_of_caller = |it: &Key| {
        Arn::parse(&it.arn).is_some_and(|it| Some(it.account) == call.account.as_deref())
    };
    let here = |it: &&Key| {
        let region = Arn::parse(&it.arn).map(|it| it.region);
        it.manager == KeyManager::Customer && region == Some(bucket.region.as_str())
    };
    let mut found: Vec<&Key> = call.scenario.keys.iter().filter(here).collect();
    found.sort_by_key(|it| (!(own_id(it) || own_alias(it)), !is_of_caller(it)));
    found
}

/// Another key in the header, by its ARN, or none, which means the key `aws/s3` of the caller's account.
// AWS: "Using server-side encryption with AWS KMS keys (SSE-KMS)" — the key is in the bucket's Region, and one of
// another account is named by its ARN.
fn in_header(call: &Call<'_>, bucket: &Bucket) -> Vec<Repair> {
    let named = call.options.kms_key_id.as_deref().unwrap_or_default();
    let others = keys(call, bucket, named).into_iter().filter(|it| it.arn != named);
    let mut found: Vec<Repair> = others.map(|it| call.send_text("kms_key_id", &it.arn)).collect();
    found.push(call.leave_out("kms_key_id"));
    found
}

/// Another key as the bucket's default, or in the call's own header.
fn in_default(call: &Call<'_>, bucket: &Bucket) -> Vec<Repair> {
    let named = bucket.encryption.key.as_ref().and_then(Fact::known).map_or("", String::as_str);
    let algorithm = bucket.encryption.algorithm.as_ref().and_then(Fact::known);
    let algorithm = algorithm.map_or("aws:kms", String::as_str);
    let mut found = Vec::new();
    for key in keys(call, bucket, named) {
        let send = [("server_side_encryption", algorithm), ("kms_key_id", &key.arn)];
        found.push(call.with(send.map(|(option, it)| (option, quoted(it))).to_vec(), Vec::new()));
        let is_of_caller =
            Arn::parse(&key.arn).is_some_and(|it| Some(it.account) == call.account.as_deref());
        if named.starts_with("alias/") && is_of_caller {
            let at = owned(&["keys", &key.id, "aliases"]);
            let change = Change::Tell { at, edit: Edit::Add(quoted(named)) };
            let does = ServiceRepair::CreateAlias { alias: named.to_owned(), key: key.arn.clone() };
            found.push(Repair::new(does, owner(call, account(&key.arn)), vec![change]));
        }
        found.push(default_key(call, bucket, algorithm, Some(key)));
    }
    found.push(default_key(call, bucket, algorithm, None));
    found
}

/// The bucket's default encryption with this key, or with the key `aws/s3` of its account.
fn default_key(call: &Call<'_>, bucket: &Bucket, algorithm: &str, key: Option<&Key>) -> Repair {
    let told = key.map_or_else(|| "null".to_owned(), |it| quoted(&it.id));
    let change = of_bucket(bucket, &["encryption", "key"], &told);
    let does = ServiceRepair::SetDefaultKey {
        bucket: bucket.name.clone(),
        algorithm: algorithm.to_owned(),
        key: key.map(|it| it.arn.clone()),
    };
    Repair::new(does, owner(call, &bucket.account), vec![change]).opening(Breadth::Some)
}

/// A key that can be used again.
// AWS: "Key states of AWS KMS keys" — a key whose deletion is cancelled is disabled, and is enabled besides.
fn usable(call: &Call<'_>, arn: &str, state: KeyState) -> Option<Repair> {
    let key = call.scenario.keys.iter().find(|it| it.arn == arn)?;
    let arn = arn.to_owned();
    let by = owner(call, account(&arn));
    let does = match state {
        KeyState::Enabled => return None,
        KeyState::Disabled => ServiceRepair::EnableKey { key: arn },
        KeyState::PendingDeletion => ServiceRepair::CancelKeyDeletion { key: arn },
        KeyState::PendingImport => ServiceRepair::ImportKeyMaterial { key: arn },
    };
    let at = owned(&["keys", &key.id, "state"]);
    let change = Change::Tell { at, edit: Edit::Set(quoted(KeyState::Enabled.word())) };
    Some(Repair::new(does, by, vec![change]).opening(Breadth::Some))
}

fn account(arn: &str) -> &str {
    Arn::parse(arn).map_or("", |it| it.account)
}
