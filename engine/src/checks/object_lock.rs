//! Decides what Object Lock and MFA Delete say to a call: to the delete of a version, and to a request that sets a lock.
//!
//! Asks no policy: the permissions for a lock, and for bypassing one, are among those that the call needs.

use accesspath_policy::arn;
use accesspath_policy::caller::Caller;
use accesspath_policy::condition::parse_time;
use accesspath_policy::truth::Truth;

use crate::check::StateReason;
use crate::s3::operation::Operation;
use crate::scenario::{Bucket, DefaultRetention, Fact, LockMode, Object, Scenario, Versioning};

/// The reason for the question's call; `None` if neither has a say.
pub(super) fn state(
    scenario: &Scenario,
    operation: Operation,
    caller: &Caller,
) -> Option<StateReason> {
    let bucket = scenario.bucket()?;
    let object = scenario.object(&bucket.id, &scenario.question.key);
    let bypasses = operation.deletes() && scenario.question.options.bypass_governance;
    if bypasses {
        match is_on(bucket, object) {
            Truth::No => return Some(StateReason::BypassWithoutLock),
            Truth::Unknown => return Some(StateReason::ObjectLockUnknown),
            Truth::Yes => {}
        }
    }
    // AWS: "Locking objects with Object Lock" — a delete without a version only adds a marker.
    let of_version = operation.deletes() && scenario.question.options.version_id.is_some();
    let lock = if of_version {
        deletion(scenario, bucket, object)
    } else {
        setting(scenario, operation, bucket, object)
    };
    let versions = of_version || !operation.deletes();
    let mfa = if versions && operation.takes_mfa() {
        mfa_delete(scenario, operation, bucket, caller)
    } else {
        None
    };
    // The one that stops the call tells more than the one that is open, and that more than the one that passes.
    [Truth::No, Truth::Unknown, Truth::Yes]
        .into_iter()
        .find_map(|wanted| [lock, mfa].into_iter().flatten().find(|it| it.passes() == wanted))
}

// AWS: "Deleting an object from an MFA delete-enabled bucket" — only the root user, with the header, over HTTPS.
fn mfa_delete(
    scenario: &Scenario,
    operation: Operation,
    bucket: &Bucket,
    caller: &Caller,
) -> Option<StateReason> {
    let options = &scenario.question.options;
    let is_root = matches!(caller, Caller::Root(it) if arn::Arn::parse(it)
        .is_some_and(|it| it.account == bucket.account));
    let changes = operation == Operation::PutBucketVersioning;
    let because = match bucket.mfa_delete.truth() {
        // Only the root user switches MFA Delete on.
        Truth::No if changes && options.mfa && !is_root => StateReason::VersioningUntold,
        Truth::No => return None,
        _ if options.mfa && is_root && !options.plain_http => StateReason::MfaGiven,
        Truth::Unknown => StateReason::MfaDeleteUnknown,
        Truth::Yes if options.mfa && !is_root => StateReason::MfaOfRootOnly,
        Truth::Yes => StateReason::MfaMissing,
    };
    Some(because)
}

/// Object Lock is on for the bucket.
// AWS: "Locking objects with Object Lock" — only in buckets with versioning, which can then not be suspended.
fn is_on(bucket: &Bucket, object: Option<&Object>) -> Truth {
    match (&bucket.object_lock, &bucket.versioning) {
        (Some(Fact::Known(on)), _) => Truth::from(*on),
        (_, Some(Fact::Known(Versioning::Off | Versioning::Suspended))) => Truth::No,
        _ if object.is_some_and(is_locked) => Truth::Yes,
        _ => Truth::Unknown,
    }
}

/// The object has, or had, a lock, which it got in a bucket with Object Lock only.
fn is_locked(object: &Object) -> bool {
    let by_mode = object.lock_mode.as_ref().and_then(Fact::known).is_some();
    by_mode || object.legal_hold == Fact::Known(true)
}

/// The retention of an object's version, at the time of the call.
enum Retention<'s> {
    /// None, or one that has ended.
    None,
    /// The mode, and the end in seconds.
    Until(&'s Fact<LockMode>, i64),
    /// It is not known.
    Unknown,
}

/// The retention of the version that the call is about.
fn retention<'s>(
    scenario: &Scenario,
    bucket: &Bucket,
    object: Option<&'s Object>,
) -> Retention<'s> {
    let mode = object.and_then(|it| it.lock_mode.as_ref());
    let (Some(mode), Some(object)) = (mode, object) else {
        // AWS: "Locking objects with Object Lock" — a default locks the objects that are placed after it was set.
        let told = object.is_some_and(|it| it.tells("lock_mode"));
        let by_default = bucket.default_retention.is_some() && is_on(bucket, object) != Truth::No;
        return if by_default && !told { Retention::Unknown } else { Retention::None };
    };
    let until = object.retain_until.as_deref().and_then(parse_time);
    match scenario.now().zip(until) {
        Some((now, until)) if until <= now => Retention::None,
        Some((_, until)) => Retention::Until(mode, until),
        None => Retention::Unknown,
    }
}

/// The lock on the object's version, for a delete of that version.
///
/// A legal hold is independent of the retention mode: it stops the delete under any mode, and if it is not known, only
/// a mode that stops the delete gives an answer.
// AWS: "Locking objects with Object Lock" — governance and compliance mode, legal holds.
fn deletion(scenario: &Scenario, bucket: &Bucket, object: Option<&Object>) -> Option<StateReason> {
    let hold = object.map(|it| &it.legal_hold);
    if hold == Some(&Fact::Known(true)) {
        return Some(StateReason::OnLegalHold);
    }
    let by_mode = match retention(scenario, bucket, object) {
        Retention::None => StateReason::NotLocked,
        Retention::Unknown | Retention::Until(Fact::Unknown, _) => StateReason::LockUnknown,
        Retention::Until(Fact::Known(LockMode::Compliance), _) => {
            return Some(StateReason::LockedByCompliance);
        }
        Retention::Until(Fact::Known(LockMode::Governance), _) => {
            if !scenario.question.options.bypass_governance {
                return Some(StateReason::LockedByGovernance);
            }
            StateReason::LockPassed
        }
    };
    match hold {
        Some(Fact::Unknown) => Some(StateReason::LockUnknown),
        // Of an object that nobody describes there is nothing to say.
        None if by_mode == StateReason::NotLocked => None,
        _ => Some(by_mode),
    }
}

/// A request that sets a retention or a legal hold, or reads one.
fn setting(
    scenario: &Scenario,
    operation: Operation,
    bucket: &Bucket,
    object: Option<&Object>,
) -> Option<StateReason> {
    // AWS: "Locking objects with Object Lock" — versioning is not suspended in a bucket with Object Lock.
    let may_suspend = operation == Operation::PutBucketVersioning && bucket.object_lock.is_some();
    if may_suspend && is_on(bucket, None) != Truth::No {
        return Some(StateReason::VersioningUntold);
    }
    let options = &scenario.question.options;
    let retains = options.lock_mode.is_some() || options.retain_until.is_some();
    let uploads = operation.creates() && (retains || options.legal_hold.is_some());
    if !uploads && !operation.is_about_lock() {
        return None;
    }
    let on = is_on(bucket, object);
    if on == Truth::No {
        return Some(StateReason::NoObjectLock);
    }
    if operation == Operation::GetObjectRetention && on == Truth::Yes {
        let mode = object.and_then(|it| it.lock_mode.as_ref());
        return match (mode, retention(scenario, bucket, object)) {
            (Some(Fact::Known(_)), _) => None,
            (None, Retention::None) => Some(StateReason::NoRetention),
            _ => Some(StateReason::LockUnknown),
        };
    }
    let by_date = change(scenario, operation, bucket, object);
    let stops = by_date.is_some_and(|it| it.passes() == Truth::No);
    if on == Truth::Unknown && !stops { Some(StateReason::ObjectLockUnknown) } else { by_date }
}

/// The retention that the request sets, beside the one that there is; `None` where S3 takes it.
fn change(
    scenario: &Scenario,
    operation: Operation,
    bucket: &Bucket,
    object: Option<&Object>,
) -> Option<StateReason> {
    let options = &scenario.question.options;
    let replaces = operation == Operation::PutObjectRetention;
    let sets = match (options.lock_mode.as_deref(), options.retain_until.as_deref()) {
        _ if !operation.takes_retention() => return None,
        (None, None) => None,
        (Some(mode), Some(until)) => {
            Some((mode == LockMode::Compliance.word(), parse_time(until)?))
        }
        _ => return Some(StateReason::LockIncomplete),
    };
    match (sets, scenario.now()) {
        (Some((_, until)), Some(now)) if until <= now => return Some(StateReason::RetainUntilPast),
        (Some((_, until)), Some(now)) if until - now > DefaultRetention::LONGEST_S => {
            return Some(StateReason::RetainUntilTooFar);
        }
        // Whether its date has passed is not known either.
        (Some(_), None) => return Some(StateReason::LockUnknown),
        _ => {}
    }
    let (mode, end) = match retention(scenario, bucket, object) {
        _ if !replaces => return None,
        Retention::None => return None,
        Retention::Unknown => return Some(StateReason::LockUnknown),
        Retention::Until(mode, end) => (mode, end),
    };
    let Some((compliance, until)) = sets else { return Some(StateReason::LockChangeUnknown) };
    let lasts = until >= end;
    match mode {
        // Whoever may set a retention may extend it.
        Fact::Known(LockMode::Compliance) if compliance && lasts => None,
        Fact::Known(LockMode::Compliance) => Some(StateReason::ComplianceKept),
        Fact::Known(LockMode::Governance) if options.bypass_governance => {
            Some(StateReason::LockPassed)
        }
        Fact::Known(LockMode::Governance) if lasts && !compliance => None,
        Fact::Known(LockMode::Governance) if lasts => Some(StateReason::GovernanceRaised),
        Fact::Known(LockMode::Governance) => Some(StateReason::GovernanceKept),
        Fact::Unknown => Some(StateReason::LockUnknown),
    }
}
