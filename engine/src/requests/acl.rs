//! Access control lists: which actions a permission is good for, whom a grant reaches, and what a canned ACL grants.
//!
//! `ownership` decides whether an ACL counts at all.

use accesspath_policy::caller::Caller;
use accesspath_policy::truth::Truth;

use crate::scenario::{AclGrant, Permission, Scenario};

/// The kind of thing that an ACL is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A bucket.
    Bucket,
    /// An object.
    Object,
}

/// The grants of an ACL that reach one caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AclAnswer {
    /// It grants to the caller's account by name.
    pub to_account: Truth,
    /// It grants to a group that holds the caller.
    pub to_group: bool,
    /// The first grant that is one, or may be.
    pub grant: Option<String>,
}

/// `permission` on a bucket or an object covers `action`.
// AWS: "Access control list (ACL) overview", "Mapping of ACL permissions and access policy permissions".
pub fn covers(permission: Permission, level: Level, action: &str) -> bool {
    let one = |wanted: Permission| permission == wanted || permission == Permission::FullControl;
    match (level, action) {
        (
            Level::Bucket,
            "s3:ListBucket" | "s3:ListBucketVersions" | "s3:ListBucketMultipartUploads",
        )
        | (Level::Object, "s3:GetObject" | "s3:GetObjectVersion") => one(Permission::Read),
        (Level::Bucket, "s3:PutObject") => one(Permission::Write),
        (Level::Bucket, "s3:GetBucketAcl")
        | (Level::Object, "s3:GetObjectAcl" | "s3:GetObjectVersionAcl") => one(Permission::ReadAcp),
        (Level::Bucket, "s3:PutBucketAcl")
        | (Level::Object, "s3:PutObjectAcl" | "s3:PutObjectVersionAcl") => {
            one(Permission::WriteAcp)
        }
        _ => false,
    }
}

/// The grants among `grants` that reach `caller` for `action`.
pub fn answer(
    grants: &[AclGrant],
    level: Level,
    action: &str,
    caller: &Caller,
    scenario: &Scenario,
) -> AclAnswer {
    let mut answer = AclAnswer { to_account: Truth::No, to_group: false, grant: None };
    for grant in grants.iter().filter(|it| covers(it.permission, level, action)) {
        let group = is_in_group(&grant.grantee, caller);
        let account = if group { Truth::No } else { is_account(&grant.grantee, caller, scenario) };
        if answer.grant.is_none() && (group || account != Truth::No) {
            answer.grant = Some(grant.shown());
        }
        answer.to_group |= group;
        answer.to_account = answer.to_account.or(account);
    }
    answer
}

/// The group holds the caller.
// AWS: "Access control list (ACL) overview" — the group of authenticated users holds whoever signs.
fn is_in_group(grantee: &str, caller: &Caller) -> bool {
    match grantee {
        "AllUsers" => true,
        "AuthenticatedUsers" => !matches!(caller, Caller::Anonymous),
        _ => false,
    }
}

/// The grantee is the caller's account; of a canonical user id that is known where the scenario says whose it is.
pub(super) fn is_account(grantee: &str, caller: &Caller, scenario: &Scenario) -> Truth {
    let Some(account) = caller.account().filter(|_| !AclGrant::GROUPS.contains(&grantee)) else {
        return Truth::No;
    };
    if accesspath_policy::arn::is_account_id(grantee) {
        return (grantee == account).into();
    }
    let same = |it: &str| it.eq_ignore_ascii_case(grantee);
    let owner = scenario.accounts.iter().find(|it| it.canonical_id.as_deref().is_some_and(same));
    let own = scenario.account(account).and_then(|it| it.canonical_id.as_deref());
    match (owner, own) {
        (Some(owner), _) => (owner.id == account).into(),
        (None, Some(_)) => Truth::No,
        (None, None) => Truth::Unknown,
    }
}

/// The grants of a canned ACL besides full control to the owner of what it is set on.
// AWS: "Access control list (ACL) overview", "Canned ACL" — `aws-exec-read` grants to EC2, which calls nothing here.
pub fn canned(acl: &str, bucket_owner: &str) -> Vec<AclGrant> {
    let to = |grantee: &str, permission| AclGrant {
        grantee: grantee.to_owned(),
        permission,
        ..AclGrant::default()
    };
    match acl {
        "public-read" => vec![to("AllUsers", Permission::Read)],
        "public-read-write" => {
            vec![to("AllUsers", Permission::Read), to("AllUsers", Permission::Write)]
        }
        "authenticated-read" => vec![to("AuthenticatedUsers", Permission::Read)],
        "bucket-owner-read" => vec![to(bucket_owner, Permission::Read)],
        "bucket-owner-full-control" => vec![to(bucket_owner, Permission::FullControl)],
        "log-delivery-write" => {
            vec![to("LogDelivery", Permission::Write), to("LogDelivery", Permission::ReadAcp)]
        }
        _ => Vec::new(),
    }
}

/// The grants that a new bucket is to have, and whether any is to somebody else than `caller`, who will own it.
// AWS: "Access control list (ACL) overview", "Canned ACL" — S3 ignores the ACLs of a bucket's owner when it creates one.
pub fn of_new_bucket(caller: &Caller, scenario: &Scenario) -> (Vec<AclGrant>, Truth) {
    let options = &scenario.question.options;
    let grants = match options.acl.as_deref() {
        Some("bucket-owner-read" | "bucket-owner-full-control") => Vec::new(),
        Some(acl) => canned(acl, caller.account().unwrap_or_default()),
        None => options.grants.clone(),
    };
    let others = grants.iter().map(|it| !is_account(&it.grantee, caller, scenario));
    // It grants to EC2.
    let to_service = Truth::from(options.acl.as_deref() == Some("aws-exec-read"));
    let others = others.fold(to_service, Truth::or);
    (grants, others)
}

/// The ACL counts as public.
// AWS: "Blocking public access to your Amazon S3 storage", "The meaning of public".
pub fn is_public(grants: &[AclGrant]) -> bool {
    grants.iter().any(|it| matches!(it.grantee.as_str(), "AllUsers" | "AuthenticatedUsers"))
}
