//! Callers that a service takes no call from, whatever policies say.

use super::Layers;
use crate::caller::Caller;
use crate::request::Request;
use crate::truth::Truth;

/// S3 takes calls of these actions from the bucket's own account only.
// AWS: "PutBucketPolicy", "GetBucketPolicy", "DeleteBucketPolicy" — 405 for identities of other accounts.
const OF_BUCKET_POLICY: [&str; 3] =
    ["s3:putbucketpolicy", "s3:getbucketpolicy", "s3:deletebucketpolicy"];

/// The service takes the request from its caller; what its resource's policy grants counts only then.
pub(super) fn taken(request: &Request, given: &Layers) -> Truth {
    let action = request.action.to_ascii_lowercase();
    let (service, name) = action.split_once(':').unwrap_or((&action, ""));
    let owner_only = OF_BUCKET_POLICY.contains(&action.as_str()) && !given.checks_owner;
    let taken = match &request.caller {
        // AWS: "AssumeRole" — root users cannot call it.
        Caller::Root(_) => action != "sts:assumerole",
        // AWS: "GetFederationToken" — no action of IAM, and of STS one only.
        Caller::FederatedUser(_) => match service {
            "sts" => name == "getcalleridentity",
            service => service != "iam",
        },
        Caller::Anonymous => match (service, name) {
            ("s3" | "sqs" | "sns", _) => true,
            // AWS: "Control access to Lambda function URLs", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML".
            ("lambda", "invokefunctionurl" | "invokefunction")
            | ("sts", "assumerolewithwebidentity" | "assumerolewithsaml") => true,
            // AWS: "Signing AWS API requests".
            ("kms" | "iam" | "sts", _) => false,
            _ => return Truth::Unknown,
        },
        Caller::Role { .. } | Caller::User(_) | Caller::Service(_) => true,
    };
    Truth::from(taken && (!owner_only || request.is_same_account()))
}
