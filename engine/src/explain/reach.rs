//! Sentences about who else could reach the bucket.

use super::{and, caller_name, capital};
use crate::judge::Outcome;
use crate::reach::{AskedCallers, CallerCell, CallerRow, Task, Who};
use crate::s3::operation::Operation;
use crate::scenario::Scenario;

/// The name of a caller of the table.
pub fn who(who: &Who, scenario: &Scenario) -> String {
    let account = || scenario.bucket().map_or("", |it| it.account.as_str());
    match who {
        Who::Own { caller } => caller_name(scenario, caller).to_owned(),
        Who::Outside { function } => format!("{} outside any VPC", caller_name(scenario, function)),
        Who::Administrator => format!("an administrator of {}, from the internet", account()),
        Who::AdministratorAsUser => {
            format!("an administrator of {} as an IAM user, from the internet", account())
        }
        Who::ThroughOther { vpc: None } => {
            format!("an administrator of {} through an endpoint of another VPC", account())
        }
        Who::ThroughOther { vpc: Some(vpc) } => {
            format!("an administrator of {} through a new endpoint in {vpc}", account())
        }
        Who::Root => format!("the root user of {}", account()),
        Who::RootSession => {
            "the organization's management account (privileged root session)".to_owned()
        }
        Who::Through { endpoint } => {
            format!("an administrator of {} through {endpoint}", account())
        }
        Who::Named { principal } => format!("{principal}, named in a policy"),
        Who::NamedThrough { principal, endpoint } => {
            format!("{principal}, named in a policy, through {endpoint}")
        }
        Who::Service { service } => {
            format!("{service}, for a resource of any other account")
        }
        Who::StrangerInRole { role } => {
            format!("an administrator of any other account in the role {role}")
        }
        Who::Organization { account } => {
            format!("an administrator of {account}, another account of the organization")
        }
        Who::Stranger => "an administrator of any other account".to_owned(),
        Who::StrangerAs { name } => format!("{name} of any other account"),
        Who::StrangerThrough { endpoint } => {
            format!("an administrator of any other account through {}", other(endpoint.as_deref()))
        }
        Who::Anonymous => "an anonymous caller".to_owned(),
        Who::AnonymousThrough { endpoint } => {
            format!("an anonymous caller through {}", other(endpoint.as_deref()))
        }
    }
}

fn other(endpoint: Option<&str>) -> &str {
    endpoint.unwrap_or("an endpoint of another VPC")
}

/// The caller of a row, with its path where it has several.
pub fn caller_of(row: &CallerRow, scenario: &Scenario) -> String {
    match &row.path {
        Some(path) if *path != who(&row.who, scenario) => {
            format!("{}, path {path}", who(&row.who, scenario))
        }
        _ => who(&row.who, scenario),
    }
}

/// The name of a task, as the head of a column.
pub fn task(task: Task, scenario: &Scenario) -> &str {
    match task {
        Task::Asked => scenario.question.operation.as_str(),
        Task::Read => "Read",
        Task::Write => "Write",
        Task::List => "List",
        Task::ReadPolicy => "Read policy",
        Task::ReplacePolicy => "Replace policy",
        Task::DeletePolicy => "Delete policy",
    }
}

/// Tells of a row that it is of a circle of callers.
type IsRow = fn(&CallerRow) -> bool;

/// The circles of callers from the widest to the narrowest, each with those beside whom it is not told again.
const CIRCLES: [(&str, IsRow, IsRow); 12] = [
    ("Anyone, without credentials,", is_anonymous, |_| false),
    (
        "Anyone, without credentials, through an endpoint of their own,",
        |it| it.who == Who::AnonymousThrough { endpoint: None },
        is_anonymous,
    ),
    (
        "Anyone in the VPC of an endpoint here, even without credentials,",
        |it| matches!(it.who, Who::AnonymousThrough { endpoint: Some(_) }),
        is_anonymous,
    ),
    ("Anyone with an AWS account", is_stranger, |_| false),
    (
        "Anyone with an AWS account and an endpoint of their own",
        |it| it.who == Who::StrangerThrough { endpoint: None },
        |it| is_stranger(it) || it.who == Who::AnonymousThrough { endpoint: None },
    ),
    (
        "Anyone with an AWS account, in the VPC of an endpoint here,",
        |it| matches!(it.who, Who::StrangerThrough { endpoint: Some(_) }),
        |it| is_stranger(it) || matches!(it.who, Who::AnonymousThrough { endpoint: Some(_) }),
    ),
    (
        "Anyone with an AWS account, in a role that trusts them,",
        |it| matches!(it.who, Who::StrangerInRole { .. }),
        is_stranger,
    ),
    ("Principals of other accounts that a policy names", is_named_outsider, |_| false),
    (
        "Principals of other accounts that a policy names, through an endpoint here,",
        |it| matches!(it.who, Who::NamedThrough { .. }),
        is_named_outsider,
    ),
    (
        "An AWS service that the bucket policy names, for anyone with an AWS account,",
        |it| matches!(it.who, Who::Service { .. }),
        is_stranger,
    ),
    (
        "Other accounts of the organization",
        |it| matches!(it.who, Who::Organization { .. }),
        |_| false,
    ),
    (
        "Administrators of the bucket's account, from the internet,",
        |it| matches!(it.who, Who::Administrator | Who::AdministratorAsUser),
        |_| false,
    ),
];

fn is_anonymous(row: &CallerRow) -> bool {
    row.who == Who::Anonymous
}

fn is_stranger(row: &CallerRow) -> bool {
    matches!(row.who, Who::Stranger | Who::StrangerAs { .. })
}

fn is_named_outsider(row: &CallerRow) -> bool {
    let mut requests = row.cells.iter().flat_map(|it| &it.analysis.requests);
    matches!(row.who, Who::Named { .. }) && requests.any(|it| !it.request.is_same_account())
}

/// Who can reach the bucket, in a sentence or two: from the widest circle to the narrowest.
pub fn reach(reach: &AskedCallers, scenario: &Scenario) -> String {
    let has = |is: IsRow, task: Task, outcome: Outcome| {
        reach.rows.iter().any(|it| is(it) && it.outcome(task) == Some(outcome))
    };
    // The question's call is no second reading, writing or listing.
    let same = |it: Option<&str>| it == Some(scenario.question.operation.as_str());
    // What is about no bucket others do in their own accounts.
    let operation = Operation::parse(&scenario.question.operation);
    let is_own = operation.is_some_and(Operation::is_about_account)
        || [Task::Read, Task::Write, Task::List].iter().any(|it| same(it.operation_name()));
    let mut told = String::new();
    for (name, is, beside) in CIRCLES {
        let can = |outcome: Outcome| {
            let tasks = [Task::Asked, Task::Read, Task::Write, Task::List].into_iter();
            let done = tasks.filter(|task| {
                let wider = outcome == Outcome::Undetermined && has(is, *task, Outcome::Open);
                let repeats = has(beside, *task, outcome) || has(beside, *task, Outcome::Open);
                let again = is_own && *task == Task::Asked;
                has(is, *task, outcome) && !wider && !repeats && !again
            });
            let words: Vec<String> = done
                .map(|task| {
                    let cells =
                        reach.rows.iter().filter(|it| is(it)).filter_map(|it| it.cell(task));
                    let cells = || cells.clone().filter(|it| it.analysis.outcome == outcome);
                    verb(task, scenario) + &limits(cells)
                })
                .collect();
            and(&words.iter().map(String::as_str).collect::<Vec<&str>>())
        };
        let open = can(Outcome::Open);
        let perhaps = can(Outcome::Undetermined);
        if !open.is_empty() {
            told += &format!("{name} can {open}. ");
        }
        if !perhaps.is_empty() {
            told += &format!("{name} may be able to {perhaps}: it depends. ");
        }
    }
    if told.is_empty() {
        "Of those asked, no anonymous caller, no other account, no AWS service and no administrator from the internet can read, write or list it. ".clone_into(&mut told);
    }
    let left_out = [
        (reach.left_out, "principals that the policies name"),
        (reach.objects_left_out, "objects that policies or ACLs speak of"),
        (reach.access_points_left_out, "access points of the bucket"),
    ];
    for (count, what) in left_out.into_iter().filter(|it| it.0 > 0) {
        told += &format!("{count} more {what} were not checked. ");
    }
    told.trim_end().to_owned()
}

/// What limits a task that these cells are all about: other objects, or an access point.
fn limits<'c, I: Iterator<Item = &'c CallerCell>>(cells: impl Fn() -> I) -> String {
    let point = cells().find_map(|it| it.access_point.as_deref());
    match point {
        Some(point) if cells().all(|it| it.access_point.is_some()) => {
            format!(" through the access point {point}")
        }
        _ if cells().all(|it| it.key.is_some() || it.access_point.is_some()) => {
            " some objects".to_owned()
        }
        _ => String::new(),
    }
}

fn verb(task: Task, scenario: &Scenario) -> String {
    match task {
        Task::Read => "read".to_owned(),
        Task::Write => "write".to_owned(),
        Task::List => "list".to_owned(),
        _ => format!("do {}", scenario.question.operation),
    }
}

/// Why a caller cannot, or what it depends on, in one line; nothing where it can.
pub fn reason(row: &CallerRow, asked: Task) -> Option<String> {
    let cell = row.cell(asked)?;
    (cell.analysis.outcome != Outcome::Open).then(|| capital(&super::reason_line(&cell.analysis)))
}
