//! The resource of a call as a policy names it: alone, or with all objects of its folder.

use accesspath_policy::arn::Arn;
use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::json::Edit;
use accesspath_policy::request::Request;

use super::PolicyRepair;
use crate::repair::call::quoted;
use crate::repair::{Breadth, Does, Repair};
use crate::scenario::change::Change;

/// The resource as a policy names it alone: what is a wildcard or a variable there is written as a plain character.
// AWS: "IAM policy elements: Variables and tags" — `${*}`, `${?}` and `${$}`.
pub(super) fn resource(request: &Request) -> String {
    let mut plain = String::new();
    for c in request.resource.chars() {
        match c {
            '*' | '?' if request.resource != "*" => {
                plain.push_str("${");
                plain.push(c);
                plain.push('}');
            }
            '$' => plain.push_str("${$}"),
            _ => plain.push(c),
        }
    }
    plain
}

/// The same repair for all objects of the object's folder.
pub(super) fn alike(repair: &Repair, request: &RequestTrace) -> Option<Repair> {
    let exact = resource(&request.request);
    let folder = format!("{}/*", folder(&exact)?);
    let with = |text: &str| text.replace(&quoted(&exact), &quoted(&folder));
    let Does::Policy(does) = &*repair.does else { return None };
    let mut does = does.clone();
    match &mut does {
        PolicyRepair::Allow { resource: value, .. } | PolicyRepair::AddEntry { value, .. }
            if *value == exact =>
        {
            value.clone_from(&folder);
        }
        _ => return None,
    }
    let changes = repair.changes.iter().map(|it| match it {
        Change::EditPart { document, at, edit: Edit::Add(text) } => Change::EditPart {
            document: document.clone(),
            at: at.clone(),
            edit: Edit::Add(with(text)),
        },
        Change::Attach { document, slot, text } => {
            Change::Attach { document: document.clone(), slot: slot.clone(), text: with(text) }
        }
        other => other.clone(),
    });
    let changes: Vec<Change> = changes.collect();
    let opens = repair.opens.max(Breadth::Some);
    (changes != repair.changes).then(|| Repair::new(does, repair.by, changes).opening(opens))
}

/// The folder of an object, by its ARN; `None` at the top of the bucket, and for what is no object.
fn folder(resource: &str) -> Option<&str> {
    let arn = Arn::parse(resource).filter(|it| it.service == "s3")?;
    let key = match arn.resource.split_once("/object/") {
        Some((point, key)) if point.starts_with("accesspoint/") => key,
        _ => arn.resource.split_once('/')?.1,
    };
    let (_, name) = key.rsplit_once('/')?;
    resource.strip_suffix(name)?.strip_suffix('/')
}
