//! AWS authorization and network paths from a Lambda function to an S3 bucket, as a pure function.
//!
//! Start at [`analyze`]. It is one straight line, each step a pure function of the one before:
//!
//! 1. texts → [`documents::Documents`]: every policy is read; reading never fails, it returns a value and diagnostics.
//! 2. facts → [`network::paths`]: the hops of each path, and the network's controls on it, judged.
//! 3. path → [`keys::requests_on`]: the requests that arrive over it, with the condition keys that this path carries.
//! 4. request → [`authorize::authorize`]: every clause of every policy tried and kept ([`trace`]); nothing short-circuits.
//! 5. traces → [`judge::judge`]: open, blocked by all of these, or undetermined.
//!
//! [`explain`] and [`symptom`] turn the result into sentences, [`report`] into JSON for programs.
//! No clock, no input or output, no randomness: the same scenario always gives the same answer.

pub mod address;
pub mod arn;
pub mod authorize;
pub mod caller;
pub mod chain;
pub mod condition;
pub mod context;
pub mod diagnostic;
pub mod documents;
pub mod explain;
pub mod facts;
pub mod grid;
pub mod json;
pub mod judge;
pub mod keys;
pub mod lint;
pub mod network;
pub mod operator;
pub mod pattern;
pub mod policy;
pub mod reach;
pub mod reason;
pub mod report;
pub mod request;
pub mod rule;
pub mod s3;
pub mod scenario;
mod spelling;
pub mod start;
pub mod symptom;
pub mod text;
pub mod trace;
pub mod truth;

use authorize::{Decision, Layer, RequestTrace, authorize};
use documents::Documents;
use judge::{PathAnalysis, judge};
use network::{Path, PathKind};
use request::Subject;
use rule::Rule;
use s3::operation::Operation;
use scenario::Scenario;
use trace::{Element, StatementTrace};
use truth::Truth;

/// Everything that was found out about a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// The paths, in the order of the question's callers.
    pub paths: Vec<PathAnalysis>,
    /// What comes before the calls of the functions.
    pub starts: Vec<start::Start>,
    /// What follows where an object is uploaded and the bucket tells a function.
    pub chains: Vec<chain::Chain>,
    /// The documents, read.
    pub documents: Documents,
    /// What is wrong with the scenario itself.
    pub problems: Vec<scenario::Problem>,
}

/// Finds every path of the question's call and judges it.
///
/// Total: whatever the scenario holds, there is an answer, and what is not known is said to be so.
pub fn analyze(scenario: &Scenario) -> Analysis {
    let documents = Documents::read(scenario);
    let paths = analyze_paths(scenario, &documents);
    let starts = start::starts(scenario, &documents);
    let chains = chain::chains(scenario, &documents);
    Analysis { paths, starts, chains, documents, problems: scenario::problems(scenario) }
}

/// Every path of the question's call, judged.
fn analyze_paths(scenario: &Scenario, documents: &Documents) -> Vec<PathAnalysis> {
    let mut paths = Vec::new();
    for path in network::paths(scenario) {
        paths.push(analyze_path(path, scenario, documents));
    }
    paths
}

fn analyze_path(path: Path, scenario: &Scenario, documents: &Documents) -> PathAnalysis {
    let mut rules: Vec<Rule> = Vec::new();
    let mut requests: Vec<RequestTrace> = Vec::new();
    let made = keys::requests_on(&path, scenario, documents);
    for made in &made {
        rules.extend(&made.rules);
        let tried = authorize(&made.request, &made.layers);
        // A request that is made for its denies alone is none where nothing denies.
        if made.layers.denies_only.is_none() || tried.decision != Decision::Allow {
            requests.push(tried);
        }
    }
    let listing = || {
        let made = keys::request_to_list(&path, scenario, documents)?;
        Some(authorize(&made.request, &made.layers))
    };
    let caller = requests.first().map(|it| it.request.caller.clone());
    let states = caller.map(|it| s3::state::states(scenario, &it, &listing)).unwrap_or_default();
    let asks = |keys: &[&str]| requests.iter().any(|it| asks_for(it, keys));
    // What the scenario gives leans on nothing.
    let assumed: Vec<&str> =
        keys::NETWORK_KEYS.into_iter().filter(|it| !keys::is_given(&path, it, scenario)).collect();
    if path.kind == PathKind::NoVpc && asks(&assumed) {
        rules.push(Rule::NO_VPC_KEYS);
    }
    let mfa = "aws:MultiFactorAuthPresent";
    if asks(&[mfa]) && !keys::is_given(&path, mfa, scenario) {
        rules.push(Rule::MFA_PRESENT);
    }
    for (rule, about) in keys::FORWARDED {
        if requests.iter().any(|it| it.subject == Subject::Key && asks_for(it, about)) {
            rules.push(rule);
        }
    }
    let mut encryption = Vec::new();
    for (reason, leans_on) in keys::encryption_on(&path, scenario) {
        encryption.push(reason);
        rules.extend(leans_on);
    }
    let at_bucket = |it: &&keys::Made| it.layers.subject == Subject::Bucket;
    let checks = made
        .iter()
        .find(at_bucket)
        .map(|it| s3::bucket_policy::checks(&requests, &it.layers, scenario, documents))
        .unwrap_or_default();
    rules.extend(access_point_rules(&requests));
    let operation = Operation::parse(&scenario.question.operation);
    if operation.is_some_and(Operation::is_control) && keys::endpoint_on(&path, scenario).is_some()
    {
        rules.push(Rule::CONTROL_API);
    }
    let account = requests.first().and_then(|it| it.request.caller.account().map(str::to_owned));
    let gates = s3::gate::gates(&path, scenario, documents, account.as_deref());
    judge(path, requests, states, encryption, gates, rules, checks)
}

/// What an answer leans on where the identity policies allow on one side of an access point only.
fn access_point_rules(requests: &[RequestTrace]) -> Option<Rule> {
    let identity =
        |it: &RequestTrace| it.layer(Layer::IdentityPolicies).map_or(Truth::Unknown, |it| it.allow);
    let pairs = requests.windows(2).filter_map(|it| match it {
        [at, behind] if at.subject == Subject::AccessPoint => Some((at, behind)),
        _ => None,
    });
    let differs = |(at, behind): (&RequestTrace, &RequestTrace)| {
        behind.subject == Subject::Bucket
            && at.request.action == behind.request.action
            && identity(at) != identity(behind)
            && [at, behind].iter().any(|it| it.blocked_by.contains(&Layer::IdentityPolicies))
    };
    pairs.into_iter().any(differs).then_some(Rule::ACCESS_POINT_AND_BUCKET)
}

/// Whether a statement whose other clauses fit asks for one of `keys`.
fn asks_for(request: &RequestTrace, keys: &[&str]) -> bool {
    for layer in request.layers.iter().filter(|it| it.applies) {
        for policy in &layer.policies {
            if policy.trace.statements.iter().any(|it| statement_asks(it, &policy.trace.text, keys))
            {
                return true;
            }
        }
    }
    false
}

fn statement_asks(statement: &StatementTrace, text: &str, keys: &[&str]) -> bool {
    let mut asks = false;
    for clause in &statement.clauses {
        if let Element::Condition(_) = clause.element {
            let name = clause.span.of(text).split('"').nth(1).unwrap_or_default();
            asks |= keys.iter().any(|it| it.eq_ignore_ascii_case(name));
        } else if clause.truth == Truth::No {
            return false;
        }
    }
    asks
}
