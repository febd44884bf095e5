//! Repairs with the managed policies of AWS, which nobody can edit: one more is attached, or a copy takes the place of one.

use accesspath_policy::json::{self, Edit};
use accesspath_policy::policy::DocumentId;

use super::{PolicyRepair, place};
use crate::repair::answer::Judged;
use crate::repair::call::{owned, quoted};
use crate::repair::{Actor, Breadth, Repair};
use crate::scenario::change::{Change, Slot};
use crate::scenario::{Scenario, document_text};

/// The policy for the network interfaces of functions in a VPC.
// AWS: "Giving Lambda functions access to resources in an Amazon VPC".
const INTERFACES: &str = "AWSLambdaVPCAccessExecutionRole";

/// The permissions for the network interfaces of a function with this role, by id.
pub(in crate::repair) fn interface_permissions(scenario: &Scenario, role: &str) -> Vec<Repair> {
    let Some(role) = scenario.role(role) else { return Vec::new() };
    let at = owned(&["roles", &role.id, "policies"]);
    let change = Change::Tell { at, edit: Edit::Add(quoted(INTERFACES)) };
    let does = PolicyRepair::AttachManaged { role: role.id.clone(), policy: INTERFACES };
    vec![Repair::new(does, Actor::Caller, vec![change]).opening(Breadth::Some)]
}

/// A policy of the customer's own in the place of one of AWS's: its text with this edit.
pub(super) fn copied(
    judged: &Judged,
    slot: &Slot,
    document: &DocumentId,
    at: &[&str],
    edit: &Edit,
) -> Option<Repair> {
    let scenario = &judged.scenario;
    if scenario.documents.get(document).is_some() {
        return None;
    }
    let text = json::edit(&document_text(scenario, document)?, at, edit)? + "\n";
    let name = document.rsplit('/').next().unwrap_or(document);
    let copy = place::free_name(scenario, &format!("{name}-copy"));
    let changes = vec![
        Change::Detach { document: document.clone(), slot: slot.clone() },
        Change::Attach { document: copy.clone(), slot: slot.clone(), text },
    ];
    let does = PolicyRepair::ReplaceManaged {
        slot: slot.clone(),
        managed: document.clone(),
        document: copy,
    };
    Some(Repair::new(does, Actor::Caller, changes))
}
