//! The messages about what S3 refuses although the policies allow it: a state of the object, an ACL, the request itself.

use super::Template;

/// The answer of a bucket that has ACLs disabled.
pub const ACL_NOT_SUPPORTED: Template = Template {
    id: "acl-not-supported",
    text: "An error occurred (AccessControlListNotSupported) when calling the {operation} operation: The bucket does not allow ACLs",
};

/// The answer to an ACL that BlockPublicAcls refuses.
pub const PUBLIC_ACL_REFUSED: Template = Template {
    id: "public-acl-refused",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: User: {principal} is not authorized to perform: {action} on resource: \"{resource}\" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access",
};

/// The answer to an ACL of a new bucket that has ACLs disabled.
pub const ACLS_DISABLED: Template = Template {
    id: "acls-disabled",
    text: "An error occurred (InvalidBucketAclWithObjectOwnership) when calling the {operation} operation: Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
};

/// The answer to a public ACL of a new bucket.
pub const PUBLIC_ACL_OF_NEW_BUCKET: Template = Template {
    id: "public-acl-of-new-bucket",
    text: "An error occurred (InvalidBucketAclWithBlockPublicAccessError) when calling the {operation} operation: Bucket cannot have public ACLs set with BlockPublicAccess enabled",
};

/// The answer for an object that does not exist, to a caller that may list the bucket.
pub const NO_SUCH_KEY: Template = Template {
    id: "no-such-key",
    text: "An error occurred (NoSuchKey) when calling the {operation} operation: The specified key does not exist.",
};

/// The same of a version that does not exist.
pub const NO_SUCH_VERSION: Template = Template {
    id: "no-such-version",
    text: "An error occurred (NoSuchVersion) when calling the {operation} operation: The specified version does not exist.",
};

/// The same, if the answer has no body.
pub const NOT_FOUND: Template = Template {
    id: "not-found",
    text: "An error occurred (404) when calling the {operation} operation: Not Found",
};

/// The answer to a conditional request whose condition does not hold.
pub const PRECONDITION_FAILED: Template = Template {
    id: "precondition-failed",
    text: "An error occurred (PreconditionFailed) when calling the {operation} operation: At least one of the pre-conditions you specified did not hold",
};

/// The same, if the answer has no body.
pub const PRECONDITION_FAILED_HEAD: Template = Template {
    id: "precondition-failed-head",
    text: "An error occurred (412) when calling the {operation} operation: Precondition Failed",
};

/// The answer to a read of an object that has the ETag which it must not have.
pub const NOT_MODIFIED: Template = Template {
    id: "not-modified",
    text: "An error occurred (304) when calling the {operation} operation: Not Modified",
};

/// The answer to a copy of an object to itself that changes nothing.
pub const COPY_ONTO_ITSELF: Template = Template {
    id: "copy-onto-itself",
    text: "An error occurred (InvalidRequest) when calling the {operation} operation: This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
};

/// The answer of DeleteObjects for a key that it does not delete; `state` is the error's code.
pub const ERROR_PER_KEY: Template = Template {
    id: "error-per-key",
    text: "HTTP 200 without an exception, except in the AWS SDKs for Java 1.x (MultiObjectDeleteException) and .NET (DeleteObjectsException); Errors in the answer has for the key {state}: {sentence}",
};

/// The answer to reading an archived object.
pub const ARCHIVED: Template = Template {
    id: "archived",
    text: "An error occurred (InvalidObjectState) when calling the {operation} operation: The operation is not valid for the object's storage class",
};

/// The answer to restoring an object that is in no archive.
pub const NOT_ARCHIVED: Template = Template {
    id: "not-archived",
    text: "An error occurred (InvalidObjectState) when calling the {operation} operation: Restore is not allowed for the object's current storage class",
};

/// The answer to copying an archived object.
pub const SOURCE_ARCHIVED: Template = Template {
    id: "source-archived",
    text: "An error occurred (InvalidObjectState) when calling the {operation} operation: Operation is not valid for the source object's storage class",
};

/// The answer to a replication configuration for a bucket without versioning.
pub const REPLICATION_NEEDS_VERSIONING: Template = Template {
    id: "replication-needs-versioning",
    text: "An error occurred (InvalidRequest) when calling the {operation} operation: Versioning must be 'Enabled' on the bucket to apply a replication configuration",
};

/// The answer to an unsigned request for a multipart upload.
pub const ANONYMOUS_UPLOAD: Template = Template {
    id: "anonymous-upload",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: Anonymous users cannot initiate multipart uploads.  Please authenticate.",
};
