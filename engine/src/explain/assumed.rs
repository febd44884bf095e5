//! Sentences about what was not told: what an answer took by a default, and what it comes to without it.

use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;

use super::{lower_first, name};
use crate::assumed::Assumption;
use crate::control::Control;
use crate::judge::Outcome;

/// What an answer took by a default, in a few words.
pub fn assumed(what: Assumption) -> String {
    match what {
        Assumption::NoPolicy(Control::Policy(Layer::VpcEndpointPolicies)) => {
            "the default endpoint policy".to_owned()
        }
        Assumption::NoPolicy(Control::PolicyOf(Subject::Key)) => {
            "the default key policy".to_owned()
        }
        Assumption::NoPolicy(control) => format!("no {}", lower_first(name(control))),
        Assumption::AccountSwitchesOff => "the account's Block Public Access is off".to_owned(),
        Assumption::RegionalName => "the client calls S3 by its Regional name".to_owned(),
        Assumption::BucketsRegion => "the client addresses the bucket's Region".to_owned(),
        Assumption::RedirectsUntold => "the client may not follow redirects".to_owned(),
    }
}

/// What a path comes to where nothing that was not told exists.
pub fn if_none(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "Works if there is nothing that was not told.",
        Outcome::Blocked => "Blocked even if there is nothing that was not told.",
        Outcome::Undetermined => "Depends on more than what was not told.",
    }
}
