//! Where the facts and documents come from that a control's answer leans on.

use super::telling;
use crate::check::{At, Reason};
use crate::control::Control;
use crate::judge::PathAnalysis;
use crate::scenario::{Origin, Scenario, Told};

/// The origins of the documents that decide at `control` and of the resources that it judges, as far as they were told.
pub fn origins(path: &PathAnalysis, control: Control, scenario: &Scenario) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |it: &Origin| {
        let shown = it.shown();
        if !found.contains(&shown) {
            found.push(shown);
        }
    };
    let named = path.findings(control).filter_map(|it| it.document.clone());
    let told = telling(path, control).map(|it| it.document().clone());
    for document in told.into_iter().chain(named) {
        scenario.text(&document).and_then(|it| it.origin()).into_iter().for_each(&mut add);
    }
    for check in path.checks.iter().filter(|it| it.control == control) {
        match (&check.at, &check.because) {
            (At::Hop { subject, .. }, _) => {
                let resources = subject.split(", ").filter_map(|it| scenario.told_of(it));
                resources.flat_map(Told::all_origins).for_each(&mut add);
            }
            (_, Reason::State(_) | Reason::Encryption(_) | Reason::Service(_)) => {
                scenario
                    .bucket()
                    .into_iter()
                    .flat_map(|it| it.told.all_origins())
                    .for_each(&mut add);
            }
            _ => {}
        }
    }
    found
}
