//! One problem of a scenario, and its place.

use accesspath_policy::json;
use accesspath_policy::text::{Lines, Location};

use crate::scenario::MAX_BYTES;

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioProblem {
    /// Its place: names and indices from the top, such as `functions`, `0`, `role`.
    pub path: Vec<String>,
    /// The problem, in one line.
    pub message: String,
    /// An id or a name refers to nothing; where the text has other mistakes, that may follow from them.
    pub is_reference: bool,
}

impl ScenarioProblem {
    /// The place as people write it: `functions[0].role`.
    pub fn place(&self) -> String {
        let mut place = String::new();
        for step in &self.path {
            if step.bytes().all(|it| it.is_ascii_digit()) {
                place.push_str(&format!("[{step}]"));
            } else {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(step);
            }
        }
        place
    }

    /// The location of the place in the scenario's `text`, if the text has it.
    pub fn location(&self, text: &str) -> Option<Location> {
        let tree = json::read_up_to(MAX_BYTES, "", text);
        let steps: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let node = tree.root()?.at(&steps)?;
        Some(Lines::new(text).location(text, node.span.start))
    }
}
