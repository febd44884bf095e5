//! The link that Share makes, and the links that others damage.

use accesspath_e2e::{
    failure::Outcome,
    page::Page,
    settings::Settings,
    site::Site,
    stage::{DEFAULT_EXAMPLE, Stage, bucket_policy},
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
fn typing_does_not_change_the_fragment_and_share_does() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open(&format!("#ex={DEFAULT_EXAMPLE}"))?;
    let policy = bucket_policy()?;
    let before = page.fragment()?;
    page.type_into(&policy, "x")?;
    page.until_visible(&format!("[data-diagnostics='{policy}'] li[data-code]"))?;
    page.click("button[data-card]")?;
    page.press_button("undo")?;
    page.press_button("redo")?;
    let text = page.text_of(&policy)?;
    assert!(text.ends_with('x'), "{text}");
    assert_eq!(page.fragment()?, before);
    let link = page.share()?;
    page.until(
        "the address is the shared link",
        "return location.href === arguments[0]",
        json!([link]),
    )
    .map(drop)
}

#[test]
fn the_link_can_be_copied() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let permission = json!({
        "permission": { "name": "clipboard-read" }, "setting": "granted", "origin": stage.site.origin()
    });
    page.driver.devtools("Browser.setPermission", permission)?;
    let link = page.share()?;
    page.press_button("copy-link")?;
    page.until_notice()?;
    let copied = page.driver.run_async(
        "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, (error) => done(String(error)))",
        json!([]),
    )?;
    assert_eq!(copied, json!(link));
    // Behind an open dialog a notice is neither read out nor in sight.
    let hidden = page.ask(
        "const dialog = document.querySelector('dialog:modal');
        return !!dialog && ![...document.querySelectorAll('[data-notice]')].some((it) => dialog.contains(it))",
        json!([]),
    )?;
    assert_eq!(hidden, false, "the notice is behind the dialog");
    Ok(())
}

#[test]
fn a_damaged_link_and_a_newer_one_are_told_apart_and_leave_the_page_usable() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let link = page.share()?;
    let whole = page.after_address(&link).unwrap_or_default();
    let (half, _) = whole.split_at(whole.len() / 2);
    let mut notices = Vec::new();
    for after in [half, "#s=1.AAAA", "#s=1.", "#s=2.AAAA"] {
        page.come_back(after)?;
        let notice = page.until_notice()?;
        check_usable(&page)?;
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
    check_usable(&page)
}

#[test]
fn an_example_that_cannot_be_loaded_leaves_the_page_usable() -> Outcome {
    let settings = Settings::read()?;
    let lost = "scenarios/vpc-no-route.json";
    let site = Site::serve_replaced(&settings.dist, lost, "<!doctype html>")?;
    let page = Page::open(&settings, &site, "#ex=vpc-no-route")?;
    let notice = page.until_notice()?;
    assert!(notice.contains("could not be loaded"), "{notice}");
    check_usable(&page)?;
    page.press_button("examples")?;
    page.until_visible("dialog [data-notice]")?;
    page.press_button("close-panel")?;
    check_usable(&page)
}

#[track_caller]
fn check_usable(page: &Page) -> Outcome {
    assert!(!page.shows("#failure")?);
    let gates = page.gates()?;
    assert!(!gates.is_empty());
    gates.keys().take(2).try_for_each(|it| page.select_gate(it))
}
