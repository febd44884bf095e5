//! Turns the findings in a text into their places in a later text of the same document.
//!
//! The linter takes longer than a keystroke may, so it runs after a pause in typing. Until then the findings of
//! the earlier text move along with the edit.

use std::rc::Rc;
use std::sync::Arc;

use accesspath_engine::explain;
use accesspath_engine::mismatch::Mismatch;
use accesspath_engine::scenario::Scenario;
use accesspath_policy::diagnostic::Severity;
use accesspath_policy::lint::{LintFinding, lint};
use accesspath_policy::policy::{DocumentId, Parsed, Policy};
use accesspath_policy::text::Span;

use crate::mend::Mend;
use crate::reference::Reference;

/// All levels, from the most severe to the least.
pub const LEVELS: [Severity; 4] =
    [Severity::Error, Severity::SecurityWarning, Severity::Warning, Severity::Suggestion];

/// The word of a level for the style sheet.
pub const fn code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::SecurityWarning => "security-warning",
        Severity::Warning => "warning",
        Severity::Suggestion => "suggestion",
    }
}

/// A finding of the linter, or a thing of which the document speaks otherwise than the scenario.
#[derive(Debug, PartialEq)]
pub struct Found {
    /// What was found.
    pub finding: LintFinding,
    /// What its *Apply* does.
    pub mend: Option<Mend>,
}

/// The findings in one text of a document.
#[derive(Debug)]
pub struct Findings {
    /// The document.
    pub document: DocumentId,
    of: Rc<Scenario>,
    /// The linter had its reference.
    linted: bool,
    text: Arc<str>,
    all: Vec<Found>,
}

/// The findings in a document of a scenario are those of its clones.
impl PartialEq for Findings {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.of, &other.of)
            && self.document == other.document
            && self.linted == other.linted
    }
}

/// A finding and its place in the later text.
pub type Placed<'f> = (Span, &'f Found);

impl Findings {
    /// The findings of the parser, those of the linter once the reference is loaded, and what the document speaks of
    /// otherwise than the scenario.
    pub fn of(
        scenario: Rc<Scenario>,
        parsed: &Parsed<Policy>,
        mismatches: &[(Span, Mismatch)],
        reference: Reference,
    ) -> Self {
        let facts = reference.facts();
        let found: Vec<LintFinding> = match facts {
            Some(facts) => lint(parsed, facts),
            None => parsed.diagnostics.iter().map(LintFinding::from).collect(),
        };
        let found = found.into_iter().map(|it| Found { mend: Mend::of(&it), finding: it });
        let other = mismatches.iter().map(|(span, it)| Found {
            mend: Mend::of_mismatch(it),
            finding: explain::mismatch(it, *span),
        });
        let mut all: Vec<Found> = found.chain(other).collect();
        all.sort_by_key(|it| it.finding.span);
        let (document, text) = (parsed.document.clone(), parsed.text.clone());
        Self { document, of: scenario, linted: facts.is_some(), text, all }
    }

    /// What was found elsewhere in a document of the scenario; nothing where there is no such document.
    pub fn found(
        of: Rc<Scenario>,
        document: DocumentId,
        linted: bool,
        all: Vec<Found>,
    ) -> Option<Self> {
        let text = of.documents.get(&document)?.text().clone();
        Some(Self { document, of, linted, text, all })
    }

    /// All of them, in the order of their places in the text in which they were found.
    pub fn all(&self) -> &[Found] {
        &self.all
    }

    /// They are those of this very scenario, found with all of the reference that there is.
    pub fn is_of(&self, scenario: &Rc<Scenario>, reference: Reference) -> bool {
        Rc::ptr_eq(&self.of, scenario) && self.linted == reference.facts().is_some()
    }

    /// The findings in `text`, a later text of the same document, without those whose text was replaced.
    ///
    /// The edit is taken as one replacement, between the common beginning and the common end of both texts.
    pub fn in_text(&self, text: &str) -> Vec<Placed<'_>> {
        let alike = |(a, b): &(char, char)| a == b;
        let width = |(it, _): (char, char)| it.len_utf8();
        let (old, new) = (self.text.len(), text.len());
        let before: usize = self.text.chars().zip(text.chars()).take_while(alike).map(width).sum();
        let [rest, new_rest] = [&self.text, text].map(|it| it.get(before..).unwrap_or_default());
        let pairs = rest.chars().rev().zip(new_rest.chars().rev());
        let behind: usize = pairs.take_while(alike).map(width).sum();
        let replaced = Span::new(before, old - behind);
        let place = |span: Span| {
            let gone = replaced.start < replaced.end && replaced.contains(span);
            // A span that reaches over an end of the replacement grows or shrinks with it.
            let start = match span.start < replaced.end {
                true => span.start.min(before),
                false => span.start + new - old,
            };
            let end = match span.end <= before {
                true => span.end,
                false => span.end.max(replaced.end) + new - old,
            };
            (!gone).then_some(Span::new(start, end))
        };
        self.all.iter().filter_map(|it| Some((place(it.finding.span)?, it))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use accesspath_policy::facts::SERVICE_AUTHORIZATION;
    use accesspath_policy::policy::{PolicyKind, parse_policy};

    const POLICY: &str = r#"{"Version": "2012-10-71", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjcet", "Resource": "arn:aws:s3:::b/*"}]}"#;

    fn findings(reference: Reference) -> Findings {
        let policy = parse_policy("policy".into(), PolicyKind::Identity, POLICY);
        Findings::of(Rc::default(), &policy, &[], reference)
    }

    /// The text that is underlined after `replaced` became `with`.
    #[track_caller]
    fn check(replaced: &str, with: &str, expected: &[&str]) {
        let reference = Reference::read(SERVICE_AUTHORIZATION.to_owned());
        let text = POLICY.replacen(replaced, with, 1);
        let findings = findings(reference);
        let found: Vec<&str> = findings.in_text(&text).iter().map(|(it, _)| it.of(&text)).collect();
        assert_eq!(found, expected, "in {text}");
    }

    #[test]
    fn without_the_reference_only_what_reading_tells_is_found() {
        let codes = |it: Findings| it.all.iter().map(|it| it.finding.code).collect::<Vec<_>>();
        assert_eq!(codes(findings(Reference::Missing)), ["invalid-version"]);
        let reference = Reference::read(SERVICE_AUTHORIZATION.to_owned());
        assert_eq!(codes(findings(reference)), ["invalid-version", "invalid-action"]);
    }

    #[test]
    fn what_was_found_moves_along_with_the_text() {
        let both = ["\"2012-10-71\"", "\"s3:GetObjcet\""];
        check("", "", &both);
        check("{", "{\n  \u{1faa3}", &both);
        check("\"Effect\": \"Allow\", ", "", &both);
        check("]}", "]\n}", &both);
    }

    #[test]
    fn who_types_inside_a_word_keeps_its_underline() {
        check("-71", "-711", &["\"2012-10-711\"", "\"s3:GetObjcet\""]);
        check("Objcet", "Objet", &["\"2012-10-71\"", "\"s3:GetObjet\""]);
        check("71\", \"S", "1\", \"S", &["\"2012-10-1\"", "\"s3:GetObjcet\""]);
        check("-71\", \"S", "5, \"S", &["\"2012-105", "\"s3:GetObjcet\""]);
    }

    #[test]
    fn what_is_replaced_as_a_whole_is_found_no_more() {
        check("\"2012-10-71\"", "1", &["\"s3:GetObjcet\""]);
        check(POLICY, "", &[]);
    }
}
