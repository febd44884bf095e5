//! Sentences about who could still change the bucket policy.

use accesspath_policy::layer::Layer;

use super::{and, caller_of, capital, lower_first};
use crate::control::Control;
use crate::lock_out::{LockOut, LockOutVerdict};
use crate::scenario::Scenario;

/// Who could still change the bucket policy, in a sentence: as it is, or `after` the question's call has saved a new one.
pub fn lock_out(lock_out: &LockOut, after: bool, scenario: &Scenario) -> String {
    let told = told(lock_out, scenario);
    if after { format!("After this call: {}", lower_first(&told)) } else { told }
}

fn told(lock_out: &LockOut, scenario: &Scenario) -> String {
    let able: Vec<String> = lock_out.able().map(|it| caller_of(it, scenario)).collect();
    let able = once(&able);
    match lock_out.verdict {
        LockOutVerdict::Safe => "The account's administrators can change the bucket policy.".to_owned(),
        LockOutVerdict::OnlyThrough => format!("Only {} can change the bucket policy.", and(&able)),
        LockOutVerdict::OnlyRoot => format!(
            "Only {} can change the bucket policy: administrators are locked out.",
            and(&able)
        ),
        LockOutVerdict::OnlyManagementAccount => format!(
            "Only {} can change the bucket policy, and only if centralized root access is on.",
            and(&able)
        ),
        LockOutVerdict::Nobody => {
            "None of the callers described here can change the bucket policy, not even the account's root user.".to_owned()
        }
        LockOutVerdict::Undetermined => {
            let perhaps: Vec<String> =
                lock_out.perhaps().map(|it| caller_of(it, scenario)).collect();
            let mut perhaps = once(&perhaps);
            let more = match lock_out.left_out {
                1 => "1 more principal that the policies name".to_owned(),
                more => format!("{more} more principals that the policies name"),
            };
            perhaps.extend((lock_out.left_out > 0).then_some(more.as_str()));
            let out = match lock_out.locks_administrators_out() {
                true => "Administrators are locked out from the internet. ",
                false => "",
            };
            format!("{out}Changing the bucket policy: not known for {}.", and(&perhaps))
        }
    }
}

/// Each name once: an administrator may be a role or a user on one path.
fn once(names: &[String]) -> Vec<&str> {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(&name.as_str()) {
            once.push(name);
        }
    }
    once
}

/// The headline of a lock-out as it is; nothing where administrators are not surely locked out.
pub fn lock_out_title(lock_out: &LockOut) -> Option<String> {
    if !lock_out.locks_administrators_out() {
        return None;
    }
    let blockers = lock_out.blockers();
    let names: Vec<&str> = blockers.iter().map(|it| blocker(*it)).collect();
    let verb = match names.as_slice() {
        ["the bucket policy"] => "locks",
        _ => "lock",
    };
    Some(format!("{} {verb} administrators out", capital(&and(&names))))
}

/// The headline of a lock-out after the question's call; `before` is that of the bucket policy as it is.
pub fn lock_out_title_after(lock_out: &LockOut, before: &LockOut) -> Option<&'static str> {
    if !lock_out.locks_administrators_out() {
        return None;
    }
    let is_narrower =
        lock_out.verdict != LockOutVerdict::Undetermined && lock_out.verdict > before.verdict;
    Some(if before.locks_administrators_out() && !is_narrower {
        "Administrators would stay locked out after this call"
    } else {
        "This call would lock administrators out"
    })
}

const fn blocker(control: Control) -> &'static str {
    match control {
        Control::Policy(Layer::ResourcePolicy) => "the bucket policy",
        Control::Policy(Layer::ServiceControlPolicies) => "SCPs",
        Control::Policy(Layer::ResourceControlPolicies) => "RCPs",
        _ => super::name(control),
    }
}
