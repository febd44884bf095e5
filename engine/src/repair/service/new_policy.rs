//! Repairs of a bucket policy that S3 does not save, where one edit heals it: each stays as near to the text as it can.
//!
//! None lets anybody in whom the text does not name: what is missing becomes the bucket's own account and its own objects.

mod part;

use accesspath_policy::json::{self, Edit, Node, Value};
use accesspath_policy::partition::Partition;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::save::Flaw;

use crate::check::{Check, Malformed, PolicyRefusal};
use crate::repair::answer::Judged;
use crate::repair::call::{owned, quoted};
use crate::repair::policy::{off, to_account};
use crate::repair::{Actor, Breadth, PolicyRepair, Repair, WhyNot};
use crate::s3::operation::Operation;
use crate::scenario::change::Change;
use crate::scenario::{Bucket, Scenario, document_text};
use part::{Part, part, resembling};

/// The repairs for a refusal.
pub(super) fn candidates(
    judged: &Judged,
    check: &Check,
    reason: PolicyRefusal,
) -> Result<Vec<Repair>, WhyNot> {
    let scenario = &judged.scenario;
    let bucket = scenario.bucket().ok_or(WhyNot::Unknown)?;
    let place = check.place();
    let found = match reason {
        PolicyRefusal::PublicPolicy => {
            let named = place
                .and_then(|it| to_account(judged, &it.document, it.statement?, &bucket.account));
            let off = off(judged, bucket, "block_public_policy", Actor::Caller);
            named.into_iter().chain(off).collect()
        }
        PolicyRefusal::LocksOutTheCaller => vec![confirmed()],
        PolicyRefusal::Malformed(Malformed::Flaw(flaw)) => {
            let place = place.ok_or(WhyNot::NotEditable)?;
            let text = document_text(scenario, &place.document).ok_or(WhyNot::NotEditable)?;
            let document = place.document.clone();
            if flaw == Flaw::FirstByte {
                return begun(document, &text).map(|it| vec![it]).ok_or(WhyNot::NotEditable);
            }
            let tree = json::read(&text);
            let root = tree.root().ok_or(WhyNot::NotEditable)?;
            let part = part(root, place.at).ok_or(WhyNot::NotEditable)?;
            Healing { scenario, bucket, document, root, part }.of(flaw)
        }
        _ => Vec::new(),
    };
    if found.is_empty() { Err(WhyNot::NotEditable) } else { Ok(found) }
}

/// The call confirms that its caller may lose the right to change the policy again.
// AWS: "PutBucketPolicy", x-amz-confirm-remove-self-bucket-access.
fn confirmed() -> Repair {
    let option = "confirm_remove_self_bucket_access";
    let at = owned(&["question", "options", option]);
    let does = crate::repair::ServiceRepair::ChangeCall {
        call: crate::repair::WhichCall::Asked,
        send: vec![(option, "true".to_owned())],
        leave_out: Vec::new(),
    };
    Repair::new(does, Actor::Caller, vec![Change::Tell { at, edit: Edit::Set("true".to_owned()) }])
}

/// The text of an object, where blanks stand before it, or a list of statements in its place.
fn begun(document: DocumentId, text: &str) -> Option<Repair> {
    let tree = json::read(text);
    let text = match tree.root()?.value {
        _ if !tree.diagnostics.is_empty() => return None,
        Value::Object(_) => text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).to_owned(),
        Value::Array(_) => {
            let whole = format!(r#"{{"Version":"2012-10-17","Statement":{}}}"#, text.trim());
            json::read(&whole).root().map(json::print)? + "\n"
        }
        _ => return None,
    };
    let does = PolicyRepair::BeginWithBrace { document: document.clone() };
    Some(Repair::new(does, Actor::Caller, vec![Change::EditDocument { document, text }]))
}

/// A new policy with the part that is flawed.
struct Healing<'a> {
    scenario: &'a Scenario,
    bucket: &'a Bucket,
    document: DocumentId,
    root: Node<'a>,
    part: Part<'a>,
}

impl Healing<'_> {
    fn of(&self, flaw: Flaw) -> Vec<Repair> {
        let mut found: Vec<Repair> = Vec::new();
        match flaw {
            Flaw::Version => {
                let (at, to) = (owned(&["Version"]), quoted("2012-10-17"));
                found.push(self.set(at, "Version", to));
            }
            Flaw::MissingPrincipal => found.extend(self.principal()),
            Flaw::Syntax => {
                let text = self.part.node.scalar().unwrap_or_default();
                let to = format!(r#"{{"AWS":{}}}"#, quoted(text));
                found.push(self.set(self.part.at.clone(), "Principal", to));
            }
            Flaw::MissingElement => found.extend(self.resource()),
            Flaw::Principal => {
                found.extend(self.of_principal());
                found.extend(self.removed());
            }
            Flaw::Resource => {
                found.extend(self.of_resource());
                found.extend(self.removed());
            }
            Flaw::Action => {
                found.extend(self.of_action());
                found.extend(self.removed());
            }
            Flaw::ConditionKey => found.extend(self.of_key()),
            Flaw::ActionWithoutResource => {
                found.extend(self.resources_added());
                found.extend(self.removed());
            }
            Flaw::ConditionWithoutAction => found.extend(self.prefix_of_resource()),
            // Nothing is left to edit.
            Flaw::FirstByte | Flaw::Json | Flaw::EmptyStatement => {}
        }
        found.extend(self.without_statement());
        found
    }

    fn repair(&self, does: PolicyRepair, at: Vec<String>, edit: Edit) -> Repair {
        let change = Change::EditPart { document: self.document.clone(), at, edit };
        Repair::new(does, Actor::Caller, vec![change])
    }

    /// An element with this value, as JSON.
    fn set(&self, at: Vec<String>, element: &str, value: String) -> Repair {
        let does = PolicyRepair::SetElement {
            document: self.document.clone(),
            statement: self.part.statement(),
            element: element.to_owned(),
            value: value.clone(),
        };
        self.repair(does, at, Edit::Set(value))
    }

    /// The place of an element of the statement.
    fn element(&self, name: &str) -> Option<Vec<String>> {
        let number = self.part.statement()?.to_string();
        Some(owned(&["Statement", &number, name]))
    }

    /// The statement.
    fn statement(&self) -> Option<Node<'_>> {
        let number = self.part.statement()?;
        let list = self.root.at(&["Statement"])?;
        match list.value {
            Value::Array(items) => items.into_iter().nth(number.checked_sub(1)?),
            _ => Some(list),
        }
    }

    /// The entries of an element of the statement, one alone as well.
    fn entries(&self, name: &str) -> Vec<&str> {
        let Some(node) = self.statement().and_then(|it| it.at(&[name])) else { return Vec::new() };
        match node.value {
            Value::Array(items) => items.filter_map(Node::scalar).collect(),
            _ => node.scalar().into_iter().collect(),
        }
    }

    /// A principal where there is none: everybody of a Deny, the bucket's own account of an Allow.
    fn principal(&self) -> Option<Repair> {
        let denies = self.statement()?.at(&["Effect"])?.scalar() == Some("Deny");
        let whom = match denies {
            true => quoted("*"),
            false => format!(r#"{{"AWS":{}}}"#, quoted(&self.bucket.account)),
        };
        Some(self.set(self.element("Principal")?, "Principal", whom))
    }

    /// The ARNs of the bucket and of its objects.
    fn own(&self) -> [String; 2] {
        let partition = Partition::of_region(&self.bucket.region).id;
        let bucket = format!("arn:{partition}:s3:::{}", self.bucket.name);
        let objects = format!("{bucket}/*");
        [bucket, objects]
    }

    /// What the statement's actions work on, of the bucket and its objects.
    fn reached(&self) -> Vec<String> {
        let facts = self.scenario.facts.get();
        let s3 = facts.and_then(|it| it.service("s3"));
        let [bucket, objects] = self.own();
        let mut reached = Vec::new();
        for (arn, kind) in [(bucket, "bucket"), (objects, "object")] {
            let works = |action: &str| {
                let name = action.split_once(':').map_or("*", |it| it.1);
                s3.is_none_or(|it| it.fitting(name).any(|it| it.resources.contains(&kind)))
            };
            let actions = self.entries("Action");
            if actions.is_empty() || actions.into_iter().any(works) {
                reached.push(arn);
            }
        }
        reached
    }

    /// The bucket and its objects as resources, as far as the actions work on them.
    fn resource(&self) -> Option<Repair> {
        Some(self.set(self.element("Resource")?, "Resource", listed(&self.reached())))
    }

    fn of_principal(&self) -> Option<Repair> {
        let Some(name) = self.part.node.scalar() else { return self.principal() };
        let suffix = Partition::of_region(&self.bucket.region).suffix;
        let kind = self.part.at.iter().rev().find(|it| ["AWS", "Service"].contains(&it.as_str()));
        match kind.map(String::as_str) {
            Some("Service") if !name.contains('.') => {
                Some(self.replaced("Principal", &format!("{name}.{suffix}")))
            }
            Some("AWS") if name.starts_with("arn:") && name.ends_with("/*") => self.alike(name),
            // A role is named by its ARN; its name and its unique id are no principals that could be saved.
            Some("AWS") => {
                let role = self.scenario.roles.iter().find(|it| {
                    it.unique_id.as_deref() == Some(name) || it.arn.rsplit('/').next() == Some(name)
                });
                role.map(|it| self.replaced("Principal", &it.arn))
            }
            _ => None,
        }
    }

    /// The account as the principal, and the pattern in a condition on `aws:PrincipalArn`.
    // AWS: "AWS JSON policy elements: Principal" — no wildcard in a part of an ARN.
    fn alike(&self, pattern: &str) -> Option<Repair> {
        let account = pattern.split(':').nth(4)?;
        let principal = self.element("Principal")?;
        let mut condition = self.element("Condition")?;
        condition.extend(owned(&["ArnLike", "aws:PrincipalArn"]));
        let edit = |at: Vec<String>, value: String| Change::EditPart {
            document: self.document.clone(),
            at,
            edit: Edit::Set(value),
        };
        let changes = vec![
            edit(principal, format!(r#"{{"AWS":{}}}"#, quoted(account))),
            edit(condition, quoted(pattern)),
        ];
        let does = PolicyRepair::PrincipalsAlike {
            document: self.document.clone(),
            statement: self.part.statement()?,
            account: account.to_owned(),
            pattern: pattern.to_owned(),
        };
        Some(Repair::new(does, Actor::Caller, changes))
    }

    /// The same within the own bucket, or the bucket and its objects in place of a star.
    fn of_resource(&self) -> Option<Repair> {
        let text = self.part.node.scalar()?;
        let [bucket, _] = self.own();
        if text.bytes().all(|it| it == b'*') {
            let reached = self.reached();
            return match reached.as_slice() {
                [only] => Some(self.replaced("Resource", only)),
                _ => self.resource(),
            };
        }
        let within = text.split_once(":::").map_or("", |it| it.1);
        let to = match within.split_once('/') {
            Some((_, key)) => format!("{bucket}/{key}"),
            None => bucket,
        };
        Some(self.replaced("Resource", &to))
    }

    /// The action by which S3 checks an operation of that name, or the one that is spelt nearly so.
    fn of_action(&self) -> Option<Repair> {
        let text = self.part.node.scalar()?;
        let (service, name) = text.split_once(':')?;
        if !service.eq_ignore_ascii_case("s3") {
            return None;
        }
        let of_operation = Operation::parse(name).map(|it| it.actions().0.to_owned());
        let facts = self.scenario.facts.get();
        let known: Vec<&str> = facts
            .and_then(|it| it.service("s3"))
            .map(|it| it.actions.iter().map(|it| it.name).collect())
            .unwrap_or_default();
        let to = of_operation.or_else(|| resembling(name, &known).map(|it| format!("s3:{it}")))?;
        Some(self.replaced("Action", &to))
    }

    /// The condition key that is spelt nearly so.
    fn of_key(&self) -> Option<Repair> {
        let name = self.part.name?;
        let (family, tag) = match name.split_once('/') {
            Some((family, tag)) => (family, Some(tag)),
            None => (name, None),
        };
        let facts = self.scenario.facts.get()?;
        let global = accesspath_policy::facts::GLOBAL_KEYS.iter().map(|it| it.0);
        let own = facts.service("s3").into_iter().flat_map(|it| &it.keys).map(|it| it.0);
        let known: Vec<&str> = global
            .chain(own)
            .filter(|it| it.contains('/') == tag.is_some())
            .map(|it| it.split('/').next().unwrap_or(it))
            .filter(|it| it.split(':').next() == family.split(':').next())
            .collect();
        let meant = resembling(family, &known)?;
        let to = tag.map_or_else(|| meant.to_owned(), |it| format!("{meant}/{it}"));
        let does = PolicyRepair::ReplaceEntry {
            document: self.document.clone(),
            statement: self.part.statement()?,
            of: "Condition".to_owned(),
            from: name.to_owned(),
            to: to.clone(),
        };
        Some(self.repair(does, self.part.at.clone(), Edit::Rename(to)))
    }

    /// Another value in the place of the flawed one.
    fn replaced(&self, of: &str, to: &str) -> Repair {
        let does = PolicyRepair::ReplaceEntry {
            document: self.document.clone(),
            statement: self.part.statement().unwrap_or_default(),
            of: of.to_owned(),
            from: self.part.node.scalar().unwrap_or_default().to_owned(),
            to: to.to_owned(),
        };
        self.repair(does, self.part.at.clone(), Edit::Set(quoted(to)))
    }

    /// The bucket or its objects as a resource more, for an action that works on no other.
    fn resources_added(&self) -> Vec<Repair> {
        let (Some(at), Some(statement)) = (self.element("Resource"), self.part.statement()) else {
            return Vec::new();
        };
        let add = |value: String| {
            let does = PolicyRepair::AddEntry {
                document: self.document.clone(),
                statement,
                of: "Resource".to_owned(),
                value: value.clone(),
            };
            self.repair(does, at.clone(), Edit::Add(quoted(&value)))
        };
        self.own().into_iter().map(add).collect()
    }

    /// The prefix that a condition asks of listings, as the beginning of the objects that the statement is about.
    // AWS: "Actions, resources, and condition keys for Amazon S3" — s3:prefix is a key of lists alone.
    fn prefix_of_resource(&self) -> Option<Repair> {
        let [_, _, _, operator, key] = self.part.at.as_slice() else { return None };
        let [bucket, objects] = self.own();
        let is_all = self.entries("Resource").into_iter().all(|it| it == objects);
        if !key.eq_ignore_ascii_case("s3:prefix") || operator.contains("Not") || !is_all {
            return None;
        }
        let condition = self.statement()?.at(&["Condition"])?;
        let values = condition.at(&[operator, key])?;
        let prefixes: Vec<&str> = match values.value {
            Value::Array(items) => items.filter_map(Node::scalar).collect(),
            _ => values.scalar().into_iter().collect(),
        };
        let within = |it: &&str| format!("{bucket}/{}*", it.trim_end_matches('*'));
        let resources: Vec<String> = prefixes.iter().map(within).collect();
        // What would be left empty goes with the key.
        let holders = [condition, condition.at(&[operator])?];
        let alone =
            holders.iter().rev().take_while(|it| it.members().is_some_and(|it| it.count() == 1));
        let kept = self.part.at.len().checked_sub(alone.count())?;
        let condition = self.part.at.get(..kept)?.to_vec();
        let edit = |at, edit| Change::EditPart { document: self.document.clone(), at, edit };
        let changes = vec![
            edit(self.element("Resource")?, Edit::Set(listed(&resources))),
            edit(condition, Edit::Remove),
        ];
        let does = PolicyRepair::PrefixOfResource {
            document: self.document.clone(),
            statement: self.part.statement()?,
            resources,
        };
        Some(Repair::new(does, Actor::Caller, changes))
    }

    /// A list without the flawed entry, where it has others.
    fn removed(&self) -> Option<Repair> {
        if !self.part.has_siblings {
            return None;
        }
        let does = PolicyRepair::RemoveEntry {
            document: self.document.clone(),
            statement: self.part.statement()?,
            value: self.part.node.scalar()?.to_owned(),
        };
        Some(self.repair(does, self.part.at.clone(), Edit::Remove))
    }

    /// The policy without the statement, where it has others.
    fn without_statement(&self) -> Option<Repair> {
        let number = self.part.statement()?;
        let Value::Array(items) = self.root.at(&["Statement"])?.value else { return None };
        if items.count() < 2 {
            return None;
        }
        let denies = self.statement()?.at(&["Effect"])?.scalar() == Some("Deny");
        let does =
            PolicyRepair::RemoveStatement { document: self.document.clone(), statement: number };
        let at = owned(&["Statement", &number.to_string()]);
        let opens = if denies { Breadth::Much } else { Breadth::Little };
        Some(self.repair(does, at, Edit::Remove).opening(opens))
    }
}

/// Texts as JSON: one alone, or a list.
fn listed(texts: &[String]) -> String {
    match texts {
        [only] => quoted(only),
        _ => format!("[{}]", texts.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(",")),
    }
}
