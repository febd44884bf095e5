//! Decides Requester Pays: a caller of another account must say that it pays for the request.
//!
//! AWS: "Using Requester Pays buckets for storage transfers and usage".

use accesspath_policy::caller::Caller;
use accesspath_policy::truth::Truth;

use crate::check::{Check, Reason, StateReason};
use crate::control::Control;
use crate::s3::operation::Operation;
use crate::scenario::{Fact, Scenario};

/// The check for the question's call, made by `caller`; `None` if Requester Pays is off or the call needs no bucket.
pub(super) fn check(scenario: &Scenario, operation: Operation, caller: &Caller) -> Option<Check> {
    let bucket = scenario.bucket()?;
    if bucket.requester_pays == Fact::Known(false) || !operation.meets_bucket() {
        return None;
    }
    // The caller says so by the header x-amz-request-payer. An unsigned request has no account that could be charged.
    let says_so = scenario.question.options.request_payer && *caller != Caller::Anonymous;
    let (passes, because) = if caller.account() == Some(&bucket.account) {
        (Truth::Yes, StateReason::OwnerPays)
    } else if bucket.requester_pays == Fact::Unknown {
        // A request with the header passes, whether Requester Pays is on or off.
        (if says_so { Truth::Yes } else { Truth::Unknown }, StateReason::PayerUnknown)
    } else if *caller == Caller::Anonymous {
        (Truth::No, StateReason::PayerAnonymous)
    } else if says_so {
        (Truth::Yes, StateReason::PayerGiven)
    } else {
        (Truth::No, StateReason::PayerMissing)
    };
    Some(Check::new(Control::RequesterPays, passes, Reason::State(because)))
}
