//! The selected control, and the default selection.

use accesspath_engine::control::Control;
use accesspath_engine::judge::PathAnalysis;
use accesspath_policy::layer::Layer;
use accesspath_policy::verdict::Verdict;

/// A control on a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The path's id.
    pub path: String,
    /// The control.
    pub control: Control,
}

impl Selection {
    /// The control that blocks most paths, on the first of them.
    pub(super) fn blocking_most(paths: &[PathAnalysis]) -> Option<Self> {
        let blocked = |control: Control| {
            paths.iter().filter(move |it| it.blockers().any(|own| own == control))
        };
        let mut best: Option<(usize, Self)> = None;
        for control in paths.iter().flat_map(PathAnalysis::blockers) {
            let count = blocked(control).count();
            if best.as_ref().is_none_or(|it| count > it.0) {
                let path = blocked(control).next()?.path.id.clone();
                best = Some((count, Self { path, control }));
            }
        }
        best.map(|it| it.1)
    }

    /// The default control of a path: the first that blocks, else the first undetermined one, else the first that
    /// grants, else the bucket policy.
    pub fn most_telling(path: &PathAnalysis) -> Self {
        let with = |verdict: Verdict| path.controls.iter().find(|it| it.verdict == verdict);
        let policy = Control::Policy(Layer::ResourcePolicy);
        let control = with(Verdict::Blocks)
            .or_else(|| with(Verdict::Undetermined))
            .or_else(|| with(Verdict::Grants))
            .map_or(policy, |it| it.control);
        Self { path: path.path.id.clone(), control }
    }
}
