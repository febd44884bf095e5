//! The messages that people see, as templates: filled in for an answer, and read back from a pasted message.

mod client;
mod customer_key;
mod flaw;
mod lock;
mod refusal;

pub use client::{
    ACCELERATION, AUTHORIZATION_HEADER, CONNECT_TIMED_OUT, CONNECT_TIMEOUT, ILLEGAL_LOCATION,
    KMS_NEEDS_TLS, MOVED, PERMANENT_REDIRECT,
};
pub use flaw::{MALFORMED, MALFORMED_WITHOUT_SENTENCE, of_flaw};
pub use refusal::{
    ACL_NOT_SUPPORTED, ACLS_DISABLED, ANONYMOUS_UPLOAD, ARCHIVED, COPY_ONTO_ITSELF, ERROR_PER_KEY,
    NO_SUCH_KEY, NO_SUCH_VERSION, NOT_ARCHIVED, NOT_FOUND, NOT_MODIFIED, PRECONDITION_FAILED,
    PRECONDITION_FAILED_HEAD, PUBLIC_ACL_OF_NEW_BUCKET, PUBLIC_ACL_REFUSED,
    REPLICATION_NEEDS_VERSIONING, SOURCE_ARCHIVED,
};

pub use customer_key::{
    SSE_C_BLOCKED, SSE_C_INCOMPATIBLE, SSE_C_INSECURE, SSE_C_NEEDED, SSE_C_NOT_APPLICABLE,
};
pub(super) use lock::of_state;
pub use lock::{
    BYPASS_WITHOUT_LOCK, LOCK_INCOMPLETE, LOCK_NEEDS_VERSIONING, MALFORMED_XML, MFA_NEEDED,
    NO_LOCK_CONFIGURATION, NO_OBJECT_LOCK, NO_OBJECT_LOCK_FOR_UPLOAD, NO_RETENTION, OBJECT_LOCKED,
    RETAIN_UNTIL_PAST,
};

/// A message with places to be filled in, written as `{name}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its stable name for programs.
    pub id: &'static str,
    /// The message; a place that occurs twice has the same value in both.
    pub text: &'static str,
}

/// A message that was read back: its template, and the value of each place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message<'t> {
    /// The template.
    pub template: Template,
    /// The places in their order, each once.
    pub values: Vec<(&'static str, &'t str)>,
}

/// Lambda's log line for a function that exceeds its timeout.
pub const TIMED_OUT: Template =
    Template { id: "timed-out", text: "Task timed out after {seconds} seconds" };

/// The same, where it happens in some calls only.
pub const TIMED_OUT_SOMETIMES: Template = Template {
    id: "timed-out-sometimes",
    text: "Task timed out after {seconds} seconds — in some calls only",
};

/// The same, where the client called an address that only its VPC reaches.
pub const TIMED_OUT_AT_PRIVATE_ADDRESS: Template = Template {
    id: "timed-out-at-private-address",
    text: "Task timed out after {seconds} seconds: the endpoint's private address is not reachable from outside its VPC",
};

/// The symptom of a call of an AWS service that S3 refuses.
pub const SERVICE_REFUSED: Template = Template {
    id: "service-refused",
    text: "No error that a person reads: S3 refuses the service's call, and what it should deliver does not arrive",
};

/// The answer to a signed URL that has expired.
pub const URL_EXPIRED: Template = Template {
    id: "url-expired",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: Request has expired",
};

/// The answer to a signed URL whose signer's credentials have expired.
pub const TOKEN_EXPIRED: Template = Template {
    id: "token-expired",
    text: "An error occurred (ExpiredToken) when calling the {operation} operation: The provided token has expired.",
};

/// The message of a client for a VPC whose resolver is off.
pub const NAME_DOES_NOT_RESOLVE: Template = Template {
    id: "name-does-not-resolve",
    text: "Could not resolve S3's name: EndpointConnectionError, getaddrinfo ENOTFOUND or UnknownHostException",
};

/// The answer to a refused request, if it has no body.
pub const FORBIDDEN: Template = Template {
    id: "forbidden",
    text: "An error occurred (403) when calling the {operation} operation: Forbidden",
};

/// The answer without details.
pub const ACCESS_DENIED: Template = Template {
    id: "access-denied",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: Access Denied",
};

/// The answer to a copy between Regions through a VPC endpoint.
pub const NO_CROSS_REGION: Template = Template {
    id: "no-cross-region",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: VPC endpoints do not support cross-region requests",
};

/// The answer for an explicit deny in a policy.
pub const EXPLICIT_DENY: Template = Template {
    id: "explicit-deny",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: User: {principal} is not authorized to perform: {action} on resource: \"{resource}\" with an explicit deny in {policy}",
};

/// The answer if no policy of a type allows.
pub const NO_ALLOW: Template = Template {
    id: "no-allow",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: User: {principal} is not authorized to perform: {action} on resource: \"{resource}\" because no {policy} allows the {action} action",
};

/// The answer for an explicit deny of S3's request to KMS.
pub const KMS_EXPLICIT_DENY: Template = Template {
    id: "kms-explicit-deny",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: User: {principal} is not authorized to perform: {action} on resource: {resource} with an explicit deny in {policy}",
};

/// The answer if no policy of a type allows S3's request to KMS.
pub const KMS_NO_ALLOW: Template = Template {
    id: "kms-no-allow",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: User: {principal} is not authorized to perform: {action} on resource: {resource} because no {policy} allows the {action} action",
};

/// The answer to callers of another account than the key's, if S3 asks KMS to decrypt.
pub const KMS_NO_CIPHERTEXT: Template = Template {
    id: "kms-no-ciphertext",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
};

/// The answer for a KMS key that is disabled.
pub const KMS_DISABLED: Template = Template {
    id: "kms-disabled",
    text: "An error occurred (KMS.DisabledException) when calling the {operation} operation: {resource} is disabled.",
};

/// The answer for a KMS key that is pending deletion or import.
pub const KMS_INVALID_STATE: Template = Template {
    id: "kms-invalid-state",
    text: "An error occurred (KMS.KMSInvalidStateException) when calling the {operation} operation: {resource} is pending {state}.",
};

/// The answer for a KMS key that does not exist.
pub const KMS_NOT_FOUND: Template = Template {
    id: "kms-not-found",
    text: "An error occurred (KMS.NotFoundException) when calling the {operation} operation: Key '{resource}' does not exist",
};

/// The answer for a KMS key in another Region.
pub const KMS_INVALID_ARN: Template = Template {
    id: "kms-invalid-arn",
    text: "An error occurred (KMS.NotFoundException) when calling the {operation} operation: Invalid arn {region}",
};

/// The answer to a read request with an encryption header.
pub const ENCRYPTION_HEADER_ON_READ: Template = Template {
    id: "encryption-header-on-read",
    text: "An error occurred (InvalidArgument) when calling the {operation} operation: x-amz-server-side-encryption header is not supported for this operation.",
};

/// The answer to a KMS key without the header that asks for KMS.
pub const KMS_KEY_WITHOUT_HEADER: Template = Template {
    id: "kms-key-without-header",
    text: "An error occurred (InvalidArgument) when calling the {operation} operation: Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
};

/// The answer to an unsigned request for an object that a KMS key encrypts.
pub const KMS_NEEDS_SIGNATURE: Template = Template {
    id: "kms-needs-signature",
    text: "An error occurred (InvalidArgument) when calling the {operation} operation: Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
};

/// The answer to a bad request, if it has no body.
pub const BAD_REQUEST: Template = Template {
    id: "bad-request",
    text: "An error occurred (400) when calling the {operation} operation: Bad Request",
};

/// The answer to a new bucket policy that BlockPublicPolicy refuses.
pub const PUBLIC_POLICY: Template = Template {
    id: "public-policy",
    text: "An error occurred (AccessDenied) when calling the {operation} operation: User: {principal} is not authorized to perform: {action} on resource: \"{resource}\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access",
};

/// The answer to an identity of another account that the policies allow a call for the bucket policy.
pub const NOT_ALLOWED: Template = Template {
    id: "method-not-allowed",
    text: "An error occurred (MethodNotAllowed) when calling the {operation} operation: The specified method is not allowed against this resource.",
};

/// The state of a function that is not active, if Lambda gives no reason.
pub const FUNCTION_STATE: Template =
    Template { id: "function-state", text: "The function's state is {state}" };

/// Lambda's message for a role whose trust policy does not let Lambda assume it.
pub const ROLE_NOT_ASSUMED: Template = Template {
    id: "role-not-assumed",
    text: "The role defined for the function cannot be assumed by Lambda.",
};

/// Lambda's message for attaching a function to a VPC if its role lacks the permissions for network interfaces.
pub const ROLE_WITHOUT_INTERFACES: Template = Template {
    id: "role-without-interfaces",
    text: "The provided execution role does not have permissions to call {call} on EC2",
};

/// The error of calling a function whose role lost the permissions for network interfaces.
pub const EC2_ACCESS_DENIED: Template = Template {
    id: "ec2-access-denied",
    text: "An error occurred (EC2AccessDeniedException) when calling the Invoke operation: Need additional permissions to configure VPC settings.",
};

/// The error of calling a function whose subnet has no free address.
pub const SUBNET_OUT_OF_ADDRESSES: Template = Template {
    id: "subnet-out-of-addresses",
    text: "An error occurred (SubnetIPAddressLimitReachedException) when calling the Invoke operation: Lambda couldn't set up VPC access for the Lambda function because one or more configured subnets has no available IP addresses.",
};

/// The error of calling a function whose VPC has reached its quota of network interfaces.
pub const INTERFACE_LIMIT: Template = Template {
    id: "interface-limit",
    text: "An error occurred (ENILimitReachedException) when calling the Invoke operation: Lambda couldn't create an elastic network interface in the VPC, specified as part of Lambda function configuration, because the limit for network interfaces has been reached.",
};

/// S3's message for saving a notification whose function does not let S3 invoke it.
pub const NOTIFICATION_REFUSED: Template = Template {
    id: "notification-refused",
    text: "An error occurred (InvalidArgument) when calling the PutBucketNotificationConfiguration operation: Unable to validate the following destination configurations",
};

/// S3's message for a notification whose function is in another Region than the bucket.
pub const NOTIFICATION_REGION: Template = Template {
    id: "notification-region",
    text: "An error occurred (InvalidArgument) when calling the PutBucketNotificationConfiguration operation: The notification destination service region is not valid for the bucket location constraint",
};

/// S3's message for two notifications that are for some of the same objects.
pub const NOTIFICATION_AMBIGUOUS: Template = Template {
    id: "notification-ambiguous",
    text: "An error occurred (InvalidArgument) when calling the PutBucketNotificationConfiguration operation: Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
};

/// The symptom of an event that does not reach a function.
pub const NOT_INVOKED: Template = Template {
    id: "not-invoked",
    text: "No error anywhere: the call on the object succeeds, and the function's log stays empty",
};

/// Every template; of two that fit, the later one says more.
// AWS: "Troubleshoot access denied errors in Amazon S3", "Troubleshooting networking issues in Lambda".
pub const TEMPLATES: &[Template] = &[
    TIMED_OUT,
    TIMED_OUT_SOMETIMES,
    TIMED_OUT_AT_PRIVATE_ADDRESS,
    SERVICE_REFUSED,
    NAME_DOES_NOT_RESOLVE,
    CONNECT_TIMED_OUT,
    CONNECT_TIMEOUT,
    PERMANENT_REDIRECT,
    MOVED,
    ILLEGAL_LOCATION,
    AUTHORIZATION_HEADER,
    ACCELERATION,
    FORBIDDEN,
    BAD_REQUEST,
    ACCESS_DENIED,
    SSE_C_NEEDED,
    SSE_C_NOT_APPLICABLE,
    SSE_C_INSECURE,
    SSE_C_INCOMPATIBLE,
    ENCRYPTION_HEADER_ON_READ,
    KMS_KEY_WITHOUT_HEADER,
    KMS_NEEDS_SIGNATURE,
    KMS_NEEDS_TLS,
    KMS_NO_CIPHERTEXT,
    KMS_DISABLED,
    KMS_INVALID_STATE,
    KMS_NOT_FOUND,
    KMS_INVALID_ARN,
    KMS_EXPLICIT_DENY,
    KMS_NO_ALLOW,
    SSE_C_BLOCKED,
    NO_CROSS_REGION,
    URL_EXPIRED,
    TOKEN_EXPIRED,
    EXPLICIT_DENY,
    NO_ALLOW,
    PUBLIC_POLICY,
    NOT_ALLOWED,
    MALFORMED_WITHOUT_SENTENCE,
    MALFORMED,
    FUNCTION_STATE,
    ROLE_NOT_ASSUMED,
    ROLE_WITHOUT_INTERFACES,
    EC2_ACCESS_DENIED,
    SUBNET_OUT_OF_ADDRESSES,
    INTERFACE_LIMIT,
    NOTIFICATION_REFUSED,
    NOTIFICATION_REGION,
    NOTIFICATION_AMBIGUOUS,
    NOT_INVOKED,
    ACL_NOT_SUPPORTED,
    PUBLIC_ACL_REFUSED,
    ACLS_DISABLED,
    PUBLIC_ACL_OF_NEW_BUCKET,
    NO_SUCH_KEY,
    NO_SUCH_VERSION,
    NOT_FOUND,
    OBJECT_LOCKED,
    NO_OBJECT_LOCK,
    NO_OBJECT_LOCK_FOR_UPLOAD,
    RETAIN_UNTIL_PAST,
    LOCK_INCOMPLETE,
    MALFORMED_XML,
    MFA_NEEDED,
    PRECONDITION_FAILED,
    PRECONDITION_FAILED_HEAD,
    NOT_MODIFIED,
    COPY_ONTO_ITSELF,
    ERROR_PER_KEY,
    ARCHIVED,
    NOT_ARCHIVED,
    SOURCE_ARCHIVED,
    REPLICATION_NEEDS_VERSIONING,
    ANONYMOUS_UPLOAD,
    LOCK_NEEDS_VERSIONING,
    NO_LOCK_CONFIGURATION,
    NO_RETENTION,
    BYPASS_WITHOUT_LOCK,
];

impl Template {
    /// The message with its places filled in; one that is not among `values` stays as it stands.
    pub fn fill(&self, values: &[(&str, &str)]) -> String {
        let mut message = String::new();
        for (literal, place) in self.pieces() {
            message.push_str(literal);
            if let Some(place) = place {
                let value = values.iter().find(|it| it.0 == place).map_or(place, |it| it.1);
                message.push_str(value);
            }
        }
        message
    }

    /// The values in the places of `message`; `None` if it does not match this template.
    fn read(self, message: &str) -> Option<Vec<(&'static str, &str)>> {
        let mut values: Vec<(&'static str, &str)> = Vec::new();
        let pieces: Vec<_> = self.pieces().collect();
        let mut rest = message;
        for (at, (literal, place)) in pieces.iter().enumerate() {
            rest = rest.strip_prefix(literal)?;
            let Some(place) = place else { continue };
            let end = match pieces.get(at + 1) {
                Some((next, _)) if !next.is_empty() => rest.find(next)?,
                _ => rest.len(),
            };
            let (value, behind) = rest.split_at_checked(end)?;
            rest = behind;
            match values.iter().find(|it| it.0 == *place) {
                Some((_, before)) if *before != value => return None,
                Some(_) => {}
                None => values.push((place, value)),
            }
        }
        rest.is_empty().then_some(values)
    }

    /// Its literal texts, each with the place behind it.
    fn pieces(self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let mut parts = self.text.split('{');
        let first = parts.next().unwrap_or_default();
        let mut places = Vec::new();
        let mut literals = vec![first];
        for part in parts {
            let (place, literal) = part.split_once('}').unwrap_or((part, ""));
            places.push(place);
            literals.push(literal);
        }
        let places = places.into_iter().map(Some).chain([None]);
        literals.into_iter().zip(places)
    }
}

/// Reads a message back, by the last template that matches it.
pub fn read(message: &str) -> Option<Message<'_>> {
    let message = message.trim();
    TEMPLATES.iter().rev().find_map(|template| {
        let values = template.read(message)?;
        Some(Message { template: *template, values })
    })
}

#[cfg(test)]
mod tests {
    use accesspath_policy::save::Flaw;

    use super::*;

    #[test]
    fn every_template_is_read_back_from_what_it_fills() {
        let values = [
            ("seconds", "3.00"),
            ("operation", "PutObject"),
            ("principal", "arn:aws:sts::111122223333:assumed-role/a/b"),
            ("action", "s3:PutObject"),
            ("resource", "arn:aws:s3:::b/a key with \"quotes\" and {braces}"),
            ("policy", "identity-based policy"),
            ("sentence", of_flaw(Flaw::FirstByte)),
            ("state", "Inactive"),
            ("call", "CreateNetworkInterface"),
            ("region", "eu-west-1"),
        ];
        for template in TEMPLATES {
            let message = template.fill(&values);
            let back = read(&message).expect("it is read back");
            assert_eq!(back.template, *template, "{message}");
            for (place, value) in back.values {
                assert!(values.contains(&(place, value)), "{place}: {value} in {message}");
            }
        }
        assert_eq!(read("Rate exceeded"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn a_place_that_stands_twice_holds_the_same_twice() {
        let message =
            NO_ALLOW.fill(&[("action", "s3:GetObject")]).replacen("s3:GetObject", "s3:X", 1);
        assert_eq!(read(&message), None);
    }
}
