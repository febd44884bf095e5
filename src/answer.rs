//! The scenario → the parts of its report that are drawn at every keystroke.
//!
//! What takes longer (who else, fixes, the grid, findings) is computed where it is shown.
//!
//! The components draw the report alone; the analysis that it is made of stays in here, for what is asked of it later.

use std::rc::Rc;

use accesspath_engine::mismatch::mismatches;
use accesspath_engine::next::{Heard, Next, next};
use accesspath_engine::repair::{Bound, Goal, Target};
use accesspath_engine::report::{
    BeforeReport, BucketReport, ChainReport, FixReport, GridRowReport, LockOutReport, PathReport,
    PolicyReport, ReachReport, ToldControl, TryReport, VerdictReport, before, best_fixes, bucket,
    chains, fix, grid_actions, grid_operations, lock_outs, loop_fixes, paths, policies, reach,
    tries, verdict,
};
use accesspath_engine::scenario::{Scenario, ScenarioProblem};
use accesspath_engine::{Analysis, analyze, analyze_again, explain, lock_out};
use accesspath_policy::policy::DocumentId;

use crate::findings::Findings;
use crate::later::GridOf;
use crate::module::{Module, elsewhere};
use crate::reference::Reference;

/// The answer for one scenario.
#[derive(Debug)]
pub struct Answer {
    /// The scenario.
    pub of: Rc<Scenario>,
    analysis: Rc<Analysis>,
    /// The question.
    pub question: String,
    /// The whole answer in a sentence or two.
    pub told: String,
    /// What makes the scenario as a whole one that cannot be: the place of each, and what is wrong there.
    pub problems: Vec<(String, String)>,
    /// The verdict.
    pub verdict: VerdictReport,
    /// What comes before the calls.
    pub before: Vec<BeforeReport>,
    /// The bucket, where it is described.
    pub bucket: Option<BucketReport>,
    /// The paths.
    pub paths: Vec<PathReport>,
    /// The documents that are attached somewhere.
    pub policies: Vec<PolicyReport>,
    /// The chains.
    pub chains: Vec<ChainReport>,
    /// What the scenario proposes to try.
    pub tries: Vec<TryReport>,
}

impl Answer {
    /// The answer for a scenario, as `of`, with a pause behind each part of the work. A browser compiles what is called
    /// first, which takes longer than the work itself.
    pub async fn by_parts<P: Future<Output = ()>>(
        scenario: Rc<Scenario>,
        pause: impl Fn() -> P,
    ) -> Self {
        pause().await;
        let analysis = analyze(&scenario);
        let parts: [fn(&Scenario, &Analysis); 5] = [
            |scenario, analysis| drop(paths(scenario, analysis)),
            |scenario, analysis| drop(verdict(scenario, analysis)),
            |scenario, analysis| drop(policies(scenario, analysis)),
            |scenario, analysis| drop((before(scenario, analysis), chains(scenario, analysis))),
            |scenario, _| drop((bucket(scenario), tries(scenario))),
        ];
        for part in parts {
            pause().await;
            part(&scenario, &analysis);
        }
        pause().await;
        Self::told(scenario, analysis)
    }

    /// The answer for `scenario`; `last` is an earlier one, of which what did not change is taken over.
    pub fn of(scenario: Rc<Scenario>, last: Option<&Self>) -> Self {
        let analysis = match last {
            Some(last) => analyze_again(&scenario, &last.analysis),
            None => analyze(&scenario),
        };
        Self::told(scenario, analysis)
    }

    fn told(scenario: Rc<Scenario>, analysis: Analysis) -> Self {
        let problem = |it: &ScenarioProblem| (it.place(), it.message.clone());
        Self {
            question: explain::question(&scenario),
            told: explain::summary(&analysis, &scenario),
            problems: analysis.problems.iter().map(problem).collect(),
            verdict: verdict(&scenario, &analysis),
            before: before(&scenario, &analysis),
            bucket: bucket(&scenario),
            paths: paths(&scenario, &analysis),
            policies: policies(&scenario, &analysis),
            chains: chains(&scenario, &analysis),
            tries: tries(&scenario),
            analysis: Rc::new(analysis),
            of: scenario,
        }
    }

    /// The smallest changes for each blocked path, or for the one of the id `only`; none until their module is here.
    pub fn best_fixes(&self, only: Option<&str>) -> Vec<FixReport> {
        if Module::Late.is_asked_for() { changes(self, only) } else { Vec::new() }
    }

    /// The best set of changes that opens the target, or as many as are `asked` for.
    pub fn fix(&self, target: &Target, asked: usize) -> FixReport {
        let bound = if asked == 1 { Bound::BEST } else { Bound::default() };
        fix(&self.of, &self.analysis, vec![Goal::Open(target.clone())], bound, asked)
    }

    /// What would end the loop of each chain, if it loops; that is not told until its module is here.
    pub fn loop_fixes(&self) -> Vec<Option<String>> {
        if Module::Late.is_asked_for() { ends(self) } else { vec![None; self.chains.len()] }
    }

    /// Who could be locked out of the bucket policy: as it is, and after the question's call.
    pub fn lock_outs(&self) -> (Option<LockOutReport>, Option<LockOutReport>) {
        lock_outs(&self.of, &self.analysis)
    }

    /// Some policy could lock somebody out.
    pub fn may_lock_out(&self) -> bool {
        lock_out::may_lock_out(&self.of, &self.analysis.documents)
    }

    /// Who else reaches the bucket; nobody is asked where there is none.
    pub fn reach(&self) -> Option<ReachReport> {
        reach(&self.of, &self.analysis)
    }

    /// Every operation, or every action, with its outcomes.
    pub fn grid(&self, of: GridOf, reference: Reference) -> Vec<GridRowReport> {
        match (of, reference.facts()) {
            (GridOf::Operations, _) => grid_operations(&self.of, &self.analysis),
            (GridOf::Actions, Some(facts)) => grid_actions(&self.of, &self.analysis, facts),
            (GridOf::Actions, None) => Vec::new(),
        }
    }

    /// What is found in a document; `None` where there is no such document.
    pub fn findings(&self, document: &DocumentId, reference: Reference) -> Option<Findings> {
        let (.., parsed) = self.analysis.documents.iter().find(|it| it.0 == document)?;
        let mismatches = mismatches(&self.of, &self.analysis, parsed);
        Some(Findings::of(self.of.clone(), parsed, &mismatches, reference))
    }

    /// What would decide a case next, most telling first.
    pub fn next(&self, heard: &Heard) -> Vec<Next> {
        decides_next(self, heard)
    }

    /// The path of that id.
    pub fn path(&self, id: &str) -> Option<&PathReport> {
        self.paths.iter().find(|it| it.path == id)
    }
}

elsewhere! { late "01"
fn changes(answer: &Answer, only: Option<&str>) -> Vec<FixReport> {
    best_fixes(&answer.of, &answer.analysis, only)
} }

elsewhere! { late "02"
fn ends(answer: &Answer) -> Vec<Option<String>> {
    loop_fixes(&answer.of, &answer.analysis)
} }

elsewhere! { import "06"
fn decides_next(answer: &Answer, heard: &Heard) -> Vec<Next> {
    next(&answer.of, &answer.analysis, heard)
} }

/// What is told of every control on a path, in the order in which the path meets them.
pub fn controls(path: &PathReport) -> &[ToldControl] {
    path.told.as_ref().map_or(&[], |it| &it.controls)
}

/// What is told of a control on a path, if the path meets it.
pub fn control_on<'a>(path: &'a PathReport, control: &str) -> Option<&'a ToldControl> {
    controls(path).iter().find(|it| it.control == control)
}
