//! The problems of the scenario itself, above everything else.

use accesspath_engine::Analysis;
use yew::Html;

use crate::markup::el;

pub(super) fn problems(analysis: &Analysis) -> Html {
    if analysis.problems.is_empty() {
        return Html::default();
    }
    let all = analysis
        .problems
        .iter()
        .map(|it| el("li").add(el("code").text(&it.place())).text(&format!(": {}", it.message)));
    el("section.problems[role=alert][data-problems][aria-label=Problems of the scenario]")
        .add(el("h2.problems__title").text("The scenario has errors"))
        .add(el("ul").each(all))
        .done()
}
