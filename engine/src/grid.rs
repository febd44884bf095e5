//! Judges every operation, or every action, on every path of the question.
//!
//! An operation is judged by all checks. An action, which is what a policy allows, is judged by the network and the
//! policies alone.

use accesspath_policy::authorize::authorize;
use accesspath_policy::facts::Facts;
use accesspath_policy::truth::Truth;

use crate::answer::analyze_path;
use crate::documents::Documents;
use crate::judge::Outcome;
use crate::network;
use crate::network::Path;
use crate::requests;
use crate::s3::operation::Operation;
use crate::scenario::Scenario;

/// The outcomes of one operation or action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow<T> {
    /// The operation or action.
    pub of: T,
    /// The outcome on every path, in the order of `Analysis::paths`.
    pub outcomes: Vec<Outcome>,
}

/// An action of S3, and its kind of resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionOn<'t> {
    /// Its name, without the service.
    pub name: &'t str,
    /// Its kind of resource.
    pub on: On,
}

/// The kinds of resource of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum On {
    /// The question's object.
    Object,
    /// The question's bucket.
    Bucket,
    /// No resource of its own: only `*` covers it.
    Everything,
}

/// The key for a question that names none.
const SOME_KEY: &str = "some-object";

/// The outcomes of every operation on every path of the question, with the question's key and options.
pub fn operations(scenario: &Scenario) -> Vec<GridRow<Operation>> {
    // The documents and the paths are the same for all operations, so they are read once.
    let (documents, paths, mut asked) = asked(scenario);
    let mut rows = Vec::new();
    for operation in Operation::ALL {
        operation.name().clone_into(&mut asked.question.operation);
        let outcome = |path: &Path| analyze_path(path.clone(), &asked, &documents).outcome;
        rows.push(GridRow { of: *operation, outcomes: paths.iter().map(outcome).collect() });
    }
    rows
}

/// The outcomes of every action of S3 on every path of the question, by the policies and the network alone.
///
/// Actions on other resources than buckets and objects, such as jobs, are left out. Condition keys that a request may
/// carry and that do not follow from the path, such as tags, are unknown.
// AWS: "Actions, resources, and condition keys for Amazon S3".
pub fn actions<'t>(scenario: &Scenario, facts: &Facts<'t>) -> Vec<GridRow<ActionOn<'t>>> {
    let (Some(service), Some(bucket)) = (facts.service("s3"), scenario.bucket()) else {
        return Vec::new();
    };
    let (documents, paths, asked) = asked(scenario);
    let partition = accesspath_policy::arn::partition(&bucket.region);
    let mut rows = Vec::new();
    for action in &service.actions {
        let on = if action.resources.contains(&"object") {
            On::Object
        } else if action.resources.contains(&"bucket") {
            On::Bucket
        } else if action.resources.is_empty() {
            On::Everything
        } else {
            continue;
        };
        let resource = match on {
            On::Object => format!("arn:{partition}:s3:::{}/{}", bucket.name, asked.question.key),
            On::Bucket => format!("arn:{partition}:s3:::{}", bucket.name),
            On::Everything => format!("arn:{partition}:s3:::*"),
        };
        let name = format!("s3:{}", action.name);
        let outcome = |path: &Path| {
            let open = &mut service.keys_of(action);
            let made =
                requests::request_for(path, &asked, &documents, &name, resource.clone(), open);
            let allowed = made
                .map_or(Truth::Unknown, |it| authorize(&it.request, &it.layers).decision.allows());
            Outcome::from(Truth::all(path.checks.iter().map(|it| it.passes)).and(allowed))
        };
        let outcomes = paths.iter().map(outcome).collect();
        rows.push(GridRow { of: ActionOn { name: action.name, on }, outcomes });
    }
    rows
}

/// The documents, the paths, and the scenario with a key in its question.
fn asked(scenario: &Scenario) -> (Documents, Vec<Path>, Scenario) {
    let mut asked = scenario.opened().into_owned();
    if asked.question.key.is_empty() {
        SOME_KEY.clone_into(&mut asked.question.key);
    }
    (Documents::read(scenario), network::paths(scenario), asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use accesspath_policy::facts::SERVICE_AUTHORIZATION;

    fn example() -> Scenario {
        let text = include_str!("../tests/scenarios/four-ways-in.json");
        Scenario::from_json(text).unwrap()
    }

    #[test]
    fn the_row_of_an_operation_says_what_its_analysis_says() {
        let mut scenario = example();
        for row in operations(&scenario) {
            row.of.name().clone_into(&mut scenario.question.operation);
            let paths = analyze(&scenario).paths;
            let outcomes: Vec<Outcome> = paths.iter().map(|it| it.outcome).collect();
            assert_eq!(row.outcomes, outcomes, "{}", row.of.name());
        }
    }

    #[test]
    fn the_row_of_an_action_says_what_the_policies_and_the_network_say() {
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        let scenario = example();
        let rows = actions(&scenario, &facts);
        let row = |name: &str| rows.iter().find(|it| it.of.name == name).unwrap();
        let (open, blocked) = (Outcome::Open, Outcome::Blocked);
        // The bucket policy denies everything but what comes through the gateway endpoint of path B.
        assert_eq!(row("PutObject").outcomes, [blocked, open, blocked, blocked]);
        assert_eq!(row("PutObject").of.on, On::Object);
        // Nothing allows it.
        assert_eq!(row("DeleteBucket").outcomes, [blocked; 4]);
        assert_eq!(row("DeleteBucket").of.on, On::Bucket);
        assert_eq!(row("ListAllMyBuckets").of.on, On::Everything);
        assert!(rows.iter().all(|it| it.of.name != "CreateAccessGrant"));
        assert!(rows.len() > 100);
    }

    #[test]
    fn what_an_action_may_carry_leaves_its_row_open() {
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        let mut scenario = example();
        let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*",
            "Resource":"arn:aws:s3:::thumbs-prod","Condition":{"StringEquals":{"s3:prefix":"a"}}}}"#;
        let bucket = scenario.buckets.first().and_then(|it| it.policy.clone()).unwrap();
        let text = crate::scenario::Document::from(policy);
        scenario.documents.insert(bucket.known().unwrap().clone(), text);
        let rows = actions(&scenario, &facts);
        let row = |name: &str| rows.iter().find(|it| it.of.name == name).unwrap();
        assert_eq!(row("ListBucket").outcomes.first(), Some(&Outcome::Undetermined));
        assert_eq!(row("DeleteBucket").outcomes.first(), Some(&Outcome::Blocked));
    }
}
