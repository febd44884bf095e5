//! The row of a path, at the left of its lane: badge, title, outcome, and what decides.

use accesspath_engine::report::{PathReport, WayReport};

use crate::frame::Frame;
use crate::measure::Measures;
use crate::picture::{Label, Row};
use crate::text::{self, Weight};

/// Where the text of rows begins, behind their badges.
const TEXT: f64 = 47.0;

/// The row of `path`, whose lane is at `y`.
pub(crate) fn row(path: &PathReport, way: &WayReport, measures: &Measures, y: f64) -> Row {
    let frame = Frame::around(measures.rows / 2.0, y, measures.rows, measures.row);
    let large = measures.label + measures.scale;
    let most = frame.width - TEXT - 6.0;
    let at = |down: f64| frame.y + down * measures.scale;
    let bold = |text: String, y: f64| Label {
        size: large,
        weight: Weight::Bold,
        ..measures.start(text, TEXT, y)
    };
    let blocked = path.by.len();
    let verdict = match path.outcome {
        "open" => "✓ Works".to_owned(),
        "blocked" if blocked > 1 => format!("✕ Blocked ×{blocked}"),
        "blocked" => "✕ Blocked".to_owned(),
        _ => "? Depends".to_owned(),
    };
    let told = way.over.iter().chain(std::iter::once(&way.reason)).filter(|it| !it.is_empty());
    let reason = told.map(String::as_str).collect::<Vec<_>>().join(" · ");
    let (first, second) = if measures.dense { (15.0, 31.0) } else { (17.0, 34.0) };
    let mut lines = Vec::new();
    if !measures.dense {
        // A number stays with its word.
        let reason = reason.replace("statement ", "statement\u{a0}");
        let shown = text::wrap(&reason, 2, most, measures.label, Weight::Regular);
        for (line, down) in shown.into_iter().zip([51.0, 67.0]) {
            lines.push(measures.start(line, TEXT, at(down)));
        }
    }
    let verdict = bold(text::end(&verdict, most, large, Weight::Bold), at(second));
    if measures.dense {
        // Paths of one kind are told apart by where they begin.
        let subnet = way.hops.first().and_then(|it| it.subnet.as_ref()).map(|it| &it.id);
        let begin = verdict.frame().right() + measures.label * 0.7;
        let left = TEXT + most - begin;
        let told = way.over.as_ref().or(subnet).filter(|_| left > 3.0 * measures.label);
        lines.extend(told.map(|it| {
            let shown = text::cut(it, left, measures.label, Weight::Regular);
            measures.start(shown, begin, at(second))
        }));
    }
    Row {
        title: bold(text::cut(&way.title, most, large, Weight::Bold), at(first)),
        verdict,
        badge: way.badge.clone(),
        full: way.title.clone(),
        lines,
        reason,
        frame,
    }
}
