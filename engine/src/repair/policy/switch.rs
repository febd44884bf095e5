//! What can be changed where Block Public Access or Object Ownership blocks.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::json::Edit;
use accesspath_policy::reason::Because;
use accesspath_policy::request::Subject;

use super::{PolicyRepair, place};
use crate::repair::answer::Judged;
use crate::repair::call::{Call, owned, quoted};
use crate::repair::{Breadth, Repair};
use crate::scenario::change::Change;
use crate::scenario::{BlockPublicAccess, Bucket, Fact};

/// The repairs for a switch, or for an ACL.
pub(super) fn candidates(
    judged: &Judged,
    call: &Call<'_>,
    request: &RequestTrace,
    finding: &Finding,
) -> Vec<Repair> {
    let scenario = &judged.scenario;
    let bucket = match request.subject {
        Subject::CopySource => scenario.source_bucket(),
        _ => call.bucket,
    };
    let Some(bucket) = bucket else { return Vec::new() };
    let by = place::owner(request);
    let off = |switch, pick: fn(&BlockPublicAccess) -> &Fact<bool>| {
        switched_off(judged, bucket, switch, pick)
            .map(|(does, changes)| Repair::new(does, by, changes).opening(Breadth::Much))
    };
    let own = |to: &'static str| {
        let at = owned(&["buckets", &bucket.id, "ownership"]);
        let change = Change::Tell { at, edit: Edit::Set(quoted(to)) };
        let does = PolicyRepair::SetOwnership { bucket: bucket.name.clone(), to };
        Repair::new(does, by, vec![change]).opening(Breadth::Some)
    };
    let without_acl = || {
        let options = call.options;
        let acl = options.acl.is_some().then_some("acl");
        let grants = (!options.grants.is_empty()).then_some("grants");
        let there: Vec<&'static str> = acl.into_iter().chain(grants).collect();
        (!there.is_empty()).then(|| call.with(Vec::new(), there))
    };
    let mut found = Vec::new();
    match finding.because {
        Because::PublicPolicy => {
            found.extend(named(judged, request, finding));
            found.extend(off("restrict_public_buckets", |it| &it.restrict_public_buckets));
        }
        Because::PublicAclRefused => {
            found.extend(without_acl());
            found.extend(off("block_public_acls", |it| &it.block_public_acls));
        }
        Because::PublicAclIgnored => {
            found.extend(off("ignore_public_acls", |it| &it.ignore_public_acls));
        }
        Because::AclNotSupported => {
            found.extend(without_acl());
            found.push(own("BucketOwnerPreferred"));
        }
        Because::OwnedByAnotherAccount => found.push(own("BucketOwnerEnforced")),
        _ => {}
    }
    found
}

/// The statement that makes the policy public, with the caller as its principal.
fn named(judged: &Judged, request: &RequestTrace, finding: &Finding) -> Option<Repair> {
    let (document, number) = (finding.document.clone()?, finding.statement?);
    let arn = request.request.caller.principal_arn()?.to_owned();
    judged.scenario.documents.get(&document)?;
    let at = owned(&["Statement", &number.to_string(), "Principal"]);
    let edit = Edit::Set(format!(r#"{{"AWS":{}}}"#, quoted(&arn)));
    let change = Change::EditPart { document: document.clone(), at, edit };
    let does = PolicyRepair::NamePrincipal { document, statement: number, principal: arn };
    Some(Repair::new(does, place::owner(request), vec![change]))
}

/// A switch, turned off wherever it is on.
fn switched_off(
    judged: &Judged,
    bucket: &Bucket,
    switch: &'static str,
    pick: fn(&BlockPublicAccess) -> &Fact<bool>,
) -> Option<(PolicyRepair, Vec<Change>)> {
    let is_on = |it: &Option<BlockPublicAccess>| {
        it.as_ref().is_some_and(|it| *pick(it) == Fact::Known(true))
    };
    let account = judged.scenario.account(&bucket.account);
    let of_account = account.filter(|it| is_on(&it.block_public_access));
    let of_bucket = is_on(&bucket.block_public_access);
    let mut changes = Vec::new();
    let mut off = |at: &[&str]| {
        changes.push(Change::Tell { at: owned(at), edit: Edit::Set("false".to_owned()) });
    };
    if of_bucket {
        off(&["buckets", &bucket.id, "block_public_access", switch]);
    }
    if let Some(account) = of_account {
        off(&["accounts", &account.id, "block_public_access", switch]);
    }
    let does = PolicyRepair::SwitchOff {
        switch,
        bucket: of_bucket.then(|| bucket.name.clone()),
        account: of_account.map(|it| it.id.clone()),
    };
    (!changes.is_empty()).then_some((does, changes))
}
