//! What an error said → what would have made AWS say so, the likeliest first.
//!
//! Most messages name their cause. The others are found by running the symptom forward: each candidate cause is put into a
//! scenario that has nothing else in the call's way, and it is suspected where AWS would then say what was said. So a
//! cause that shows as another (RestrictPublicBuckets as a deny in the bucket policy, a missing object as a missing
//! permission to list, a key as S3's own refusal) is found as well.

mod cause;
mod own;
#[cfg(test)]
mod tests;
mod world;

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::layer::Layer;
use accesspath_policy::truth::Truth;

use crate::answer::analyze_paths;
use crate::control::Control;
use crate::documents::Documents;
use crate::judge::{Outcome, PathAnalysis};
use crate::requests;
use crate::said::{Failure, Said, Speaker, alike};
use crate::scenario::Scenario;
use crate::symptom::message::{self, Message};
use crate::symptom::{Symptom, symptom};
pub use cause::Cause;
pub use world::World;

/// Something that would have made AWS say what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// What it is.
    pub is: Is,
    /// The controls that it is about, any of which may be meant.
    pub controls: Vec<Control>,
    /// Whose the bucket would have to be.
    pub world: World,
    /// The very words would be these, as far as the engine tells them.
    pub exact: bool,
}

/// What is suspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// The message tells it: the message's name.
    Told(&'static str),
    /// A cause that shows so.
    Cause(Cause),
}

impl Is {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Told(id) => id,
            Self::Cause(cause) => cause.code(),
        }
    }
}

/// The suspects for an error, the likeliest first; none for what is no answer to the call.
pub fn suspects(said: &Said) -> Vec<Suspect> {
    if matches!(said.by, Speaker::Other(_)) {
        return Vec::new();
    }
    if let Some(own) = said.message().and_then(|it| own::suspect(it.id)) {
        return vec![own];
    }
    // Whichever policy keeps the caller from listing, the object may be there no more.
    let listing = Said { layer: None, explicit: Truth::Unknown, ..said.clone() };
    let mut found: Vec<(usize, usize, Suspect)> = Vec::new();
    for cause in Cause::ALL {
        let said = if *cause == Cause::MissingObject { &listing } else { said };
        let agreed = World::of(said).iter().find_map(|world| {
            let mut scenario = world::base(said, *world, cause.operation(said))?;
            cause.put(&mut scenario, true)?;
            let agreed = agrees(said, &told(&scenario)?)?;
            // What is refused is the listing, whatever was asked for.
            (agreed == 0 || *cause != Cause::MissingObject).then_some((agreed, *world))
        });
        let Some((agreed, world)) = agreed else { continue };
        let suspect = Suspect {
            is: Is::Cause(*cause),
            controls: cause.controls(said).to_vec(),
            world,
            exact: agreed == 0,
        };
        found.push((agreed, cause.rank(said), suspect));
    }
    found.sort_by_key(|it| (it.0, it.1));
    found.into_iter().map(|it| it.2).collect()
}

/// What the caller of the first path would read, where it is blocked.
fn told(scenario: &Scenario) -> Option<String> {
    let documents = Documents::read(scenario);
    let paths = analyze_paths(scenario, &documents, &requests::identities(scenario));
    let path = paths.first().filter(|it| it.outcome == Outcome::Blocked)?;
    symptom(path, scenario).message
}

/// How far what AWS would say is from what was said; `None` where it is something else.
fn agrees(said: &Said, told: &str) -> Option<usize> {
    let Message { template, values } = message::read(told)?;
    let value = |name: &str| values.iter().find(|it| it.0 == name).map(|it| it.1);
    let own = match (&said.failure, said.message()) {
        (Some(Failure::Unsaid), _) => {
            alike(template.id, message::NAME_DOES_NOT_RESOLVE.id)
                || alike(template.id, message::CONNECT_TIMED_OUT.id)
        }
        (Some(Failure::Read | Failure::Broken), _) => {
            alike(template.id, message::CONNECT_TIMED_OUT.id)
        }
        // DeleteObjects succeeds, and its answer has an error for each key.
        _ if template == message::ERROR_PER_KEY => value("state") == said.code.as_deref(),
        (_, Some(own)) => alike(own.id, template.id),
        // The old sentence ends with the resource.
        (_, None) => said.action.is_some() && value("action").is_some(),
    };
    if !own {
        return None;
    }
    if let (Some(layer), Some(policy)) = (said.layer, value("policy")) {
        policy.ends_with(crate::symptom::name(layer)).then_some(())?;
    }
    let through = |it: &str| it.contains(":accesspoint/");
    if let Some((own, told)) = said.resource.as_deref().zip(value("resource"))
        && said.layer == Some(Layer::ResourcePolicy)
        && through(own) != through(told)
    {
        return None;
    }
    let action = said.action.as_deref().zip(value("action"));
    let others = action.is_some_and(|(own, told)| own != told);
    Some(usize::from(others))
}

/// What was said, beside the answer of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The path.
    pub path: String,
    /// It is what the answer for this path predicts; unknown, where the answer is.
    pub predicted: Truth,
    /// What the scenario predicts for it.
    pub symptom: Symptom,
    /// The suspects each of which alone would make it so there.
    pub would: Vec<Suspect>,
}

/// Whether every path's answer is what was said, and which fact would have to differ where it is not.
pub fn compare(said: &Said, scenario: &Scenario, paths: &[PathAnalysis]) -> Vec<Compared> {
    let suspects = suspects(said);
    let compared = |path: &PathAnalysis| {
        let symptom = symptom(path, scenario);
        let predicted = predicts(said, path, &symptom);
        let would = match predicted {
            Truth::Yes => Vec::new(),
            _ => suspects.iter().filter(|it| makes(said, it, scenario, path)).cloned().collect(),
        };
        Compared { path: path.path.id.clone(), predicted, symptom, would }
    };
    paths.iter().map(compared).collect()
}

fn predicts(said: &Said, path: &PathAnalysis, symptom: &Symptom) -> Truth {
    match path.outcome {
        Outcome::Open => Truth::No,
        Outcome::Undetermined => Truth::Unknown,
        Outcome::Blocked => match &symptom.message {
            Some(it) => Truth::from(agrees(said, it).is_some() && names(said, path)),
            None => Truth::Unknown,
        },
    }
}

/// The request that is refused on the path is the one that was named, as far as both are told.
fn names(said: &Said, path: &PathAnalysis) -> bool {
    let denied = |it: &&RequestTrace| it.decision.allows() == Truth::No;
    let Some(action) = said.action.as_deref() else { return true };
    let mut refused = path.requests.iter().chain(&path.aside).filter(denied).peekable();
    refused.peek().is_none() || refused.any(|it| it.request.action == action)
}

/// The suspect, put into the scenario, makes AWS say on the path what was said.
fn makes(said: &Said, suspect: &Suspect, scenario: &Scenario, path: &PathAnalysis) -> bool {
    let Is::Cause(cause) = suspect.is else { return false };
    let mut changed = scenario.clone();
    changed.question.callers = vec![path.path.caller.clone()];
    if cause.put(&mut changed, false).is_none() {
        return false;
    }
    let documents = Documents::read(&changed);
    let paths = analyze_paths(&changed, &documents, &requests::identities(&changed));
    let own = paths.iter().find(|it| it.path.id == path.path.id);
    own.is_some_and(|it| predicts(said, it, &symptom(it, &changed)) == Truth::Yes)
}
