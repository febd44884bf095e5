//! The changes that a scenario proposes and that the person made: each can be taken back by itself while nothing else
//! was edited.

use std::rc::Rc;

use accesspath_engine::explain;
use accesspath_engine::report::tried;
use accesspath_engine::scenario::Scenario;

use super::{AppState, Notice};
use crate::earlier::Earlier;
use crate::module::elsewhere;

/// A scenario in which some of the proposed changes are made.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The scenario without them.
    base: Rc<Scenario>,
    /// Their numbers, from 0, in the order in which they were made.
    made: Vec<usize>,
    /// The scenario with them.
    after: Rc<Scenario>,
}

/// The trials of a case, for undo and redo.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trials(Rc<Vec<Trial>>);

impl Trials {
    /// The numbers of the changes that are made in `scenario`, and that can be taken back.
    pub fn made(&self, scenario: &Scenario) -> &[usize] {
        self.of(scenario).map_or(&[], |it| &it.made)
    }

    fn of(&self, scenario: &Scenario) -> Option<&Trial> {
        self.0.iter().rev().find(|it| *it.after == *scenario)
    }

    /// The scenario in which the change of that number is made, or taken back if it is.
    ///
    /// # Errors
    ///
    /// Why it cannot be made.
    pub fn toggled(
        &mut self,
        scenario: &Rc<Scenario>,
        number: usize,
    ) -> Result<Rc<Scenario>, String> {
        let (base, mut made) = match self.of(scenario) {
            Some(it) => (it.base.clone(), it.made.clone()),
            None => (scenario.clone(), Vec::new()),
        };
        let after = if made.contains(&number) {
            // What was made on top of it may not fit any more.
            let mut after = base.clone();
            let rest: Vec<usize> = made.into_iter().filter(|it| *it != number).collect();
            made = Vec::new();
            for it in rest {
                if let Ok(next) = tried(&after, it) {
                    after = Rc::new(next);
                    made.push(it);
                }
            }
            after
        } else {
            made.push(number);
            Rc::new(tried(scenario, number).map_err(|it| explain::misfit(&it))?)
        };
        let after = retitled(&after, &scenario.title);
        let trials = Rc::make_mut(&mut self.0);
        trials.retain(|it| *it.after != *after);
        if !made.is_empty() {
            trials.push(Trial { base, made, after: after.clone() });
        }
        Ok(after)
    }

    /// The case has another title from now on, which is no edit.
    pub fn retitle(&mut self, title: &str) {
        for it in Rc::make_mut(&mut self.0) {
            it.base = retitled(&it.base, title);
            it.after = retitled(&it.after, title);
        }
    }
}

fn retitled(scenario: &Rc<Scenario>, title: &str) -> Rc<Scenario> {
    let mut scenario = scenario.clone();
    if scenario.title != title {
        Rc::make_mut(&mut scenario).title = title.to_owned();
    }
    scenario
}

elsewhere! { more "14"
fn toggled(
    trials: &mut Trials,
    scenario: &Rc<Scenario>,
    number: usize,
) -> Result<Rc<Scenario>, String> {
    trials.toggled(scenario, number)
} }

impl AppState {
    /// Makes the change that the scenario proposes under that number, or takes it back.
    pub(super) fn try_out(&mut self, number: usize) {
        let before = self.scenario.clone();
        match toggled(&mut self.view.trials, &before, number) {
            Ok(after) => {
                self.view.facts = None;
                self.take(after, None);
                self.show_changed(&before);
                self.compare_with(&before);
            }
            Err(why) => self.view.notice = Some(Notice::error(why)),
        }
    }

    /// Keeps what the paths came to `before` a change that was applied, to show it beside what they come to.
    pub(super) fn compare_with(&mut self, before: &Rc<Scenario>) {
        if self.scenario != *before {
            self.view.earlier = Some(Rc::new(Earlier::of(before)));
        }
    }

    /// Gives the case another title, which is no edit.
    pub(super) fn retitle(&mut self, title: String) {
        self.view.trials.retitle(&title);
        Rc::make_mut(&mut self.scenario).title = title;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use crate::state::{Action, Opened, View};
    use accesspath_engine::analyze;
    use accesspath_engine::scenario::change::Change;

    fn start() -> AppState {
        AppState::new(Opened::example(gallery::default_example()), "tab", View::default())
    }

    fn made(state: &AppState) -> &[usize] {
        state.view.trials.made(&state.scenario)
    }

    /// The outcome of path D, and how many controls block it.
    #[track_caller]
    fn check(state: &AppState, made_now: &[usize], blockers: usize) {
        assert_eq!(made(state), made_now);
        let analysis = analyze(&state.scenario);
        let path = analysis.paths.iter().find(|it| it.path.id == "D").unwrap();
        assert_eq!(path.blockers().count(), blockers);
    }

    #[test]
    fn changes_are_made_together_and_taken_back_one_by_one() {
        let one = start().apply(Action::Try(0));
        check(&one, &[0], 1);
        let both = one.apply(Action::Try(1));
        check(&both, &[0, 1], 0);
        let other = both.apply(Action::Try(0));
        check(&other, &[1], 1);
        let none = other.apply(Action::Try(1));
        check(&none, &[], 2);
        assert_eq!(none.scenario, start().scenario);
    }

    #[test]
    fn each_is_one_step_back_and_undo_knows_what_is_made() {
        let both = start().apply(Action::Try(0)).apply(Action::Try(1));
        let one = both.apply(Action::Undo);
        check(&one, &[0], 1);
        check(&one.apply(Action::Redo), &[0, 1], 0);
        check(&one.apply(Action::Undo), &[], 2);
        assert!(!one.apply(Action::Undo).history.can_undo());
    }

    #[test]
    fn another_title_takes_nothing_back() {
        let one = start().apply(Action::Try(0)).apply(Action::Rename("Mine".to_owned()));
        check(&one, &[0], 1);
        let none = one.apply(Action::Try(0));
        check(&none, &[], 2);
        assert_eq!(none.scenario.title, "Mine");
    }

    #[test]
    fn what_it_was_before_is_kept_until_the_next_edit() {
        let tried = start().apply(Action::Try(0));
        let earlier = |state: &AppState| state.view.earlier.is_some();
        assert!(!earlier(&start()) && earlier(&tried));
        assert!(earlier(&tried.apply(Action::SelectPath("B".to_owned()))));
        assert!(!earlier(&tried.apply(Action::Change(Change::SetKey("other".to_owned())))));
        assert!(!earlier(&tried.apply(Action::Undo)));
        assert!(!earlier(&tried.apply(Action::DismissEarlier)));
    }

    #[test]
    fn a_change_that_does_not_fit_any_more_is_told() {
        let gone = Change::EditDocument { document: "bucket-policy".into(), text: "{}".to_owned() };
        let state = start().apply(Action::Change(gone)).apply(Action::Try(1));
        let told = Change::Tell {
            at: vec!["security_groups".to_owned()],
            edit: accesspath_policy::json::Edit::Set("[]".to_owned()),
        };
        let state = state.apply(Action::Change(told));
        let after = state.apply(Action::Try(1));
        assert_eq!(after.scenario, state.scenario);
        assert!(after.view.notice.is_some());
    }
}
