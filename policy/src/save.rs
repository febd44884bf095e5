//! What S3 checks of a bucket policy before it saves it: its grammar, and whether what it names exists and fits.
//!
//! AWS: "PutBucketPolicy" names the error alone; the flaws are those of the sentences that come with it.
//! Does not judge whether the policy is public, or whom it locks out.

mod grammar;

use crate::facts::{ActionFacts, Facts, GLOBAL_KEYS, Service, is_key};
use crate::lint;
use crate::partition::Partition;
use crate::pattern;
use crate::policy::{Clause, Condition, Entry, Form, Policy, Principal, PrincipalName, Statement};
use crate::symbol;
use crate::text::Span;
use crate::truth::Truth;
pub use grammar::{Fault, faults};

/// A flaw for which S3 refuses a bucket policy, by the sentence in its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The text begins with something else than the brace of an object.
    FirstByte,
    /// The text is no JSON.
    Json,
    /// A `Version` that does not exist.
    Version,
    /// A list of no statement.
    EmptyStatement,
    /// A statement without a principal.
    MissingPrincipal,
    /// A principal that is a text other than a star.
    Syntax,
    /// A statement without a resource.
    MissingElement,
    /// A principal that is none.
    Principal,
    /// A resource that is neither the bucket nor in it.
    Resource,
    /// An action that S3 does not have.
    Action,
    /// A condition key that does not exist.
    ConditionKey,
    /// An action that works on none of the statement's resources.
    ActionWithoutResource,
    /// A condition key that requests for the statement's actions never carry.
    ConditionWithoutAction,
}

impl Flaw {
    /// Every flaw.
    pub const ALL: [Self; 13] = [
        Self::FirstByte,
        Self::Json,
        Self::Version,
        Self::EmptyStatement,
        Self::MissingPrincipal,
        Self::Syntax,
        Self::MissingElement,
        Self::Principal,
        Self::Resource,
        Self::Action,
        Self::ConditionKey,
        Self::ActionWithoutResource,
        Self::ConditionWithoutAction,
    ];
}

/// One flaw of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objection {
    /// The flaw.
    pub flaw: Flaw,
    /// The number of the statement.
    pub statement: usize,
    /// Where: the text to underline.
    pub span: Span,
    /// S3 surely refuses it; of the others AWS does not say.
    pub is_sure: bool,
}

/// The bucket that a policy is to be saved for.
#[derive(Debug, Clone, Copy)]
pub struct OwnBucket<'b> {
    /// Its name.
    pub name: &'b str,
    /// Its Region.
    pub region: &'b str,
}

/// Every flaw of a policy without errors, in the order of its statements; what takes facts is looked for only with them.
#[must_use]
pub fn objections(
    policy: &Policy,
    bucket: OwnBucket<'_>,
    facts: Option<&Facts<'_>>,
) -> Vec<Objection> {
    let mut found = Vec::new();
    let s3 = facts.and_then(|it| it.service("s3"));
    for statement in &policy.statements {
        let mut own = Found { statement: statement.number, found: &mut found };
        if let Some(clause) = &statement.principal {
            own.principals(clause, bucket);
        }
        let before = own.found.len();
        let reach = own.resources(statement.resource.as_ref(), bucket);
        if let Some((facts, s3)) = facts.zip(s3) {
            own.actions(statement.action.as_ref(), s3);
            for condition in &statement.conditions {
                own.key(&condition.key, facts, s3);
            }
            // What does not exist is told alone.
            if own.found.len() == before {
                own.fit(statement, reach, s3);
            }
        }
    }
    found
}

/// What the resources of a statement reach.
#[derive(Clone, Copy, Default)]
struct Reach {
    bucket: bool,
    objects: bool,
}

impl Reach {
    fn takes(self, action: &ActionFacts<'_>) -> bool {
        let on = |kind: &str| action.resources.contains(&kind);
        (self.bucket && on("bucket")) || (self.objects && on("object"))
    }
}

struct Found<'f> {
    statement: usize,
    found: &'f mut Vec<Objection>,
}

impl Found<'_> {
    fn add(&mut self, flaw: Flaw, span: Span, is_sure: bool) {
        let statement = self.statement;
        self.found.push(Objection { flaw, statement, span, is_sure });
    }

    fn principals(&mut self, clause: &Clause<Principal>, bucket: OwnBucket<'_>) {
        if clause.entries.is_empty() {
            self.add(Flaw::Principal, clause.value, true);
        }
        for entry in &clause.entries {
            self.principal(entry, bucket);
        }
    }

    // AWS: "Invalid principal in policy error" — a unique id cannot be saved; it stands for a principal that was deleted.
    fn principal(&mut self, principal: &Principal, bucket: OwnBucket<'_>) {
        let is_sure = match &principal.name {
            PrincipalName::Invalid(_) => true,
            PrincipalName::UniqueId(id) if !id.starts_with("arn:") => true,
            PrincipalName::Service(name) if !name.contains('.') => true,
            PrincipalName::Service(name) if lint::is_service_principal(name) => return,
            PrincipalName::Service(_) | PrincipalName::Federated(_) => false,
            // AWS: "Finding the canonical user ID" — 64 digits; a symbol stands for one.
            PrincipalName::CanonicalUser(id)
                if id.len() != 64 || !id.bytes().all(|it| it.is_ascii_hexdigit()) =>
            {
                !symbol::has(id)
            }
            // A partition knows the accounts of its own alone.
            PrincipalName::Root(arn)
            | PrincipalName::Role(arn)
            | PrincipalName::User(arn)
            | PrincipalName::Session(arn)
            | PrincipalName::FederatedUser(arn)
                if !symbol::has(arn)
                    && arn.split(':').nth(1) != Some(Partition::of_region(bucket.region).id) =>
            {
                false
            }
            _ => return,
        };
        self.add(Flaw::Principal, principal.span, is_sure);
    }

    fn resources(&mut self, clause: Option<&Clause<Entry>>, bucket: OwnBucket<'_>) -> Reach {
        let mut reach = Reach::default();
        let Some(clause) = clause else { return reach };
        for entry in &clause.entries {
            let (own, is_object) = own_resource(&entry.text, bucket);
            reach.bucket |= own != Truth::No && is_object != Truth::Yes;
            reach.objects |= own != Truth::No && is_object != Truth::No;
            // Which resources `NotResource` may leave out AWS does not say.
            if own != Truth::Yes {
                let is_sure = own == Truth::No && clause.form == Form::Listed;
                self.add(Flaw::Resource, entry.span, is_sure);
            }
        }
        if clause.form == Form::AllBut {
            reach = Reach { bucket: true, objects: true };
        }
        reach
    }

    fn actions(&mut self, clause: Option<&Clause<Entry>>, s3: &Service<'_>) {
        let Some(clause) = clause else { return };
        // What S3 says of a list of no action AWS does not say.
        if clause.entries.is_empty() {
            self.add(Flaw::Action, clause.value, false);
        }
        for entry in clause.entries.iter().filter(|it| it.text != "*") {
            let (service, name) = entry.text.split_once(':').unwrap_or_default();
            let is_plain = pattern::is_plain(service) && pattern::is_plain(name);
            let exists = service.eq_ignore_ascii_case(s3.name) && s3.fitting(name).next().is_some();
            if !exists {
                let another = pattern::is_plain(service) && !service.eq_ignore_ascii_case(s3.name);
                let is_sure = (is_plain || another) && clause.form == Form::Listed;
                self.add(Flaw::Action, entry.span, is_sure);
            }
        }
    }

    fn key(&mut self, key: &Entry, facts: &Facts<'_>, s3: &Service<'_>) {
        let name = key.text.as_str();
        let prefix = name.split_once(':').map(|it| it.0);
        let own = |it: &str| it.eq_ignore_ascii_case("aws") || it.eq_ignore_ascii_case(s3.name);
        let is_known = facts.key(name).is_some();
        let is_sure = match prefix {
            Some(prefix) if own(prefix) && is_known => return,
            // A tag key may lack its tag.
            Some(prefix) if own(prefix) => facts.key(&format!("{name}/x")).is_none(),
            Some(_) => false,
            None => true,
        };
        self.add(Flaw::ConditionKey, key.span, is_sure);
    }

    fn fit(&mut self, statement: &Statement, reach: Reach, s3: &Service<'_>) {
        let Some(action) = statement.action.as_ref().filter(|it| it.form == Form::Listed) else {
            return;
        };
        let named = || action.entries.iter().filter(|it| it.text != "*");
        let working = |entry: &Entry| {
            let name = entry.text.split_once(':').map_or("", |it| it.1).to_owned();
            s3.fitting(&name).filter(|it| reach.takes(it)).collect::<Vec<_>>()
        };
        let before = self.found.len();
        for entry in named().filter(|it| working(it).is_empty()) {
            self.add(Flaw::ActionWithoutResource, entry.span, true);
        }
        if self.found.len() > before || action.entries.iter().any(|it| it.text == "*") {
            return;
        }
        for Condition { key, .. } in statement.conditions.iter().filter(|it| is_of_s3(it, s3)) {
            let carries = |it: &&ActionFacts<'_>| s3.carries(it, &key.text);
            let with = named().filter(|it| working(it).iter().any(carries)).count();
            if with < action.entries.len() {
                self.add(Flaw::ConditionWithoutAction, key.span, with == 0);
            }
        }
    }
}

/// The condition is on a key of S3's own, and not on one that every service has.
fn is_of_s3(condition: &Condition, s3: &Service<'_>) -> bool {
    let is = |(key, _): &(&str, _)| is_key(key, &condition.key.text);
    s3.keys.iter().any(is) && !GLOBAL_KEYS.iter().any(|(key, _)| is_key(key, &condition.key.text))
}

/// Whether `resource` is the bucket or in it, and whether it names objects.
fn own_resource(resource: &str, bucket: OwnBucket<'_>) -> (Truth, Truth) {
    let none = (Truth::No, Truth::Unknown);
    let partition = Partition::of_region(bucket.region).id;
    let own = format!("arn:{partition}:s3:::");
    let Some(path) = resource.strip_prefix(&own) else {
        // Patterns, variables and symbols before the bucket's name may come to it all the same; a lone star does not.
        let is_open = resource.contains("${") || symbol::has(resource);
        let stars = resource.bytes().all(|it| it == b'*');
        return match (is_open || !pattern::is_plain(resource)) && !stars {
            true if may_fit(resource, bucket, &own) => (Truth::Unknown, Truth::Unknown),
            _ => none,
        };
    };
    let (name, is_object) = match path.split_once('/') {
        Some((name, _)) => (name, Truth::Yes),
        None if pattern::is_plain(path) => (path, Truth::No),
        None => (path, Truth::Unknown),
    };
    let is_own = match pattern::is_plain(name) && !name.contains("${") {
        true => symbol::equal(name, bucket.name),
        false => Truth::from(may_fit(resource, bucket, &own)).and(Truth::Unknown),
    };
    (is_own, is_object)
}

/// The pattern may fit the bucket or an object in it.
fn may_fit(resource: &str, bucket: OwnBucket<'_>, own: &str) -> bool {
    if resource.contains("${") || symbol::has(resource) || symbol::has(bucket.name) {
        return true;
    }
    let parts = pattern::wildcards(resource);
    let name = format!("{own}{}", bucket.name);
    let mut objects = pattern::literal(&format!("{name}/"));
    objects.push(pattern::PatternPart::Run);
    pattern::matches(&parts, &name) || pattern::overlap(&parts, &objects)
}

#[cfg(test)]
mod tests;
