//! `Principal` and `NotPrincipal`.

use super::PolicyReader;
use crate::diagnostic::PolicyProblem;
use crate::json::{Member, Value};
use crate::pattern;
use crate::policy::{Clause, Form, PolicyKind, Principal, PrincipalName};

impl PolicyReader<'_> {
    pub(super) fn principal_clause(
        &mut self,
        (form, member): (Form, Member<'_>),
    ) -> Clause<Principal> {
        if !self.kind.takes_principal() {
            self.report(PolicyProblem::UnsupportedPrincipal(self.kind.article()), member.name_span);
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
            let problem = PolicyProblem::UnsupportedPrincipalOtherThanEveryone(self.kind.article());
            self.report(problem, member.name_span.to(member.node.span));
        }
        for entry in &entries {
            if let PrincipalName::Invalid(text) = &entry.name {
                self.report(PolicyProblem::InvalidPrincipalFormat(text.clone()), entry.span);
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
                let problem = PolicyProblem::InvalidPrincipalKey(other.to_owned());
                return self.report(problem, kind.name_span);
            }
        };
        for entry in self.texts(kind) {
            entries.push(Principal { name: named(&entry.text), span: entry.span });
        }
    }
}
