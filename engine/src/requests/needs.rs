//! The actions that an operation needs, on which resource.
//!
//! AWS: "Required permissions for Amazon S3 API operations".

use accesspath_policy::request::Subject;
use accesspath_policy::rule::Rule;

use crate::s3::operation::{Operation, OperationTarget};
use crate::scenario::Question;

/// One (action, resource) pair that must be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// The action.
    pub action: &'static str,
    /// The resource's ARN.
    pub resource: String,
    /// The kind of that resource.
    pub subject: Subject,
    /// The unclear rules that this leans on.
    pub rules: Vec<Rule>,
}

/// Everything that must be allowed for `question` on the bucket `name`.
pub(super) fn needs(
    operation: Operation,
    question: &Question,
    partition: &str,
    name: &str,
) -> Vec<Needed> {
    let bucket = format!("arn:{partition}:s3:::{name}");
    let object = format!("{bucket}/{}", question.key);
    let options = &question.options;
    let versioned = options.version_id.is_some();
    let mut needed = Vec::new();
    let mut need = |action: &'static str, resource: &str| {
        let (resource, subject) = (resource.to_owned(), Subject::Bucket);
        needed.push(Needed { action, resource, subject, rules: Vec::new() });
    };
    let (plain, version) = operation.actions();
    let target = match operation.target() {
        OperationTarget::Object => object.as_str(),
        OperationTarget::Bucket | OperationTarget::NewBucket => bucket.as_str(),
        OperationTarget::Nothing if operation == Operation::ListBuckets => {
            &format!("arn:{partition}:s3:::*")
        }
        // Only the resource "*" covers it.
        OperationTarget::Nothing => "*",
        OperationTarget::AccessPoint => return Vec::new(),
    };
    if operation == Operation::GetObjectAttributes {
        need(if versioned { "s3:GetObjectVersion" } else { "s3:GetObject" }, target);
    }
    need(version.filter(|_| versioned).unwrap_or(plain), target);
    if operation.creates() {
        let retains = options.lock_mode.is_some() || options.retain_until.is_some();
        let further = [
            ("s3:PutObjectAcl", options.acl.is_some() || !options.grants.is_empty()),
            ("s3:PutObjectTagging", !options.tagging.is_empty()),
            ("s3:PutObjectRetention", retains),
            ("s3:PutObjectLegalHold", options.legal_hold.is_some()),
        ];
        for (action, _) in further.into_iter().filter(|it| it.1) {
            need(action, &object);
        }
    }
    // AWS: "CreateBucket" — the ACL "private" needs no permission of its own.
    let sets_acl =
        !options.grants.is_empty() || !matches!(options.acl.as_deref(), None | Some("private"));
    if operation == Operation::CreateBucket {
        let locks = options.object_lock_enabled;
        let further = [
            ("s3:PutBucketAcl", sets_acl),
            ("s3:PutBucketOwnershipControls", options.object_ownership.is_some()),
            ("s3:PutBucketObjectLockConfiguration", locks),
            ("s3:PutBucketVersioning", locks),
        ];
        for (action, _) in further.into_iter().filter(|it| it.1) {
            need(action, &bucket);
        }
    }
    if operation == Operation::CreateBucket && !options.tagging.is_empty() {
        need("s3:TagResource", &bucket);
    }
    if operation.takes_bypass() && options.bypass_governance {
        need("s3:BypassGovernanceRetention", &object);
    }
    if operation == Operation::HeadObject && versioned {
        needed.iter_mut().for_each(|it| it.rules.push(Rule::HEAD_OBJECT_VERSION));
    }
    needed
}
