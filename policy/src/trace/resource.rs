//! `Resource` and `NotResource` against the request's resource.

use super::clause::{ClauseTrace, Element, ListReasons, listed};
use crate::arn::Arn;
use crate::context::Context;
use crate::pattern::{self, PatternPart};
use crate::policy::variable::{self, Unfilled};
use crate::policy::{Clause, Entry, Form, Statement, Version};
use crate::reason::Because;
use crate::request::Request;
use crate::rule::Rule;
use crate::symbol;
use crate::truth::Truth;

/// Tries `clause`, which is the resource of `statement`.
pub(super) fn trace(
    clause: &Clause<Entry>,
    statement: &Statement,
    version: Version,
    request: &Request,
) -> ClauseTrace {
    let reasons = ListReasons {
        matches: Because::ResourceMatches,
        differs: Because::ResourceDiffers,
        excluded: Because::ResourceExcluded,
        not_excluded: Because::ResourceNotExcluded,
    };
    let element = Element::Resource(clause.form.into());
    let names_everything = clause.entries.iter().all(|it| it.text.bytes().all(|it| it == b'*'));
    let mut rules = Vec::new();
    let (mut wrong_kind, mut missing) = (None, None);
    let mut unknown = statement.malformed_resource.map(|at| (Because::MalformedArn, at));
    for entry in &clause.entries {
        let fit = fits(&entry.text, version, request);
        if fit.matches {
            let mut traced = listed(clause, element, Some(entry.span), &reasons);
            traced.rules = fit.rules;
            traced.names_everything = names_everything;
            return traced;
        }
        rules.extend(fit.rules);
        unknown = unknown.or_else(|| fit.unknown.map(|why| (why, entry.span)));
        if fit.variable_missing {
            missing = missing.or(Some((Because::VariableMissing, entry.span)));
        }
        wrong_kind = wrong_kind.or_else(|| fit.wrong_kind.map(|why| (why, entry.span)));
    }
    let mut traced = listed(clause, element, None, &reasons);
    traced.rules = rules;
    traced.names_everything = names_everything;
    if let Some((because, at)) = unknown {
        traced.truth = Truth::Unknown;
        traced.because = because;
        traced.at = at;
    } else if clause.form == Form::Listed
        // The most telling entry: one of the right name but the wrong kind, else one whose variable is empty.
        && let Some((because, at)) = wrong_kind.or(missing)
    {
        traced.because = because;
        traced.at = at;
    }
    traced
}

/// How one entry stands to the request's resource.
#[derive(Default)]
struct EntryFit {
    matches: bool,
    /// Why it is not known whether it matches.
    unknown: Option<Because>,
    wrong_kind: Option<Because>,
    variable_missing: bool,
    rules: Vec<Rule>,
}

fn fits(text: &str, version: Version, request: &Request) -> EntryFit {
    let matcher = match Matcher::new(text, version, &request.context) {
        Ok(matcher) => matcher,
        Err(Unfilled::Missing) => {
            return EntryFit { variable_missing: true, ..EntryFit::default() };
        }
        Err(Unfilled::Unknown) => {
            return EntryFit { unknown: Some(Because::VariableUnknown), ..EntryFit::default() };
        }
    };
    let mut rules = matcher.rules.clone();
    let matches = matcher.matches(&request.resource);
    if symbol::judged(matches, text, true, &request.resource) == Truth::Unknown {
        return EntryFit { unknown: Some(Because::SymbolUnknown), rules, ..EntryFit::default() };
    }
    if !matches {
        let wrong_kind = wrong_kind(text, &matcher, request);
        return EntryFit { wrong_kind, rules, ..EntryFit::default() };
    }
    if is_wildcard_in_type(text) {
        return EntryFit { unknown: Some(Because::MalformedArn), rules, ..EntryFit::default() };
    }
    if !matcher.matches_with_case(&request.resource) {
        rules.push(Rule::ARN_CASE);
    }
    if request.action.eq_ignore_ascii_case("s3:ListAllMyBuckets") && text != "*" {
        rules.push(Rule::LIST_ALL_MY_BUCKETS);
    }
    EntryFit { matches: true, rules, ..EntryFit::default() }
}

/// A wildcard stands inside the word that tells the type of the resource, as in `func*:app`; `*` alone may stand there.
// AWS: "Amazon Resource Names (ARNs)", "Incorrect wildcard usage". A bucket's name is no type.
fn is_wildcard_in_type(text: &str) -> bool {
    const TYPED: [&str; 8] =
        ["dynamodb", "ec2", "iam", "kms", "lambda", "secretsmanager", "ssm", "sts"];
    let Some(arn) = Arn::parse(text).filter(|it| TYPED.contains(&it.service)) else { return false };
    let kind = arn.resource.split_once([':', '/']).map(|(kind, _)| kind);
    kind.is_some_and(|it| it != "*" && !pattern::is_plain(it))
}

/// An entry, ready to be compared.
struct Matcher<'t> {
    form: MatcherForm<'t>,
    rules: Vec<Rule>,
}

enum MatcherForm<'t> {
    /// A fixed beginning and whether a star stands behind it; up to `front` the case does not count.
    Fixed { head: &'t str, front: usize, star: bool },
    /// Anything else.
    Pattern(Vec<PatternPart>),
}

impl<'t> Matcher<'t> {
    fn new(text: &'t str, version: Version, context: &Context) -> Result<Self, Unfilled> {
        let mut colons = text.bytes().enumerate().filter(|(_, it)| *it == b':');
        let front = colons.nth(4).map_or(text.len(), |(at, _)| at + 1);
        let fixed = pattern::fixed(text).filter(|_| !variable::has_variable(text, version));
        match fixed {
            Some((head, star)) => {
                let form = MatcherForm::Fixed { head, front: front.min(head.len()), star };
                Ok(Self { form, rules: Vec::new() })
            }
            None => {
                let (parts, rules) = resource_pattern(text, front, version, context)?;
                Ok(Self { form: MatcherForm::Pattern(parts), rules })
            }
        }
    }

    /// `resource` matches, whatever the case of its first five segments.
    fn matches(&self, resource: &str) -> bool {
        match &self.form {
            MatcherForm::Fixed { head, front, star } => {
                let (own, other) =
                    (head.split_at_checked(*front), resource.split_at_checked(*front));
                let (Some((own, name)), Some((other, rest))) = (own, other) else { return false };
                own.eq_ignore_ascii_case(other)
                    && if *star { rest.starts_with(name) } else { rest == name }
            }
            MatcherForm::Pattern(parts) => pattern::matches(parts, resource),
        }
    }

    fn matches_with_case(&self, resource: &str) -> bool {
        match &self.form {
            MatcherForm::Fixed { head, star: true, .. } => resource.starts_with(head),
            MatcherForm::Fixed { head, .. } => resource == *head,
            MatcherForm::Pattern(parts) => {
                let exact: Vec<PatternPart> = parts.iter().map(|it| keep_case(*it)).collect();
                pattern::matches(&exact, resource)
            }
        }
    }
}

const fn keep_case(part: PatternPart) -> PatternPart {
    match part {
        PatternPart::AnyCase(c) => PatternPart::Char(c),
        other => other,
    }
}

/// The pattern of a resource entry.
///
/// AWS: "IAM JSON policy elements: Resource" — a wildcard stays within its colon-separated segment,
/// but one that ends a segment can reach over later colons; variables stand behind the fifth colon only.
fn resource_pattern(
    text: &str,
    front: usize,
    version: Version,
    context: &Context,
) -> Result<(Vec<PatternPart>, Vec<Rule>), Unfilled> {
    let filled = variable::fill(text, front, version, context)?;
    let chars = filled.chars();
    let mut segment = 0;
    let mut pattern = Vec::with_capacity(chars.len());
    for (at, (c, own)) in chars.iter().copied().enumerate() {
        let ends_segment = chars.get(at + 1).is_none_or(|(next, _)| *next == ':');
        pattern.push(match (c, own) {
            ('*', true) if segment < 5 && !ends_segment => PatternPart::RunInSegment,
            ('*', true) => PatternPart::Run,
            ('?', true) if segment < 5 => PatternPart::OneInSegment,
            ('?', true) => PatternPart::One,
            (c, _) if segment < 5 && c.is_ascii_alphabetic() => PatternPart::AnyCase(c),
            (c, _) => PatternPart::Char(c),
        });
        segment += usize::from(c == ':');
    }
    Ok((pattern, filled.rules))
}

/// The entry names the right bucket but the wrong kind of resource.
fn wrong_kind(text: &str, matcher: &Matcher<'_>, request: &Request) -> Option<Because> {
    let own = Arn::parse(&request.resource).filter(|it| it.service == "s3")?;
    match own.resource.split_once('/') {
        Some((bucket, _)) => {
            let end = request.resource.len() - own.resource.len() + bucket.len();
            let bucket = request.resource.get(..end)?;
            matcher.matches(bucket).then_some(Because::NeedsObjectArn)
        }
        None => {
            let (bucket, _) = text.split_once('/')?;
            let names = pattern::matches(&pattern::wildcards(bucket), &request.resource);
            names.then_some(Because::NeedsBucketArn)
        }
    }
}
