//! The panels over the page, of which one at most is open.

/// A panel over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panel {
    /// The examples.
    Examples,
    /// Every operation or action on every path.
    Grid(GridOf),
    /// Who else could reach the bucket.
    Reach,
    /// The link of the scenario: its fragment.
    Share(String),
}

/// The rows of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridOf {
    /// Operations, which a person calls.
    Operations,
    /// Actions, which a policy allows.
    Actions,
}
