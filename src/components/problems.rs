//! The problems of the scenario itself, above everything else.

use yew::Html;

use crate::answer::Answer;
use crate::markup::el;

pub(super) fn problems(answer: &Answer) -> Html {
    if answer.problems.is_empty() {
        return Html::default();
    }
    let all = answer
        .problems
        .iter()
        .map(|(place, told)| el("li").add(el("code").text(place)).text(&format!(": {told}")));
    el("section.problems[role=alert][data-problems][aria-label=Problems of the scenario]")
        .add(el("h2.problems__title").text("The scenario has errors"))
        .add(el("ul").each(all))
        .done()
}
