//! The notices of the page.

use std::rc::Rc;

/// A message for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its text, in one or two sentences.
    pub text: String,
    /// Something went wrong.
    pub is_error: bool,
    /// What the person can do about it.
    pub offer: Option<Offer>,
}

/// What a notice offers to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// Open the saved case of that id.
    OpenCase(Rc<str>),
    /// Put a deleted case back.
    PutBack {
        /// Its id.
        id: Rc<str>,
        /// Its text, as it was saved.
        text: Rc<str>,
        /// It was on the page.
        shown: bool,
    },
}

impl Offer {
    /// The words of its button.
    pub const fn words(&self) -> &'static str {
        match self {
            Self::OpenCase(_) => "Open the saved case",
            Self::PutBack { .. } => "Undo",
        }
    }
}

impl Notice {
    /// A notice of something that went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true, offer: None }
    }

    /// A notice of something that went well.
    pub fn info(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false, offer: None }
    }

    /// A module of the page could not be fetched, and what was asked for is not done.
    pub fn not_loaded() -> Self {
        Self::error(
            "That part of the page could not be loaded: the connection may have dropped, or the site has just been updated. Do it once more to try again, or reload the page.",
        )
    }

    /// The same, with something to do.
    #[must_use]
    pub fn offering(self, offer: Option<Offer>) -> Self {
        Self { offer, ..self }
    }
}
