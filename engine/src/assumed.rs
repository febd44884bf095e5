//! What an answer took by a default, because nobody told it, each with the member of the scenario that would tell it.
//!
//! Decides nothing: it looks which members the policies on a path would stand in.

use accesspath_policy::caller::Caller;
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;
use accesspath_policy::verdict::Verdict;

use crate::control::Control;
use crate::judge::PathAnalysis;
use crate::requests::endpoint_on;
use crate::scenario::{Account, Fact, Scenario};

/// One thing that was taken by a default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumed {
    /// What was taken.
    pub what: Assumption,
    /// The member that would tell it, such as `roles[0].boundary`.
    pub member: String,
}

/// A default that an answer can lean on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumption {
    /// There is no policy in this layer, or the one that AWS puts there itself.
    NoPolicy(Control),
    /// The account's Block Public Access is off.
    AccountSwitchesOff,
    /// The client calls S3 by its Regional name.
    RegionalName,
    /// The client addresses the bucket's Region.
    BucketsRegion,
    /// Nothing of whether the client follows redirects.
    RedirectsUntold,
}

/// What the answer for `path` took by a default.
pub fn assumed(path: &PathAnalysis, scenario: &Scenario) -> Vec<Assumed> {
    let mut assumed = Vec::new();
    // What is not known is no assumption.
    for face in path.controls.iter().filter(|_| !scenario.leaves_open()) {
        let what = match face.control {
            Control::Policy(Layer::BlockPublicAccess) => Assumption::AccountSwitchesOff,
            control => Assumption::NoPolicy(control),
        };
        let member = member(face.control, path, scenario).filter(|it| !it.told);
        assumed.extend(member.map(|it| Assumed { what, member: it.place }));
    }
    assumed.extend(client(path, scenario));
    assumed
}

/// The client's members that were left out.
fn client(path: &PathAnalysis, scenario: &Scenario) -> Vec<Assumed> {
    let caller = &path.path.caller;
    let other = scenario.callers.iter().position(|it| it.id == *caller);
    let own = other.and_then(|at| {
        let it = scenario.callers.get(at)?;
        let redirects = it.follows_redirects.is_some();
        let told = [it.s3_name.is_some(), it.client_region.is_some(), redirects];
        Some((format!("callers[{at}]"), it.endpoint_url.is_some(), told))
    });
    let placed = || {
        let at = scenario.functions.iter().position(|it| it.id == *caller)?;
        let placements = &scenario.functions.get(at)?.placements;
        let number =
            placements.iter().position(|it| Some(&it.id) == path.path.placement.as_ref())?;
        let it = placements.get(number)?;
        let redirects = it.follows_redirects.is_some();
        let told = [it.s3_name.is_some(), it.client_region.is_some(), redirects];
        Some((format!("functions[{at}].placements[{number}]"), it.endpoint_url.is_some(), told))
    };
    let Some((place, names_endpoint, told)) = own.or_else(placed) else { return Vec::new() };
    let [name, region, redirects] = told;
    // An endpoint's own name is told, and with it the Region.
    let left_out = [
        (Assumption::RegionalName, "s3_name", name || names_endpoint),
        (Assumption::BucketsRegion, "client_region", region || names_endpoint),
        // Whether it follows redirects matters only where it addresses another Region.
        (Assumption::RedirectsUntold, "follows_redirects", redirects || !region),
    ];
    let left_out = left_out.into_iter().filter(|it| !it.2);
    let member = |name| format!("{place}.{name}");
    left_out.map(|(what, name, _)| Assumed { what, member: member(name) }).collect()
}

/// A member that the policies of a layer stand in.
struct MemberOf {
    place: String,
    told: bool,
}

/// Gives the layers that were not told, and that no answer turns on, a verdict of their own.
pub(crate) fn mark_untold(path: &mut PathAnalysis, scenario: &Scenario) {
    let mut untold = Vec::new();
    for (at, face) in path.controls.iter().enumerate() {
        let turns = path.requests_at(face.control).any(|request| {
            let own = |layer| Control::of(layer, request.subject) == face.control;
            request.open.iter().any(|it| own(it.layer))
        });
        let open = face.verdict == Verdict::Undetermined && !turns;
        if open && member(face.control, path, scenario).is_some_and(|it| !it.told) {
            untold.push(at);
        }
    }
    for (at, face) in path.controls.iter_mut().enumerate() {
        if untold.contains(&at) {
            face.verdict = Verdict::NotTold;
        }
    }
}

/// The member that would tell the policies of `control`, where it can have some on this path.
fn member(control: Control, path: &PathAnalysis, scenario: &Scenario) -> Option<MemberOf> {
    let caller = path.requests.first().map(|it| &it.request.caller)?;
    let place = |list: &str, at: usize, name: &str, told: bool| {
        Some(MemberOf { place: format!("{list}[{at}].{name}"), told })
    };
    let account = |id: &str, name: &str| {
        let at = scenario.accounts.iter().position(|it| it.id == id);
        let own = at.and_then(|it| scenario.accounts.get(it));
        let is_set = |it: &Account| match name {
            "scp_levels" => it.scp_levels.is_some(),
            "rcp_levels" => it.rcp_levels.is_some(),
            _ => it.block_public_access.is_some(),
        };
        let without = scenario.organization.is_none() && scenario.tells("organization");
        let told = own.is_some_and(|it| is_set(it) || it.tells(name))
            || (without && name != "block_public_access");
        let number = at.map_or_else(|| id.to_owned(), |it| it.to_string());
        Some(MemberOf { place: format!("accounts[{number}].{name}"), told })
    };
    let of_bucket = |id: &str| {
        let at = scenario.buckets.iter().position(|it| it.id == id)?;
        let own = scenario.buckets.get(at)?;
        place("buckets", at, "policy", own.policy.is_some() || own.tells("policy"))
    };
    let of_account = path.requests.iter().all(|it| it.subject == Subject::Account);
    match control {
        Control::Policy(Layer::ServiceControlPolicies) => account(caller.account()?, "scp_levels"),
        Control::Policy(Layer::ResourceControlPolicies) if of_account => {
            account(caller.account()?, "rcp_levels")
        }
        Control::Policy(Layer::ResourceControlPolicies) => {
            account(&scenario.bucket()?.account, "rcp_levels")
        }
        Control::Policy(Layer::BlockPublicAccess) => {
            account(&scenario.bucket()?.account, "block_public_access")
        }
        Control::Policy(
            layer @ (Layer::IdentityPolicies
            | Layer::PermissionsBoundaries
            | Layer::SessionPolicies),
        ) if !matches!(caller, Caller::Anonymous | Caller::Service(_)) => {
            of_caller(layer, path, scenario)
        }
        Control::Policy(Layer::ResourcePolicy) => of_bucket(&scenario.question.bucket),
        Control::PolicyOf(Subject::CopySource) => {
            of_bucket(&scenario.question.options.copy_source.as_ref()?.bucket)
        }
        Control::PolicyOf(Subject::AccessPoint) => {
            let asked = scenario.question.access_point.as_ref()?;
            let at = scenario.access_points.iter().position(|it| it.id == *asked)?;
            let own = scenario.access_points.get(at)?;
            place("access_points", at, "policy", own.policy.is_some() || own.tells("policy"))
        }
        Control::PolicyOf(Subject::Key) => {
            let asked = path.requests.iter().find(|it| it.subject == Subject::Key)?;
            let at = scenario.keys.iter().position(|it| it.arn == asked.request.resource)?;
            let own = scenario.keys.get(at)?;
            place("keys", at, "policy", own.policy.is_some() || own.tells("policy"))
        }
        Control::Policy(Layer::VpcEndpointPolicies) => {
            let (endpoint, _) = endpoint_on(&path.path, scenario)?;
            let at = scenario.endpoints.iter().position(|it| it.id == endpoint.id)?;
            place("endpoints", at, "policy", endpoint.policy.is_some() || endpoint.tells("policy"))
        }
        _ => None,
    }
}

/// The member that would tell the policies of the caller in `layer`.
fn of_caller(layer: Layer, path: &PathAnalysis, scenario: &Scenario) -> Option<MemberOf> {
    let function = scenario.functions.iter().find(|it| it.id == path.path.caller);
    let other = scenario.callers.iter().position(|it| it.id == path.path.caller);
    let caller = other.and_then(|it| scenario.callers.get(it));
    let role = function.map(|it| &it.role).or_else(|| caller?.role.as_ref());
    let at = role.and_then(|id| scenario.roles.iter().position(|it| it.id == *id));
    let role = at.and_then(|it| scenario.roles.get(it));
    let none = Fact::Known(Vec::new());
    let (name, told) = match (layer, role, caller) {
        (Layer::IdentityPolicies, Some(it), _) => {
            ("policies", it.policies != none || it.tells("policies"))
        }
        (Layer::IdentityPolicies, None, Some(it)) => {
            ("policies", it.policies != none || it.tells("policies"))
        }
        (Layer::PermissionsBoundaries, Some(it), _) => {
            ("boundary", it.boundary.is_some() || it.tells("boundary"))
        }
        (Layer::PermissionsBoundaries, None, Some(it)) => {
            ("boundary", it.boundary.is_some() || it.tells("boundary"))
        }
        // Lambda passes none.
        (Layer::SessionPolicies, Some(it), _) if function.is_none() => {
            let told = !it.session_policies.is_empty() || it.tells("session_policies");
            ("session_policies", told)
        }
        _ => return None,
    };
    let (list, number) = if role.is_some() { ("roles", at) } else { ("callers", other) };
    Some(MemberOf { place: format!("{list}[{}].{name}", number?), told })
}
