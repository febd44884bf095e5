//! The answer that a scenario must have, for tests.

use accesspath_policy::json;

use super::MAX_BYTES;
use super::record::{Field, Reading, record};

record! {
    /// The answer for one path.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Expected {
        /// The path's id.
        #[required]
        #[free]
        pub path: String,
        /// `open`, `blocked` or `undetermined`.
        #[required]
        #[free]
        pub outcome: String,
        /// Its kind.
        #[free]
        pub kind: Option<String>,
        /// Every control that blocks.
        #[free]
        pub by: Option<Vec<String>>,
        /// Reasons that must be among those given.
        #[free]
        pub because: Vec<ExpectedReason>,
    }
}

record! {
    /// A reason that must be given.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ExpectedReason {
        /// The reason's word.
        #[required]
        #[free]
        pub reason: String,
        /// The underlined text.
        #[free]
        pub text: Option<String>,
    }
}

record! {
    /// The answer for one chain.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ExpectedChain {
        /// The notification's id.
        #[required]
        #[free]
        pub notification: String,
        /// `open`, `blocked` or `undetermined`.
        #[required]
        #[free]
        pub outcome: String,
        /// Every step that blocks, each once.
        #[free]
        pub by: Option<Vec<String>>,
        /// Reasons that must be among those given.
        #[free]
        pub because: Vec<ExpectedReason>,
        /// `never`, `loops`, `would-loop` or `may-loop`.
        #[free]
        pub recursion: Option<String>,
    }
}

/// Reads the text of a scenario's `expect`.
///
/// # Errors
///
/// If the text is no list of expected answers.
pub fn read_expected(text: &str) -> Result<Vec<Expected>, String> {
    let tree = json::read_up_to(MAX_BYTES, "the text is longer than 1 MiB", text);
    let mut reading = Reading::default();
    match tree.root() {
        Some(root) if tree.diagnostics.is_empty() => {
            let mut expected = Vec::new();
            expected.read(root, &mut reading);
            reading.mistakes.first().map_or(Ok(expected), |(message, _)| Err(message.clone()))
        }
        _ => Err("the text is no JSON".to_owned()),
    }
}
