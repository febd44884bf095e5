//! The checks before the calls, as separate lanes: they end at the function, where the paths begin.

use accesspath_engine::Analysis;
use accesspath_engine::before::Before;
use accesspath_engine::check::Check;
use accesspath_engine::control::Control;
use accesspath_engine::explain;
use accesspath_engine::network::HopKind;
use accesspath_policy::verdict::Verdict;

use super::{
    FUNCTION_WIDTH, FUNCTION_X, Frame, Gate, HopNode, NODE_HEIGHT, PictureBuilder, Place,
    PlaceKind, shorten,
};

/// The middle of the function at the end of such a lane.
const END_X: f64 = 484.0;

/// The lane of the checks before the calls of one function.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeLane {
    /// The function, by id.
    pub function: String,
    /// Its middle.
    pub y: f64,
    /// The verdict of all its checks.
    pub verdict: Verdict,
    /// The solid line: from Lambda to the check that stops it, or to the function.
    pub solid: (f64, f64),
    /// The rest of the line, from that check to the function.
    pub rest: Option<(f64, f64)>,
    /// Lambda, and the function.
    pub nodes: Vec<HopNode>,
    /// The checks.
    pub gates: Vec<Gate>,
    /// The position and the text of the label at its end.
    pub told: (f64, &'static str),
}

impl PictureBuilder<'_> {
    /// Lays out the lanes before the calls, in a place above those that functions run in.
    pub(super) fn before(&mut self, analysis: &Analysis) {
        let top = self.y;
        self.y += 44.0;
        for before in &analysis.before {
            let lane = self.before_one(before);
            self.before.push(lane);
            self.y += 58.0;
        }
        if self.before.is_empty() {
            self.y = top;
            return;
        }
        self.y -= 24.0;
        self.places.push(Place {
            kind: PlaceKind::Before,
            frame: Frame { x: 20.0, y: top, width: 660.0, height: self.y - top },
            label: "Before the call".to_owned(),
        });
        self.y += 12.0;
    }

    fn before_one(&self, before: &Before) -> BeforeLane {
        let name = explain::caller_name(self.scenario, &before.function);
        let node = |kind, middle: f64, label: String| HopNode {
            kind,
            frame: Frame {
                x: middle - FUNCTION_WIDTH / 2.0,
                y: self.y - NODE_HEIGHT / 2.0,
                width: FUNCTION_WIDTH,
                height: NODE_HEIGHT,
            },
            label,
            detail: String::new(),
            switches: Vec::new(),
        };
        let gate = |check: &Check| {
            let (x, label) = match check.control {
                Control::FunctionState => (206.0, "State"),
                Control::TrustPolicy => (282.0, "Trust policy"),
                Control::FileSystem => (418.0, "Mount"),
                _ => (372.0, "Interfaces"),
            };
            Gate { control: check.control, verdict: check.verdict(), x, label: Some(label) }
        };
        let gates: Vec<Gate> = before.checks.iter().map(gate).collect();
        let start = FUNCTION_X + FUNCTION_WIDTH / 2.0;
        let end = END_X - FUNCTION_WIDTH / 2.0;
        let stop =
            |verdict| gates.iter().find(|it| it.verdict == verdict).map(|it| (it.x, verdict));
        let stop = stop(Verdict::Blocks).or_else(|| stop(Verdict::Undetermined));
        let verdict = stop.map_or(Verdict::DoesNotStop, |it| it.1);
        BeforeLane {
            function: before.function.clone(),
            y: self.y,
            verdict,
            solid: (start, stop.map_or(end, |it| it.0)),
            rest: stop.map(|it| (it.0, end)),
            nodes: vec![
                node(HopKind::Caller, FUNCTION_X, "Lambda".to_owned()),
                node(HopKind::Function, END_X, shorten(name, 14)),
            ],
            gates,
            told: (END_X + FUNCTION_WIDTH / 2.0 + 10.0, explain::before_end(before)),
        }
    }
}
