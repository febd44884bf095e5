//! The report on one scenario as annotations of its file: what differs from what it expects, policies that AWS would
//! refuse to save or that speak of other things than the scenario, and what stops a call or leaves it open of which it
//! expects nothing.

use accesspath_engine::explain;
use accesspath_engine::report::{
    BeforeReport, ChainReport, FileReport, PathReport, StepReport, ToldControl,
};
use accesspath_engine::scenario::Scenario;
use accesspath_policy::json::{self, Json, Node, Value};
use accesspath_policy::text::{Lines, Span};

use crate::annotation::{Annotation, Level, Region};

/// The annotations of `report`, which is about `scenario`, as it stands in `text`.
pub(super) fn annotations(report: &FileReport, scenario: &Scenario, text: &str) -> Vec<Annotation> {
    let file = File {
        report,
        name: &report.file,
        text,
        lines: Lines::new(text),
        tree: json::read_up_to(text.len(), "", text),
    };
    let mut found = Vec::new();
    for it in &report.differences {
        let (list, at) = it.at;
        // The entry of a list, or the one object.
        let place = file.span(&[list, &at.to_string()]).or_else(|| file.span(&[list]));
        found.push(file.annotation(place, Level::Error, "differs", it.told.clone()));
    }
    for it in &report.problems {
        let place = it.place.as_ref().map(|it| it.span);
        found.push(Annotation {
            document: Some(it.document.clone()),
            help: it.help.clone(),
            ..file.annotation(place, Level::Error, it.code, it.message.clone())
        });
    }
    // What the linter finds is told by `accesspath lint`.
    for it in report.findings.iter().filter(|it| it.is_mismatch) {
        let place = it.place.as_ref().map(|it| it.span);
        found.push(Annotation {
            document: Some(it.document.clone()),
            help: it.help.clone(),
            ..file.annotation(place, it.severity.into(), it.code, it.message.clone())
        });
    }
    found.extend(report.before.iter().filter_map(|it| file.before(it)));
    let mut stopped = Vec::new();
    for path in &report.paths {
        if !scenario.expect.iter().any(|it| it.path == path.path) {
            file.path(path, &mut stopped);
        }
    }
    found.extend(stopped.iter().map(|it| file.stopped(it)));
    let lock_outs = report.lock_out.iter().chain(&report.lock_out_after);
    found.extend(
        lock_outs.filter(|it| it.locked_out).map(|it| {
            file.annotation(file.question(), Level::Warning, "lock-out", it.told.clone())
        }),
    );
    for chain in &report.chains {
        if !scenario.expect_chains.iter().any(|it| it.notification == chain.notification) {
            found.extend(chain.steps.iter().filter_map(|it| file.step(chain, it)));
        }
    }
    found
}

/// A control that blocks paths, or leaves them open.
struct Stopped<'r> {
    paths: Vec<&'r str>,
    control: &'r ToldControl,
    blocked: bool,
}

/// The scenario's file.
struct File<'f> {
    report: &'f FileReport,
    name: &'f str,
    text: &'f str,
    lines: Lines,
    tree: Json<'f>,
}

impl File<'_> {
    /// The value at a place of the scenario.
    fn span(&self, path: &[&str]) -> Option<Span> {
        self.tree.root()?.at(path).map(|it| it.span)
    }

    /// The best set of changes for a path or a chain.
    fn fix(&self, kind: &str, name: &str) -> Option<String> {
        let set = self.report.fix_of(kind, name)?.sets.first()?;
        Some(set.told.clone())
    }

    /// Where the operation that is asked about stands.
    fn question(&self) -> Option<Span> {
        self.span(&["question", "operation"])
    }

    /// Where the placement or the caller stands that a path begins at.
    fn beginning(&self, path: &str) -> Option<Span> {
        let root = self.tree.root()?;
        let list = |of: Node<'_>, name: &str| match of.at(&[name]).map(|it| it.value) {
            Some(Value::Array(items)) => items.map(|it| it.span).collect(),
            _ => Vec::new(),
        };
        let functions = list(root, "functions").len();
        let mut places = list(root, "callers").len();
        let of_callers = (0..places).map(|at| vec!["callers".to_owned(), at.to_string()]);
        let mut all: Vec<Vec<String>> = of_callers.collect();
        for function in 0..functions {
            let function = function.to_string();
            let own = root.at(&["functions", &function]);
            places = own.map_or(0, |it| list(it, "placements").len());
            all.extend((0..places).map(|at| {
                let steps = ["functions", &function, "placements", &at.to_string()];
                steps.map(str::to_owned).to_vec()
            }));
        }
        all.iter().find_map(|steps| {
            let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
            let id = root.at(&steps)?.at(&["id"])?;
            let own = id.scalar()?;
            // Behind the id of a placement or a caller stand the subnet and the family.
            let rest = path.strip_prefix(own)?;
            (rest.is_empty() || rest.starts_with('/')).then_some(id.span)
        })
    }

    fn annotation(
        &self,
        place: Option<Span>,
        level: Level,
        rule: &str,
        message: String,
    ) -> Annotation {
        Annotation {
            file: self.name.to_owned(),
            region: place.map(|it| Region::of(&self.lines, self.text, it)),
            document: None,
            level,
            rule: rule.to_owned(),
            message,
            help: None,
        }
    }

    fn before(&self, start: &BeforeReport) -> Option<Annotation> {
        let (level, rule) = judged(start.verdict)?;
        let BeforeReport { function, gate, name, told, because, .. } = start;
        let placed = because.iter().find_map(|it| it.nearest.as_deref().unwrap_or(it).place);
        let place = placed.map(|it| it.span).or_else(|| self.question());
        let message = format!("Before the call of {function}, {name}: {told}");
        Some(self.annotation(place, level, &format!("{rule}/{gate}"), message))
    }

    /// The controls that block a path or leave it open; the paths that are stopped alike share an annotation.
    fn path<'r>(&self, path: &'r PathReport, found: &mut Vec<Stopped<'r>>) {
        let Some(told) = path.told.as_ref().filter(|_| path.outcome != "open") else { return };
        let blocked = path.outcome == "blocked";
        let decides = |it: &&ToldControl| match blocked {
            true => path.by.contains(&it.control),
            false => path.open.iter().any(|open| open.control == it.control),
        };
        for control in told.controls.iter().filter(decides) {
            let same = found.iter_mut().find(|it| {
                let own = it.control;
                let text = (own.control, &own.heading) == (control.control, &control.heading);
                let place = (&own.document, own.place) == (&control.document, control.place);
                text && place && it.blocked == blocked
            });
            match same {
                Some(same) => same.paths.push(&path.path),
                None => found.push(Stopped { paths: vec![&path.path], control, blocked }),
            }
        }
    }

    fn stopped(&self, stopped: &Stopped<'_>) -> Annotation {
        let Stopped { paths, control, blocked } = stopped;
        let (level, rule, does) = match (blocked, paths.len()) {
            (true, 1) => (Level::Warning, "blocked", "is blocked by"),
            (true, _) => (Level::Warning, "blocked", "are blocked by"),
            (false, 1) => (Level::Note, "undetermined", "depends on"),
            (false, _) => (Level::Note, "undetermined", "depend on"),
        };
        let of = if paths.len() == 1 { "Path" } else { "Paths" };
        let ToldControl { name, heading, .. } = control;
        let message = format!("{of} {} {does} {name}: {heading}", explain::and(paths));
        let beginning = || paths.first().and_then(|it| self.beginning(it));
        let span = control.place.map(|it| it.span).or_else(beginning).or_else(|| self.question());
        Annotation {
            document: control.document.clone(),
            help: paths.first().and_then(|it| self.fix("path", it)),
            ..self.annotation(span, level, &format!("{rule}/{}", control.control), message)
        }
    }

    fn step(&self, chain: &ChainReport, step: &StepReport) -> Option<Annotation> {
        let (level, rule) = judged(step.verdict)?;
        let placed = step.because.iter().find_map(|it| it.nearest.as_deref().unwrap_or(it).place);
        let place = placed.map(|it| it.span).or_else(|| self.question());
        let ChainReport { bucket, function, .. } = chain;
        let call = step.call.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
        let message = format!("{bucket} → {function}, {}{call}: {}", step.step, step.told);
        let annotation = self.annotation(place, level, &format!("{rule}/{}", step.step), message);
        Some(Annotation { help: self.fix("chain", &chain.notification), ..annotation })
    }
}

/// How much a verdict that does not pass matters, and the word of its rule.
fn judged(verdict: &str) -> Option<(Level, &'static str)> {
    match verdict {
        "blocks" => Some((Level::Warning, "blocked")),
        "undetermined" => Some((Level::Note, "undetermined")),
        _ => None,
    }
}
