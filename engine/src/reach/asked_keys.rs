//! Turns the policies of a scenario into the list of the condition keys that they ask for.

use accesspath_policy::policy::{Parsed, Policy};

use crate::documents::Documents;

/// The beginning of the keys that hold a caller's tags.
const TAG: &str = "aws:principaltag/";

/// The condition keys and the variables of all policies, each once.
pub(super) struct AskedKeys(Vec<String>);

impl AskedKeys {
    pub(super) fn read(documents: &Documents) -> Self {
        let mut keys = Self(Vec::new());
        for (_, _, parsed) in documents.iter() {
            keys.add_policy(parsed);
        }
        keys
    }

    fn add_policy(&mut self, parsed: &Parsed<Policy>) {
        for condition in parsed.value.statements.iter().flat_map(|it| &it.conditions) {
            self.add(&condition.key.text.to_string());
        }
        for variable in parsed.text.split("${").skip(1) {
            let end = variable.find(['}', ',', '"']);
            self.add(end.and_then(|it| variable.get(..it)).unwrap_or_default().trim());
        }
    }

    fn add(&mut self, key: &str) {
        if !self.0.iter().any(|it| it.eq_ignore_ascii_case(key)) {
            self.0.push(key.to_owned());
        }
    }

    /// Some policy asks for one of `keys`.
    pub(super) fn has(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.0.iter().any(|it| it.eq_ignore_ascii_case(key)))
    }

    /// The keys among them that hold tags of the caller.
    pub(super) fn tags(&self) -> impl Iterator<Item = &str> {
        let is_tag = |it: &&str| it.get(..TAG.len()).is_some_and(|it| it.eq_ignore_ascii_case(TAG));
        self.0.iter().map(String::as_str).filter(is_tag)
    }
}
