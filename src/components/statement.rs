//! The lines of the policy that decide at a control: a few around the deciding one, on request the whole statement.

use std::sync::Arc;

use accesspath_engine::report::ToldControl;
use accesspath_engine::scenario::Scenario;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::text::{Lines, Span};
use yew::prelude::*;

use super::editor::Drawn;
use crate::excerpt::excerpt;
use crate::highlight::Mark;
use crate::markup::{El, el};

/// So many lines stand under a gate of the picture.
pub(super) const FEW: usize = 3;
/// So many lines stand beside the picture.
pub(super) const MANY: usize = 12;

/// The lines, if a statement decides at the control or comes nearest, at first at most `most`; `beside` is a button that
/// belongs to them.
pub(super) fn statement(
    scenario: &Scenario,
    control: &ToldControl,
    most: usize,
    beside: Html,
) -> Option<Box<El>> {
    let document = control.document.as_deref()?;
    let text = scenario.text(&DocumentId::from(document))?.text().clone();
    let (statement, at) = control.statement_at.zip(control.at)?;
    let decision = match control.face {
        "grants" | "does-not-stop" => Mark::Allowed,
        _ => Mark::Decided,
    };
    let key = format!("{document} {} {}", at.start, control.control);
    let name = AttrValue::from(format!("{document}, the statement that decides"));
    let lines =
        html! { <Statement {key} {name} {text} {statement} {at} {decision} {most} {beside} /> };
    Some(el("div.statement-part").node(lines))
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct StatementProps {
    name: AttrValue,
    text: Arc<str>,
    statement: Span,
    at: Span,
    decision: Mark,
    most: usize,
    beside: Html,
}

#[component]
fn Statement(props: &StatementProps) -> Html {
    let whole = use_state_eq(|| false);
    let StatementProps { name, text, statement, at, decision, most, beside } = props;
    let most = if *whole { usize::MAX / 2 } else { *most };
    let shown = excerpt(text, *statement, *at, most);
    let lines = Lines::new(text);
    // What decides is told at its first line alone: a mark over all lines would tell nothing.
    let first = lines.span(text, lines.at(at.start));
    let marks = [(Span::new(at.start, at.end.min(first.end)), *decision)];
    let drawn = Drawn { text, lines: &lines, marks: &marks, notes: &[] };
    let code = el("code").each(shown.parts.iter().map(|it| drawn.part(*it)));
    let is_cut = shown.before + shown.behind > 0;
    let toggle = {
        let whole = whole.clone();
        Callback::from(move |_: MouseEvent| whole.set(!*whole))
    };
    let words = if *whole { "Fewer lines" } else { "Whole statement" };
    let button = (is_cut || *whole).then(|| {
        el("button.link[type=button][data-action=whole-statement]")
            .state("aria-expanded", *whole)
            .on_click(toggle)
            .text(words)
    });
    el("figure.statement[data-statement]")
        .put("aria-label", name)
        .state("data-cut-before", shown.before > 0)
        .state("data-cut-behind", shown.behind > 0)
        .add(el("pre.statement__lines[tabindex=0]").add(code))
        .add(el("div.statement__actions").node(beside.clone()).maybe(button))
        .done()
}
