//! The page on a phone.

use accesspath_e2e::{
    failure::Outcome,
    page::size,
    settings,
    stage::{self, DEFAULT_EXAMPLE, Stage},
};
use serde_json::json;

/// The elements that extend beyond the window to the right, outermost first.
const STICKS_OUT: &str = "const width = innerWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')].filter((it) => it.getBoundingClientRect().right > width + 0.5)
        .slice(0, 8).map((it) => it.outerHTML.slice(0, 120))";

#[test]
fn nothing_overflows_sideways_on_a_phone() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(size::NARROW)?;
    for (id, _) in settings::examples()? {
        page.come_back(&format!("#ex={id}"))?;
        let out = page.ask_list(STICKS_OUT, json!([]))?;
        assert!(out.is_empty(), "{id}: {out:#?}");
    }
    for panel in ["examples", "share"] {
        page.come_back("")?;
        page.press_button(panel)?;
        page.until_visible(&format!("[data-{panel}]"))?;
        let out = page.ask_list(STICKS_OUT, json!([]))?;
        assert!(out.is_empty(), "with {panel} open: {out:#?}");
    }
    Ok(())
}

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
