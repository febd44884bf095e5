//! The syntax that only one kind of policy has: resource control policies and trust policies.

use super::PolicyReader;
use crate::diagnostic::PolicyProblem;
use crate::policy::{Clause, Effect, Entry, Form, PolicyKind, Statement, Version};
use crate::text::Span;

const RCP: &str = "rcp-syntax-error";

impl PolicyReader<'_> {
    /// Reports what only this kind of policy refuses of its statements.
    pub(super) fn statements_of_kind(&mut self, statements: &[Statement]) {
        match self.kind {
            PolicyKind::Rcp if !is_full_access(statements) => {
                statements.iter().for_each(|it| self.rcp(it));
            }
            PolicyKind::Trust => statements.iter().for_each(|it| self.trust(it)),
            _ => {}
        }
    }

    /// Reports an RCP of a version that takes none.
    pub(super) fn version_of_kind(&mut self, brace: Span) {
        if self.kind == PolicyKind::Rcp && self.version == Version::V2008 {
            self.refuse(RCP, "an RCP needs Version 2012-10-17", brace);
        }
    }

    fn refuse(&mut self, code: &'static str, found: &'static str, span: Span) {
        self.report(PolicyProblem::SyntaxOfKind { code, found }, span);
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
}

/// These are the statements of `RCPFullAWSAccess`, the one RCP that allows: it stands at every level.
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
