//! Repairs with the managed policies of AWS.

use accesspath_policy::json::Edit;

use super::PolicyRepair;
use crate::repair::call::{owned, quoted};
use crate::repair::{Actor, Breadth, Repair};
use crate::scenario::Scenario;
use crate::scenario::change::Change;

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
