//! What stops a call that every policy allows: an object that is not there or is locked, and who pays.

use super::Aside;
use crate::check::{Check, Reason, StateReason};
use crate::control::Control;
use crate::requests::{DEFAULT_TIME, PreparedRequest};
use crate::s3::operation::Operation;
use crate::scenario::{Fact, LockMode, Object, Scenario};
use accesspath_policy::caller::Caller;
use accesspath_policy::condition::parse_time;
use accesspath_policy::truth::Truth;

/// The states that the question's call meets when `caller` makes it; `listing` is the request that decides whether the
/// caller is told of an object that is not there.
pub(super) fn checks(
    scenario: &Scenario,
    caller: &Caller,
    listing: &dyn Fn() -> Option<PreparedRequest>,
    aside: &mut Aside,
) -> Vec<Check> {
    let question = &scenario.question;
    let (Some(bucket), Some(operation)) =
        (scenario.bucket(), Operation::parse(&question.operation))
    else {
        return Vec::new();
    };
    let check = |control, passes, because| Check::new(control, passes, Reason::State(because));
    let mut checks = Vec::new();
    if bucket.requester_pays != Fact::Known(false) && operation.meets_bucket() {
        // AWS: "Using Requester Pays buckets for storage transfers and usage".
        let (passes, because) = if caller.account() == Some(&bucket.account) {
            (Truth::Yes, StateReason::OwnerPays)
        } else if bucket.requester_pays == Fact::Unknown {
            (Truth::Unknown, StateReason::PayerUnknown)
        } else if *caller == Caller::Anonymous {
            (Truth::No, StateReason::PayerAnonymous)
        } else if question.options.request_payer {
            (Truth::Yes, StateReason::PayerGiven)
        } else {
            (Truth::No, StateReason::PayerMissing)
        };
        // A request that says so passes either way.
        let said = passes == Truth::Unknown
            && question.options.request_payer
            && *caller != Caller::Anonymous;
        let passes = if said { Truth::Yes } else { passes };
        checks.push(check(Control::RequesterPays, passes, because));
    }
    let Some(object) = scenario.object(&bucket.id, &question.key).filter(|_| operation.takes_key())
    else {
        return checks;
    };
    if operation.needs_object() {
        let there = object.is_there();
        let because = match there {
            Truth::Yes => StateReason::ObjectThere,
            Truth::Unknown => StateReason::ExistenceUnknown,
            Truth::No => StateReason::ObjectMissing,
        };
        let mut check = check(Control::Object, there, because);
        if there != Truth::Yes {
            check.asked.extend(listing().map(|it| aside.ask(&it).0));
        }
        checks.push(check);
    } else if operation.deletes() && question.options.version_id.is_some() {
        // AWS: "Locking objects with Object Lock" — a delete without a version only adds a marker.
        let because = lock(object, scenario);
        let passes = match because {
            StateReason::NotLocked | StateReason::LockPassed => Truth::Yes,
            StateReason::LockUnknown => Truth::Unknown,
            _ => Truth::No,
        };
        checks.push(check(Control::Object, passes, because));
    }
    checks
}

/// What a delete of the object's version meets.
// AWS: "Locking objects with Object Lock" — governance and compliance mode, legal holds.
fn lock(object: &Object, scenario: &Scenario) -> StateReason {
    let now = parse_time(scenario.time.as_deref().unwrap_or(DEFAULT_TIME));
    let until = object.retain_until.as_deref().and_then(parse_time);
    let over = now.zip(until).is_some_and(|(now, until)| until <= now);
    let mode = object.lock_mode.as_ref().filter(|_| !over);
    if object.legal_hold == Fact::Known(true) {
        return StateReason::OnLegalHold;
    }
    let by_mode = match mode {
        None => StateReason::NotLocked,
        Some(_) if until.is_none() => StateReason::LockUnknown,
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
