//! The link that Share makes, and the links that others damage.

use std::fs;

use accesspath_e2e::{
    failure::Outcome,
    page::Page,
    settings::Settings,
    site::Site,
    stage::{self, DEFAULT_EXAMPLE, Stage, bucket_policy},
};
use serde_json::json;

const EDIT: &str = "{ \"Version\": \"2012-10-17\", \"Statement\": [] } \u{2026}broken on purpose";

#[test]
fn a_shared_link_shows_the_same_in_a_fresh_browser_and_after_a_reload() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, EDIT)?;
    page.until_text(&policy, EDIT)?;
    page.until_visible(&format!("[data-diagnostics='{policy}'] li[data-code]"))?;
    let link = page.share()?;
    let after = page.after_address(&link).unwrap_or_default();
    assert!(after.starts_with("#s=1."), "{link}");

    let fresh = stage.open(after)?;
    check_same(&page, &fresh, &policy)?;
    fresh.reload()?;
    check_same(&page, &fresh, &policy)
}

#[track_caller]
fn check_same(one: &Page, other: &Page, document: &str) -> Outcome {
    assert_eq!(other.text_of(document)?, EDIT);
    assert_eq!(other.outcomes()?, one.outcomes()?);
    assert_eq!(other.gates()?, one.gates()?);
    assert_eq!(other.documents()?, one.documents()?);
    assert!(!other.shows("[data-notice]")?);
    Ok(())
}

#[test]
fn an_edit_drops_the_fragment_and_share_of_it_writes_another() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open(&format!("#ex={DEFAULT_EXAMPLE}"))?;
    let policy = bucket_policy()?;
    page.click("button[data-card]")?;
    assert_eq!(page.fragment()?, format!("#ex={DEFAULT_EXAMPLE}"), "a look is no edit");
    page.type_into(&policy, "x")?;
    page.until("the address names nothing", "return location.hash === ''", json!([]))?;
    page.press_button("undo")?;
    page.press_button("redo")?;
    let typed = "return document.querySelector(`textarea[data-document='${arguments[0]}']`).value.endsWith('x')";
    page.until("the edit is made again", typed, json!([policy]))?;
    assert_eq!(page.fragment()?, "");
    let link = page.share()?;
    assert!(link.contains("#s=1."), "{link}");
    page.until(
        "the address is the shared link",
        "return location.href === arguments[0]",
        json!([link]),
    )?;
    page.press_button("close-panel")?;
    page.type_into(&policy, "y")?;
    page.until("the address names nothing", "return location.hash === ''", json!([])).map(drop)
}

#[test]
fn share_of_an_example_names_it_with_what_is_selected_and_the_link_selects_it_again() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    assert_eq!(page.after_address(&page.share()?), Some(&*format!("#ex={DEFAULT_EXAMPLE}")));
    page.press_button("close-panel")?;
    page.select_gate("C:identity_policies")?;
    let link = page.share()?;
    let after = page.after_address(&link).unwrap_or_default();
    assert_eq!(after, format!("#ex={DEFAULT_EXAMPLE}&path=C&control=identity_policies"));
    page.come_back(&format!("{after}&tab=network&later=1"))?;
    page.until_inspected("C:identity_policies")?;
    page.until_visible("button[role=tab][data-tab=network][aria-selected=true]")
}

#[test]
fn the_link_can_be_copied() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let link = page.share()?;
    page.press_button("copy-link")?;
    page.until_notice()?;
    // Behind an open dialog a notice is neither read out nor in sight.
    let hidden = page.ask(
        "const dialog = document.querySelector('dialog:modal');
        return !!dialog && ![...document.querySelectorAll('[data-notice]')].some((it) => dialog.contains(it))",
        json!([]),
    )?;
    assert_eq!(hidden, false, "the notice is behind the dialog");
    page.press_button("close-panel")?;
    page.until_hidden("[data-share]")?;
    page.until_pasted(&bucket_policy()?, &link)
}

#[test]
fn a_damaged_link_and_a_newer_one_are_told_apart_on_an_empty_page() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.type_into(&bucket_policy()?, "x")?;
    let link = page.share()?;
    let whole = page.after_address(&link).unwrap_or_default();
    let (half, _) = whole.split_at(whole.len() / 2);
    let mut notices = Vec::new();
    for after in [half, "#s=1.AAAA", "#s=1.", "#s=2.AAAA"] {
        page.come_back(after)?;
        let notice = page.until_notice()?;
        check_empty(&page)?;
        notices.push(notice);
    }
    assert_ne!(notices.first(), notices.last(), "a newer link is called damaged");
    Ok(())
}

#[test]
fn a_link_to_an_example_that_does_not_exist_says_so() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=no-such-example")?;
    let notice = page.until_notice()?;
    assert!(notice.contains("no-such-example"), "{notice}");
    check_empty(&page)
}

#[test]
fn an_example_that_cannot_be_loaded_leaves_an_empty_page_that_goes_on() -> Outcome {
    let settings = Settings::read()?;
    let lost = "scenarios/vpc-no-route.json";
    let site = Site::serve_replaced(&settings.dist, lost, "<!doctype html>")?;
    let page = Page::open(&settings, &site, "#ex=vpc-no-route")?;
    let notice = page.until_notice()?;
    assert!(notice.contains("could not be loaded"), "{notice}");
    check_empty(&page)?;
    page.press_button("start-examples")?;
    page.until_visible("dialog [data-notice]")?;
    page.press_button("close-panel")?;
    check_empty(&page)
}

/// Nothing of any example is there, and a file can be opened.
#[track_caller]
fn check_empty(page: &Page) -> Outcome {
    assert!(!page.shows("#failure")?);
    assert!(page.gates()?.is_empty());
    assert!(!page.documents()?.contains(&bucket_policy()?));
    assert!(page.shows("input[data-action=start-file]")?);
    Ok(())
}

#[test]
fn a_file_can_be_opened_on_the_empty_page_of_a_broken_link() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#s=1.AAAA")?;
    page.until_notice()?;
    let file = page.driver.folder().join("scenario.json");
    fs::write(&file, stage::scenario(DEFAULT_EXAMPLE)?.to_string()).unwrap();
    let input = page.driver.find("input[data-action=start-file]")?;
    page.driver.send_keys(&input, &file.display().to_string())?;
    page.until_outcomes(&stage::outcomes(&stage.expected(DEFAULT_EXAMPLE)?))?;
    assert!(!page.shows("[data-notice]")?);
    page.until("the address names nothing", "return location.hash === ''", json!([])).map(drop)
}
