//! Sentences about what comes before a call.

use crate::before::{Gate, Start, StateReason};
use crate::scenario::FunctionState;
use crate::symptom::message;
use crate::verdict::Verdict;

/// What the gates before the call come to together, as a few words behind the function's name.
pub const fn before_end(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Blocks => "never gets this far",
        Verdict::Undetermined => "may not get this far",
        _ => "can be called",
    }
}

/// What holds at a gate before the call, in one sentence.
pub fn before_heading(start: &Start) -> String {
    match (start.gate, start.verdict) {
        (Gate::State, _) if start.reason.is_some() => match start.reason {
            Some(StateReason::SubnetOutOfAddresses) => {
                "The function cannot be called: a subnet of it has no free address for its network interface."
            }
            Some(StateReason::InterfaceLimit) => {
                "The function cannot be called: the VPC has as many network interfaces as it may have."
            }
            _ => {
                "The function cannot be called: its role lacks permissions for network interfaces."
            }
        }
        .to_owned(),
        (Gate::State, _) => match start.state {
            Some(FunctionState::Pending) => {
                "The function is pending: calls fail until its network interfaces are ready."
            }
            Some(FunctionState::Inactive) => {
                "The function is inactive: the next call fails, and Lambda then makes its network interfaces anew."
            }
            Some(FunctionState::Failed) => {
                "The function could not be made, so it cannot be called."
            }
            _ => "It depends on the function's state, which is not known.",
        }
        .to_owned(),
        (Gate::Trust, Verdict::Grants) => "The role lets Lambda assume it.".to_owned(),
        (Gate::Trust, Verdict::Blocks) => {
            "The role does not let Lambda assume it, so the function never runs.".to_owned()
        }
        (Gate::Trust, _) => {
            "Whether the role lets Lambda assume it depends on its conditions.".to_owned()
        }
        (Gate::NetworkInterfaces, Verdict::Grants) => {
            "The role lets Lambda make network interfaces in the VPC.".to_owned()
        }
        (Gate::NetworkInterfaces, Verdict::Blocks) => {
            let denied: Vec<&str> = start.denied().map(|it| it.request.action.as_str()).collect();
            format!(
                "Lambda cannot attach the function to the VPC: its role is not allowed {}.",
                super::and(&denied)
            )
        }
        (Gate::NetworkInterfaces, _) => {
            "Whether Lambda may make network interfaces with the role is not known.".to_owned()
        }
    }
}

/// What a person would see where a gate before the call blocks.
// AWS: "Invoke", errors; the sentence of a role without the six permissions names the first call.
pub fn before_symptom(start: &Start) -> Option<String> {
    if start.verdict != Verdict::Blocks {
        return None;
    }
    Some(match start.gate {
        Gate::State => match (start.reason, start.state) {
            (Some(StateReason::SubnetOutOfAddresses), _) => {
                message::SUBNET_OUT_OF_ADDRESSES.fill(&[])
            }
            (Some(StateReason::InterfaceLimit), _) => message::INTERFACE_LIMIT.fill(&[]),
            (Some(StateReason::RolePermissions), _) => message::EC2_ACCESS_DENIED.fill(&[]),
            (None, Some(state)) => message::FUNCTION_STATE.fill(&[("state", state.word())]),
            (None, None) => return None,
        },
        Gate::Trust => message::ROLE_NOT_ASSUMED.fill(&[]),
        Gate::NetworkInterfaces => {
            let first = start.denied().next().and_then(|it| it.request.action.split(':').nth(1));
            message::ROLE_WITHOUT_INTERFACES.fill(&[("call", first.unwrap_or_default())])
        }
    })
}
