//! Policy variables: `${key}`, `${key, 'default'}`, and the literals `${*}`, `${?}` and `${$}`.

use std::borrow::Cow;

use super::Version;
use crate::context::{Context, ContextValue};
use crate::pattern::{self, PatternPart};
use crate::rule::Rule;
use crate::text::{self, Span};

/// The parts of an ARN; the last one may hold colons.
const ARN_PARTS: usize = 6;

/// A policy text after its variables were filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filled<'t> {
    content: VariableContent<'t>,
    /// The unclear rules that the filling leans on.
    pub rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum VariableContent<'t> {
    /// The pattern as the policy has it, its own wildcards among its parts.
    Own(&'t str),
    /// The characters, each with whether the policy itself wrote it, so that it can be a wildcard.
    Mixed(Vec<(char, bool)>),
}

/// Why a text could not be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfilled {
    /// A variable's key is absent and it has no default.
    Missing,
    /// A variable's value is not known.
    Unknown,
}

impl<'t> Filled<'t> {
    /// The plain text.
    pub(crate) fn text(&self) -> Cow<'t, str> {
        match &self.content {
            VariableContent::Own(text) => Cow::Borrowed(text),
            VariableContent::Mixed(chars) => chars.iter().map(|(c, _)| *c).collect(),
        }
    }

    /// The whole of `text` matches; only the policy's own `*` and `?` are wildcards.
    pub(crate) fn matches(&self, text: &str) -> bool {
        match &self.content {
            VariableContent::Own(own) => match pattern::fixed(own) {
                Some((head, true)) => text.starts_with(head),
                Some((head, false)) => text == head,
                None => pattern::matches(&pattern::wildcards(own), text),
            },
            VariableContent::Mixed(chars) => {
                let parts: Vec<PatternPart> = chars.iter().copied().map(part).collect();
                pattern::matches(&parts, text)
            }
        }
    }

    /// Whether each of the six parts of the ARN `value` matches that of the text; nothing where the text has fewer.
    ///
    /// A wildcard never crosses a colon between parts.
    pub(crate) fn matches_arn(&self, value: &str) -> Option<bool> {
        let mut parts = value.splitn(ARN_PARTS, ':');
        let mut all = true;
        let mut count = 0;
        let mut matches = |own: &Self| {
            // What is decided is not held against the rest.
            all = all && parts.next().is_some_and(|it| own.matches(it));
            count += 1;
        };
        let filled = |content| Self { content, rules: Vec::new() };
        match &self.content {
            VariableContent::Own(own) => {
                own.splitn(ARN_PARTS, ':')
                    .for_each(|it| matches(&filled(VariableContent::Own(it))));
            }
            VariableContent::Mixed(chars) => {
                let own = chars.splitn(ARN_PARTS, |(c, _)| *c == ':');
                own.for_each(|it| matches(&filled(VariableContent::Mixed(it.to_vec()))));
            }
        }
        (count == ARN_PARTS).then_some(all)
    }

    /// The text as a pattern.
    pub(crate) fn pattern(&self) -> Vec<PatternPart> {
        self.chars().iter().map(|it| part(*it)).collect()
    }

    /// The characters with whether each can be a wildcard.
    pub(crate) fn chars(&self) -> Cow<'_, [(char, bool)]> {
        match &self.content {
            VariableContent::Own(text) => own(text).into(),
            VariableContent::Mixed(chars) => chars.into(),
        }
    }
}

const fn part((c, own): (char, bool)) -> PatternPart {
    match (c, own) {
        ('*', true) => PatternPart::Run,
        ('?', true) => PatternPart::One,
        (c, _) => PatternPart::Char(c),
    }
}

/// How many characters a text may have after its variables were filled in; of a longer one nothing is known.
const MAX_FILLED: usize = 64 * 1024;

/// Fills the variables of `text` from byte `from` on; what stands before it is plain.
///
/// # Errors
///
/// Where a variable has no value, or one that is not known.
pub(crate) fn fill<'t>(
    text: &'t str,
    from: usize,
    version: Version,
    context: &Context,
) -> Result<Filled<'t>, Unfilled> {
    if !has_variable(text, version) {
        return Ok(Filled { content: VariableContent::Own(text), rules: Vec::new() });
    }
    let (before, mut rest) = text.split_at_checked(from).unwrap_or((text, ""));
    let mut chars = own(before);
    let mut rules = Vec::new();
    while let Some((plain, from)) = text::find(rest, "${").and_then(|it| rest.split_at_checked(it))
        && let Some((inside, behind)) = from.get(2..).and_then(|it| it.split_once('}'))
    {
        chars.extend(own(plain));
        match variable(inside) {
            Variable::Literal(c) => chars.push((c, false)),
            Variable::Key { key, default } => {
                let value = match context.get(key) {
                    None => default.ok_or(Unfilled::Missing)?.to_owned(),
                    Some(ContextValue::One(value)) => value.clone(),
                    Some(ContextValue::Many(_)) => return Err(Unfilled::Missing),
                    Some(_) => {
                        return Err(Unfilled::Unknown);
                    }
                };
                if !pattern::is_plain(&value) {
                    rules.push(Rule::VARIABLE_VALUE_IS_TEXT);
                }
                chars.extend(value.chars().map(|c| (c, false)));
            }
        }
        // Far beyond every ARN and value of AWS; a hostile policy could ask for gigabytes.
        if chars.len() > MAX_FILLED {
            return Err(Unfilled::Unknown);
        }
        rest = behind;
    }
    chars.extend(own(rest));
    Ok(Filled { content: VariableContent::Mixed(chars), rules })
}

fn own(text: &str) -> Vec<(char, bool)> {
    text.chars().map(|c| (c, true)).collect()
}

enum Variable<'a> {
    Literal(char),
    Key { key: &'a str, default: Option<&'a str> },
}

fn variable(inside: &str) -> Variable<'_> {
    match inside {
        "*" => return Variable::Literal('*'),
        "?" => return Variable::Literal('?'),
        "$" => return Variable::Literal('$'),
        _ => {}
    }
    let Some((key, default)) = inside.split_once(',') else {
        return Variable::Key { key: inside.trim(), default: None };
    };
    let default = default.trim().strip_prefix('\'').and_then(|it| it.strip_suffix('\''));
    Variable::Key { key: key.trim(), default }
}

/// The first `${` of `text` that is no variable, if there is one.
pub(crate) fn first_broken(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(at) = text::find(rest, "${") {
        let from = rest.get(at..).unwrap_or_default();
        let Some(end) = from.find('}') else { return Some(from) };
        let whole = from.get(..=end).unwrap_or_default();
        let inside = whole.get(2..end).unwrap_or_default();
        let broken = match variable(inside) {
            Variable::Literal(_) => false,
            Variable::Key { key, default } => {
                key.is_empty()
                    || key.contains(['$', '{', ' '])
                    || (inside.contains([',']) && default.is_none())
            }
        };
        if broken {
            return Some(whole);
        }
        rest = from.get(end..).unwrap_or_default();
    }
    None
}

/// The variables of `text`: where each stands, and its key. Literals and what is broken are passed over.
pub(crate) fn keys(text: &str) -> Vec<(Span, &str)> {
    let mut keys = Vec::new();
    let mut from = 0;
    while let Some((start, behind)) = text.get(from..).and_then(|rest| {
        let start = from + text::find(rest, "${")?;
        Some((start, text.get(start + 2..)?))
    }) {
        let Some((inside, _)) = behind.split_once('}') else { break };
        from = start + 2 + inside.len() + 1;
        if let Variable::Key { key, .. } = variable(inside)
            && !key.is_empty()
            && !key.contains(['$', '{', ' '])
            && !key.starts_with("symbol:")
        {
            keys.push((Span::new(start, from), key));
        }
    }
    keys
}

/// `text` has a variable or a `${…}` literal.
pub(crate) fn has_variable(text: &str, version: Version) -> bool {
    version == Version::V2012 && text::find(text, "${").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_grows_beyond_measure_is_not_known() {
        let mut context = Context::default();
        context.set_one("aws:userid", "x".repeat(MAX_FILLED));
        let text = "${aws:userid}".repeat(5000);
        assert_eq!(fill(&text, 0, Version::V2012, &context), Err(Unfilled::Unknown));
    }

    #[track_caller]
    fn check(text: &str, expected: Result<&str, Unfilled>) {
        let mut context = Context::default();
        context.set_one("aws:userid", "AROAX:fn");
        context.set("aws:TagKeys", ContextValue::Many(vec!["a".to_owned()]));
        context.set("aws:SourceVpc", ContextValue::Unknown);
        let filled = fill(text, 0, Version::V2012, &context);
        assert_eq!(filled.map(|it| it.text()), expected.map(Cow::from));
    }

    #[test]
    fn a_variable_takes_the_value_of_its_key() {
        check("b/${aws:UserId}/x", Ok("b/AROAX:fn/x"));
        check("b/${aws:username}/x", Err(Unfilled::Missing));
        check("b/${aws:PrincipalTag/team, 'shared'}", Ok("b/shared"));
        check("${aws:TagKeys}", Err(Unfilled::Missing));
        check("${aws:SourceVpc}", Err(Unfilled::Unknown));
    }

    #[test]
    fn literals_are_no_wildcards() {
        check("a${*}${?}${$}", Ok("a*?$"));
        let context = Context::default();
        let filled = fill("a${*}*", 0, Version::V2012, &context).unwrap();
        assert!(filled.matches("a*bc") && !filled.matches("abc"));
    }

    #[test]
    fn the_old_version_knows_no_variables() {
        let filled = fill("${aws:userid}", 0, Version::V2008, &Context::default()).unwrap();
        assert_eq!(filled.text(), "${aws:userid}");
    }

    #[test]
    fn the_keys_of_variables_are_listed_with_their_places() {
        let text = "a/${aws:userid}${*}/${s3:prefix, 'x'}${}";
        let found: Vec<(&str, &str)> =
            keys(text).into_iter().map(|(span, key)| (span.of(text), key)).collect();
        assert_eq!(found, [("${aws:userid}", "aws:userid"), ("${s3:prefix, 'x'}", "s3:prefix")]);
        assert_eq!(keys("${aws:userid"), []);
    }

    #[test]
    fn broken_variables_are_found() {
        assert_eq!(first_broken("a/${aws:userid}/${*}"), None);
        assert_eq!(first_broken("a/${aws:userid"), Some("${aws:userid"));
        assert_eq!(first_broken("${}"), Some("${}"));
        assert_eq!(first_broken("${a, shared}"), Some("${a, shared}"));
    }
}
