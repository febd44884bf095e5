//! The failure screen: why the page is not there, and the text that must not be lost with it.

use accesspath_e2e::{
    browser::Options,
    failure::Outcome,
    page::Page,
    settings::Settings,
    site::Site,
    stage::{Stage, bucket_policy},
};
use serde_json::json;

/// An error that leaves a script of the page reaches the window as this event.
const DIE: &str = "const error = new window.Error('met on purpose');
    dispatchEvent(new ErrorEvent('error', { error, message: error.message, filename: document.querySelector('script[src]').src }))";

#[track_caller]
fn check_words(page: &Page, expected: &str) -> Outcome {
    page.until_failed()?;
    let words =
        page.ask_text("return document.getElementById('failure-words').textContent", json!([]))?;
    assert!(words.contains(expected), "{words}");
    assert!(page.shows("#failure-reload")?);
    Ok(())
}

#[test]
fn a_truncated_program_shows_the_failure_screen() -> Outcome {
    let settings = Settings::read()?;
    let half = |mut bytes: Vec<u8>| {
        bytes.truncate(bytes.len() / 2);
        bytes
    };
    let site = Site::serve_changed(&settings.dist, "wasm", half)?;
    let page = Page::open_anyhow(&settings, &site, "", &Options::default())?;
    check_words(&page, "Reload to try again")?;
    assert!(!page.shows("#app")?);
    Ok(())
}

#[test]
fn a_browser_without_webassembly_shows_the_failure_screen() -> Outcome {
    let stage = Stage::set()?;
    let without = Options { without_webassembly: true, ..Options::default() };
    let page = Page::open_anyhow(&stage.settings, &stage.site, "", &without)?;
    check_words(&page, "needs WebAssembly")?;
    assert!(!page.shows("#app")?);
    Ok(())
}

#[test]
fn a_host_that_does_not_know_the_type_of_wasm_is_no_hindrance() -> Outcome {
    let settings = Settings::read()?;
    let site = Site::serve_without_the_type_of_wasm(&settings.dist)?;
    Page::open(&settings, &site, "").map(drop)
}

#[test]
fn a_page_that_dies_offers_the_text_that_was_typed() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.type_into(&policy, "a marker that exists nowhere else")?;
    let texts = page.text_of(&policy)?;
    page.ask(DIE, json!([]))?;
    check_words(&page, "copy them before you reload")?;
    let offered =
        page.ask_text("return document.getElementById('failure-text').value", json!([]))?;
    assert!(texts.ends_with("a marker that exists nowhere else"), "{texts}");
    assert!(offered.contains(&texts), "{offered}");
    let focused = page.ask_text("return document.activeElement.id", json!([]))?;
    assert_eq!(focused, "failure");
    Ok(())
}

#[test]
fn a_page_that_dies_can_be_loaded_with_an_example_and_keeps_what_is_saved() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, "{ deadly")?;
    let saved = "return Object.keys(localStorage).some((it) => localStorage.getItem(it).includes('{ deadly'))";
    page.until("the case is saved", saved, json!([]))?;
    page.ask(DIE, json!([]))?;
    page.until_failed()?;
    page.click("#failure-reload-plain")?;
    page.until_running()?;
    page.show_document(&policy)?;
    assert_ne!(page.text_of(&policy)?, "{ deadly");
    page.until("the case is still saved", saved, json!([]))?;
    page.press_button("offer")?;
    page.until_hidden("[data-notice]")?;
    page.until_text(&policy, "{ deadly")
}

#[test]
fn an_error_of_someone_elses_script_leaves_the_page_alone() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.ask(
        "const error = new window.Error('of an extension');
         error.stack = 'Error: of an extension\\n    at chrome-extension://abc/content.js:1:1';
         dispatchEvent(new ErrorEvent('error', { error, filename: 'chrome-extension://abc/content.js' }))",
        json!([]),
    )?;
    assert!(!page.shows("#failure")?);
    page.click("button[data-card]")
}
