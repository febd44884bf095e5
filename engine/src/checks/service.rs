//! Decides what S3 itself refuses, whatever the policies allow: by an access point's network origin, operations that
//! access points do not support, copies between Regions, and tags of a bucket with access control by tags (ABAC).
//!
//! Evaluates no policy, with one exception: the permissions for a copied object's tags, if it is not known whether
//! the object has tags.

use accesspath_policy::arn::Arn;
use accesspath_policy::caller::Caller;
use accesspath_policy::request::EndpointType;
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use super::Aside;
use crate::check::{Check, Reason, RegionAnswer, ServiceReason};
use crate::control::Control;
use crate::documents::Documents;
use crate::network::{Path, PathKind};
use crate::requests::{self, endpoint_on};
use crate::s3::operation::Operation;
use crate::scenario::{AccessPoint, CopySource, Fact, Object, Scenario, Versioning};

/// The checks of S3 itself for the question's call on `path`; `caller` is `None` where it is not known.
pub(super) fn checks(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    operation: Operation,
    caller: Option<&Caller>,
    aside: &mut Aside,
) -> Vec<Check> {
    let point = scenario.access_point().filter(|_| !operation.is_control());
    let mut checks = Vec::new();
    checks.extend(point.and_then(|it| origin(path, it, scenario)));
    checks.extend(support(operation, point.is_some(), scenario));
    checks.extend(untold(operation, scenario));
    checks.extend(client_region(path, caller));
    checks.extend(acceleration(path, operation, scenario));
    if operation.copies() {
        checks.extend(copy_region(path, point.is_some(), scenario));
        checks.extend(source_tags(path, scenario, documents, operation, aside));
        checks.extend(source(path, scenario, documents, operation, caller, aside));
    }
    checks
}

const fn check(control: Control, passes: Truth, because: ServiceReason) -> Check {
    Check::new(control, passes, Reason::Service(because))
}

// AWS: "Creating access points restricted to a virtual private cloud" — whatever does not come from the VPC is rejected.
fn origin(path: &Path, point: &AccessPoint, scenario: &Scenario) -> Option<Check> {
    let control = Control::NetworkOrigin;
    // An access point with an internet origin has no VPC, and no check.
    let unknown = check(control, Truth::Unknown, ServiceReason::OriginUnknown);
    let Fact::Known(vpc) = point.vpc.as_ref()? else { return Some(unknown) };
    if path.kind == PathKind::NoWay {
        return Some(unknown);
    }
    Some(match endpoint_on(path, scenario) {
        Some((endpoint, _)) if endpoint.vpc == *vpc => {
            check(control, Truth::Yes, ServiceReason::FromItsVpc(vpc.clone()))
        }
        _ => check(control, Truth::No, ServiceReason::OriginDiffers(vpc.clone())),
    })
}

// AWS: "Access point compatibility", "Enabling ABAC in general purpose buckets".
fn support(operation: Operation, through_point: bool, scenario: &Scenario) -> Option<Check> {
    let control = Control::Operation;
    if through_point && !operation.goes_through_access_points() {
        return Some(check(control, Truth::No, ServiceReason::NotThroughAccessPoints));
    }
    if !operation.is_bucket_tagging() {
        return None;
    }
    match scenario.bucket()?.abac.truth() {
        Truth::Yes => Some(check(control, Truth::No, ServiceReason::TaggedByControlApi)),
        Truth::Unknown => Some(check(control, Truth::Unknown, ServiceReason::AbacUnknown)),
        Truth::No => None,
    }
}

/// What the request does not tell, and S3 asks for.
// AWS: "PutBucketReplication" — it needs iam:PassRole.
fn untold(operation: Operation, scenario: &Scenario) -> Option<Check> {
    let role = scenario.question.options.replication_role.as_deref().and_then(Arn::parse);
    let is_role = role.is_some_and(|it| it.kind_and_name().0 == "role");
    let is_untold = operation == Operation::PutBucketReplication && !is_role;
    is_untold.then(|| check(Control::Operation, Truth::Unknown, ServiceReason::RoleUntold))
}

// AWS: "AWS PrivateLink for Amazon S3" — interface endpoints take no copies between Regions;
// "Access point compatibility" — nor do access points.
fn copy_region(path: &Path, through_point: bool, scenario: &Scenario) -> Option<Check> {
    let control = Control::CopyRegions;
    let (from, to) = (scenario.source_bucket()?, scenario.bucket()?);
    if from.region == to.region {
        return None;
    }
    if through_point {
        return Some(check(control, Truth::No, ServiceReason::CopyAcrossRegionsThroughAccessPoint));
    }
    Some(match endpoint_on(path, scenario) {
        Some((_, EndpointType::Interface)) => {
            check(control, Truth::No, ServiceReason::CopyAcrossRegions)
        }
        Some((_, EndpointType::Gateway)) => Check {
            rules: vec![Rule::COPY_ACROSS_REGIONS],
            ..check(control, Truth::No, ServiceReason::CopyAcrossRegions)
        },
        None if path.kind == PathKind::NoWay => {
            check(control, Truth::Unknown, ServiceReason::PathUnknown)
        }
        None => check(control, Truth::Yes, ServiceReason::NoEndpoint),
    })
}

fn client_region(path: &Path, caller: Option<&Caller>) -> Option<Check> {
    let wrong = path.wrong_region.as_ref()?;
    // An unsigned request is signed for no Region.
    let signed = match caller {
        Some(Caller::Anonymous) => Truth::No,
        Some(_) => Truth::Yes,
        None => Truth::Unknown,
    };
    let passes = match wrong.answer {
        RegionAnswer::Signature if signed == Truth::No => return None,
        RegionAnswer::Signature => wrong.is_corrected().or(!signed),
        _ => wrong.is_corrected(),
    };
    let because = ServiceReason::WrongRegion(wrong.clone());
    Some(check(Control::ClientRegion, passes, because))
}

// AWS: "Getting started with Amazon S3 Transfer Acceleration".
fn acceleration(path: &Path, operation: Operation, scenario: &Scenario) -> Option<Check> {
    if !path.s3_name.is_accelerated() {
        return None;
    }
    let bucket = scenario.bucket()?;
    let elsewhere =
        operation.copies() && scenario.source_bucket().is_some_and(|it| it.region != bucket.region);
    let (passes, because) = match &bucket.accelerate {
        _ if operation.is_control() => (Truth::Unknown, ServiceReason::AccelerationUnknown),
        _ if scenario.question.access_point.is_some()
            || elsewhere
            || operation.is_about_account()
            || operation == Operation::DeleteBucket =>
        {
            (Truth::No, ServiceReason::NotAccelerated)
        }
        _ if bucket.name.contains('.') => (Truth::No, ServiceReason::PeriodInName),
        None | Some(Fact::Unknown) => (Truth::Unknown, ServiceReason::AccelerationUnknown),
        Some(Fact::Known(Versioning::Enabled)) => (Truth::Yes, ServiceReason::Accelerates),
        Some(Fact::Known(state)) => (Truth::No, ServiceReason::NotEnabled(*state)),
    };
    Some(check(Control::Acceleration, passes, because))
}

fn source_tags(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    operation: Operation,
    aside: &mut Aside,
) -> Option<Check> {
    let prepared = requests::tag_requests(path, scenario, documents, operation);
    if prepared.is_empty() {
        return None;
    }
    let asked: Vec<(usize, Truth)> = prepared.iter().map(|it| aside.ask(it)).collect();
    let control = Control::SourceTags;
    let decided = if asked.iter().all(|(_, allowed)| *allowed == Truth::Yes) {
        check(control, Truth::Yes, ServiceReason::TagsAllowed)
    } else {
        let open = check(control, Truth::Unknown, ServiceReason::SourceTagsUnknown);
        Check { rules: vec![Rule::COPIED_TAGS], ..open }
    };
    Some(Check { asked: asked.into_iter().map(|(number, _)| number).collect(), ..decided })
}

// AWS: "CopyObject", "Using Requester Pays buckets for storage transfers and usage".
fn source(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    operation: Operation,
    caller: Option<&Caller>,
    aside: &mut Aside,
) -> Option<Check> {
    let stopped = |passes, because| Some(check(Control::CopySource, passes, because));
    match scenario.source_object().map_or(Truth::Yes, Object::is_there) {
        Truth::No => {
            let listing = requests::request_to_list_source(path, scenario, documents);
            let asked = listing.map(|it| aside.ask(&it).0).into_iter().collect();
            let missing = check(Control::CopySource, Truth::No, ServiceReason::SourceMissing);
            return Some(Check { asked, ..missing });
        }
        Truth::Unknown => return stopped(Truth::Unknown, ServiceReason::SourceExistenceUnknown),
        Truth::Yes => {}
    }
    match scenario.source_object().map_or(Truth::No, Object::is_archived) {
        Truth::Yes => return stopped(Truth::No, ServiceReason::SourceArchived),
        Truth::Unknown => return stopped(Truth::Unknown, ServiceReason::SourceArchived),
        Truth::No => {}
    }
    let onto_itself =
        if operation == Operation::CopyObject { onto_itself(scenario) } else { Truth::No };
    if onto_itself == Truth::Yes {
        return stopped(Truth::No, ServiceReason::CopyOntoItself);
    }
    let bucket = scenario.source_bucket()?;
    let account = caller.and_then(Caller::account);
    let own = account == Some(bucket.account.as_str());
    let pays = own || (account.is_some() && scenario.question.options.request_payer);
    match bucket.requester_pays.truth() {
        Truth::Yes if !pays && caller.is_some() => {
            stopped(Truth::No, ServiceReason::SourcePayerMissing)
        }
        Truth::Yes | Truth::Unknown if !pays => {
            stopped(Truth::Unknown, ServiceReason::SourcePayerUnknown)
        }
        _ if onto_itself == Truth::Unknown => {
            let open = check(Control::CopySource, Truth::Unknown, ServiceReason::CopyOntoItself);
            Some(Check { rules: vec![Rule::COPY_ONTO_ITSELF], ..open })
        }
        _ => None,
    }
}

/// The copy has its source as its destination, and changes nothing of what S3 asks to be changed then.
///
/// Of a version that is named, which may be an older one, and of changes that S3's sentence does not list, it is not known.
// AWS: "CopyObject", "Error responses" — metadata, storage class, website redirect location or encryption attributes.
fn onto_itself(scenario: &Scenario) -> Truth {
    let (question, options) = (&scenario.question, &scenario.question.options);
    let same = |it: &CopySource| it.bucket == question.bucket && it.key == question.key;
    let Some(source) = options.copy_source.as_ref().filter(|it| same(it)) else {
        return Truth::No;
    };
    let replaces = |it: &Option<String>| it.as_deref() == Some("REPLACE");
    let headers = [
        &options.storage_class,
        &options.server_side_encryption,
        &options.kms_key_id,
        &options.customer_algorithm,
    ];
    if replaces(&options.metadata_directive) || headers.into_iter().any(Option::is_some) {
        return Truth::No;
    }
    let default = scenario.bucket().and_then(|it| it.encryption.algorithm.as_ref());
    // A bucket that names an encryption itself may give the copy another than its source was stored with.
    let is_restored = scenario.source_object().map_or(Truth::No, |it| it.restored.truth());
    let others = [&options.acl, &options.lock_mode, &options.retain_until, &options.legal_hold];
    let unlisted = default.is_some()
        || is_restored != Truth::No
        || source.version_id.is_some()
        || replaces(&options.tagging_directive)
        || !options.grants.is_empty()
        || others.into_iter().any(Option::is_some);
    if unlisted { Truth::Unknown } else { Truth::Yes }
}
