//! The checks before the calls, in words: above the cards if one fails, and as the text of the picture.

use accesspath_engine::Analysis;
use accesspath_engine::before::Before;
use accesspath_engine::check::Check;
use accesspath_engine::explain;
use accesspath_engine::scenario::Scenario;
use accesspath_policy::truth::Truth;
use yew::Html;

use crate::diagram::small_face;
use crate::markup::{El, el};

/// The checks that do not pass; the picture shows all.
pub(super) fn before(analysis: &Analysis, scenario: &Scenario) -> Html {
    let mut stopped: Vec<(&Before, &Check)> = Vec::new();
    for it in &analysis.before {
        let own = it.checks.iter().filter(|it| it.passes != Truth::Yes);
        stopped.extend(own.map(|check| (it, check)));
    }
    if stopped.is_empty() {
        return Html::default();
    }
    let several = scenario.question.callers.len() > 1;
    let blocks = stopped.iter().any(|(_, it)| it.passes == Truth::No);
    let stops_call = analysis.before.iter().any(|it| it.stop(false).is_some());
    let title = match blocks {
        true if stops_call => "Before the call: the function cannot be called",
        true => "Before the call: Lambda cannot attach the function to the VPC",
        false => "Before the call",
    };
    let items = stopped.iter().map(|(before, it)| item(before, it, several, scenario));
    el("section.before-call[data-before-call][aria-label=Before the call]")
        .state("data-stopped", blocks)
        .add(el("h2.before-call__title").text(title))
        .add(el("ul.before-call__list").each(items))
        .done()
}

fn item(before: &Before, check: &Check, several: bool, scenario: &Scenario) -> Box<El> {
    let (control, verdict) = (explain::name(check.control), check.verdict());
    let name = match several {
        true => format!("{control}, {}", explain::caller_name(scenario, &before.function)),
        false => control.to_owned(),
    };
    let seen = explain::before_symptom(before, check)
        .map(|it| el("p.before-call__seen").text(&format!("You would see: {it}")));
    el("li.before-call__item")
        .put("data-gate", check.control.code())
        .put("data-verdict", verdict.code())
        .add(small_face(verdict))
        .add(el("span.before-call__gate").text(&name))
        .add(el("span.before-call__verdict").text(verdict.word()))
        .add(el("p.before-call__why").text(&explain::before_heading(before, check)))
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
