//! A scenario with other names and ids in place of a person's own, so that it can be shown to strangers.
//!
//! Every name stays in kind, is the same wherever it stands, and leads to the same answer: whatever would change that is
//! kept, and so told. What is no name of a thing (keys of objects, tags, what statements are called) is kept, too.

mod address;
mod names;
mod words;

use accesspath_policy::address::Cidr;
use accesspath_policy::json::{self, Node, Value};
use accesspath_policy::text::Span;

use crate::analyze;
use crate::judge::Outcome;
use crate::scenario::rename::{NewName, all_renamed};
use crate::scenario::{Document, Scenario};
use address::Addresses;
use names::Names;
use words::Words;

/// A scenario with other names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The scenario.
    pub scenario: Scenario,
    /// Each path with its new id, in their order.
    pub paths: Vec<(String, String)>,
    /// What was not replaced.
    pub kept: Vec<Kept>,
}

/// What was not replaced, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// The name stays, since another one would change the answer.
    Matters(String),
    /// No ids and addresses are replaced, since others would change the answer.
    AllIds,
    /// A pattern of names in a policy.
    Pattern(String),
    /// A range of public addresses that is too wide for one of documentation.
    Range(String),
    /// The name stands there still, as a part of something else.
    Stands {
        /// The name.
        name: String,
        /// The document; none: in the facts.
        document: Option<String>,
    },
}

impl Redacted {
    /// The new id of a path.
    pub fn path(&self, id: &str) -> Option<&str> {
        self.paths.iter().find(|it| it.0 == id).map(|it| it.1.as_str())
    }
}

/// The scenario with other names and ids.
#[must_use]
pub fn redacted(scenario: &Scenario) -> Redacted {
    let before = Answer::of(scenario);
    let plain = without_origins(scenario);
    let mut words = Words::of(plain.to_compact_json());
    let texts = plain.documents.values().map(|it| &**it.text());
    let facts = plain.written_facts();
    let names = Names::of(&plain, texts.chain([facts.as_str()]), &mut words);
    let mut kept: Vec<Kept> = names.patterns.iter().cloned().map(Kept::Pattern).collect();

    // Mostly every name can change. Else those are kept, one by one, with which the answer would be another.
    let is_same = |it: &Scenario| Answer::of(it).is_same(&before);
    let mut fit: Vec<NewName> = names.all.clone();
    let mut next = all_renamed(&plain, &fit).ok().filter(is_same);
    if next.is_none() {
        fit.clear();
        for name in &names.all {
            fit.push(name.clone());
            if !all_renamed(&plain, &fit).is_ok_and(|it| is_same(&it)) {
                fit.pop();
                kept.push(Kept::Matters(name.from.clone()));
            }
        }
        next = all_renamed(&plain, &fit).ok();
    }
    let mut next = next.unwrap_or_else(|| plain.clone());
    for NewName { from, to, .. } in fit.iter().filter(|it| it.from.contains('-')) {
        words.know(from, to);
    }

    match with_other_ids(&next, &mut words).filter(|it| is_same(&it.0)) {
        Some((other, ranges)) => {
            kept.extend(ranges.into_iter().map(Kept::Range));
            next = other;
        }
        None => kept.push(Kept::AllIds),
    }
    let given = names.given();
    next = retold(&next, &given, &mut words).unwrap_or(next);
    stand(&next, &given, &mut kept);
    let after = Answer::of(&next);
    let paths = before.ids.into_iter().zip(after.ids).collect();
    Redacted { scenario: next, paths, kept }
}

/// The answer, as far as other names must not change it.
struct Answer {
    /// The id of each path.
    ids: Vec<String>,
    /// The outcome of each path.
    paths: Vec<Outcome>,
    /// Each control of each path with its verdict.
    controls: Vec<(&'static str, &'static str)>,
    /// The outcome of each chain.
    chains: Vec<Outcome>,
    /// How many things are wrong with the scenario.
    problems: usize,
}

impl Answer {
    fn of(scenario: &Scenario) -> Self {
        let analysis = analyze(scenario);
        let controls = analysis.paths.iter().flat_map(|it| &it.controls);
        Self {
            ids: analysis.paths.iter().map(|it| it.path.id.clone()).collect(),
            paths: analysis.paths.iter().map(|it| it.outcome).collect(),
            controls: controls.map(|it| (it.control.code(), it.verdict.code())).collect(),
            chains: analysis.chains.iter().map(|it| it.outcome).collect(),
            problems: analysis.problems.len(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.paths == other.paths
            && self.controls == other.controls
            && self.chains == other.chains
            && self.problems <= other.problems
    }
}

/// The scenario that says no more of where its facts come from than that it was a file.
fn without_origins(scenario: &Scenario) -> Scenario {
    let facts = scenario.written_facts();
    let tree = json::read_up_to(usize::MAX, "", &facts);
    let mut places = Vec::new();
    tree.root().iter().for_each(|it| origins(*it, &mut places));
    let text = with_others(&facts, &places, &mut |_| "{\"file\":\"a file\"}".to_owned());
    let mut next = with_documents(scenario, &text).unwrap_or_else(|| scenario.clone());
    for (id, document) in &scenario.documents {
        next.documents.insert(id.clone(), Document::from(&**document.text()));
    }
    next
}

/// The places of all origins, in their order. The reader refuses to nest deeper than it can.
fn origins(node: Node<'_>, places: &mut Vec<Span>) {
    match node.value {
        Value::Array(items) => items.for_each(|it| origins(it, places)),
        Value::Object(members) => members.for_each(|it| match (it.name, it.node.value) {
            ("origin", Value::Object(_)) => places.push(it.node.span),
            _ => origins(it.node, places),
        }),
        _ => {}
    }
}

/// The scenario with other facts, in the form of a file.
fn with_documents(scenario: &Scenario, facts: &str) -> Option<Scenario> {
    let mut next = Scenario::from_json(facts).ok()?;
    next.managed.clone_from(&scenario.managed);
    next.facts.clone_from(&scenario.facts);
    next.documents.clone_from(&scenario.documents);
    Some(next)
}

/// The scenario with other ids, accounts and addresses, and the ranges that are kept.
fn with_other_ids(scenario: &Scenario, words: &mut Words) -> Option<(Scenario, Vec<String>)> {
    let lists = scenario.prefix_lists.iter().flat_map(|it| &it.entries);
    let aws = lists.filter_map(|it| Cidr::parse(it)).collect();
    let facts = scenario.written_facts();
    let texts = || scenario.documents.values().map(|it| &**it.text());
    let mut addresses = Addresses::of(aws, std::iter::once(facts.as_str()).chain(texts()));
    let mut other = |text: &str| words.replace(&addresses.replace(text));
    let mut next = with_documents(scenario, &other(&facts))?;
    for (id, document) in &scenario.documents {
        let text = other(document.text());
        next.documents.insert(id.clone(), Document::from(text.as_str()));
    }
    Some((next, addresses.kept))
}

/// Gives things their new names in what is told in prose, and in what is expected.
fn retold(scenario: &Scenario, given: &[(&str, &str)], words: &mut Words) -> Option<Scenario> {
    let facts = scenario.written_facts();
    let tree = json::read_up_to(usize::MAX, "", &facts);
    let mut places = Vec::new();
    tree.root().iter().for_each(|it| prose(*it, &mut Vec::new(), &mut places));
    let text = with_others(&facts, &places, &mut |text| {
        let named =
            given.iter().fold(text.to_owned(), |text, (from, to)| with_whole(&text, from, to));
        words.replace(&named)
    });
    with_documents(scenario, &text)
}

/// The places of sentences, and of texts that are expected.
fn prose<'j>(node: Node<'j>, at: &mut Vec<&'j str>, places: &mut Vec<Span>) {
    match node.value {
        Value::Array(items) => items.for_each(|it| prose(it, at, places)),
        Value::Object(members) => {
            for member in members {
                at.push(member.name);
                prose(member.node, at, places);
                at.pop();
            }
        }
        Value::String(_) => {
            let is_expected = at.iter().any(|it| it.starts_with("expect") || *it == "then");
            let is_prose = match at.as_slice() {
                ["title" | "about" | "source"] | ["callers", "name"] | ["tries", "what"] => true,
                [.., "message" | "text" | "only" | "callers"] => is_expected,
                _ => false,
            };
            if is_prose {
                places.push(node.span);
            }
        }
        _ => {}
    }
}

/// The text with others at some places, which stand in order.
fn with_others(text: &str, places: &[Span], other: &mut dyn FnMut(&str) -> String) -> String {
    let (mut out, mut end) = (String::new(), 0);
    for span in places {
        out.push_str(text.get(end..span.start).unwrap_or_default());
        out.push_str(&other(span.of(text)));
        end = span.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}

/// The text with another word, where it stands by itself.
fn with_whole(text: &str, word: &str, other: &str) -> String {
    let is_of_word =
        |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || "-_".contains(it));
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, behind)) = rest.split_once(word) {
        out.push_str(before);
        let inside = is_of_word(out.chars().next_back()) || is_of_word(behind.chars().next());
        out.push_str(if inside { word } else { other });
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Notes the names that stand somewhere still.
fn stand(scenario: &Scenario, given: &[(&str, &str)], kept: &mut Vec<Kept>) {
    let facts = scenario.written_facts();
    let texts = scenario.documents.iter().map(|(id, it)| (Some(id.to_string()), &**it.text()));
    for (document, text) in texts.chain([(None, facts.as_str())]) {
        for (name, _) in given {
            // What has a form of its own betrays itself within a longer word, too; any word may stand somewhere by chance.
            let is_plain = name.bytes().all(|it| it.is_ascii_lowercase());
            let stands = match is_plain || name.len() < SHORTEST {
                true => with_whole(text, name, "") != text,
                false => text.contains(name),
            };
            if stands {
                kept.push(Kept::Stands { name: (*name).to_owned(), document: document.clone() });
            }
        }
    }
}

/// Names of fewer letters are parts of any text; the number has no derivation.
const SHORTEST: usize = 5;

#[cfg(test)]
mod tests;
