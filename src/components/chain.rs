//! The chains of notifications: one row of steps for each, and the loop back to the upload.

use accesspath_engine::Analysis;
use accesspath_engine::chain::{Chain, ChainStep, Recursion};
use accesspath_engine::explain;
use accesspath_engine::repair::Target;
use accesspath_engine::scenario::Scenario;
use yew::{Callback, Html};

use super::fix;
use crate::diagram::small_face;
use crate::markup::{El, el};
use crate::repaired::Repaired;
use crate::state::Action;

/// The chains of the scenario; nothing if it has none.
pub(super) fn chains(
    analysis: &Analysis,
    scenario: &Scenario,
    repaired: Option<&Repaired>,
    act: &Callback<Action>,
) -> Html {
    if analysis.chains.is_empty() {
        return Html::default();
    }
    el("section.panel.chain-panel[data-chains][aria-label=From upload to write-back]")
        .add(el("h2.chain-panel__title").text("From upload to write-back"))
        .each(analysis.chains.iter().map(|it| {
            let target =
                Target::Chain { bucket: it.bucket.clone(), notification: it.notification.clone() };
            chain(it, scenario).node(fix::fix(target, it.outcome, repaired, scenario, act))
        }))
        .done()
}

fn chain(chain: &Chain, scenario: &Scenario) -> Box<El> {
    let bucket = scenario.buckets.iter().find(|it| it.id == chain.bucket);
    let bucket = bucket.map_or(chain.bucket.as_str(), |it| it.name.as_str());
    let function = explain::caller_name(scenario, &chain.function);
    let title = format!("{bucket} → {function}, notification {}", chain.notification);
    let steps = chain.steps.iter().map(|it| step(it, chain, scenario));
    el("article.chain")
        .put("data-chain", &chain.notification)
        .put("data-outcome", chain.outcome.code())
        .add(el("h3.chain__title").text(&title))
        .add(el("p.chain__line").text(&explain::chain_line(chain)))
        .add(el("ol.chain__steps").put("aria-label", &format!("Steps of {title}")).each(steps))
        .maybe(recursion(chain, scenario))
        .maybe(told(chain))
}

fn step(step: &ChainStep, chain: &Chain, scenario: &Scenario) -> Box<El> {
    let head = el("span.chain__head")
        .add(small_face(step.verdict))
        .add(el("strong.chain__step-title").text(explain::step_title(step.kind)))
        .add(el("span.chain__verdict").text(step.verdict.word()));
    el("li.chain__step")
        .put("data-step", step.kind.code())
        .put("data-verdict", step.verdict.code())
        .add(head)
        .add(el("span.chain__what").text(&explain::step_what(step, chain, scenario)))
        .add(el("span.chain__why").text(&explain::step_line(step, chain, scenario)))
}

/// The symptom of each step.
fn told(chain: &Chain) -> Option<Box<El>> {
    let mut told: Vec<Box<El>> = Vec::new();
    for step in &chain.steps {
        let lines = [
            ("You would see: ", explain::step_symptom(step)),
            ("Take care: ", step.exposure.map(|it| explain::exposure_line(it).to_owned())),
        ];
        let mut lines =
            lines.into_iter().filter_map(|(word, text)| text.map(|it| line(word, &it))).peekable();
        if lines.peek().is_some() {
            told.push(el("dt.chain__of").text(explain::step_title(step.kind)));
            told.extend(lines);
        }
    }
    let rules =
        chain.unverified.iter().map(|it| el("dd.chain__detail").text(&explain::unclear(it)));
    let mut rules = rules.peekable();
    if rules.peek().is_some() {
        told.push(el("dt.chain__of").text("Unclear rules"));
        told.extend(rules);
    }
    (!told.is_empty()).then(|| el("dl.chain__told").each(told.into_iter()))
}

fn line(word: &str, text: &str) -> Box<El> {
    el("dd.chain__detail").add(el("strong").text(word)).text(text)
}

/// The arrow and the words of the recursion, if the function invokes itself.
fn recursion(chain: &Chain, scenario: &Scenario) -> Option<Box<El>> {
    let line = explain::recursion_line(chain)?;
    let fix = explain::recursion_fix(chain, scenario).map(|it| format!("Smallest change: {it}"));
    let faint = chain.recursion != Recursion::Loops;
    Some(
        el("div.chain__loop[role=note]")
            .put("data-recursion", chain.recursion.code())
            .add(arrow(chain.steps.len(), faint))
            .add(el("p.chain__loop-line").text(&format!("↻ {line}")))
            .maybe(fix.map(|it| el("p.chain__loop-fix").text(&it))),
    )
}

/// An arrow under the row: from below the last of `steps` back to the upload, which is the second step.
fn arrow(steps: usize, faint: bool) -> Box<El> {
    let last = format!("{}.5", steps.saturating_sub(1));
    let data = format!("M {last} 0 V 0.7 H 1.5 V 0.1 M 1.46 0.4 L 1.5 0.08 L 1.54 0.4");
    let path = el("path[vector-effect=non-scaling-stroke]").put("d", &data);
    let path = if faint { path.put("stroke-dasharray", "5 4") } else { path };
    el("svg.chain__return[preserveAspectRatio=none][aria-hidden=true]")
        .put("viewBox", &format!("0 0 {steps} 1"))
        .add(path)
}
