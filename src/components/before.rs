//! What comes before the call, in words: above the cards where something stops it, and with the picture as text.

use accesspath_engine::Analysis;
use accesspath_engine::before::Start;
use accesspath_engine::explain;
use accesspath_engine::scenario::Scenario;
use accesspath_engine::verdict::Verdict;
use yew::Html;

use crate::diagram::small_face;
use crate::markup::{El, el};

/// What does not let pass; the picture shows all.
pub(super) fn before(analysis: &Analysis, scenario: &Scenario) -> Html {
    let stopped: Vec<&Start> = analysis.before.iter().filter(|it| !it.verdict.passes()).collect();
    if stopped.is_empty() {
        return Html::default();
    }
    let several = scenario.question.callers.len() > 1;
    let blocks = stopped.iter().any(|it| it.verdict == Verdict::Blocks);
    let title = match blocks {
        true => "Before the call: the function never gets this far",
        false => "Before the call",
    };
    el("section.before-call[data-before-call][aria-label=Before the call]")
        .state("data-stopped", blocks)
        .add(el("h2.before-call__title").text(title))
        .add(el("ul.before-call__list").each(stopped.iter().map(|it| item(it, several, scenario))))
        .done()
}

fn item(start: &Start, several: bool, scenario: &Scenario) -> Box<El> {
    let name = match several {
        true => {
            format!("{}, {}", start.gate.title(), explain::caller_name(scenario, &start.function))
        }
        false => start.gate.title().to_owned(),
    };
    let seen = explain::before_symptom(start)
        .map(|it| el("p.before-call__seen").text(&format!("You would see: {it}")));
    el("li.before-call__item")
        .put("data-gate", start.gate.code())
        .put("data-verdict", start.verdict.code())
        .add(small_face(start.verdict))
        .add(el("span.before-call__gate").text(&name))
        .add(el("span.before-call__verdict").text(start.verdict.word()))
        .add(el("p.before-call__why").text(&explain::before_heading(start)))
        .maybe(seen)
}

/// What a screen reader says of a gate before the call.
pub(super) fn spoken(function: &str, start: &Start) -> String {
    let (gate, verdict) = (start.gate.title(), start.verdict.word());
    format!("Before the call of {function}, {gate}: {verdict}. {}", explain::before_heading(start))
}

/// The lanes before the calls as text, one a function.
pub(super) fn transcripts(analysis: &Analysis, scenario: &Scenario) -> Html {
    let of = |function: &String| {
        let own: Vec<&Start> =
            analysis.before.iter().filter(|it| it.function == *function).collect();
        (!own.is_empty()).then(|| transcript(function, &own, scenario))
    };
    let all = scenario.question.callers.iter().filter_map(of);
    el("div.before-transcripts").each(all).done()
}

fn transcript(function: &str, starts: &[&Start], scenario: &Scenario) -> Box<El> {
    let name = explain::caller_name(scenario, function);
    let steps = starts.iter().map(|it| {
        let title = format!("{}: {}", it.gate.title(), it.verdict.word());
        let words = el("span.transcript__words")
            .add(el("strong").text(&title))
            .add(el("span.transcript__reason").text(&explain::before_heading(it)));
        el("li.transcript__control")
            .put("data-start", it.gate.code())
            .put("data-verdict", it.verdict.code())
            .add(el("div.transcript__button").add(small_face(it.verdict)).add(words))
    });
    let worst = |verdict| starts.iter().any(|it| it.verdict == verdict);
    let verdict = [Verdict::Blocks, Verdict::Undetermined].into_iter().find(|it| worst(*it));
    let end = explain::before_end(verdict.unwrap_or(Verdict::DoesNotStop));
    el("section.transcript")
        .add(el("h2.transcript__title").text(&format!("Before the call · {name} {end}")))
        .add(el("ol.transcript__steps").each(steps))
}
