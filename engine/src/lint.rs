//! What is doubtful in a policy that can be read: names that do not exist, clauses that cannot match, grants that are too wide.
//!
//! Codes and levels follow the checks of IAM Access Analyzer where it has one of the kind.
//! A name is called unknown only where the facts list all names of its service.

mod action;
mod breadth;
mod catalogue;
mod condition;
mod federation;
mod guard;
mod kind;
mod limit;
mod principal;
mod public;
mod redundancy;
mod resource;
mod size;
mod value;
mod variable;

use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::Facts;
use crate::policy::{Effect, Form, Parsed, Policy, Statement};
use crate::text::Span;
pub use catalogue::Lint;

/// One thing that is wrong or doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The stable code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where: the text to underline.
    pub span: Span,
    /// One line that stands alone: what was found.
    pub headline: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl From<&Diagnostic> for Finding {
    fn from(diagnostic: &Diagnostic) -> Self {
        let Diagnostic { problem, span } = diagnostic;
        Self {
            code: problem.code(),
            severity: problem.severity(),
            span: *span,
            headline: problem.headline(),
            help: problem.help(),
        }
    }
}

/// Everything that is wrong or doubtful in a policy, in the order of its places: what reading found, and what the facts tell.
pub fn lint(policy: &Parsed<Policy>, facts: &Facts<'_>) -> Vec<Finding> {
    let mut linter = Linter { policy: &policy.value, text: &policy.text, facts, found: Vec::new() };
    linter.found.extend(policy.diagnostics.iter().map(Finding::from));
    size::check(&mut linter);
    kind::check(&mut linter);
    limit::check_policy(&mut linter);
    // What cannot be read has said so already.
    let readable = policy.value.statements.iter().filter(|it| it.unreadable.is_none());
    for statement in readable.clone() {
        action::check(&mut linter, statement);
        resource::check(&mut linter, statement);
        principal::check(&mut linter, statement);
        federation::check(&mut linter, statement);
        limit::check(&mut linter, statement);
        public::check(&mut linter, statement);
        condition::check(&mut linter, statement);
        variable::check(&mut linter, statement);
        breadth::check(&mut linter, statement);
        if !is_vast(statement) {
            resource::check_fit(&mut linter, statement);
            condition::check_carried(&mut linter, statement);
            federation::check_users(&mut linter, statement);
            redundancy::check_statement(&mut linter, statement);
        }
    }
    redundancy::check_policy(&mut linter, &readable.collect::<Vec<_>>());
    linter.found.sort_by_key(|it| it.span);
    linter.found
}

struct Linter<'p> {
    policy: &'p Policy,
    text: &'p str,
    facts: &'p Facts<'p>,
    found: Vec<Finding>,
}

impl Linter<'_> {
    fn report(&mut self, lint: Lint, span: Span, headline: String) {
        let help = (!lint.help.is_empty()).then(|| lint.help.to_owned());
        let Lint { code, severity, .. } = lint;
        self.found.push(Finding { code, severity, span, headline, help });
    }

    /// Reports with help that knows this very case.
    fn report_with(&mut self, lint: Lint, span: Span, headline: String, help: String) {
        self.report(lint, span, headline);
        if let Some(last) = self.found.last_mut() {
            last.help = Some(help);
        }
    }
}

fn allows(statement: &Statement) -> bool {
    statement.effect == Some(Effect::Allow)
}

/// The entries of a clause that lists what the statement is about.
fn listed<T>(clause: Option<&crate::policy::Clause<T>>) -> &[T] {
    match clause {
        Some(clause) if clause.form == Form::Listed => &clause.entries,
        _ => &[],
    }
}

/// How many pairs of entries one statement may have to be looked through pair by pair: far more than AWS's quotas leave room for.
const MOST_PAIRS: usize = 250_000;

/// Whether a statement has so many entries that its pairs are left alone.
fn is_vast(statement: &Statement) -> bool {
    let actions = statement.action.as_ref().map_or(0, |it| it.entries.len());
    let resources = statement.resource.as_ref().map_or(0, |it| it.entries.len());
    let most = actions.max(resources).max(statement.conditions.len());
    most.saturating_mul(most) > MOST_PAIRS
}

/// An action's service and name; nothing for `*`.
fn action_parts(text: &str) -> Option<(&str, &str)> {
    text.split_once(':')
}
