//! The tabs of the drawer.

use accesspath_policy::policy::DocumentId;

use crate::chosen::Chosen;

/// A tab of the drawer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tab {
    /// The inspector, where it has no pane of its own.
    Why,
    /// A document, among the policies.
    Document(DocumentId),
    /// The tables of the network.
    Network,
    /// The facts of the scenario.
    Facts,
    /// The chains of notifications.
    Upload,
    /// Who else could reach the bucket.
    Reach,
    /// Every operation or action on every path.
    Grid(GridOf),
}

/// The rows of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridOf {
    /// Operations, which a person calls.
    Operations,
    /// Actions, which a policy allows.
    Actions,
}

impl Tab {
    /// The tab of a link; none where it names a tab alone that follows the selection anyway.
    pub(super) fn of_link(chosen: &Chosen) -> Option<Self> {
        match chosen.tab.as_deref()? {
            "policies" => chosen.document.as_deref().map(|it| Self::Document(it.into())),
            "network" => Some(Self::Network),
            "facts" => Some(Self::Facts),
            "upload" => Some(Self::Upload),
            "reach" => Some(Self::Reach),
            "grid" => Some(Self::Grid(GridOf::Operations)),
            _ => None,
        }
    }

    /// Its word for links.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Document(_) => "policies",
            Self::Network => "network",
            Self::Facts => "facts",
            Self::Why => "why",
            Self::Upload => "upload",
            Self::Reach => "reach",
            Self::Grid(_) => "grid",
        }
    }
}
