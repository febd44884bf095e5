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
        /// The symptom that the caller sees.
        #[free]
        pub message: Option<String>,
        /// All unclear rules that it leans on, by their numbers.
        #[free]
        pub unverified: Option<Vec<String>>,
        /// All members that it takes by a default.
        #[free]
        pub assumed: Option<Vec<String>>,
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
        /// All unclear rules that it leans on, by their numbers.
        #[free]
        pub unverified: Option<Vec<String>>,
    }
}

record! {
    /// The answer for a check before the calls of a function.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ExpectedBefore {
        /// The function's id.
        #[required]
        #[free]
        pub function: String,
        /// The check: `function_state`, `trust_policy`, `network_interfaces` or `file_system`.
        #[required]
        #[free]
        pub gate: String,
        /// Its verdict.
        #[required]
        #[free]
        pub verdict: String,
        /// The symptom that a person sees.
        #[free]
        pub message: Option<String>,
    }
}

record! {
    /// The answer for what another caller can do with the bucket.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ExpectedReach {
        /// Which caller, such as `anonymous`; of several alike the first.
        #[required]
        #[free]
        pub who: String,
        /// What the caller does, such as `read`.
        #[required]
        #[free]
        pub task: String,
        /// `open`, `blocked` or `undetermined`.
        #[required]
        #[free]
        pub outcome: String,
        /// The path's id, for callers of the scenario.
        #[free]
        pub path: Option<String>,
        /// Every control that blocks.
        #[free]
        pub by: Option<Vec<String>>,
        /// The symptom that the caller sees.
        #[free]
        pub message: Option<String>,
    }
}

record! {
    /// The answer for who could still change the bucket policy.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ExpectedLockOut {
        /// `safe`, `only-through`, `only-root`, `only-management-account`, `nobody` or `undetermined`.
        #[required]
        #[free]
        pub verdict: String,
        /// All callers that could.
        #[free]
        pub able: Option<Vec<String>>,
        /// All callers of which it is not known.
        #[free]
        pub perhaps: Option<Vec<String>>,
        /// All unclear rules that it leans on, by their numbers.
        #[free]
        pub unverified: Option<Vec<String>>,
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
