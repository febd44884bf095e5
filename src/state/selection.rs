//! The selected control, and the default selection.

use accesspath_engine::report::{PathReport, ToldControl};

use super::AppState;
use crate::answer::{Answer, control_on, controls};

/// A control on a path, as a person selects it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The path's id.
    pub path: String,
    /// The control, by its word.
    pub control: &'static str,
}

impl Selection {
    /// The control of that word on a path, if the path meets it.
    pub fn on(path: &PathReport, control: &str) -> Option<Self> {
        let own = controls(path).iter().find(|it| it.control == control)?;
        Some(Self { path: path.path.clone(), control: own.control })
    }

    /// What is told of the control, if its path meets it.
    pub fn told<'a>(&self, answer: &'a Answer) -> Option<&'a ToldControl> {
        control_on(answer.path(&self.path)?, self.control)
    }

    /// The control that blocks most paths, on the first of them.
    pub(super) fn blocking_most(paths: &[PathReport]) -> Option<Self> {
        let blocked =
            |control: &'static str| paths.iter().filter(move |it| it.by.contains(&control));
        let mut best: Option<(usize, Self)> = None;
        for control in paths.iter().flat_map(|it| it.by.iter().copied()) {
            let count = blocked(control).count();
            if best.as_ref().is_none_or(|it| count > it.0) {
                let path = blocked(control).next()?.path.clone();
                best = Some((count, Self { path, control }));
            }
        }
        best.map(|it| it.1)
    }

    /// The default control of a path: the first that blocks, else the first undetermined one, else the first that
    /// grants, else the bucket policy.
    pub fn most_telling(path: &PathReport) -> Self {
        let with = |face: &str| controls(path).iter().find(|it| it.face == face);
        let control = with("blocks").or_else(|| with("undetermined")).or_else(|| with("grants"));
        let control = control.map_or("resource_policy", |it: &ToldControl| it.control);
        Self { path: path.path.clone(), control }
    }
}

impl AppState {
    /// The selected control, if the answer has it; else the default one of the path.
    pub fn selection(&self, answer: &Answer) -> Option<Selection> {
        let path = self.view.path.as_ref().and_then(|id| answer.path(id));
        let Some(path) = path else {
            let most = Selection::blocking_most(&answer.paths);
            let stopped = || answer.paths.iter().find(|it| it.outcome != "open");
            let first = || stopped().or_else(|| answer.paths.first()).map(Selection::most_telling);
            return most.or_else(first);
        };
        let on = |control: Option<&str>| Selection::on(path, control?);
        let chosen = on(self.view.control).or_else(|| on(self.view.linked.as_deref()));
        chosen.or_else(|| Some(Selection::most_telling(path)))
    }
}
