//! Sentences about what comes before a call.

use accesspath_policy::reason::Because;
use accesspath_policy::truth::Truth;

use crate::Analysis;
use crate::before::Before;
use crate::check::{Check, FunctionReason, Reason};
use crate::control::Control;
use crate::judge::{Outcome, PathAnalysis};
use crate::scenario::FunctionState;
use crate::symptom::message;

/// What the gates before the call come to together, as a few words behind the function's name.
pub fn before_end(before: &Before) -> &'static str {
    match before.stop(true).map(|it| it.control) {
        Some(Control::NetworkInterfaces) => "cannot be attached",
        Some(_) => "cannot be called",
        None if before.checks.iter().any(|it| it.passes == Truth::Unknown) => "depends",
        None => "can be called",
    }
}

/// The condition on which an open path works, where something before its calls stops the function.
///
/// A path is judged for a function that runs, so that its answer and what comes before the call need both be told.
pub fn proviso(analysis: &Analysis, path: &PathAnalysis) -> Option<&'static str> {
    let own = analysis.before.iter().find(|it| it.function == path.path.caller)?;
    let stop = own.stop(path.path.subnet.is_some())?;
    (path.outcome == Outcome::Open).then_some(match stop.control {
        Control::NetworkInterfaces => "once Lambda can attach the function to the VPC",
        _ => "once the function can be called",
    })
}

/// What holds at a check before the call, in one sentence.
pub fn before_heading(before: &Before, check: &Check) -> String {
    match (check.control, &check.because, check.passes) {
        (_, Reason::Function(reason), _) => state(*reason).to_owned(),
        (Control::TrustPolicy, _, Truth::Yes) => {
            "The trust policy lets Lambda assume the role.".to_owned()
        }
        (Control::TrustPolicy, _, Truth::No) => {
            "The trust policy does not let Lambda assume the role, so the function never runs."
                .to_owned()
        }
        (Control::TrustPolicy, ..) if has_errors(before, check) => {
            "The trust policy has errors: AWS would refuse to save it.".to_owned()
        }
        (Control::TrustPolicy, ..) => {
            "It depends on the conditions of the trust policy.".to_owned()
        }
        (_, _, Truth::Yes) => {
            "The execution role may create network interfaces in the VPC.".to_owned()
        }
        (_, _, Truth::No) => {
            let denied: Vec<&str> =
                before.denied(check).map(|it| it.request.action.as_str()).collect();
            format!(
                "Lambda cannot attach the function to the VPC: the execution role is not allowed {}.",
                super::and(&denied)
            )
        }
        _ => "Network interfaces: not known whether the execution role may create them.".to_owned(),
    }
}

/// A document that the check depends on has errors.
fn has_errors(before: &Before, check: &Check) -> bool {
    let asked = check.asked.iter().filter_map(|it| before.requests.get(*it));
    asked.flat_map(|it| &it.open).any(|it| it.because == Because::Unreadable)
}

const fn state(reason: FunctionReason) -> &'static str {
    match reason {
        FunctionReason::SubnetOutOfAddresses => {
            "The function cannot be called: one of its subnets has no free IP address."
        }
        FunctionReason::InterfaceLimit => {
            "The function cannot be called: the VPC has reached its limit of network interfaces."
        }
        FunctionReason::RolePermissions => {
            "The function cannot be called: its execution role lacks permissions for network interfaces."
        }
        FunctionReason::HasInterfaces => {
            "The function is active, so it has its network interfaces, whatever its execution role may do."
        }
        FunctionReason::MayHaveInterfaces => {
            "The execution role may not create network interfaces. An active function has them already, and whether it is active is not known."
        }
        FunctionReason::MountNotModelled => {
            "The function mounts a file system, and mounts are not modelled: TCP 2049 to the mount targets, and actions such as s3files:ClientMount."
        }
        FunctionReason::In(FunctionState::Pending) => {
            "The function is pending: calls fail until its network interfaces are ready."
        }
        FunctionReason::In(FunctionState::Inactive) => {
            "The function is inactive: the next call fails, and Lambda then creates its network interfaces again."
        }
        FunctionReason::In(FunctionState::Failed) => {
            "The function's state is Failed, so it cannot be called."
        }
        FunctionReason::In(FunctionState::Active) => "The function is active.",
        FunctionReason::StateUnknown => "The function's state: not known.",
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
