//! What is wrong or doubtful in the open document: how much of it, and each with its place.
//!
//! Nothing is found here: the engine does that.

use std::rc::Rc;

use accesspath_engine::diagnostic::Severity;
use accesspath_engine::lint::{Finding, lint};
use accesspath_engine::policy::{DocumentId, Parsed, Policy};
use accesspath_engine::text::{Lines, utf16_offset};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::browser;
use crate::markup::{El, el};
use crate::reference::Reference;

/// How many are listed; a list that is longer is not read. The number has no derivation.
const MOST_LISTED: usize = 50;

const LEVELS: [Severity; 4] =
    [Severity::Error, Severity::SecurityWarning, Severity::Warning, Severity::Suggestion];

/// What is found in a document: what reading tells, and what the reference tells once it is here.
pub(super) fn find(parsed: &Parsed<Policy>, reference: Reference) -> Vec<Finding> {
    match reference.facts() {
        Some(facts) => lint(parsed, facts),
        None => parsed.diagnostics.iter().map(Finding::from).collect(),
    }
}

/// The word that the style sheet knows.
pub(super) const fn code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::SecurityWarning => "security-warning",
        Severity::Warning => "warning",
        Severity::Suggestion => "suggestion",
    }
}

/// How many there are of each level; it also shows how a level is underlined.
pub(super) fn counts(findings: &[Finding]) -> Box<El> {
    let counts = el("p.findings__counts[role=status]");
    if findings.is_empty() {
        return counts.text("No problems found");
    }
    LEVELS.into_iter().fold(counts, |counts, severity| {
        match findings.iter().filter(|it| it.severity == severity).count() {
            0 => counts,
            1 => counts.add(level(severity, &format!("1 {}", severity.word()))),
            many => counts.add(level(severity, &format!("{many} {}s", severity.word()))),
        }
    })
}

/// What a level is called, in the looks of its underline.
pub(super) fn level(severity: Severity, words: &str) -> Box<El> {
    el("span.level").put("data-severity", code(severity)).text(words)
}

/// The findings of a document, each a way to its place.
pub(super) fn list(findings: &[Finding], text: &Rc<str>, id: &DocumentId) -> Box<El> {
    let lines = Lines::new(text);
    let listed = weightiest(findings, MOST_LISTED);
    let more = findings.len() - listed.len();
    let list = el("ul.findings").each(listed.into_iter().map(|it| {
        let at = lines.location(text, it.span.start);
        let place = format!("line {}, column {}", at.line, at.column);
        let selector = format!("textarea[data-document=\"{id}\"]");
        let (text, span) = (text.clone(), it.span);
        let go = Callback::from(move |event: MouseEvent| {
            let range = (utf16_offset(&text, span.start), utf16_offset(&text, span.end));
            show(&event, &selector, range);
        });
        el("li.finding")
            .put("data-code", it.code)
            .put("data-severity", code(it.severity))
            .add(level(it.severity, it.severity.word()))
            .add(el("button.finding__go[type=button]").on_click(go).text(&it.headline))
            .add(el("span.finding__place").text(&place))
            .add(
                el("p.finding__help")
                    .maybe(it.help.as_deref().map(|it| el("span").text(it)))
                    .add(el("code.finding__code").text(it.code)),
            )
    }));
    let more = (more > 0).then(|| format!("and {more} more, underlined in the text"));
    el("div").add(list).maybe(more.map(|it| el("p.findings__note").text(&it)))
}

/// As many findings as are to be listed, those that matter most, in their own order.
fn weightiest(findings: &[Finding], most: usize) -> Vec<&Finding> {
    let mut room = most;
    let mut listed = vec![false; findings.len()];
    for severity in LEVELS {
        for (finding, listed) in findings.iter().zip(&mut listed) {
            if finding.severity == severity && room > 0 {
                *listed = true;
                room -= 1;
            }
        }
    }
    findings.iter().zip(listed).filter_map(|(it, listed)| listed.then_some(it)).collect()
}

/// Selects the text that a finding is about.
fn show(event: &MouseEvent, selector: &str, (start, end): (usize, usize)) {
    let area: Option<HtmlTextAreaElement> = browser::find_near(event, selector);
    if let Some(area) = area {
        let unit = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        // In this order: the focus scrolls to what is selected.
        let _ = area.set_selection_range(unit(start), unit(end));
        let _ = area.focus();
    }
}
