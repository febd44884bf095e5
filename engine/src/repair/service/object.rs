//! Repairs for the states of a bucket and its objects: who pays, archives, locks, conditions.

use accesspath_policy::json::Edit;

use super::{ServiceRepair, of_bucket, owner};
use crate::check::StateReason;
use crate::repair::call::{Call, owned, quoted};
use crate::repair::{Actor, Breadth, Repair, WhyNot};
use crate::requests::DEFAULT_TIME;
use crate::scenario::change::Change;
use crate::scenario::{Bucket, DefaultRetention, Fact, LockMode, Object, Versioning};

/// The repairs for a state.
pub(super) fn candidates(call: &Call<'_>, reason: StateReason) -> Result<Vec<Repair>, WhyNot> {
    let bucket = call.bucket.ok_or(WhyNot::Unknown)?;
    let options = call.options;
    Ok(match reason {
        StateReason::PayerMissing | StateReason::PayerUnknown => {
            vec![call.send("request_payer", "true"), payer_off(call, bucket)]
        }
        StateReason::PayerAnonymous => vec![payer_off(call, bucket)],
        StateReason::ObjectMissing => {
            return made(call, bucket, call.object(), options.version_id.as_ref());
        }
        StateReason::ObjectArchived => {
            let version = options.version_id.as_ref();
            call.object().map(|it| restored(call, bucket, it, version)).into_iter().collect()
        }
        StateReason::NotArchived => return Err(WhyNot::HoldsAlready),
        // The version has none that could be read.
        StateReason::NoRetention => return Err(WhyNot::NotThere),
        StateReason::BypassWithoutLock => vec![call.leave_out("bypass_governance")],
        StateReason::LockedByGovernance => vec![call.send("bypass_governance", "true")],
        StateReason::LockedByCompliance => return Err(WhyNot::Locked),
        StateReason::OnLegalHold => {
            call.object().map(|it| without_hold(call, bucket, it)).into_iter().collect()
        }
        StateReason::NoObjectLock | StateReason::ObjectLockUnknown => no_object_lock(call, bucket),
        StateReason::LockIncomplete
        | StateReason::RetainUntilPast
        | StateReason::RetainUntilTooFar => {
            let mut found = vec![retained(call, options.lock_mode.as_deref(), &year_on(call))];
            found.extend(without_lock(call));
            found
        }
        StateReason::ComplianceKept => until(call)
            .map(|it| retained(call, Some(LockMode::Compliance.word()), it))
            .into_iter()
            .collect(),
        StateReason::GovernanceKept
        | StateReason::GovernanceRaised
        | StateReason::LockChangeUnknown => {
            let mut found = vec![call.send("bypass_governance", "true")];
            found.extend(until(call).map(|it| retained(call, None, it)));
            found
        }
        StateReason::MfaMissing => {
            let over_http = options.plain_http.then_some("plain_http");
            let code = vec![("mfa", "true".to_owned())];
            vec![call.with(code, over_http.into_iter().collect()), mfa_delete_off(bucket)]
        }
        StateReason::MfaOfRootOnly | StateReason::MfaDeleteUnknown => vec![mfa_delete_off(bucket)],
        StateReason::PreconditionFails
        | StateReason::NothingToMatch
        | StateReason::NotModified
        | StateReason::PreconditionUnknown
        | StateReason::PreconditionUndocumented => condition(call),
        _ => Vec::new(),
    })
}

/// The payer of a copy's source.
pub(super) fn source_payer(call: &Call<'_>) -> Vec<Repair> {
    let mut found = vec![call.send("request_payer", "true")];
    found.extend(source(call).map(|(bucket, _)| payer_off(call, bucket)));
    found
}

/// The source of a copy, restored.
pub(super) fn restored_source(call: &Call<'_>) -> Vec<Repair> {
    let version = call.options.copy_source.as_ref().and_then(|it| it.version_id.as_ref());
    let found =
        source(call).and_then(|(bucket, object)| Some(restored(call, bucket, object?, version)));
    found.into_iter().collect()
}

/// The source of a copy, uploaded.
pub(super) fn made_source(call: &Call<'_>) -> Result<Vec<Repair>, WhyNot> {
    let version = call.options.copy_source.as_ref().and_then(|it| it.version_id.as_ref());
    let (bucket, object) = source(call).ok_or(WhyNot::Unknown)?;
    made(call, bucket, object, version)
}

/// An object that is not there, uploaded; a version has an id that nobody can choose.
fn made(
    call: &Call<'_>,
    bucket: &Bucket,
    object: Option<&Object>,
    version: Option<&String>,
) -> Result<Vec<Repair>, WhyNot> {
    let object = object.filter(|_| version.is_none()).ok_or(WhyNot::NotThere)?;
    let does = ServiceRepair::PutObject { bucket: bucket.name.clone(), key: object.key.clone() };
    let mut changes = vec![of_object(object, "exists", "true")];
    // What is uploaded without tags has none.
    if object.tags.is_none() {
        changes.push(of_object(object, "tags", "{}"));
    }
    let put = Repair::new(does, owner(call, &bucket.account), changes);
    Ok(vec![put.opening(Breadth::Little)])
}

/// The bucket of a copy's source, and the object as far as it is described.
fn source<'s>(call: &Call<'s>) -> Option<(&'s Bucket, Option<&'s Object>)> {
    let source = call.options.copy_source.as_ref()?;
    let bucket = call.scenario.buckets.iter().find(|it| it.id == source.bucket)?;
    Some((bucket, call.scenario.object(&bucket.id, &source.key)))
}

fn payer_off(call: &Call<'_>, bucket: &Bucket) -> Repair {
    let does = ServiceRepair::RequesterPaysOff { bucket: bucket.name.clone() };
    let change = of_bucket(bucket, &["requester_pays"], "false");
    Repair::new(does, owner(call, &bucket.account), vec![change]).opening(Breadth::Much)
}

fn of_object(object: &Object, member: &str, value: &str) -> Change {
    let at = owned(&["objects", &object.id, member]);
    Change::Tell { at, edit: Edit::Set(value.to_owned()) }
}

// AWS: "Restoring an archived object".
fn restored(call: &Call<'_>, bucket: &Bucket, object: &Object, version: Option<&String>) -> Repair {
    let does = ServiceRepair::Restore {
        bucket: bucket.name.clone(),
        key: object.key.clone(),
        version: version.cloned(),
    };
    let change = of_object(object, "restored", "true");
    Repair::new(does, owner(call, &bucket.account), vec![change]).opening(Breadth::Little)
}

fn without_hold(call: &Call<'_>, bucket: &Bucket, object: &Object) -> Repair {
    let does = ServiceRepair::RemoveLegalHold {
        bucket: bucket.name.clone(),
        key: object.key.clone(),
        version: call.options.version_id.clone(),
    };
    let change = of_object(object, "legal_hold", "false");
    Repair::new(does, owner(call, &bucket.account), vec![change]).opening(Breadth::Little)
}

/// An upload without a lock, or Object Lock for the bucket.
// AWS: "Enable S3 Object Lock for an existing bucket" — versioning must be on before, and nothing switches it off.
fn no_object_lock(call: &Call<'_>, bucket: &Bucket) -> Vec<Repair> {
    let versioning = bucket.versioning != Some(Fact::Known(Versioning::Enabled));
    let mut changes = Vec::new();
    if versioning {
        changes.push(of_bucket(bucket, &["versioning"], &quoted(Versioning::Enabled.word())));
    }
    changes.push(of_bucket(bucket, &["object_lock"], "true"));
    let does = ServiceRepair::ObjectLockOn { bucket: bucket.name.clone(), versioning };
    let on = Repair::new(does, owner(call, &bucket.account), changes);
    without_lock(call).into_iter().chain([on]).collect()
}

/// An upload that locks nothing; a request that only sets a lock has nothing left without it.
fn without_lock(call: &Call<'_>) -> Option<Repair> {
    let options = call.options;
    let all = [
        ("lock_mode", options.lock_mode.is_some()),
        ("retain_until", options.retain_until.is_some()),
        ("legal_hold", options.legal_hold.is_some()),
    ];
    let there: Vec<&'static str> = all.into_iter().filter(|it| it.1).map(|it| it.0).collect();
    let uploads = call.operation.is_some_and(|it| it.creates());
    (uploads && !there.is_empty()).then(|| call.with(Vec::new(), there))
}

/// A retention with a mode and this end; governance mode where the request has none.
fn retained(call: &Call<'_>, mode: Option<&str>, until: &str) -> Repair {
    let mode = mode.unwrap_or(LockMode::Governance.word());
    let now = call.options.retain_until.as_deref();
    let mut send = Vec::new();
    if call.options.lock_mode.as_deref() != Some(mode) {
        send.push(("lock_mode", quoted(mode)));
    }
    if now != Some(until) {
        send.push(("retain_until", quoted(until)));
    }
    call.with(send, Vec::new())
}

/// The end of the retention that the object has.
fn until<'s>(call: &Call<'s>) -> Option<&'s str> {
    call.object()?.retain_until.as_deref()
}

/// The same day a year after the call, or the date that the request has where that is in the next ten years.
///
/// Both are no more than examples: S3 takes any date within 100 years.
fn year_on(call: &Call<'_>) -> String {
    use accesspath_policy::condition::parse_time;
    let now = call.scenario.time.as_deref().unwrap_or(DEFAULT_TIME);
    let own = call.options.retain_until.as_ref();
    let comes = |it: &&String| {
        parse_time(it)
            .zip(call.scenario.now())
            .is_some_and(|(until, now)| (1..=DefaultRetention::LONGEST_S).contains(&(until - now)))
    };
    if let Some(own) = own.filter(comes) {
        return own.clone();
    }
    let year = now.get(..4).and_then(|it| it.parse::<u32>().ok()).unwrap_or_default() + 1;
    // The year after a leap year has no 29 February.
    let day = now.get(4..10).map_or("-01-01", |it| if it == "-02-29" { "-03-01" } else { it });
    format!("{year:04}{day}T00:00:00Z")
}

// AWS: "Configuring MFA delete" — only the root user, with the CLI or the API.
pub(super) fn mfa_delete_off(bucket: &Bucket) -> Repair {
    let does = ServiceRepair::MfaDeleteOff { bucket: bucket.name.clone() };
    let change = of_bucket(bucket, &["mfa_delete"], "false");
    Repair::new(does, Actor::Owner, vec![change]).opening(Breadth::Some)
}

/// A request that asks for the ETag that the object has, or for none.
pub(super) fn condition(call: &Call<'_>) -> Vec<Repair> {
    let options = call.options;
    let etag = call.object().and_then(|it| it.etag.as_ref()?.known());
    let mut found = Vec::new();
    if let Some(asked) = &options.if_match {
        found.extend(etag.filter(|it| *it != asked).map(|it| call.send_text("if_match", it)));
        found.push(call.leave_out("if_match"));
    }
    if options.if_none_match.is_some() {
        found.push(call.leave_out("if_none_match"));
    }
    found
}
