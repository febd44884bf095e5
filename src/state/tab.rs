//! The tabs of the editors.

use accesspath_policy::policy::DocumentId;

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
