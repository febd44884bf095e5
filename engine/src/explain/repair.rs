//! Sentences about repairs: what to do, as an order.

mod chain;
mod network;
mod policy;
mod service;

use accesspath_policy::key;
use accesspath_policy::layer::Layer;
use accesspath_policy::symbol;

use crate::control::Control;
use crate::judge::Outcome;
use crate::lock_out::LockOutVerdict;
use crate::repair::{Actor, Does, Effect, NoRepair, Obstacle, Repair, RepairSet, Spared, WhyNot};
use crate::scenario::Scenario;
pub(crate) use service::header;

/// One change, as an order; `scenario` is the one that it is for.
pub fn repair(repair: &Repair, scenario: &Scenario) -> String {
    let order = match &*repair.does {
        Does::Policy(it) => policy::order(it, scenario),
        Does::Network(it) => network::order(it, scenario),
        Does::Service(it) => service::order(it, scenario),
        Does::Chain(it) => chain::order(it),
    };
    symbol::in_sentence(&order).into_owned()
}

/// All changes of a set, as one text.
pub fn repair_set(set: &RepairSet, scenario: &Scenario) -> String {
    let orders: Vec<String> = set.repairs.iter().map(|it| repair(it, scenario)).collect();
    orders.join(" ")
}

/// Who can make the changes.
const fn actor(by: Actor) -> &'static str {
    match by {
        Actor::Caller => "The caller's account can make it.",
        Actor::Owner => {
            "The account that owns the bucket, the key or the network must make it, or take part."
        }
        Actor::Organization => "The organization's administrators must make it, or take part.",
    }
}

/// Why a control that blocks is not lifted.
pub fn why_not(no: &NoRepair) -> String {
    let name = match no.at {
        Obstacle::Control(it) => super::name(it),
        Obstacle::Step(it) => super::step_title(it),
    };
    let why = match no.why {
        WhyNot::Unknown => "whether a change opens it turns on a fact that is not known",
        WhyNot::CallerNotTaken => "no change lets such a caller make this call",
        WhyNot::NotOffered => "AWS does not offer the operation there, whatever is changed",
        WhyNot::Locked => "nobody can lift the lock before it ends",
        WhyNot::NotThere => "what the call asks for does not exist and must be made first",
        WhyNot::HoldsAlready => "what the call asks for holds already",
        WhyNot::NoEvent => "S3 makes no event of such a call",
        WhyNot::OfAws => "the policy is AWS's own, and nobody can change it",
        WhyNot::NotEditable => "no document of this scenario can be edited to change it",
        WhyNot::NotSaved => {
            "AWS would not save a document with the change that opens it: it would be too long, or have an error"
        }
        WhyNot::OpensToAll => {
            "what opens it also lets callers without credentials in, which was not asked for"
        }
        WhyNot::NothingOpens => "no change that is known here opens it",
    };
    let who = match no.at {
        Obstacle::Control(control) if no.why == WhyNot::Unknown => who_knows(control),
        _ => None,
    };
    let who = who.map(|it| format!("; {it} can tell")).unwrap_or_default();
    format!("{name}: {why}{who}.")
}

/// Who can tell what is not known about a control.
const fn who_knows(control: Control) -> Option<&'static str> {
    match control {
        Control::Policy(Layer::ServiceControlPolicies | Layer::ResourceControlPolicies) => {
            Some("the organization's administrators")
        }
        Control::Policy(
            Layer::ResourcePolicy | Layer::BlockPublicAccess | Layer::ObjectOwnership,
        )
        | Control::Object
        | Control::RequesterPays => Some("the bucket's owner"),
        Control::Policy(_) | Control::Authorization => Some("the caller's account"),
        Control::Network(_) => Some("whoever runs the network"),
        Control::Encryption => Some("the key's owner"),
        _ => None,
    }
}

/// What a set does besides, a sentence each.
pub fn effect(effect: &Effect, scenario: &Scenario) -> Vec<String> {
    let mut told = Vec::new();
    let listed = |of: &[String]| of.join(", ");
    if !effect.opened.is_empty() {
        told.push(format!("Also opens {}.", listed(&effect.opened)));
    }
    if !effect.shut.is_empty() {
        told.push(format!("Shuts {}.", listed(&effect.shut)));
    }
    told.extend(operations(effect));
    told.extend(callers(effect, scenario));
    told.extend(effect.spared.iter().map(spared));
    if !effect.cut_off.is_empty() {
        let subnets = some(&effect.cut_off);
        told.push(format!(
            "Takes the way to the internet gateway from {subnets}: what has a public address there is no longer reached from the internet, nor answers to it."
        ));
    }
    if effect.is_public {
        told.push("Makes the bucket policy public.".to_owned());
    }
    if let Some(after) = effect.lock_out {
        let who = match after {
            LockOutVerdict::Safe => "the account's administrators can change the bucket policy",
            LockOutVerdict::OnlyThrough => "only some callers can change the bucket policy",
            LockOutVerdict::OnlyRoot => "only the account's root user can change the bucket policy",
            LockOutVerdict::OnlyManagementAccount => {
                "only the organization's management account can change the bucket policy"
            }
            LockOutVerdict::Nobody => "nobody can change the bucket policy any more",
            LockOutVerdict::Undetermined => {
                "it is not known who can still change the bucket policy"
            }
        };
        told.push(format!("Afterwards {who}."));
    }
    if effect.is_alone() {
        told.push("Opens nothing else that was asked, and shuts nothing.".to_owned());
    }
    if effect.cents > 0 {
        let (dollars, cents) = (effect.cents / 100, effect.cents % 100);
        told.push(format!(
            "Costs about ${dollars}.{cents:02} a month in us-east-1 (prices of November 2026), without the traffic."
        ));
    }
    if effect.is_stopped_before {
        told.push(
            "The function itself is stopped before its call, which this does not change."
                .to_owned(),
        );
    }
    if effect.by != Actor::Caller {
        told.push(actor(effect.by).to_owned());
    }
    if !effect.assumed.is_empty() {
        let words: Vec<String> = effect.assumed.iter().map(|it| super::assumed(it.what)).collect();
        told.push(format!("Assumes: {}.", words.join("; ")));
    }
    told
}

/// Whose requests a Deny no longer stops, of those that no caller here stands for.
// AWS: "AWS global condition context keys" — aws:SourceIp is absent through every VPC endpoint, those of other
// accounts too, and the keys of endpoints are absent without one.
fn spared(of: &Spared) -> String {
    let whose = match of.without.as_deref() {
        None => "what any AWS service asks for a caller".to_owned(),
        Some(key) if is(key, &[key::AWS_SOURCE_IP]) => {
            "every request through a VPC endpoint, one of a stranger's account too".to_owned()
        }
        Some(key) if is(key, &key::ENDPOINT_KEYS) => {
            "every request that comes through no VPC endpoint, from any address".to_owned()
        }
        Some(key) => format!("every request without {key}, whoever makes it"),
    };
    format!("Statement {} of {} then spares {whose}.", of.statement, of.document)
}

fn is(name: &str, keys: &[&str]) -> bool {
    keys.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// How many names a sentence lists at most.
const MOST_NAMES: usize = 4;

/// The names, of which those beyond the first few are counted.
fn some(names: &[String]) -> String {
    let more = names.len().saturating_sub(MOST_NAMES);
    let listed: Vec<&str> = names.iter().take(MOST_NAMES).map(String::as_str).collect();
    match more {
        0 => super::and(&listed),
        _ => format!("{} and {more} more", listed.join(", ")),
    }
}

/// The other operations that begin or cease to work, each once.
fn operations(effect: &Effect) -> Vec<String> {
    let of = |is_opened: bool| {
        let mut names: Vec<String> = Vec::new();
        for it in &effect.operations {
            let fits = if is_opened { it.after } else { it.before } == Outcome::Open;
            let name = it.what.name().to_owned();
            if fits && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    let (opened, shut) = (of(true), of(false));
    let opened = (!opened.is_empty()).then(|| format!("Also lets {} through.", some(&opened)));
    let shut = (!shut.is_empty()).then(|| format!("Stops {}.", some(&shut)));
    opened.into_iter().chain(shut).collect()
}

/// What other callers can do, or can do no more, besides.
fn callers(effect: &Effect, scenario: &Scenario) -> Vec<String> {
    let of = |is_opened: bool| {
        let mut told: Vec<(String, Vec<&str>)> = Vec::new();
        for it in &effect.callers {
            let fits = match is_opened {
                true => it.after != Outcome::Blocked && it.before == Outcome::Blocked,
                false => it.after == Outcome::Blocked,
            };
            if fits {
                let (name, task) = (super::who(&it.what, scenario), super::task(it.on, scenario));
                match told.iter_mut().find(|it| it.0 == name) {
                    Some(own) if own.1.contains(&task) => {}
                    Some(own) => own.1.push(task),
                    None => told.push((name, vec![task])),
                }
            }
        }
        let lines = told.iter().map(|(name, tasks)| format!("{name}: {}", tasks.join(", ")));
        lines.collect::<Vec<String>>()
    };
    let (opened, shut) = (of(true), of(false));
    let opened = (!opened.is_empty()).then(|| format!("Also lets in {}.", some(&opened)));
    let shut = (!shut.is_empty()).then(|| format!("Keeps out {}.", some(&shut)));
    opened.into_iter().chain(shut).collect()
}
