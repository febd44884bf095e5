//! The examples: scenario files that are part of the page, each under a stable id.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;

/// One example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its stable id, which links name.
    pub id: &'static str,
    /// Its scenario file.
    text: &'static str,
}

/// The id of the example that an empty link shows.
pub const DEFAULT: &str = "four-ways-in";

macro_rules! examples {
    ($($id:literal)*) => {
        /// All examples, in the order of the menu.
        pub const EXAMPLES: &[Example] = &[$(Example {
            id: $id,
            text: include_str!(concat!("../static/scenarios/", $id, ".json")),
        }),*];
    };
}

examples! {
    "four-ways-in"
    "three-ways-one-bucket"
    "block-public-access-on"
    "private-bucket-three-callers"
    "truly-private-lock-out"
    "bucket-policy-only"
    "identity-explicit-deny"
    "bucket-policy-names-another-role"
    "role-without-put-object"
    "bucket-arn-for-object-action"
    "read-only-endpoint-policy"
    "three-policies-combined"
    "cross-account-bucket"
    "vpc-no-route"
    "security-group-cuts-the-way"
    "sometimes-access-denied"
    "private-dns-takes-over"
    "vpc-source-ip"
    "ip-allow-list"
    "organization-guardrails"
}

/// The example of that id.
pub fn scenario(id: &str) -> Option<Rc<Scenario>> {
    let example = EXAMPLES.iter().find(|it| it.id == id)?;
    Scenario::from_json(example.text).ok().map(Rc::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_scenario_file_is_in_the_menu_and_can_be_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/scenarios");
        let files = std::fs::read_dir(folder).unwrap();
        let names = files.map(|it| it.unwrap().file_name().to_string_lossy().replace(".json", ""));
        let files: BTreeSet<String> = names.collect();
        let menu: BTreeSet<String> = EXAMPLES.iter().map(|it| it.id.to_owned()).collect();
        assert_eq!(files, menu);
        for example in EXAMPLES {
            let scenario = scenario(example.id).unwrap();
            assert!(!scenario.title.is_empty() && !scenario.about.is_empty(), "{}", example.id);
        }
    }
}
