//! What would decide an answer next, where it depends on what was not told: the most telling topic first.
//!
//! What AWS said ranks before everything else: a control that its message names is asked for first, and the network last
//! where S3 answered, first where nobody did. Behind that counts how many paths a topic decides when all of it is none,
//! which costs one analysis for each topic.

use std::collections::BTreeMap;

use accesspath_policy::truth::Truth;

use crate::Analysis;
use crate::answer::analyze_paths;
use crate::check::NetworkReason;
use crate::commands::tell;
use crate::control::{Control, NetworkControl};
use crate::explain;
use crate::judge::{Outcome, PathAnalysis};
use crate::report::untold;
use crate::requests;
use crate::said::Said;
use crate::scenario::Scenario;
use crate::suspect::Suspect;
use crate::topic::{About, Topic};
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;

/// What was said of the call by AWS, beside the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The controls that a message names.
    pub controls: Vec<Control>,
    /// S3 answered; `No`: nobody did.
    pub answered: Truth,
}

impl Default for Heard {
    fn default() -> Self {
        Self { controls: Vec::new(), answered: Truth::Unknown }
    }
}

impl Heard {
    /// What an error and its first suspects say.
    pub fn of(said: &Said, suspects: &[Suspect]) -> Self {
        let mut controls = Vec::new();
        for control in suspects.iter().take(2).flat_map(|it| &it.controls) {
            if !controls.contains(control) {
                controls.push(*control);
            }
        }
        Self { controls, answered: said.answered() }
    }
}

/// One topic that would decide something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The topic.
    pub topic: Topic,
    /// It in a few words: `The bucket policy`.
    pub title: String,
    /// What it tells, in one sentence.
    pub told: String,
    /// The commands that only read, any of which may be empty of an answer.
    pub commands: Vec<String>,
    /// The paths that turn on it.
    pub paths: Vec<String>,
    /// The paths that have an answer once all of it is none.
    pub decides: Vec<String>,
    /// The members of the scenario that were not told and that it tells.
    pub members: Vec<String>,
    /// A message of AWS names it.
    pub named: bool,
}

/// The topics that would decide something, the most telling first; empty where every path is decided.
pub fn next(told: &Scenario, analysis: &Analysis, heard: &Heard) -> Vec<Next> {
    let mut topics: BTreeMap<Topic, (Vec<String>, Vec<String>)> = BTreeMap::new();
    let push = |all: &mut Vec<String>, it: &str| {
        if !all.iter().any(|own| own == it) {
            all.push(it.to_owned());
        }
    };
    for (path, reasons) in untold(told, analysis) {
        for member in reasons.iter().filter_map(|it| it.member.as_deref()) {
            if let Some(topic) = Topic::of_member(member, told) {
                let (paths, members) = topics.entry(topic).or_default();
                push(paths, &path);
                push(members, member);
            }
        }
    }
    let open = |it: &&PathAnalysis| it.outcome == Outcome::Undetermined;
    for path in analysis.paths.iter().filter(open) {
        for (topic, member) in of_path(path, told) {
            let (paths, members) = topics.entry(topic).or_default();
            push(paths, &path.path.id);
            member.iter().for_each(|it| push(members, it));
        }
    }
    // Where a function runs drops all but one of its paths.
    for (topic, (paths, _)) in topics.iter_mut().filter(|it| it.0.about == About::Standing) {
        let own = analysis.paths.iter().filter(|it| it.path.caller == topic.of);
        own.for_each(|it| push(paths, &it.path.id));
    }
    // One answer tells all of its topic, also what the paths do not turn on while the rest is not known.
    for member in told.opened_but(&|_| false).1 {
        let own = Topic::of_member(&member, told).and_then(|it| topics.get_mut(&it));
        own.into_iter().for_each(|it| push(&mut it.1, &member));
    }
    let order = |id: &String| analysis.paths.iter().position(|it| it.path.id == *id);
    topics.values_mut().for_each(|it| it.0.sort_by_key(order));
    let mut all: Vec<Next> = topics
        .into_iter()
        .map(|(topic, (paths, members))| Next {
            title: explain::topic_title(&topic, told),
            told: explain::topic(topic.about).to_owned(),
            commands: tell::commands(&topic, told),
            decides: decides(told, analysis, &members),
            named: heard.controls.iter().any(|it| tells(topic.about, *it)),
            topic,
            paths,
            members,
        })
        .collect();
    all.sort_by_key(|it| {
        let of_network = it.topic.about.is_of_network();
        let late = match heard.answered {
            Truth::Yes => of_network,
            Truth::No => !of_network && it.topic.about != About::Standing,
            Truth::Unknown => false,
        };
        let counts = [it.decides.len(), it.paths.len()].map(std::cmp::Reverse);
        (!it.named, late, counts, it.topic.clone())
    });
    all
}

/// What a path depends on that making a member none does not show: what has an id and no description, and what is
/// not known by default, with its member.
fn of_path(path: &PathAnalysis, told: &Scenario) -> Vec<(Topic, Option<String>)> {
    let mut topics = Vec::new();
    for check in path.checks.iter().filter(|it| it.passes == Truth::Unknown) {
        let Some(reason) = check.because.network() else { continue };
        topics.extend(Topic::of_reason(reason));
        if *reason == NetworkReason::NotGiven
            && matches!(
                check.control,
                Control::Network(NetworkControl::NatGateway | NetworkControl::NatInstance)
            )
        {
            topics.push(Topic::new(About::Gateway, check.subject()));
        }
        let is_of_function = *reason == NetworkReason::NotGiven
            && check.control == Control::Network(NetworkControl::SecurityGroup);
        let function = told.functions.iter().find(|it| it.id == path.path.caller);
        if let Some(function) =
            function.filter(|_| is_of_function || explain::is_untold_vpc(reason))
        {
            topics.push(Topic::new(About::Standing, &function.id));
        }
    }
    let mut topics: Vec<_> = topics.into_iter().map(|it| (it, None)).collect();
    // A bucket's own switches are not known where they are left out.
    let at_switch = path.requests.iter().flat_map(|it| &it.open);
    let at_switch = at_switch.into_iter().any(|it| it.layer == Layer::BlockPublicAccess);
    let at = told.buckets.iter().position(|it| it.id == told.question.bucket);
    let bucket = at
        .and_then(|it| told.buckets.get(it))
        .filter(|it| at_switch && it.block_public_access.is_none());
    if let Some((bucket, at)) = bucket.zip(at) {
        let member = format!("buckets[{at}].block_public_access");
        topics.push((Topic::new(About::BucketSwitches, &bucket.id), Some(member)));
    }
    topics
}

/// The paths that are decided with all these members none.
fn decides(told: &Scenario, analysis: &Analysis, members: &[String]) -> Vec<String> {
    let (_, all) = told.opened_but(&|_| false);
    let numbers: Vec<usize> =
        (0..all.len()).filter(|it| all.get(*it).is_some_and(|it| members.contains(it))).collect();
    if numbers.is_empty() {
        return Vec::new();
    }
    let (opened, _) = told.opened_but(&|it| numbers.contains(&it));
    let tried = analyze_paths(&opened, &analysis.documents, &requests::identities(&opened));
    let decided = analysis.paths.iter().zip(&tried).filter(|(before, after)| {
        before.outcome == Outcome::Undetermined && after.outcome != Outcome::Undetermined
    });
    decided.map(|(it, _)| it.path.id.clone()).collect()
}

/// The topic tells what stands in the control.
const fn tells(about: About, control: Control) -> bool {
    match control {
        Control::Policy(layer) => match layer {
            Layer::IdentityPolicies => matches!(about, About::IdentityPolicies),
            Layer::ResourcePolicy => matches!(about, About::BucketPolicy),
            Layer::PermissionsBoundaries => matches!(about, About::Boundary),
            Layer::SessionPolicies => matches!(about, About::SessionPolicies),
            Layer::ServiceControlPolicies => matches!(about, About::Scps),
            Layer::ResourceControlPolicies => matches!(about, About::Rcps),
            Layer::VpcEndpointPolicies => {
                matches!(about, About::EndpointPolicy | About::Endpoints | About::Standing)
            }
            Layer::BlockPublicAccess => matches!(about, About::BucketSwitches),
            Layer::ObjectOwnership => matches!(about, About::Ownership | About::ObjectAcl),
        },
        Control::PolicyOf(Subject::Key) => matches!(about, About::KeyPolicy | About::Key),
        Control::PolicyOf(Subject::AccessPoint) => matches!(about, About::AccessPoint),
        Control::Object => matches!(about, About::Object),
        Control::Encryption => matches!(about, About::Key | About::Keys | About::Encryption),
        Control::RequesterPays => matches!(about, About::Setting),
        Control::NetworkOrigin => matches!(about, About::AccessPoint),
        Control::Network(NetworkControl::Route) => {
            matches!(about, About::RouteTable | About::RouteTableOf | About::Standing)
        }
        Control::Network(NetworkControl::SecurityGroup) => {
            matches!(about, About::SecurityGroup | About::Standing)
        }
        Control::Network(NetworkControl::Dns) => {
            matches!(about, About::Vpc | About::PrivateZones)
        }
        _ => false,
    }
}
