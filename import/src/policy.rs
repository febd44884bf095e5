//! A policy or a statement → where it can be attached, by its shape.
//!
//! A policy with principals is attached to a resource, one without to an identity or an account. Where several places
//! take a policy of that shape, all are offered: one is chosen from the start only where it is by far the most likely.

use accesspath_policy::arn::Arn;
use accesspath_policy::json::{Node, Value};
use accesspath_policy::policy::PolicyKind;

use crate::given::Given;
use crate::recognised::{Choice, Question};

/// What the shape of a policy tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Shape {
    /// The kinds of policy that it fits, the most likely first.
    pub(crate) kinds: Vec<PolicyKind>,
    /// The first one is by far the most likely.
    pub(crate) is_sure: bool,
    /// The buckets that its resources name.
    pub(crate) buckets: Vec<String>,
    /// How many statements it has.
    pub(crate) statements: usize,
}

/// The object is a policy.
pub(crate) fn is_policy(node: Node<'_>) -> bool {
    node.at(&["Statement"]).is_some()
}

/// The object is a statement.
pub(crate) fn is_statement(node: Node<'_>) -> bool {
    let has = |name: &str| node.at(&[name]).is_some();
    has("Effect") && (has("Action") || has("NotAction"))
}

/// The shape of a policy.
pub(crate) fn shape(policy: Node<'_>) -> Shape {
    let statements = policy.at(&["Statement"]).map(all).unwrap_or_default();
    shape_of(&statements)
}

/// The shape of a policy with these statements.
pub(crate) fn shape_of(statements: &[Node<'_>]) -> Shape {
    let has = |it: &Node<'_>, names: [&str; 2]| names.iter().any(|name| it.at(&[name]).is_some());
    let texts = |name: &str| -> Vec<String> {
        let own = statements.iter().filter_map(|it| it.at(&[name])).flat_map(all);
        own.filter_map(|it| it.scalar().map(str::to_owned)).collect()
    };
    let actions = [texts("Action"), texts("NotAction")].concat();
    let resources = [texts("Resource"), texts("NotResource")].concat();
    let of_service = |service: &str| {
        let begins = |it: &String| it.to_ascii_lowercase().starts_with(service);
        !actions.is_empty() && actions.iter().all(begins)
    };
    let mut buckets: Vec<String> = resources.iter().filter_map(|it| bucket_of(it)).collect();
    buckets.sort();
    buckets.dedup();
    let mut shape = Shape { buckets, statements: statements.len(), ..Shape::default() };
    if statements.iter().any(|it| has(it, ["Principal", "NotPrincipal"])) {
        let everyone = statements.iter().all(|it| names_everyone(*it));
        let denies = statements.iter().all(|it| effect(*it) == Some("Deny"));
        let by_way = statements.iter().any(|it| names_way(*it));
        let named = !resources.is_empty() && resources.iter().all(|it| bucket_of(it).is_some());
        (shape.kinds, shape.is_sure) = if of_service("sts:") {
            (vec![PolicyKind::Trust], true)
        } else if of_service("kms:") {
            (vec![PolicyKind::Key, PolicyKind::Rcp], !(denies && everyone))
        } else if of_service("lambda:") {
            (vec![PolicyKind::Function], true)
        } else if !named || shape.buckets.len() > 1 {
            let is_rcp = everyone && denies;
            match is_rcp {
                true => (vec![PolicyKind::Rcp, PolicyKind::Endpoint], false),
                // A policy of a bucket names no other resources than that bucket's.
                false => (vec![PolicyKind::Endpoint, PolicyKind::Key], of_any(&actions)),
            }
        } else if !everyone || by_way {
            (vec![PolicyKind::Bucket, PolicyKind::Endpoint], true)
        } else {
            (vec![PolicyKind::Bucket, PolicyKind::Endpoint], false)
        };
    } else {
        let allows = |it: &Node<'_>| effect(*it) == Some("Allow");
        let everything = |it: &Node<'_>| {
            it.at(&["Action"]).is_some_and(|it| all(it).iter().any(|it| it.scalar() == Some("*")))
        };
        let own =
            [PolicyKind::Identity, PolicyKind::Boundary, PolicyKind::Session, PolicyKind::Scp];
        let some = statements.iter().any(|it| allows(it) && !everything(it));
        (shape.kinds, shape.is_sure) = (own.to_vec(), some);
    }
    shape
}

/// What has to be asked of a policy of that shape, with the facts of each answer; nothing where only one fits.
pub(crate) fn question(
    shape: &Shape,
    text: &str,
    name: Option<&str>,
) -> (Vec<Given>, Vec<Question>) {
    let fact = |kind: PolicyKind| {
        let bucket = (kind == PolicyKind::Bucket).then(|| shape.buckets.first().cloned()).flatten();
        let name = name.map_or_else(|| document_name(kind).to_owned(), str::to_owned);
        Given::Policy { kind, owner: bucket, name, text: text.to_owned() }
    };
    match shape.kinds.as_slice() {
        [] => (Vec::new(), Vec::new()),
        [only] => (vec![fact(*only)], Vec::new()),
        several => {
            let choice = |kind: &PolicyKind| Choice {
                label: label(*kind).to_owned(),
                facts: vec![fact(*kind)],
            };
            let question = Question {
                asks: "Which policy is it?".to_owned(),
                choices: several.iter().map(choice).collect(),
                chosen: shape.is_sure.then_some(0),
            };
            (Vec::new(), vec![question])
        }
    }
}

/// The kind as people name it.
pub(crate) const fn label(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Identity => "The role's policy",
        PolicyKind::Bucket => "The bucket policy",
        PolicyKind::Endpoint => "The endpoint's policy",
        PolicyKind::Scp => "An SCP",
        PolicyKind::Rcp => "An RCP",
        PolicyKind::Trust => "The role's trust policy",
        PolicyKind::Boundary => "The role's permissions boundary",
        PolicyKind::Session => "A session policy",
        PolicyKind::Key => "The key policy",
        PolicyKind::Function => "The function's policy",
    }
}

/// The name that a document of that kind gets.
pub(crate) const fn document_name(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Identity => "role-policy",
        PolicyKind::Bucket => "bucket-policy",
        PolicyKind::Endpoint => "endpoint-policy",
        PolicyKind::Scp => "scp",
        PolicyKind::Rcp => "rcp",
        PolicyKind::Trust => "role-trust",
        PolicyKind::Boundary => "boundary",
        PolicyKind::Session => "session-policy",
        PolicyKind::Key => "key-policy",
        PolicyKind::Function => "function-policy",
    }
}

/// The entries of a list, or the one value that stands for a list of one.
pub(crate) fn all(node: Node<'_>) -> Vec<Node<'_>> {
    match node.value {
        Value::Array(items) => items.collect(),
        _ => vec![node],
    }
}

/// The bucket that a resource names, wildcards left aside.
fn bucket_of(resource: &str) -> Option<String> {
    let arn = Arn::parse(resource).filter(|it| it.service == "s3" && it.account.is_empty())?;
    let name = arn.resource.split('/').next().unwrap_or_default();
    (!name.is_empty() && !name.contains(['*', '?', '$'])).then(|| name.to_owned())
}

fn effect(statement: Node<'_>) -> Option<&str> {
    statement.at(&["Effect"])?.scalar()
}

/// Every service's actions are meant.
fn of_any(actions: &[String]) -> bool {
    actions.iter().all(|it| it == "*" || it.to_ascii_lowercase().starts_with("s3:"))
}

fn names_everyone(statement: Node<'_>) -> bool {
    let Some(principal) = statement.at(&["Principal"]) else { return false };
    let aws = principal.at(&["AWS"]).unwrap_or(principal);
    all(aws).iter().all(|it| it.scalar() == Some("*"))
}

/// A condition asks by which way the request came: an endpoint's own policy has no reason to.
fn names_way(statement: Node<'_>) -> bool {
    let ways = ["aws:sourcevpce", "aws:sourcevpc", "aws:sourceip", "aws:securetransport"];
    let operators = statement.at(&["Condition"]).and_then(Node::members).unwrap_or_default();
    let mut keys = operators.filter_map(|it| it.node.members()).flatten();
    keys.any(|it| ways.contains(&it.name.to_ascii_lowercase().as_str()))
}
