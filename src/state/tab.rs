//! The tabs of the editors.

use accesspath_policy::policy::DocumentId;

use crate::chosen::Chosen;

/// A tab of the editors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tab {
    /// A document.
    Document(DocumentId),
    /// The tables of the network.
    Network,
    /// The facts of the scenario.
    Facts,
}

impl Tab {
    /// The tab of a link; none where it names a tab alone that follows the selection anyway.
    pub(super) fn of_link(chosen: &Chosen) -> Option<Self> {
        match chosen.tab.as_deref()? {
            "policies" => chosen.document.as_deref().map(|it| Self::Document(it.into())),
            "network" => Some(Self::Network),
            "facts" => Some(Self::Facts),
            _ => None,
        }
    }

    /// Its word for links.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Document(_) => "policies",
            Self::Network => "network",
            Self::Facts => "facts",
        }
    }
}
