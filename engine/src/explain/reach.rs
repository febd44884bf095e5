//! Sentences about who else could reach the bucket, and who could repair its policy.

use super::{and, caller_name, capital};
use crate::judge::Outcome;
use crate::reach::{Deed, Reach, Repair, Row, Verdict, Who};
use crate::scenario::Scenario;

/// What people call a caller of the table.
pub fn who(who: &Who, scenario: &Scenario) -> String {
    let account = || scenario.bucket().map_or("", |it| it.account.as_str());
    match who {
        Who::Own { caller } => caller_name(scenario, caller).to_owned(),
        Who::Outside { function } => format!("{} outside any VPC", caller_name(scenario, function)),
        Who::Administrator => format!("an administrator of {}, from the internet", account()),
        Who::Root => format!("the root user of {}", account()),
        Who::RootSession => {
            "the organization's management account, by a privileged root session".to_owned()
        }
        Who::Through { endpoint } => {
            format!("an administrator of {} through {endpoint}", account())
        }
        Who::Named { principal } => format!("{principal}, whom the bucket policy names"),
        Who::Organization { account } => {
            format!("an administrator of {account}, another account of the organization")
        }
        Who::Stranger => "an administrator of an unknown account".to_owned(),
        Who::Anonymous => "a visitor without credentials".to_owned(),
    }
}

/// The caller of a row, with its path where it has several.
pub fn caller_of(row: &Row, scenario: &Scenario) -> String {
    match &row.path {
        Some(path) if *path != who(&row.who, scenario) => {
            format!("{}, path {path}", who(&row.who, scenario))
        }
        _ => who(&row.who, scenario),
    }
}

/// What a deed is called as the head of a column.
pub fn deed(deed: Deed, scenario: &Scenario) -> &str {
    match deed {
        Deed::Asked => scenario.question.operation.as_str(),
        Deed::Read => "Read",
        Deed::Write => "Write",
        Deed::List => "List",
        Deed::ReadPolicy => "Read policy",
        Deed::ReplacePolicy => "Replace policy",
        Deed::DeletePolicy => "Delete policy",
    }
}

/// Whether somebody is of a circle of callers.
type IsWho = fn(&Who) -> bool;

/// Who can reach the bucket, in a sentence or two: from the widest circle to the narrowest.
pub fn reach(reach: &Reach, scenario: &Scenario) -> String {
    let can = |wanted: IsWho, outcome: Outcome| {
        let deeds = [Deed::Asked, Deed::Read, Deed::Write, Deed::List];
        let rows = reach.rows.iter().filter(|it| wanted(&it.who));
        let done = deeds
            .into_iter()
            .filter(|deed| rows.clone().any(|it| it.outcome(*deed) == Some(outcome)));
        let words: Vec<String> = done.map(|it| verb(it, scenario)).collect();
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.dedup();
        and(&words)
    };
    let circles: [(&str, IsWho); 4] = [
        ("Anybody, without credentials,", |it| *it == Who::Anonymous),
        ("Anybody with an AWS account of their own", |it| *it == Who::Stranger),
        ("Other accounts of the organization", |it| matches!(it, Who::Organization { .. })),
        ("Administrators of the bucket's account, from the internet,", |it| {
            matches!(it, Who::Administrator)
        }),
    ];
    let mut told = String::new();
    for (name, is) in circles {
        let open = can(is, Outcome::Open);
        let perhaps = can(is, Outcome::Undetermined);
        if !open.is_empty() {
            told += &format!("{name} can {open}. ");
        } else if !perhaps.is_empty() {
            told += &format!("Whether {} can {perhaps} depends. ", lower(name));
        }
    }
    if told.is_empty() {
        "None of those who might come from outside gets in: neither strangers nor the account's own administrators from the internet.".to_owned()
    } else {
        told.trim_end().to_owned()
    }
}

fn lower(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|it| it.to_ascii_lowercase());
    first.into_iter().chain(chars).collect::<String>().trim_end_matches(',').to_owned()
}

fn verb(deed: Deed, scenario: &Scenario) -> String {
    match deed {
        Deed::Read => "read".to_owned(),
        Deed::Write => "write".to_owned(),
        Deed::List => "list".to_owned(),
        _ => format!("do {}", scenario.question.operation),
    }
}

/// Who could repair the bucket policy, in a sentence; `after` the question's call has saved its new one, or as it is.
pub fn repair(repair: &Repair, after: bool, scenario: &Scenario) -> String {
    let when = if after { "After this call" } else { "As it is" };
    let able: Vec<String> = repair.able().map(|it| caller_of(it, scenario)).collect();
    let able: Vec<&str> = able.iter().map(String::as_str).collect();
    match repair.verdict {
        Verdict::Safe => format!(
            "{when}, the bucket policy can be repaired by the administrators of its account."
        ),
        Verdict::OnlyThrough => {
            format!("{when}, only these could repair the bucket policy: {}.", and(&able))
        }
        Verdict::OnlyRoot => format!(
            "{when}, nobody but {} could repair the bucket policy: administrators are locked out.",
            and(&able)
        ),
        Verdict::OnlyManagementAccount => format!(
            "{when}, nobody in the account could repair the bucket policy: only {}.",
            and(&able)
        ),
        Verdict::Nobody => format!(
            "{when}, nobody who is known here could repair the bucket policy, not even the account's root user."
        ),
        Verdict::Undetermined => {
            let perhaps: Vec<String> = repair.perhaps().map(|it| caller_of(it, scenario)).collect();
            let perhaps: Vec<&str> = perhaps.iter().map(String::as_str).collect();
            format!(
                "{when}, whether {} could repair the bucket policy is not known.",
                and(&perhaps)
            )
        }
    }
}

/// The headline of a lock-out.
pub fn lock_out(repair: &Repair, after: bool) -> Option<&'static str> {
    let told = match (repair.verdict.is_lock_out(), after) {
        (false, _) => return None,
        (true, true) => "This call would lock administrators out",
        (true, false) => "The bucket policy locks administrators out",
    };
    Some(told)
}

/// Why a caller cannot, or what it depends on, in one line; nothing where it can.
pub fn reason(row: &Row, asked: Deed) -> Option<String> {
    let cell = row.cell(asked)?;
    (cell.analysis.outcome != Outcome::Open).then(|| capital(&super::reason_line(&cell.analysis)))
}
