//! One line of `accesspath authorize`: JSON in, JSON out.
//!
//! The format is public; `docs/evaluation.md` describes it.
//! Anything that cannot be read makes the whole line an error: an answer is never guessed.

mod read;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::authorize::{Decision, Finding, RequestTrace, authorize};
use crate::json::{self, Node, Value};
use crate::layer::Layer;
use crate::text::Lines;
use read::{error, error_of, read_line};

/// How long a line may be, in bytes; a request with every layer full stays far below.
const MAX_LINE_BYTES: usize = 4 * 1024 * 1024;

/// The answer to a line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct LineAnswer {
    /// The line to print, without its line break.
    pub json: String,
    /// It is an error.
    pub is_error: bool,
}

#[derive(Serialize)]
struct Decided<'a> {
    id: &'a RawValue,
    decision: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    blocked_by: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    or: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<LineReason<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    open: Vec<LineReason<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unverified: Option<Vec<&'static str>>,
}

#[derive(Serialize)]
struct LineReason<'a> {
    layer: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'a str>,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<Box<LineReason<'a>>>,
}

#[derive(Serialize)]
struct Failed<'a> {
    id: &'a RawValue,
    error: FailedError<'a>,
}

#[derive(Serialize)]
struct FailedError<'a> {
    code: &'static str,
    message: &'a str,
    line: usize,
    column: usize,
}

/// Answers one line, the `number`th of the input, counted from 1.
///
/// ```
/// use accesspath_policy::line;
///
/// let answer = line::answer(r#"{"id":7}"#, 1);
/// assert!(answer.is_error);
/// assert_eq!(
///     answer.json,
///     r#"{"id":7,"error":{"code":"missing-member","message":"the line has no \"request\"","line":1,"column":1}}"#
/// );
/// ```
pub fn answer(line: &str, number: usize) -> LineAnswer {
    let json = json::read_up_to(MAX_LINE_BYTES, "the line is longer than 4 MiB", line);
    let id = json.root().and_then(|it| it.at(&["id"])).map_or(RawValue::NULL, |it| echo(it, line));
    let read = match (json.diagnostics.first(), json.root()) {
        (Some(first), _) => Err(error_of(first)),
        (None, Some(root)) => read_line(root, line),
        (None, None) => Err(error("json-syntax-error", "the line is blank", 0)),
    };
    match read {
        Ok((request, layers)) => {
            let traced = authorize(&request, &layers);
            LineAnswer { json: print(&decided(id, &traced)), is_error: false }
        }
        Err(error) => {
            let location = Lines::new(line).location(line, error.at);
            let failed = FailedError {
                code: error.code,
                message: &error.message,
                line: number,
                column: location.column,
            };
            LineAnswer { json: print(&Failed { id, error: failed }), is_error: true }
        }
    }
}

/// The answer to a line that is no text at all.
pub fn unreadable(message: &str, number: usize) -> LineAnswer {
    let error = FailedError { code: "json-syntax-error", message, line: number, column: 1 };
    LineAnswer { json: print(&Failed { id: RawValue::NULL, error }), is_error: true }
}

fn print(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

/// A name or number as it is written in the line, every digit kept.
fn echo<'l>(node: Node<'_>, line: &'l str) -> &'l RawValue {
    let text = node.span.of(line);
    // Half of a surrogate pair is no text that another reader takes back.
    let is_text = || serde_json::from_str::<String>(text).is_ok();
    match node.value {
        Value::String(_) if !is_text() => RawValue::NULL,
        Value::String(_) | Value::Number(_) => serde_json::from_str(text).unwrap_or(RawValue::NULL),
        _ => RawValue::NULL,
    }
}

fn decided<'a>(id: &'a RawValue, traced: &'a RequestTrace) -> Decided<'a> {
    let codes = |layers: &[Layer]| layers.iter().map(|it| it.code()).collect();
    let rules: Vec<&'static str> = traced.unverified.iter().map(|it| it.id).collect();
    Decided {
        id,
        decision: traced.decision.code(),
        blocked_by: codes(&traced.blocked_by),
        or: codes(&traced.or),
        because: traced.because.iter().map(reason).collect(),
        open: traced.open.iter().map(reason).collect(),
        unverified: (!rules.is_empty() || traced.decision != Decision::Allow).then_some(rules),
    }
}

fn reason(finding: &Finding) -> LineReason<'_> {
    LineReason {
        layer: finding.layer.code(),
        level: finding.level,
        policy: finding.policy,
        statement: finding.statement,
        sid: finding.sid.as_deref(),
        reason: finding.because.code(),
        text: finding.text.as_deref(),
        nearest: finding.nearest.as_deref().map(|it| Box::new(reason(it))),
    }
}
