//! The messages about Object Lock and MFA Delete.

use super::{ACCESS_DENIED, Template};
use crate::check::StateReason as Reason;
use crate::s3::operation::Operation;

/// The answer to a delete or a change of a locked version.
pub const OBJECT_LOCKED: Template = Template {
    id: "object-locked",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: Access Denied because object protected by object lock.",
};

/// The answer to a lock, or to a question for one, in a bucket without Object Lock.
pub const NO_OBJECT_LOCK: Template = Template {
    id: "no-object-lock",
    text: "An error occurred (InvalidRequest) when calling the {operation} operation: Bucket is missing Object Lock Configuration",
};

/// The answer to an upload with a lock into such a bucket.
pub const NO_OBJECT_LOCK_FOR_UPLOAD: Template = Template {
    id: "no-object-lock-for-upload",
    text: "An error occurred (InvalidRequest) when calling the {operation} operation: Bucket is missing ObjectLockConfiguration",
};

/// The answer to a retention that has ended.
pub const RETAIN_UNTIL_PAST: Template = Template {
    id: "retain-until-past",
    text: "An error occurred (InvalidArgument) when calling the {operation} operation: The retain until date must be in the future!",
};

/// The answer to an upload with one half of a retention.
pub const LOCK_INCOMPLETE: Template = Template {
    id: "lock-incomplete",
    text: "An error occurred (InvalidArgument) when calling the {operation} operation: x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
};

/// The same, of `PutObjectRetention`.
pub const MALFORMED_XML: Template = Template {
    id: "malformed-xml",
    text: "An error occurred (MalformedXML) when calling the {operation} operation: The XML you provided was not well-formed or did not validate against our published schema",
};

/// The answer to a request without the code that MFA Delete asks for.
pub const MFA_NEEDED: Template = Template {
    id: "mfa-needed",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: Mfa Authentication must be used for this request",
};

/// The answer to reading the Object Lock configuration of a bucket without one.
pub const NO_LOCK_CONFIGURATION: Template = Template {
    id: "no-object-lock-configuration",
    text: "An error occurred (ObjectLockConfigurationNotFoundError) when calling the {operation} operation: Object Lock configuration does not exist for this bucket",
};

/// The answer to reading the retention of a version without one.
pub const NO_RETENTION: Template = Template {
    id: "no-retention",
    text: "An error occurred (NoSuchObjectLockConfiguration) when calling the {operation} operation: The specified object does not have a ObjectLock configuration",
};

/// The answer to a delete that asks to bypass a lock in a bucket without Object Lock.
pub const BYPASS_WITHOUT_LOCK: Template = Template {
    id: "bypass-without-object-lock",
    text: "An error occurred (InvalidArgument) when calling the {operation} operation: x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
};

/// The answer to an Object Lock configuration for a bucket without versioning.
pub const LOCK_NEEDS_VERSIONING: Template = Template {
    id: "object-lock-needs-versioning",
    text: "An error occurred (InvalidBucketState) when calling the {operation} operation: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
};

/// The error code of a state that stops the call, and the message with it.
pub(in crate::symptom) fn of_state(
    reason: Option<Reason>,
    operation: Option<Operation>,
) -> (&'static str, Template) {
    match reason {
        Some(Reason::NoObjectLock) if operation == Some(Operation::GetObjectLockConfiguration) => {
            ("ObjectLockConfigurationNotFoundError", NO_LOCK_CONFIGURATION)
        }
        Some(Reason::NoRetention) => ("NoSuchObjectLockConfiguration", NO_RETENTION),
        Some(Reason::BypassWithoutLock) => ("InvalidArgument", BYPASS_WITHOUT_LOCK),
        Some(Reason::NoObjectLock)
            if matches!(
                operation,
                Some(
                    Operation::PutObject | Operation::CopyObject | Operation::CreateMultipartUpload
                )
            ) =>
        {
            ("InvalidRequest", NO_OBJECT_LOCK_FOR_UPLOAD)
        }
        Some(Reason::NoObjectLock) => ("InvalidRequest", NO_OBJECT_LOCK),
        Some(Reason::RetainUntilPast) => ("InvalidArgument", RETAIN_UNTIL_PAST),
        Some(Reason::LockIncomplete) if operation == Some(Operation::PutObjectRetention) => {
            ("MalformedXML", MALFORMED_XML)
        }
        Some(Reason::LockIncomplete) => ("InvalidArgument", LOCK_INCOMPLETE),
        Some(
            Reason::OnLegalHold
            | Reason::LockedByCompliance
            | Reason::LockedByGovernance
            | Reason::ComplianceKept
            | Reason::GovernanceKept,
        ) => ("AccessDenied", OBJECT_LOCKED),
        Some(Reason::MfaMissing) => ("AccessDenied", MFA_NEEDED),
        _ => ("AccessDenied", ACCESS_DENIED),
    }
}
