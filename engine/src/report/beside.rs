//! Compares what is told beside the paths with what a scenario expects: what comes before the calls, other callers, and
//! who could still change the bucket policy.

use super::difference::other_list;
use super::{Difference, FileReport, LockOutReport};
use crate::scenario::{ExpectedBefore, ExpectedLockOut, ExpectedReach, Scenario};

/// The differences; what is not expected is none.
pub(super) fn differences(report: &FileReport, scenario: &Scenario) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut put = |list, number, told: Vec<String>| {
        let differ = |told| Difference { at: (list, number), told };
        all.extend(told.into_iter().map(differ));
    };
    for (number, it) in scenario.expect_before.iter().enumerate() {
        put("expect_before", number, before(report, it));
    }
    for (number, it) in scenario.expect_reach.iter().enumerate() {
        put("expect_reach", number, reach(report, it));
    }
    for (name, found, wanted) in [
        ("expect_lock_out", &report.lock_out, &scenario.expect_lock_out),
        ("expect_lock_out_after", &report.lock_out_after, &scenario.expect_lock_out_after),
    ] {
        if let Some(wanted) = wanted {
            put(name, 0, lock_out(name, found.as_ref(), wanted));
        }
    }
    all
}

fn before(report: &FileReport, wanted: &ExpectedBefore) -> Vec<String> {
    let ExpectedBefore { function, gate, verdict, message, .. } = wanted;
    let own = report.before.iter().find(|it| it.function == *function && it.gate == *gate);
    let Some(found) = own else {
        return vec![format!("before the call of {function}, nothing is said of {gate}")];
    };
    let mut told = Vec::new();
    if found.verdict != verdict {
        told.push(format!("{gate} of {function} is {}, expected {verdict}", found.verdict));
    }
    let seen = found.symptom.as_deref().unwrap_or_default();
    if let Some(message) = message.as_ref().filter(|it| **it != seen) {
        told.push(format!("{gate} of {function} tells \"{seen}\", expected \"{message}\""));
    }
    told
}

fn reach(report: &FileReport, wanted: &ExpectedReach) -> Vec<String> {
    let ExpectedReach { who, task, outcome, path, by, message, .. } = wanted;
    let mut callers = report.reach.iter().flat_map(|it| &it.callers);
    let own = callers.find(|it| it.who == who && (path.is_none() || it.path == *path));
    let found = own.and_then(|it| Some((it, *it.outcomes.get(task.as_str())?)));
    let Some((caller, found)) = found else {
        return vec![format!("nothing is said of {task} by {who}")];
    };
    let mut told = Vec::new();
    if found != outcome {
        told.push(format!("{task} by {who} is {found}, expected {outcome}"));
    }
    let blocking = caller.by.get(task.as_str()).map(Vec::as_slice).unwrap_or_default();
    let differ = other_list(blocking, by.as_deref());
    told.extend(differ.map(|it| format!("{task} by {who} is blocked by {it}")));
    let seen = caller.symptoms.get(task.as_str()).map(String::as_str).unwrap_or_default();
    if let Some(message) = message.as_ref().filter(|it| **it != seen) {
        told.push(format!("{task} by {who} tells \"{seen}\", expected \"{message}\""));
    }
    told
}

fn lock_out(name: &str, found: Option<&LockOutReport>, wanted: &ExpectedLockOut) -> Vec<String> {
    let Some(found) = found else { return vec![format!("{name}: nothing is judged")] };
    let mut told = Vec::new();
    if found.verdict != wanted.verdict {
        told.push(format!("{name}: {}, expected {}", found.verdict, wanted.verdict));
    }
    for (of, found, wanted) in [
        ("able", &found.able, &wanted.able),
        ("perhaps", &found.perhaps, &wanted.perhaps),
        ("unverified", &found.unverified, &wanted.unverified),
    ] {
        let differ = other_list(found, wanted.as_deref());
        told.extend(differ.map(|it| format!("{name}: {of} is {it}")));
    }
    told
}
