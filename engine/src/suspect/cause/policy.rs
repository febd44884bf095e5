//! The causes that stand in a policy.

use accesspath_policy::arn::Arn;
use accesspath_policy::policy::DocumentId;

use super::{Cause, bucket};
use crate::scenario::{
    Account, Document, Fact, Organization, OtherCaller, Role, Scenario, SignedUrl,
};

/// The names of the documents that a cause writes; no name of a person's begins so.
const NAME: &str = "\u{1}suspect";

/// Allows everything and denies all of S3, or all of KMS; `principal` where the policy names whom.
fn deny(principal: bool, at_kms: bool) -> String {
    let all = statement("Allow", principal, "[\"s3:*\",\"kms:*\"]");
    let own = statement("Deny", principal, if at_kms { "\"kms:*\"" } else { "\"s3:*\"" });
    policy(&format!("{all},{own}"))
}

/// Allows what no call of S3 needs, or all of S3 and nothing of KMS.
fn silent(principal: bool, at_kms: bool) -> String {
    let action = if at_kms { "\"s3:*\"" } else { "\"logs:PutLogEvents\"" };
    policy(&statement("Allow", principal, action))
}

/// An RCP, which only denies.
fn rcp(at_kms: bool) -> String {
    policy(&statement("Deny", true, if at_kms { "\"kms:*\"" } else { "\"s3:*\"" }))
}

fn policy(statements: &str) -> String {
    format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{statements}]}}")
}

fn statement(effect: &str, principal: bool, action: &str) -> String {
    let principal = if principal { "\"Principal\":\"*\"," } else { "" };
    format!("{{\"Effect\":\"{effect}\",{principal}\"Action\":{action},\"Resource\":\"*\"}}")
}

/// A policy of a resource with one statement about it.
fn about(effect: &str, principal: &str, action: &str, resources: &str) -> String {
    format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"{effect}\",\"Principal\":{principal},\"Action\":\"{action}\",\"Resource\":{resources}}}]}}"
    )
}

/// An account that is none of the scenario's.
const STRANGER: &str = "{\"AWS\":\"arn:aws:iam::777788889999:root\"}";

fn write(scenario: &mut Scenario, text: &str) -> DocumentId {
    let id: DocumentId = NAME.into();
    scenario.documents.insert(id.clone(), Document::from(text));
    id
}

pub(super) fn put(cause: Cause, scenario: &mut Scenario, base: bool) -> Option<()> {
    let at_kms = bucket(scenario)?.encryption.key.is_some();
    match cause {
        Cause::IdentitySilent => identity(scenario, &silent(false, at_kms)),
        Cause::IdentityDenies => identity(scenario, &deny(false, at_kms)),
        Cause::BoundarySilent => boundary(scenario, &silent(false, at_kms)),
        Cause::BoundaryDenies => boundary(scenario, &deny(false, at_kms)),
        Cause::SessionSilent => session(scenario, &silent(false, at_kms)),
        Cause::SessionDenies => session(scenario, &deny(false, at_kms)),
        Cause::BucketPolicyDenies => of_bucket(scenario, "Deny", "\"*\"", "s3:*"),
        Cause::BucketPolicySilent => of_bucket(scenario, "Allow", STRANGER, "s3:GetObject"),
        Cause::PublicRestricted => {
            of_bucket(scenario, "Allow", "\"*\"", "s3:*")?;
            let mut switches = bucket(scenario)?.block_public_access.clone().unwrap_or_default();
            switches.restrict_public_buckets = Fact::Known(true);
            bucket(scenario)?.block_public_access = Some(switches);
            Some(())
        }
        Cause::EndpointSilent => endpoints(scenario, &silent(true, false)),
        Cause::EndpointDenies => endpoints(scenario, &deny(true, false)),
        Cause::ScpDenies => levels(scenario, &deny(false, at_kms), true),
        Cause::ScpSilent => levels(scenario, &silent(false, at_kms), true),
        Cause::RcpDenies => levels(scenario, &rcp(at_kms), false),
        Cause::AccessPointSilent => of_point(scenario, "Allow", STRANGER, base),
        Cause::AccessPointDenies => of_point(scenario, "Deny", "\"*\"", base),
        Cause::KeyPolicySilent => of_key(scenario, "Allow", STRANGER, base),
        Cause::KeyPolicyDenies => of_key(scenario, "Deny", "\"*\"", base),
        Cause::SignerSilent => signer(scenario, base),
        _ => None,
    }
}

/// The role of the first caller, or what stands in its place.
fn role(scenario: &mut Scenario) -> Option<&mut Role> {
    let caller = scenario.question.callers.first()?.clone();
    let function = scenario.functions.iter().find(|it| it.id == caller).map(|it| it.role.clone());
    let other = || scenario.callers.iter().find(|it| it.id == caller)?.role.clone();
    let id = function.or_else(other)?;
    scenario.roles.iter_mut().find(|it| it.id == id)
}

fn identity(scenario: &mut Scenario, text: &str) -> Option<()> {
    let id = write(scenario, text);
    let caller = scenario.question.callers.first()?.clone();
    if let Some(role) = role(scenario) {
        role.policies = Fact::Known(vec![id]);
        return Some(());
    }
    let user = scenario.callers.iter_mut().find(|it| it.id == caller && it.user.is_some())?;
    user.policies = Fact::Known(vec![id]);
    Some(())
}

fn boundary(scenario: &mut Scenario, text: &str) -> Option<()> {
    let id = write(scenario, text);
    role(scenario)?.boundary = Some(Fact::Known(id));
    Some(())
}

fn session(scenario: &mut Scenario, text: &str) -> Option<()> {
    let id = write(scenario, text);
    role(scenario)?.session_policies = vec![id];
    Some(())
}

/// The ARNs of the bucket and of its objects.
fn resources(scenario: &mut Scenario) -> Option<String> {
    let name = bucket(scenario)?.name.clone();
    let partition =
        role(scenario).and_then(|it| Arn::parse(&it.arn).map(|it| it.partition.to_owned()));
    let partition = partition.unwrap_or_else(|| "aws".to_owned());
    Some(format!("[\"arn:{partition}:s3:::{name}\",\"arn:{partition}:s3:::{name}/*\"]"))
}

fn of_bucket(scenario: &mut Scenario, effect: &str, principal: &str, action: &str) -> Option<()> {
    let resources = resources(scenario)?;
    // An action of objects has no bucket as its resource.
    let resources = match action {
        "s3:GetObject" => format!("[{}", resources.split_once(',')?.1),
        _ => resources,
    };
    let id = write(scenario, &about(effect, principal, action, &resources));
    bucket(scenario)?.policy = Some(Fact::Known(id));
    Some(())
}

fn of_point(scenario: &mut Scenario, effect: &str, principal: &str, base: bool) -> Option<()> {
    if base {
        scenario.question.access_point = Some("point".to_owned());
    }
    let id = scenario.question.access_point.clone()?;
    let region = bucket(scenario)?.region.clone();
    let point = scenario.access_points.iter().find(|it| it.id == id)?;
    let arn = format!("arn:aws:s3:{region}:{}:accesspoint/{}", point.account, point.name);
    let resources = format!("[\"{arn}\",\"{arn}/object/*\"]");
    let document = write(scenario, &about(effect, principal, "s3:*", &resources));
    let point = scenario.access_points.iter_mut().find(|it| it.id == id)?;
    point.policy = Some(Fact::Known(document));
    Some(())
}

fn of_key(scenario: &mut Scenario, effect: &str, principal: &str, base: bool) -> Option<()> {
    if base {
        let encryption = &mut bucket(scenario)?.encryption;
        encryption.algorithm = Some(Fact::Known("aws:kms".to_owned()));
        encryption.key = Some(Fact::Known("key".to_owned()));
    }
    let key = bucket(scenario)?.encryption.key.as_ref()?.known()?.clone();
    let id = write(scenario, &about(effect, principal, "kms:*", "\"*\""));
    let key = scenario.keys.iter_mut().find(|it| it.id == key || it.arn == key)?;
    key.policy = Some(Fact::Known(id));
    Some(())
}

fn endpoints(scenario: &mut Scenario, text: &str) -> Option<()> {
    let id = write(scenario, text);
    (!scenario.endpoints.is_empty()).then_some(())?;
    for endpoint in &mut scenario.endpoints {
        endpoint.policy = Some(Fact::Known(id.clone()));
    }
    Some(())
}

/// A level more of SCPs for the caller's account, or of RCPs for the bucket's.
fn levels(scenario: &mut Scenario, text: &str, of_caller: bool) -> Option<()> {
    let account = match of_caller {
        true => {
            role(scenario).and_then(|it| Arn::parse(&it.arn).map(|it| it.account.to_owned()))?
        }
        false => bucket(scenario)?.account.clone(),
    };
    let id = write(scenario, text);
    if scenario.organization.is_none() {
        // Whoever else is named is of no organization, as before.
        let others = [
            role(scenario).and_then(|it| Arn::parse(&it.arn).map(|it| it.account.to_owned())),
            bucket(scenario).map(|it| it.account.clone()),
        ];
        for id in others.into_iter().flatten().filter(|it| *it != account) {
            if scenario.account(&id).is_none() {
                scenario.accounts.push(Account {
                    id,
                    outside_organization: true,
                    ..Account::default()
                });
            }
        }
        let id = Fact::Known("o-suspect0000".to_owned());
        scenario.organization = Some(Organization { id, ..Organization::default() });
    }
    if scenario.account(&account).is_none() {
        scenario.accounts.push(Account { id: account.clone(), ..Account::default() });
    }
    let own = scenario.accounts.iter_mut().find(|it| it.id == account)?;
    let levels = if of_caller { &mut own.scp_levels } else { &mut own.rcp_levels };
    match levels {
        Some(Fact::Known(all)) => all.push(vec![id]),
        other => *other = Some(Fact::Known(vec![vec![id]])),
    }
    Some(())
}

/// The URL was signed by a role that may do nothing.
fn signer(scenario: &mut Scenario, base: bool) -> Option<()> {
    base.then_some(())?;
    let id = write(scenario, &silent(false, false));
    let mut other = scenario.roles.first()?.clone();
    other.id = "signer".to_owned();
    other.arn = format!("{}-signer", other.arn);
    other.policies = Fact::Known(vec![id]);
    scenario.roles.push(other);
    scenario.callers.push(OtherCaller {
        id: "signer".to_owned(),
        name: "signer".to_owned(),
        role: Some("signer".to_owned()),
        ..OtherCaller::default()
    });
    let url = SignedUrl { signer: Some("signer".to_owned()), ..SignedUrl::default() };
    let function = scenario.functions.first_mut()?;
    function.placements.first_mut()?.signed_url = Some(url);
    Some(())
}

/// The caller's own policies allow everything but to list the bucket.
pub(super) fn deny_listing(scenario: &mut Scenario) -> Option<()> {
    let text = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"NotAction\":[\"s3:ListBucket\"],\"Resource\":\"*\"}]}";
    identity(scenario, text)
}
