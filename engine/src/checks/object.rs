//! Decides the control of a call's object: its existence, and the lock on its version.

use accesspath_policy::caller::Caller;
use accesspath_policy::truth::Truth;

use super::{Aside, object_lock};
use crate::check::{Check, Reason, StateReason};
use crate::control::Control;
use crate::requests::PreparedRequest;
use crate::s3::operation::Operation;
use crate::scenario::{Object, Scenario};

/// The check for the question's call; `None` if the call depends neither on the object nor on a lock.
///
/// `listing` is the request for the bucket's list: S3 answers 404 for a missing object only to callers that may list.
pub(super) fn check(
    scenario: &Scenario,
    operation: Operation,
    caller: &Caller,
    listing: &dyn Fn() -> Option<PreparedRequest>,
    aside: &mut Aside,
) -> Option<Check> {
    let bucket = scenario.bucket()?;
    let object = scenario.object(&bucket.id, &scenario.question.key);
    let object = object.filter(|_| operation.needs_object());
    let there = object.map_or(Truth::Yes, Object::is_there);
    let check = |because: StateReason| Check {
        rules: because.rule().into_iter().collect(),
        ..Check::new(Control::Object, because.passes(), Reason::State(because))
    };
    if let Some(because) = object_lock::state(scenario, operation, caller)
        && (there == Truth::Yes || (there == Truth::Unknown && because.passes() == Truth::No))
    {
        return Some(check(because));
    }
    let object = object?;
    let archived = match operation {
        Operation::GetObject | Operation::SelectObjectContent => object.is_archived(),
        _ => Truth::No,
    };
    // AWS: "RestoreObject" — it is for archived objects only.
    let restores = operation == Operation::RestoreObject;
    let archives = object.lies_in_archive().filter(|_| restores).unwrap_or(Truth::Yes);
    let because = match (there, archived, archives) {
        (Truth::No, ..) => StateReason::ObjectMissing,
        (_, Truth::Yes, _) => StateReason::ObjectArchived,
        (.., Truth::No) => StateReason::NotArchived,
        (Truth::Unknown, ..) => StateReason::ExistenceUnknown,
        (Truth::Yes, Truth::No, Truth::Yes) => StateReason::ObjectThere,
        _ => StateReason::StorageClassUnknown,
    };
    let listing = if there == Truth::Yes { None } else { listing() };
    let asked = listing.map(|it| aside.ask(&it).0).into_iter().collect();
    Some(Check { asked, ..check(because) })
}
