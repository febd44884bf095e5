//! Doubts about a policy that can be read: names that do not exist, clauses that cannot match, grants that are too wide.
//!
//! Codes and levels follow the checks of IAM Access Analyzer where it has one of the kind.
//! A name is called unknown only where the facts list all names of its service.

mod action;
mod asked;
mod breadth;
mod carried;
mod catalogue;
mod condition;
mod empty;
mod federation;
mod guard;
mod kind;
mod limit;
mod null;
mod oidc;
mod operation;
mod principal;
mod public;
mod readable;
mod redundancy;
mod resource;
mod size;
#[cfg(test)]
mod tests;
mod trust;
mod value;
mod variable;

use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::Facts;
use crate::json;
use crate::policy::{Effect, Form, Parsed, Policy, Statement};
use crate::text::Span;
use asked::{FittingActions, asked};
pub use catalogue::Lint;
pub(crate) use principal::is_service_principal;
use readable::Readable;
pub use size::beyond_quota;

/// One thing that is wrong or doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintFinding {
    /// The stable code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where: the text to underline.
    pub span: Span,
    /// One line that stands alone: what was found.
    pub headline: String,
    /// The help.
    pub help: Option<String>,
    /// The text that would be right in place of the underlined one, where one alone comes into question.
    pub instead: Option<String>,
}

impl From<&Diagnostic> for LintFinding {
    fn from(diagnostic: &Diagnostic) -> Self {
        let Diagnostic { problem, span } = diagnostic;
        Self {
            code: problem.code(),
            severity: problem.severity(),
            span: *span,
            headline: problem.headline(),
            help: problem.help(),
            instead: problem.instead(),
        }
    }
}

/// Everything that is wrong or doubtful in a policy, in the order of its places: what reading found, and what the facts tell.
///
/// ```
/// use accesspath_policy::facts::{Facts, SERVICE_AUTHORIZATION};
/// use accesspath_policy::lint::lint;
/// use accesspath_policy::policy::{PolicyKind, parse_policy};
///
/// let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObjects","Resource":"*"}]}"#;
/// let policy = parse_policy("role-policy".into(), PolicyKind::Identity, text);
/// let findings = lint(&policy, &Facts::read(SERVICE_AUTHORIZATION));
/// assert_eq!(findings[0].span.of(text), "\"s3:GetObjects\"");
/// ```
#[must_use]
pub fn lint(policy: &Parsed<Policy>, facts: &Facts<'_>) -> Vec<LintFinding> {
    let mut linter = Linter {
        policy: &policy.value,
        text: &policy.text,
        facts,
        steps: MOST_STEPS,
        found: policy.diagnostics.iter().map(LintFinding::from).collect(),
    };
    linter.check(&policy.diagnostics);
    linter.found.sort_by_key(|it| it.span);
    linter.found
}

/// How many steps the comparisons of one document may take.
///
/// Two patterns that fill the longest document AWS takes, 32 KiB, need no more, and what people write far less;
/// a longer document may not be compared to its end.
const MOST_STEPS: usize = 1 << 27;

struct Linter<'p> {
    policy: &'p Policy,
    text: &'p str,
    facts: &'p Facts<'p>,
    /// How many steps are left for comparing.
    steps: usize,
    found: Vec<LintFinding>,
}

impl Linter<'_> {
    fn check(&mut self, diagnostics: &[Diagnostic]) {
        size::check(self);
        kind::check(self);
        empty::check(self, diagnostics);
        limit::check_policy(self);
        let readable = readable::statements(self.policy, diagnostics);
        let mut asked_by = Vec::new();
        for Readable { statement, .. } in &readable {
            asked_by.push(asked(self.facts, statement));
        }
        for (read, asked) in readable.iter().zip(&asked_by) {
            self.statement(read, asked);
        }
        redundancy::check_policy(self, &readable);
        if self.policy.unreadable.is_none() && readable.iter().all(|it| it.whole) {
            public::check_url(self);
            trust::check_policy(self);
        }
        if self.policy.unreadable.is_none() {
            kind::check_administrators(self);
            resource::check_halves(self, &asked_by);
        }
    }

    fn statement(&mut self, read: &Readable<'_>, asked: &[FittingActions<'_>]) {
        let statement: &Statement = &read.statement;
        let before = self.found.len();
        action::check(self, asked);
        let arns = resource::check(self, statement);
        principal::check(self, statement);
        empty::check_principal(self, read, statement);
        federation::check(self, statement);
        trust::check(self, statement);
        limit::check(self, statement);
        public::check(self, statement);
        condition::check(self, statement);
        variable::check(self, statement);
        breadth::check(self, statement, asked);
        if read.resources && arns {
            resource::check_fit(self, statement, asked);
        }
        if read.actions {
            carried::check(self, statement, asked);
        }
        let principals = statement.principal.as_ref().map_or(0, |it| it.entries.len());
        if self.spend(principals.saturating_mul(statement.conditions.len())) {
            oidc::check(self, statement);
        }
        redundancy::check_statement(self, statement, asked);
        if !read.conditions {
            self.forget(before, &FROM_ABSENT_CONDITION);
        }
        if !(read.principals && read.actions) {
            let lints = [
                Lint::MISMATCHED_ACTION_FOR_PRINCIPAL,
                Lint::UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL,
            ];
            self.forget(before, &lints);
        }
    }

    /// Takes back what was found since, where it cannot be known.
    fn forget(&mut self, before: usize, lints: &[Lint]) {
        let new = self.found.split_off(before);
        let stands = |it: &LintFinding| lints.iter().all(|lint| lint.code != it.code);
        self.found.extend(new.into_iter().filter(stands));
    }

    fn report(&mut self, lint: Lint, span: Span, headline: String) {
        let help = (!lint.help.is_empty()).then(|| lint.help.to_owned());
        let Lint { code, severity, .. } = lint;
        self.found.push(LintFinding { code, severity, span, headline, help, instead: None });
    }

    /// Reports with help that knows this very case.
    fn report_with(&mut self, lint: Lint, span: Span, headline: String, help: String) {
        self.report(lint, span, headline);
        if let Some(last) = self.found.last_mut() {
            last.help = Some(help);
        }
    }

    /// Reports a name that is not known, and the one that was meant.
    fn report_meant(&mut self, lint: Lint, span: Span, headline: String, meant: &str) {
        self.report_with(lint, span, headline, format!("did you mean \"{meant}\"?"));
        let is_string = span.of(self.text).starts_with('"');
        if let Some(last) = self.found.last_mut().filter(|_| is_string) {
            let mut quoted = String::new();
            json::print_string(&mut quoted, meant);
            last.instead = Some(quoted);
        }
    }

    /// Takes `steps` for a comparison, or says that too few are left for it.
    fn spend(&mut self, steps: usize) -> bool {
        match self.steps.checked_sub(steps) {
            Some(left) => self.steps = left,
            None => return false,
        }
        true
    }
}

/// Findings that follow from a condition that is not there, and so not where one cannot be read.
const FROM_ABSENT_CONDITION: [Lint; 15] = [
    Lint::BROAD_RESOURCE,
    Lint::PUBLIC_ACCESS,
    Lint::RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL,
    Lint::FOR_ALL_VALUES_ALLOWS_ABSENT_KEY,
    Lint::MISSING_PAIRED_CONDITION_KEYS,
    Lint::PASS_ROLE_WITH_STAR_IN_RESOURCE,
    Lint::PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE,
    Lint::PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
    Lint::CREATE_SLR_WITH_STAR_IN_RESOURCE,
    Lint::CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE,
    Lint::CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
    Lint::MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL,
    Lint::OIDC_AUDIENCE_ALONE,
    Lint::MISSING_GITHUB_REPO_CONDITION_KEY,
    Lint::SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED,
];

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

/// The statement lists its actions.
fn lists_actions(statement: &Statement) -> bool {
    statement.action.as_ref().is_some_and(|it| it.form == Form::Listed)
}

/// An action's service and name; nothing for `*`.
fn action_parts(text: &str) -> Option<(&str, &str)> {
    text.split_once(':')
}
