//! The examples: scenario files beside the page, each under a stable id.
//!
//! One of them is compiled into the page, so that there is always something to show; the others are fetched when
//! they are needed.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;

/// One example.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its stable id, which links name.
    pub id: &'static str,
    /// Its scenario.
    pub scenario: Rc<Scenario>,
}

/// The id of the example that an empty link shows.
pub const DEFAULT: &str = "four-ways-in";

const DEFAULT_TEXT: &str = include_str!("../static/scenarios/four-ways-in.json");

/// The ids of all examples, in the order of the menu.
pub const IDS: &[&str] = &[
    "four-ways-in",
    "three-ways-one-bucket",
    "block-public-access-on",
    "private-bucket-three-callers",
    "truly-private-lock-out",
    "lock-out-before-it-happens",
    "bucket-policy-only",
    "thumbnail-on-upload",
    "execution-role-or-function-policy",
    "upload-loop",
    "identity-explicit-deny",
    "bucket-policy-names-another-role",
    "role-without-put-object",
    "bucket-arn-for-object-action",
    "read-only-endpoint-policy",
    "three-policies-combined",
    "cross-account-bucket",
    "objects-of-another-account",
    "copy-to-another-account",
    "access-point-for-a-vpc",
    "vpc-no-route",
    "security-group-cuts-the-way",
    "sometimes-access-denied",
    "private-dns-takes-over",
    "vpc-source-ip",
    "ip-allow-list",
    "organization-guardrails",
    "key-policy-demands-endpoint",
    "bucket-key-and-encryption-context",
];

/// The example that an empty link shows.
pub fn default() -> Rc<Scenario> {
    read(DEFAULT_TEXT).unwrap_or_default()
}

/// The same, with its id.
pub fn default_example() -> Example {
    Example { id: DEFAULT, scenario: default() }
}

/// The id, if there is such an example.
pub fn find(id: &str) -> Option<&'static str> {
    IDS.iter().copied().find(|it| *it == id)
}

/// The address of an example's file, relative to the page.
pub fn address(id: &str) -> String {
    format!("scenarios/{id}.json")
}

/// The scenario of an example's file.
pub fn read(text: &str) -> Option<Rc<Scenario>> {
    Scenario::from_json(text).ok().map(Rc::new)
}

/// The example of that id, from the repository.
#[cfg(test)]
pub(crate) fn stored(id: &str) -> Rc<Scenario> {
    let file = format!("{}/static/{}", env!("CARGO_MANIFEST_DIR"), address(id));
    read(&std::fs::read_to_string(file).unwrap()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use accesspath_engine::analyze;
    use accesspath_engine::grid::operations;
    use std::collections::BTreeSet;

    #[test]
    fn every_scenario_file_is_in_the_menu_and_can_be_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/scenarios");
        let files = std::fs::read_dir(folder).unwrap();
        let names = files.map(|it| it.unwrap().file_name().to_string_lossy().replace(".json", ""));
        let files: BTreeSet<String> = names.collect();
        let menu: BTreeSet<String> = IDS.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(files, menu);
        for id in IDS {
            let scenario = stored(id);
            assert!(!scenario.title.is_empty() && !scenario.about.is_empty(), "{id}");
        }
        assert_eq!(default(), stored(DEFAULT));
    }

    #[test]
    fn the_grid_answers_the_question_of_every_example_as_its_picture_does() {
        for id in IDS {
            let scenario = stored(id);
            let analysis = analyze(&scenario);
            let own: Vec<_> = analysis.paths.iter().map(|it| it.outcome).collect();
            let asked = scenario.question.operation.as_str();
            let mut rows = operations(&scenario).into_iter();
            let row = rows.find(|it| it.of.name() == asked).expect("its operation");
            assert_eq!(row.outcomes, own, "{id}");
        }
    }
}
