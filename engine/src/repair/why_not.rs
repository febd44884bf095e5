//! Why nothing is known that would open a target.

use crate::control::Control;

/// A control that blocks and that no repair lifts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRepair {
    /// The control.
    pub control: Control,
    /// Why.
    pub why: WhyNot,
}

/// Why a block is not lifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum WhyNot {
    /// The answer turns on a fact that is not known.
    Unknown,
    /// S3 or another service takes no such call from such a caller, whatever is changed.
    CallerNotTaken,
    /// S3 does not offer the operation there, whatever is changed.
    NotOffered,
    /// A lock that nobody can lift before it ends.
    Locked,
    /// What the call asks for does not exist, and nothing but a caller can make it.
    NotThere,
    /// The document is not one that the scenario holds, or cannot be read.
    NotEditable,
    /// Every change that was tried leaves another block, or the answer open.
    NothingOpens,
}

impl WhyNot {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::CallerNotTaken => "caller-not-taken",
            Self::NotOffered => "not-offered",
            Self::Locked => "locked",
            Self::NotThere => "not-there",
            Self::NotEditable => "not-editable",
            Self::NothingOpens => "nothing-opens",
        }
    }
}
