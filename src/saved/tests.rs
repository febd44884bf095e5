use std::collections::BTreeMap;

use accesspath_engine::scenario::MAX_BYTES;
use proptest::prelude::*;

use super::*;
use crate::gallery;

/// A browser's storage, shared by its tabs.
#[derive(Default)]
struct Browser {
    texts: BTreeMap<String, String>,
    trouble: Option<Trouble>,
}

impl Store for Browser {
    fn names(&self) -> Vec<String> {
        self.texts.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> Option<String> {
        self.texts.get(name).cloned()
    }

    fn write(&mut self, name: &str, text: &str) -> Result<(), Trouble> {
        if let Some(trouble) = self.trouble {
            return Err(trouble);
        }
        self.texts.insert(name.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&mut self, name: &str) {
        self.texts.remove(name);
    }
}

fn titled(title: &str, policy: &str) -> Scenario {
    let mut scenario = (*gallery::default()).clone();
    title.clone_into(&mut scenario.title);
    scenario.documents.insert("bucket-policy".into(), policy.into());
    scenario
}

fn names(shelf: &Shelf, browser: &Browser) -> Vec<String> {
    let name = |it: Listed| it.content.map_or_else(|it| it.message(), |it| it.name);
    shelf.list(browser).into_iter().map(name).collect()
}

#[test]
fn an_empty_case_can_be_saved_and_is_blank_and_no_example_is() {
    let empty = empty();
    assert_eq!(Scenario::from_json(&empty.to_compact_json()).as_ref(), Ok(&empty));
    assert!(is_blank(&empty));
    assert!(gallery::ids().all(|it| !is_blank(&gallery::stored(it))));
}

/// An entry of the first version, which must be read for ever.
#[test]
fn the_first_version_is_read() {
    let kept = include_str!("../../tests/saved/1.txt").trim_end();
    let entry = Entry::read(kept).unwrap();
    assert_eq!(entry.write().as_deref(), Ok(kept));
    assert_eq!(entry.scenario().unwrap().title, "A case of the first version");
}

#[test]
fn what_is_saved_is_opened_by_another_tab_as_it_was() {
    let mut browser = Browser::default();
    let mut tab = Shelf::of("a".to_owned());
    let scenario = titled("Mine", "{ \"Version\": ‘2012’\n\t🪣 ");
    assert_eq!(tab.write(&mut browser, "a-1", &scenario, None, 7), Ok(Written::Kept));
    let mut later = Shelf::of("b".to_owned());
    let id = later.last(&browser, None).unwrap();
    assert_eq!(later.open(&browser, &id).map(|it| it.scenario), Ok(scenario));
    let listed = later.list(&browser);
    let content = Content { name: "Mine".to_owned(), call: "PutObject on thumbs-prod".to_owned() };
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].saved, &listed[0].content), (7, &Ok(content)));
}

#[test]
fn facts_that_cannot_be_read_yet_are_saved_as_they_are_typed() {
    let mut browser = Browser::default();
    let mut tab = Shelf::of("a".to_owned());
    let scenario = titled("Mine", "{}");
    let drafts = [Some("{ half\n\n 🪣"), Some(""), None];
    for draft in drafts {
        tab.write(&mut browser, "a-1", &scenario, draft, 1).unwrap();
        let opened = Shelf::of("b".to_owned()).open(&browser, "a-1").unwrap();
        assert_eq!((opened.draft.as_deref(), &opened.scenario), (draft, &scenario));
    }
    tab.write(&mut browser, "a-1", &scenario, Some("{ half"), 1).unwrap();
    tab.duplicate(&mut browser, "a-1", 2).unwrap();
    let copy = tab.last(&browser, None).unwrap();
    assert_eq!(tab.open(&browser, &copy).unwrap().draft.as_deref(), Some("{ half"));
    assert_eq!(tab.holder(&browser, &scenario), None, "it holds more than the scenario");
    tab.write(&mut browser, "a-1", &scenario, None, 3).unwrap();
    assert_eq!(tab.holder(&browser, &scenario).as_deref(), Some("a-1"));
}

#[test]
fn the_case_of_the_tab_comes_before_the_last_saved_one() {
    let mut browser = Browser::default();
    let mut tab = Shelf::of("a".to_owned());
    for (id, at) in [("a-1", 1), ("a-2", 3), ("a-3", 2)] {
        tab.write(&mut browser, id, &titled(id, "{}"), None, at).unwrap();
    }
    assert_eq!(tab.last(&browser, None).as_deref(), Some("a-2"));
    assert_eq!(tab.last(&browser, Some("a-1")).as_deref(), Some("a-1"));
    assert_eq!(tab.last(&browser, Some("gone")).as_deref(), Some("a-2"));
    assert_eq!(names(&tab, &browser), ["a-2", "a-3", "a-1"]);
}

#[test]
fn the_later_writer_of_two_tabs_gets_a_copy_and_the_first_goes_on() {
    let mut browser = Browser::default();
    let (mut one, mut other) = (Shelf::of("a".to_owned()), Shelf::of("b".to_owned()));
    one.write(&mut browser, "a-1", &titled("Mine", "1"), None, 1).unwrap();
    let mut theirs = other.open(&browser, "a-1").unwrap().scenario;
    one.write(&mut browser, "a-1", &titled("Mine", "2"), None, 2).unwrap();
    assert_eq!(other.look(&browser, "a-1"), Seen::Changed);
    assert_eq!(one.look(&browser, "a-1"), Seen::Same);
    // Nothing was edited here, so nothing is written.
    assert_eq!(other.write(&mut browser, "a-1", &theirs, None, 3), Ok(Written::Kept));
    theirs.documents.insert("bucket-policy".into(), "3".into());
    let Ok(Written::Forked { id, name, original }) =
        other.write(&mut browser, "a-1", &theirs, None, 3)
    else {
        panic!("no copy was made");
    };
    assert_eq!((&*name, &*original), ("Mine (2)", "Mine"));
    let text = |id: &str, browser: &Browser| {
        let read = Shelf::of("c".to_owned()).open(browser, id).unwrap().scenario;
        read.text("bucket-policy").unwrap().text().to_string()
    };
    assert_eq!((text("a-1", &browser), text(&id, &browser)), ("2".to_owned(), "3".to_owned()));
    assert_eq!(one.write(&mut browser, "a-1", &titled("Mine", "4"), None, 4), Ok(Written::Kept));
    assert_eq!(names(&one, &browser), ["Mine", "Mine (2)"]);
}

#[test]
fn what_another_tab_wrote_at_the_same_moment_is_noticed_and_both_are_kept() {
    let mut browser = Browser::default();
    let (mut one, mut other) = (Shelf::of("a".to_owned()), Shelf::of("b".to_owned()));
    one.write(&mut browser, "a-1", &titled("Mine", "1"), None, 1).unwrap();
    other.open(&browser, "a-1").unwrap();
    // Neither tab's storage has the other's writing yet.
    let mut late = Browser { texts: browser.texts.clone(), trouble: None };
    one.write(&mut browser, "a-1", &titled("Mine", "2"), None, 2).unwrap();
    other.write(&mut late, "a-1", &titled("Mine", "3"), None, 2).unwrap();
    browser.texts.extend(late.texts);
    assert_eq!(other.look(&browser, "a-1"), Seen::Same);
    assert_eq!(one.look(&browser, "a-1"), Seen::Overwritten);
    one.let_go("a-1");
    let copy = one.write(&mut browser, "a-1", &titled("Mine", "2"), None, 3);
    assert!(matches!(copy, Ok(Written::Forked { .. })));
    assert_eq!(names(&one, &browser), ["Mine (2)", "Mine"]);
}

#[test]
fn what_is_edited_after_another_tab_deleted_it_is_saved_again() {
    let mut browser = Browser::default();
    let (mut one, mut other) = (Shelf::of("a".to_owned()), Shelf::of("b".to_owned()));
    one.write(&mut browser, "a-1", &titled("Mine", "1"), None, 1).unwrap();
    let text = other.delete(&mut browser, "a-1").unwrap();
    assert_eq!(one.look(&browser, "a-1"), Seen::Gone);
    assert_eq!(one.write(&mut browser, "a-1", &titled("Mine", "1"), None, 2), Ok(Written::Kept));
    assert_eq!(names(&one, &browser), [""; 0]);
    one.write(&mut browser, "a-1", &titled("Mine", "2"), None, 2).unwrap();
    assert_eq!(names(&one, &browser), ["Mine"]);
    one.delete(&mut browser, "a-1");
    other.put_back(&mut browser, "a-1", &text).unwrap();
    assert_eq!(names(&one, &browser), ["Mine"]);
}

#[test]
fn a_case_is_renamed_and_copied_under_a_name_that_is_free() {
    let mut browser = Browser::default();
    let mut tab = Shelf::of("a".to_owned());
    tab.write(&mut browser, "a-1", &titled("Mine", "1"), None, 1).unwrap();
    tab.rename(&mut browser, "a-1", " The reports\nof March ", 2).unwrap();
    assert_eq!(tab.duplicate(&mut browser, "a-1", 3).as_deref(), Ok("The reports of March (2)"));
    assert_eq!(names(&tab, &browser), ["The reports of March (2)", "The reports of March"]);
}

#[test]
fn what_cannot_be_read_is_told_and_kept() {
    let mut browser = Browser::default();
    let mut tab = Shelf::of("a".to_owned());
    let texts = [
        ("newer", "2 something else", "newer version"),
        ("newer-body", "1 1 a 5\n{\"accesspath\":2}", "newer version"),
        ("blank", "", "damaged"),
        ("cut", "1 1", "damaged"),
        ("more", "1 1 a 5 6\n{}", "damaged"),
        ("negative", "1 -1 a 5\n{}", "damaged"),
        ("half", "1 1 a 6\n{\"accesspath\":1,", "cannot be read"),
        ("no-body", "1 1 a 6", "cannot be read"),
    ];
    for (id, text, _) in texts {
        browser.texts.insert(format!("accesspath-case-{id}"), text.to_owned());
    }
    browser.texts.insert("elsewhere".to_owned(), "1".to_owned());
    let before = browser.texts.clone();
    assert_eq!(tab.list(&browser).len(), texts.len());
    for (id, _, says) in texts {
        let why = tab.open(&browser, id).unwrap_err().message();
        assert!(why.contains(says), "{id}: {why}");
        // An edit under such an id must not replace what cannot be read.
        assert!(matches!(
            tab.write(&mut browser, id, &titled("Mine", id), None, 9),
            Ok(Written::Forked { .. })
        ));
    }
    assert!(before.iter().all(|(name, text)| browser.texts.get(name) == Some(text)));
}

#[test]
fn what_cannot_be_saved_says_why_and_is_tried_again() {
    let mut browser = Browser::default();
    let mut tab = Shelf::of("a".to_owned());
    let large = titled("Large", &"x".repeat(MAX_BYTES));
    assert_eq!(tab.write(&mut browser, "a-1", &large, None, 1), Err(Trouble::TooLarge));
    browser.trouble = Some(Trouble::Full);
    let scenario = titled("Mine", "1");
    assert_eq!(tab.write(&mut browser, "a-1", &scenario, None, 1), Err(Trouble::Full));
    browser.trouble = None;
    assert_eq!(tab.write(&mut browser, "a-1", &scenario, None, 1), Ok(Written::Kept));
    assert_eq!(names(&tab, &browser), ["Mine"]);
}

#[test]
fn forgetting_everything_leaves_only_what_others_keep() {
    let mut browser = Browser::default();
    let mut tab = Shelf::of("a".to_owned());
    tab.write(&mut browser, "a-1", &titled("Mine", "1"), None, 1).unwrap();
    for name in ["accesspath-theme", "elsewhere"] {
        browser.texts.insert(name.to_owned(), "dark".to_owned());
    }
    tab.forget(&mut browser);
    assert_eq!(browser.names(), ["elsewhere"]);
}

#[test]
fn names_are_one_line_and_told_apart_by_numbers() {
    let taken = ["Mine", "Mine (2)", "Untitled scenario", "Yours (x)"].map(str::to_owned);
    for (wanted, expected) in [
        ("New", "New"),
        ("Mine", "Mine (3)"),
        ("Mine (2)", "Mine (3)"),
        ("Yours (x)", "Yours (x) (2)"),
        (" \t\n", "Untitled scenario (2)"),
        ("a\u{7}\r\n b", "a b"),
    ] {
        assert_eq!(free(wanted, &taken), expected);
    }
    let long = "🪣".repeat(300);
    assert_eq!(clean(&long).chars().count(), 120);
    assert_eq!(free(&long, &[clean(&long)]).chars().count(), 120);
}

proptest! {
    #[test]
    fn an_entry_is_read_as_it_was_written(
        revision: u64, saved: u64, tab in "[a-z0-9-]{1,12}", body in any::<String>(),
    ) {
        let entry = Entry { stamp: Stamp { revision, tab }, saved, body };
        prop_assert_eq!(Entry::read(&entry.write().unwrap()), Ok(entry));
    }

    #[test]
    fn any_text_is_an_entry_or_tells_why_not(text in any::<String>(), head in "[12 a-z0-9]{0,20}\n") {
        for text in [text.clone(), head + &text] {
            if let Ok(entry) = Entry::read(&text) {
                let _ = entry.scenario();
            }
        }
    }

    #[test]
    fn a_free_name_is_never_taken_and_stays_as_it_is(
        name in any::<String>(), taken in prop::collection::vec("[ab]( \\([0-9]{1,2}\\))?", 0..8),
    ) {
        let found = free(&name, &taken);
        prop_assert!(!taken.contains(&found));
        prop_assert_eq!(&clean(&found), &found);
        prop_assert_eq!(&free(&found, &taken), &found);
    }
}
