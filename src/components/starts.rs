//! What comes before the call: a lane of its own, between the question and its paths.

use accesspath_engine::Analysis;
use accesspath_engine::explain;
use accesspath_engine::judge::Verdict;
use accesspath_engine::scenario::Scenario;
use accesspath_engine::start::Start;
use yew::Html;

use crate::diagram::small_face;
use crate::markup::{El, el};

pub(super) fn starts(analysis: &Analysis, scenario: &Scenario) -> Html {
    if analysis.starts.is_empty() {
        return Html::default();
    }
    let several = scenario.question.callers.len() > 1;
    let items = analysis.starts.iter().map(|it| item(it, several, scenario));
    let stopped = analysis.starts.iter().any(|it| it.verdict == Verdict::Blocks);
    let title = match stopped {
        true => "Before the call: the function never gets this far",
        false => "Before the call",
    };
    el("section.starts[data-starts][aria-label=Before the call]")
        .put("data-stopped", if stopped { "true" } else { "false" })
        .add(el("h2.starts__title").text(title))
        .add(el("ul.starts__list").each(items))
        .done()
}

fn item(start: &Start, several: bool, scenario: &Scenario) -> Box<El> {
    let name = match several {
        true => {
            format!("{}, {}", start.gate.title(), explain::caller_name(scenario, &start.function))
        }
        false => start.gate.title().to_owned(),
    };
    let told = (start.verdict != Verdict::LetsThrough)
        .then(|| el("p.starts__why").text(&explain::start_heading(start)));
    let seen = explain::start_symptom(start)
        .map(|it| el("p.starts__seen").text(&format!("You would see: {it}")));
    el("li.starts__item")
        .put("data-gate", start.gate.code())
        .put("data-verdict", start.verdict.code())
        .add(small_face(start.verdict))
        .add(el("span.starts__gate").text(&name))
        .add(el("span.starts__verdict").text(start.verdict.word()))
        .maybe(told)
        .maybe(seen)
}
