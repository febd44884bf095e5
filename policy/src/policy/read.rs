//! JSON tree → policy, with a diagnostic for everything that AWS would refuse.
//!
//! Never fails: what cannot be read makes its statement, or the whole policy, unreadable, and that is kept.
//! An unreadable part neither allows nor is it passed over: evaluation treats it as not known.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Clause, Condition, ConditionNames, DocumentId, Effect, Entry, Form, Parsed, Policy, PolicyKind,
    Principal, PrincipalName, Statement, Version, variable,
};
use crate::diagnostic::{self, Diagnostic, Problem};
use crate::json::{self, Member, Members, Node, Value};
use crate::operator::{Family, Operator};
use crate::pattern;
use crate::spelling;
use crate::text::{Span, Text};

const POLICY_ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

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

/// The length of the shortest statement that AWS takes, with its comma; of those a document holds as many as fit.
const SHORTEST_STATEMENT: usize = r#"{"Effect":"Deny","Action":"*","Resource":"*"},"#.len();

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
    let text: Arc<str> = text.into();
    let mut json = json::read_up_to(limit, json::TOO_LONG, &text);
    let diagnostics = std::mem::take(&mut json.diagnostics);
    read_policy(limit, document, kind, &text, json.root(), diagnostics)
}

/// Reads the policy of `kind` that stands at `root` of a larger `text`, which was read without a fault; never fails.
pub(crate) fn policy_at(kind: PolicyKind, text: &Arc<str>, root: Node<'_>) -> Parsed<Policy> {
    read_policy(json::MAX_BYTES, "".into(), kind, text, Some(root), Vec::new())
}

fn read_policy(
    limit: usize,
    document: DocumentId,
    kind: PolicyKind,
    text: &Arc<str>,
    root: Option<Node<'_>>,
    diagnostics: Vec<Diagnostic>,
) -> Parsed<Policy> {
    let most_statements = limit / SHORTEST_STATEMENT;
    let mut reader = Reader { kind, most_statements, text, diagnostics, version: Version::V2008 };
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
    diagnostic::sort(&mut reader.diagnostics);
    let errors: Vec<Span> =
        reader.diagnostics.iter().filter(|it| it.is_error()).map(|it| it.span).collect();
    policy.unreadable = errors.first().copied();
    if policy.unreadable.is_some() {
        for statement in &mut policy.statements {
            let first = errors.partition_point(|it| it.start < statement.span.start);
            let near = errors.iter().skip(first).take_while(|it| it.start <= statement.span.end);
            statement.unreadable = near.copied().find(|it| statement.span.contains(*it));
        }
    }
    let diagnostics = reader.diagnostics;
    Parsed { document, text: text.clone(), value: policy, diagnostics }
}

struct Reader<'t> {
    kind: PolicyKind,
    most_statements: usize,
    text: &'t Arc<str>,
    diagnostics: Vec<Diagnostic>,
    version: Version,
}

impl Reader<'_> {
    fn report(&mut self, problem: Problem, span: Span) {
        self.diagnostics.push(Diagnostic::new(problem, span));
    }

    fn wrong_type(&mut self, element: &str, expected: &'static str, node: Node<'_>) {
        // What is unreadable was reported when it was read.
        if node.value != Value::Unreadable {
            let problem = Problem::DataTypeMismatch { element: element.to_owned(), expected };
            self.report(problem, node.span);
        }
    }

    /// Reports members that stand twice; condition keys ignore case.
    fn unique(&mut self, members: Members<'_>, any_case: bool) {
        for (first, again) in repeated(members, any_case) {
            let name = again.name.to_owned();
            let problem = match first.name == again.name {
                true => Problem::DuplicateKey(name),
                false => Problem::DuplicateKeysWithDifferentCase(name),
            };
            self.report(problem, again.name_span);
        }
    }

    /// The elements in the order of their names; what is none, or stands twice, is reported.
    fn elements<'j, const N: usize>(
        &mut self,
        members: Members<'j>,
        known: &'static [&'static str; N],
    ) -> [Option<Member<'j>>; N] {
        let mut found = [None; N];
        let mut sound = true;
        for member in members {
            let at = known.iter().position(|it| *it == member.name);
            match at.and_then(|at| found.get_mut(at)) {
                Some(place @ None) => *place = Some(member),
                _ => sound = false,
            }
        }
        if !sound {
            self.unique(members, false);
            self.known(members, known);
        }
        found
    }

    #[inline(never)]
    fn known(&mut self, members: Members<'_>, known: &'static [&'static str]) {
        for member in members.filter(|it| !known.contains(&it.name)) {
            let meant = spelling::nearest(member.name, known);
            let problem = Problem::InvalidPolicyElement { name: member.name.to_owned(), meant };
            self.report(problem, member.name_span);
        }
    }

    fn policy(&mut self, root: Node<'_>, policy: &mut Policy) {
        let Some(members) = root.members() else {
            return self.wrong_type("a policy", "an object", root);
        };
        let [version, id, statement] = self.elements(members, &POLICY_ELEMENTS);
        let brace = Span::new(root.span.start, (root.span.start + 1).min(root.span.end));
        match version.map(|it| it.node) {
            None => self.report(Problem::MissingVersion, brace),
            Some(node) => match node.scalar() {
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
        if let Some(id) = id.filter(|_| !self.kind.takes_principal()) {
            let problem = Problem::UnsupportedElement { element: "Id", kind: self.kind.article() };
            self.report(problem, id.name_span);
        }
        match statement.map(|it| it.node) {
            None => self.report(Problem::MissingStatement, brace),
            Some(Node { value: Value::Array(items), .. }) => {
                for (at, item) in items.enumerate() {
                    if at == self.most_statements {
                        let problem = Problem::TooLarge("more statements than a policy can hold");
                        self.report(problem, item.span);
                        break;
                    }
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

    fn statement(&mut self, node: Node<'_>, number: usize) -> Option<Statement> {
        let Some(members) = node.members() else {
            self.wrong_type("a statement", "an object", node);
            return None;
        };
        let [
            sid,
            effect,
            principal,
            not_principal,
            action,
            not_action,
            resource,
            not_resource,
            condition,
        ] = self.elements(members, &STATEMENT_ELEMENTS);
        let brace = Span::new(node.span.start, (node.span.start + 1).min(node.span.end));
        let sid = sid.and_then(|it| self.text("Sid", it.node));
        let effect = self.effect(effect, brace);
        let principal = self.pick(principal, not_principal, "Principal and NotPrincipal");
        if principal.is_none() && self.kind.takes_principal() {
            self.report(Problem::MissingPrincipal, brace);
        }
        let principal = principal.map(|it| self.principal_clause(it));
        let action = self.pick(action, not_action, "Action and NotAction");
        if action.is_none() {
            self.report(Problem::MissingAction, brace);
        }
        let action = action.map(|it| self.entries(it));
        action.iter().for_each(|it| self.actions(it));
        let resource = self.pick(resource, not_resource, "Resource and NotResource");
        if resource.is_none() && self.kind.needs_resource() {
            self.report(Problem::MissingResource, brace);
        }
        let resource = resource.map(|it| self.entries(it));
        resource.iter().for_each(|it| self.resources(it));
        let conditions = condition.map(|it| self.conditions(it.node)).unwrap_or_default();
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

    fn effect(&mut self, member: Option<Member<'_>>, brace: Span) -> Option<Effect> {
        let Some(Member { node, .. }) = member else {
            self.report(Problem::MissingEffect, brace);
            return None;
        };
        match node.value {
            Value::String("Allow") => return Some(Effect::Allow),
            Value::String("Deny") => return Some(Effect::Deny),
            Value::String(other) => {
                self.report(Problem::InvalidEffect(other.to_owned()), node.span);
            }
            _ => self.wrong_type("Effect", "a string", node),
        }
        None
    }

    fn text(&mut self, element: &str, node: Node<'_>) -> Option<Entry> {
        if !matches!(node.value, Value::String(_)) {
            self.wrong_type(element, "a string", node);
            return None;
        }
        self.entry(node)
    }

    /// A scalar; numbers and booleans without quotes are strings to IAM.
    fn entry(&self, node: Node<'_>) -> Option<Entry> {
        let quote = usize::from(matches!(node.value, Value::String(_)));
        let text = Text::of(self.text, node.span.start + quote, node.scalar()?);
        Some(Entry { text, span: node.span })
    }

    /// A member's name.
    fn name(&self, member: Member<'_>) -> Entry {
        let text = Text::of(self.text, member.name_span.start + 1, member.name);
        Entry { text, span: member.name_span }
    }

    /// A scalar or a list of scalars.
    fn texts(&mut self, member: Member<'_>) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut add = |item: Node<'_>| match self.entry(item) {
            Some(entry) => entries.push(entry),
            None => self.wrong_type(member.name, "a string or a list of strings", item),
        };
        match member.node.value {
            Value::Array(items) => items.for_each(add),
            _ => add(member.node),
        }
        entries
    }

    /// The two forms of an element, of which a statement takes one.
    fn pick<'j>(
        &mut self,
        plain: Option<Member<'j>>,
        all_but: Option<Member<'j>>,
        pair: &'static str,
    ) -> Option<(Form, Member<'j>)> {
        if let (Some(_), Some(second)) = (plain, all_but) {
            self.report(Problem::UnsupportedElementCombination(pair), second.name_span);
        }
        plain.map(|it| (Form::Listed, it)).or_else(|| all_but.map(|it| (Form::AllBut, it)))
    }

    fn entries(&mut self, (form, member): (Form, Member<'_>)) -> Clause<Entry> {
        let entries = self.texts(member);
        if matches!(member.node.value, Value::Array(items) if items.is_empty()) {
            let element = STATEMENT_ELEMENTS.iter().find(|it| **it == member.name);
            self.report(Problem::EmptyArray(element.unwrap_or(&"")), member.node.span);
        }
        Clause { form, name: member.name_span, value: member.node.span, entries }
    }

    fn actions(&mut self, action: &Clause<Entry>) {
        for entry in &action.entries {
            let named = entry.text.split_once(':').is_some_and(|(service, name)| {
                !service.is_empty() && !name.is_empty() && !name.contains([':'])
            });
            if entry.text != "*" && !named {
                self.report(Problem::InvalidAction(entry.text.to_string()), entry.span);
            }
        }
    }

    fn resources(&mut self, resource: &Clause<Entry>) {
        for entry in &resource.entries {
            let arn = entry.text.starts_with("arn:") || entry.text.starts_with(['*', '?']);
            // AWS: "IAM JSON policy elements: Resource" — no wildcard in the part that names the service.
            let service = entry.text.split(':').nth(2).unwrap_or_default();
            if arn && !pattern::is_plain(service) && !service.contains("${") {
                self.report(Problem::WildcardInArnService, entry.span);
            } else if !arn && !variable::has_variable(&entry.text, self.version) {
                self.report(Problem::InvalidResource(entry.text.to_string()), entry.span);
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

    fn principal_clause(&mut self, (form, member): (Form, Member<'_>)) -> Clause<Principal> {
        if !self.kind.takes_principal() {
            self.report(Problem::UnsupportedPrincipal(self.kind.article()), member.name_span);
        }
        let mut entries = Vec::new();
        match member.node.value {
            Value::String(text) => {
                let name = match text {
                    "*" => PrincipalName::Everyone,
                    other => PrincipalName::Invalid(other.to_owned()),
                };
                entries.push(Principal { name, span: member.node.span });
            }
            Value::Object(kinds) => {
                self.unique(kinds, false);
                for kind in kinds {
                    self.principals(kind, &mut entries);
                }
            }
            _ => {
                let expected = "\"*\" or an object such as {\"AWS\": \"…\"}";
                self.wrong_type(member.name, expected, member.node);
            }
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
        Clause { form, name: member.name_span, value: member.node.span, entries }
    }

    fn principals(&mut self, kind: Member<'_>, entries: &mut Vec<Principal>) {
        let named: fn(&str) -> PrincipalName = match kind.name {
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
        for entry in self.texts(kind) {
            entries.push(Principal { name: named(&entry.text), span: entry.span });
        }
    }

    fn conditions(&mut self, node: Node<'_>) -> Vec<Condition> {
        let Some(operators) = node.members() else {
            self.wrong_type("Condition", "an object of operators", node);
            return Vec::new();
        };
        self.unique(operators, false);
        self.tests("Condition", operators, node);
        let mut conditions = Vec::new();
        for member in operators {
            let operator = self.operator(member);
            let Some(keys) = member.node.members() else {
                self.wrong_type(member.name, "an object of condition keys", member.node);
                continue;
            };
            self.unique(keys, true);
            self.tests(member.name, keys, member.node);
            for key in keys {
                let values = self.texts(key);
                values.iter().for_each(|it| self.variables(it));
                if values.is_empty() && matches!(key.node.value, Value::Array(_)) {
                    self.report(Problem::EmptyArrayCondition(operator), key.node.span);
                }
                let (operator_name, key_name) = (self.name(member), self.name(key));
                let names = ConditionNames {
                    operator: operator_name.text.clone(),
                    key: key_name.text.clone(),
                };
                conditions.push(Condition {
                    operator,
                    operator_name,
                    key: key_name,
                    names: Arc::new(names),
                    values,
                    values_span: key.node.span,
                });
            }
        }
        conditions
    }

    /// Reports an object of a condition that holds nothing.
    fn tests(&mut self, name: &str, mut members: Members<'_>, node: Node<'_>) {
        if members.next().is_none() {
            self.report(Problem::EmptyObjectCondition(name.to_owned()), node.span);
        }
    }

    fn operator(&mut self, member: Member<'_>) -> Option<Operator> {
        match Operator::parse(member.name) {
            Some(Operator { family: Family::Null, if_exists: true, .. }) => {
                self.report(Problem::NullWithIfExists, member.name_span);
                None
            }
            Some(operator) => Some(operator),
            None => {
                let meant = Operator::meant(member.name);
                let problem =
                    Problem::InvalidConditionOperator { name: member.name.to_owned(), meant };
                self.report(problem, member.name_span);
                None
            }
        }
    }
}

/// The members whose name an earlier one has, each behind the first of them.
#[inline(never)]
fn repeated(members: Members<'_>, any_case: bool) -> Vec<(Member<'_>, Member<'_>)> {
    let few = members.count() <= 8;
    let mut all = members.enumerate();
    let twin = |(at, it): (usize, Member<'_>)| {
        members.take(at).any(|earlier| earlier.name.eq_ignore_ascii_case(it.name))
    };
    if few && !all.any(twin) {
        return Vec::new();
    }
    let mut firsts = BTreeMap::new();
    let mut found = Vec::new();
    for member in members {
        let name = match any_case {
            true => member.name.to_ascii_lowercase(),
            false => member.name.to_owned(),
        };
        match firsts.get(&name) {
            Some(first) => found.push((*first, member)),
            None => drop(firsts.insert(name, member)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_statements_than_fit_are_not_read_and_leave_the_policy_open() {
        let most = json::MAX_BYTES / SHORTEST_STATEMENT;
        let read = |count: usize| {
            let statements = vec!["{}"; count].join(",");
            let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
            parse_policy("".into(), PolicyKind::Identity, &text)
        };
        let too_large = |it: &Diagnostic| it.problem.code() == "too-large";
        assert!(!read(most).diagnostics.iter().any(too_large));
        let beyond = read(most + 1);
        assert_eq!(beyond.value.statements.len(), most);
        assert!(beyond.diagnostics.iter().any(too_large) && beyond.value.unreadable.is_some());
    }
}
