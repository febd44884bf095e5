//! Turns the errors of a scenario's policies into JSON: AWS would refuse to save such a policy.

use accesspath_policy::diagnostic::Diagnostic;
use accesspath_policy::text::Span;
use serde::Serialize;

use super::place::FilePlace;
use crate::Analysis;
use crate::scenario::Scenario;

/// An error of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemReport {
    /// The document.
    pub document: String,
    /// Its stable word.
    pub code: &'static str,
    /// The error, in one line.
    pub message: String,
    /// What to write instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Its place in the file.
    #[serde(flatten)]
    pub place: Option<FilePlace>,
    /// Its place in the document.
    #[serde(skip)]
    pub at: Span,
}

/// The errors of the policies that the scenario holds, each once, whatever kinds of policies a document is used as.
pub(super) fn problems(scenario: &Scenario, analysis: &Analysis) -> Vec<ProblemReport> {
    let mut problems = Vec::new();
    for (id, _, parsed) in analysis.documents.iter() {
        if !scenario.documents.contains_key(id) {
            continue;
        }
        for Diagnostic { problem, span, .. } in parsed.diagnostics.iter().filter(|it| it.is_error())
        {
            let told = ProblemReport {
                document: id.to_string(),
                code: problem.code(),
                message: problem.headline(),
                help: problem.help(),
                place: None,
                at: *span,
            };
            if !problems.contains(&told) {
                problems.push(told);
            }
        }
    }
    problems
}
