//! The call on its way along a path: what each control asks and finds, step by step, until something stops it.

use accesspath_engine::report::PathReport;

/// The call on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// The path, by id.
    pub path: String,
    /// The step, from 0.
    pub at: usize,
    /// It goes on by itself.
    pub playing: bool,
}

/// How a step ends the call, if it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is stopped.
    Stopped,
    /// It arrives.
    Arrived,
    /// Whether it goes on is not known.
    Open,
}

impl End {
    /// Its word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Arrived => "arrived",
            Self::Open => "open",
        }
    }
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendStep {
    /// The control that asks, by its word; nothing at the beginning and at the end.
    pub control: Option<&'static str>,
    /// What it asks and finds, in a sentence.
    pub told: String,
    /// How it ends the call.
    pub end: Option<End>,
}

/// The steps of the call on `path`: those of controls that are set, up to the first that stops it.
///
/// A control that cannot decide is passed over with that said: what lies behind it is still of use.
pub fn steps(path: &PathReport, question: &str) -> Vec<SendStep> {
    let Some(told) = &path.told else { return Vec::new() };
    let begin = format!("{question} The call leaves over path {}: {}.", path.path, told.title);
    let mut steps = vec![SendStep { control: None, told: begin, end: None }];
    let mut open = false;
    for it in told.controls.iter().filter(|it| it.face != "not-configured") {
        let stops = it.face == "blocks";
        open |= matches!(it.face, "undetermined" | "not-told");
        let said = format!("{}, {}: {}", it.name, it.verdict, it.heading);
        let end = stops.then_some(End::Stopped);
        steps.push(SendStep { control: Some(it.control), told: said, end });
        if stops {
            let seen = told.message.as_ref().or(told.short.as_ref());
            let seen = seen.map_or_else(
                || "What the caller sees is not known.".to_owned(),
                |it| format!("The caller sees: {it}"),
            );
            steps.push(SendStep { control: None, told: seen, end: Some(End::Stopped) });
            return steps;
        }
    }
    let (end, said) = match path.outcome {
        "open" if !open => (End::Arrived, "The call arrives, and S3 carries it out."),
        "blocked" => (End::Stopped, "The call is stopped."),
        _ => (End::Open, "Whether the call arrives depends on what is not known."),
    };
    steps.push(SendStep { control: None, told: said.to_owned(), end: Some(end) });
    steps
}

/// The steps as a text, one a line.
pub fn transcript(steps: &[SendStep]) -> String {
    let line = |(number, it): (usize, &SendStep)| format!("{}. {}\n", number + 1, it.told);
    steps.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{End, steps, transcript};
    use crate::gallery;
    use accesspath_engine::{analyze, report};

    /// The end of the call and the number of its steps, on each path of an example.
    #[track_caller]
    fn check(example: &str, expected: &[(&str, End, usize)]) {
        let scenario = gallery::stored(example);
        let paths = report::paths(&scenario, &analyze(&scenario));
        let found: Vec<(&str, End, usize)> = paths
            .iter()
            .map(|it| {
                let steps = steps(it, "Can it?");
                (it.path.as_str(), steps.last().unwrap().end.unwrap(), steps.len())
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_call_stops_at_the_first_control_that_blocks_it() {
        check(
            "four-ways-in",
            &[
                ("A", End::Stopped, 6),
                ("B", End::Arrived, 9),
                ("C", End::Stopped, 9),
                ("D", End::Stopped, 5),
            ],
        );
        check("role-without-put-object", &[("A", End::Stopped, 3)]);
    }

    #[test]
    fn the_steps_end_as_the_path_does() {
        for id in gallery::ids() {
            let scenario = gallery::stored(id);
            for path in report::paths(&scenario, &analyze(&scenario)) {
                let steps = steps(&path, "Can it?");
                let end = steps.last().unwrap().end.unwrap();
                let expected = match path.outcome {
                    "open" => End::Arrived,
                    "blocked" => End::Stopped,
                    _ => End::Open,
                };
                assert_eq!(end, expected, "{id}, path {}: {}", path.path, transcript(&steps));
            }
        }
    }
}
