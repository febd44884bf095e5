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
    /// The default control of a path: the first that blocks, else the first undetermined one, else the bucket policy.
    pub(super) fn most_telling(path: &PathAnalysis) -> Self {
        let with = |verdict: Verdict| path.controls.iter().find(|it| it.verdict == verdict);
        let policy = Control::Policy(Layer::ResourcePolicy);
        let control = with(Verdict::Blocks)
            .or_else(|| with(Verdict::Undetermined))
            .map_or(policy, |it| it.control);
        Self { path: path.path.id.clone(), control }
    }
}
