//! One statement: its elements, and what AWS demands of actions and resources.

use super::PolicyReader;
use crate::diagnostic::PolicyProblem;
use crate::json::{Member, Node, Value};
use crate::pattern;
use crate::policy::{Clause, Effect, Entry, Form, Statement, variable};
use crate::resource;
use crate::text::Span;

pub(super) const ELEMENTS: [&str; 9] = [
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

impl PolicyReader<'_> {
    pub(super) fn statement(&mut self, node: Node<'_>, number: usize) -> Option<Statement> {
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
        ] = self.elements(members, &ELEMENTS);
        let brace = Span::new(node.span.start, (node.span.start + 1).min(node.span.end));
        let sid = sid.and_then(|it| self.text("Sid", it.node));
        let effect = self.effect(effect, brace);
        let principal = self.pick(principal, not_principal, "Principal and NotPrincipal");
        if principal.is_none() && self.kind.takes_principal() {
            self.report(PolicyProblem::MissingPrincipal, brace);
        }
        let principal = principal.map(|it| self.principal_clause(it));
        let action = self.pick(action, not_action, "Action and NotAction");
        if action.is_none() {
            self.report(PolicyProblem::MissingAction, brace);
        }
        let action = action.map(|it| self.entries(it));
        action.iter().for_each(|it| self.actions(it));
        let resource = self.pick(resource, not_resource, "Resource and NotResource");
        if resource.is_none() && self.kind.needs_resource() {
            self.report(PolicyProblem::MissingResource, brace);
        }
        let resource = resource.map(|it| self.entries(it));
        let malformed_resource = resource.as_ref().and_then(|it| self.resources(it));
        let conditions = condition.map(|it| self.conditions(it.node)).unwrap_or_default();
        if let (Some(Effect::Allow), Some(Clause { form: Form::AllBut, name, .. })) =
            (effect, &principal)
        {
            self.report(PolicyProblem::AllowWithNotPrincipal, *name);
        }
        Some(Statement {
            number,
            span: node.span,
            sid,
            effect,
            principal,
            action,
            resource,
            malformed_resource,
            conditions,
            unreadable: None,
        })
    }

    fn effect(&mut self, member: Option<Member<'_>>, brace: Span) -> Option<Effect> {
        let Some(Member { node, .. }) = member else {
            self.report(PolicyProblem::MissingEffect, brace);
            return None;
        };
        match node.value {
            Value::String("Allow") => return Some(Effect::Allow),
            Value::String("Deny") => return Some(Effect::Deny),
            Value::String(other) => {
                self.report(PolicyProblem::InvalidEffect(other.to_owned()), node.span);
            }
            _ => self.wrong_type("Effect", "a string", node),
        }
        None
    }

    /// The two forms of an element, of which a statement takes one.
    fn pick<'j>(
        &mut self,
        plain: Option<Member<'j>>,
        all_but: Option<Member<'j>>,
        pair: &'static str,
    ) -> Option<(Form, Member<'j>)> {
        if let (Some(_), Some(second)) = (plain, all_but) {
            self.report(PolicyProblem::UnsupportedElementCombination(pair), second.name_span);
        }
        plain.map(|it| (Form::Listed, it)).or_else(|| all_but.map(|it| (Form::AllBut, it)))
    }

    fn actions(&mut self, action: &Clause<Entry>) {
        for entry in &action.entries {
            let named = entry.text.split_once(':').is_some_and(|(service, name)| {
                !service.is_empty() && !name.is_empty() && !name.contains([':'])
            });
            if entry.text != "*" && !named {
                self.report(PolicyProblem::InvalidAction(entry.text.to_string()), entry.span);
            }
        }
    }

    /// Returns the first entry that is an ARN which AWS cannot have.
    fn resources(&mut self, resource: &Clause<Entry>) -> Option<Span> {
        let mut malformed = None;
        for entry in &resource.entries {
            let arn = entry.text.starts_with("arn:") || entry.text.bytes().all(|it| it == b'*');
            // AWS: "IAM JSON policy elements: Resource" — no wildcard in the part that names the service.
            let service = entry.text.split(':').nth(2).unwrap_or_default();
            if arn && !pattern::is_plain(service) && !service.contains("${") {
                self.report(PolicyProblem::WildcardInArnService, entry.span);
            } else if !arn && !variable::has_variable(&entry.text, self.version) {
                self.report(PolicyProblem::InvalidResource(entry.text.to_string()), entry.span);
            } else if malformed.is_none() && !resource::faults(&entry.text).is_empty() {
                malformed = Some(entry.span);
            }
            self.variables(entry);
        }
        malformed
    }
}
