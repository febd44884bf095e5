//! Judges every operation, or every action, on every path of the question.
//!
//! An operation is judged by all checks. An action, which is what a policy allows, is judged by the network and the
//! policies alone. What is about no bucket is judged by the caller's own policies.

use accesspath_policy::authorize::authorize;
use accesspath_policy::facts::Facts;
use accesspath_policy::truth::Truth;

use crate::answer::analyze_path;
use crate::documents::Documents;
use crate::judge::Outcome;
use crate::network;
use crate::network::Path;
use crate::requests;
use crate::s3::operation::{Operation, OperationTarget};
use crate::scenario::Scenario;

/// The outcomes of one operation or action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow<T> {
    /// The operation or action.
    pub of: T,
    /// What it is about.
    pub on: On,
    /// The outcome on every path, in the order of `Analysis::paths`.
    pub outcomes: Vec<Outcome>,
}

/// What an operation or action is about; the rows of each stand together, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum On {
    /// The question's object.
    Object,
    /// The question's bucket.
    Bucket,
    /// The question's access point.
    AccessPoint,
    /// No bucket that is there: the caller's account, or a new bucket.
    Account,
}

impl On {
    /// All of them, in the order of a table.
    pub const ALL: [Self; 4] = [Self::Object, Self::Bucket, Self::AccessPoint, Self::Account];

    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Bucket => "bucket",
            Self::AccessPoint => "access-point",
            Self::Account => "account",
        }
    }

    const fn of(operation: Operation) -> Self {
        match operation.target() {
            OperationTarget::Object => Self::Object,
            OperationTarget::Bucket => Self::Bucket,
            OperationTarget::AccessPoint => Self::AccessPoint,
            OperationTarget::Nothing | OperationTarget::NewBucket => Self::Account,
        }
    }
}

/// The key for a question that names none.
const SOME_KEY: &str = "some-object";

/// The outcomes of every operation on every path of the question, with the question's key and options; those on an
/// access point only where the question names one.
pub fn operations(scenario: &Scenario) -> Vec<GridRow<Operation>> {
    // The documents and the paths are the same for all operations, so they are read once.
    let (documents, paths, mut asked) = asked(scenario);
    let mut rows = Vec::new();
    let has_point = scenario.access_point().is_some();
    for operation in Operation::ALL {
        if On::of(*operation) == On::AccessPoint && !has_point {
            continue;
        }
        operation.name().clone_into(&mut asked.question.operation);
        let outcome = |path: &Path| analyze_path(path.clone(), &asked, &documents).outcome;
        let outcomes = paths.iter().map(outcome).collect();
        rows.push(GridRow { of: *operation, on: On::of(*operation), outcomes });
    }
    rows.sort_by_key(|it| it.on);
    rows
}

/// The outcomes of every action of S3 on every path of the question, by the policies and the network alone.
///
/// Actions on other resources than buckets and objects, such as jobs, are left out. Condition keys that a request may
/// carry and that do not follow from the path, such as tags, are unknown.
// AWS: "Actions, resources, and condition keys for Amazon S3".
pub fn actions<'t>(scenario: &Scenario, facts: &Facts<'t>) -> Vec<GridRow<&'t str>> {
    let (Some(service), Some(bucket)) = (facts.service("s3"), scenario.bucket()) else {
        return Vec::new();
    };
    let (documents, paths, asked) = asked(scenario);
    let partition = accesspath_policy::arn::partition(&bucket.region);
    let mut rows = Vec::new();
    for action in &service.actions {
        let (of_bucket, of_object) =
            (action.resources.contains(&"bucket"), action.resources.contains(&"object"));
        let on = match action.name {
            // Its bucket is a new one.
            "CreateBucket" => On::Account,
            _ if of_object => On::Object,
            _ if of_bucket => On::Bucket,
            _ if action.resources.is_empty() => On::Account,
            _ => continue,
        };
        let resource = match on {
            On::Object => format!("arn:{partition}:s3:::{}/{}", bucket.name, asked.question.key),
            _ if of_bucket => format!("arn:{partition}:s3:::{}", bucket.name),
            _ => format!("arn:{partition}:s3:::*"),
        };
        let name = format!("s3:{}", action.name);
        let outcome = |path: &Path| {
            let open = &mut service.keys_of(action);
            let made_by = requests::AskedAction {
                action: &name,
                resource: resource.clone(),
                is_about_account: on == On::Account,
            };
            let made = requests::request_for(path, &asked, &documents, made_by, open);
            let allowed = made
                .map_or(Truth::Unknown, |it| authorize(&it.request, &it.layers).decision.allows());
            Outcome::from(Truth::all(path.checks.iter().map(|it| it.passes)).and(allowed))
        };
        let outcomes = paths.iter().map(outcome).collect();
        rows.push(GridRow { of: action.name, on, outcomes });
    }
    rows.sort_by_key(|it| it.on);
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
        let row = |name: &str| rows.iter().find(|it| it.of == name).unwrap();
        let (open, blocked) = (Outcome::Open, Outcome::Blocked);
        // The bucket policy denies everything but what comes through the gateway endpoint of path B.
        assert_eq!(row("PutObject").outcomes, [blocked, open, blocked, blocked]);
        assert_eq!(row("PutObject").on, On::Object);
        // Nothing allows it.
        assert_eq!(row("DeleteBucket").outcomes, [blocked; 4]);
        assert_eq!(row("DeleteBucket").on, On::Bucket);
        assert!(rows.iter().all(|it| it.of != "CreateAccessGrant"));
        assert!(rows.len() > 100);
    }

    /// The example with another bucket policy.
    fn with_policy(policy: &str) -> Scenario {
        let mut scenario = example();
        let bucket = scenario.buckets.first().and_then(|it| it.policy.clone()).unwrap();
        let text = crate::scenario::Document::from(policy);
        scenario.documents.insert(bucket.known().unwrap().clone(), text);
        scenario
    }

    #[test]
    fn a_bucket_policy_has_no_say_in_what_is_about_no_bucket() {
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        let statement = |effect: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}","Principal":"*","Action":"s3:*","Resource":"*"}}}}"#
            )
        };
        let of = |scenario: &Scenario, on: On| {
            let own = operations(scenario).into_iter().filter(|it| it.on == on);
            let operations: Vec<_> = own.map(|it| (it.of.name(), it.outcomes)).collect();
            let own = actions(scenario, &facts).into_iter().filter(|it| it.on == on);
            (operations, own.map(|it| (it.of, it.outcomes)).collect::<Vec<_>>())
        };
        let (allows, denies) = (with_policy(&statement("Allow")), with_policy(&statement("Deny")));
        let (operations, actions) = of(&allows, On::Account);
        let names: Vec<&str> = operations.iter().map(|it| it.0).collect();
        assert_eq!(
            names,
            [
                "CreateBucket",
                "ListBuckets",
                "GetAccountPublicAccessBlock",
                "PutAccountPublicAccessBlock",
                "DeleteAccountPublicAccessBlock",
                "GetAccessPoint",
                "ListAccessPoints"
            ]
        );
        for name in ["CreateBucket", "ListAllMyBuckets", "ListAccessPoints"] {
            assert!(actions.iter().any(|it| it.0 == name), "{name}");
        }
        assert_eq!(of(&denies, On::Account), (operations, actions));
        assert_ne!(of(&denies, On::Bucket), of(&allows, On::Bucket));
    }

    #[test]
    fn what_an_action_may_carry_leaves_its_row_open() {
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        let scenario = with_policy(
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*",
            "Resource":"arn:aws:s3:::thumbs-prod","Condition":{"StringEquals":{"s3:prefix":"a"}}}}"#,
        );
        let rows = actions(&scenario, &facts);
        let row = |name: &str| rows.iter().find(|it| it.of == name).unwrap();
        assert_eq!(row("ListBucket").outcomes.first(), Some(&Outcome::Undetermined));
        assert_eq!(row("DeleteBucket").outcomes.first(), Some(&Outcome::Blocked));
    }
}
