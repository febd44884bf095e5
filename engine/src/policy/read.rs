//! JSON tree → policy, with a diagnostic for everything that AWS would refuse.
//!
//! Never fails: what cannot be read makes its statement, or the whole policy, unreadable, and that is kept.
//! An unreadable part neither allows nor is it passed over: evaluation treats it as not known.

use std::rc::Rc;

use super::{
    Clause, Condition, DocumentId, Effect, Entry, Form, Parsed, Policy, PolicyKind, Principal,
    PrincipalName, Statement, Version, variable,
};
use crate::arn;
use crate::condition::{Family, Operator};
use crate::diagnostic::{self, Diagnostic, Problem};
use crate::json::{self, Member, Node, Value};
use crate::pattern;
use crate::spelling;
use crate::text::Span;

const POLICY_ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];
/// Whether two members have one name, also in different case; in the time of sorting them where they are many.
#[inline(never)]
fn has_twins(members: &[Member]) -> bool {
    if members.len() <= 8 {
        let earlier = |at| members.iter().take(at);
        let mut all = members.iter().enumerate();
        return all.any(|(at, it)| earlier(at).any(|own| own.name.eq_ignore_ascii_case(&it.name)));
    }
    let mut names: Vec<String> = members.iter().map(|it| it.name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    names.windows(2).any(|it| matches!(it, [one, other] if one == other))
}

const RCP: &str = "rcp-syntax-error";

/// Whether these are the statements of `RCPFullAWSAccess`, the one RCP that allows: it stands at every level.
fn is_full_access(statements: &[Statement]) -> bool {
    let star = |clause: &Option<Clause<Entry>>| {
        clause.as_ref().is_some_and(|it| {
            it.form == Form::Listed && matches!(it.entries.as_slice(), [only] if only.text == "*")
        })
    };
    let [only] = statements else { return false };
    only.effect == Some(Effect::Allow)
        && only.conditions.is_empty()
        && star(&only.action)
        && star(&only.resource)
}

const STATEMENT_ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// Reads `text` as a policy of `kind`; never fails.
pub fn parse_policy(document: DocumentId, kind: PolicyKind, text: &str) -> Parsed<Policy> {
    parse_policy_up_to(json::MAX_BYTES, document, kind, text)
}

/// Reads `text`, which may have at most `limit` bytes, as a policy of `kind`; never fails.
pub fn parse_policy_up_to(
    limit: usize,
    document: DocumentId,
    kind: PolicyKind,
    text: &str,
) -> Parsed<Policy> {
    let json = json::read_up_to(limit, json::TOO_LONG, text);
    read_policy(document, kind, text.into(), json.root.as_ref(), json.diagnostics)
}

/// Reads the policy of `kind` that stands at `root` of a larger `text`, which was read without a fault; never fails.
pub(crate) fn policy_at(kind: PolicyKind, text: &Rc<str>, root: &Node) -> Parsed<Policy> {
    read_policy("".into(), kind, text.clone(), Some(root), Vec::new())
}

fn read_policy(
    document: DocumentId,
    kind: PolicyKind,
    text: Rc<str>,
    root: Option<&Node>,
    diagnostics: Vec<Diagnostic>,
) -> Parsed<Policy> {
    let mut reader = Reader { kind, diagnostics, version: Version::V2008 };
    let whole = Span::new(0, text.len());
    let mut policy = Policy {
        document: document.clone(),
        kind,
        version: Version::V2008,
        statements: Vec::new(),
        unreadable: None,
    };
    match root {
        None if reader.diagnostics.is_empty() => reader.report(Problem::EmptyDocument, whole),
        None => {}
        Some(root) => reader.policy(root, &mut policy),
    }
    let errors = || reader.diagnostics.iter().filter(|it| it.is_error());
    policy.unreadable = errors().next().map(|it| it.span);
    if policy.unreadable.is_some() {
        for statement in &mut policy.statements {
            let inside = |it: &&Diagnostic| statement.span.contains(it.span);
            statement.unreadable = errors().find(inside).map(|it| it.span);
        }
    }
    diagnostic::sort(&mut reader.diagnostics);
    Parsed { document, text, value: policy, diagnostics: reader.diagnostics }
}

struct Reader {
    kind: PolicyKind,
    diagnostics: Vec<Diagnostic>,
    version: Version,
}

impl Reader {
    fn report(&mut self, problem: Problem, span: Span) {
        self.diagnostics.push(Diagnostic::new(problem, span));
    }

    fn wrong_type(&mut self, element: &str, expected: &'static str, node: &Node) {
        // What is unreadable was reported when it was read.
        if node.value != Value::Unreadable {
            let problem = Problem::DataTypeMismatch { element: element.to_owned(), expected };
            self.report(problem, node.span);
        }
    }

    /// Reports members that stand twice.
    fn unique(&mut self, members: &[Member]) {
        if !has_twins(members) {
            return;
        }
        for (at, member) in members.iter().enumerate() {
            let mut before = members.iter().take(at);
            if before.any(|it| it.name == member.name) {
                self.report(Problem::DuplicateKey(member.name.clone()), member.name_span);
            }
        }
    }

    fn known(&mut self, members: &[Member], known: &'static [&'static str]) {
        for member in members.iter().filter(|it| !known.contains(&it.name.as_str())) {
            let meant = spelling::nearest(&member.name, known);
            let problem = Problem::InvalidPolicyElement { name: member.name.clone(), meant };
            self.report(problem, member.name_span);
        }
    }

    fn policy(&mut self, root: &Node, policy: &mut Policy) {
        let Some(members) = root.members() else {
            return self.wrong_type("a policy", "an object", root);
        };
        self.unique(members);
        self.known(members, &POLICY_ELEMENTS);
        let brace = Span::new(root.span.start, (root.span.start + 1).min(root.span.end));
        match member(members, "Version") {
            None => self.report(Problem::MissingVersion, brace),
            Some(node) => match node.scalar().as_deref() {
                Some("2012-10-17") => self.version = Version::V2012,
                Some("2008-10-17") => {}
                Some(other) => self.report(Problem::InvalidVersion(other.to_owned()), node.span),
                None => self.wrong_type("Version", "\"2012-10-17\"", node),
            },
        }
        policy.version = self.version;
        if self.kind == PolicyKind::Rcp && self.version == Version::V2008 {
            self.refuse(RCP, "an RCP needs Version 2012-10-17", brace);
        }
        if let Some(id) = members.iter().find(|it| it.name == "Id")
            && !self.kind.takes_principal()
        {
            let problem = Problem::UnsupportedElement { element: "Id", kind: self.kind.article() };
            self.report(problem, id.name_span);
        }
        match member(members, "Statement") {
            None => self.report(Problem::MissingStatement, brace),
            Some(Node { value: Value::Array(items), .. }) => {
                for (at, item) in items.iter().enumerate() {
                    policy.statements.extend(self.statement(item, at + 1));
                }
            }
            Some(node) => policy.statements.extend(self.statement(node, 1)),
        }
        match self.kind {
            PolicyKind::Rcp if !is_full_access(&policy.statements) => {
                policy.statements.iter().for_each(|it| self.rcp(it));
            }
            PolicyKind::Trust => policy.statements.iter().for_each(|it| self.trust(it)),
            _ => {}
        }
    }

    fn refuse(&mut self, code: &'static str, found: &'static str, span: Span) {
        self.report(Problem::SyntaxOfKind { code, found }, span);
    }

    /// Reports what only AWS's own resource control policy may say.
    fn rcp(&mut self, statement: &Statement) {
        if statement.effect == Some(Effect::Allow) {
            self.refuse(RCP, "an RCP of your own can only Deny", statement.span);
        }
        let Some(action) = &statement.action else { return };
        if action.form == Form::AllBut {
            self.refuse(RCP, "an RCP takes no NotAction", action.name);
        }
        if let Some(star) = action.entries.iter().find(|it| it.text == "*") {
            self.refuse(RCP, "an RCP names the service: s3:* and not *", star.span);
        }
    }

    fn trust(&mut self, statement: &Statement) {
        if let Some(clause) = statement.principal.as_ref().filter(|it| it.form == Form::AllBut) {
            let code = "role-trust-policy-syntax-error-notprincipal";
            self.refuse(code, "a trust policy takes no NotPrincipal", clause.name);
        }
        if let Some(clause) = &statement.resource {
            let code = "role-trust-policy-syntax-error-resource";
            self.refuse(
                code,
                "a trust policy takes no Resource: it is the role itself",
                clause.name,
            );
        }
    }

    fn statement(&mut self, node: &Node, number: usize) -> Option<Statement> {
        let Some(members) = node.members() else {
            self.wrong_type("a statement", "an object", node);
            return None;
        };
        self.unique(members);
        self.known(members, &STATEMENT_ELEMENTS);
        let brace = Span::new(node.span.start, (node.span.start + 1).min(node.span.end));
        let sid = member(members, "Sid").and_then(|it| self.text("Sid", it));
        let effect = self.effect(members, brace);
        let principal = self.principal_clause(members, brace);
        let action = self.entries(members, "Action", "NotAction");
        match &action {
            None if !has_either(members, "Action", "NotAction") => {
                self.report(Problem::MissingAction, brace);
            }
            None => {}
            Some(action) => self.actions(action),
        }
        let resource = self.entries(members, "Resource", "NotResource");
        match &resource {
            None if self.kind.needs_resource()
                && !has_either(members, "Resource", "NotResource") =>
            {
                self.report(Problem::MissingResource, brace);
            }
            None => {}
            Some(resource) => self.resources(resource),
        }
        let conditions = match member(members, "Condition") {
            Some(node) => self.conditions(node),
            None => Vec::new(),
        };
        if let (Some(Effect::Allow), Some(Clause { form: Form::AllBut, name, .. })) =
            (effect, &principal)
        {
            self.report(Problem::AllowWithNotPrincipal, *name);
        }
        Some(Statement {
            number,
            span: node.span,
            sid,
            effect,
            principal,
            action,
            resource,
            conditions,
            unreadable: None,
        })
    }

    fn effect(&mut self, members: &[Member], brace: Span) -> Option<Effect> {
        let Some(node) = member(members, "Effect") else {
            self.report(Problem::MissingEffect, brace);
            return None;
        };
        let entry = self.text("Effect", node)?;
        match entry.text.as_str() {
            "Allow" => Some(Effect::Allow),
            "Deny" => Some(Effect::Deny),
            _ => {
                self.report(Problem::InvalidEffect(entry.text), entry.span);
                None
            }
        }
    }

    fn text(&mut self, element: &str, node: &Node) -> Option<Entry> {
        let Value::String(text) = &node.value else {
            self.wrong_type(element, "a string", node);
            return None;
        };
        Some(Entry { text: text.clone(), span: node.span })
    }

    /// A scalar or a list of scalars; numbers and booleans without quotes are strings to IAM.
    fn texts(&mut self, element: &str, node: &Node) -> Vec<Entry> {
        let items = match &node.value {
            Value::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut entries = Vec::new();
        for item in items {
            match item.scalar() {
                Some(text) => entries.push(Entry { text, span: item.span }),
                None => self.wrong_type(element, "a string or a list of strings", item),
            }
        }
        entries
    }

    /// The two forms of an element, of which a statement takes one.
    fn pick<'m>(
        &mut self,
        members: &'m [Member],
        plain: &'static str,
        all_but: &'static str,
    ) -> Option<(Form, &'m Member)> {
        let find = |name| members.iter().find(|it: &&Member| it.name == name);
        match (find(plain), find(all_but)) {
            (Some(_), Some(second)) => {
                let pair = match plain {
                    "Action" => "Action and NotAction",
                    "Resource" => "Resource and NotResource",
                    _ => "Principal and NotPrincipal",
                };
                self.report(Problem::UnsupportedElementCombination(pair), second.name_span);
                find(plain).map(|it| (Form::Listed, it))
            }
            (Some(listed), None) => Some((Form::Listed, listed)),
            (None, Some(listed)) => Some((Form::AllBut, listed)),
            (None, None) => None,
        }
    }

    fn entries(
        &mut self,
        members: &[Member],
        plain: &'static str,
        all_but: &'static str,
    ) -> Option<Clause<Entry>> {
        let (form, member) = self.pick(members, plain, all_but)?;
        let entries = self.texts(&member.name, &member.node);
        if matches!(&member.node.value, Value::Array(items) if items.is_empty()) {
            self.report(
                Problem::EmptyArray(if form == Form::Listed { plain } else { all_but }),
                member.node.span,
            );
        }
        Some(Clause { form, name: member.name_span, value: member.node.span, entries })
    }

    fn actions(&mut self, action: &Clause<Entry>) {
        for entry in &action.entries {
            let named = entry.text.split_once(':').is_some_and(|(service, name)| {
                !service.is_empty() && !name.is_empty() && !name.contains([':'])
            });
            if entry.text != "*" && !named {
                self.report(Problem::InvalidAction(entry.text.clone()), entry.span);
            }
        }
    }

    fn resources(&mut self, resource: &Clause<Entry>) {
        for entry in &resource.entries {
            let arn = entry.text.starts_with("arn:") || entry.text.starts_with(['*', '?']);
            // AWS: "IAM JSON policy elements: Resource" — no wildcard in the part that names the service.
            let service = arn::parts(&entry.text).get(2).copied().unwrap_or_default();
            if arn && !pattern::is_plain(service) && !service.contains("${") {
                self.report(Problem::WildcardInArnService, entry.span);
            } else if !arn && !variable::has_variable(&entry.text, self.version) {
                self.report(Problem::InvalidResource(entry.text.clone()), entry.span);
            }
            self.variables(entry);
        }
    }

    fn variables(&mut self, entry: &Entry) {
        if self.version == Version::V2012
            && let Some(broken) = variable::first_broken(&entry.text)
        {
            self.report(Problem::InvalidVariable(broken.to_owned()), entry.span);
        }
    }

    fn principal_clause(&mut self, members: &[Member], brace: Span) -> Option<Clause<Principal>> {
        let Some((form, member)) = self.pick(members, "Principal", "NotPrincipal") else {
            if self.kind.takes_principal() {
                self.report(Problem::MissingPrincipal, brace);
            }
            return None;
        };
        if !self.kind.takes_principal() {
            self.report(Problem::UnsupportedPrincipal(self.kind.article()), member.name_span);
        }
        let mut entries = Vec::new();
        match &member.node.value {
            Value::String(text) => {
                let name = match text.as_str() {
                    "*" => PrincipalName::Everyone,
                    other => PrincipalName::Invalid(other.to_owned()),
                };
                entries.push(Principal { name, span: member.node.span });
            }
            Value::Object(kinds) => {
                self.unique(kinds);
                for kind in kinds {
                    self.principals(kind, &mut entries);
                }
            }
            _ => self.wrong_type(
                &member.name,
                "\"*\" or an object such as {\"AWS\": \"…\"}",
                &member.node,
            ),
        }
        // AWS: "RCP syntax" — Principal is "*", and there is no NotPrincipal.
        let everyone = |it: &Principal| it.name == PrincipalName::Everyone;
        if self.kind == PolicyKind::Rcp && (form == Form::AllBut || !entries.iter().all(everyone)) {
            let problem = Problem::UnsupportedPrincipalOtherThanEveryone(self.kind.article());
            self.report(problem, member.name_span.to(member.node.span));
        }
        for entry in &entries {
            if let PrincipalName::Invalid(text) = &entry.name {
                self.report(Problem::InvalidPrincipalFormat(text.clone()), entry.span);
            }
        }
        Some(Clause { form, name: member.name_span, value: member.node.span, entries })
    }

    fn principals(&mut self, kind: &Member, entries: &mut Vec<Principal>) {
        let named: fn(&str) -> PrincipalName = match kind.name.as_str() {
            "AWS" => PrincipalName::aws,
            "Service" => |text| match pattern::is_plain(text) {
                true => PrincipalName::Service(text.to_owned()),
                false => PrincipalName::Invalid(text.to_owned()),
            },
            "Federated" => |text| PrincipalName::Federated(text.to_owned()),
            "CanonicalUser" => |text| PrincipalName::CanonicalUser(text.to_owned()),
            other => {
                let problem = Problem::InvalidPrincipalKey(other.to_owned());
                return self.report(problem, kind.name_span);
            }
        };
        for entry in self.texts(&kind.name, &kind.node) {
            entries.push(Principal { name: named(&entry.text), span: entry.span });
        }
    }

    fn conditions(&mut self, node: &Node) -> Vec<Condition> {
        let Some(operators) = node.members() else {
            self.wrong_type("Condition", "an object of operators", node);
            return Vec::new();
        };
        self.unique(operators);
        self.tests("Condition", operators, node);
        let mut conditions = Vec::new();
        for member in operators {
            let operator = self.operator(member);
            let Some(keys) = member.node.members() else {
                self.wrong_type(&member.name, "an object of condition keys", &member.node);
                continue;
            };
            self.unique(keys);
            self.tests(&member.name, keys, &member.node);
            let twins = has_twins(keys);
            for (at, key) in keys.iter().enumerate() {
                let twin =
                    |it: &Member| it.name != key.name && it.name.eq_ignore_ascii_case(&key.name);
                if twins && keys.iter().take(at).any(twin) {
                    let problem = Problem::DuplicateKeysWithDifferentCase(key.name.clone());
                    self.report(problem, key.name_span);
                }
                let values = self.texts(&key.name, &key.node);
                values.iter().for_each(|it| self.variables(it));
                if values.is_empty() && matches!(key.node.value, Value::Array(_)) {
                    self.report(Problem::EmptyArrayCondition(operator), key.node.span);
                }
                conditions.push(Condition {
                    operator,
                    operator_name: Entry { text: member.name.clone(), span: member.name_span },
                    key: Entry { text: key.name.clone(), span: key.name_span },
                    values,
                    values_span: key.node.span,
                });
            }
        }
        conditions
    }

    /// Reports an object of a condition that holds nothing.
    fn tests(&mut self, name: &str, members: &[Member], node: &Node) {
        if members.is_empty() {
            self.report(Problem::EmptyObjectCondition(name.to_owned()), node.span);
        }
    }

    fn operator(&mut self, member: &Member) -> Option<Operator> {
        match Operator::parse(&member.name) {
            Some(Operator { family: Family::Null, if_exists: true, .. }) => {
                self.report(Problem::NullWithIfExists, member.name_span);
                None
            }
            Some(operator) => Some(operator),
            None => {
                let meant = Operator::meant(&member.name);
                let problem =
                    Problem::InvalidConditionOperator { name: member.name.clone(), meant };
                self.report(problem, member.name_span);
                None
            }
        }
    }
}

fn member<'m>(members: &'m [Member], name: &str) -> Option<&'m Node> {
    members.iter().find(|it| it.name == name).map(|it| &it.node)
}

fn has_either(members: &[Member], plain: &str, all_but: &str) -> bool {
    member(members, plain).is_some() || member(members, all_but).is_some()
}
