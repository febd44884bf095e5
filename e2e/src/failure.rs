//! The reason why a test cannot continue, with the line of the test.

use std::{fmt, panic::Location};

/// One sentence or more about the failure, and the line of the test.
pub struct Failure {
    text: String,
    place: &'static Location<'static>,
}

/// The result of a step of a test.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure at the line of the caller.
    ///
    /// Every function between a test and this one is `track_caller`, so that the line is the test's.
    #[track_caller]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), place: Location::caller() }
    }

    /// The failure with a headline before its text.
    #[must_use]
    pub fn about(self, headline: &str) -> Self {
        Self { text: format!("{headline}: {}", self.text), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

// The test runner prints this when a test returns a failure.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  at {}", self.text, self.place)
    }
}
