//! JSON tree → policy, with a diagnostic for everything that AWS would refuse.
//!
//! Never fails: what cannot be read makes its statement, or the whole policy, unreadable, and that is kept.
//! An unreadable part neither allows nor is it passed over: evaluation treats it as not known.

mod condition;
mod entry;
mod kind;
mod member;
mod principal;
mod statement;

use std::sync::Arc;

use super::{DocumentId, Parsed, Policy, PolicyKind, Version};
use crate::diagnostic::{self, Diagnostic, PolicyProblem};
use crate::json::{self, Node, Value};
use crate::text::Span;

const POLICY_ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

/// The length of the shortest statement that AWS takes, with its comma; of those a document holds as many as fit.
const SHORTEST_STATEMENT: usize = r#"{"Effect":"Deny","Action":"*","Resource":"*"},"#.len();

/// Reads `text` as a policy of `kind`; never fails.
///
/// ```
/// use accesspath_policy::policy::{Effect, PolicyKind, parse_policy};
///
/// let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;
/// let parsed = parse_policy("role-policy".into(), PolicyKind::Identity, text);
/// assert!(!parsed.has_errors());
/// assert_eq!(parsed.value.statements[0].effect, Some(Effect::Allow));
/// ```
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
    let mut reader =
        PolicyReader { kind, most_statements, text, diagnostics, version: Version::V2008 };
    let whole = Span::new(0, text.len());
    let mut policy = Policy {
        document: document.clone(),
        kind,
        version: Version::V2008,
        statements: Vec::new(),
        unreadable: None,
    };
    match root {
        None if reader.diagnostics.is_empty() => reader.report(PolicyProblem::EmptyDocument, whole),
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

struct PolicyReader<'t> {
    kind: PolicyKind,
    most_statements: usize,
    text: &'t Arc<str>,
    diagnostics: Vec<Diagnostic>,
    version: Version,
}

impl PolicyReader<'_> {
    fn report(&mut self, problem: PolicyProblem, span: Span) {
        self.diagnostics.push(Diagnostic::new(problem, span));
    }

    fn wrong_type(&mut self, element: &str, expected: &'static str, node: Node<'_>) {
        // What is unreadable was reported when it was read.
        if node.value != Value::Unreadable {
            let problem = PolicyProblem::DataTypeMismatch { element: element.to_owned(), expected };
            self.report(problem, node.span);
        }
    }

    fn policy(&mut self, root: Node<'_>, policy: &mut Policy) {
        if is_bare_statement(root) {
            return self.bare_statement(root);
        }
        let Some(members) = root.members() else {
            return self.wrong_type("a policy", "an object", root);
        };
        let [version, id, statement] = self.elements(members, &POLICY_ELEMENTS);
        let brace = Span::new(root.span.start, (root.span.start + 1).min(root.span.end));
        match version.map(|it| it.node) {
            None => self.report(PolicyProblem::MissingVersion, brace),
            Some(node) => match node.scalar() {
                Some("2012-10-17") => self.version = Version::V2012,
                Some("2008-10-17") => {}
                Some(other) => {
                    self.report(PolicyProblem::InvalidVersion(other.to_owned()), node.span);
                }
                None => self.wrong_type("Version", "\"2012-10-17\"", node),
            },
        }
        policy.version = self.version;
        self.version_of_kind(brace);
        if let Some(id) = id.filter(|_| !self.kind.takes_principal()) {
            let problem =
                PolicyProblem::UnsupportedElement { element: "Id", kind: self.kind.article() };
            self.report(problem, id.name_span);
        }
        match statement.map(|it| it.node) {
            None => self.report(PolicyProblem::MissingStatement, brace),
            Some(Node { value: Value::Array(items), .. }) => {
                for (at, item) in items.enumerate() {
                    if at == self.most_statements {
                        let problem =
                            PolicyProblem::TooLarge("more statements than a policy can hold");
                        self.report(problem, item.span);
                        break;
                    }
                    policy.statements.extend(self.statement(item, at + 1));
                }
            }
            Some(node) => policy.statements.extend(self.statement(node, 1)),
        }
        self.statements_of_kind(&policy.statements);
    }

    /// Reports a statement that stands alone, with the policy that it makes.
    fn bare_statement(&mut self, root: Node<'_>) {
        let mut wrapped = "{\"Version\":\"2012-10-17\",\"Statement\":".to_owned();
        json::print_compact(&mut wrapped, root);
        wrapped.push('}');
        let brace = Span::new(root.span.start, (root.span.start + 1).min(root.span.end));
        // What is unreadable has no print.
        let is_whole = self.diagnostics.is_empty() && wrapped.len() <= MOST_WRAPPED;
        self.report(PolicyProblem::BareStatement(is_whole.then_some(wrapped)), brace);
    }
}

/// The longest text that is shown as help. The number has no derivation.
const MOST_WRAPPED: usize = 1_000;

/// `root` is a statement, or a list of them, that somebody took out of a policy.
fn is_bare_statement(root: Node<'_>) -> bool {
    let has = |node: Node<'_>, name| {
        node.members().is_some_and(|it| it.into_iter().any(|it| it.name == name))
    };
    let is_one = |it: Node<'_>| has(it, "Effect") && !has(it, "Statement") && !has(it, "Version");
    match root.value {
        Value::Array(items) => items.count() > 0 && items.into_iter().all(is_one),
        _ => is_one(root),
    }
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
