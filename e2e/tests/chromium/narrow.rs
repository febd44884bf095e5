//! Where there is little room: no example is wider than a phone, and in a frame the line that decides is in view.

use accesspath_e2e::{
    failure::Outcome,
    frame_height::{WIDTHS, height},
    page::size,
    settings,
    stage::Stage,
};
use serde_json::json;

/// The elements that extend beyond the window to the right, outermost first.
const STICKS_OUT: &str = "const width = innerWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')].filter((it) => it.getBoundingClientRect().right > width + 0.5)
        .slice(0, 8).map((it) => it.outerHTML.slice(0, 120))";

/// The gate that is selected, and the line of its policy that decides, as far as they are below the window.
const BELOW: &str = "const seen = ['.verdict__headline', '.stop__button[aria-pressed=true]', '.statement [data-decides]'];
    return seen.filter((it) => document.querySelector(it)?.getBoundingClientRect().bottom > innerHeight)";

#[test]
fn the_line_that_decides_stands_in_a_frame_without_scrolling() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("?embed=1")?;
    for window in [size::COLUMN, size::PHONE_FRAME] {
        page.resize(window)?;
        for (id, _) in settings::examples()? {
            page.come_back(&format!("?embed=1#ex={id}"))?;
            page.until_visible(".stop__button[aria-pressed=true]")?;
            let below = page.ask_list(BELOW, json!([]))?;
            assert!(below.is_empty(), "{id} at {window:?}: {below:?}");
            let out = page.ask_list(STICKS_OUT, json!([]))?;
            assert!(out.is_empty(), "{id} at {window:?}: {out:#?}");
        }
    }
    Ok(())
}

#[test]
fn the_place_that_is_kept_for_an_example_is_about_as_high_as_the_example() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("?embed=1")?;
    let kept = include_str!("../../../static/heights.json");
    let kept: serde_json::Value = serde_json::from_str(kept).unwrap_or_default();
    // Other fonts break lines elsewhere.
    let fits = |kept: u64, real: u64| kept.abs_diff(real) * 20 <= real;
    for (at, width) in WIDTHS.into_iter().enumerate() {
        for (id, _) in settings::examples()? {
            let (kept, real) = (kept[&id][at].as_u64(), height(&page, &id, width)?);
            assert!(kept.is_some_and(|it| fits(it, real)), "{id} at {width}: {kept:?}, {real}");
        }
    }
    Ok(())
}

#[test]
fn nothing_overflows_sideways_on_a_phone() -> Outcome {
    check(size::NARROW)
}

#[test]
fn nothing_overflows_sideways_on_the_narrowest_phone() -> Outcome {
    check(size::NARROWEST)
}

fn check(window: (u32, u32)) -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(window)?;
    for (id, _) in settings::examples()? {
        page.come_back(&format!("#ex={id}"))?;
        let out = page.ask_list(STICKS_OUT, json!([]))?;
        assert!(out.is_empty(), "{id}: {out:#?}");
    }
    for tab in ["why", "policies", "facts"] {
        page.click(&format!("[data-tab={tab}]"))?;
        let out = page.ask_list(STICKS_OUT, json!([]))?;
        assert!(out.is_empty(), "{tab}: {out:#?}");
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
