//! The scenario → the parts of its report that are drawn at every keystroke.
//!
//! What takes longer (who else, fixes, the grid, findings) is computed where it is shown.

use std::rc::Rc;

use accesspath_engine::report::{
    BeforeReport, BucketReport, ChainReport, PathReport, ToldControl, VerdictReport, before,
    bucket, chains, paths, verdict,
};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::{Analysis, analyze, analyze_again};

/// The answer for one scenario.
#[derive(Debug)]
pub struct Answer {
    /// The scenario.
    pub of: Rc<Scenario>,
    /// Its analysis.
    pub analysis: Rc<Analysis>,
    /// The verdict.
    pub verdict: VerdictReport,
    /// What comes before the calls.
    pub before: Vec<BeforeReport>,
    /// The bucket, where it is described.
    pub bucket: Option<BucketReport>,
    /// The paths.
    pub paths: Vec<PathReport>,
    /// The chains.
    pub chains: Vec<ChainReport>,
}

impl Answer {
    /// The answer for `scenario`; `last` is an earlier one, of which what did not change is taken over.
    pub fn of(scenario: Rc<Scenario>, last: Option<&Self>) -> Self {
        let analysis = match last {
            Some(last) => analyze_again(&scenario, &last.analysis),
            None => analyze(&scenario),
        };
        Self {
            verdict: verdict(&scenario, &analysis),
            before: before(&scenario, &analysis),
            bucket: bucket(&scenario),
            paths: paths(&scenario, &analysis),
            chains: chains(&scenario, &analysis),
            analysis: Rc::new(analysis),
            of: scenario,
        }
    }

    /// The path of that id.
    pub fn path(&self, id: &str) -> Option<&PathReport> {
        self.paths.iter().find(|it| it.path == id)
    }
}

/// What is told of a control on a path, if the path meets it.
pub fn control_on<'a>(path: &'a PathReport, control: &str) -> Option<&'a ToldControl> {
    path.told.as_ref()?.controls.iter().find(|it| it.control == control)
}
