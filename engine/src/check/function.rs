//! The reasons why a function cannot be called.

use crate::scenario::FunctionState;

/// The reason, from a function's state, why it cannot be called.
// AWS: "FunctionConfiguration", StateReasonCode; "Invoke", errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FunctionReason {
    /// It is in this state.
    In(FunctionState),
    /// Its state is not known.
    StateUnknown,
    /// A subnet has no free address for a network interface.
    SubnetOutOfAddresses,
    /// The VPC has reached its quota of network interfaces.
    InterfaceLimit,
    /// The role lacks a permission for network interfaces.
    RolePermissions,
    /// Its role may not create network interfaces, or perhaps not, and it is active: it has them.
    HasInterfaces,
    /// Its role may not create network interfaces, and an active function has them: its state is not known.
    MayHaveInterfaces,
    /// It mounts a file system, which is not modelled.
    MountNotModelled,
}

impl FunctionReason {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::In(FunctionState::Active) => "function-active",
            Self::In(FunctionState::Pending) => "function-pending",
            Self::In(FunctionState::Inactive) => "function-inactive",
            Self::In(FunctionState::Failed) => "function-failed",
            Self::StateUnknown => "function-state-unknown",
            Self::SubnetOutOfAddresses => "subnet-out-of-addresses",
            Self::InterfaceLimit => "interface-limit",
            Self::RolePermissions => "role-permissions",
            Self::HasInterfaces => "function-has-interfaces",
            Self::MayHaveInterfaces => "function-may-have-interfaces",
            Self::MountNotModelled => "mount-not-modelled",
        }
    }
}
