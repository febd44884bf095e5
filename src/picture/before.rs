//! What comes before the call, as lanes of their own: they end at the function, where the paths begin.

use accesspath_engine::Analysis;
use accesspath_engine::before::{Gate as StartGate, Start};
use accesspath_engine::explain;
use accesspath_engine::network::HopKind;
use accesspath_engine::verdict::Verdict;

use super::{
    Builder, FUNCTION_WIDTH, FUNCTION_X, Frame, NODE_HEIGHT, Node, Place, PlaceKind, shorten,
};

/// The middle of the function that such a lane ends at.
const END_X: f64 = 484.0;

/// What comes before the calls of one function.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    /// The function, by id.
    pub function: String,
    /// Its middle.
    pub y: f64,
    /// What it comes to.
    pub verdict: Verdict,
    /// From Lambda to where it is stopped, or to the function.
    pub solid: (f64, f64),
    /// From there to the function.
    pub rest: Option<(f64, f64)>,
    /// Lambda, and the function.
    pub nodes: Vec<Node>,
    /// What Lambda meets.
    pub gates: Vec<BeforeGate>,
    /// What is written at its end, and where.
    pub told: (f64, &'static str),
}

/// What Lambda meets on the way to a function.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeGate {
    /// Which of them.
    pub gate: StartGate,
    /// What it does.
    pub verdict: Verdict,
    /// Its middle.
    pub x: f64,
    /// What is written under it.
    pub label: &'static str,
}

impl Builder<'_> {
    /// Draws what comes before the calls, in a place above those that functions run in.
    pub(super) fn before(&mut self, analysis: &Analysis) {
        let top = self.y;
        self.y += 44.0;
        for function in &self.scenario.question.callers {
            let starts: Vec<&Start> =
                analysis.before.iter().filter(|it| it.function == *function).collect();
            if !starts.is_empty() {
                let lane = self.before_one(function, &starts);
                self.before.push(lane);
                self.y += 58.0;
            }
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

    fn before_one(&self, function: &str, starts: &[&Start]) -> Before {
        let name = explain::caller_name(self.scenario, function);
        let node = |kind, middle: f64, label: String| Node {
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
        let gates: Vec<BeforeGate> = starts
            .iter()
            .map(|it| {
                let (x, label) = match it.gate {
                    StartGate::State => (206.0, "State"),
                    StartGate::Trust => (282.0, "Trust policy"),
                    StartGate::NetworkInterfaces => (372.0, "Interfaces"),
                };
                BeforeGate { gate: it.gate, verdict: it.verdict, x, label }
            })
            .collect();
        let start = FUNCTION_X + FUNCTION_WIDTH / 2.0;
        let end = END_X - FUNCTION_WIDTH / 2.0;
        let stop =
            |verdict| gates.iter().find(|it| it.verdict == verdict).map(|it| (it.x, verdict));
        let stop = stop(Verdict::Blocks).or_else(|| stop(Verdict::Undetermined));
        let verdict = stop.map_or(Verdict::DoesNotStop, |it| it.1);
        Before {
            function: function.to_owned(),
            y: self.y,
            verdict,
            solid: (start, stop.map_or(end, |it| it.0)),
            rest: stop.map(|it| (it.0, end)),
            nodes: vec![
                node(HopKind::Caller, FUNCTION_X, "Lambda".to_owned()),
                node(HopKind::Function, END_X, shorten(name, 14)),
            ],
            gates,
            told: (END_X + FUNCTION_WIDTH / 2.0 + 10.0, explain::before_end(verdict)),
        }
    }
}
