//! Why nothing is known that would open a target.

use crate::chain::StepKind;
use crate::control::Control;

/// A control or a step that blocks and that no repair lifts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRepair {
    /// The control or the step.
    pub at: Obstacle,
    /// Why.
    pub why: WhyNot,
}

/// What blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// A control.
    Control(Control),
    /// A step of a chain, by itself.
    Step(StepKind),
}

impl Obstacle {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Control(it) => it.code(),
            Self::Step(it) => it.code(),
        }
    }
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
    /// What the call asks for holds already, so that there is nothing left to do.
    HoldsAlready,
    /// S3 makes no event of such a call.
    NoEvent,
    /// The policy is AWS's own, and nobody can change it.
    OfAws,
    /// The document is not one that the scenario holds, or cannot be read.
    NotEditable,
    /// AWS would not save a document with the change: it would be longer than its quota, or have an error.
    NotSaved,
    /// What opens it also lets callers without credentials in, which was not asked for.
    OpensToAll,
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
            Self::HoldsAlready => "holds-already",
            Self::NoEvent => "no-event",
            Self::OfAws => "of-aws",
            Self::NotEditable => "not-editable",
            Self::NotSaved => "not-saved",
            Self::OpensToAll => "opens-to-all",
            Self::NothingOpens => "nothing-opens",
        }
    }
}
