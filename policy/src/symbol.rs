//! Symbols: values that only a deployment will know, such as the id of a planned endpoint.
//!
//! A symbol is equal to itself wherever it stands, and nothing else is known of it. A document writes it as
//! `${symbol:Endpoint.Id}`; read, it stands as `⟨the Endpoint.Id⟩`, which is as long, has no colon and no wildcard, and
//! occurs in no value of AWS's own.

use std::borrow::Cow;

use crate::pattern::{self, PatternPart};
use crate::text;
use crate::truth::Truth;

/// A symbol as it is written.
const WRITTEN: (&str, &str) = ("${symbol:", "}");

/// A symbol as it is read.
const READ: (&str, &str) = ("⟨the ", "⟩");

/// `text` with its symbols as they are read; of the same length.
pub fn read(text: &str) -> Cow<'_, str> {
    replaced(text, WRITTEN, READ, (":", ";"))
}

/// `text` with its symbols as they are written.
pub fn written(text: &str) -> Cow<'_, str> {
    replaced(text, READ, WRITTEN, (";", ":"))
}

/// The symbol of that name, as it is read.
pub fn of_name(name: &str) -> String {
    format!("{}{}{}", READ.0, name.replace(':', ";"), READ.1)
}

/// The name of the symbol that `text`, as it is read, is as a whole.
pub fn name(text: &str) -> Option<String> {
    let name = text.strip_prefix(READ.0)?.strip_suffix(READ.1)?;
    (!has(name)).then(|| name.replace(';', ":"))
}

/// The names of the symbols in `text`, as it is read.
pub fn names(text: &str) -> impl Iterator<Item = String> {
    let own = text.split(READ.0).skip(1).filter_map(|it| it.split_once(READ.1));
    own.map(|it| it.0.replace(';', ":"))
}

/// A name as people say it: of a symbol without its brackets, such as `the function`.
pub fn said(text: &str) -> &str {
    let bare = |it| text.strip_prefix('⟨')?.strip_suffix('⟩').filter(|_| it);
    bare(name(text).is_some()).unwrap_or(text)
}

/// A sentence in which symbols that stand by themselves are words: `the role ⟨the role⟩` and `⟨the role⟩` are `the role`.
pub fn in_sentence(text: &str) -> Cow<'_, str> {
    if !has(text) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, behind)) = rest.split_once(READ.0)
        && let Some((name, after)) = behind.split_once(READ.1)
    {
        out.push_str(before);
        let ends = after.trim_start_matches(['.', ',', ';', ':', '?', ')']);
        let is_word = out.is_empty() || out.ends_with([' ', '(']);
        let article = if out.is_empty() && text.ends_with('.') { "The" } else { "the" };
        rest = after;
        if !is_word || !(ends.is_empty() || ends.starts_with(' ')) {
            out += &of_name(name);
            continue;
        }
        // What says itself what it is needs no second word for it.
        for article in ["the", "The"] {
            let told = format!("{article} {name} ");
            out.truncate(out.strip_suffix(told.as_str()).map_or(out.len(), str::len));
        }
        out += &format!("{article} {name}");
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// `text`, as it is read, has a symbol in it.
pub fn has(text: &str) -> bool {
    text::find(text, READ.0).is_some()
}

#[inline(never)]
fn replaced<'t>(
    text: &'t str,
    from: (&str, &str),
    to: (&str, &str),
    colon: (&str, &str),
) -> Cow<'t, str> {
    // Most texts have no symbol: one letter tells it sooner than a search for them all.
    if !from.0.bytes().next().is_some_and(|it| text.as_bytes().contains(&it)) {
        return Cow::Borrowed(text);
    }
    let mut rest = text;
    let mut out = String::new();
    while let Some((before, behind)) = rest.split_once(from.0)
        && let Some((name, after)) = behind.split_once(from.1)
    {
        for part in [before, to.0, &name.replace(colon.0, colon.1), to.1] {
            out.push_str(part);
        }
        rest = after;
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What `matched`, the result of comparing texts in which symbols stand for themselves, is worth: what differs may be
/// equal once the symbols have their values, and a `?` may have met a character of a symbol.
///
/// `own` is the policy's text, in which `*` and `?` are wildcards where `wildcards`; `value` is the request's.
pub(crate) fn judged(matched: bool, own: &str, wildcards: bool, value: &str) -> Truth {
    let met = matched && (own == value || !wildcards || !own.contains('?'));
    if met || !(has(own) || has(value)) {
        return Truth::from(matched);
    }
    match pattern::overlap(&open(own, wildcards), &open(value, false)) {
        true => Truth::Unknown,
        false => Truth::No,
    }
}

/// The texts, none of which is a pattern, may be equal, and surely are where they are the same.
pub(crate) fn equal(one: &str, other: &str) -> Truth {
    judged(one == other, one, false, other)
}

/// `text` as a pattern in which symbols are runs.
fn open(text: &str, wildcards: bool) -> Vec<PatternPart> {
    let plain = |text: &str| match wildcards {
        true => pattern::wildcards(text),
        false => pattern::literal(text),
    };
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(READ.0)
        && let Some((_, after)) = behind.split_once(READ.1)
    {
        parts.extend(plain(before));
        parts.push(PatternPart::Run);
        rest = after;
    }
    parts.extend(plain(rest));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_read_in_place_and_written_again() {
        let text = "a ${symbol:AWS::AccountId} b ${symbol:X}${aws:userid}";
        let own = read(text);
        assert_eq!(own, "a ⟨the AWS;;AccountId⟩ b ⟨the X⟩${aws:userid}");
        assert_eq!(own.len(), text.len());
        assert_eq!(written(&own), text);
        assert_eq!(name("⟨the X⟩").as_deref(), Some("X"));
        assert_eq!((name("⟨the X⟩⟨the X⟩"), name("X")), (None, None));
        assert_eq!([said("⟨the X⟩"), said("⟨the X⟩/a"), said("X")], ["the X", "⟨the X⟩/a", "X"]);
    }

    #[test]
    fn a_symbol_by_itself_is_a_word_of_a_sentence() {
        for (text, told) in [
            ("Give the role ⟨the role⟩ a policy.", "Give the role a policy."),
            ("⟨the function⟩ works.", "The function works."),
            ("⟨the function⟩, no VPC", "the function, no VPC"),
            ("Call the bucket ⟨the bucket⟩.", "Call the bucket."),
            ("on arn:aws:s3:::⟨the bucket⟩/key.", "on arn:aws:s3:::⟨the bucket⟩/key."),
            ("at ⟨the bucket⟩.s3.amazonaws.com.", "at ⟨the bucket⟩.s3.amazonaws.com."),
            ("nothing of it", "nothing of it"),
        ] {
            assert_eq!(in_sentence(text), told);
        }
    }

    #[track_caller]
    fn check(own: &str, value: &str, expected: Truth) {
        let (own, value) = (read(own), read(value));
        let matched = pattern::matches(&pattern::wildcards(&own), &value);
        assert_eq!(judged(matched, &own, true, &value), expected);
    }

    #[test]
    fn a_symbol_is_itself_and_may_be_anything_else() {
        check("${symbol:X}", "${symbol:X}", Truth::Yes);
        check("${symbol:X}", "${symbol:Y}", Truth::Unknown);
        check("${symbol:X}", "vpce-1", Truth::Unknown);
        check("vpce-1", "${symbol:X}", Truth::Unknown);
        check("vpce-*", "vpce-${symbol:X}", Truth::Yes);
        check("vpc-*", "vpce-${symbol:X}", Truth::No);
        check("a/${symbol:X}/*", "b/c", Truth::No);
        check("?????????", "${symbol:X}", Truth::Unknown);
        check("vpce-1", "vpce-2", Truth::No);
    }
}
