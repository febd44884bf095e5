//! A text → everything that is found in it, in its order.

use accesspath_policy::json;
use accesspath_policy::text::Span;

use crate::error::MAX_BYTES;
use crate::error::plain::plain;
use crate::name::{self, Named};
use crate::pieces::{Piece, pieces};
use crate::policy::is_policy;
use crate::recognised::{Flaw, Kind, Recognised};
use crate::source::{Found, Source};
use crate::{printed, sentence};

/// The most things that are found in one text.
const MOST: usize = 200;

/// Finds everything in a text; `file` is the name of the file that it stands in, or empty.
///
/// A text in which nothing is known gives one thing of kind [`Kind::Unknown`], and a blank one nothing.
pub fn recognise(file: &str, text: &str) -> Vec<Recognised> {
    let source = Source::new(file, text);
    let whole = Span::new(0, text.len());
    if text.trim().is_empty() {
        return Vec::new();
    }
    if text.len() > MAX_BYTES {
        let mut recognised = source.found(Kind::Unknown, "A text that is too long", whole);
        let message =
            format!("the text is longer than {MAX_BYTES} bytes; paste the part that matters");
        recognised.flaws = vec![Flaw { message, line: 1, column: 1 }];
        return vec![recognised];
    }
    let mut found: Vec<Recognised> = Vec::new();
    for piece in pieces(text) {
        let news = match piece {
            Piece::Json(span) => of_json(&source, text, span),
            Piece::Words(span) => of_words(&source, text, span),
        };
        for it in news {
            let is_new = |own: &Recognised| {
                own.kind != it.kind
                    || own.title != it.title
                    || own.facts != it.facts
                    || own.questions != it.questions
            };
            if found.len() < MOST && found.iter().all(is_new) {
                found.push(it);
            }
        }
    }
    // What a message or an answer names needs no id of its own beside it.
    let told: Vec<Recognised> = found.iter().filter(|it| it.kind != Kind::Id).cloned().collect();
    found.retain(|it| it.kind != Kind::Id || !told.iter().any(|other| describes(other, it)));
    if found.is_empty() {
        let title = "Nothing that is known here";
        found.push(source.found(Kind::Unknown, title, whole));
    }
    found
}

/// What an answer describes, or asks about, has its id.
fn describes(answer: &Recognised, id: &Recognised) -> bool {
    let Some((_, id)) = id.title.rsplit_once(' ') else { return false };
    let quoted = format!("\"{id}\"");
    let named = |it: &crate::given::Given| match it {
        crate::given::Given::Record { id: own, .. } => own == id,
        crate::given::Given::Through { endpoint, .. } => endpoint == id,
        crate::given::Given::Stands(standing) => format!("{standing:?}").contains(&quoted),
        _ => false,
    };
    let choices = answer.questions.iter().flat_map(|it| &it.choices);
    answer.facts.iter().chain(choices.flat_map(|it| &it.facts)).any(named)
}

fn of_json(source: &Source<'_>, text: &str, span: Span) -> Vec<Recognised> {
    let own = span.of(text);
    let tree = json::read_up_to(MAX_BYTES, "", own);
    let Some(node) = tree.root() else { return Vec::new() };
    let mut found = printed::read(source, Found { node, start: span.start });
    // What Lambda and the loggers print of an error is an object too.
    if found.iter().all(|it| it.kind == Kind::Unknown) {
        let errors = of_words(source, text, span);
        if errors.iter().any(|it| matches!(it.kind, Kind::Message | Kind::Elsewhere)) {
            return errors;
        }
    }
    if !tree.diagnostics.is_empty() {
        let flaws = source.flaws(&tree, span.start);
        for it in &mut found {
            if it.flaws.is_empty() {
                it.flaws.clone_from(&flaws);
            }
            // A broken policy stays as it was typed; an answer that is cut off may lack what decides.
            if !is_policy(node) {
                it.facts.clear();
                it.questions.clear();
            }
        }
    }
    found
}

fn of_words(source: &Source<'_>, text: &str, span: Span) -> Vec<Recognised> {
    let plain = plain(span.of(text));
    let flat = &plain.text;
    let place = |at: usize| plain.place(at, span.end - span.start) + span.start;
    let back = |it: Span| {
        let end = it.end.checked_sub(1).map_or(span.start, place);
        let letter = text.get(end..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
        Span::new(place(it.start), (end + letter).max(place(it.start)))
    };
    let mut found = Vec::new();
    let mut read: Vec<Span> = Vec::new();
    for message in sentence::messages(flat).into_iter().take(MOST) {
        read.push(message.span);
        let mut recognised = source.found(message.kind, &message.title, back(message.span));
        recognised.facts = message.facts;
        recognised.evidence = message.evidence;
        found.push((message.span.start, recognised));
    }
    for (at, word) in words(flat) {
        if found.len() >= MOST || read.iter().any(|it| it.start <= at && at < it.end) {
            continue;
        }
        if let Some(Named { kind, title, facts, questions }) = name::named(word) {
            let mut recognised = source.found(kind, &title, back(Span::new(at, at + word.len())));
            (recognised.facts, recognised.questions) = (facts, questions);
            found.push((at, recognised));
        }
    }
    found.sort_by_key(|it| it.0);
    found.into_iter().map(|it| it.1).collect()
}

/// The words that could be ARNs or ids, with their places.
fn words(flat: &str) -> Vec<(usize, &str)> {
    let is_part = |it: char| it.is_ascii_alphanumeric() || "-_:/.+=@*$<>~".contains(it);
    let mut words = Vec::new();
    let mut start = 0;
    for piece in flat.split(|it: char| !is_part(it)) {
        let word = piece.trim_end_matches(['.', ':', '/']);
        // An id stands behind `id=` or `id:` as often as alone.
        let own = word.rsplit(['=']).next().unwrap_or(word);
        let own =
            if own.contains("arn:") { own } else { own.rsplit(['/', ':']).next().unwrap_or(own) };
        if (9..=2100).contains(&own.len()) {
            words.push((start + word.len() - own.len(), own));
        }
        start += piece.len();
        start += flat.get(start..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
    }
    words
}
