//! Sentences about repairs: what to do, as an order.

mod chain;
mod network;
mod policy;
mod service;

use crate::repair::{Actor, Does, Effect, NoRepair, Obstacle, Repair, RepairSet, WhyNot};
use crate::scenario::Scenario;

/// One change, as an order; `scenario` is the one that it is for.
pub fn repair(repair: &Repair, scenario: &Scenario) -> String {
    match &repair.does {
        Does::Policy(it) => policy::order(it, scenario),
        Does::Network(it) => network::order(it, scenario),
        Does::Service(it) => service::order(it, scenario),
        Does::Chain(it) => chain::order(it),
    }
}

/// All changes of a set, as one text.
pub fn repair_set(set: &RepairSet, scenario: &Scenario) -> String {
    let orders: Vec<String> = set.repairs.iter().map(|it| repair(it, scenario)).collect();
    orders.join(" ")
}

/// Who can make the changes.
pub const fn actor(by: Actor) -> &'static str {
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
    format!("{name}: {why}.")
}

/// What a set does besides, a sentence each.
pub fn effect(effect: &Effect) -> Vec<String> {
    let mut told = Vec::new();
    let listed = |of: &[String]| of.join(", ");
    if !effect.opened.is_empty() {
        told.push(format!("Also opens {}.", listed(&effect.opened)));
    }
    if !effect.shut.is_empty() {
        told.push(format!("Shuts {}.", listed(&effect.shut)));
    }
    if effect.is_public {
        told.push("Makes the bucket policy public.".to_owned());
    }
    if let Some(after) = effect.lock_out {
        let text = match after {
            crate::lock_out::LockOutVerdict::Safe => {
                "Lets administrators change the bucket policy again."
            }
            _ => "Changes who can still change the bucket policy.",
        };
        told.push(text.to_owned());
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
    told
}
