//! The notices of the page.

/// A message for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its text, in one or two sentences.
    pub text: String,
    /// Something went wrong.
    pub is_error: bool,
}

impl Notice {
    /// A notice of something that went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true }
    }

    /// A notice of something that went well.
    pub fn info(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false }
    }
}
