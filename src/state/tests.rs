use super::history::STEP_KEYSTROKES;
use super::*;
use crate::gallery::{self, Example};
use crate::lock_outs::LockOuts;
use crate::reference::Reference;
use accesspath_engine::analyze;
use accesspath_engine::control::Control;
use accesspath_engine::repair::Target;
use accesspath_engine::scenario::ManagedPolicies;
use accesspath_policy::facts::SERVICE_AUTHORIZATION;
use accesspath_policy::layer::Layer;

fn start() -> AppState {
    AppState::new(gallery::default(), View::default())
}

fn edit(text: &str) -> Action {
    Action::Change(Change::EditDocument { document: "bucket-policy".into(), text: text.to_owned() })
}

#[test]
fn keystrokes_in_one_document_are_one_step_back() {
    let state = start();
    let typed = state.apply(edit("{")).apply(edit("{}"));
    assert_ne!(typed.scenario, state.scenario);
    assert_eq!(typed.apply(Action::Undo).scenario, state.scenario);
    assert_eq!(typed.apply(Action::Undo).apply(Action::Redo).scenario, typed.scenario);
    assert!(!state.apply(Action::Undo).history.can_redo());
}

#[test]
fn a_paste_is_a_step_of_its_own_and_so_is_every_line_of_typing() {
    let pasted = start().apply(edit("{}")).apply(edit("{ a long text that was pasted }"));
    let undone = pasted.apply(Action::Undo);
    assert_eq!(&**undone.scenario.text("bucket-policy").unwrap().text(), "{}");
    let mut typed = pasted;
    for length in 1..=STEP_KEYSTROKES + 5 {
        typed = typed.apply(edit(&"x".repeat(length + 30)));
    }
    let steps = std::iter::successors(Some(typed), |it| {
        it.history.can_undo().then(|| it.apply(Action::Undo))
    });
    assert_eq!(steps.skip(1).count(), 3);
}

#[test]
fn the_document_that_is_typed_into_stays_open() {
    let state = start().apply(edit("{}"));
    let analysis = analyze(&state.scenario);
    let selection = state.selection(&analysis);
    assert_eq!(state.tab(&analysis, selection.as_ref()), Tab::Document("bucket-policy".into()));
}

#[test]
fn opening_another_example_can_be_undone() {
    let typed = start().apply(edit("{ mine"));
    let other = Example { id: "vpc-no-route", scenario: gallery::stored("vpc-no-route") };
    let opened = typed.apply(Action::ChooseExample(other));
    assert_eq!(opened.apply(Action::Undo).scenario, typed.scenario);
}

#[test]
fn an_edit_keeps_the_last_answer_about_lock_outs_and_another_scenario_does_not() {
    let state = start();
    let lock_outs = LockOuts::of(state.scenario.clone(), &analyze(&state.scenario));
    let settled = state.apply(Action::Settle(Rc::new(lock_outs)));
    let is_of = |state: &AppState| {
        state.view.lock_outs.as_ref().map(|lock_outs| lock_outs.is_of(&state.scenario))
    };
    assert_eq!(is_of(&settled), Some(true));
    let same = settled.scenario.text("bucket-policy").unwrap().text().to_string();
    assert_eq!(is_of(&settled.apply(edit(&same))), Some(true));
    assert_eq!(is_of(&settled.apply(edit("{}"))), Some(false));
    let other = settled.apply(Action::Open(gallery::stored("vpc-no-route")));
    assert_eq!(is_of(&other), None);
}

#[test]
fn the_first_blocker_is_selected_at_first_and_its_document_is_open() {
    let state = start();
    let analysis = analyze(&state.scenario);
    let selection = state.selection(&analysis).unwrap();
    assert_eq!(selection.path, "A");
    assert_eq!(selection.control, Control::Policy(Layer::ResourcePolicy));
    assert_eq!(state.tab(&analysis, Some(&selection)), Tab::Document("bucket-policy".into()));
}

#[test]
fn a_selection_outlives_an_edit_and_falls_back_when_its_path_is_gone() {
    let chosen =
        Selection { path: "C".to_owned(), control: Control::Policy(Layer::IdentityPolicies) };
    let state = start().apply(Action::Select(chosen.clone())).apply(edit("{}"));
    assert_eq!(state.selection(&analyze(&state.scenario)), Some(chosen));
    let gone = start().apply(Action::SelectPath("no such path".to_owned()));
    assert_eq!(gone.selection(&analyze(&gone.scenario)).unwrap().path, "A");
}

#[test]
fn facts_are_read_back_as_they_are_shown_and_broken_ones_change_nothing() {
    let state = start();
    let text = facts(&state.scenario);
    assert_eq!(read_facts(&state.scenario, &text).as_ref(), Ok(&*state.scenario));
    let broken = state.apply(Action::TypeFacts(text.replace("\"question\"", "\"questoin\"")));
    assert_eq!(broken.scenario, state.scenario);
    assert!(broken.view.facts.is_some());
    assert!(broken.apply(Action::LeaveFacts).view.facts.is_some());
    let moved = state.apply(Action::TypeFacts(text.replace("2026/a.png", "b.png")));
    assert_eq!(moved.scenario.question.key, "b.png");
    assert_eq!(moved.apply(Action::LeaveFacts).view.facts, None);
}

#[test]
fn managed_policies_once_loaded_are_part_of_every_scenario() {
    let managed = ManagedPolicies::read("# AWS's managed policies\nAWSLambdaRole {}\n");
    let state = AppState::new(gallery::default(), View::default());
    let given = state.apply(Action::Provide(managed.clone()));
    assert_eq!(given.scenario.managed, managed);
    assert_eq!(given.scenario.to_json(), state.scenario.to_json());
    let opened = given.apply(Action::Open(gallery::stored("vpc-no-route")));
    assert_eq!(opened.scenario.managed, managed);
    let facts = facts(&opened.scenario);
    let typed = opened.apply(Action::TypeFacts(facts));
    assert_eq!(typed.scenario, opened.scenario);
    assert_eq!(typed.history, opened.history);
}

#[test]
fn the_facts_of_services_once_loaded_are_given_to_a_question_that_turns_on_them() {
    let reference = Reference::read(SERVICE_AUTHORIZATION.to_owned());
    let state = AppState::new(gallery::default(), View::default());
    let loaded = state.apply(Action::Consult(reference));
    assert!(!loaded.scenario.facts.is_here());
    let opened = loaded.apply(Action::Open(gallery::stored("lock-out-before-it-happens")));
    assert!(opened.scenario.facts.is_here());
    assert!(!opened.scenario.lacks_facts());
}

#[test]
fn the_smallest_change_is_found_for_a_path_applied_and_undone_in_one_step() {
    let state = AppState::new(gallery::default(), View::default());
    let before = state.scenario.clone();
    let target = Target::Path("A".to_owned());
    let found = state.apply(Action::Repair(target.clone()));
    let repaired = found.view.repaired.clone().unwrap();
    assert!(repaired.is_of(&found.scenario, &target));
    assert_eq!(repaired.orders.len(), 1);
    assert!(repaired.documents.iter().any(|(_, lines)| lines.iter().any(|it| it.starts_with('+'))));
    let applied = found.apply(Action::ApplyRepair);
    assert!(!repaired.is_of(&applied.scenario, &target));
    let outcome = |of: &AppState| {
        let analysis = analyze(&of.scenario);
        analysis.paths.iter().find(|it| it.path.id == "A").map(|it| it.outcome)
    };
    assert_eq!(outcome(&applied), Some(Outcome::Open));
    assert_eq!(applied.apply(Action::Undo).scenario, before);
}
