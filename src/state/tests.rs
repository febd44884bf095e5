use super::*;
use crate::answer::Answer;
use crate::gallery::{self, Example};
use crate::reference::Reference;
use crate::room::Room;
use crate::saved::Trouble;
use crate::tables::{CellPlace, TableId};
use crate::wanted::Wanted;
use accesspath_engine::repair::Target;
use accesspath_engine::scenario::ManagedPolicies;
use accesspath_policy::facts::SERVICE_AUTHORIZATION;

fn start() -> AppState {
    AppState::new(Opened::example(gallery::default_example()), "tab", View::default())
}

fn answer(state: &AppState) -> Answer {
    Answer::of(state.scenario.clone(), None)
}

/// The state once what is wanted of its scenario is told.
fn hear(state: &AppState, wanted: Wanted) -> AppState {
    let told = wanted.work_out(&answer(state), state.view.reference);
    state.apply(Action::Hear(told.unwrap()))
}

fn other_example() -> Opened {
    Opened::example(Example::of("vpc-no-route", gallery::stored("vpc-no-route")))
}

fn own(id: &str) -> Source {
    Source::Own(id.into())
}

fn edit(text: &str) -> Action {
    Action::Change(Change::EditDocument { document: "bucket-policy".into(), text: text.to_owned() })
}

#[test]
fn keystrokes_in_one_document_are_one_step_back() {
    let state = start().apply(edit("{ \""));
    let typed = state.apply(edit("{ \"a")).apply(edit("{ \"ab"));
    assert_ne!(typed.scenario, state.scenario);
    assert_eq!(typed.apply(Action::Undo).scenario, state.scenario);
    assert_eq!(typed.apply(Action::Undo).apply(Action::Redo).scenario, typed.scenario);
    assert!(!start().apply(Action::Undo).history.can_redo());
}

#[test]
fn a_paste_is_a_step_of_its_own_and_so_is_every_word_of_typing() {
    let pasted = start().apply(edit("{}")).apply(edit("{ a long text that was pasted }"));
    let undone = pasted.apply(Action::Undo);
    assert_eq!(&**undone.scenario.text("bucket-policy").unwrap().text(), "{}");
    let mut typed = pasted;
    let words = "{ a long text that was pasted } and two words";
    for length in "{ a long text that was pasted }".len() + 1..=words.len() {
        typed = typed.apply(edit(words.split_at(length).0));
    }
    let steps = std::iter::successors(Some(typed), |it| {
        it.history.can_undo().then(|| it.apply(Action::Undo))
    });
    assert_eq!(steps.skip(1).count(), 6);
}

#[test]
fn the_document_that_is_typed_into_stays_open() {
    let state = start().apply(edit("{}"));
    let answer = answer(&state);
    let selection = state.selection(&answer);
    assert_eq!(state.tab(&answer, selection.as_ref()), Tab::Document("bucket-policy".into()));
}

#[test]
fn opening_another_example_can_be_undone() {
    let typed = start().apply(edit("{ mine"));
    let opened = typed.apply(Action::Open(other_example()));
    assert_eq!(opened.apply(Action::Undo).scenario, typed.scenario);
}

#[test]
fn an_example_becomes_a_case_of_the_person_by_an_edit_and_not_by_looking() {
    let looked = start()
        .apply(Action::SelectPath("C".to_owned()))
        .apply(Action::ChooseTab(Tab::Facts))
        .apply(Action::Provide(ManagedPolicies::read(
            "# AWS's managed policies\nAWSLambdaRole {}\n",
        )));
    assert_eq!(looked.source, Source::Example(gallery::DEFAULT));
    let same = looked.scenario.text("bucket-policy").unwrap().text().to_string();
    assert_eq!(looked.apply(edit(&same)).source, Source::Example(gallery::DEFAULT));
    let edited = looked.apply(edit("{")).apply(edit("{}"));
    assert_eq!(edited.source, own("tab-1"));
    // Undone, it stays the person's case, since it is saved as such.
    assert_eq!(edited.apply(Action::Undo).source, own("tab-1"));
    let another = edited.apply(Action::Open(other_example()));
    assert_eq!(another.source, Source::Example("vpc-no-route"));
    assert_eq!(another.apply(edit("{}")).source, own("tab-2"));
}

#[test]
fn undoing_the_choice_of_another_scenario_goes_on_with_the_case_before_it() {
    let opened = start().apply(edit("{ mine")).apply(Action::Open(other_example()));
    let undone = opened.apply(Action::Undo);
    assert_eq!(undone.source, own("tab-1"));
    assert_eq!(undone.apply(Action::Redo).source, Source::Example("vpc-no-route"));
    let earlier = undone.apply(Action::Undo);
    assert_eq!((&earlier.source, &earlier.scenario), (&own("tab-1"), &gallery::default()));
}

#[test]
fn a_file_is_a_case_of_the_person_from_the_beginning_and_an_empty_case_from_its_first_edit() {
    let file = start().apply(Action::Bring(gallery::stored("vpc-no-route")));
    assert_eq!(file.source, own("tab-1"));
    let empty = file.apply(Action::Open(Opened::empty()));
    assert_eq!(empty.source, Source::New);
    let begun = empty.apply(Action::Change(Change::SetOperation("GetObject".to_owned())));
    assert_eq!(begun.source, own("tab-2"));
}

#[test]
fn facts_that_cannot_be_read_yet_are_the_persons_own_and_come_back_with_their_case() {
    let typed = start().apply(Action::TypeFacts("{ half".to_owned()));
    assert_eq!((&typed.source, &typed.scenario), (&own("tab-1"), &gallery::default()));
    let saved =
        Opened { draft: typed.view.facts.clone(), ..Opened::of(typed.scenario, own("tab-1")) };
    let opened = start().apply(Action::Open(saved));
    assert_eq!(opened.view.facts.as_deref(), Some("{ half"));
    assert_eq!(opened.tab(&answer(&opened), None), Tab::Facts);
}

#[test]
fn a_trouble_with_saving_is_told_and_stays_known_until_it_is_over() {
    let failed = start().apply(Action::Fail(Some(Trouble::Full)));
    assert_eq!(failed.view.notice.as_ref().map(|it| it.is_error), Some(true));
    let dismissed = failed.apply(Action::DismissNotice);
    assert_eq!(dismissed.view.trouble, Some(Trouble::Full));
    let over = dismissed.apply(Action::Fail(None));
    assert_eq!((over.view.trouble, over.view.notice), (None, None));
}

#[test]
fn an_empty_case_opens_its_facts_however_narrow_the_window_is() {
    for room in [Room::Phone, Room::Column, Room::Screen] {
        let resized = start().apply(Action::Resize(room));
        let empty = resized.apply(Action::Open(Opened::empty()));
        assert_eq!(empty.tab(&answer(&empty), None), Tab::Facts);
    }
}

#[test]
fn a_case_that_is_saved_under_another_name_goes_on_under_it() {
    let edited = start().apply(edit("{}"));
    let save_as = |from: &str| Action::SaveAs {
        from: from.into(),
        to: "copy".into(),
        name: "Mine (2)".to_owned(),
    };
    assert_eq!(edited.apply(save_as("another")), edited);
    let copy = edited.apply(save_as("tab-1"));
    assert_eq!((&copy.source, &*copy.scenario.title), (&own("copy"), "Mine (2)"));
    let undone = copy.apply(Action::Undo);
    assert_eq!((&undone.source, &*undone.scenario.title), (&own("copy"), "Mine (2)"));
    let renamed = undone.apply(Action::Redo).apply(Action::Rename(" Ours\n".to_owned()));
    assert_eq!(renamed.scenario.title, "Ours");
    assert_eq!(renamed.apply(Action::Undo).scenario.title, "Ours");
}

#[test]
fn a_saved_case_is_offered_until_the_menu_shows_it() {
    let notice = |offer| Notice::info("").offering(Some(offer));
    let put_back = Offer::PutBack { id: "tab-1".into(), text: "".into(), shown: true };
    let menu = || Action::ShowPanel(Panel::Menu(MenuMode::Choosing));
    let offered = start().apply(Action::Tell(notice(Offer::OpenCase("tab-1".into()))));
    assert!(offered.apply(edit("{}")).view.notice.is_some());
    assert_eq!(offered.apply(menu()).view.notice, None);
    assert!(start().apply(Action::Tell(notice(put_back))).apply(menu()).view.notice.is_some());
}

#[test]
fn forgetting_everything_leaves_nothing_to_undo() {
    let forgotten = start().apply(edit("{ mine")).apply(Action::Forget);
    assert_eq!(forgotten.source, Source::Example(gallery::DEFAULT));
    assert!(!forgotten.history.can_undo());
    assert_eq!(forgotten.scenario, gallery::default());
}

#[test]
fn a_link_carries_what_is_selected_and_selects_it_again() {
    let answer = Answer::of(gallery::default(), None);
    assert_eq!(start().chosen(&answer), Chosen::default());
    let linked = |members: &str| {
        let opened =
            Opened { chosen: Chosen::read(members), ..Opened::example(gallery::default_example()) };
        AppState::new(opened, "tab", View::default())
    };
    let members = "&path=C&control=identity_policies&tab=policies&document=bucket-policy";
    let state = linked(members);
    let selection = state.selection(&answer).unwrap();
    assert_eq!(selection.path, "C");
    assert_eq!(selection.control, "identity_policies");
    assert_eq!(state.tab(&answer, Some(&selection)), Tab::Document("bucket-policy".into()));
    assert_eq!(state.chosen(&answer).write(), members);
    let network = linked("&path=B&tab=network");
    assert_eq!(network.tab(&answer, None), Tab::Network);
    let other = state.apply(Action::SelectPath("A".to_owned()));
    assert_eq!(other.selection(&answer).unwrap().control, "resource_policy");
    let unknown = linked("&path=Z&control=nothing&tab=later");
    assert_eq!(unknown.selection(&answer), start().selection(&answer));
}

#[test]
fn the_address_agrees_with_a_source_whatever_it_selects() {
    let example = Source::Example("four-ways-in");
    assert!(example.is_shown_by("ex=four-ways-in&path=C"));
    assert!(!example.is_shown_by("ex=vpc-no-route"));
    assert!(!example.is_shown_by(""));
    let link = Source::Link("s=1.AAAA&path=C".into());
    assert!(link.is_shown_by("s=1.AAAA"));
    assert!(own("tab-1").is_shown_by("") && !own("tab-1").is_shown_by("s=1.AAAA"));
}

#[test]
fn an_edit_keeps_the_last_answer_about_lock_outs_and_another_scenario_does_not() {
    let state = start();
    let settled = hear(&state, Wanted::LockOuts);
    let is_of = |state: &AppState| {
        state.view.lock_outs.as_ref().map(|lock_outs| lock_outs.is_of(&state.scenario))
    };
    assert_eq!(is_of(&settled), Some(true));
    let same = settled.scenario.text("bucket-policy").unwrap().text().to_string();
    assert_eq!(is_of(&settled.apply(edit(&same))), Some(true));
    assert_eq!(is_of(&settled.apply(edit("{}"))), Some(false));
    let other = settled.apply(Action::Open(other_example()));
    assert_eq!(is_of(&other), None);
}

#[test]
fn the_first_blocker_is_selected_at_first_and_its_document_is_open() {
    let state = start();
    let answer = answer(&state);
    let selection = state.selection(&answer).unwrap();
    assert_eq!(selection.path, "A");
    assert_eq!(selection.control, "resource_policy");
    assert_eq!(state.tab(&answer, Some(&selection)), Tab::Document("bucket-policy".into()));
}

#[test]
fn a_selection_outlives_an_edit_and_falls_back_when_its_path_is_gone() {
    let chosen = Selection { path: "C".to_owned(), control: "identity_policies" };
    let state = start().apply(Action::Select(chosen.clone())).apply(edit("{}"));
    assert_eq!(state.selection(&answer(&state)), Some(chosen));
    let gone = start().apply(Action::SelectPath("no such path".to_owned()));
    assert_eq!(gone.selection(&answer(&gone)).unwrap().path, "A");
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
    let state = start();
    let given = state.apply(Action::Provide(managed.clone()));
    assert_eq!(given.scenario.managed, managed);
    assert_eq!(given.scenario.to_json(), state.scenario.to_json());
    let opened = given.apply(Action::Open(other_example()));
    assert_eq!(opened.scenario.managed, managed);
    let facts = facts(&opened.scenario);
    let typed = opened.apply(Action::TypeFacts(facts));
    assert_eq!(typed.scenario, opened.scenario);
    assert_eq!(typed.history, opened.history);
}

#[test]
fn the_facts_of_services_once_loaded_are_given_to_a_question_that_turns_on_them() {
    let reference = Reference::read(SERVICE_AUTHORIZATION.to_owned());
    let state = start();
    let loaded = state.apply(Action::Consult(reference));
    assert!(!loaded.scenario.facts.is_here());
    let opened = loaded.apply(Action::Bring(gallery::stored("lock-out-before-it-happens")));
    assert!(opened.scenario.facts.is_here());
    assert!(!opened.scenario.lacks_facts());
}

#[test]
fn the_smallest_change_is_found_for_a_path_applied_and_undone_in_one_step() {
    let state = start();
    let before = state.scenario.clone();
    let target = Target::Path("A".to_owned());
    let asked = state.apply(Action::Repair(target.clone(), 1));
    assert!(asked.view.sought.is_some() && asked.view.repaired.is_none());
    let found = hear(&asked, Wanted::Fix(target.clone(), 1));
    assert_eq!(found.view.sought, None);
    let repaired = found.view.repaired.clone().unwrap();
    assert!(repaired.is_of(&found.scenario, &target));
    let [best] = repaired.report.sets.as_slice() else { panic!("one set was asked for") };
    assert_eq!(best.changes.len(), 1);
    let mut lines = best.documents.iter().flat_map(|it| &it.lines);
    assert!(lines.any(|it| it.starts_with('+')));
    let applied = found.apply(Action::ApplyRepair(0));
    assert!(!repaired.is_of(&applied.scenario, &target));
    let outcome = |of: &AppState| answer(of).path("A").map(|it| it.outcome);
    assert_eq!(outcome(&applied), Some("open"));
    assert_eq!(applied.apply(Action::Undo).scenario, before);
}

#[test]
fn a_new_name_is_one_step_back_and_one_that_cannot_be_is_kept_as_a_draft() {
    let state = start();
    let table = TableId::Records("buckets");
    let place = CellPlace { table, row: 0, column: 0 };
    let name = state.scenario.buckets[0].name.clone();
    let renamed = state.apply(Action::SetCell(place.clone(), "another-name".to_owned()));
    assert_eq!(renamed.scenario.buckets[0].name, "another-name");
    assert!(!renamed.scenario.to_json().contains(&format!(":::{name}")));
    assert_eq!(renamed.view.tab, Some(Tab::Facts));
    assert_eq!(renamed.apply(Action::Undo).scenario, state.scenario);
    let half = state.apply(Action::SetCell(place.clone(), String::new()));
    assert_eq!(half.scenario, state.scenario);
    assert_eq!(half.view.drafts.get(&place).map(String::as_str), Some(""));
}
