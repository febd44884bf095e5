//! Sentences about what comes before a call.

use crate::before::Before;
use crate::check::{Check, FunctionReason, Reason};
use crate::control::Control;
use crate::scenario::FunctionState;
use crate::symptom::message;
use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;

/// What the gates before the call come to together, as a few words behind the function's name.
pub const fn before_end(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Blocks => "never gets this far",
        Verdict::Undetermined => "may not get this far",
        _ => "can be called",
    }
}

/// What holds at a check before the call, in one sentence.
pub fn before_heading(before: &Before, check: &Check) -> String {
    match (check.control, &check.because, check.passes) {
        (_, Reason::Function(reason), _) => state(*reason).to_owned(),
        (Control::TrustPolicy, _, Truth::Yes) => "The role lets Lambda assume it.".to_owned(),
        (Control::TrustPolicy, _, Truth::No) => {
            "The role does not let Lambda assume it, so the function never runs.".to_owned()
        }
        (Control::TrustPolicy, ..) => {
            "Whether the role lets Lambda assume it depends on its conditions.".to_owned()
        }
        (_, _, Truth::Yes) => "The role lets Lambda make network interfaces in the VPC.".to_owned(),
        (_, _, Truth::No) => {
            let denied: Vec<&str> =
                before.denied(check).map(|it| it.request.action.as_str()).collect();
            format!(
                "Lambda cannot attach the function to the VPC: its role is not allowed {}.",
                super::and(&denied)
            )
        }
        _ => "Whether Lambda may make network interfaces with the role is not known.".to_owned(),
    }
}

const fn state(reason: FunctionReason) -> &'static str {
    match reason {
        FunctionReason::SubnetOutOfAddresses => {
            "The function cannot be called: a subnet of it has no free address for its network interface."
        }
        FunctionReason::InterfaceLimit => {
            "The function cannot be called: the VPC has as many network interfaces as it may have."
        }
        FunctionReason::RolePermissions => {
            "The function cannot be called: its role lacks permissions for network interfaces."
        }
        FunctionReason::In(FunctionState::Pending) => {
            "The function is pending: calls fail until its network interfaces are ready."
        }
        FunctionReason::In(FunctionState::Inactive) => {
            "The function is inactive: the next call fails, and Lambda then makes its network interfaces anew."
        }
        FunctionReason::In(FunctionState::Failed) => {
            "The function could not be made, so it cannot be called."
        }
        FunctionReason::In(FunctionState::Active) => "The function is active.",
        FunctionReason::StateUnknown => "It depends on the function's state, which is not known.",
    }
}

/// What a person would see where a check before the call stops the function.
// AWS: "Invoke", errors; the sentence of a role without the six permissions names the first call.
pub fn before_symptom(before: &Before, check: &Check) -> Option<String> {
    if check.passes != Truth::No {
        return None;
    }
    Some(match (&check.because, check.control) {
        (Reason::Function(FunctionReason::SubnetOutOfAddresses), _) => {
            message::SUBNET_OUT_OF_ADDRESSES.fill(&[])
        }
        (Reason::Function(FunctionReason::InterfaceLimit), _) => message::INTERFACE_LIMIT.fill(&[]),
        (Reason::Function(FunctionReason::RolePermissions), _) => {
            message::EC2_ACCESS_DENIED.fill(&[])
        }
        (Reason::Function(FunctionReason::In(state)), _) => {
            message::FUNCTION_STATE.fill(&[("state", state.word())])
        }
        (_, Control::TrustPolicy) => message::ROLE_NOT_ASSUMED.fill(&[]),
        _ => {
            let first = before.denied(check).next();
            let call = first.and_then(|it| it.request.action.split(':').nth(1));
            message::ROLE_WITHOUT_INTERFACES.fill(&[("call", call.unwrap_or_default())])
        }
    })
}
