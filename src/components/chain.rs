//! The chains of notifications: one row of steps for each, and the loop back to the upload.

use accesspath_engine::repair::Target;
use accesspath_engine::report::{ChainReport, StepReport};
use yew::prelude::*;

use super::face::face;
use super::fix;
use super::prose::prose;
use super::seen::Seen;
use crate::markup::{El, el};
use crate::state::Action;

/// The chains of the scenario: a tab.
pub(super) fn chains(
    seen: &Seen<'_>,
    act: &Callback<Action>,
    on_copy: &Callback<String>,
) -> Box<El> {
    // Searched for where it is seen, and not at every keystroke.
    let fixes = seen.answer.loop_fixes();
    el("div.chain-panel[data-chains]").each(seen.answer.chains.iter().zip(fixes).map(
        |(it, ends)| {
            let (bucket, notification) = (it.bucket.clone(), it.notification.clone());
            let target = Target::Chain { bucket, notification };
            chain(it, ends.as_deref()).maybe(fix::fix(target, it.outcome, seen, act, on_copy))
        },
    ))
}

fn chain(chain: &ChainReport, loop_fix: Option<&str>) -> Box<El> {
    el("article.chain")
        .put("data-chain", &chain.notification)
        .put("data-outcome", chain.outcome)
        .add(el("h3.chain__title").text(&chain.title))
        .add(el("p.chain__line").text(&chain.told))
        .add(
            el("ol.chain__steps")
                .put("aria-label", &format!("Steps of {}", chain.title))
                .each(chain.steps.iter().map(step)),
        )
        .maybe(recursion(chain, loop_fix))
        .maybe(told(chain))
}

fn step(step: &StepReport) -> Box<El> {
    let head = el("span.chain__head")
        .add(face(step.verdict))
        .add(el("strong.chain__step-title").text(step.name));
    el("li.chain__step")
        .put("data-step", step.step)
        .put("data-verdict", step.verdict)
        .add(head)
        .add(el("span.chain__what").text(&step.what))
        .add(prose(el("span.chain__why"), &step.told))
}

/// The symptom of each step.
fn told(chain: &ChainReport) -> Option<Box<El>> {
    let mut told: Vec<Box<El>> = Vec::new();
    for step in &chain.steps {
        let lines =
            [("You would see: ", step.symptom.as_deref()), ("Take care: ", step.exposure_told)];
        let mut lines =
            lines.into_iter().filter_map(|(word, text)| text.map(|it| line(word, it))).peekable();
        if lines.peek().is_some() {
            told.push(el("dt.chain__of").text(step.name));
            told.extend(lines);
        }
    }
    let mut rules = chain.unclear.iter().map(|it| el("dd.chain__detail").text(&it.told)).peekable();
    if rules.peek().is_some() {
        told.push(el("dt.chain__of").text("Unclear rules"));
        told.extend(rules);
    }
    (!told.is_empty()).then(|| el("dl.chain__told").each(told.into_iter()))
}

fn line(word: &str, text: &str) -> Box<El> {
    prose(el("dd.chain__detail").add(el("strong").text(word)), text)
}

/// The arrow and the words of the recursion, if the function invokes itself.
fn recursion(chain: &ChainReport, loop_fix: Option<&str>) -> Option<Box<El>> {
    let line = chain.recursion_told.as_ref()?;
    let fix = loop_fix.map(|it| format!("Smallest change: {it}"));
    let faint = chain.recursion != "loops";
    Some(
        el("div.chain__loop[role=note]")
            .put("data-recursion", chain.recursion)
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
