//! What can be changed so that a call is refused: a Deny for exactly it, a grant removed, Block Public Access switched
//! on, or a Deny for whoever is of another account.

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::context::ContextValue;
use accesspath_policy::json::{self, Edit};
use accesspath_policy::key;
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::PolicyKind;
use accesspath_policy::request::Subject;
use accesspath_policy::trace::{ClauseTrace, Element, Negation};

use super::answer::{Answer, Judged};
use super::call::{owned, quoted};
use super::policy::{free_name, without};
use super::{Actor, Breadth, Goal, PolicyRepair, Repair, WhyNot};
use crate::judge::PathAnalysis;
use crate::scenario::Bucket;
use crate::scenario::change::{Change, Slot, slots};

/// The repairs for a goal that something is refused, or that nobody is locked out.
pub(super) fn candidates(
    judged: &Judged,
    goal: &Goal,
    answer: &Answer,
) -> Result<Vec<Repair>, WhyNot> {
    let mut found = Vec::new();
    let Some(bucket) = judged.scenario.bucket() else { return Err(WhyNot::NotThere) };
    match (goal, answer) {
        (Goal::Shut(_), Answer::Path(path)) => {
            found.extend(path_denied(judged, bucket, path));
            for request in &path.requests {
                found.extend(grants_removed(judged, request));
            }
        }
        (Goal::Shut(_), Answer::Chain(chain)) => {
            for step in &chain.steps {
                for request in &step.requests {
                    found.extend(grants_removed(judged, request));
                }
                for path in &step.paths {
                    found.extend(path_denied(judged, bucket, &path.analysis));
                }
            }
        }
        (Goal::OutsidersBlocked, Answer::Callers(rows)) => {
            found.extend(all_switched_on(judged, bucket));
            let cells = rows.iter().flat_map(|it| &it.cells);
            for request in cells.flat_map(|it| &it.analysis.requests) {
                for repair in grants_removed(judged, request) {
                    if !found.contains(&repair) {
                        found.push(repair);
                    }
                }
            }
            found.extend(others_denied(judged, bucket));
        }
        (Goal::NoLockOut, Answer::Callers(rows)) => {
            let cells = rows.iter().flat_map(|it| &it.cells);
            for request in cells.flat_map(|it| &it.analysis.requests) {
                for denied in policy_spared(judged, request)
                    .into_iter()
                    .chain(denies_removed(judged, request))
                {
                    if !found.contains(&denied) {
                        found.push(denied);
                    }
                }
            }
        }
        _ => return Err(WhyNot::NotThere),
    }
    if found.is_empty() { Err(WhyNot::NotEditable) } else { Ok(found) }
}

/// A Deny in the bucket policy for this caller on this path, and nobody else.
fn path_denied(judged: &Judged, bucket: &Bucket, path: &PathAnalysis) -> Vec<Repair> {
    let requests = path.requests.iter();
    let Some(request) = requests.clone().find(|it| it.subject == Subject::Bucket) else {
        return Vec::new();
    };
    let caller = &request.request.caller;
    let mut tests = Vec::new();
    match caller.principal_arn() {
        Some(arn) => tests.push(("ArnEquals", "aws:PrincipalArn", arn.to_owned())),
        None => tests.push(("Null", "aws:PrincipalArn", "true".to_owned())),
    }
    let one = |name: &str| match request.request.context.get(name) {
        Some(ContextValue::One(value)) => Some(value.clone()),
        _ => None,
    };
    let way = one(key::AWS_SOURCE_VPCE).map(|it| ("StringEquals", "aws:SourceVpce", it));
    let address = || one(key::AWS_SOURCE_IP).map(|it| ("IpAddress", "aws:SourceIp", it));
    let outside = || Some(("Null", "aws:SourceVpce", "true".to_owned()));
    let mut found = Vec::new();
    for way in [way.or_else(address).or_else(outside), None] {
        let opens = if way.is_some() { Breadth::Nothing } else { Breadth::Little };
        let tests: Vec<_> = tests.iter().cloned().chain(way).collect();
        let statement = deny(&request.request.action, &[&request.request.resource], &tests);
        found.extend(
            with_statement(judged, bucket, &statement, PolicyRepairKind::Path(caller.shown()))
                .map(|it| it.opening(opens)),
        );
    }
    found
}

/// A Deny for whoever is of another account than those of the bucket and of the question's callers.
// AWS: "Establishing a data perimeter: allow only trusted identities".
fn others_denied(judged: &Judged, bucket: &Bucket) -> Option<Repair> {
    let scenario = &judged.scenario;
    let mut accounts = vec![bucket.account.clone()];
    for id in &scenario.question.callers {
        if let Some(account) =
            crate::requests::identity(id, scenario).and_then(|it| it.account().map(str::to_owned))
            && !accounts.contains(&account)
        {
            accounts.push(account);
        }
    }
    let partition = accesspath_policy::arn::partition(&bucket.region);
    let arn = format!("arn:{partition}:s3:::{}", bucket.name);
    let list: Vec<String> = accounts.iter().map(|it| quoted(it)).collect();
    let statement = format!(
        r#"{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":[{},{}],"Condition":{{"StringNotEqualsIfExists":{{"aws:PrincipalAccount":[{}]}},"BoolIfExists":{{"aws:PrincipalIsAWSService":"false"}}}}}}"#,
        quoted(&arn),
        quoted(&format!("{arn}/*")),
        list.join(",")
    );
    let repair = with_statement(judged, bucket, &statement, PolicyRepairKind::Others(&accounts))?;
    Some(repair.opening(Breadth::Some))
}

/// Whom a Deny is for.
enum PolicyRepairKind<'a> {
    Path(&'a str),
    Others(&'a [String]),
}

/// A statement that denies an action on resources where all tests hold.
fn deny(action: &str, resources: &[&str], tests: &[(&str, &str, String)]) -> String {
    let mut operators: Vec<(&str, Vec<String>)> = Vec::new();
    for (operator, key, value) in tests {
        let test = format!("\"{key}\":{}", quoted(value));
        match operators.iter_mut().find(|it| it.0 == *operator) {
            Some(own) => own.1.push(test),
            None => operators.push((operator, vec![test])),
        }
    }
    let conditions: Vec<String> =
        operators.iter().map(|it| format!("\"{}\":{{{}}}", it.0, it.1.join(","))).collect();
    let resources: Vec<String> = resources.iter().map(|it| quoted(it)).collect();
    format!(
        r#"{{"Effect":"Deny","Principal":"*","Action":{},"Resource":{},"Condition":{{{}}}}}"#,
        quoted(action),
        resources.join(","),
        conditions.join(",")
    )
}

/// The bucket policy with a statement more, or a new one with it alone.
fn with_statement(
    judged: &Judged,
    bucket: &Bucket,
    statement: &str,
    whom: PolicyRepairKind<'_>,
) -> Option<Repair> {
    let scenario = &judged.scenario;
    let slot = Slot::Bucket(bucket.id.clone());
    let attached = slots(scenario).into_iter().find(|it| it.0 == slot).map(|it| it.1);
    let (document, change) = match attached {
        Some(document) => {
            let read = judged.documents.get(&document, PolicyKind::Bucket)?;
            if read.has_errors() || scenario.documents.get(&document).is_none() {
                return None;
            }
            let (at, edit) = (owned(&["Statement"]), Edit::Add(statement.to_owned()));
            (document.clone(), Change::EditPart { document, at, edit })
        }
        None if bucket.policy.is_some() => return None,
        None => {
            let document = free_name(scenario, &format!("{}-policy", bucket.id));
            let plain = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
            let text = json::read(&plain).root().map(json::print).unwrap_or_default() + "\n";
            (document.clone(), Change::Attach { document, slot, text })
        }
    };
    let does = match whom {
        PolicyRepairKind::Path(caller) => {
            PolicyRepair::DenyPath { document, caller: caller.to_owned() }
        }
        PolicyRepairKind::Others(accounts) => {
            PolicyRepair::DenyOthers { document, accounts: accounts.to_vec() }
        }
    };
    Some(Repair::new(does, owner(&judged.scenario), vec![change]))
}

/// Each statement of a resource's or the caller's policies that allows the request, removed.
fn grants_removed(judged: &Judged, request: &RequestTrace) -> Vec<Repair> {
    removed(judged, request, &[Layer::ResourcePolicy, Layer::IdentityPolicies], true)
}

/// Each statement of a resource's policy that denies the request, removed.
fn denies_removed(judged: &Judged, request: &RequestTrace) -> Vec<Repair> {
    removed(judged, request, &[Layer::ResourcePolicy], false)
}

/// The actions on the bucket policy itself, which a Deny of every action may leave to whom identity policies allow them.
const OF_POLICY: [&str; 3] = ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

/// Each Deny of every action in the bucket policy, without those on the policy itself: the rest stays denied.
// AWS: "IAM JSON policy elements: NotAction".
fn policy_spared(judged: &Judged, request: &RequestTrace) -> Vec<Repair> {
    let mut found = Vec::new();
    let parts = request.parts.iter().filter(|it| it.layer == Layer::ResourcePolicy);
    for policy in parts.flat_map(|it| &it.policies) {
        let document = &policy.trace.document;
        let is_read = judged.scenario.documents.get(document).is_some();
        for statement in policy.trace.denies().filter(|_| is_read) {
            let of_all = |it: &&ClauseTrace| {
                it.element == Element::Action(Negation::Plain)
                    && ["\"s3:*\"", "\"*\""].contains(&it.value.of(&policy.trace.text).trim())
            };
            if !statement.clauses.iter().any(|it| of_all(&it)) {
                continue;
            }
            let number = statement.number.to_string();
            let edit = |edit: Edit| Change::EditPart {
                document: document.clone(),
                at: owned(&["Statement", &number, "Action"]),
                edit,
            };
            let list = OF_POLICY.map(quoted).join(",");
            let changes = vec![
                edit(Edit::Set(format!("[{list}]"))),
                edit(Edit::Rename("NotAction".to_owned())),
            ];
            let does = PolicyRepair::SparePolicyActions {
                document: document.clone(),
                statement: statement.number,
            };
            let repair = Repair::new(does, owner(&judged.scenario), changes);
            found.push(repair.opening(Breadth::Some));
        }
    }
    found
}

fn removed(judged: &Judged, request: &RequestTrace, layers: &[Layer], grants: bool) -> Vec<Repair> {
    let mut found = Vec::new();
    for part in request.parts.iter().filter(|it| layers.contains(&it.layer)) {
        for policy in &part.policies {
            let document = &policy.trace.document;
            let statements: Vec<_> = match grants {
                true => policy.trace.allows().collect(),
                false => policy.trace.denies().collect(),
            };
            if judged.scenario.documents.get(document).is_none()
                || policy.trace.unreadable.is_some()
            {
                continue;
            }
            for statement in statements {
                let number = statement.number;
                let change = without(judged, &policy.trace, number);
                let document = document.clone();
                let does = PolicyRepair::RemoveStatement { document, statement: number };
                found.push(
                    Repair::new(does, owner(&judged.scenario), vec![change]).opening(Breadth::Much),
                );
            }
        }
    }
    found
}

/// All four switches of Block Public Access of the bucket, switched on.
fn all_switched_on(judged: &Judged, bucket: &Bucket) -> Option<Repair> {
    let at = owned(&["buckets", &bucket.id, "block_public_access"]);
    let change = Change::Tell { at, edit: Edit::Set("\"all_on\"".to_owned()) };
    let does = PolicyRepair::SwitchAllOn { bucket: bucket.name.clone() };
    let repair = Repair::new(does, owner(&judged.scenario), vec![change]);
    (repair.apply(&judged.scenario) != judged.scenario).then_some(repair)
}

/// Who can change what belongs to the bucket: its account, which may be that of a caller.
pub(super) fn owner(scenario: &crate::scenario::Scenario) -> Actor {
    let account = scenario.bucket().map(|it| it.account.as_str());
    let mut callers = scenario.question.callers.iter();
    let is_own = callers.any(|it| {
        let identity = crate::requests::identity(it, scenario);
        identity.is_some_and(|it| it.account() == account)
    });
    if is_own { Actor::Caller } else { Actor::Owner }
}
