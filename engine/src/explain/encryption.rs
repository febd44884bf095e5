//! Sentences about encryption, apart from policies.

use accesspath_policy::truth::Truth;

use crate::check::EncryptionReason as Reason;
use crate::judge::PathAnalysis;
use crate::scenario::KeyState;

/// The reason that tells most: the first that stops the call, else the first that is open, else the first.
fn telling(path: &PathAnalysis) -> Option<&Reason> {
    let all = || path.checks.iter().filter_map(|it| it.because.encryption());
    let of = |wanted: Truth| all().find(move |it| it.passes() == wanted);
    of(Truth::No).or_else(|| of(Truth::Unknown)).or_else(|| all().next())
}

/// One line for a card.
pub(super) fn blocker_line(path: &PathAnalysis) -> String {
    match telling(path) {
        Some(Reason::CustomerKeyBlocked) => "The bucket blocks SSE-C",
        Some(Reason::CustomerKeyMissing) => "SSE-C: the request has no key",
        Some(Reason::CustomerKeyUnused) => "The object is not encrypted with SSE-C",
        Some(Reason::CustomerKeyOverHttp) => "SSE-C requires HTTPS",
        Some(Reason::CustomerKeyBesideHeader) => "SSE-C beside x-amz-server-side-encryption",
        Some(Reason::CustomerKeyWrong) => "SSE-C: the key is another one",
        Some(Reason::HeaderOnRead) => "Encryption header on a read",
        Some(Reason::KeyWithoutHeader) => "KMS key without x-amz-server-side-encryption",
        Some(Reason::NoSuchKey(_)) => "The KMS key does not exist there",
        Some(Reason::OtherRegion(_)) => "The KMS key is in another Region",
        Some(Reason::NotEnabled(_, KeyState::Disabled)) => "The KMS key is disabled",
        Some(Reason::NotEnabled(_, KeyState::PendingDeletion)) => "The KMS key is pending deletion",
        Some(Reason::NotEnabled(..)) => "The KMS key has no key material",
        Some(Reason::Unsigned) => "KMS refuses unsigned requests",
        Some(Reason::PlainHttp) => "SSE-KMS requires TLS",
        _ => "Encryption",
    }
    .to_owned()
}

/// Why encryption blocks the call or does not.
pub(super) fn heading(path: &PathAnalysis) -> String {
    match telling(path) {
        None => "SSE-S3: no permission is needed for S3's own keys.".to_owned(),
        Some(Reason::KeyUsable(arn)) => {
            format!("SSE-KMS with {arn}: the caller needs permission to use this key.")
        }
        Some(Reason::CustomerKeyTaken) => {
            "SSE-C: the request has the key, so no KMS key is needed.".to_owned()
        }
        Some(Reason::CustomerKeyBlocked) => "The bucket blocks SSE-C: use another encryption, or unblock it.".to_owned(),
        Some(Reason::CustomerKeyUndecided) => "It depends on whether the bucket blocks SSE-C: new buckets do.".to_owned(),
        Some(Reason::CustomerKeyMissing) => "The object is encrypted with SSE-C: the request must send the same key.".to_owned(),
        Some(Reason::CustomerKeyUnused) => "The request sends an SSE-C key, and the object is not encrypted with SSE-C: send none.".to_owned(),
        Some(Reason::CustomerKeyOverHttp) => "S3 refuses a request with an SSE-C key over HTTP: use HTTPS, and take the key that was sent for disclosed.".to_owned(),
        Some(Reason::CustomerKeyBesideHeader) => "The request has an SSE-C key and x-amz-server-side-encryption: S3 accepts one of the two.".to_owned(),
        Some(Reason::CustomerKeyWrong) => "The object was stored with another SSE-C key than the request sends.".to_owned(),
        Some(Reason::HeaderOnRead) => "The request reads an object and has an encryption header: S3 refuses that.".to_owned(),
        Some(Reason::KeyWithoutHeader) => "The request names a KMS key without x-amz-server-side-encryption: aws:kms. S3 refuses that.".to_owned(),
        Some(Reason::AlgorithmUnknown) => {
            "The object's encryption: not known. With SSE-KMS the caller needs permission to use the key.".to_owned()
        }
        Some(Reason::KeyUnknown) => "The KMS key: not known.".to_owned(),
        Some(Reason::KeyNotDescribed(named)) => {
            format!("The KMS key {named} is not described, so its key policy is not known.")
        }
        Some(Reason::NoSuchKey(named)) => format!("{named} is looked up in the caller's account and the bucket's Region, but the key is elsewhere: name it by its full ARN."),
        Some(Reason::OtherRegion(arn)) => {
            format!("{arn} is in another Region than the bucket: S3 uses only keys of the bucket's Region.")
        }
        Some(Reason::NotEnabled(arn, state)) => {
            format!("{arn} is {}: nobody can use it, whatever the policies say.", in_words(*state))
        }
        Some(Reason::StateUnknown(arn)) => format!("The state of {arn}: not known."),
        Some(Reason::Unsigned) => "The object is encrypted with SSE-KMS, and KMS refuses unsigned requests: no anonymous caller can use it.".to_owned(),
        Some(Reason::PlainHttp) => "The object is encrypted with SSE-KMS, and S3 then requires TLS.".to_owned(),
    }
}

const fn in_words(state: KeyState) -> &'static str {
    match state {
        KeyState::Enabled => "enabled",
        KeyState::Disabled => "disabled",
        KeyState::PendingDeletion => "pending deletion",
        KeyState::PendingImport => "pending import of its key material",
    }
}
