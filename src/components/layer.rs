//! The inspector of one control on all paths: what it comes to on each.

use yew::prelude::*;

use super::face::{badge, face};
use super::prose::prose;
use super::seen::Seen;
use super::term;
use crate::answer::control_on;
use crate::markup::{El, el};
use crate::state::{Action, Selection};
use crate::terms;

/// What the selected control comes to on every path.
pub(super) fn layer(seen: &Seen<'_>, selection: &Selection, act: &Callback<Action>) -> Box<El> {
    let code = selection.control;
    let met = seen.answer.paths.iter().filter_map(|it| Some((it, control_on(it, code)?)));
    let items = met.map(|(path, control)| {
        let own = Selection { path: path.path.clone(), control: selection.control };
        let select = act.reform(move |_: MouseEvent| Action::Select(own.clone()));
        let words = el("span.layer__words")
            .add(el("strong").text(&format!("Path {}: {}", path.path, control.verdict)))
            .add(prose(el("span.layer__told"), &control.heading));
        let button = el("button.layer__path[type=button]")
            .put("data-layer-path", &path.path)
            .put("data-verdict", control.face)
            .on_click(select)
            .add(badge(&path.path, path.outcome))
            .add(face(control.face))
            .add(words);
        el("li").key(&path.path).add(button)
    });
    let items: Vec<Box<El>> = items.collect();
    let unmet = seen.answer.paths.len() - items.len();
    let unmet = (unmet > 0).then(|| {
        let words = match unmet {
            1 => "1 path does not meet it.".to_owned(),
            more => format!("{more} paths do not meet it."),
        };
        el("p.quiet").text(&words)
    });
    let name = seen.answer.paths.iter().find_map(|it| Some(control_on(it, code)?.name));
    let about = terms::of_control(code).map(|it| el("p.layer__about").add(term::told(it)));
    el("section.inspector[data-inspector][aria-label=Why]")
        .put("data-layer", code)
        .add(el("p.inspector__where").text("On all paths"))
        .add(el("h2.inspector__heading").text(name.unwrap_or_default()))
        .maybe(about)
        .add(el("ul.layer").each(items.into_iter()))
        .maybe(unmet)
}
