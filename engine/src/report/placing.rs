//! Adds to a report where in the scenario's file each text stands that it names.

use accesspath_policy::text::{Lines, Span};

use super::place::FilePlace;
use super::{FileReport, ReasonReport};
use crate::scenario::{DocumentPlaces, Scenario};

/// Adds the places to `report`, which is about `scenario`, as it stands in `text`.
pub fn place(report: &mut FileReport, scenario: &Scenario, text: &str) {
    let (places, lines) = (DocumentPlaces::of(text), Lines::new(text));
    let find = |document: Option<&str>, at: Option<Span>| {
        let read = scenario.text(document?)?.text();
        let span = places.document(document?, read)?.span(at?);
        Some(FilePlace::of(&lines, text, span))
    };
    let find_reason = |reason: &mut ReasonReport| {
        reason.place = find(reason.document.as_deref(), reason.at);
        if let Some(near) = &mut reason.nearest {
            near.place = find(near.document.as_deref(), near.at);
        }
    };
    for it in &mut report.problems {
        it.place = find(Some(&it.document), Some(it.at));
    }
    for it in &mut report.findings {
        it.place = find(Some(&it.document), Some(it.at));
    }
    report.before.iter_mut().flat_map(|it| &mut it.because).for_each(find_reason);
    for path in &mut report.paths {
        path.because.iter_mut().chain(&mut path.open).for_each(find_reason);
        for it in path.told.iter_mut().flat_map(|it| &mut it.controls) {
            it.place = find(it.document.as_deref(), it.at);
        }
    }
    let steps = report.chains.iter_mut().flat_map(|it| &mut it.steps);
    steps.flat_map(|it| &mut it.because).for_each(find_reason);
}
