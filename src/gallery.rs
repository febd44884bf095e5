//! The examples: scenario files beside the page, each under a stable id.
//!
//! One of them is compiled into the page, so that there is always something to show; the others are fetched when
//! they are needed.

mod search;

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;
pub use search::found;

/// One example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its stable id, which links name.
    pub id: &'static str,
    /// Its scenario.
    pub scenario: Rc<Scenario>,
    /// The words by which it is found, in small letters.
    words: Rc<str>,
}

impl Example {
    /// The example of that id.
    pub fn of(id: &'static str, scenario: Rc<Scenario>) -> Self {
        let group = GROUPS.iter().find(|it| it.ids.contains(&id));
        let words = search::words(&scenario, group.map_or("", |it| it.words)).into();
        Self { id, scenario, words }
    }
}

/// Examples of one symptom.
#[derive(Debug)]
pub struct Group {
    /// The symptom.
    pub title: &'static str,
    /// Other words for it.
    words: &'static str,
    /// The ids of its examples.
    pub ids: &'static [&'static str],
}

/// The id of the example that an empty link shows.
pub const DEFAULT: &str = "four-ways-in";

const DEFAULT_TEXT: &str = include_str!("../static/scenarios/four-ways-in.json");

/// All examples by symptom, in the order of the menu.
pub const GROUPS: [Group; 8] = [
    Group {
        title: "Which path reaches the bucket",
        words: "compare network paths internet vpc endpoint nat",
        ids: &["four-ways-in", "three-ways-one-bucket"],
    },
    Group {
        title: "AccessDenied: nothing allows the call",
        words: "access denied 403 forbidden not authorized no policy allows missing permission",
        ids: &[
            "role-without-put-object",
            "bucket-arn-for-object-action",
            "bucket-policy-names-another-role",
            "bucket-policy-only",
            "three-policies-combined",
            "read-only-endpoint-policy",
        ],
    },
    Group {
        title: "AccessDenied: something refuses the call",
        words: "access denied 403 forbidden explicit deny condition",
        ids: &[
            "identity-explicit-deny",
            "sometimes-access-denied",
            "private-dns-takes-over",
            "vpc-source-ip",
            "ip-allow-list",
            "access-point-for-a-vpc",
        ],
    },
    Group {
        title: "Timeout",
        words: "timeout timed out times out hangs no answer connect connection network",
        ids: &["vpc-no-route", "security-group-cuts-the-way"],
    },
    Group {
        title: "Works, but should not: proving a bucket private",
        words: "public private lock-out locked out block public access audit",
        ids: &[
            "private-bucket-three-callers",
            "block-public-access-on",
            "truly-private-lock-out",
            "lock-out-before-it-happens",
        ],
    },
    Group {
        title: "Never invoked, or in a loop",
        words: "trigger notification event invocation invoke recursion recursive endless",
        ids: &["thumbnail-on-upload", "execution-role-or-function-policy", "upload-loop"],
    },
    Group {
        title: "Encryption keys",
        words: "kms sse-kms encryption decrypt customer managed key",
        ids: &["key-policy-demands-endpoint", "bucket-key-and-encryption-context"],
    },
    Group {
        title: "Other accounts and organizations",
        words: "cross-account another account scp rcp organization partner",
        ids: &[
            "cross-account-bucket",
            "objects-of-another-account",
            "copy-to-another-account",
            "organization-guardrails",
        ],
    },
];

/// The ids of all examples, in the order of the menu.
pub fn ids() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|it| it.ids).copied()
}

/// The example that an empty link shows.
pub fn default() -> Rc<Scenario> {
    read(DEFAULT_TEXT).unwrap_or_default()
}

/// The same, with its id.
pub fn default_example() -> Example {
    Example::of(DEFAULT, default())
}

/// The id, if there is such an example.
pub fn find(id: &str) -> Option<&'static str> {
    ids().find(|it| *it == id)
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
        let menu: BTreeSet<String> = ids().map(str::to_owned).collect();
        assert_eq!(files, menu);
        assert_eq!(ids().count(), menu.len(), "an example stands in one group");
        for id in ids() {
            let scenario = stored(id);
            assert!(!scenario.title.is_empty() && !scenario.about.is_empty(), "{id}");
        }
        assert_eq!(default(), stored(DEFAULT));
    }

    #[test]
    fn the_grid_answers_the_question_of_every_example_as_its_picture_does() {
        for id in ids() {
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
