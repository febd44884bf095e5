//! The scenario of which nothing is known yet, and what is taken in it until somebody tells.

use accesspath_engine::scenario::Scenario;
use accesspath_policy::json;

/// The file that an origin names where a fact is only taken, because a scenario cannot leave it open.
pub const ASSUMED: &str = "assumed";

/// A Region as JSON that is taken to be the bucket's; `@region` stands for that until it is added.
pub(crate) const ASSUMED_REGION: &str = r#"{"value":"@region","origin":{"file":"assumed"}}"#;

/// The scenario with nothing but a function, its role, a bucket and a call, of which all is unknown.
///
/// A Region cannot be unknown, and whose the bucket is decides which policies must allow: both are taken, and say so.
pub fn start() -> Scenario {
    let text = r#"{"accesspath":1,"title":"My case","not_told":"unknown",
        "roles":[{"id":"role","arn":"arn:aws:iam::${symbol:account}:role/${symbol:role}"}],
        "functions":[{"id":"function","name":{"symbol":"function"},"role":"role",
            "placements":[{"id":"A","outside":true},{"id":"B","outside":false}]}],
        "buckets":[{"id":"bucket","name":{"symbol":"bucket"},
            "account":{"value":{"symbol":"account"},"origin":{"file":"assumed","place":"the caller's account"}},
            "region":{"value":"us-east-1","origin":{"file":"assumed"}}}],
        "question":{"callers":["function"],"operation":"GetObject","bucket":"bucket","key":"key"}}"#;
    Scenario::from_json(text).unwrap_or_default()
}

/// The places of the facts that are only taken, such as `buckets[0].region`, with what each is taken for.
pub fn assumed(scenario: &Scenario) -> Vec<(String, String)> {
    let written = scenario.to_compact_json();
    let tree = json::read_up_to(usize::MAX, "", &written);
    let mut found = Vec::new();
    if let Some(root) = tree.root() {
        gather(root, "", &mut found);
    }
    found
}

/// Gathers the assumed facts below `node`; the reader limits how deep a text nests.
fn gather(node: json::Node<'_>, place: &str, found: &mut Vec<(String, String)>) {
    if let json::Value::Array(items) = node.value {
        for (at, item) in items.enumerate() {
            gather(item, &format!("{place}[{at}]"), found);
        }
    }
    let Some(members) = node.members() else { return };
    let origin = members.get("origin").and_then(|it| it.at(&["file"])).and_then(|it| it.scalar());
    if origin == Some(ASSUMED) {
        let value = members.get("value").and_then(|it| it.scalar()).unwrap_or_default();
        found.push((place.to_owned(), value.to_owned()));
        return;
    }
    for member in members.filter(|it| it.name != "documents") {
        let dot = if place.is_empty() { "" } else { "." };
        gather(member.node, &format!("{place}{dot}{}", member.name), found);
    }
}

#[cfg(test)]
mod tests {
    use accesspath_engine::analyze;
    use accesspath_engine::judge::Outcome;

    use super::*;

    #[test]
    fn of_the_first_scenario_nothing_is_decided_and_nothing_is_wrong() {
        let scenario = start();
        let analysis = analyze(&scenario);
        assert_eq!(analysis.problems, []);
        let outcomes: Vec<Outcome> = analysis.paths.iter().map(|it| it.outcome).collect();
        assert_eq!(outcomes, [Outcome::Undetermined; 2]);
    }

    #[test]
    fn what_is_only_taken_is_listed() {
        let places: Vec<String> = assumed(&start()).into_iter().map(|it| it.0).collect();
        assert_eq!(places, ["buckets[0].account", "buckets[0].region"]);
    }
}
