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
fn a_document_can_be_edited_on_a_phone() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(size::NARROW)?;
    page.come_back("")?;
    let policy = stage::bucket_policy()?;
    page.paste_into(&policy, "{}")?;
    page.until_text(&policy, "{}")
}
