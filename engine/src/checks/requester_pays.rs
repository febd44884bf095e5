//! Requester Pays: whether the caller may use a bucket whose owner does not pay for requests.
//!
//! AWS: "Using Requester Pays buckets for storage transfers and usage".

use accesspath_policy::caller::Caller;
use accesspath_policy::truth::Truth;

use crate::check::{Check, Reason, StateReason};
use crate::control::Control;
use crate::s3::operation::Operation;
use crate::scenario::{Fact, Scenario};

/// Decides it for the question's call, made by `caller`; nothing where the bucket's owner pays.
pub(super) fn check(scenario: &Scenario, operation: Operation, caller: &Caller) -> Option<Check> {
    let bucket = scenario.bucket()?;
    if bucket.requester_pays == Fact::Known(false) || !operation.meets_bucket() {
        return None;
    }
    // The header x-amz-request-payer, by which a caller says that it pays; nobody can be charged for an unsigned request.
    let says_so = scenario.question.options.request_payer && *caller != Caller::Anonymous;
    let (passes, because) = if caller.account() == Some(&bucket.account) {
        (Truth::Yes, StateReason::OwnerPays)
    } else if bucket.requester_pays == Fact::Unknown {
        // A request that says so passes either way.
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
