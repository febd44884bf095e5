//! Sentences about what follows an upload: the steps of a chain, and the loop.

use accesspath_policy::authorize::{Decision, Finding, RequestTrace};
use accesspath_policy::layer::Layer;
use accesspath_policy::reason::Because;
use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;

use super::hint::{self, clause_name, has};
use super::{and, caller_name, lower_first};
use crate::chain::{Chain, ChainStep, ObjectCall, StepKind, StepPath, StepReason};
use crate::judge::{Outcome, PathAnalysis};
use crate::s3::event;
use crate::scenario::{Bucket, Function, Notification, Scenario};
use crate::symptom::message;

/// A step's name.
pub const fn step_title(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Save => "Save the trigger",
        StepKind::Upload => "Upload",
        StepKind::Invoke => "Invoke",
        StepKind::Assume => "Assume the role",
        StepKind::Read => "Read",
        StepKind::Write => "Write",
    }
}

/// What is done in a step, in a few words.
pub fn step_what(step: &ChainStep, chain: &Chain, scenario: &Scenario) -> String {
    let name = caller_name(scenario, &chain.function);
    let bucket = bucket(chain, scenario).map_or("", |it| it.name.as_str());
    match (step.kind, &step.asked) {
        (StepKind::Save, _) => format!("{bucket} gets a notification for {name}"),
        (StepKind::Invoke, _) => format!("S3 invokes {name}"),
        (StepKind::Assume, _) => {
            let role = function(chain, scenario).and_then(|it| scenario.role(&it.role));
            let role = role.and_then(|it| it.arn.rsplit('/').next()).unwrap_or_default();
            format!("Lambda starts {name} with the role {role}")
        }
        (_, Some(asked)) => place(asked),
        (_, None) => String::new(),
    }
}

pub(super) fn place(asked: &ObjectCall) -> String {
    let ObjectCall { operation, bucket, key } = asked;
    if key.is_empty() {
        format!("{operation} {bucket}")
    } else {
        format!("{operation} {bucket}/{key}")
    }
}

fn function<'s>(chain: &Chain, scenario: &'s Scenario) -> Option<&'s Function> {
    scenario.functions.iter().find(|it| it.id == chain.function)
}

fn bucket<'s>(chain: &Chain, scenario: &'s Scenario) -> Option<&'s Bucket> {
    scenario.buckets.iter().find(|it| it.id == chain.bucket)
}

pub(super) fn notification<'s>(chain: &Chain, scenario: &'s Scenario) -> Option<&'s Notification> {
    let number = chain.notification.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
    let all = &bucket(chain, scenario)?.notifications;
    let named = all.iter().find(|it| it.id.as_ref() == Some(&chain.notification));
    named.or_else(|| all.get(number?))
}

/// Which chain it is: bucket, function and notification.
pub fn chain_title(chain: &Chain, scenario: &Scenario) -> String {
    let bucket = bucket(chain, scenario).map_or(chain.bucket.as_str(), |it| it.name.as_str());
    let function = caller_name(scenario, &chain.function);
    format!("{bucket} → {function}, notification {}", chain.notification)
}

/// What a whole chain comes to, in one sentence.
pub fn chain_line(chain: &Chain) -> String {
    let step = |verdict| {
        let found = chain.steps.iter().find(|it: &&ChainStep| it.verdict == verdict);
        found.map(|it| step_title(it.kind).to_ascii_lowercase())
    };
    let last = match chain.steps.iter().any(|it| it.asked.is_some() && is_call(it.kind)) {
        true => "Every step works.",
        false => "Every step works; the function's own calls are not described.",
    };
    match chain.outcome {
        Outcome::Open => last.to_owned(),
        Outcome::Blocked => {
            format!("Blocked at “{}”.", step(Verdict::Blocks).unwrap_or_default())
        }
        Outcome::Undetermined => {
            format!("It depends on “{}”.", step(Verdict::Undetermined).unwrap_or_default())
        }
    }
}

const fn is_call(kind: StepKind) -> bool {
    matches!(kind, StepKind::Read | StepKind::Write)
}

/// Why a step does what it does, in a sentence or two.
pub fn step_line(step: &ChainStep, chain: &Chain, scenario: &Scenario) -> String {
    let (notes, against): (Vec<&StepReason>, Vec<&StepReason>) =
        step.because.iter().partition(|it| matches!(it, StepReason::KeyEncoded(_)));
    let told = |it: &StepReason| reason(it, step, chain, scenario);
    let mut lines: Vec<String> = against.into_iter().map(told).collect();
    if let Some(before) = &step.before {
        let stopped = before.checks.iter().filter(|it| it.passes != Truth::Yes);
        lines.extend(stopped.map(|it| super::before_heading(before, it)));
    }
    if step.requests.iter().any(|it| it.decision != Decision::Allow) {
        lines.extend(step.requests.iter().map(invocation));
    }
    lines.extend(paths(&step.paths));
    if lines.is_empty() {
        lines.push(passing(step.kind).to_owned());
    }
    lines.extend(notes.into_iter().map(told));
    lines.join(" ")
}

/// Why a step passes.
const fn passing(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Save => "S3 saves it: the function's policy lets S3 invoke the function.",
        StepKind::Upload => "The notification lists its event.",
        StepKind::Invoke => "The function's policy lets S3 invoke it for this bucket.",
        _ => "The trust policy lets Lambda assume the role.",
    }
}

fn reason(reason: &StepReason, step: &ChainStep, chain: &Chain, scenario: &Scenario) -> String {
    let operation = step.asked.as_ref().map_or("", |it| it.operation.as_str());
    match reason {
        StepReason::NoEvent => format!("{operation} creates no event."),
        StepReason::EventNotListed(event) => {
            let listed = notification(chain, scenario).map(|it| it.events.join(", "));
            format!("The event is {event}, and the notification lists {}.", listed.unwrap_or_default())
        }
        StepReason::EventDepends if operation.starts_with("Delete") => {
            "The event depends on the bucket's versioning: a deleted object, or a delete marker. The notification lists only one of the two.".to_owned()
        }
        StepReason::EventDepends => {
            "S3 sends an event only if the call changes something.".to_owned()
        }
        StepReason::PrefixDiffers(prefix) => {
            format!("The key does not begin with the notification's prefix {}.", filter_text(prefix))
        }
        StepReason::SuffixDiffers(suffix) => {
            format!("The key does not end with the notification's suffix {}.", filter_text(suffix))
        }
        StepReason::FilterUnknown => {
            "The notification's prefix or suffix: not known.".to_owned()
        }
        StepReason::FilterNotEncoded(filter) => format!(
            "The notification's \"{filter}\" has a special character that must be URL-encoded, as {}. Whether S3 finds it as it stands is not documented.",
            event::encoded(&event::decoded(filter).0).unwrap_or_default()
        ),
        StepReason::RegionDiffers { bucket, function } => format!(
            "The bucket is in {bucket} and the function in {function}, and S3 invokes functions of the bucket's Region only."
        ),
        StepReason::RegionUnknown => {
            "The function's Region is not given. It must be the bucket's.".to_owned()
        }
        StepReason::FilterOverlaps(other) => format!(
            "The notification {other} has an event and keys in common with this one: S3 refuses to save both."
        ),
        StepReason::OverlapUnknown(other) => format!(
            "The notification {other} may have keys in common with this one: not known."
        ),
        StepReason::KeyEncoded(encoded) => format!(
            "The event has the key URL-encoded, as {encoded}. Code that does not decode it (in Python urllib.parse.unquote_plus) asks for another key, and gets NoSuchKey, or AccessDenied where it may not list the bucket."
        ),
        StepReason::TrustNotGiven => "The role's trust policy is not given.".to_owned(),
        StepReason::NoPath => "The network of this call is not described.".to_owned(),
    }
}

/// A filter's prefix or suffix, with the text that it stands for where that differs.
fn filter_text(filter: &str) -> String {
    let plain = event::decoded(filter).0;
    match plain == filter {
        true => format!("\"{filter}\""),
        false => format!("\"{filter}\", which stands for \"{plain}\""),
    }
}

/// Why the function's policy does not let S3 in, or may not.
fn invocation(request: &RequestTrace) -> String {
    let first = |all: &'_ [Finding]| all.first().cloned();
    let asked = &request.request;
    let number = |it: &Finding| it.statement.map(|it| it.to_string()).unwrap_or_default();
    if request.decision == Decision::Undetermined {
        let Some(open) = first(&request.open) else { return String::new() };
        let key = clause_name(request, &open).or(open.text.clone()).unwrap_or_default();
        return match open.because {
            Because::NotGiven => "The function's policy is not given.".to_owned(),
            Because::Unreadable => {
                "The function's policy has errors: AWS would refuse to save it, so it allows nothing.".to_owned()
            }
            Because::KeyUnknown => format!(
                "It depends on {key} in statement {}: AWS does not document its value in S3's call.",
                number(&open)
            ),
            _ => format!("It depends on {key} in statement {}.", number(&open)),
        };
    }
    let configured = request.part(Layer::ResourcePolicy).is_some_and(|it| it.configured);
    if !configured {
        return "The function has no resource-based policy, so nothing lets S3 invoke it."
            .to_owned();
    }
    let Some(found) = first(&request.because) else { return String::new() };
    if request.decision == Decision::ExplicitDeny {
        return format!("Statement {} of the function's policy denies it.", number(&found));
    }
    let main = "The function's policy does not let S3 invoke it.";
    let Some(near) = &found.nearest else { return main.to_owned() };
    let statement = number(near);
    let text = near.text.clone().unwrap_or_default();
    let hint = match near.because {
        Because::PrincipalDiffers => {
            format!(
                "Statement {statement} names {text}, and the caller is {}.",
                asked.caller.shown()
            )
        }
        Because::ActionDiffers => {
            format!("Statement {statement} allows {text}, and S3 needs {}.", asked.action)
        }
        Because::ResourceDiffers => {
            format!("Statement {statement} names {text}, and S3 invokes {}.", asked.resource)
        }
        Because::KeyMissing => {
            format!("Statement {statement} requires {text}, and S3's call has none.")
        }
        _ => {
            let key = clause_name(request, near).unwrap_or_default();
            let value = has(request, near).unwrap_or_default();
            format!("Statement {statement} requires {key} {text}, and S3's call has {value}.")
        }
    };
    format!("{main} {hint}{}", hint::account(request, near))
}

/// What a call comes to on its paths.
fn paths(paths: &[StepPath]) -> Option<String> {
    let of = |outcome: Outcome| {
        let own = paths.iter().filter(move |it| it.analysis.outcome == outcome);
        own.map(|it| &it.analysis).collect::<Vec<&PathAnalysis>>()
    };
    let ids =
        |all: &[&PathAnalysis]| and(&all.iter().map(|it| it.path.id.as_str()).collect::<Vec<_>>());
    let telling = [Outcome::Blocked, Outcome::Undetermined, Outcome::Open].into_iter();
    let (outcome, own) = telling.map(|it| (it, of(it))).find(|it| !it.1.is_empty())?;
    let why = super::reason_line(own.first()?);
    if own.len() == paths.len() {
        return Some(format!("{why}."));
    }
    let mut line = match outcome {
        Outcome::Blocked => format!("Blocked on {}: {}.", ids(&own), lower_first(&why)),
        _ => format!("On {}: {}.", ids(&own), lower_first(&why)),
    };
    let open = of(Outcome::Open);
    if !open.is_empty() {
        line += &format!(" Works on {}.", ids(&open));
    }
    Some(line)
}

/// What a person would see where a step blocks.
// AWS: "PutBucketNotificationConfiguration"; S3 invokes functions asynchronously, so nobody is told of a refusal.
pub fn step_symptom(step: &ChainStep) -> Option<String> {
    if step.verdict != Verdict::Blocks {
        return None;
    }
    let has = |wanted: fn(&StepReason) -> bool| step.because.iter().any(wanted);
    let blocked = step.paths.iter().find(|it| it.analysis.outcome == Outcome::Blocked);
    Some(match step.kind {
        StepKind::Save if has(|it| matches!(it, StepReason::RegionDiffers { .. })) => {
            message::NOTIFICATION_REGION.fill(&[])
        }
        StepKind::Save if has(|it| matches!(it, StepReason::FilterOverlaps(_))) => {
            message::NOTIFICATION_AMBIGUOUS.fill(&[])
        }
        StepKind::Save => message::NOTIFICATION_REFUSED.fill(&[]),
        StepKind::Assume => {
            let before = step.before.as_ref()?;
            return before.checks.iter().find_map(|it| super::before_symptom(before, it));
        }
        _ => match blocked {
            Some(path) => path.symptom.message.clone().unwrap_or(path.symptom.short.clone()),
            None => message::NOT_INVOKED.fill(&[]),
        },
    })
}
