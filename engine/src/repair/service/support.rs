//! Repairs where S3 or an access point does not take such a call.

use accesspath_policy::json::Edit;

use super::{ServiceRepair, object, of_bucket, owner};
use crate::check::ServiceReason;
use crate::repair::call::{Call, owned, quoted};
use crate::repair::which_call::WhichCall;
use crate::repair::{Actor, Breadth, Repair, WhyNot};
use crate::s3::operation::Operation;
use crate::scenario::change::Change;
use crate::scenario::{Bucket, ObjectOwnership, Versioning};

/// The repairs for a reason of S3's support.
pub(super) fn candidates(call: &Call<'_>, reason: &ServiceReason) -> Result<Vec<Repair>, WhyNot> {
    Ok(match reason {
        ServiceReason::NotThroughAccessPoints
        | ServiceReason::CopyAcrossRegionsThroughAccessPoint => {
            to_bucket(call).into_iter().collect()
        }
        ServiceReason::TaggedByControlApi | ServiceReason::AbacUnknown => by_tags(call),
        ServiceReason::AclsDisabled => {
            let other = ObjectOwnership::BucketOwnerPreferred.word();
            let owned = call.send_text("object_ownership", other);
            without_acl(call).into_iter().chain([owned]).collect()
        }
        ServiceReason::ManagedByOrganization => of_organization(call).into_iter().collect(),
        // AWS: "Creating access points" — the network origin of an access point cannot be changed.
        ServiceReason::OriginDiffers(_) => {
            to_bucket(call).into_iter().chain(to_other_points(call)).collect()
        }
        ServiceReason::VersioningNeeded => {
            call.bucket.map(|it| versioned(call, it)).into_iter().collect()
        }
        ServiceReason::LifecycleWithMfaDelete => {
            call.bucket.map(object::mfa_delete_off).into_iter().collect()
        }
        ServiceReason::PublicAclOfNewBucket => without_acl(call).into_iter().collect(),
        // AWS: "CopyObject", "UploadPartCopy", "How to prevent object overwrites with conditional writes".
        ServiceReason::Unsigned
            if call.operation.is_some_and(|it| it.finishes() && !it.copies()) =>
        {
            object::condition(call)
        }
        ServiceReason::Unsigned => return Err(WhyNot::CallerNotTaken),
        _ => Vec::new(),
    })
}

/// The request without an ACL.
fn without_acl(call: &Call<'_>) -> Option<Repair> {
    let acl = call.options.acl.is_some().then_some("acl");
    let grants = (!call.options.grants.is_empty()).then_some("grants");
    let there: Vec<&'static str> = acl.into_iter().chain(grants).collect();
    (!there.is_empty()).then(|| call.with(Vec::new(), there))
}

fn versioned(call: &Call<'_>, bucket: &Bucket) -> Repair {
    let does = ServiceRepair::VersioningOn { bucket: bucket.name.clone() };
    let change = of_bucket(bucket, &["versioning"], &quoted(Versioning::Enabled.word()));
    Repair::new(does, owner(call, &bucket.account), vec![change])
}

// AWS: "Organization policies for S3" — while one is in force, the accounts cannot change the settings.
fn of_organization(call: &Call<'_>) -> Option<Repair> {
    let organization = call.scenario.organization.as_ref()?;
    let at = owned(&["organization", "block_public_access"]);
    let change = Change::Tell { at, edit: Edit::Set("null".to_owned()) };
    let does = ServiceRepair::OrganizationLetsGo {
        organization: organization.id.known().cloned().unwrap_or_default(),
    };
    Some(Repair::new(does, Actor::Organization, vec![change]).opening(Breadth::Much))
}

/// The bucket itself is called.
fn to_bucket(call: &Call<'_>) -> Option<Repair> {
    let (bucket, point) = call.bucket.zip(call.scenario.access_point())?;
    let does =
        ServiceRepair::CallBucket { bucket: bucket.name.clone(), access_point: point.name.clone() };
    let change = Change::Tell { at: owned(&["question", "access_point"]), edit: Edit::Remove };
    Some(Repair::new(does, Actor::Caller, vec![change]))
}

/// The bucket's access points whose network origin is the internet.
fn to_other_points(call: &Call<'_>) -> Vec<Repair> {
    let Some(bucket) = call.bucket else { return Vec::new() };
    let points = &call.scenario.access_points;
    let open = points.iter().filter(|it| it.bucket == bucket.id && it.vpc.is_none());
    let to = |it: &crate::scenario::AccessPoint| {
        let at = owned(&["question", "access_point"]);
        let change = Change::Tell { at, edit: Edit::Set(quoted(&it.id)) };
        let does = ServiceRepair::CallAccessPoint {
            access_point: it.name.clone(),
            account: it.account.clone(),
        };
        Repair::new(does, Actor::Caller, vec![change])
    };
    open.map(to).collect()
}

/// The operation of the API that writes tags where access by them is on, or that switched off.
// AWS: "Enabling ABAC in general purpose buckets".
fn by_tags(call: &Call<'_>) -> Vec<Repair> {
    let mut found = Vec::new();
    let to = match call.operation {
        Some(Operation::PutBucketTagging) => Some(Operation::TagResource),
        Some(Operation::DeleteBucketTagging) => Some(Operation::UntagResource),
        _ => None,
    };
    let at = match &call.which {
        WhichCall::Asked => owned(&["question", "operation"]),
        WhichCall::OfFunction { function, number } => {
            owned(&["functions", function, "calls", &number.to_string(), "operation"])
        }
    };
    if let Some((from, to)) = call.operation.zip(to) {
        let change = Change::Tell { at, edit: Edit::Set(quoted(to.name())) };
        let does = ServiceRepair::CallOperation { from: from.name().to_owned(), to: to.name() };
        found.push(Repair::new(does, Actor::Caller, vec![change]));
    }
    if let Some(bucket) = call.bucket {
        let does = ServiceRepair::AbacOff { bucket: bucket.name.clone() };
        let change = of_bucket(bucket, &["abac"], "false");
        let off = Repair::new(does, owner(call, &bucket.account), vec![change]);
        found.push(off.opening(Breadth::Some));
    }
    found
}
