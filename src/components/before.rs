//! The checks before the calls, in words: above the cards if one fails, and as the text of the picture.

use accesspath_engine::Analysis;
use accesspath_engine::before::Before;
use accesspath_engine::check::Check;
use accesspath_engine::explain;
use accesspath_engine::report::BeforeReport;
use accesspath_engine::scenario::Scenario;
use yew::Html;

use super::face::face;
use super::prose::prose;
use crate::answer::Answer;
use crate::diagram::small_face;
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
    let items = stopped.iter().map(|it| item(it, several, &answer.of));
    el("section.before-call[data-before-call][aria-label=Before the call]")
        .state("data-stopped", blocks)
        .add(el("h2.before-call__title").text("Before the call"))
        .add(el("ul.before-call__list").each(items))
        .done()
}

fn item(before: &BeforeReport, several: bool, scenario: &Scenario) -> Box<El> {
    let name = match several {
        true => format!("{}, {}", before.name, explain::caller_name(scenario, &before.function)),
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

/// The words of a screen reader for a gate before the call.
pub(super) fn spoken(function: &str, before: &Before, check: &Check) -> String {
    let (control, verdict) = (explain::name(check.control), check.verdict().word());
    let why = explain::before_heading(before, check);
    format!("Before the call of {function}, {control}: {verdict}. {why}")
}

/// The lanes before the calls as text, one a function.
pub(super) fn transcripts(analysis: &Analysis, scenario: &Scenario) -> Html {
    let all = analysis.before.iter().map(|it| transcript(it, scenario));
    el("div.before-transcripts").each(all).done()
}

fn transcript(before: &Before, scenario: &Scenario) -> Box<El> {
    let name = explain::caller_name(scenario, &before.function);
    let steps = before.checks.iter().map(|it| {
        let verdict = it.verdict();
        let title = format!("{}: {}", explain::name(it.control), verdict.word());
        let words = el("span.transcript__words")
            .add(el("strong").text(&title))
            .add(el("span.transcript__reason").text(&explain::before_heading(before, it)));
        el("li.transcript__control")
            .put("data-before-gate", it.control.code())
            .put("data-verdict", verdict.code())
            .add(el("div.transcript__button").add(small_face(verdict)).add(words))
    });
    let end = explain::before_end(before);
    el("section.transcript")
        .add(el("h2.transcript__title").text(&format!("Before the call · {name} {end}")))
        .add(el("ol.transcript__steps").each(steps))
}
