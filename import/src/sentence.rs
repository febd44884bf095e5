//! Words → the messages of AWS and its clients that stand in them: what each tells, and what it is evidence of.
//!
//! The sentences are those of the engine's `symptom`, in the wordings of all SDKs; each message is found once.

mod client;
mod code;
mod denial;

use accesspath_policy::text::Span;

use crate::evidence::Evidence;
use crate::given::{Given, Holder};
use crate::recognised::{Kind, Question};
use crate::written;
use accesspath_engine::s3::operation::Operation;

/// A message in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) kind: Kind,
    pub(crate) title: String,
    pub(crate) span: Span,
    pub(crate) facts: Vec<Given>,
    pub(crate) questions: Vec<Question>,
    pub(crate) evidence: Option<Evidence>,
}

impl Message {
    /// A message of a kind, of which only the title is known yet.
    fn new(kind: Kind, title: &str, span: Span) -> Self {
        Self {
            kind,
            title: title.to_owned(),
            span,
            facts: Vec::new(),
            questions: Vec::new(),
            evidence: None,
        }
    }
}

/// The messages in a text in which white space is single, in their order.
pub(crate) fn messages(flat: &str) -> Vec<Message> {
    let mut found = denial::denials(flat);
    for reader in [code::errors, client::failures] {
        for message in reader(flat) {
            match found.iter_mut().find(|it| overlap(it.span, message.span)) {
                Some(first) => merge(first, message),
                None => found.push(message),
            }
        }
    }
    found.sort_by_key(|it| it.span.start);
    found
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// Adds what a second reading of the same message tells besides: the operation around a denial.
fn merge(first: &mut Message, second: Message) {
    let is_new = |it: &Given| match it {
        Given::Member { of, name, .. } => !first
            .facts
            .iter()
            .any(|own| matches!(own, Given::Member { of: o, name: n, .. } if o == of && n == name)),
        Given::Bucket(_) => !first.facts.iter().any(|own| matches!(own, Given::Bucket(_))),
        _ => true,
    };
    let operation = |it: &Given| matches!(it, Given::Member { name: "operation", .. });
    // The operation that a client names is sure; that of an action is only likely.
    if second.facts.iter().any(operation) {
        first.facts.retain(|it| !operation(it));
        first.title = match second.title.split_once(" on ") {
            Some((_, name)) if second.title.starts_with("Error") => {
                format!("Error: AccessDenied on {name}")
            }
            _ => first.title.clone(),
        };
        first.facts.extend(second.facts);
    } else {
        let news: Vec<Given> = second.facts.into_iter().filter(is_new).collect();
        first.facts.extend(news);
    }
    first.span = first.span.to(second.span);
}

/// The fact that the question's call is this operation, where the engine knows it.
fn operation(name: &str) -> Option<Given> {
    let known = Operation::parse(name)?;
    let json = written::text(known.name());
    Some(Given::Member { of: Holder::Question, name: "operation", json })
}

/// The word that begins at a place, without what closes or ends a sentence behind it.
fn word(text: &str) -> &str {
    let end = text.find([' ', '"', '\'', '<', ')', '`']).unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim_end_matches(['.', ',', ';', ':'])
}

/// The most messages of one wording that are read in one text: a log has the same one again and again.
const MOST: usize = 200;

/// How far behind its beginning a message is looked at, in bytes: ARNs have 2048 at most, and keys 1024.
const FAR: usize = 6000;

/// What stands behind a place, as far as a message goes.
fn tail(flat: &str, at: usize) -> &str {
    let rest = flat.get(at..).unwrap_or_default();
    let mut end = rest.len().min(FAR);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    rest.get(..end).unwrap_or_default()
}

/// What stands before a place, as far as a message goes.
fn head(flat: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(FAR);
    while !flat.is_char_boundary(start) {
        start += 1;
    }
    flat.get(start..at).unwrap_or_default()
}

/// What stands between two texts, the first of them as early as it can.
fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(behind).map(|it| it.0)
}
