//! The page on a phone.

use accesspath_e2e::{
    failure::Outcome,
    page::size,
    stage::{self, DEFAULT_EXAMPLE, Stage},
};
use serde_json::json;

#[test]
fn every_path_can_be_read_as_a_list_on_a_phone() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(size::NARROW)?;
    page.come_back("")?;
    for path in stage::outcomes(&stage.expected(DEFAULT_EXAMPLE)?).into_keys() {
        page.click(&format!("button[data-card='{path}']"))?;
        page.until_visible(&format!("button[data-card='{path}'][aria-pressed=true]"))?;
        let list = format!("ol[data-transcript='{path}']");
        page.until_visible(&list)?;
        let lines = page.ask_list(
            "return [...document.querySelectorAll(`${arguments[0]} > li`)].map((it) => it.textContent.trim())",
            json!([list]),
        )?;
        assert!(lines.len() > 2 && lines.iter().all(|it| !it.is_empty()), "{path}: {lines:?}");
    }
    Ok(())
}

#[test]
fn the_reason_stands_under_the_gate_with_the_line_that_decides() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(size::NARROW)?;
    page.come_back("")?;
    let lines =
        "return [...document.querySelectorAll('.stop__told .line')].map((it) => it.textContent)";
    let few = page.ask_list(lines, json!([]))?;
    assert!(few.iter().any(|it| it.contains("aws:SourceVpce")), "{few:?}");
    page.click("[data-action=whole-statement]")?;
    let more = "return document.querySelectorAll('.stop__told .line').length > arguments[0]";
    page.until("the whole statement is there", more, json!([few.len()]))?;
    page.click("[data-action=smallest-change]")?;
    page.until_visible("[data-tab=why][aria-selected=true]")?;
    page.until_visible("[data-fix]")
}

#[test]
fn the_parts_of_the_page_stand_behind_tabs_on_a_phone() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(size::NARROW)?;
    page.come_back("")?;
    page.click("[data-tab=facts]")?;
    page.until_hidden("ol[data-transcript]")?;
    page.until_visible(".facts__intro")?;
    page.click("[data-action=more]")?;
    page.click(".phone-more [data-tab=reach]")?;
    page.until_hidden(".phone-more")?;
    page.until_visible("[data-action=more][data-open=true]")?;
    page.click("[data-tab=picture]")?;
    page.until_visible("ol[data-transcript]")?;
    page.press_button("share")?;
    page.until_visible("[data-share]")
}

#[test]
fn a_document_can_be_edited_on_a_phone() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(size::NARROW)?;
    page.come_back("")?;
    let policy = stage::bucket_policy()?;
    page.paste_into(&policy, "{}")?;
    page.until_text(&policy, "{}")
}
