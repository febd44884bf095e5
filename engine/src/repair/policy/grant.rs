//! What can be changed where no statement of a layer allows: a statement for exactly this call, or an entry more in the
//! statement that comes nearest.

use accesspath_policy::arn::Arn;
use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::caller::Caller;
use accesspath_policy::json::{self, Edit};
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::{DocumentId, PolicyKind};
use accesspath_policy::reason::Because;
use accesspath_policy::request::Subject;
use accesspath_policy::trace::{ClauseTrace, Element, Negation, PolicyTrace};

use super::folder::{self, resource};
use super::perimeter::{NETWORKS, is_kept};
use super::{Asked, PolicyRepair, managed, place};
use crate::chain::free_statement_id;
use crate::control::Control;
use crate::repair::answer::Judged;
use crate::repair::blocker::Blocker;
use crate::repair::call::{owned, quoted};
use crate::repair::{Breadth, Obstacle, Repair, WhyNot};
use crate::requests;
use crate::scenario::change::{Change, Slot, slots};
use crate::scenario::{Fact, Key, KeyManager};

/// The repairs for a missing Allow: what the nearest one asks of the call or of tags, then the layer itself, then one that
/// could grant in its place.
pub(super) fn candidates(
    asked: Asked<'_>,
    blocker: &Blocker<'_>,
    finding: &Finding,
) -> Result<Vec<Repair>, WhyNot> {
    let Asked { judged, request, .. } = asked;
    let mut found = Vec::new();
    let near = finding.nearest.as_deref().unwrap_or(finding);
    let mut is_by_condition = false;
    if let Some((policy, statement)) = request.statement(near) {
        let mut failing = statement.failing().peekable();
        is_by_condition = failing.peek().is_some() && failing.all(|it| it.condition.is_some());
        for clause in statement.failing().chain(statement.open()) {
            found.extend(asked.met(clause, policy, true));
        }
    }
    let or = request.or.iter().filter(|_| finding.layer == Layer::IdentityPolicies);
    for layer in std::iter::once(&finding.layer).chain(or) {
        let Some(slot) = place::slot(judged, blocker, request, *layer) else { continue };
        let grant = Grant {
            judged,
            blocker,
            request,
            slot,
            level: finding.level,
            nearest: finding.nearest.as_ref().and_then(|it| it.document.as_ref()),
            is_by_condition,
        };
        let mut folder = None;
        if *layer == finding.layer {
            let widened = grant.widened(finding);
            folder = widened.as_ref().and_then(|it| folder::alike(it, request));
            found.extend(widened);
        }
        let statement = grant.statement();
        if *layer == finding.layer {
            folder = folder.or_else(|| folder::alike(statement.as_ref()?, request));
        }
        found.extend(statement);
        found.extend(folder);
        found.extend(grant.detached());
    }
    // Six actions by themselves would be six statements.
    if finding.layer == Layer::IdentityPolicies
        && blocker.at == Obstacle::Control(Control::NetworkInterfaces)
        && let Some(step) = blocker.step
    {
        let own = |it: &&crate::scenario::Function| it.id == step.chain.function;
        let role = judged.scenario.functions.iter().find(own).map(|it| it.role.as_str());
        found.extend(managed::interface_permissions(&judged.scenario, role.unwrap_or_default()));
    }
    let of_aws = || {
        let own = |it: &&Key| it.arn == request.request.resource;
        let key = judged.scenario.keys.iter().find(own);
        request.subject == Subject::Key && key.is_none_or(|it| it.manager == KeyManager::Aws)
    };
    match found.is_empty() {
        true if finding.layer == Layer::ResourcePolicy && of_aws() => Err(WhyNot::OfAws),
        true => Err(WhyNot::NotEditable),
        false => Ok(found),
    }
}

/// A statement for the call in the policy of its resource, for callers that a policy can name.
pub(super) fn by_resource(asked: Asked<'_>, blocker: &Blocker<'_>) -> Option<Repair> {
    let Asked { judged, request, .. } = asked;
    request.request.caller.principal_arn()?;
    let slot = place::slot(judged, blocker, request, Layer::ResourcePolicy)?;
    let is_by_condition = false;
    Grant { judged, blocker, request, slot, level: None, nearest: None, is_by_condition }
        .statement()
}

struct Grant<'a> {
    judged: &'a Judged,
    blocker: &'a Blocker<'a>,
    request: &'a RequestTrace,
    slot: Slot,
    level: Option<usize>,
    /// The document of the statement that comes nearest.
    nearest: Option<&'a DocumentId>,
    /// Nothing but conditions keeps that statement from allowing.
    is_by_condition: bool,
}

impl Grant<'_> {
    /// One entry more in the nearest statement, where a single clause of it fails.
    fn widened(&self, finding: &Finding) -> Option<Repair> {
        // AWS: "AddPermission", "RemovePermission" — a function's statements are made and removed, and never changed.
        if matches!(self.slot, Slot::Function(_)) {
            return None;
        }
        let nearest = finding.nearest.as_ref()?;
        let (policy, statement) = self.request.statement(nearest)?;
        let mut failing = statement.failing();
        let (clause, None) = (failing.next()?, failing.next()) else { return None };
        if statement.open().next().is_some()
            || !place::is_editable(self.judged, &policy.document, self.slot.kind())
        {
            return None;
        }
        let request = &self.request.request;
        let number = statement.number.to_string();
        let (at, of, value) = match clause.element {
            Element::Action(Negation::Plain) => {
                (vec!["Statement", &number, "Action"], "Action", request.action.clone())
            }
            Element::Resource(Negation::Plain) => {
                (vec!["Statement", &number, "Resource"], "Resource", resource(request))
            }
            Element::Condition(_) if !clause.is_negated() => {
                let names = clause.condition.as_ref()?;
                // Both values of a Bool or a Null are no condition at all, and an error to Access Analyzer.
                let operator = names.operator.to_ascii_lowercase();
                if operator.contains("bool") || operator.contains("null") {
                    return None;
                }
                let value = clause.has(request)?;
                let at = vec!["Statement", &number, "Condition", &names.operator, &names.key];
                let (document, at) = (policy.document.clone(), owned(&at));
                let holders = slots(&self.judged.scenario).into_iter();
                let holders: Vec<_> = holders.filter(|it| it.1 == document).collect();
                let is_own = place::is_of_one(&holders);
                let is_network = clause.is_about(&NETWORKS);
                let is_little = is_own || is_network && is_kept(&self.judged.scenario, &value);
                let opens = if is_little { Breadth::Little } else { Breadth::Some };
                let number = statement.number;
                return Some(self.entry(document, number, &names.key, value, at, opens));
            }
            _ => return None,
        };
        let rest = statement.clauses.iter().filter(|it| !std::ptr::eq(*it, clause));
        // A bucket's ARN for actions on its objects, or the other way round, is a slip: they were meant to be allowed.
        let is_slip = matches!(clause.because, Because::NeedsObjectArn | Because::NeedsBucketArn);
        let is_exact = is_slip || rest.into_iter().all(|it| self.is_exact(it, policy));
        let opens = if is_exact { Breadth::Nothing } else { Breadth::Little };
        let (document, at) = (policy.document.clone(), owned(&at));
        Some(self.entry(document, statement.number, of, value, at, opens))
    }

    /// The clause covers this call and nothing else.
    fn is_exact(&self, clause: &ClauseTrace, policy: &PolicyTrace) -> bool {
        let request = &self.request.request;
        let is = |text: &str| {
            let mut quoted = String::new();
            json::print_string(&mut quoted, text);
            clause.value.of(&policy.text).trim() == quoted
        };
        match clause.element {
            Element::Action(Negation::Plain) => is(&request.action),
            Element::Resource(Negation::Plain) => is(&request.resource),
            Element::Condition(_) => true,
            _ => false,
        }
    }

    fn entry(
        &self,
        document: DocumentId,
        statement: usize,
        of: &str,
        value: String,
        at: Vec<String>,
        opens: Breadth,
    ) -> Repair {
        let change =
            Change::EditPart { document: document.clone(), at, edit: Edit::Add(quoted(&value)) };
        let does = PolicyRepair::AddEntry { document, statement, of: of.to_owned(), value };
        Repair::new(does, self.actor(), vec![change]).opening(opens)
    }

    fn actor(&self) -> crate::repair::Actor {
        place::actor(self.request, &self.slot)
    }

    /// A statement that allows exactly this call: in the document that comes nearest, else in the best of the slot that
    /// can be edited, else in a new one.
    fn statement(&self) -> Option<Repair> {
        let request = &self.request.request;
        let (action, resource) = (request.action.clone(), self.resource());
        let (principal, condition) = self.principal()?;
        let sid = matches!(self.slot, Slot::Function(_)).then(|| free_statement_id(self.request));
        let parts = [
            ("Sid", sid.as_deref().map(quoted)),
            ("Effect", Some(quoted("Allow"))),
            ("Principal", principal),
            ("Action", Some(quoted(&action))),
            ("Resource", resource.as_deref().map(quoted)),
            ("Condition", condition),
        ];
        let text = object(&parts);
        let editable = self.editable();
        let existing = match self.level {
            Some(level) => editable.into_iter().find(|it| self.stands_at(it, level)),
            None => editable.into_iter().next(),
        };
        let is_new = existing.is_none();
        // A single field that holds a document that cannot be edited would lose it.
        let takes_one = !matches!(self.slot, Slot::Identity(_) | Slot::Session(_) | Slot::Scp(_));
        if is_new && place::is_open(self.judged, &self.slot) {
            return None;
        }
        if is_new && takes_one && place::is_taken(self.judged, &self.slot) {
            return self.copied(&text);
        }
        let document = existing.unwrap_or_else(|| self.new_name());
        let changes = if is_new {
            self.attached(&document, &text)
        } else {
            let at = owned(&["Statement"]);
            vec![Change::EditPart { document: document.clone(), at, edit: Edit::Add(text) }]
        };
        let opens = match request.caller {
            Caller::Anonymous => Breadth::Much,
            // What the nearest Allow asks of the call, this one does not.
            _ if self.is_by_condition => Breadth::Little,
            _ => Breadth::Nothing,
        };
        let does = PolicyRepair::Allow {
            document,
            slot: self.slot.clone(),
            is_new,
            action,
            resource: resource.unwrap_or_default(),
            principal: self.slot.kind().takes_principal().then(|| {
                request.caller.principal_arn().unwrap_or(request.caller.shown()).to_owned()
            }),
            sid,
        };
        Some(Repair::new(does, self.actor(), changes).opening(opens))
    }

    /// The documents of the slot that may take the statement, the best first: of a caller's own policies those that speak
    /// of the service, then those that speak of S3 or KMS. One of another service alone is left as it is.
    fn editable(&self) -> Vec<DocumentId> {
        let mut editable = place::editable(self.judged, &self.slot);
        if let Slot::Identity(_) = self.slot {
            let service = self.request.request.action.split(':').next().unwrap_or_default();
            let speaks = |it: &DocumentId, of: &str| place::speaks_of(self.judged, it, of);
            editable.retain(|it| [service, "s3", "kms"].iter().any(|of| speaks(it, of)));
            editable.sort_by_key(|it| !speaks(it, service));
        }
        editable.sort_by_key(|it| Some(it) != self.nearest);
        editable
    }

    /// The statement in a copy of the managed policy of AWS's that stands in the slot.
    fn copied(&self, statement: &str) -> Option<Repair> {
        let (_, document) =
            slots(&self.judged.scenario).into_iter().find(|it| it.0 == self.slot)?;
        let add = Edit::Add(statement.to_owned());
        managed::copied(self.judged, &self.slot, &document, &["Statement"], &add)
    }

    /// The permissions boundary that nobody can edit, removed.
    fn detached(&self) -> Option<Repair> {
        let Slot::Boundary(_) = &self.slot else { return None };
        let (slot, document) =
            slots(&self.judged.scenario).into_iter().find(|it| it.0 == self.slot)?;
        if place::is_editable(self.judged, &document, slot.kind()) {
            return None;
        }
        let does = PolicyRepair::RemoveBoundary { document: document.clone(), slot: slot.clone() };
        let change = Change::Detach { document, slot };
        Some(Repair::new(does, self.actor(), vec![change]).opening(Breadth::Much))
    }

    fn stands_at(&self, document: &DocumentId, level: usize) -> bool {
        let Slot::Scp(account) = &self.slot else { return true };
        let levels = self.judged.scenario.account(account).and_then(|it| it.scp_levels.as_ref());
        let at = levels.and_then(Fact::known).and_then(|it| it.get(level.checked_sub(1)?));
        at.is_some_and(|it| it.contains(document))
    }

    /// The edits that attach a new document with this statement.
    fn attached(&self, document: &DocumentId, statement: &str) -> Vec<Change> {
        let default = self.default_of_key().map(|it| it + ",").unwrap_or_default();
        let plain = format!(r#"{{"Version":"2012-10-17","Statement":[{default}{statement}]}}"#);
        let tree = json::read(&plain);
        let text = tree.root().map(json::print).unwrap_or_default() + "\n";
        match (&self.slot, self.level) {
            (Slot::Scp(account), Some(level)) => {
                let at = owned(&["accounts", account, "scp_levels", &level.to_string()]);
                let edit = Edit::Add(quoted(document));
                vec![
                    Change::EditDocument { document: document.clone(), text },
                    Change::Tell { at, edit },
                ]
            }
            _ => vec![Change::Attach { document: document.clone(), slot: self.slot.clone(), text }],
        }
    }

    /// The statement of the policy that a key has whose policy nobody wrote: without it nobody could manage the key.
    fn default_of_key(&self) -> Option<String> {
        let Slot::Key(id) = &self.slot else { return None };
        let key = self.judged.scenario.keys.iter().find(|it| it.id == *id)?;
        let arn = Arn::parse(&key.arn)?;
        Some(requests::default_statement(arn.partition, arn.account))
    }

    /// A name for a new document that no other has.
    fn new_name(&self) -> DocumentId {
        let own = match &self.slot {
            Slot::Identity(id) => format!("{id}-allow"),
            Slot::Bucket(id)
            | Slot::AccessPoint(id)
            | Slot::Endpoint(id)
            | Slot::Function(id)
            | Slot::Key(id)
            | Slot::Boundary(id)
            | Slot::Session(id)
            | Slot::Trust(id)
            | Slot::NewPolicy(id)
            | Slot::Scp(id)
            | Slot::Rcp(id) => format!("{id}-policy"),
        };
        place::free_name(&self.judged.scenario, &own)
    }

    /// The resource that the statement names; a trust policy names none, and a key policy its own key.
    fn resource(&self) -> Option<String> {
        match self.slot.kind() {
            PolicyKind::Trust => None,
            PolicyKind::Key => Some("*".to_owned()),
            _ => Some(resource(&self.request.request)),
        }
    }

    /// The principal and the condition of the statement, as JSON; `None` where the caller cannot be named.
    fn principal(&self) -> Option<(Option<String>, Option<String>)> {
        let kind = self.slot.kind();
        if !kind.takes_principal() {
            return Some((None, None));
        }
        let caller = &self.request.request.caller;
        let named = |arn: &str| format!(r#"{{"AWS":{}}}"#, quoted(arn));
        let everybody = || Some("\"*\"".to_owned());
        // AWS: "Control access to VPC endpoints using endpoint policies" — a gateway endpoint's names everybody, and a
        // condition on aws:PrincipalArn whom it means. The principals of AWS's own that sign URLs nobody can name.
        if kind == PolicyKind::Endpoint {
            let url =
                self.blocker.path.and_then(|it| requests::url_on(&it.path, &self.judged.scenario));
            let only = caller.principal_arn().filter(|_| !url.is_some_and(|it| it.by_aws));
            let condition =
                only.map(|it| format!(r#"{{"ArnEquals":{{"aws:PrincipalArn":{}}}}}"#, quoted(it)));
            return Some((everybody(), condition));
        }
        match caller {
            Caller::Anonymous => Some((everybody(), None)),
            Caller::Service(name) => {
                let principal = format!(r#"{{"Service":{}}}"#, quoted(name));
                Some((Some(principal), self.of_source()))
            }
            Caller::Role { role, .. } => Some((Some(named(role)), None)),
            Caller::User(arn) | Caller::Root(arn) | Caller::FederatedUser(arn) => {
                Some((Some(named(arn)), None))
            }
        }
    }

    /// The condition that keeps a service from calling for others, as far as the request tells for whom it calls.
    // AWS: "The confused deputy problem" — aws:SourceArn and aws:SourceAccount.
    fn of_source(&self) -> Option<String> {
        let context = &self.request.request.context;
        let mut tests = Vec::new();
        for (operator, key) in [("ArnLike", "aws:SourceArn"), ("StringEquals", "aws:SourceAccount")]
        {
            if let Some(accesspath_policy::context::ContextValue::One(value)) = context.get(key) {
                tests.push(format!(r#""{operator}":{{"{key}":{}}}"#, quoted(value)));
            }
        }
        (!tests.is_empty()).then(|| format!("{{{}}}", tests.join(",")))
    }
}

/// An object of those members that have a value.
fn object(members: &[(&str, Option<String>)]) -> String {
    let each = members.iter().filter_map(|(name, value)| {
        value.as_ref().map(|value| format!("{}:{value}", quoted(name)))
    });
    format!("{{{}}}", each.collect::<Vec<_>>().join(","))
}
