//! What can be changed where Block Public Access or Object Ownership blocks.

use accesspath_policy::authorize::Finding;
use accesspath_policy::caller::Caller;
use accesspath_policy::json::Edit;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::reason::Because;
use accesspath_policy::request::Subject;

use super::{Asked, PolicyRepair, place};
use crate::repair::answer::Judged;
use crate::repair::call::{owned, quoted};
use crate::repair::{Actor, Breadth, Repair};
use crate::scenario::change::Change;
use crate::scenario::{BlockPublicAccess, Bucket, Fact, Scenario};

/// The switches, as the scenario format names them.
const SWITCHES: [(&str, Pick); 4] = [
    ("block_public_acls", |it| &it.block_public_acls),
    ("ignore_public_acls", |it| &it.ignore_public_acls),
    ("block_public_policy", |it| &it.block_public_policy),
    ("restrict_public_buckets", |it| &it.restrict_public_buckets),
];

type Pick = fn(&BlockPublicAccess) -> &Fact<bool>;

/// The repairs for a switch, or for an ACL.
pub(super) fn candidates(asked: Asked<'_>, finding: &Finding) -> Vec<Repair> {
    let Asked { judged, call, request } = asked;
    let scenario = &judged.scenario;
    let bucket = match request.subject {
        Subject::CopySource => scenario.source_bucket(),
        _ => call.bucket,
    };
    let Some(bucket) = bucket else { return Vec::new() };
    let by = place::owner(request);
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
    let off = |switch| off(judged, bucket, switch, by);
    let mut found = Vec::new();
    match finding.because {
        Because::PublicPolicy => {
            let arn = request.request.caller.principal_arn();
            let statement = finding.document.as_ref().zip(finding.statement);
            found.extend(
                statement
                    .zip(arn)
                    .and_then(|((document, number), arn)| named(judged, document, number, arn, by)),
            );
            found.extend(off("restrict_public_buckets"));
        }
        Because::PublicAclRefused => {
            found.extend(without_acl());
            found.extend(off("block_public_acls"));
        }
        Because::PublicAclIgnored => {
            found.extend(granted(asked, bucket).filter(|it| it.opens < Breadth::Much));
            found.extend(off("ignore_public_acls"));
        }
        Because::SwitchUnknown => {
            found.extend(SWITCHES.into_iter().filter_map(|it| off(it.0)));
        }
        Because::AclNotSupported => {
            found.extend(without_acl());
            found.push(own("BucketOwnerPreferred"));
        }
        Because::OwnedByAnotherAccount => {
            found.push(own("BucketOwnerEnforced"));
            found.extend(granted(asked, bucket));
        }
        Because::OwnershipUnknown
        | Because::OwnerUnknown
        | Because::AclUnknown
        | Because::GranteeUnknown
        | Because::AuthorityUnclear => found.push(own("BucketOwnerEnforced")),
        _ => {}
    }
    found
}

/// The ACL of an object of another account grants what is asked, to the caller's account.
// AWS: "Access control list (ACL) overview" — the actions of each permission.
fn granted(asked: Asked<'_>, bucket: &Bucket) -> Option<Repair> {
    let Asked { judged, call, request } = asked;
    let object = judged.scenario.object(&bucket.id, call.key)?;
    let owner = object.owner.as_ref().and_then(Fact::known)?.clone();
    let permission = match request.request.action.as_str() {
        "s3:GetObject" | "s3:GetObjectVersion" => "READ",
        "s3:GetObjectAcl" | "s3:GetObjectVersionAcl" => "READ_ACP",
        "s3:PutObjectAcl" | "s3:PutObjectVersionAcl" => "WRITE_ACP",
        _ => return None,
    };
    let grantee = match &request.request.caller {
        Caller::Anonymous => "AllUsers",
        caller => caller.account()?,
    };
    let at = owned(&["objects", &object.id, "acl"]);
    let grant = format!(r#"{{"grantee":{},"permission":{}}}"#, quoted(grantee), quoted(permission));
    let list = match object.acl.as_ref() {
        Some(Fact::Known(_)) => Change::Tell { at, edit: Edit::Add(grant) },
        _ => Change::Tell { at, edit: Edit::Set(format!("[{grant}]")) },
    };
    let is_everybody = request.request.caller == Caller::Anonymous;
    let does = PolicyRepair::GrantByAcl {
        bucket: bucket.name.clone(),
        key: object.key.clone(),
        owner,
        grantee: grantee.to_owned(),
        permission,
    };
    let opens = if is_everybody { Breadth::Much } else { Breadth::Little };
    Some(Repair::new(does, Actor::Owner, vec![list]).opening(opens))
}

/// The statement that makes a policy public, with another principal in place of everybody.
fn named(
    judged: &Judged,
    document: &DocumentId,
    number: usize,
    principal: &str,
    by: Actor,
) -> Option<Repair> {
    judged.scenario.documents.get(document)?;
    let at = owned(&["Statement", &number.to_string(), "Principal"]);
    let edit = Edit::Set(format!(r#"{{"AWS":{}}}"#, quoted(principal)));
    let change = Change::EditPart { document: document.clone(), at, edit };
    let does = PolicyRepair::NamePrincipal {
        document: document.clone(),
        statement: number,
        principal: principal.to_owned(),
    };
    Some(Repair::new(does, by, vec![change]))
}

/// The statement that makes a policy public, with the bucket's own account as its principal.
pub(in crate::repair) fn to_account(
    judged: &Judged,
    document: &DocumentId,
    number: usize,
    account: &str,
) -> Option<Repair> {
    named(judged, document, number, account, Actor::Caller)
}

/// A switch, turned off wherever it is on or not known to be off.
pub(in crate::repair) fn off(
    judged: &Judged,
    bucket: &Bucket,
    switch: &'static str,
    by: Actor,
) -> Option<Repair> {
    let pick = SWITCHES.into_iter().find(|it| it.0 == switch)?.1;
    let opened = judged.scenario.opened();
    let is_off =
        |it: Option<&BlockPublicAccess>| it.is_some_and(|it| *pick(it) == Fact::Known(false));
    let of_bucket = opened.buckets.iter().find(|it| it.id == bucket.id)?;
    let of_bucket = of_bucket.block_public_access.as_ref();
    let account = opened.account(&bucket.account);
    let of_account = account.and_then(|it| it.block_public_access.as_ref());
    let by_organization = is_by_organization(&opened, bucket);
    let mut changes = Vec::new();
    let mut tell = |mut at: Vec<String>, told: Option<&BlockPublicAccess>| {
        // Where all are on, or some are not known, they are told as a whole.
        let is_on =
            |it: &BlockPublicAccess| SWITCHES.iter().all(|own| *own.1(it) == Fact::Known(true));
        let is_open =
            |it: &BlockPublicAccess| SWITCHES.iter().any(|own| *own.1(it) == Fact::Unknown);
        let is_whole = told.is_none_or(|it| is_on(it) || is_open(it));
        let value = match is_whole {
            true => without(told, switch),
            false => {
                at.push(switch.to_owned());
                "false".to_owned()
            }
        };
        changes.push(Change::Tell { at, edit: Edit::Set(value) });
    };
    let at_bucket = !is_off(of_bucket);
    if at_bucket {
        tell(owned(&["buckets", &bucket.id, "block_public_access"]), of_bucket);
    }
    let at_account = account.filter(|_| of_account.is_some() && !is_off(of_account));
    if let Some(account) = at_account {
        tell(owned(&["accounts", &account.id, "block_public_access"]), of_account);
    }
    if by_organization {
        let at = owned(&["organization", "block_public_access"]);
        changes.push(Change::Tell { at, edit: Edit::Set("false".to_owned()) });
    }
    let does = PolicyRepair::SwitchOff {
        switch,
        bucket: at_bucket.then(|| bucket.name.clone()),
        account: at_account.map(|it| it.id.clone()),
        organization: by_organization,
    };
    let by = if by_organization { Actor::Organization } else { by };
    (!changes.is_empty()).then(|| Repair::new(does, by, changes).opening(Breadth::Much))
}

/// A policy of the organization switches all on for the bucket's account.
fn is_by_organization(scenario: &Scenario, bucket: &Bucket) -> bool {
    let organization = scenario.organization_of(&bucket.account);
    let all = organization.and_then(|it| it.block_public_access.as_ref());
    all == Some(&Fact::Known(true))
}

/// The four switches as JSON, with this one off; those of which nothing is told stay not known.
fn without(told: Option<&BlockPublicAccess>, switch: &str) -> String {
    let unknown = BlockPublicAccess::unknown();
    let told = told.unwrap_or(&unknown);
    let each = SWITCHES.into_iter().map(|(name, pick)| {
        let value = match pick(told) {
            _ if name == switch => "false",
            Fact::Known(true) => "true",
            Fact::Known(false) => "false",
            Fact::Unknown => r#"{"unknown":true}"#,
        };
        format!("{}:{value}", quoted(name))
    });
    format!("{{{}}}", each.collect::<Vec<_>>().join(","))
}
