//! The place where entries are kept, as far as their keeper must know it.

/// Named texts that outlive the page.
pub trait Store {
    /// The names of all texts; none where nothing may be kept.
    fn names(&self) -> Vec<String>;

    /// The text of that name.
    fn read(&self, name: &str) -> Option<String>;

    /// Keeps a text under a name.
    ///
    /// # Errors
    ///
    /// If it cannot be kept.
    fn write(&mut self, name: &str, text: &str) -> Result<(), Trouble>;

    /// Drops the text of that name.
    fn remove(&mut self, name: &str);
}

/// The reason why something is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps nothing for this page.
    Refused,
    /// The browser's space for this page is used up.
    Full,
    /// The case is larger than any that can be read again.
    TooLarge,
}

impl Trouble {
    /// The message for the person, with what to do.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Refused => {
                "This browser keeps nothing for this page, as in a private window or where site data is blocked: your case is gone when the page is closed. Save it as a file."
            }
            Self::Full => {
                "The browser's space for this page is full, so your case is no longer saved. Save it as a file, or delete cases that you no longer need."
            }
            Self::TooLarge => {
                "This case is larger than 1 MiB, which is too large to be saved in the browser. Save it as a file."
            }
        }
    }
}
