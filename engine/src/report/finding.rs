//! What is wrong or doubtful in the documents of a scenario: what the linter finds, and what the scenario contradicts.

use accesspath_policy::diagnostic::Severity;
use accesspath_policy::lint::{LintFinding, lint};
use accesspath_policy::text::Span;
use serde::{Serialize, Serializer};

use super::place::FilePlace;
use crate::Analysis;
use crate::explain;
use crate::mismatch::mismatches;
use crate::scenario::Scenario;

/// One finding in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingReport {
    /// The document.
    pub document: String,
    /// `error`, `security warning`, `warning` or `suggestion`.
    #[serde(serialize_with = "word")]
    pub severity: Severity,
    /// The stable code.
    pub code: &'static str,
    /// What was found, in one line.
    pub message: String,
    /// The help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Its place in the file.
    #[serde(flatten)]
    pub place: Option<FilePlace>,
    /// Its place in the document.
    #[serde(skip)]
    pub at: Span,
    /// The document speaks of other things than the scenario; other findings are the linter's.
    #[serde(skip)]
    pub is_mismatch: bool,
}

fn word<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.word())
}

/// The findings in the scenario's own documents, by document and place; the linter's only where it has its facts.
#[must_use]
pub fn findings(scenario: &Scenario, analysis: &Analysis) -> Vec<FindingReport> {
    let mut found = Vec::new();
    let own = analysis.documents.iter().filter(|it| scenario.documents.contains_key(it.0));
    for (document, _, parsed) in own {
        let linted = match scenario.facts.get() {
            Some(facts) => lint(parsed, facts),
            None => parsed.diagnostics.iter().map(LintFinding::from).collect(),
        };
        let others = mismatches(scenario, analysis, parsed).into_iter();
        let told = others.map(|(span, it)| (explain::mismatch(&it, span), true));
        let linted = linted.into_iter().map(|it| (it, false));
        let mut all: Vec<(LintFinding, bool)> = linted.chain(told).collect();
        all.sort_by_key(|it| it.0.span);
        found.extend(all.into_iter().map(|(finding, is_mismatch)| FindingReport {
            document: document.to_string(),
            severity: finding.severity,
            code: finding.code,
            message: finding.headline,
            help: finding.help,
            place: None,
            at: finding.span,
            is_mismatch,
        }));
    }
    found
}
