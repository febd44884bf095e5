//! The messages that depend on how the client calls: by which name, and in which Region.

use super::Template;

/// The message of a client on the internet for an address that only a VPC reaches.
pub const CONNECT_TIMEOUT: Template = Template {
    id: "connect-timeout",
    text: "Connect timeout on endpoint URL: the endpoint's private address is not reachable from outside its VPC",
};

/// The messages of a client that waits for a connection in vain.
pub const CONNECT_TIMED_OUT: Template = Template {
    id: "connect-timed-out",
    text: "Connect timeout on endpoint URL, or connect ETIMEDOUT",
};

/// The answer to a request over plain HTTP that KMS is needed for.
pub const KMS_NEEDS_TLS: Template = Template {
    id: "kms-needs-tls",
    text: "An error occurred (InvalidArgument) when calling the {operation} operation: Requests specifying Server Side Encryption with AWS KMS managed keys must be made over a secure connection.",
};

/// The answer to a request in another Region than the bucket's.
pub const PERMANENT_REDIRECT: Template = Template {
    id: "permanent-redirect",
    text: "An error occurred (PermanentRedirect) when calling the {operation} operation: The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint: {resource}",
};

/// The same, if it has no body.
pub const MOVED: Template = Template {
    id: "moved-permanently",
    text: "An error occurred (301) when calling the {operation} operation: Moved Permanently",
};

/// The same, where one of the two Regions was launched after 20 March 2019.
pub const ILLEGAL_LOCATION: Template = Template {
    id: "illegal-location-constraint",
    text: "An error occurred (IllegalLocationConstraintException) when calling the {operation} operation: The {region} location constraint is incompatible for the region specific endpoint this request was sent to.",
};

/// The answer to a request that is signed for another Region.
pub const AUTHORIZATION_HEADER: Template = Template {
    id: "authorization-header-malformed",
    text: "An error occurred (AuthorizationHeaderMalformed) when calling the {operation} operation: The authorization header is malformed; the region '{state}' is wrong; expecting '{region}'",
};

/// The answer to a name of Transfer Acceleration that the bucket does not take.
pub const ACCELERATION: Template = Template {
    id: "transfer-acceleration",
    text: "An error occurred (InvalidRequest) when calling the {operation} operation: S3 Transfer Acceleration {state}",
};
