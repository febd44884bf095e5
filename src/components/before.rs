//! The checks before the calls, in words, where one of them does not pass.

use accesspath_engine::report::BeforeReport;
use yew::Html;

use super::face::face;
use super::prose::prose;
use crate::answer::Answer;
use crate::markup::{El, el};

/// The checks that do not pass; the picture shows all.
pub(super) fn before(answer: &Answer) -> Html {
    let own = answer.before.iter();
    let stopped: Vec<&BeforeReport> =
        own.filter(|it| matches!(it.verdict, "blocks" | "undetermined")).collect();
    if stopped.is_empty() {
        return Html::default();
    }
    let several = answer.of.question.callers.len() > 1;
    let blocks = stopped.iter().any(|it| it.verdict == "blocks");
    let items = stopped.iter().map(|it| item(it, several));
    el("section.before-call[data-before-call][aria-label=Before the call]")
        .state("data-stopped", blocks)
        .add(el("h2.before-call__title").text("Before the call"))
        .add(el("ul.before-call__list").each(items))
        .done()
}

fn item(before: &BeforeReport, several: bool) -> Box<El> {
    let name = match several {
        true => format!("{}, {}", before.name, before.caller),
        false => before.name.to_owned(),
    };
    let seen = before.symptom.as_ref();
    let seen = seen.map(|it| el("p.before-call__seen").text(&format!("You would see: {it}")));
    el("li.before-call__item")
        .put("data-gate", before.gate)
        .put("data-verdict", before.verdict)
        .add(face(before.verdict))
        .add(el("span.before-call__gate").text(&name))
        .add(prose(el("span.before-call__why"), &before.told))
        .maybe(seen)
}
