//! The selected control, and the default selection.

use accesspath_engine::report::{PathReport, ToldControl};

use crate::answer::controls;

/// A control on a path.
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
