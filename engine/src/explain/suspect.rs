//! Sentences about what would have made AWS say what an error said.

use crate::suspect::{Cause, Is, Suspect, World};

/// A suspect in a few words.
pub const fn suspect_title(suspect: &Suspect) -> &'static str {
    match suspect.is {
        Is::Told(_) => "What the message says",
        Is::Cause(cause) => title(cause),
    }
}

const fn title(cause: Cause) -> &'static str {
    match cause {
        Cause::IdentitySilent => "The caller's own policies do not allow it",
        Cause::BucketPolicyDenies => "A statement of the bucket policy denies it",
        Cause::MissingObject => "The object is not there, and the caller may not list the bucket",
        Cause::BucketPolicySilent => "The bucket policy does not allow the caller",
        Cause::KeyPolicySilent => "The key policy does not allow the caller",
        Cause::EndpointSilent => "The VPC endpoint's policy does not allow it",
        Cause::PublicRestricted => "The bucket policy is public, and RestrictPublicBuckets is on",
        Cause::ScpDenies => "An SCP denies it",
        Cause::ScpSilent => "The SCPs of some level do not allow it",
        Cause::RcpDenies => "An RCP denies it",
        Cause::BoundarySilent => "The permissions boundary does not allow it",
        Cause::BoundaryDenies => "The permissions boundary denies it",
        Cause::EndpointDenies => "The VPC endpoint's policy denies it",
        Cause::IdentityDenies => "A policy of the caller denies it",
        Cause::AccessPointSilent => "The access point's policy does not allow the caller",
        Cause::AccessPointDenies => "The access point's policy denies it",
        Cause::ObjectOfAnother => "The object belongs to the account that wrote it",
        Cause::KeyPolicyDenies => "The key policy denies it",
        Cause::SessionSilent => "The session's policies do not allow it",
        Cause::SessionDenies => "The session's policies deny it",
        Cause::SignerSilent => "The URL was signed by a role that may not make the call",
        Cause::Anonymous => "The request is not signed",
        Cause::RequesterPays => "The requester pays, and the request does not say so",
        Cause::OtherOrigin => "The access point takes requests from its VPC only",
        Cause::CustomerKeyDiffers => "The object has another customer-provided key",
        Cause::ManagedByOrganization => "A policy of the organization sets Block Public Access",
        Cause::MfaDelete => "MFA Delete is on",
        Cause::NoRoute => "No route leads to S3",
        Cause::GroupShut => "The security group lets nothing out to S3",
        Cause::AclShut => "A network ACL drops the call or its replies",
        Cause::NatAdrift => "The NAT gateway has no way to the internet",
        Cause::EndpointGroupShut => "The interface endpoint's security group lets nothing in",
        Cause::PublicSubnet => "The function is in a public subnet, and has no public address",
    }
}

/// Why AWS says it so, in one sentence.
pub fn suspect_why(suspect: &Suspect) -> &'static str {
    match suspect.is {
        Is::Told(id) => told(id),
        Is::Cause(cause) => why(cause),
    }
}

const fn why(cause: Cause) -> &'static str {
    match cause {
        Cause::IdentitySilent => {
            "Within one account the bucket policy could allow it in their place; between two accounts both sides must."
        }
        Cause::BucketPolicyDenies => {
            "Often by a condition: a key that the path does not carry makes a Deny with a negated operator apply."
        }
        Cause::MissingObject => {
            "S3 tells a missing object as missing only to who may list the bucket; all others read a refusal, which names s3:ListBucket where it names an action."
        }
        Cause::BucketPolicySilent => {
            "A caller of another account needs an Allow of the bucket policy too."
        }
        Cause::KeyPolicySilent => {
            "S3 asks KMS in the caller's name, and passes KMS's refusal on as its own."
        }
        Cause::EndpointSilent => {
            "An endpoint's policy must allow the caller, the action and the bucket; one with only Deny statements allows nothing."
        }
        Cause::PublicRestricted => {
            "RestrictPublicBuckets shuts out other accounts and unsigned requests; AWS tells it as an explicit deny in a resource-based policy, and no statement denies."
        }
        Cause::ScpDenies | Cause::ScpSilent => {
            "SCPs limit every principal of the account, whatever its own policies allow."
        }
        Cause::RcpDenies => {
            "RCPs limit who may use the account's buckets and keys, from any account."
        }
        Cause::BoundarySilent | Cause::BoundaryDenies => {
            "A boundary grants nothing: what it does not allow, the role cannot do."
        }
        Cause::EndpointDenies => "The call went through a VPC endpoint whose policy denies it.",
        Cause::IdentityDenies => {
            "A Deny wins over every Allow; a group's or a managed policy may hold it."
        }
        Cause::AccessPointSilent | Cause::AccessPointDenies => {
            "A call through an access point needs its policy and the bucket's; AWS calls both resource-based."
        }
        Cause::ObjectOfAnother => {
            "Where ACLs count, an object that another account wrote without bucket-owner-full-control is not the bucket owner's to give."
        }
        Cause::KeyPolicyDenies => {
            "S3 calls KMS from its own network, so conditions on the VPC or the endpoint never hold there."
        }
        Cause::SessionSilent | Cause::SessionDenies => {
            "Whoever assumed the role passed a policy with it; Lambda passes none."
        }
        Cause::SignerSilent => {
            "The principal that AWS names is the URL's signer, not who uses the URL."
        }
        Cause::Anonymous => {
            "Of an unsigned request AWS gives no reason; Block Public Access or the lack of a public Allow stops it."
        }
        Cause::RequesterPays => "A caller of another account must send x-amz-request-payer.",
        Cause::OtherOrigin => {
            "AWS gives no reason where a request comes from outside of the access point's VPC."
        }
        Cause::CustomerKeyDiffers => {
            "With another key than the object's, S3 refuses without a reason."
        }
        Cause::ManagedByOrganization => {
            "Where the organization sets the account's switches, the account cannot."
        }
        Cause::MfaDelete => {
            "Versions are deleted, and versioning is changed, by the root user with x-amz-mfa only."
        }
        Cause::NoRoute => {
            "The network drops the call without an answer: the subnet's route table has no route to an endpoint, a NAT gateway or the like."
        }
        Cause::GroupShut => {
            "Through a gateway endpoint the addresses are still S3's public ones, so the group must allow TCP 443 to its prefix list."
        }
        Cause::AclShut => "Network ACLs know no connections: replies need ports 1024 to 65535 in.",
        Cause::NatAdrift => {
            "A NAT gateway must stand in a subnet whose route leads to an internet gateway."
        }
        Cause::EndpointGroupShut => {
            "An interface endpoint's group must let TCP 443 in from the function."
        }
        Cause::PublicSubnet => "Lambda gives its network interfaces no public address.",
    }
}

/// What a message that names its cause says.
fn told(id: &str) -> &'static str {
    match id {
        "permanent-redirect"
        | "moved-permanently"
        | "illegal-location-constraint"
        | "authorization-header-malformed" => {
            "The bucket is in another Region than the one that the client called."
        }
        "transfer-acceleration" => {
            "The bucket cannot be reached by Transfer Acceleration as it is."
        }
        "sse-c-blocked" => "The bucket takes no uploads with customer-provided keys.",
        "sse-c-needed" => {
            "The object is encrypted with a customer-provided key, which the request must send."
        }
        "sse-c-not-applicable" => {
            "The request sends a customer-provided key, and the object has none."
        }
        "sse-c-insecure" | "kms-needs-tls" => "The request came over HTTP.",
        "sse-c-incompatible" => "The request asks for two kinds of encryption.",
        "encryption-header-on-read" => "The header belongs to uploads; a read must not send it.",
        "kms-key-without-header" => "The request names a KMS key and does not ask for KMS.",
        "kms-needs-signature" => "An object with a KMS key takes signed requests only.",
        "kms-disabled" => "The KMS key is disabled.",
        "kms-invalid-state" => "The KMS key is pending deletion or import.",
        "kms-not-found" => {
            "There is no such KMS key where S3 looks for it; an id without its account is looked for in the caller's."
        }
        "kms-invalid-arn" => "The KMS key is of another Region than the bucket.",
        "no-cross-region" => "Through a VPC endpoint nothing is copied between Regions.",
        "bad-request" => {
            "The answer to HEAD has no reason: the object's key of KMS or of its client's is missing or wrong, Transfer Acceleration is off, or the bucket is in another Region."
        }
        "url-expired" => "The signed URL is older than it is good for.",
        "token-expired" => {
            "The credentials that signed have expired; a URL ends with the session that signed it."
        }
        "public-policy" => "BlockPublicPolicy takes no bucket policy that is public.",
        "malformed-policy" | "malformed-policy-untold" => "S3 does not save this bucket policy.",
        "method-not-allowed" => "Only the bucket's own account may do that.",
        "function-state" => "The function is not active.",
        "subnet-out-of-addresses" => "A subnet of the function has no free address.",
        "interface-limit" => "The VPC has reached its limit of network interfaces.",
        "role-not-assumed" => {
            "The role's trust policy does not name lambda.amazonaws.com, or its conditions do not hold."
        }
        "role-without-interfaces" | "ec2-access-denied" => {
            "The execution role lacks the permissions for network interfaces; an SCP can take them too."
        }
        "notification-refused" => {
            "The function's resource-based policy does not let S3 invoke it for this bucket."
        }
        "notification-region" => "The function is in another Region than the bucket.",
        "notification-ambiguous" => "Two notifications are for some of the same objects.",
        "acl-not-supported" => {
            "Object Ownership is BucketOwnerEnforced, so the request must send no ACL."
        }
        "public-acl-refused" => "BlockPublicAcls takes no public ACL.",
        "acls-disabled" => "A new bucket with BucketOwnerEnforced takes no ACL.",
        "public-acl-of-new-bucket" => {
            "A new bucket has Block Public Access on, and takes no public ACL."
        }
        "replication-needs-versioning" | "object-lock-needs-versioning" => {
            "The bucket's versioning must be enabled first."
        }
        "anonymous-upload" => "The request was not signed.",
        "no-such-key" | "not-found" => {
            "The object is not there; the caller may list the bucket, else it would read a refusal."
        }
        "no-such-version" => "The object has no such version.",
        "object-locked" => "Object Lock protects the version.",
        "no-object-lock"
        | "no-object-lock-for-upload"
        | "no-object-lock-configuration"
        | "bypass-without-object-lock" => "The bucket has no Object Lock.",
        "no-retention" => "The object has no retention.",
        "retain-until-past" => "The date of the retention has passed.",
        "lock-incomplete" => "A retention needs its mode and its date.",
        "mfa-needed" => "MFA Delete is on.",
        "malformed-xml" => {
            "The body of the request lacks something, such as the date of a retention."
        }
        "archived" | "source-archived" => {
            "The object lies in an archive, and must be restored first."
        }
        "not-archived" => "The object lies in no archive.",
        "precondition-failed" | "precondition-failed-head" => {
            "The object is not as If-Match or If-None-Match asks."
        }
        "not-modified" => "The object has not changed since.",
        "copy-onto-itself" => "A copy of an object to itself must change something.",
        "name-does-not-resolve" => {
            "The VPC's DNS gives no address for S3's name: DNS support is off, its own servers do not answer, a private zone hides the name, or the name is wrong."
        }
        _ => "",
    }
}

/// In which case it is so.
pub const fn suspect_where(world: World) -> Option<&'static str> {
    match world {
        World::Same => None,
        World::Organization => Some("where the bucket is of another account of the organization"),
        World::Outside => Some("where the bucket is of another account"),
    }
}
