//! A Deny of more than one action that spares the caller for one of them: the statement spares it, and a copy of the
//! statement denies it the rest.

use accesspath_policy::json::{self, Edit};
use accesspath_policy::policy::PolicyKind;
use accesspath_policy::trace::{Element, Negation};

use super::PolicyRepair;
use super::denial::Deny;
use crate::repair::call::{owned, quoted};
use crate::repair::{Breadth, Repair};
use crate::scenario::change::Change;

/// The caller spared for the action of the request alone; `None` where the statement denies nothing else, and where no
/// list says what is left of it.
pub(super) fn exemption(deny: &Deny<'_>) -> Option<Repair> {
    let arn = deny.request.request.caller.principal_arn()?;
    let mut clauses = deny.statement.clauses.iter();
    if clauses.any(|it| it.element == Element::Principal(Negation::Not)) {
        return None;
    }
    let mut copy = deny.statement.span.of(&deny.policy.text).to_owned();
    for (at, edit) in rest(deny)? {
        let at: Vec<&str> = at.iter().map(String::as_str).collect();
        copy = json::edit(&copy, &at, &edit)?;
    }
    let only = ["Condition", "ArnEquals", "aws:PrincipalArn"];
    copy = json::edit(&copy, &only, &Edit::Set(quoted(arn)))?;
    if deny.statement.sid.is_some() {
        // AWS: "IAM JSON policy elements: Sid" — unique in a policy, and no more than an option.
        copy = json::edit(&copy, &["Sid"], &Edit::Remove)?;
    }
    let (operator, key) = spared_by(deny);
    let changes = vec![
        deny.edit(&["Condition", &operator, &key], Edit::Add(quoted(arn))),
        Change::EditPart {
            document: deny.document(),
            at: owned(&["Statement"]),
            edit: Edit::Add(copy),
        },
    ];
    let does = PolicyRepair::ExemptAction {
        document: deny.document(),
        statement: deny.statement.number,
        principal: arn.to_owned(),
        action: deny.request.request.action.clone(),
    };
    Some(Repair::new(does, deny.by, changes).opening(Breadth::Little))
}

/// The edits that leave of the statement what it denies besides the action of the request.
fn rest(deny: &Deny<'_>) -> Option<Vec<(Vec<String>, Edit)>> {
    let action = &deny.request.request.action;
    let mut clauses = deny.statement.clauses.iter();
    let clause = clauses.find(|it| matches!(it.element, Element::Action(_)))?;
    if clause.element == Element::Action(Negation::Not) {
        // AWS: "Resource control policies (RCPs)" — these have no NotAction.
        let add = (owned(&["NotAction"]), Edit::Add(quoted(action)));
        return (deny.kind != PolicyKind::Rcp).then(|| vec![add]);
    }
    let tree = json::read(clause.value.of(&deny.policy.text));
    let root = tree.root()?;
    let listed: Vec<&str> = match root.value {
        json::Value::Array(items) => items.filter_map(json::Node::scalar).collect(),
        _ => vec![root.scalar()?],
    };
    let own = listed.iter().position(|it| it.eq_ignore_ascii_case(action));
    let wildcards = listed.iter().filter(|it| it.contains(['*', '?'])).count();
    match (own, listed.as_slice()) {
        (Some(at), [_, _, ..]) if wildcards == 0 => {
            Some(vec![(owned(&["Action", &(at + 1).to_string()]), Edit::Remove)])
        }
        (None, [all]) if is_all(all, action) && deny.is_of_resource() => Some(vec![
            (owned(&["Action"]), Edit::Set(quoted(action))),
            (owned(&["Action"]), Edit::Rename("NotAction".to_owned())),
        ]),
        _ => None,
    }
}

/// It stands for all actions, or for those of the service of `action`.
fn is_all(pattern: &str, action: &str) -> bool {
    let service = action.split(':').next().unwrap_or_default();
    pattern == "*" || pattern.strip_suffix(":*").is_some_and(|it| it.eq_ignore_ascii_case(service))
}

/// The operator and the key by which the statement spares principals, or could.
fn spared_by(deny: &Deny<'_>) -> (String, String) {
    let own = deny.statement.clauses.iter().filter_map(|it| it.condition.as_ref()).find(|it| {
        it.operator.eq_ignore_ascii_case("ArnNotEquals")
            && it.key.eq_ignore_ascii_case("aws:PrincipalArn")
    });
    match own {
        Some(it) => (it.operator.to_string(), it.key.to_string()),
        None => ("ArnNotEquals".to_owned(), "aws:PrincipalArn".to_owned()),
    }
}
