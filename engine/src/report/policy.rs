//! The part that each document has in the answer, path by path.

use accesspath_policy::layer::Layer;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::request::Subject;
use serde::Serialize;

use crate::Analysis;
use crate::control::Control;
use crate::explain;
use crate::judge::PathAnalysis;
use crate::scenario::Scenario;
use crate::scenario::change::{Slot, slots};

/// A document that is attached somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyReport {
    /// Its name.
    pub document: String,
    /// It has errors, and AWS would refuse to save it.
    pub errors: bool,
    /// Its part on each path that meets it and at whose control it is the one to look at.
    pub parts: Vec<PartReport>,
}

/// The part of a document on one path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartReport {
    /// The path, by id.
    pub path: String,
    /// The verdict of the control that the document belongs to.
    pub verdict: &'static str,
    /// The verdict's word for people.
    pub word: &'static str,
}

/// The documents of the scenario that are attached somewhere, each once, in the order of their places.
#[must_use]
pub fn policies(scenario: &Scenario, analysis: &Analysis) -> Vec<PolicyReport> {
    let mut attached: Vec<(Slot, DocumentId)> = Vec::new();
    for (slot, id) in slots(scenario) {
        if scenario.documents.contains_key(&id) && !attached.iter().any(|it| it.1 == id) {
            attached.push((slot, id));
        }
    }
    let told = |(slot, id): &(Slot, DocumentId)| PolicyReport {
        document: id.to_string(),
        errors: analysis.documents.iter().any(|(own, _, it)| own == id && it.has_errors()),
        parts: analysis.paths.iter().filter_map(|it| part(it, slot, id, &attached)).collect(),
    };
    attached.iter().map(told).collect()
}

/// The part of a document on `path`.
///
/// The verdict is that of a whole control. Where several documents make one up, it is told of the one that decides.
fn part(
    path: &PathAnalysis,
    slot: &Slot,
    id: &DocumentId,
    attached: &[(Slot, DocumentId)],
) -> Option<PartReport> {
    let own = control(slot)?;
    let layer = own.layer()?;
    let is_met = |id: &DocumentId| {
        let parts = path.requests.iter().filter_map(|it| it.part(layer));
        parts.flat_map(|it| &it.policies).any(|it| it.trace.document == *id)
    };
    if !is_met(id) {
        return None;
    }
    let verdict = path.control(own)?.verdict;
    let mut others = attached.iter().filter(|it| it.1 != *id && control(&it.0) == Some(own));
    let alone = others.all(|it| !is_met(&it.1));
    let decides = || explain::telling(path, own).is_some_and(|it| it.document() == id);
    (alone || decides()).then(|| PartReport {
        path: path.path.id.clone(),
        verdict: verdict.code(),
        word: verdict.word(),
    })
}

/// The control on a path that a document at that place is part of.
const fn control(slot: &Slot) -> Option<Control> {
    Some(match slot {
        Slot::Bucket(_) => Control::Policy(Layer::ResourcePolicy),
        Slot::AccessPoint(_) => Control::PolicyOf(Subject::AccessPoint),
        Slot::Key(_) => Control::PolicyOf(Subject::Key),
        Slot::Identity(_) => Control::Policy(Layer::IdentityPolicies),
        Slot::Boundary(_) => Control::Policy(Layer::PermissionsBoundaries),
        Slot::Session(_) => Control::Policy(Layer::SessionPolicies),
        Slot::Endpoint(_) => Control::Policy(Layer::VpcEndpointPolicies),
        Slot::Scp(_) => Control::Policy(Layer::ServiceControlPolicies),
        Slot::Rcp(_) => Control::Policy(Layer::ResourceControlPolicies),
        Slot::NewPolicy(_) | Slot::Trust(_) | Slot::Function(_) => return None,
    })
}
