//! Facts that were given → a scenario with them.
//!
//! Every edit is a `Change` of the engine. What nobody told stays unknown, and what contradicts the scenario is told and
//! left out.

mod attach;
mod merge;
mod stand;

use std::fmt;

use accesspath_engine::scenario::change::{Change, apply_all};
use accesspath_engine::scenario::{OtherCaller, Scenario};
use accesspath_policy::arn::Arn;
use accesspath_policy::json::Edit;
use accesspath_policy::policy::PolicyKind;
use accesspath_policy::symbol;

use crate::given::{Given, Holder};
use crate::recognised::Recognised;
use crate::start::{ASSUMED, assumed};
use crate::written::{Object, text, texts};

/// The reason why something has no place in the scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAdded {
    /// The scenario has nothing of that kind to which it could belong, or several.
    NoOwner(&'static str),
    /// It is of something else than what the scenario is about.
    Other {
        /// What it is about, such as `bucket`.
        what: &'static str,
        /// The scenario's.
        own: String,
        /// Its own.
        other: String,
    },
    /// The scenario takes no such value.
    Refused(String),
}

impl fmt::Display for NotAdded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOwner(what) => write!(f, "No {what} is told yet that it could belong to"),
            Self::Other { what, own, other } => {
                write!(f, "It is about the {what} {other}, and the case is about {own}")
            }
            Self::Refused(what) => write!(f, "{what} has a value that no scenario takes"),
        }
    }
}

/// The scenario with all that was recognised, and with the readings that were chosen.
///
/// # Errors
///
/// The first fact that has no place in it; then nothing of it is added.
pub fn add(scenario: &Scenario, recognised: &Recognised) -> Result<Scenario, NotAdded> {
    let told: Vec<&Given> = recognised.told().collect();
    let is_record = |it: &&Given| matches!(it, Given::Record { .. });
    let mut next = scenario.clone();
    // Records first: policies and places of functions name them.
    let records: Vec<&Given> = told.iter().copied().filter(is_record).collect();
    if !records.is_empty() {
        next = merge::records(&next, &records)?;
    }
    for given in told.into_iter().filter(|it| !is_record(it)) {
        next = give(&next, given)?;
    }
    Ok(attach::with_origins(next, scenario, recognised))
}

/// The scenario with all of these, in their order as far as they can be; beside each the reason why it has no place.
///
/// What has no place yet, such as the policy of an endpoint that is told later, is tried again once all others are there.
pub fn add_all(scenario: &Scenario, all: &[Recognised]) -> (Scenario, Vec<Option<NotAdded>>) {
    let mut next = scenario.clone();
    let mut left: Vec<Option<NotAdded>> = Vec::new();
    for it in all {
        left.push(match add(&next, it) {
            Ok(after) => {
                next = after;
                None
            }
            Err(reason) => Some(reason),
        });
    }
    for (it, reason) in all.iter().zip(&mut left) {
        if reason.is_some()
            && let Ok(after) = add(&next, it)
        {
            next = after;
            *reason = None;
        }
    }
    (next, left)
}

/// The scenario with one fact more.
///
/// # Errors
///
/// Where the fact has no place in it.
pub fn give(scenario: &Scenario, given: &Given) -> Result<Scenario, NotAdded> {
    match given {
        Given::Record { .. } => merge::records(scenario, &[given]),
        Given::Member { of, name, json } => member(scenario, *of, name, json),
        Given::MemberOf { list, id, name, json } => {
            let at = merge::ids(scenario, list).iter().position(|it| it == id);
            let at = at.ok_or(NotAdded::NoOwner(one_of(list)))?;
            Ok(set(scenario, &[(list, at + 1)], name, json))
        }
        Given::Role(arn) => role(scenario, arn),
        Given::Function(name) => {
            let at = place_of_function(scenario)?;
            Ok(set(scenario, &[("functions", at)], "name", &text(name)))
        }
        Given::User(arn) => Ok(user(scenario, arn)),
        Given::Bucket(name) => bucket(scenario, name),
        Given::Policy { kind, owner, name, text } => {
            attach::policy(scenario, *kind, owner.as_deref(), name, text)
        }
        Given::Attached(arn) => attach::managed(scenario, arn),
        Given::Bounded(arn) => {
            Ok(set(scenario, &[place_of_policies(scenario)?], "boundary", &text(arn)))
        }
        Given::NoPolicy(kind) => none(scenario, *kind),
        Given::NoEndpoint if scenario.endpoints.is_empty() => {
            let [remove, set] = edits(&[], "endpoints", "[]");
            Ok(apply_all(scenario, &[&remove, &set]))
        }
        Given::NoEndpoint => Ok(scenario.clone()),
        Given::Stands(standing) => stand::stands(scenario, standing),
        Given::Through { endpoint, kind } => stand::through(scenario, endpoint, *kind),
        Given::PrefixList(id) => {
            let name = r#"{"value":"com.amazonaws.@region.s3","origin":{"file":"assumed"}}"#;
            let json = Object::default().with_text("id", id).with("name", name).end();
            merge::records(
                scenario,
                &[&Given::Record { list: "prefix_lists", id: id.clone(), json }],
            )
        }
        Given::Region(region) => Ok(regions(scenario, region)),
    }
}

/// Where the function of the question stands in its list, from 1.
fn place_of_function(scenario: &Scenario) -> Result<usize, NotAdded> {
    let caller = scenario.question.callers.first();
    let at = scenario.functions.iter().position(|it| Some(&it.id) == caller);
    at.map(|it| it + 1).ok_or(NotAdded::NoOwner("function"))
}

/// Where the caller's role stands in its list, from 1.
fn place_of_role(scenario: &Scenario) -> Result<usize, NotAdded> {
    let caller = scenario.question.callers.first();
    let function = scenario.functions.iter().find(|it| Some(&it.id) == caller);
    let other = scenario.callers.iter().find(|it| Some(&it.id) == caller);
    let id = function.map(|it| &it.role).or_else(|| other?.role.as_ref());
    let at = scenario.roles.iter().position(|it| Some(&it.id) == id);
    at.map(|it| it + 1).ok_or(NotAdded::NoOwner("role"))
}

/// Where the caller stands that policies are attached to: a role, or an IAM user.
fn place_of_policies(scenario: &Scenario) -> Result<(&'static str, usize), NotAdded> {
    let caller = scenario.question.callers.first();
    let user = |it: &OtherCaller| Some(&it.id) == caller && it.user.is_some();
    match scenario.callers.iter().position(user) {
        Some(at) => Ok(("callers", at + 1)),
        None => Ok(("roles", place_of_role(scenario)?)),
    }
}

/// One of a collection, for people.
fn one_of(list: &str) -> &'static str {
    if list == "vpcs" { "VPC of that id" } else { "resource of that id" }
}

/// Where the question's bucket stands in its list, from 1.
fn place_of_bucket(scenario: &Scenario) -> Result<usize, NotAdded> {
    let at = scenario.buckets.iter().position(|it| it.id == scenario.question.bucket);
    at.map(|it| it + 1).ok_or(NotAdded::NoOwner("bucket"))
}

/// The two edits that put a value in place of a member, with its origin: what is only set keeps the origin of before.
fn edits(place: &[(&str, usize)], name: &str, json: &str) -> [Change; 2] {
    let mut at: Vec<String> = Vec::new();
    for (list, number) in place {
        at.push((*list).to_owned());
        // A member of the scenario itself has no number.
        at.extend((*number > 0).then(|| number.to_string()));
    }
    at.push(name.to_owned());
    let set = Change::Tell { at: at.clone(), edit: Edit::Set(json.to_owned()) };
    [Change::Tell { at, edit: Edit::Remove }, set]
}

fn set(scenario: &Scenario, place: &[(&str, usize)], name: &str, json: &str) -> Scenario {
    let [remove, set] = edits(place, name, json);
    apply_all(scenario, &[&remove, &set])
}

fn member(scenario: &Scenario, of: Holder, name: &str, json: &str) -> Result<Scenario, NotAdded> {
    let (list, at, scenario) = match of {
        Holder::Question => ("question", 0, scenario.clone()),
        Holder::Function => ("functions", place_of_function(scenario)?, scenario.clone()),
        Holder::Role => ("roles", place_of_role(scenario)?, scenario.clone()),
        Holder::Bucket => ("buckets", place_of_bucket(scenario)?, scenario.clone()),
        Holder::Account => {
            let (next, at) = listed_account(scenario)?;
            ("accounts", at, next)
        }
    };
    let next = set(&scenario, &[(list, at)], name, json);
    let asked = &next.to_compact_json();
    // An edit that leads to no scenario leaves it as it was.
    match next == scenario && !asked.contains(&format!("{}:", text(name))) {
        true => Err(NotAdded::Refused(name.to_owned())),
        false => Ok(next),
    }
}

/// The scenario in which the bucket's account is listed, and where.
fn listed_account(scenario: &Scenario) -> Result<(Scenario, usize), NotAdded> {
    let own = scenario.bucket().map(|it| it.account.clone()).ok_or(NotAdded::NoOwner("bucket"))?;
    if let Some(at) = scenario.accounts.iter().position(|it| it.id == own) {
        return Ok((scenario.clone(), at + 1));
    }
    let id = match symbol::name(&own) {
        Some(name) => Object::default().with_text("symbol", &name).end(),
        None => text(&own),
    };
    let json = Object::default().with("id", &id).end();
    let add = Change::Tell { at: vec!["accounts".to_owned()], edit: Edit::Add(json) };
    let next = apply_all(scenario, &[&add]);
    let at = next.accounts.len();
    Ok((next, at))
}

/// The role by its ARN; a session's ARN leaves the path out, so that one with a path is not replaced by one without.
fn role(scenario: &Scenario, arn: &str) -> Result<Scenario, NotAdded> {
    let at = place_of_role(scenario)?;
    let own = scenario.roles.get(at - 1).map(|it| it.arn.clone()).unwrap_or_default();
    let name = |it: &str| it.rsplit('/').next().unwrap_or_default().to_owned();
    let account = |it: &str| Arn::parse(it).map(|it| it.account.to_owned()).unwrap_or_default();
    let segments = |it: &str| it.split('/').count();
    let is_same = name(&own) == name(arn) && account(&own) == account(arn);
    if is_same && segments(&own) > segments(arn) {
        return Ok(scenario.clone());
    }
    if !symbol::has(&own) && !is_same {
        let (own, other) = (name(&own), name(arn));
        return Err(NotAdded::Other { what: "role", own, other });
    }
    let next = set(scenario, &[("roles", at)], "arn", &text(arn));
    Ok(with_account(next, &account(arn)))
}

/// The bucket is taken to be of the caller's account, while nobody tells whose it is.
fn with_account(scenario: Scenario, account: &str) -> Scenario {
    let Ok(at) = place_of_bucket(&scenario) else { return scenario };
    let place = format!("buckets[{}].account", at - 1);
    if account.is_empty() || !assumed(&scenario).iter().any(|it| it.0 == place) {
        return scenario;
    }
    let origin =
        Object::default().with_text("file", ASSUMED).with_text("place", "the caller's account");
    let value = Object::default().with_text("value", account).with("origin", &origin.end()).end();
    set(&scenario, &[("buckets", at)], "account", &value)
}

/// The question with an IAM user in place of the function.
fn user(scenario: &Scenario, arn: &str) -> Scenario {
    let name = arn.rsplit(['/', ':']).next().unwrap_or(arn);
    let json = Object::default().with_text("id", "caller").with_text("name", name);
    let json = json.with_text("user", arn).end();
    let list = ["callers".to_owned()].to_vec();
    let edit = match scenario.callers.iter().any(|it| it.id == "caller") {
        true => Edit::Set(format!("[{json}]")),
        false => Edit::Add(json),
    };
    let add = Change::Tell { at: list, edit };
    let [remove, asked] = edits(&[("question", 0)], "callers", &texts(&["caller"]));
    let next = apply_all(scenario, &[&add, &remove, &asked]);
    let account = Arn::parse(arn).map(|it| it.account.to_owned()).unwrap_or_default();
    with_account(next, &account)
}

fn bucket(scenario: &Scenario, name: &str) -> Result<Scenario, NotAdded> {
    let at = place_of_bucket(scenario)?;
    let own = scenario.buckets.get(at - 1).map(|it| it.name.clone()).unwrap_or_default();
    if own == name {
        return Ok(scenario.clone());
    }
    if !symbol::has(&own) {
        return Err(NotAdded::Other { what: "bucket", own, other: name.to_owned() });
    }
    Ok(set(scenario, &[("buckets", at)], "name", &text(name)))
}

/// There is no policy of that kind.
fn none(scenario: &Scenario, kind: PolicyKind) -> Result<Scenario, NotAdded> {
    match kind {
        PolicyKind::Bucket => {
            Ok(set(scenario, &[("buckets", place_of_bucket(scenario)?)], "policy", "null"))
        }
        PolicyKind::Identity => {
            Ok(set(scenario, &[place_of_policies(scenario)?], "policies", "[]"))
        }
        PolicyKind::Boundary => {
            Ok(set(scenario, &[place_of_policies(scenario)?], "boundary", "null"))
        }
        // An account without an organization has neither.
        PolicyKind::Scp | PolicyKind::Rcp => {
            let [remove, set] = edits(&[], "organization", "null");
            Ok(apply_all(scenario, &[&remove, &set]))
        }
        PolicyKind::Endpoint if !scenario.endpoints.is_empty() => {
            let each = 1..=scenario.endpoints.len();
            let edits: Vec<Change> =
                each.flat_map(|at| edits(&[("endpoints", at)], "policy", "null")).collect();
            Ok(apply_all(scenario, &edits.iter().collect::<Vec<_>>()))
        }
        _ => Err(NotAdded::NoOwner("place for it")),
    }
}

/// Puts a Region in place of the one that is only taken, wherever that stands.
fn regions(scenario: &Scenario, region: &str) -> Scenario {
    let Some(bucket) = scenario.bucket() else { return scenario.clone() };
    let mut changes = Vec::new();
    for (place, value) in assumed(scenario).into_iter().filter(|it| !it.0.ends_with(".account")) {
        let Some((list, number, name)) = split(&place) else { continue };
        let value = value.replace(&bucket.region, region);
        let origin = Object::default().with_text("file", ASSUMED).end();
        let json = Object::default().with_text("value", &value).with("origin", &origin).end();
        changes.extend(edits(&[(list, number + 1)], name, &json));
    }
    apply_all(scenario, &changes.iter().collect::<Vec<_>>())
}

/// `buckets[0].region` in its three parts.
fn split(place: &str) -> Option<(&str, usize, &str)> {
    let (list, rest) = place.split_once('[')?;
    let (number, name) = rest.split_once("].")?;
    Some((list, number.parse().ok()?, name))
}
