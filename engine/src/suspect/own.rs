//! The messages that name their cause by themselves, each with its control.

use accesspath_policy::layer::Layer;

use super::{Is, Suspect, World};
use crate::control::{Control, NetworkControl};

/// The suspect of a message that tells it.
pub(super) fn suspect(id: &'static str) -> Option<Suspect> {
    let controls = controls(id);
    (!controls.is_empty()).then(|| Suspect {
        is: Is::Told(id),
        controls: controls.to_vec(),
        world: World::Same,
        exact: true,
    })
}

/// The controls that a message names; empty, where several causes show so.
fn controls(id: &str) -> &'static [Control] {
    use Control as C;
    match id {
        "permanent-redirect"
        | "moved-permanently"
        | "illegal-location-constraint"
        | "authorization-header-malformed" => &[C::ClientRegion],
        "transfer-acceleration" => &[C::Acceleration],
        "sse-c-needed"
        | "sse-c-not-applicable"
        | "sse-c-insecure"
        | "sse-c-incompatible"
        | "sse-c-blocked"
        | "encryption-header-on-read"
        | "kms-key-without-header"
        | "kms-needs-signature"
        | "kms-needs-tls"
        | "kms-disabled"
        | "kms-invalid-state"
        | "kms-not-found"
        | "kms-invalid-arn" => &[C::Encryption],
        "no-cross-region" => &[C::CopyRegions],
        "bad-request" => &[C::Encryption, C::Acceleration, C::ClientRegion],
        "url-expired" | "token-expired" => &[C::SignedUrl],
        "public-policy" => &[C::NewPolicy, C::Policy(Layer::BlockPublicAccess)],
        "malformed-policy" | "malformed-policy-untold" => &[C::NewPolicy],
        "method-not-allowed" => &[C::BucketOwner],
        "function-state" => &[C::FunctionState],
        "subnet-out-of-addresses" | "interface-limit" => &[C::FunctionState],
        "role-not-assumed" => &[C::TrustPolicy],
        "role-without-interfaces" => &[C::NetworkInterfaces],
        "ec2-access-denied" => &[C::FunctionState, C::NetworkInterfaces],
        // What lets S3 invoke the function stands in the function's policy.
        "notification-refused" | "notification-region" | "notification-ambiguous" => {
            &[C::Operation]
        }
        "acl-not-supported" => &[C::Policy(Layer::ObjectOwnership)],
        "public-acl-refused" => &[C::Policy(Layer::BlockPublicAccess)],
        "acls-disabled"
        | "public-acl-of-new-bucket"
        | "replication-needs-versioning"
        | "anonymous-upload"
        | "object-lock-needs-versioning" => &[C::Operation],
        "no-such-key" | "no-such-version" | "not-found" => {
            &[C::Object, C::CopySource, C::Precondition]
        }
        "object-locked"
        | "no-object-lock"
        | "no-object-lock-for-upload"
        | "retain-until-past"
        | "lock-incomplete"
        | "mfa-needed"
        | "malformed-xml"
        | "no-object-lock-configuration"
        | "no-retention"
        | "bypass-without-object-lock"
        | "archived"
        | "not-archived" => &[C::Object],
        "precondition-failed" | "precondition-failed-head" | "not-modified" => &[C::Precondition],
        "copy-onto-itself" | "source-archived" => &[C::CopySource],
        "name-does-not-resolve" => &[C::Network(NetworkControl::Dns)],
        _ => &[],
    }
}
