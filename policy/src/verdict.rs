//! The effect of a control, or of a part of one, on a request.

use crate::truth::Truth;

/// The effect of a control, or of a part of one, on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nobody told what is attached there, and the answer does not turn on it.
    NotTold,
    /// Nothing is attached there; an endpoint's default policy counts so.
    NotConfigured,
    /// It could stop the request, and does not.
    DoesNotStop,
    /// It could grant, and has no Allow for the request: another part grants it, or something blocks it.
    GrantsNothing,
    /// An Allow for the request stands there.
    Grants,
    /// Its effect turns on something that is not known.
    Undetermined,
    /// It must change for the request to arrive.
    Blocks,
}

impl Verdict {
    /// All of them, in the order of a legend.
    pub const ALL: [Self; 7] = [
        Self::Grants,
        Self::DoesNotStop,
        Self::GrantsNothing,
        Self::Blocks,
        Self::Undetermined,
        Self::NotConfigured,
        Self::NotTold,
    ];

    /// The stable word for programs and pages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotTold => "not-told",
            Self::NotConfigured => "not-configured",
            Self::DoesNotStop => "does-not-stop",
            Self::GrantsNothing => "grants-nothing",
            Self::Grants => "grants",
            Self::Undetermined => "undetermined",
            Self::Blocks => "blocks",
        }
    }

    /// The words that people see.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotTold => "not told",
            Self::NotConfigured => "not set",
            Self::DoesNotStop => "does not stop it",
            Self::GrantsNothing => "grants nothing",
            Self::Grants => "grants",
            Self::Undetermined => "cannot decide",
            Self::Blocks => "blocks",
        }
    }

    /// Neither blocks nor leaves the answer open.
    pub const fn passes(self) -> bool {
        !matches!(self, Self::Undetermined | Self::Blocks)
    }

    /// The verdict of a part that grants where it passes, in place of only not stopping.
    pub fn granting(self) -> Self {
        if self == Self::DoesNotStop { Self::Grants } else { self }
    }
}

impl From<Truth> for Verdict {
    fn from(passes: Truth) -> Self {
        match passes {
            Truth::Yes => Self::DoesNotStop,
            Truth::No => Self::Blocks,
            Truth::Unknown => Self::Undetermined,
        }
    }
}
