//! The panels over the page, of which one at most is open.

use std::rc::Rc;

use accesspath_engine::redact::Redacted;

use crate::chosen::Chosen;
use crate::export::Looked;

/// A panel over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panel {
    /// The person's cases, and the examples.
    Menu(MenuMode),
    /// The keys, faces and words.
    Help,
    /// What is shared of the scenario.
    Share(Rc<Shared>),
}

/// What is shared of the scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The link's fragment; none where the scenario is too large for one.
    pub fragment: Option<String>,
    /// What the link selects.
    pub chosen: Chosen,
    /// What the person looks at.
    pub looked: Looked,
    /// The scenario with other names, where those were asked for.
    pub other: Option<Redacted>,
}

/// What the menu asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum MenuMode {
    /// Nothing: a case or an example is chosen.
    #[default]
    Choosing,
    /// The name of the case of that id.
    Renaming(Rc<str>),
    /// Whether to forget everything.
    Forgetting,
}
