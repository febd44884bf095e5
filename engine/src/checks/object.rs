//! Decides the control of a call's object: its existence, or the lock on its version.

use accesspath_policy::condition::parse_time;
use accesspath_policy::truth::Truth;

use super::Aside;
use crate::check::{Check, Reason, StateReason};
use crate::control::Control;
use crate::requests::PreparedRequest;
use crate::s3::operation::Operation;
use crate::scenario::{Fact, LockMode, Object, Scenario};

/// The check for the question's call; `None` if the object is not described, or the call does not depend on it.
///
/// `listing` is the request for the bucket's list: S3 answers 404 for a missing object only to callers that may list.
pub(super) fn check(
    scenario: &Scenario,
    operation: Operation,
    listing: &dyn Fn() -> Option<PreparedRequest>,
    aside: &mut Aside,
) -> Option<Check> {
    let (bucket, question) = (scenario.bucket()?, &scenario.question);
    let object = scenario.object(&bucket.id, &question.key).filter(|_| operation.takes_key())?;
    let check = |passes, because| Check::new(Control::Object, passes, Reason::State(because));
    if operation.needs_object() {
        let there = object.is_there();
        let because = match there {
            Truth::Yes => StateReason::ObjectThere,
            Truth::Unknown => StateReason::ExistenceUnknown,
            Truth::No => StateReason::ObjectMissing,
        };
        let listing = if there == Truth::Yes { None } else { listing() };
        let asked = listing.map(|it| aside.ask(&it).0).into_iter().collect();
        return Some(Check { asked, ..check(there, because) });
    }
    // AWS: "Locking objects with Object Lock" — a delete without a version only adds a marker.
    if !operation.deletes() || question.options.version_id.is_none() {
        return None;
    }
    let because = lock(object, scenario);
    let passes = match because {
        StateReason::NotLocked | StateReason::LockPassed => Truth::Yes,
        StateReason::LockUnknown => Truth::Unknown,
        _ => Truth::No,
    };
    Some(check(passes, because))
}

/// The lock on the object's version, for a delete of that version.
///
/// A legal hold is independent of the retention mode: it stops the delete under any mode, and if it is not known, only
/// a mode that stops the delete gives an answer.
// AWS: "Locking objects with Object Lock" — governance and compliance mode, legal holds.
fn lock(object: &Object, scenario: &Scenario) -> StateReason {
    let now = scenario.now();
    let until = object.retain_until.as_deref().and_then(parse_time);
    let over = now.zip(until).is_some_and(|(now, until)| until <= now);
    let mode = object.lock_mode.as_ref().filter(|_| !over);
    if object.legal_hold == Fact::Known(true) {
        return StateReason::OnLegalHold;
    }
    let by_mode = match mode {
        None => StateReason::NotLocked,
        Some(_) if until.is_none() || now.is_none() => StateReason::LockUnknown,
        Some(Fact::Known(LockMode::Compliance)) => return StateReason::LockedByCompliance,
        Some(Fact::Known(LockMode::Governance)) => {
            if scenario.question.options.bypass_governance {
                StateReason::LockPassed
            } else {
                return StateReason::LockedByGovernance;
            }
        }
        Some(Fact::Unknown) => StateReason::LockUnknown,
    };
    if object.legal_hold == Fact::Unknown { StateReason::LockUnknown } else { by_mode }
}
