//! Sentences about encryption, apart from policies.

use crate::check::EncryptionReason as Reason;
use crate::judge::PathAnalysis;
use crate::scenario::KeyState;
use accesspath_policy::truth::Truth;

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
        Some(Reason::CustomerKeyMissing) => "The object needs the client's own key",
        Some(Reason::CustomerKeyUnused) => "The object takes no key of the client's",
        Some(Reason::HeaderOnRead) => "An encryption header on a request that reads",
        Some(Reason::KeyWithoutHeader) => "A KMS key without the header that asks for KMS",
        Some(Reason::NoSuchKey(_)) => "The KMS key does not exist there",
        Some(Reason::OtherRegion(_)) => "The KMS key is in another Region",
        Some(Reason::NotEnabled(_, KeyState::Disabled)) => "The KMS key is disabled",
        Some(Reason::NotEnabled(_, KeyState::PendingDeletion)) => "The KMS key is to be deleted",
        Some(Reason::NotEnabled(..)) => "The KMS key has no key material",
        Some(Reason::Unsigned) => "KMS takes no unsigned requests",
        Some(Reason::PlainHttp) => "KMS keys need TLS",
        _ => "Encryption",
    }
    .to_owned()
}

/// Why encryption stops the call or lets it through.
pub(super) fn heading(path: &PathAnalysis) -> String {
    match telling(path) {
        None => "S3 encrypts with its own keys: nobody needs a permission for that.".to_owned(),
        Some(Reason::KeyUsable(arn)) => {
            format!("The object is encrypted with {arn}, which S3 asks KMS to use for the caller.")
        }
        Some(Reason::CustomerKeyTaken) => {
            "The client sends its own key along, so no KMS key is needed.".to_owned()
        }
        Some(Reason::CustomerKeyBlocked) => "The bucket blocks uploads with a key that the client sends along (SSE-C): use another encryption, or unblock it.".to_owned(),
        Some(Reason::CustomerKeyUndecided) => "It depends on whether the bucket blocks uploads with a key that the client sends along (SSE-C): new buckets do.".to_owned(),
        Some(Reason::CustomerKeyMissing) => "The object is encrypted with a key that a client sent along (SSE-C): who reads it must send the same key.".to_owned(),
        Some(Reason::CustomerKeyUnused) => "The request sends a key of the client's own (SSE-C), and the object is encrypted otherwise: send none.".to_owned(),
        Some(Reason::HeaderOnRead) => "The request reads and says how to encrypt: S3 knows how the object is encrypted, and refuses such headers.".to_owned(),
        Some(Reason::KeyWithoutHeader) => "The request names a KMS key without x-amz-server-side-encryption: aws:kms, which S3 refuses.".to_owned(),
        Some(Reason::AlgorithmUnknown) => {
            "How the object is encrypted is not known, so neither is whether KMS has a say.".to_owned()
        }
        Some(Reason::KeyUnknown) => "With which KMS key is not known.".to_owned(),
        Some(Reason::KeyNotDescribed(named)) => {
            format!("The KMS key {named} is not described here, so what its policy says is not known.")
        }
        Some(Reason::NoSuchKey(named)) => format!("{named} is looked up in the caller's account and the bucket's Region, and the key is elsewhere: name it by its full ARN."),
        Some(Reason::OtherRegion(arn)) => {
            format!("{arn} is in another Region than the bucket, and S3 uses only keys of the bucket's Region.")
        }
        Some(Reason::NotEnabled(arn, state)) => {
            format!("{arn} is {}: nobody can use it, whatever the policies say.", in_words(*state))
        }
        Some(Reason::StateUnknown(arn)) => format!("Whether {arn} is enabled is not known."),
        Some(Reason::Unsigned) => "The object is encrypted with a KMS key, and KMS takes no unsigned requests: nobody can read it anonymously.".to_owned(),
        Some(Reason::PlainHttp) => "The object is encrypted with a KMS key, and S3 takes such requests over TLS only.".to_owned(),
    }
}

const fn in_words(state: KeyState) -> &'static str {
    match state {
        KeyState::Enabled => "enabled",
        KeyState::Disabled => "disabled",
        KeyState::PendingDeletion => "waiting to be deleted",
        KeyState::PendingImport => "waiting for its key material",
    }
}
