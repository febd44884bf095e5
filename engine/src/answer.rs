//! Turns one path into its analysis: the requests on it, their traces, the other checks, and the outcome.

use accesspath_policy::authorize::{Decision, RequestTrace, authorize};
use accesspath_policy::key;
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;
use accesspath_policy::rule::Rule;
use accesspath_policy::trace::{Element, StatementTrace};
use accesspath_policy::truth::Truth;

use crate::checks::{self, Aside};
use crate::documents::Documents;
use crate::judge::{PathAnalysis, judge};
use crate::network::{self, Path, PathKind};
use crate::requests::{self, Identity};
use crate::s3::operation::Operation;
use crate::scenario::Scenario;

/// Every path of the question's call, judged; `callers` are those of the question.
pub(crate) fn analyze_paths(
    scenario: &Scenario,
    documents: &Documents,
    callers: &[Option<Identity<'_>>],
) -> Vec<PathAnalysis> {
    let mut paths = Vec::new();
    for path in network::paths(scenario) {
        let at = scenario.question.callers.iter().position(|it| *it == path.caller);
        let caller = at.and_then(|it| callers.get(it)?.as_ref());
        paths.push(match requests::url_on(&path, scenario) {
            None => analyze_path_of(caller, path, scenario, documents),
            Some(_) => analyze_path(path, scenario, documents),
        });
    }
    paths
}

/// One path of the question's call, judged.
pub(crate) fn analyze_path(path: Path, scenario: &Scenario, documents: &Documents) -> PathAnalysis {
    let caller = requests::identity_on(&path, scenario);
    analyze_path_of(caller.as_ref(), path, scenario, documents)
}

fn analyze_path_of(
    caller: Option<&Identity<'_>>,
    path: Path,
    scenario: &Scenario,
    documents: &Documents,
) -> PathAnalysis {
    let mut rules: Vec<Rule> = Vec::new();
    let mut requests: Vec<RequestTrace> = Vec::new();
    let prepared = requests::prepare(&path, caller, scenario, documents);
    for it in &prepared.requests {
        rules.extend(&it.rules);
        let tried = authorize(&it.request, &it.layers);
        // A request that only a Deny can affect is left out if no Deny applies.
        if it.layers.denies_only.is_none() || tried.decision != Decision::Allow {
            requests.push(tried);
        }
    }
    rules.extend(rules_of_keys(&path, scenario, &requests));
    rules.extend(access_point_rules(&requests));
    let through_endpoint = || requests::endpoint_on(&path, scenario).is_some();
    if prepared.operation.is_some_and(Operation::is_control) && through_endpoint() {
        rules.push(Rule::CONTROL_API);
    }
    let mut aside = Aside::beside(requests.len());
    let checks = checks::checks(&path, scenario, documents, prepared, &requests, &mut aside);
    judge(path, requests, aside.into_traces(), checks, rules)
}

/// The unclear rules that an answer leans on because of the condition keys that policies ask for.
fn rules_of_keys(path: &Path, scenario: &Scenario, requests: &[RequestTrace]) -> Vec<Rule> {
    let mut rules = Vec::new();
    let asks = |keys: &[&str]| requests.iter().any(|it| asks_for(it, keys));
    // A key that the scenario gives leans on no rule.
    let assumed: Vec<&str> = key::NETWORK_KEYS
        .into_iter()
        .filter(|it| !requests::is_given(path, it, scenario))
        .collect();
    if path.kind == PathKind::NoVpc && asks(&assumed) {
        rules.push(Rule::NO_VPC_KEYS);
    }
    if path.s3_name.is_accelerated() && asks(&assumed) {
        rules.push(Rule::ACCELERATED_SOURCE);
    }
    let mfa = key::AWS_MULTI_FACTOR_AUTH_PRESENT;
    if asks(&[mfa]) && !requests::is_given(path, mfa, scenario) {
        rules.push(Rule::MFA_PRESENT);
    }
    for (rule, about) in requests::FORWARDED {
        if requests.iter().any(|it| it.subject == Subject::Key && asks_for(it, about)) {
            rules.push(rule);
        }
    }
    rules
}

/// The unclear rule that an answer leans on if the identity-based policies allow a call at the access point or at the
/// bucket, and not at both.
fn access_point_rules(requests: &[RequestTrace]) -> Option<Rule> {
    let identity =
        |it: &RequestTrace| it.part(Layer::IdentityPolicies).map_or(Truth::Unknown, |it| it.allow);
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

/// Some statement asks for one of `keys`, and its clauses besides conditions may match.
fn asks_for(request: &RequestTrace, keys: &[&str]) -> bool {
    for layer in request.parts.iter().filter(|it| it.applies) {
        for policy in &layer.policies {
            if policy.trace.statements.iter().any(|it| statement_asks(it, keys)) {
                return true;
            }
        }
    }
    false
}

fn statement_asks(statement: &StatementTrace, keys: &[&str]) -> bool {
    let mut asks = false;
    for clause in &statement.clauses {
        if let Element::Condition(_) = clause.element {
            asks |= clause.is_about(keys);
        } else if clause.truth == Truth::No {
            return false;
        }
    }
    asks
}
