//! The tabs of the drawer.

use accesspath_engine::scenario::change;
use accesspath_policy::policy::DocumentId;

use super::{AppState, Selection};
use crate::answer::Answer;
use crate::chosen::Chosen;
use crate::later::GridOf;
use crate::room::Room;

/// A tab of the drawer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tab {
    /// The picture, where the parts of the page stand behind tabs.
    Picture,
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
            Self::Picture => "picture",
            Self::Upload => "upload",
            Self::Reach => "reach",
            Self::Grid(_) => "grid",
        }
    }
}

impl AppState {
    /// The open tab: that of the view, else that of the document that decides at `selection`.
    pub fn tab(&self, answer: &Answer, selection: Option<&Selection>) -> Tab {
        let exists = |it: &&Tab| match it {
            Tab::Document(id) => self.scenario.documents.contains_key(id),
            // An embedded page has no drawer, and its editors the documents alone.
            _ if self.view.embedded => false,
            Tab::Upload => !answer.chains.is_empty(),
            Tab::Picture => self.view.room == Room::Phone && !answer.paths.is_empty(),
            Tab::Why | Tab::Network | Tab::Facts | Tab::Reach | Tab::Grid(_) => true,
        };
        if let Some(tab) = self.view.tab.as_ref().filter(exists) {
            return tab.clone();
        }
        if self.view.embedded {
            return self.telling_document(answer, selection).map_or(Tab::Facts, Tab::Document);
        }
        // Without a path there is nothing to explain yet.
        match self.view.room {
            Room::Phone if !answer.paths.is_empty() => return Tab::Picture,
            Room::Column if !answer.paths.is_empty() => return Tab::Why,
            _ => {}
        }
        let control = |it: &Selection| it.told(answer).is_none_or(|it| it.is_policy);
        let telling = || self.telling_document(answer, selection).map(Tab::Document);
        match selection.is_none_or(control) {
            true => telling().unwrap_or(Tab::Facts),
            false if self.scenario.vpcs.is_empty() => Tab::Facts,
            false => Tab::Network,
        }
    }

    /// The document that decides at `selection`, else the first.
    pub fn telling_document(
        &self,
        answer: &Answer,
        selection: Option<&Selection>,
    ) -> Option<DocumentId> {
        let control = selection.and_then(|it| it.told(answer));
        let telling = control.and_then(|it| it.document.as_deref()).map(DocumentId::from);
        telling
            .filter(|it| self.scenario.documents.contains_key(it))
            .or_else(|| self.first_document())
    }

    fn first_document(&self) -> Option<DocumentId> {
        let attached = change::slots(&self.scenario).into_iter().map(|(_, id)| id);
        attached.into_iter().find(|it| self.scenario.documents.contains_key(it))
    }
}
