//! What can be changed where S3 itself, the object, the key or the call's own form blocks.

mod client;
mod encryption;
mod new_policy;
mod object;
mod support;

use super::answer::Judged;
use super::blocker::Blocker;
use super::call::{Call, WhichCall, owned};
use super::{Actor, Repair, WhyNot};
use crate::check::{Check, PolicyRefusal, Reason, ServiceReason};
use crate::scenario::Bucket;
use crate::scenario::change::Change;
use accesspath_policy::json::Edit;

/// A change of the bucket, the object, the key, or the call itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceRepair {
    /// The request has other options.
    ChangeCall {
        /// The call.
        call: WhichCall,
        /// What it sends, by the names of the scenario format, each with its value as JSON.
        send: Vec<(&'static str, String)>,
        /// What it leaves out.
        leave_out: Vec<&'static str>,
    },
    /// Another operation does the same.
    CallOperation {
        /// The operation that is refused.
        from: String,
        /// The one in its place.
        to: &'static str,
    },
    /// The bucket itself is called, and not its access point.
    CallBucket {
        /// The bucket, by name.
        bucket: String,
        /// The access point, by name.
        access_point: String,
    },
    /// Another access point of the bucket is called, whose network origin is the internet.
    CallAccessPoint {
        /// The access point, by name.
        access_point: String,
        /// Its account.
        account: String,
    },
    /// The client addresses the bucket's Region.
    AddressRegion {
        /// The placement or the caller, by id.
        client: String,
        /// The Region.
        region: String,
    },
    /// The client sends a request again to where S3 redirects it.
    FollowRedirects {
        /// The placement or the caller, by id.
        client: String,
    },
    /// The client calls S3 by its name for the Region.
    CallRegionalName {
        /// The placement or the caller, by id.
        client: String,
        /// The Region.
        region: String,
        /// The name with addresses of both families.
        dual_stack: bool,
    },
    /// The URL is signed again.
    SignAgain {
        /// The placement or the caller that uses it, by id.
        client: String,
        /// The signer, by id; `None` for a principal of AWS's own.
        signer: Option<String>,
        /// For how long the new one is good, in seconds.
        expires_in_s: u32,
    },
    /// Requester Pays of a bucket is switched off.
    RequesterPaysOff {
        /// The bucket, by name.
        bucket: String,
    },
    /// Object Lock of a bucket is switched on, which nothing switches off again.
    ObjectLockOn {
        /// The bucket, by name.
        bucket: String,
        /// Its versioning is switched on before.
        versioning: bool,
    },
    /// Versioning of a bucket is switched on.
    VersioningOn {
        /// The bucket, by name.
        bucket: String,
    },
    /// The organization's policy for S3 no longer sets the accounts' Block Public Access.
    OrganizationLetsGo {
        /// The organization.
        organization: String,
    },
    /// MFA Delete of a bucket is switched off, by the root user with its MFA device.
    MfaDeleteOff {
        /// The bucket, by name.
        bucket: String,
    },
    /// Transfer Acceleration of a bucket is switched on.
    AccelerationOn {
        /// The bucket, by name.
        bucket: String,
    },
    /// Access control by tags (ABAC) of a bucket is switched off.
    AbacOff {
        /// The bucket, by name.
        bucket: String,
    },
    /// A bucket takes uploads with a key of the client's own (SSE-C).
    TakeCustomerKeys {
        /// The bucket, by name.
        bucket: String,
    },
    /// A bucket's default encryption uses another KMS key.
    SetDefaultKey {
        /// The bucket, by name.
        bucket: String,
        /// The algorithm, as the header names it.
        algorithm: String,
        /// The key, by ARN; `None` for the key `aws/s3` of the bucket's account.
        key: Option<String>,
    },
    /// An object's legal hold is removed.
    RemoveLegalHold {
        /// The bucket, by name.
        bucket: String,
        /// The object's key.
        key: String,
        /// Its version.
        version: Option<String>,
    },
    /// An object is restored from its archive, which takes minutes to hours.
    Restore {
        /// The bucket, by name.
        bucket: String,
        /// The object's key.
        key: String,
        /// Its version.
        version: Option<String>,
    },
    /// A KMS key is enabled.
    EnableKey {
        /// The key, by ARN.
        key: String,
    },
    /// The deletion of a KMS key is cancelled, and the key is enabled.
    CancelKeyDeletion {
        /// The key, by ARN.
        key: String,
    },
    /// The key material of a KMS key is imported.
    ImportKeyMaterial {
        /// The key, by ARN.
        key: String,
    },
    /// An alias in the caller's account names a KMS key.
    CreateAlias {
        /// The alias.
        alias: String,
        /// The key, by ARN.
        key: String,
    },
}

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
        Why::SourceMissing => Err(WhyNot::NotThere),
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
