//! The reasons why encryption, apart from policies, lets a call pass or stops it.

use accesspath_policy::truth::Truth;

use crate::scenario::KeyState;

/// The reason why encryption lets a call pass or stops it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncryptionReason {
    /// The key, by ARN, can be used.
    KeyUsable(String),
    /// The key that the client sends with the request (SSE-C) is accepted.
    CustomerKeyTaken,
    /// The bucket blocks uploads with a key of the client's own.
    CustomerKeyBlocked,
    /// It is not known whether the bucket blocks such uploads.
    CustomerKeyUndecided,
    /// The object is encrypted with a key of the client's own, and the request sends none.
    CustomerKeyMissing,
    /// The request sends a key of the client's own for an object that is not encrypted with one.
    CustomerKeyUnused,
    /// A request with a key of the client's own comes over HTTP.
    CustomerKeyOverHttp,
    /// An upload with a key of the client's own has a header for another encryption, too.
    CustomerKeyBesideHeader,
    /// The key of the client's own is another than that with which the object was stored.
    CustomerKeyWrong,
    /// A read request has a header for encryption.
    HeaderOnRead,
    /// The request names a KMS key, but does not ask for encryption with KMS.
    KeyWithoutHeader,
    /// The object's type of encryption is not known.
    AlgorithmUnknown,
    /// The KMS key of the object is not known.
    KeyUnknown,
    /// The scenario does not describe the key of this name.
    KeyNotDescribed(String),
    /// There is no key of this name in the caller's account and the bucket's Region.
    NoSuchKey(String),
    /// The key, by ARN, is in another Region than the bucket.
    OtherRegion(String),
    /// The key, by ARN, is not enabled.
    NotEnabled(String, KeyState),
    /// The state of the key, by ARN, is not known.
    StateUnknown(String),
    /// KMS rejects unsigned requests.
    Unsigned,
    /// KMS keys are used over TLS only.
    PlainHttp,
}

impl EncryptionReason {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::KeyUsable(_) => "key-usable",
            Self::CustomerKeyTaken => "customer-key-taken",
            Self::CustomerKeyBlocked => "customer-key-blocked",
            Self::CustomerKeyUndecided => "customer-key-undecided",
            Self::CustomerKeyMissing => "customer-key-missing",
            Self::CustomerKeyUnused => "customer-key-unused",
            Self::CustomerKeyOverHttp => "customer-key-over-http",
            Self::CustomerKeyBesideHeader => "customer-key-beside-header",
            Self::CustomerKeyWrong => "customer-key-wrong",
            Self::HeaderOnRead => "encryption-header-on-read",
            Self::KeyWithoutHeader => "kms-key-without-header",
            Self::AlgorithmUnknown => "encryption-unknown",
            Self::KeyUnknown => "kms-key-unknown",
            Self::KeyNotDescribed(_) => "kms-key-not-described",
            Self::NoSuchKey(_) => "no-such-kms-key",
            Self::OtherRegion(_) => "kms-key-in-other-region",
            Self::NotEnabled(_, KeyState::Enabled) => "kms-key-enabled",
            Self::NotEnabled(_, KeyState::Disabled) => "kms-key-disabled",
            Self::NotEnabled(_, KeyState::PendingDeletion) => "kms-key-pending-deletion",
            Self::NotEnabled(_, KeyState::PendingImport) => "kms-key-pending-import",
            Self::StateUnknown(_) => "kms-key-state-unknown",
            Self::Unsigned => "unsigned-request",
            Self::PlainHttp => "plain-http",
        }
    }

    /// The call gets past it.
    pub const fn passes(&self) -> Truth {
        match self {
            Self::KeyUsable(_) | Self::CustomerKeyTaken => Truth::Yes,
            Self::CustomerKeyUndecided
            | Self::AlgorithmUnknown
            | Self::KeyUnknown
            | Self::KeyNotDescribed(_)
            | Self::StateUnknown(_) => Truth::Unknown,
            _ => Truth::No,
        }
    }
}
