//! What can be changed where S3 itself, the object, the key or the call's own form blocks.

mod client;
mod encryption;
mod new_policy;
mod object;
mod sign;
mod support;

use super::answer::Judged;
use super::blocker::Blocker;
use super::call::{Call, owned};
use super::service_repair::ServiceRepair;
use super::{Actor, Repair, WhyNot};
use crate::check::{Check, PolicyRefusal, Reason, ServiceReason};
use crate::scenario::Bucket;
use crate::scenario::change::Change;
use accesspath_policy::json::Edit;
pub(super) use sign::signed;

/// The repairs for a reason of a service.
pub(super) fn candidates(
    judged: &Judged,
    blocker: &Blocker<'_>,
    check: &Check,
) -> Result<Vec<Repair>, WhyNot> {
    let call = Call::of(judged, blocker);
    match &check.because {
        Reason::State(reason) => object::candidates(&call, *reason),
        Reason::Encryption(reason) => encryption::candidates(&call, reason),
        Reason::Service(reason) => of_service(&call, blocker, reason),
        // AWS: "PutBucketPolicy" — identities of other accounts get 405, whatever they are allowed.
        Reason::BucketPolicy(PolicyRefusal::NotTheOwner) => Err(WhyNot::CallerNotTaken),
        Reason::BucketPolicy(reason) => new_policy::candidates(judged, check, *reason),
        Reason::Function(reason) => super::chain::of_state(judged, blocker, *reason),
        // Others are asked for the network and the authorization.
        Reason::Network(_) | Reason::Authorization(_) => Ok(Vec::new()),
    }
}

fn of_service(
    call: &Call<'_>,
    blocker: &Blocker<'_>,
    reason: &ServiceReason,
) -> Result<Vec<Repair>, WhyNot> {
    use ServiceReason as Why;
    match reason {
        Why::WrongRegion(wrong) => Ok(client::region(call, blocker, wrong)),
        Why::NotEnabled(_) | Why::PeriodInName | Why::NotAccelerated | Why::AccelerationUnknown => {
            Ok(client::acceleration(call, blocker, reason))
        }
        Why::UrlExpired | Why::SessionExpired | Why::UrlLifetimeUnknown => {
            Ok(client::url(call, blocker))
        }
        Why::SourceMissing => object::made_source(call),
        Why::SourceArchived => Ok(object::restored_source(call)),
        Why::CopyOntoItself => Ok(vec![call.send_text("metadata_directive", "REPLACE")]),
        Why::SourcePayerMissing | Why::SourcePayerUnknown => Ok(object::source_payer(call)),
        _ => support::candidates(call, reason),
    }
}

/// A member of a bucket gets this value, as JSON.
fn of_bucket(bucket: &Bucket, member: &[&str], value: &str) -> Change {
    let mut at = owned(&["buckets", &bucket.id]);
    at.extend(owned(member));
    Change::Tell { at, edit: Edit::Set(value.to_owned()) }
}

/// Who can change what belongs to `account`.
fn owner(call: &Call<'_>, account: &str) -> Actor {
    if call.account.as_deref() == Some(account) { Actor::Caller } else { Actor::Owner }
}
