//! What can be changed where no statement of a layer allows: a statement for exactly this call, or an entry more in the
//! statement that comes nearest.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::caller::Caller;
use accesspath_policy::json::{self, Edit};
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::{DocumentId, PolicyKind};
use accesspath_policy::trace::{ClauseTrace, Element, Negation, PolicyTrace};

use super::{PolicyRepair, managed, place};
use crate::control::Control;
use crate::repair::answer::Judged;
use crate::repair::blocker::Blocker;
use crate::repair::call::{owned, quoted};
use crate::repair::{Breadth, Obstacle, Repair, WhyNot};
use crate::scenario::Fact;
use crate::scenario::change::{Change, Slot};

/// The repairs for a missing Allow: in the layer itself, then in one that could grant in its place.
pub(super) fn candidates(
    judged: &Judged,
    blocker: &Blocker<'_>,
    request: &RequestTrace,
    finding: &Finding,
) -> Result<Vec<Repair>, WhyNot> {
    let mut found = Vec::new();
    let or = request.or.iter().filter(|_| finding.layer == Layer::IdentityPolicies);
    for layer in std::iter::once(&finding.layer).chain(or) {
        let Some(slot) = place::slot(judged, blocker, request, *layer) else { continue };
        let grant = Grant { judged, request, slot, level: finding.level };
        if *layer == finding.layer {
            found.extend(grant.widened(finding));
        }
        found.extend(grant.statement());
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
    if found.is_empty() { Err(WhyNot::NotEditable) } else { Ok(found) }
}

struct Grant<'a> {
    judged: &'a Judged,
    request: &'a RequestTrace,
    slot: Slot,
    level: Option<usize>,
}

impl Grant<'_> {
    /// One entry more in the nearest statement, where a single clause of it fails.
    fn widened(&self, finding: &Finding) -> Option<Repair> {
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
                return Some(self.entry(
                    document,
                    statement.number,
                    &names.key,
                    value,
                    at,
                    Breadth::Some,
                ));
            }
            _ => return None,
        };
        let rest = statement.clauses.iter().filter(|it| !std::ptr::eq(*it, clause));
        let is_exact = rest.into_iter().all(|it| self.is_exact(it, policy));
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

    /// A statement that allows exactly this call, in the first document of the slot that can be edited, else in a new
    /// one.
    fn statement(&self) -> Option<Repair> {
        let request = &self.request.request;
        let (action, resource) = (request.action.clone(), self.resource());
        let (principal, condition) = self.principal()?;
        let text =
            statement(&action, resource.as_deref(), principal.as_deref(), condition.as_deref());
        let editable = place::editable(self.judged, &self.slot);
        let existing = match self.level {
            Some(level) => editable.into_iter().find(|it| self.stands_at(it, level)),
            None => editable.into_iter().next(),
        };
        let is_new = existing.is_none();
        // A single field that holds a document that cannot be edited would lose it.
        let takes_one = !matches!(self.slot, Slot::Identity(_) | Slot::Session(_) | Slot::Scp(_));
        if is_new && takes_one && place::is_taken(self.judged, &self.slot) {
            return None;
        }
        let document = existing.unwrap_or_else(|| self.new_name());
        let changes = if is_new {
            self.attached(&document, &text)
        } else {
            let at = owned(&["Statement"]);
            vec![Change::EditPart { document: document.clone(), at, edit: Edit::Add(text) }]
        };
        let is_everybody = request.caller == Caller::Anonymous;
        let does = PolicyRepair::Allow {
            document,
            slot: self.slot.clone(),
            is_new,
            action,
            resource: resource.unwrap_or_default(),
            principal: self
                .slot
                .kind()
                .takes_principal()
                .then(|| request.caller.shown().to_owned()),
        };
        let opens = if is_everybody { Breadth::Much } else { Breadth::Nothing };
        Some(Repair::new(does, self.actor(), changes).opening(opens))
    }

    fn stands_at(&self, document: &DocumentId, level: usize) -> bool {
        let Slot::Scp(account) = &self.slot else { return true };
        let levels = self.judged.scenario.account(account).and_then(|it| it.scp_levels.as_ref());
        let at = levels.and_then(Fact::known).and_then(|it| it.get(level.checked_sub(1)?));
        at.is_some_and(|it| it.contains(document))
    }

    /// The edits that attach a new document with this statement.
    fn attached(&self, document: &DocumentId, statement: &str) -> Vec<Change> {
        let plain = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
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
        let taken = |name: &str| self.judged.scenario.documents.get(name).is_some();
        let mut name = own.clone();
        let mut number = 2;
        while taken(&name) {
            name = format!("{own}-{number}");
            number += 1;
        }
        name.as_str().into()
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
        // condition on aws:PrincipalArn whom it means.
        if kind == PolicyKind::Endpoint {
            let only = caller.principal_arn();
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

/// The resource as a policy names it alone: what is a wildcard or a variable there is written as a plain character.
// AWS: "IAM policy elements: Variables and tags" — `${*}`, `${?}` and `${$}`.
fn resource(request: &accesspath_policy::request::Request) -> String {
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

fn statement(
    action: &str,
    resource: Option<&str>,
    principal: Option<&str>,
    condition: Option<&str>,
) -> String {
    let mut text = "{\"Effect\":\"Allow\"".to_owned();
    let mut add = |name: &str, value: &str| {
        text.push_str(&format!(",\"{name}\":{value}"));
    };
    if let Some(principal) = principal {
        add("Principal", principal);
    }
    add("Action", &quoted(action));
    if let Some(resource) = resource {
        add("Resource", &quoted(resource));
    }
    if let Some(condition) = condition {
        add("Condition", condition);
    }
    text.push('}');
    text
}
