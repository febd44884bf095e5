//! What a person may want to write at the caret of a policy: element names, effects, actions, operators, condition
//! keys, and the names of this scenario.
//!
//! A text and a caret in, candidates out, each with the text that it puts in place of what is there.

mod names;
mod position;
mod values;

use accesspath_policy::facts::{Facts, GLOBAL_KEYS};
use accesspath_policy::json::{self, Members, Value};
use accesspath_policy::operator;
use accesspath_policy::policy::PolicyKind;
use accesspath_policy::text::Span;
pub use names::Names;
use position::{Position, position};

/// The most candidates: nobody reads a longer list. The number has no derivation.
const MOST: usize = 50;

/// What the candidates are made from, beside the text.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// The kind of the policy.
    pub kind: PolicyKind,
    /// What AWS documents, once that is loaded.
    pub facts: Option<&'k Facts<'k>>,
    /// The names of the scenario.
    pub names: &'k Names,
}

/// The candidates at a caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What a candidate replaces.
    pub span: Span,
    /// The candidates, the nearest first.
    pub candidates: Vec<Candidate>,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What is listed.
    pub label: String,
    /// What is inserted.
    pub insert: String,
    /// Where in it the caret stands afterwards, in bytes.
    pub caret: usize,
}

/// What may be written at the byte `caret` of `text`; nothing where nothing is known.
///
/// Outside of a string only if it is `asked` for.
pub fn complete(text: &str, caret: usize, asked: bool, known: &Known<'_>) -> Option<Completion> {
    if text.len() > json::MAX_BYTES {
        return None;
    }
    let place = position(text, caret)?;
    // Behind a value only a comma can come.
    let before = text.get(..caret)?.trim_end();
    let may_begin = asked && before.ends_with(['{', '[', ',', ':']);
    if !may_begin && !place.in_string {
        return None;
    }
    let words = words(text, &place, known);
    let typed = place.typed.to_ascii_lowercase();
    // Words that begin as typed come first, each kind in its own order.
    let (begins, holds): (Vec<Word>, Vec<Word>) = words
        .into_iter()
        .filter(|it| it.word.to_ascii_lowercase().contains(&typed))
        .partition(|it| it.word.to_ascii_lowercase().starts_with(&typed));
    let has_value = text.get(place.replaced.end..)?.trim_start().starts_with(':');
    let closing = !place.is_name || has_value;
    let candidates: Vec<Candidate> =
        begins.into_iter().chain(holds).take(MOST).map(|it| candidate(it, closing)).collect();
    let is_there = |it: &Candidate| it.insert == place.replaced.of(text);
    if candidates.is_empty() || matches!(candidates.as_slice(), [only] if is_there(only)) {
        return None;
    }
    Some(Completion { span: place.replaced, candidates })
}

/// A word, and for a name the value that is begun behind it.
struct Word {
    word: String,
    value: &'static str,
}

/// Where the caret comes to stand in the value that is begun.
const CARET: char = '|';

fn candidate(word: Word, closing: bool) -> Candidate {
    let mut insert = String::new();
    json::print_string(&mut insert, &word.word);
    // A name that goes on, as that of a tag, is not at its end yet.
    let goes_on = word.word.ends_with(['/', ':']);
    if closing || goes_on {
        let caret = if goes_on { insert.len() - 1 } else { insert.len() };
        return Candidate { label: word.word, insert, caret };
    }
    insert.push_str(": ");
    insert.push_str(word.value);
    let caret = insert.rfind(CARET).unwrap_or(insert.len());
    Candidate { label: word.word, insert: insert.replace(CARET, ""), caret }
}

fn word(word: &str, value: &'static str) -> Word {
    Word { word: word.to_owned(), value }
}

fn words(text: &str, place: &Position<'_>, known: &Known<'_>) -> Vec<Word> {
    let plain = |it: Vec<String>| it.into_iter().map(|word| Word { word, value: "" }).collect();
    match (place.path.as_slice(), place.is_name) {
        ([], true) => {
            let all = [("Version", "\"|\""), ("Id", "\"|\""), ("Statement", "[{ \"|\" }]")];
            without(text, place, &all)
        }
        (["Statement"], true) => without(text, place, &elements(known.kind)),
        (["Statement", "Principal" | "NotPrincipal"], true) => {
            let all = ["AWS", "Service", "Federated", "CanonicalUser"];
            all.map(|it| word(it, "\"|\"")).into()
        }
        (["Statement", "Condition"], true) => operators(place.typed),
        (["Statement", "Condition", _], true) => keys(&actions(text, place.object), known),
        (["Version"], false) => ["2012-10-17", "2008-10-17"].map(|it| word(it, "")).into(),
        (["Statement", "Effect"], false) => ["Allow", "Deny"].map(|it| word(it, "")).into(),
        (["Statement", "Action" | "NotAction"], false) => {
            plain(known.facts.map(|it| values::actions(it, place.typed)).unwrap_or_default())
        }
        (["Statement", "Resource" | "NotResource"], false) => plain(values::resources(known)),
        (["Statement", "Principal" | "NotPrincipal"], false) => vec![word("*", "")],
        (["Statement", "Principal" | "NotPrincipal", kind], false) => {
            plain(values::principals(kind, known.names))
        }
        (["Statement", "Condition", operator, key], false) => {
            plain(values::of_key(operator, key, known))
        }
        _ => Vec::new(),
    }
}

/// The elements of a statement in a policy of that kind, each with the value that is begun.
fn elements(kind: PolicyKind) -> Vec<(&'static str, &'static str)> {
    use PolicyKind::{Bucket, Endpoint, Function, Key, Rcp, Trust};
    let has_principal = matches!(kind, Bucket | Endpoint | Function | Key | Rcp | Trust);
    let all = [
        ("Sid", "\"|\""),
        ("Effect", "\"|\""),
        ("Principal", "{ \"|\" }"),
        ("NotPrincipal", "{ \"|\" }"),
        ("Action", "\"|\""),
        ("NotAction", "\"|\""),
        ("Resource", "\"|\""),
        ("NotResource", "\"|\""),
        ("Condition", "{ \"|\" }"),
    ];
    all.into_iter()
        .filter(|(it, _)| match *it {
            "Principal" => has_principal,
            "NotPrincipal" => has_principal && kind != Rcp,
            "Resource" | "NotResource" => kind != Trust,
            _ => true,
        })
        .collect()
}

/// The names that the object around the place does not have yet, beside the one that is replaced.
fn without(text: &str, place: &Position<'_>, all: &[(&'static str, &'static str)]) -> Vec<Word> {
    let has = |name: &str| {
        let is_it = |it: &json::Member<'_>| it.name == name && it.name_span != place.replaced;
        with_members(text, place.object, |mut members| members.any(|it| is_it(&it)))
    };
    let free = all.iter().filter(|(name, _)| !has(name).unwrap_or(false));
    free.map(|(name, value)| word(name, value)).collect()
}

/// What `read` makes of the object that begins at the byte `at`.
fn with_members<T>(text: &str, at: usize, read: impl FnOnce(Members<'_>) -> T) -> Option<T> {
    let json = json::read(text);
    let mut rest = vec![json.root()?];
    while let Some(node) = rest.pop() {
        match node.value {
            Value::Object(members) if node.span.start == at => return Some(read(members)),
            Value::Object(members) => rest.extend(members.map(|it| it.node)),
            Value::Array(items) => rest.extend(items),
            _ => {}
        }
    }
    None
}

/// The actions of the statement that holds the byte `inside`.
fn actions(text: &str, inside: usize) -> Vec<String> {
    let json = json::read(text);
    let Some(statements) = json.root().and_then(|it| it.at(&["Statement"])) else {
        return Vec::new();
    };
    let all: Vec<json::Node<'_>> = match statements.value {
        Value::Array(items) => items.collect(),
        _ => vec![statements],
    };
    let holds = |it: &&json::Node<'_>| it.span.start <= inside && inside < it.span.end;
    let action = all.iter().find(holds).and_then(|it| it.at(&["Action"]));
    match action.map(|it| it.value) {
        Some(Value::Array(items)) => {
            items.filter_map(|it| it.scalar()).map(str::to_owned).collect()
        }
        Some(Value::String(action)) => vec![action.to_owned()],
        _ => Vec::new(),
    }
}

/// The operators; those with a prefix once that is begun, those for an absent key behind the plain ones.
fn operators(typed: &str) -> Vec<Word> {
    let sets = ["ForAnyValue:", "ForAllValues:"];
    let set = sets.into_iter().find(|it| typed.starts_with(it)).unwrap_or_default();
    let plain = operator::names().map(|it| format!("{set}{it}"));
    let if_exists =
        operator::names().filter(|it| *it != "Null").map(|it| format!("{set}{it}IfExists"));
    let begun = sets.into_iter().filter(|_| set.is_empty()).map(str::to_owned);
    let all = plain.chain(if_exists).chain(begun);
    all.map(|word| Word { word, value: "{ \"|\" }" }).collect()
}

/// The condition keys that requests for `actions` can carry, those of their services first.
fn keys(actions: &[String], known: &Known<'_>) -> Vec<Word> {
    let mut keys: Vec<&str> = Vec::new();
    for action in actions {
        let Some((service, name)) = action.split_once(':') else { continue };
        let Some(service) = known.facts.and_then(|it| it.service(service)) else { continue };
        let fitting: Vec<_> = service.fitting(name).collect();
        let carried = |key: &str| fitting.iter().any(|it| service.carries(it, key));
        keys.extend(service.keys.iter().map(|(key, _)| *key).filter(|it| carried(&example(it))));
    }
    keys.extend(GLOBAL_KEYS.iter().map(|(key, _)| *key));
    let mut words: Vec<Word> = Vec::new();
    for key in keys {
        // The person's own part of the name comes behind the rest.
        let fixed = key.split(['$', '<']).next().unwrap_or(key);
        if !words.iter().any(|it| it.word == fixed) {
            words.push(word(fixed, "\"|\""));
        }
    }
    words
}

/// A name that the documented `key` stands for.
fn example(key: &str) -> String {
    match key.split_once(['$', '<']) {
        Some((fixed, _)) => format!("{fixed}x"),
        None => key.to_owned(),
    }
}

#[cfg(test)]
mod tests;
