//! What a set of repairs is to bring about.

use accesspath_policy::json::{self, Node};
use accesspath_policy::text::{Lines, Span};

use super::Target;
use crate::Analysis;
use crate::judge::Outcome;

/// One thing that is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// A path or a chain works.
    Open(Target),
    /// A path or a chain is blocked.
    Shut(Target),
    /// No caller of another account and none without credentials can do anything, besides the question's own callers.
    OutsidersBlocked,
    /// Administrators of the bucket's account can change the bucket policy.
    NoLockOut,
}

/// A text that states no goals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotGoals {
    /// What is wrong, for people.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, in UTF-16 units from 1.
    pub column: usize,
}

impl Goal {
    /// The goal, as the goals format writes it.
    pub fn to_json(&self) -> String {
        let of = |target: &Target, outcome: Outcome| {
            let kind = match target {
                Target::Path(_) => "path",
                Target::Chain { .. } => "chain",
            };
            let mut text = format!("{{\"{kind}\":");
            json::print_string(&mut text, target.name());
            text + ",\"outcome\":\"" + outcome.code() + "\"}"
        };
        match self {
            Self::Open(target) => of(target, Outcome::Open),
            Self::Shut(target) => of(target, Outcome::Blocked),
            Self::OutsidersBlocked => "{\"outsiders\":\"blocked\"}".to_owned(),
            Self::NoLockOut => "{\"lock_out\":\"none\"}".to_owned(),
        }
    }
}

/// Reads goals: `{"goals": [{"path": "A", "outcome": "open"}, {"outsiders": "blocked"}, {"lock_out": "none"}]}`.
///
/// `analysis` has the paths and chains that they may name.
///
/// # Errors
///
/// The first thing that is wrong, with its place.
pub fn read_goals(text: &str, analysis: &Analysis) -> Result<Vec<Goal>, NotGoals> {
    let tree = json::read(text);
    let wrong = |message: String, span: Span| {
        let place = Lines::new(text).location(text, span.start);
        NotGoals { message, line: place.line, column: place.column }
    };
    if let Some(it) = tree.diagnostics.first() {
        return Err(wrong(it.problem.headline(), it.span));
    }
    let root = tree.root();
    let span = root.map(|it| it.span).unwrap_or_default();
    let list = root.and_then(Node::members).and_then(|mut it| match (it.next(), it.next()) {
        (Some(only), None) if only.name == "goals" => Some(only.node),
        _ => None,
    });
    let Some(json::Value::Array(items)) = list.map(|it| it.value) else {
        return Err(wrong("expected {\"goals\": [ … ]}".to_owned(), span));
    };
    let mut goals = Vec::new();
    for node in items {
        goals.push(read_goal(node, analysis).map_err(|message| wrong(message, node.span))?);
    }
    if goals.is_empty() {
        return Err(wrong("expected at least one goal".to_owned(), span));
    }
    Ok(goals)
}

fn read_goal(node: Node<'_>, analysis: &Analysis) -> Result<Goal, String> {
    const FORMS: &str = "a goal is {\"path\": \"A\", \"outcome\": \"open\" or \"blocked\"}, the same with \"chain\", {\"outsiders\": \"blocked\"} or {\"lock_out\": \"none\"}";
    let mut told: Vec<(&str, &str)> = Vec::new();
    for member in node.members().ok_or(FORMS)? {
        told.push((member.name, member.node.scalar().ok_or(FORMS)?));
    }
    told.sort_unstable();
    let of = |target, outcome| match outcome {
        "open" => Ok(Goal::Open(target)),
        "blocked" => Ok(Goal::Shut(target)),
        other => Err(format!("unknown outcome {other:?}: expected \"open\" or \"blocked\"")),
    };
    match told.as_slice() {
        [("outsiders", "blocked")] => Ok(Goal::OutsidersBlocked),
        [("lock_out", "none")] => Ok(Goal::NoLockOut),
        [("outcome", outcome), ("path", id)] => of(Target::path(id, analysis)?, outcome),
        [("chain", name), ("outcome", outcome)] => of(Target::chain(name, analysis)?, outcome),
        _ => Err(FORMS.to_owned()),
    }
}
