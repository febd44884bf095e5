//! The panels over the page, of which one at most is open.

use std::rc::Rc;

/// A panel over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panel {
    /// The person's cases, and the examples.
    Menu(MenuMode),
    /// The keys, faces and words.
    Help,
    /// The link of the scenario: its fragment.
    Share(String),
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
