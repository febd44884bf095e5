//! Decides what S3 asks of an operation besides permissions: a signature, a bucket in a state that takes it, settings that
//! the account manages itself.

use accesspath_policy::arn::Arn;
use accesspath_policy::caller::Caller;
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use crate::check::{Check, Reason, ServiceReason};
use crate::control::Control;
use crate::requests;
use crate::s3::operation::Operation as O;
use crate::scenario::{Bucket, Fact, ObjectOwnership, Options, Scenario, Versioning};

/// The checks for the question's call, where S3 refuses it, or may.
pub(super) fn checks(
    operation: O,
    scenario: &Scenario,
    caller: Option<&Caller>,
) -> impl Iterator<Item = Check> {
    let account = caller.and_then(Caller::account);
    let answers = [
        unsigned(operation, caller, &scenario.question.options),
        scenario.bucket().and_then(|it| versioning(operation, it)),
        scenario.bucket().and_then(|it| lifecycle(operation, it)),
        caller.and_then(|it| acls_disabled(operation, it, scenario)),
        caller.and_then(|it| new_bucket(operation, it, scenario)),
        account.and_then(|it| role(operation, it, scenario)),
        account.and_then(|it| organization(operation, it, scenario)),
    ];
    let check = move |(passes, because)| {
        let marked = operation == O::PutAccountPublicAccessBlock;
        let rules = marked.then_some(Rule::ACCOUNT_OF_ORGANIZATION).into_iter().collect();
        Check { rules, ..Check::new(Control::Operation, passes, Reason::Service(because)) }
    };
    answers.into_iter().flatten().map(check)
}

type Answer = Option<(Truth, ServiceReason)>;

/// A request without a signature, where S3 takes none.
// AWS: "CopyObject", "UploadPartCopy", "How to prevent object overwrites with conditional writes". Of CreateMultipartUpload
// S3's own message says it, of locks no page.
fn unsigned(operation: O, caller: Option<&Caller>, options: &Options) -> Answer {
    let conditional = options.if_match.is_some() || options.if_none_match.is_some();
    let locks = [&options.lock_mode, &options.retain_until, &options.legal_hold];
    let passes = match () {
        _ if caller != Some(&Caller::Anonymous) => return None,
        _ if operation.copies() || operation == O::CreateMultipartUpload => Truth::No,
        _ if conditional && operation.finishes() => Truth::No,
        _ if operation.creates() && locks.into_iter().any(Option::is_some) => Truth::Unknown,
        _ => return None,
    };
    Some((passes, ServiceReason::Unsigned))
}

// AWS: "Requirements and considerations for replication", "PutObjectLockConfiguration" — versioning must be enabled.
fn versioning(operation: O, bucket: &Bucket) -> Answer {
    let locked = bucket.object_lock == Some(Fact::Known(true));
    let is_enabled = match bucket.versioning {
        _ if operation == O::PutObjectLockConfiguration && locked => return None,
        _ if !matches!(operation, O::PutBucketReplication | O::PutObjectLockConfiguration) => {
            return None;
        }
        Some(Fact::Known(Versioning::Enabled)) => return None,
        Some(Fact::Known(_)) => Truth::No,
        Some(Fact::Unknown) | None => Truth::Unknown,
    };
    Some((is_enabled, ServiceReason::VersioningNeeded))
}

// AWS: "Configuring MFA delete" — it cannot be used with lifecycle configurations.
fn lifecycle(operation: O, bucket: &Bucket) -> Answer {
    let mfa = bucket.mfa_delete.truth();
    let is_met = operation == O::PutBucketLifecycleConfiguration && mfa != Truth::No;
    is_met.then_some((!mfa, ServiceReason::LifecycleWithMfaDelete))
}

/// A new bucket that has ACLs disabled, and an ACL all the same.
// AWS: "CreateBucket" — an ACL for others takes another Object Ownership than the default.
fn acls_disabled(operation: O, caller: &Caller, scenario: &Scenario) -> Answer {
    let asked = scenario.question.options.object_ownership.as_deref();
    let enforced = ObjectOwnership::BucketOwnerEnforced.word();
    if operation != O::CreateBucket || asked.is_some_and(|it| it != enforced) {
        return None;
    }
    let (_, to_others) = requests::of_new_bucket(caller, scenario);
    (to_others != Truth::No).then_some((!to_others, ServiceReason::AclsDisabled))
}

/// A new bucket, which belongs to the account of its `caller`.
// AWS: "CreateBucket" — Block Public Access is on for it, so that a public ACL fails.
fn new_bucket(operation: O, caller: &Caller, scenario: &Scenario) -> Answer {
    let bucket = scenario.bucket().filter(|_| operation == O::CreateBucket)?;
    if requests::is_public(&requests::of_new_bucket(caller, scenario).0) {
        return Some((Truth::No, ServiceReason::PublicAclOfNewBucket));
    }
    let is_own = bucket.account == caller.account()?;
    (!is_own).then_some((Truth::Unknown, ServiceReason::NewBucketOfAnotherAccount))
}

/// The role that a configuration hands on, and the account of the `caller` that hands it on.
// AWS: "Grant a user permissions to pass a role to an AWS service" — only to a service of the same account.
fn role(operation: O, caller: &str, scenario: &Scenario) -> Answer {
    let role = scenario.question.options.replication_role.as_deref();
    let account = Arn::parse(role.filter(|_| operation == O::PutBucketReplication)?)?.account;
    let own = account == caller && scenario.bucket()?.account == caller;
    (!own).then_some((Truth::Unknown, ServiceReason::RoleOfAnotherAccount))
}

// AWS: "DeletePublicAccessBlock", "PutPublicAccessBlock" of S3 Control — an organization's policy stands above them.
fn organization(operation: O, account: &str, scenario: &Scenario) -> Answer {
    let told = scenario.organization_of(account)?.block_public_access.as_ref()?;
    let is_told = told.known().map_or(Truth::Unknown, |_| Truth::Yes);
    let passes = match operation {
        O::DeleteAccountPublicAccessBlock => !is_told.and(scenario.membership(account)),
        O::PutAccountPublicAccessBlock => Truth::Unknown,
        _ => return None,
    };
    Some((passes, ServiceReason::ManagedByOrganization))
}
