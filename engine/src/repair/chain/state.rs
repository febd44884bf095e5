//! Repairs of a function that Lambda does not run, by its state.

use accesspath_policy::json::Edit;

use super::ChainRepair;
use crate::check::FunctionReason;
use crate::repair::answer::Judged;
use crate::repair::blocker::Blocker;
use crate::repair::call::{owned, quoted};
use crate::repair::policy::interface_permissions;
use crate::repair::{Actor, Repair, WhyNot};
use crate::scenario::change::Change;
use crate::scenario::{Function, FunctionState};

/// The repairs for a reason of a function's state.
// AWS: "Lambda function states".
pub(in crate::repair) fn of_state(
    judged: &Judged,
    blocker: &Blocker<'_>,
    reason: FunctionReason,
) -> Result<Vec<Repair>, WhyNot> {
    let scenario = &judged.scenario;
    let id = blocker.step.map(|it| &it.chain.function);
    let function = scenario.functions.iter().find(|it| Some(&it.id) == id);
    let Some(function) = function else { return Err(WhyNot::Unknown) };
    let name = function.name.clone();
    let does = match reason {
        FunctionReason::In(FunctionState::Pending) | FunctionReason::StateUnknown => {
            ChainRepair::AwaitFunction { function: name }
        }
        FunctionReason::In(FunctionState::Inactive) => ChainRepair::WakeFunction { function: name },
        FunctionReason::In(FunctionState::Failed) => ChainRepair::CreateAgain { function: name },
        FunctionReason::SubnetOutOfAddresses => {
            let of_placements = function.placements.iter().flat_map(|it| &it.subnets);
            ChainRepair::FreeAddresses { function: name, subnets: of_placements.cloned().collect() }
        }
        FunctionReason::InterfaceLimit => ChainRepair::RaiseInterfaceQuota { function: name },
        FunctionReason::RolePermissions => {
            let mut granted = interface_permissions(scenario, &function.role);
            granted.iter_mut().for_each(|it| it.changes.extend(active(function)));
            return Ok(granted);
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![Repair::new(does, Actor::Caller, active(function))])
}

/// The function is active, and nothing is left of the reason why it was not.
fn active(function: &Function) -> Vec<Change> {
    let at = |member: &str| owned(&["functions", &function.id, member]);
    let state = Edit::Set(quoted(FunctionState::Active.word()));
    let mut changes = vec![Change::Tell { at: at("state"), edit: state }];
    if function.state_reason_code.is_some() {
        changes.push(Change::Tell { at: at("state_reason_code"), edit: Edit::Remove });
    }
    changes
}
