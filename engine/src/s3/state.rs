//! What stops a call that every policy allows: an object that is not there or is locked, and who pays.

use super::operation::Operation;
use super::ownership::exists;
use crate::authorize::RequestTrace;
use crate::caller::Caller;
use crate::condition::parse_time;
use crate::requests::DEFAULT_TIME;
use crate::scenario::{Fact, LockMode, Object, Scenario};
use crate::truth::Truth;

/// What a state belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StateOf {
    /// The bucket, where who asks pays.
    RequesterPays,
    /// The object.
    Object,
}

/// A state that a call meets, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Of what.
    pub of: StateOf,
    /// Whether the call gets past it.
    pub passes: Truth,
    /// Why.
    pub because: StateReason,
    /// Of an object that is not there: the request that decides whether its caller is told so.
    pub listing: Option<Box<RequestTrace>>,
}

/// Why a state lets a call past, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateReason {
    /// The request says that its caller pays.
    PayerGiven,
    /// The caller's account owns the bucket, and need not say that it pays.
    OwnerPays,
    /// The request does not say that its caller pays.
    PayerMissing,
    /// Nobody can be charged for an unsigned request.
    PayerAnonymous,
    /// Whether who asks pays is not known.
    PayerUnknown,
    /// The object is there.
    ObjectThere,
    /// It is not.
    ObjectMissing,
    /// Whether it is there is not known.
    ExistenceUnknown,
    /// The version is not locked, or no more.
    NotLocked,
    /// It is locked in governance mode, and the request asks to pass by.
    LockPassed,
    /// It is locked in governance mode.
    LockedByGovernance,
    /// It is locked in compliance mode.
    LockedByCompliance,
    /// It is on legal hold.
    OnLegalHold,
    /// Whether it is locked is not known.
    LockUnknown,
}

impl StateReason {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PayerGiven => "payer-given",
            Self::OwnerPays => "owner-pays",
            Self::PayerMissing => "payer-missing",
            Self::PayerAnonymous => "payer-anonymous",
            Self::PayerUnknown => "payer-unknown",
            Self::ObjectThere => "object-there",
            Self::ObjectMissing => "object-missing",
            Self::ExistenceUnknown => "existence-unknown",
            Self::NotLocked => "not-locked",
            Self::LockPassed => "lock-passed",
            Self::LockedByGovernance => "locked-by-governance",
            Self::LockedByCompliance => "locked-by-compliance",
            Self::OnLegalHold => "on-legal-hold",
            Self::LockUnknown => "lock-unknown",
        }
    }
}

/// The states that the question's call meets when `caller` makes it; `listing` asks whether the caller may list.
pub(crate) fn states(
    scenario: &Scenario,
    caller: &Caller,
    listing: &dyn Fn() -> Option<RequestTrace>,
) -> Vec<State> {
    let mut states = Vec::new();
    let question = &scenario.question;
    let (Some(bucket), Some(operation)) =
        (scenario.bucket(), Operation::parse(&question.operation))
    else {
        return states;
    };
    let mut state = |of, passes, because| {
        states.push(State { of, passes, because, listing: None });
    };
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
        state(StateOf::RequesterPays, passes, because);
    }
    let Some(object) = scenario.object(&bucket.id, &question.key).filter(|_| operation.takes_key())
    else {
        return states;
    };
    if operation.needs_object() {
        let there = exists(object);
        let because = match there {
            Truth::Yes => StateReason::ObjectThere,
            Truth::Unknown => StateReason::ExistenceUnknown,
            Truth::No => StateReason::ObjectMissing,
        };
        let asks = there != Truth::Yes;
        let listing = asks.then(listing).flatten().map(Box::new);
        states.push(State { of: StateOf::Object, passes: there, because, listing });
    } else if operation.deletes() && question.options.version_id.is_some() {
        // AWS: "Locking objects with Object Lock" — a delete without a version only adds a marker.
        let because = lock(object, scenario);
        let passes = match because {
            StateReason::NotLocked | StateReason::LockPassed => Truth::Yes,
            StateReason::LockUnknown => Truth::Unknown,
            _ => Truth::No,
        };
        state(StateOf::Object, passes, because);
    }
    states
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
