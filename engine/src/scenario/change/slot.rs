//! The slots of a scenario: every field that names policy documents.

use accesspath_policy::policy::{DocumentId, PolicyKind};

use crate::scenario::{Account, Fact, Scenario};

/// A slot: a field of the scenario that documents can be attached to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// A role's identity-based policies, by role.
    Identity(String),
    /// A role's permissions boundary, by role.
    Boundary(String),
    /// A role's session policies, by role.
    Session(String),
    /// A role's trust policy, by role.
    Trust(String),
    /// A bucket's policy, by bucket.
    Bucket(String),
    /// The policy that the question's call is to save, by bucket.
    NewPolicy(String),
    /// An access point's policy, by access point.
    AccessPoint(String),
    /// An endpoint's policy, by endpoint.
    Endpoint(String),
    /// A function's resource-based policy, by function.
    Function(String),
    /// A KMS key's policy, by key.
    Key(String),
    /// An account's SCPs at its last level, by account.
    Scp(String),
    /// An account's RCPs at its last level, by account.
    Rcp(String),
}

impl Slot {
    /// The kind of policy that it takes.
    pub const fn kind(&self) -> PolicyKind {
        match self {
            Self::Identity(_) => PolicyKind::Identity,
            Self::Boundary(_) => PolicyKind::Boundary,
            Self::Session(_) => PolicyKind::Session,
            Self::Trust(_) => PolicyKind::Trust,
            Self::Bucket(_) | Self::NewPolicy(_) | Self::AccessPoint(_) => PolicyKind::Bucket,
            Self::Endpoint(_) => PolicyKind::Endpoint,
            Self::Function(_) => PolicyKind::Function,
            Self::Key(_) => PolicyKind::Key,
            Self::Scp(_) => PolicyKind::Scp,
            Self::Rcp(_) => PolicyKind::Rcp,
        }
    }
}

impl Slot {
    /// Its place in a scenario: the collection, the id, and the member.
    pub fn place(&self) -> [&str; 3] {
        match self {
            Self::Identity(id) => ["roles", id, "policies"],
            Self::Boundary(id) => ["roles", id, "boundary"],
            Self::Session(id) => ["roles", id, "session_policies"],
            Self::Trust(id) => ["roles", id, "trust"],
            Self::Bucket(id) => ["buckets", id, "policy"],
            Self::NewPolicy(_) => ["question", "options", "new_policy"],
            Self::AccessPoint(id) => ["access_points", id, "policy"],
            Self::Endpoint(id) => ["endpoints", id, "policy"],
            Self::Function(id) => ["functions", id, "policy"],
            Self::Key(id) => ["keys", id, "policy"],
            Self::Scp(id) => ["accounts", id, "scp_levels"],
            Self::Rcp(id) => ["accounts", id, "rcp_levels"],
        }
    }

    /// The slot at a place.
    pub fn at(place: &[String]) -> Option<Self> {
        let [collection, id, member] = place else { return None };
        let of: fn(String) -> Self = match (collection.as_str(), member.as_str()) {
            ("roles" | "callers", "policies") => Self::Identity,
            ("roles" | "callers", "boundary") => Self::Boundary,
            ("roles", "session_policies") => Self::Session,
            ("roles", "trust") => Self::Trust,
            ("buckets", "policy") => Self::Bucket,
            ("question", "new_policy") => Self::NewPolicy,
            ("access_points", "policy") => Self::AccessPoint,
            ("endpoints", "policy") => Self::Endpoint,
            ("functions", "policy") => Self::Function,
            ("keys", "policy") => Self::Key,
            ("accounts", "scp_levels") => Self::Scp,
            ("accounts", "rcp_levels") => Self::Rcp,
            _ => return None,
        };
        Some(of(id.clone()))
    }
}

/// A field of a scenario that names documents.
trait Place {
    /// Lists the documents that it names.
    fn list<'p>(&'p self, documents: &mut Vec<&'p DocumentId>);

    /// Adds `document` to a list, or puts it in place of the one that a single field names.
    fn attach(&mut self, document: DocumentId);

    /// Removes `document`.
    fn detach(&mut self, document: &DocumentId);
}

/// Lists every slot that bears on the question with its place, in the order in which people see the documents.
///
/// `places!(scenario, iter)` gives the places to read, `places!(scenario, iter_mut, mut)` to change: a function
/// would have to be written once for each.
macro_rules! places {
    ($scenario:ident, $iter:ident $(, $mut:tt)?) => {{
        let mut places: Vec<(Slot, &$($mut)? dyn Place)> = Vec::new();
        for it in $scenario.buckets.$iter() {
            add(&mut places, Slot::Bucket, &it.id, &$($mut)? it.policy);
        }
        let question = &$($mut)? $scenario.question;
        let new_policy = &$($mut)? question.options.new_policy;
        add(&mut places, Slot::NewPolicy, &question.bucket, new_policy);
        for it in $scenario.access_points.$iter() {
            add(&mut places, Slot::AccessPoint, &it.id, &$($mut)? it.policy);
        }
        for it in $scenario.roles.$iter() {
            add(&mut places, Slot::Identity, &it.id, &$($mut)? it.policies);
            add(&mut places, Slot::Boundary, &it.id, &$($mut)? it.boundary);
            add(&mut places, Slot::Session, &it.id, &$($mut)? it.session_policies);
            add(&mut places, Slot::Trust, &it.id, &$($mut)? it.trust);
        }
        for it in $scenario.callers.$iter() {
            add(&mut places, Slot::Identity, &it.id, &$($mut)? it.policies);
            add(&mut places, Slot::Boundary, &it.id, &$($mut)? it.boundary);
        }
        for it in $scenario.endpoints.$iter() {
            add(&mut places, Slot::Endpoint, &it.id, &$($mut)? it.policy);
        }
        for it in $scenario.functions.$iter() {
            add(&mut places, Slot::Function, &it.id, &$($mut)? it.policy);
        }
        for it in $scenario.keys.$iter() {
            add(&mut places, Slot::Key, &it.id, &$($mut)? it.policy);
        }
        for it in $scenario.accounts.$iter() {
            add(&mut places, Slot::Scp, &it.id, &$($mut)? it.scp_levels);
            add(&mut places, Slot::Rcp, &it.id, &$($mut)? it.rcp_levels);
        }
        places
    }};
}

/// Adds a place; outside of the macro, which would repeat it.
#[inline(never)]
fn add<P>(places: &mut Vec<(Slot, P)>, slot: fn(String) -> Slot, owner: &str, place: P) {
    places.push((slot(owner.to_owned()), place));
}

/// Every place that bears on the question, with the document that is attached there.
pub fn slots(scenario: &Scenario) -> Vec<(Slot, DocumentId)> {
    let mut found = Vec::new();
    for (slot, place) in places!(scenario, iter) {
        let mut documents = Vec::new();
        place.list(&mut documents);
        for document in documents {
            found.push((slot.clone(), document.clone()));
        }
    }
    found
}

/// The scenario has the slot's owner; an account needs no record.
pub(super) fn exists(scenario: &Scenario, slot: &Slot) -> bool {
    matches!(slot, Slot::Scp(_) | Slot::Rcp(_)) || place(&mut scenario.clone(), slot).is_some()
}

/// Attaches a document to a slot, where the scenario has the slot's owner.
pub(super) fn attach(scenario: &mut Scenario, document: DocumentId, slot: &Slot) {
    if let Slot::Scp(id) | Slot::Rcp(id) = slot
        && scenario.account(id).is_none()
    {
        // An account is listed only once more than its id is known of it.
        scenario.accounts.push(Account { id: id.clone(), ..Account::default() });
    }
    if let Some(place) = place(scenario, slot) {
        place.attach(document);
    }
}

/// Detaches a document from a slot.
pub(super) fn detach(scenario: &mut Scenario, document: &DocumentId, slot: &Slot) {
    if let Some(place) = place(scenario, slot) {
        place.detach(document);
    }
}

/// The place of a slot, where the scenario has the slot's owner.
fn place<'s>(scenario: &'s mut Scenario, slot: &Slot) -> Option<&'s mut dyn Place> {
    let is_meant = |it: &Slot| match (it, slot) {
        // The question has only one new policy, whatever its bucket.
        (Slot::NewPolicy(_), Slot::NewPolicy(_)) => true,
        _ => it == slot,
    };
    let mut places = places!(scenario, iter_mut, mut).into_iter();
    places.find(|(it, _)| is_meant(it)).map(|(_, place)| place)
}

impl Place for Option<DocumentId> {
    fn list<'p>(&'p self, documents: &mut Vec<&'p DocumentId>) {
        if let Some(document) = self {
            documents.push(document);
        }
    }

    fn attach(&mut self, document: DocumentId) {
        *self = Some(document);
    }

    fn detach(&mut self, document: &DocumentId) {
        if self.as_ref() == Some(document) {
            *self = None;
        }
    }
}

impl Place for Option<Fact<DocumentId>> {
    fn list<'p>(&'p self, documents: &mut Vec<&'p DocumentId>) {
        if let Some(Fact::Known(document)) = self {
            documents.push(document);
        }
    }

    fn attach(&mut self, document: DocumentId) {
        *self = Some(Fact::Known(document));
    }

    fn detach(&mut self, document: &DocumentId) {
        if matches!(self, Some(Fact::Known(it)) if it == document) {
            *self = None;
        }
    }
}

impl Place for Vec<DocumentId> {
    fn list<'p>(&'p self, documents: &mut Vec<&'p DocumentId>) {
        for document in self {
            documents.push(document);
        }
    }

    fn attach(&mut self, document: DocumentId) {
        self.push(document);
    }

    fn detach(&mut self, document: &DocumentId) {
        self.retain(|it| it != document);
    }
}

impl Place for Fact<Vec<DocumentId>> {
    fn list<'p>(&'p self, documents: &mut Vec<&'p DocumentId>) {
        if let Self::Known(list) = self {
            list.list(documents);
        }
    }

    fn attach(&mut self, document: DocumentId) {
        match self {
            Self::Known(list) => list.push(document),
            Self::Unknown => *self = Self::Known(vec![document]),
        }
    }

    fn detach(&mut self, document: &DocumentId) {
        if let Self::Known(list) = self {
            list.detach(document);
        }
    }
}

/// The levels of an organization; a policy is attached to the last, which is the account itself.
impl Place for Option<Fact<Vec<Vec<DocumentId>>>> {
    fn list<'p>(&'p self, documents: &mut Vec<&'p DocumentId>) {
        if let Some(Fact::Known(levels)) = self {
            for level in levels {
                level.list(documents);
            }
        }
    }

    fn attach(&mut self, document: DocumentId) {
        match self {
            Some(Fact::Known(levels)) => match levels.last_mut() {
                Some(last) => last.push(document),
                None => levels.push(vec![document]),
            },
            _ => *self = Some(Fact::Known(vec![vec![document]])),
        }
    }

    fn detach(&mut self, document: &DocumentId) {
        if let Some(Fact::Known(levels)) = self {
            for level in levels {
                level.detach(document);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Change, apply};
    use super::*;

    #[test]
    fn every_document_that_is_listed_can_be_detached() {
        let scenario = Scenario::from_json(
            r#"{"accesspath":1,"documents":{"user-policy":{}},
                "callers":[{"id":"u","name":"u","user":"arn:aws:iam::111122223333:user/u","policies":["user-policy"]}],
                "question":{"callers":["u"],"operation":"GetObject","bucket":"b","key":"k"}}"#,
        )
        .unwrap();
        let [(slot, document)] = slots(&scenario).try_into().unwrap();
        let after = apply(&scenario, Change::Detach { document, slot });
        assert_eq!(slots(&after), []);
        assert!(after.documents.is_empty());
    }
}
