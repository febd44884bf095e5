//! The panels over the page, of which one at most is open.

/// A panel over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panel {
    /// The examples.
    Examples,
    /// Everything on every path.
    Grid(GridOf),
    /// Who else could reach the bucket.
    Reach,
    /// The link of the scenario: its fragment.
    Share(String),
}

/// What the rows of the grid are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridOf {
    /// Operations, which a person calls.
    Operations,
    /// Actions, which a policy allows.
    Actions,
}
