//! Reasons → sentences for people.
//!
//! Together with `diagnostic::PolicyProblem` and the message templates of `symptom`, the only place with prose.

mod assumed;
mod before;
mod bucket_policy;
mod chain;
mod clause;
mod column;
mod encryption;
mod grid;
mod hint;
mod lock_out;
mod misfit;
mod mismatch;
mod network;
mod open;
mod origin;
mod ownership;
mod path;
mod policy;
mod reach;
mod recursion;
mod redact;
mod repair;
mod row;
mod service;
mod state;
mod suspect;
mod telling;
mod topic;
mod traffic;
mod unclear;
mod unknown;
mod unused;
mod verdict;

use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;
use accesspath_policy::symbol;
use accesspath_policy::truth::Truth;

use crate::check::Reason;
use crate::control::{Control, NetworkControl};
use crate::judge::{Outcome, PathAnalysis};
use crate::network::{AddressFamily, PathKind};
use crate::scenario::Scenario;
pub use assumed::{assumed, if_none};
pub use before::{before_end, before_heading, before_symptom, proviso};
pub use chain::{chain_line, chain_title, step_line, step_symptom, step_title, step_what};
pub use clause::{ClauseRow, clauses};
pub use column::{Column, column, gate_label};
pub use grid::grid_heading;
pub use lock_out::{lock_out, lock_out_title, lock_out_title_after};
pub use misfit::misfit;
pub use mismatch::mismatch;
pub use origin::origins;
pub use path::{PathFacts, cost_and_exposure, why_forwarded, why_key};
pub use reach::{caller_of, reach, reason, task, who};
pub use recursion::{exposure_line, recursion_fix, recursion_line};
pub use redact::{NEVER_REPLACED, kept};
pub(crate) use repair::header;
pub use repair::{effect, repair, repair_set, why_not};
pub use row::{badge, row_reason, row_title};
pub use suspect::{suspect_title, suspect_where, suspect_why};
pub use telling::{Telling, telling};
pub use topic::{is_untold_vpc, topic, topic_title};
pub use unclear::unclear;
pub use unused::unused;
pub use verdict::{Headline, SharedReason, headline, shared_reasons, summary};
pub(crate) use verdict::{by_subnet, no_notification};

/// A control's name, as short as a column needs it.
pub const fn short_name(control: Control) -> &'static str {
    match control {
        Control::Network(NetworkControl::Dns) => "DNS",
        Control::Network(NetworkControl::SecurityGroup) => "Security group",
        Control::Network(
            NetworkControl::NetworkAcl
            | NetworkControl::NatNetworkAcl
            | NetworkControl::EndpointNetworkAcl,
        ) => "Network ACL",
        Control::Network(NetworkControl::Route) => "Route",
        Control::Network(NetworkControl::EndpointRoute) => "Route back",
        Control::Network(NetworkControl::NatGateway) => "Internet access",
        Control::Network(NetworkControl::VpcBlockPublicAccess) => "VPC BPA",
        Control::Network(NetworkControl::NatInstance) => "NAT instance",
        Control::Network(
            NetworkControl::EndpointSecurityGroup | NetworkControl::NatSecurityGroup,
        ) => "Security group",
        Control::Policy(Layer::IdentityPolicies) => "Identity policies",
        Control::Policy(Layer::ResourcePolicy) => "Bucket policy",
        Control::Policy(Layer::PermissionsBoundaries) => "Boundary",
        Control::Policy(Layer::SessionPolicies) => "Session policy",
        Control::Policy(Layer::ServiceControlPolicies) => "SCP",
        Control::Policy(Layer::ResourceControlPolicies) => "RCP",
        Control::Policy(Layer::VpcEndpointPolicies) => "Endpoint policy",
        Control::Policy(Layer::BlockPublicAccess) => "Block Public Access",
        Control::Policy(Layer::ObjectOwnership) => "Object Ownership",
        Control::RequesterPays => "Requester Pays",
        Control::Object => "Object",
        Control::Precondition => "Precondition",
        Control::NetworkOrigin => "Network origin",
        Control::Operation => "Operation",
        Control::ClientRegion => "Client's Region",
        Control::Acceleration => "Transfer Acceleration",
        Control::CopyRegions => "Regions of the copy",
        Control::SourceTags => "Source's tags",
        Control::CopySource => "Source of the copy",
        Control::FunctionState => "Function state",
        Control::TrustPolicy => "Trust policy",
        Control::NetworkInterfaces => "Network interfaces",
        Control::FileSystem => "File system",
        Control::Authorization => "Authorization",
        Control::PolicyOf(Subject::Bucket | Subject::Account) => "Bucket policy",
        Control::PolicyOf(Subject::CopySource) => "Source bucket's policy",
        Control::PolicyOf(Subject::AccessPoint) => "Access point policy",
        Control::PolicyOf(Subject::Key) => "Key policy",
        Control::Encryption => "Encryption",
        Control::SignedUrl => "Signed URL",
        Control::BucketOwner => "Bucket owner",
        Control::NewPolicy => "New policy",
    }
}

/// A control's full name.
pub const fn name(control: Control) -> &'static str {
    match control {
        Control::Network(NetworkControl::SecurityGroup) => "Function's security group",
        Control::Network(NetworkControl::NatGateway) => "NAT gateway's internet access",
        Control::Network(NetworkControl::VpcBlockPublicAccess) => "VPC Block Public Access",
        Control::Network(NetworkControl::NatNetworkAcl) => "Network ACL of the NAT gateway",
        Control::Network(NetworkControl::EndpointNetworkAcl) => "Network ACL of the endpoint",
        Control::Network(NetworkControl::EndpointSecurityGroup) => "Endpoint's security group",
        Control::Network(NetworkControl::NatSecurityGroup) => "NAT instance's security group",
        Control::Network(NetworkControl::Route) => "Route table",
        Control::Network(NetworkControl::EndpointRoute) => "Route table of the endpoint",
        Control::Policy(Layer::PermissionsBoundaries) => "Permissions boundary",
        Control::Policy(Layer::ServiceControlPolicies) => "Service control policies (SCPs)",
        Control::Policy(Layer::ResourceControlPolicies) => "Resource control policies (RCPs)",
        Control::Policy(Layer::BlockPublicAccess) => "S3 Block Public Access",
        Control::Policy(Layer::ObjectOwnership) => "Object Ownership and ACLs",
        other => short_name(other),
    }
}

/// A control's full name on a path, whose caller may be no function.
pub const fn name_on(path: &PathAnalysis, control: Control) -> &'static str {
    match control {
        Control::Network(NetworkControl::SecurityGroup) if path.path.placement.is_none() => {
            "Caller's security group"
        }
        other => name(other),
    }
}

/// The question that the scenario asks, in one sentence.
pub fn question(scenario: &Scenario) -> String {
    let question = &scenario.question;
    let names: Vec<&str> = question.callers.iter().map(|it| caller_name(scenario, it)).collect();
    let bucket = scenario.bucket().map_or(question.bucket.as_str(), |it| it.name.as_str());
    let target = if question.key.is_empty() {
        symbol::said(bucket).to_owned()
    } else {
        format!("{bucket}/{}", question.key)
    };
    let through = scenario.access_point();
    let through = through.map(|it| format!(" through access point {}", it.name));
    let through = through.unwrap_or_default();
    let callers = if names.is_empty() { "a caller".to_owned() } else { and(&names) };
    let asked = format!("Can {callers} do {} on {target}{through}?", question.operation);
    symbol::in_sentence(&asked).into_owned()
}

/// Names in a row: `a`, `a and b`, `a, b and c`.
pub fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What people call a caller.
pub fn caller_name<'s>(scenario: &'s Scenario, id: &'s str) -> &'s str {
    let function = scenario.functions.iter().find(|it| it.id == id).map(|it| it.name.as_str());
    let other = || scenario.callers.iter().find(|it| it.id == id).map(|it| it.name.as_str());
    symbol::said(function.or_else(other).unwrap_or(id))
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A path's title: its kind, and its caller where there are several.
pub fn path_title(path: &PathAnalysis, scenario: &Scenario) -> String {
    let title = title_by_kind(path, scenario);
    if path.path.family == AddressFamily::V6 { format!("{title}, over IPv6") } else { title }
}

fn title_by_kind(path: &PathAnalysis, scenario: &Scenario) -> String {
    let kind = kind_title(path);
    let path = &path.path;
    let by_name = matches!(path.kind, PathKind::Internet | PathKind::AwsService);
    if by_name || scenario.question.callers.len() > 1 {
        let name = caller_name(scenario, &path.caller);
        return if by_name { name.to_owned() } else { format!("{name}, {}", lower(kind)) };
    }
    match (&path.subnet, kind) {
        (Some(subnet), ROUTE_NOT_KNOWN) => format!("Route from {subnet} not known"),
        (Some(subnet), _) if path.kind == PathKind::NoWay => {
            format!("No route to S3 from {subnet}")
        }
        _ => kind.to_owned(),
    }
}

/// The kind of a path that leads nowhere that is known.
const ROUTE_NOT_KNOWN: &str = "Route not known";

/// The kind of a path; that no route leads to S3 is told only where that is known.
fn kind_title(path: &PathAnalysis) -> &'static str {
    let is_traffic = |it: Control| {
        use NetworkControl as N;
        let Control::Network(it) = it else { return false };
        matches!(
            it,
            N::SecurityGroup
                | N::EndpointSecurityGroup
                | N::NatSecurityGroup
                | N::NetworkAcl
                | N::NatNetworkAcl
                | N::EndpointNetworkAcl
        )
    };
    let mut ways = path.network().map(|it| it.0).filter(|it| !is_traffic(it.control));
    match path.path.kind {
        PathKind::NoWay if !ways.any(|it| it.passes == Truth::No) => ROUTE_NOT_KNOWN,
        kind => kind.title(),
    }
}

fn lower(title: &str) -> String {
    match title {
        "No VPC" => "no VPC".to_owned(),
        "No route to S3" => "no route to S3".to_owned(),
        _ if title.starts_with("NAT") => title.to_owned(),
        _ => title.to_ascii_lowercase(),
    }
}

/// The first reason of a path, in one line.
pub fn reason_line(path: &PathAnalysis) -> String {
    match path.outcome {
        Outcome::Open => policy::granted_by(path),
        Outcome::Blocked => {
            let lines: Vec<String> = path.blockers().map(|it| blocker_line(path, it)).collect();
            match lines.as_slice() {
                [] => "Blocked".to_owned(),
                [only] => only.clone(),
                [first, rest @ ..] => {
                    let rest: Vec<String> = rest.iter().map(|it| lower_first(it)).collect();
                    format!("{first}; {}", rest.join("; "))
                }
            }
        }
        Outcome::Undetermined => open::undetermined_line(path),
    }
}

pub(crate) fn lower_first(text: &str) -> String {
    let second_is_lower = text.chars().nth(1).is_some_and(|it| it.is_ascii_lowercase());
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1).filter(|_| second_is_lower) {
        first.make_ascii_lowercase();
    }
    text
}

/// One line for a card about a control that blocks.
fn blocker_line(path: &PathAnalysis, control: Control) -> String {
    let check = path.check(control).filter(|_| !stops_by_policy(path, control));
    let by_check = check.and_then(|check| match &check.because {
        Reason::Network(reason) => Some(network::blocker_line(path, check, reason)),
        Reason::State(reason) => Some(state::blocker_line(*reason).to_owned()),
        Reason::Encryption(_) => Some(encryption::blocker_line(path)),
        Reason::Service(reason) => Some(service::blocker_line(control, reason)),
        Reason::BucketPolicy(_) => bucket_policy::blocker_line(check),
        Reason::Authorization(_) | Reason::Function(_) => None,
    });
    by_check.unwrap_or_else(|| match control.layer() {
        Some(layer) => policy::blocker_line(path, control, layer),
        None => name(control).to_owned(),
    })
}

/// Why a control does what it does on this path: the inspector's heading.
pub fn heading(path: &PathAnalysis, control: Control, scenario: &Scenario) -> String {
    let check = path.check(control).filter(|_| !stops_by_policy(path, control));
    let by_check = check.and_then(|check| match &check.because {
        Reason::Network(reason) => Some(network::heading(path, check, reason)),
        Reason::State(reason) => Some(state::heading(path, check, *reason, scenario)),
        Reason::Encryption(_) => Some(encryption::heading(path)),
        Reason::Service(reason) => Some(service::heading(path, check, reason, scenario)),
        Reason::BucketPolicy(reason) => Some(bucket_policy::heading(check, *reason)),
        Reason::Authorization(_) | Reason::Function(_) => None,
    });
    let told = by_check.unwrap_or_else(|| match control.layer() {
        Some(layer) => policy::heading(path, control, layer),
        None => String::new(),
    });
    symbol::in_sentence(&told).into_owned()
}

/// Whether a layer of policies stops the request, whatever S3 checks besides.
fn stops_by_policy(path: &PathAnalysis, control: Control) -> bool {
    let stops = |layer| path.requests.iter().any(|it| it.blocked_by.contains(&layer));
    matches!(control, Control::Policy(layer) if stops(layer))
}

/// Who calls, for a sentence about the network.
pub(crate) const fn client(path: &PathAnalysis) -> &'static str {
    if path.path.placement.is_some() { "a function" } else { "a caller" }
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::analyze;
    use crate::scenario::Scenario;
    use accesspath_policy::json;

    #[test]
    fn a_function_that_works_in_one_subnet_only_fails_now_and_then() {
        let text = include_str!(
            "../tests/conformance/path/route/each-subnet-of-a-function-is-a-way-of-its-own.json"
        );
        let case = json::read_up_to(usize::MAX, "", text);
        let scenario = case.root().unwrap().at(&["scenario"]).unwrap();
        let mut scenario = Scenario::from_json(scenario.span.of(text)).unwrap();
        let told = "works in subnet-b and fails in subnet-c, so some of its calls fail";
        assert!(summary(&analyze(&scenario), &scenario).contains(told));
        scenario.buckets.iter_mut().for_each(|it| it.policy = None);
        assert!(!summary(&analyze(&scenario), &scenario).contains("works in"));
    }

    #[test]
    fn an_answer_is_told_on_the_condition_that_the_function_can_be_called() {
        let text = include_str!(
            "../tests/conformance/path/before/a-function-that-is-outside-a-vpc-as-well-is-stopped-in-the-vpc-only.json"
        );
        let case = json::read_up_to(usize::MAX, "", text);
        let scenario = case.root().unwrap().at(&["scenario"]).unwrap();
        let scenario = Scenario::from_json(scenario.span.of(text)).unwrap();
        let analysis = analyze(&scenario);
        let told = analysis.paths.iter().map(|it| super::proviso(&analysis, it));
        let told: Vec<Option<&str>> = told.collect();
        assert_eq!(told, [Some("once Lambda can attach the function to the VPC"), None]);
        assert!(
            summary(&analysis, &scenario)
                .ends_with("once Lambda can attach the function to the VPC.")
        );
    }
}
