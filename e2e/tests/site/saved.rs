//! What the browser keeps: saved cases, their menu, and two tabs of one case.

use accesspath_e2e::{
    driver::Tab,
    failure::Outcome,
    page::{Page, size},
    stage::{DEFAULT_EXAMPLE, Stage, bucket_policy},
};
use serde_json::json;

/// The names in the menu, in their order.
#[track_caller]
fn names(page: &Page) -> Outcome<Vec<String>> {
    page.press_button("examples")?;
    page.until_visible("[data-cases]")?;
    let names = page.ask_list(
        "return [...document.querySelectorAll('[data-case]')].map((it) => it.dataset.case)",
        json!([]),
    )?;
    page.press_button("close-panel")?;
    Ok(names)
}

/// A saved case holds the text of a document. What is not laid out as the page does it is saved as a text, the rest as JSON.
const HOLDS: &str = "const [document, text] = arguments;
    const read = (text) => { try { return JSON.stringify(JSON.parse(text)) } catch { return text } };
    const holds = (name) => {
        try {
            const saved = JSON.parse(localStorage.getItem(name).split('\\n')[1]).documents[document];
            return saved === text || JSON.stringify(saved) === read(text);
        } catch { return false }
    };
    return Object.keys(localStorage).filter((it) => it.startsWith('accesspath-case-')).some(holds)";

/// Opens the page in another tab of the same browser; the page of the first tab stays.
#[track_caller]
fn open_tab(page: &Page) -> Outcome<Tab> {
    let tab = page.driver.open_tab()?;
    page.resize(size::WIDE)?;
    page.come_back("")?;
    Ok(tab)
}

/// The page shows a text that was edited, and it is saved.
#[track_caller]
fn edit(page: &Page, text: &str) -> Outcome {
    let policy = bucket_policy()?;
    page.paste_into(&policy, text)?;
    page.until_text(&policy, text)?;
    page.until("the edit is saved", HOLDS, json!([policy, text])).map(drop)
}

#[test]
fn an_edited_case_is_there_again_after_a_reload_and_in_a_new_tab() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open(&format!("#ex={DEFAULT_EXAMPLE}"))?;
    let policy = bucket_policy()?;
    edit(&page, "{ \"mine\": \u{1faa3}")?;
    let gates = page.gates()?;
    page.reload()?;
    page.until_text(&policy, "{ \"mine\": \u{1faa3}")?;
    assert_eq!(page.gates()?, gates);
    open_tab(&page)?;
    page.until_text(&policy, "{ \"mine\": \u{1faa3}")
}

#[test]
fn what_is_typed_just_before_the_page_is_left_is_saved() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, "{ \"last words\"")?;
    page.until_text(&policy, "{ \"last words\"")?;
    page.reload()?;
    page.until_text(&policy, "{ \"last words\"")
}

#[test]
fn facts_that_are_half_typed_are_there_again_after_a_reload() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let outcomes = page.outcomes()?;
    page.click("[data-tab=facts]")?;
    page.click("[data-fold=json] > summary")?;
    page.paste_into("facts", "{ \"accesspath\": 1, \"question\"")?;
    page.until_visible("[data-diagnostics=facts] [data-code=facts]")?;
    page.reload()?;
    page.until_text("facts", "{ \"accesspath\": 1, \"question\"")?;
    page.until_visible("[data-diagnostics=facts] [data-code=facts]")?;
    assert_eq!(page.outcomes()?, outcomes);
    Ok(())
}

#[test]
fn two_tabs_of_one_case_do_not_overwrite_each_other() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    edit(&page, "{ \"of\": \"the first\" }")?;
    let first = page.driver.tab()?;
    let second = open_tab(&page)?;
    page.until_text(&policy, "{ \"of\": \"the first\" }")?;
    page.driver.switch_to(&first)?;
    edit(&page, "{ \"of\": \"the first, again\" }")?;
    page.driver.switch_to(&second)?;
    edit(&page, "{ \"of\": \"the second\" }")?;
    let notice = page.until_notice()?;
    assert!(notice.contains("another tab") && notice.contains("copy"), "{notice}");
    let names = names(&page)?;
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names[0].ends_with(" (2)"), "{names:?}");
    page.reload()?;
    page.until_text(&policy, "{ \"of\": \"the second\" }")?;
    page.driver.switch_to(&first)?;
    page.reload()?;
    page.until_text(&policy, "{ \"of\": \"the first, again\" }")
}

#[test]
fn a_saved_case_beside_a_link_is_offered_and_opened() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    edit(&page, "{ \"mine\": 1 }")?;
    page.come_back("#ex=vpc-no-route")?;
    let notice = page.until_notice()?;
    assert!(notice.contains("saved case"), "{notice}");
    page.press_button("offer")?;
    page.until_hidden("[data-notice]")?;
    page.until_text(&policy, "{ \"mine\": 1 }")?;
    page.until("the address names nothing", "return location.hash === ''", json!([]))?;
    assert!(!page.shows("[data-notice]")?);
    Ok(())
}

#[test]
fn a_link_to_the_saved_case_goes_on_with_it() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    edit(&page, "{ \"mine\": 1 }")?;
    let link = page.share()?;
    page.come_back(page.after_address(&link).unwrap_or_default())?;
    assert!(!page.shows("[data-notice]")?);
    edit(&page, "{ \"mine\": 2 }")?;
    assert_eq!(names(&page)?.len(), 1);
    Ok(())
}

#[test]
fn a_case_is_renamed_copied_deleted_and_brought_back() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    edit(&page, "{ \"mine\": 1 }")?;
    page.press_button("examples")?;
    page.press_button("rename")?;
    page.until_visible("input[data-field=case-name]")?;
    page.driver.write("Reports")?;
    page.driver.press("Enter")?;
    page.until_visible("[data-case=Reports]")?;
    // The focus returns to the button that asked for the name.
    page.until_visible("[data-case=Reports] [data-action=rename]:focus")?;
    page.press_button("duplicate")?;
    page.until_visible("[data-case='Reports (2)']")?;
    page.click("[data-case=Reports] [data-action=delete]")?;
    page.until_hidden("[data-case=Reports]")?;
    page.until_visible("[data-start]")?;
    page.until_notice()?;
    page.press_button("offer")?;
    page.until_hidden("[data-notice]")?;
    page.until_text(&policy, "{ \"mine\": 1 }")?;
    let mut names = names(&page)?;
    names.sort();
    assert_eq!(names, ["Reports", "Reports (2)"]);
    Ok(())
}

#[test]
fn a_new_case_is_empty_says_what_to_do_first_and_is_saved_from_its_first_edit() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.press_button("examples")?;
    page.press_button("new-case")?;
    page.until_visible("[data-start] input[type=file]")?;
    assert_eq!(names(&page)?, [""; 0]);
    page.press_button("start-examples")?;
    page.until_visible("[data-examples]")
}

#[test]
fn everything_is_forgotten_after_asking() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.press_button("theme")?;
    edit(&page, "{ \"mine\": 1 }")?;
    page.press_button("examples")?;
    page.press_button("forget")?;
    page.press_button("forget-nothing")?;
    page.until_visible("[data-case]")?;
    page.press_button("forget")?;
    page.press_button("forget-all")?;
    page.until_notice()?;
    let left = "return localStorage.length + sessionStorage.length";
    page.until("nothing is kept", &format!("{left} === 0"), json!([]))?;
    page.reload()?;
    assert_eq!(page.ask(left, json!([]))?, 0);
    page.show_document(&bucket_policy()?)?;
    assert_ne!(page.text_of(&bucket_policy()?)?, "{ \"mine\": 1 }");
    Ok(())
}

#[test]
fn a_case_that_cannot_be_read_is_told_and_kept() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let damaged = "1 1 another 99999999999999\n{\"accesspath\":1,";
    page.ask("localStorage.setItem('accesspath-case-damaged', arguments[0])", json!([damaged]))?;
    page.come_back("")?;
    let notice = page.until_notice()?;
    assert!(notice.contains("cannot be read"), "{notice}");
    edit(&page, "{ \"mine\": 1 }")?;
    page.press_button("examples")?;
    page.until_visible("[data-damaged] [data-action=save-text]")?;
    let kept = "return localStorage.getItem('accesspath-case-damaged')";
    assert_eq!(page.ask_text(kept, json!([]))?, damaged);
    Ok(())
}

#[test]
fn a_browser_that_keeps_nothing_is_told_once() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.ask(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })",
        json!([]),
    )?;
    page.paste_into(&policy, "{ \"mine\": 1 }")?;
    let notice = page.until_notice()?;
    assert!(notice.contains("Save it as a file"), "{notice}");
    page.click("[data-notice] button")?;
    page.until_hidden("[data-notice]")?;
    page.paste_into(&policy, "{ \"mine\": 2 }")?;
    page.press_button("examples")?;
    page.until_visible("[data-cases]")?;
    assert!(!page.shows("[data-notice]")?);
    Ok(())
}
