//! Three-valued logic: yes, no, and not known.
//!
//! Unknown is an answer of its own all the way up, so that nothing that is not known can turn into "allowed".

/// An answer to a yes-or-no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[must_use]
pub enum Truth {
    /// It does not hold.
    No,
    /// It depends on something that is not known.
    Unknown,
    /// It holds.
    Yes,
}

impl Truth {
    /// Holds where both hold (Kleene's strong conjunction).
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Holds where either holds (Kleene's strong disjunction).
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Holds where every part holds; of nothing: yes.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().fold(Self::Yes, Self::and)
    }

    /// Holds where some part holds; of nothing: no.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().fold(Self::No, Self::or)
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::Unknown => Self::Unknown,
            Self::No => Self::Yes,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}
