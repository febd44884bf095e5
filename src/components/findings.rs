//! The findings in the open document: their count, and each with its place.
//!
//! Nothing is found here: the engine does that.

use std::rc::Rc;
use std::sync::Arc;

use accesspath_engine::scenario::change::Change;
use accesspath_policy::diagnostic::Severity;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::text::{Lines, Span};
use yew::prelude::*;

use super::editor;
use super::waiting::once_here;
use super::wanted::{FRAME_MS, PAUSE_MS, use_wanted};
use crate::answer::Answer;
use crate::browser;
use crate::desk::Desk;
use crate::findings::{Findings, Found, LEVELS, Placed, code};
use crate::markup::{El, el};
use crate::mend::Mend;
use crate::module::{Module, elsewhere};
use crate::same::Same;
use crate::state::{Action, View};
use crate::wanted::Wanted;

/// The highest number of listed findings: nobody reads a longer list. The number has no derivation.
const MOST_LISTED: usize = 50;

/// Runs the linter on the open document, and returns its last findings.
///
/// The linter runs after a pause in typing, and after the answer is drawn: the answer must not wait for it.
#[hook]
pub(super) fn use_findings<'a>(
    open: Option<&DocumentId>,
    answer: &Rc<Answer>,
    view: &'a View,
    desk: &Same<Desk>,
    act: &Callback<Action>,
) -> Option<&'a Findings> {
    let found = view.findings.as_deref().filter(|it| open == Some(&it.document));
    let wait = if found.is_some() { PAUSE_MS } else { FRAME_MS };
    let asks = open.filter(|_| !found.is_some_and(|it| it.is_of(&answer.of, view.reference)));
    use_wanted(asks.cloned().map(Wanted::Findings), wait, answer, view, desk, act);
    found
}

/// The count of findings for each level, once the linter has run, in the style of its underline; `checking` while they
/// are those of an earlier text.
pub(super) fn counts(findings: Option<&[Placed]>, checking: bool) -> Box<El> {
    // Beside what is announced: nobody wants to hear it at every keystroke.
    let frame = el("div.findings__status").maybe(
        (checking || findings.is_none()).then(|| el("p.findings__checking").text("Checking")),
    );
    let counts = el("p.findings__counts[role=status]").state("data-checking", checking);
    let findings = match findings {
        None => return frame.add(counts),
        Some([]) => return frame.add(counts.text("No problems found")),
        Some(findings) => findings,
    };
    let mut counts = counts;
    let mut comma = "";
    for severity in LEVELS {
        let number = findings.iter().filter(|(_, it)| it.finding.severity == severity).count();
        if number > 0 {
            let plural = if number > 1 { "s" } else { "" };
            let words = format!("{number} {}{plural}", severity.word());
            counts = counts.text(comma).add(level(severity, &words));
            comma = ", ";
        }
    }
    frame.add(counts)
}

/// The name of a level, in the style of its underline.
pub(super) fn level(severity: Severity, words: &str) -> Box<El> {
    el("span.level").put("data-severity", code(severity)).text(words)
}

/// The findings of a document, each a button that leads to its place.
pub(super) fn list(
    findings: &[Placed],
    text: &Arc<str>,
    id: &DocumentId,
    act: &Callback<Action>,
) -> Box<El> {
    let lines = Lines::new(text);
    let listed = weightiest(findings, MOST_LISTED);
    let more = findings.len() - listed.len();
    let list = el("ul.findings").each(listed.into_iter().map(|placed| {
        let (span, Found { finding: it, mend }) = placed;
        let mend = mend.as_ref().map(|it| apply(it, *span, text, id, act));
        let at = lines.location(text, span.start);
        let place = format!("line {}, column {}", at.line, at.column);
        let (text, id, span) = (text.clone(), id.clone(), *span);
        let go = Callback::from(move |event: MouseEvent| editor::show(&event, &id, &text, span));
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
            .maybe(mend)
    }));
    let more = (more > 0).then(|| format!("and {more} more, underlined in the text"));
    el("div").add(list).maybe(more.map(|it| el("p.findings__note").text(&it)))
}

/// The button that repairs the text; the focus goes back to it.
fn apply(
    mend: &Mend,
    span: Span,
    text: &Arc<str>,
    id: &DocumentId,
    act: &Callback<Action>,
) -> Box<El> {
    let button =
        el("button.button.finding__apply[type=button][data-action=mend]").text(&mend.label());
    let (mend, text, id, act) = (mend.clone(), text.clone(), id.clone(), act.clone());
    button.on_click(Callback::from(move |event: MouseEvent| {
        let (mend, text, id, act) = (mend.clone(), text.clone(), id.clone(), act.clone());
        once_here(Module::More, &act.clone(), move || {
            if let Some(text) = mended(&mend, &text, span) {
                browser::focus_near(&event, &format!("textarea[data-document=\"{id}\"]"));
                act.emit(Action::Change(Change::EditDocument { document: id, text }));
            }
        });
    }))
}

elsewhere! { more "19"
fn mended(mend: &Mend, text: &str, span: Span) -> Option<String> {
    mend.apply(text, span)
} }

/// The `most` severest findings, in their own order.
fn weightiest<'f, 'p>(findings: &'f [Placed<'p>], most: usize) -> Vec<&'f Placed<'p>> {
    let mut room = most;
    let mut listed = vec![false; findings.len()];
    for severity in LEVELS {
        for ((_, found), listed) in findings.iter().zip(&mut listed) {
            if found.finding.severity == severity && room > 0 {
                *listed = true;
                room -= 1;
            }
        }
    }
    findings.iter().zip(listed).filter_map(|(it, listed)| listed.then_some(it)).collect()
}
