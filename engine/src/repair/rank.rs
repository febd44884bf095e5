//! The order in which sets of changes are offered.

use super::Repair;

/// How much more than the asked call a change may open, from nothing on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breadth {
    /// Nothing else: it names this caller, this action and this resource, or changes the call alone.
    Nothing,
    /// What this caller does besides, or what others do to this very object.
    Little,
    /// What begins or ends alike, or what runs in the same place.
    Some,
    /// Much: whole kinds of call, or of callers.
    Much,
}

/// Who can make a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// The caller's own program or account.
    Caller,
    /// The account that owns the bucket, the key or the VPC, where that is another than the caller's.
    Owner,
    /// The organization's management account.
    Organization,
}

impl Actor {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Owner => "owner",
            Self::Organization => "organization",
        }
    }
}

/// The place of a set in the order: what keeps the call where it runs comes first, then what opens nothing else, what
/// changes fewer things, what the caller's own account can do, what is free, and what has fewer changes.
///
/// Two changes of one document are changes of one thing, so that one document comes before two, and so are two
/// associations of one gateway endpoint.
///
/// INVARIANT: no set ranks before a part of it, so that the first that opens the target is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    moves: bool,
    opens: Breadth,
    things: usize,
    by: Actor,
    cents: u32,
    size: usize,
}

impl Rank {
    /// That of no change at all.
    pub(super) const NONE: Self = Self {
        moves: false,
        opens: Breadth::Nothing,
        things: 0,
        by: Actor::Caller,
        cents: 0,
        size: 0,
    };

    /// The call runs elsewhere, or takes another path.
    pub(super) const fn moves(self) -> bool {
        self.moves
    }

    /// That of the set with one repair more, which changes a thing that others of the set change where `is_beside`.
    pub(super) fn with(self, repair: &Repair, is_beside: bool) -> Self {
        Self {
            moves: self.moves || repair.moves,
            opens: self.opens.max(repair.opens),
            things: self.things + usize::from(!is_beside),
            by: self.by.max(repair.by),
            cents: self.cents.saturating_add(repair.cents),
            size: self.size + 1,
        }
    }
}
