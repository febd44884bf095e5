//! No example is wider than a phone.

use accesspath_e2e::{failure::Outcome, page::size, settings, stage::Stage};
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
