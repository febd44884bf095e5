//! What stands on paper, as Chromium lays it out.

use accesspath_e2e::{
    failure::{Failure, Outcome},
    page::{Page, size},
    settings,
    stage::Stage,
};
use data_encoding::BASE64;
use serde_json::json;

/// Paper: its width and height in inches.
const PAPERS: [(f64, f64); 2] = [(8.27, 11.69), (8.5, 11.0)];

/// How many pages the page takes on paper of that size.
fn pages(page: &Page, (width, height): (f64, f64)) -> Outcome<usize> {
    let paper = json!({ "paperWidth": width, "paperHeight": height });
    let printed = page.driver.devtools("Page.printToPDF", paper)?;
    let data = printed.get("data").and_then(|it| it.as_str()).unwrap_or_default();
    let pdf = BASE64.decode(data.as_bytes()).map_err(|it| Failure::new(it.to_string()))?;
    let text = String::from_utf8_lossy(&pdf);
    Ok(text.matches("/Type /Page\n").count())
}

/// Shows the page as it is on paper, as wide as the text on A4.
fn on_paper(page: &Page, scheme: &str) -> Outcome {
    let scheme = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
    let media = json!({ "media": "print", "features": scheme });
    page.driver.devtools("Emulation.setEmulatedMedia", media)?;
    page.until_visible("[data-printed]")
}

fn on_screen(page: &Page) -> Outcome {
    page.driver.devtools("Emulation.setEmulatedMedia", json!({ "media": "" }))?;
    page.until_hidden("[data-printed]")
}

#[test]
fn every_example_fits_on_a_few_sheets_with_all_that_blocks_and_nothing_cut() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize((688, 1000))?;
    for (id, _) in settings::examples()? {
        page.come_back(&format!("#ex={id}"))?;
        on_paper(&page, "dark")?;
        let path = page.ask_text(
            "return document.querySelector('.printed [data-path]').dataset.path",
            json!([]),
        )?;
        let expected = stage.expected(&id)?;
        let own = expected.iter().find(|it| it.path == path).unwrap();
        let told = page.ask_list(
            "return [...document.querySelectorAll('.printed [data-control]')].map((it) => it.dataset.control)",
            json!([]),
        )?;
        for control in &own.by {
            assert!(told.contains(control), "{id}: {control} is not among {told:?}");
        }
        let others = page.ask_list(
            "return [...document.querySelectorAll('[data-app] > *')].filter((it) => it.checkVisibility() && !it.matches('.printed')).map((it) => it.outerHTML.slice(0, 80))",
            json!([]),
        )?;
        assert!(others.is_empty(), "{id}: {others:?}");
        let controls = "return [...document.querySelectorAll('.printed :is(button, select, input, textarea)')].filter((it) => it.checkVisibility()).map((it) => it.outerHTML.slice(0, 80))";
        let controls = page.ask_list(controls, json!([]))?;
        assert!(controls.is_empty(), "{id}: {controls:?}");
        let cut = "const whole = document.querySelector('.printed').getBoundingClientRect();
            return [...document.querySelectorAll('.printed *')].filter((it) => it.checkVisibility() && !it.closest('svg')
                && (it.getBoundingClientRect().right > whole.right + 1 || (it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 && getComputedStyle(it).overflowX !== 'visible')))
                .map((it) => it.outerHTML.slice(0, 120))";
        let cut = page.ask_list(cut, json!([]))?;
        assert!(cut.is_empty(), "{id}: {cut:#?}");
        let ink = page.ask_text(
            "return getComputedStyle(document.querySelector('.printed__headline')).color",
            json!([]),
        )?;
        assert_eq!(ink, "rgb(23, 27, 33)", "{id}: dark colours on paper");
        on_screen(&page)?;
        for paper in PAPERS {
            let pages = pages(&page, paper)?;
            assert!((1..=5).contains(&pages), "{id}: {pages} pages");
        }
    }
    Ok(())
}

#[test]
fn a_phone_prints_the_same_sheet() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(size::NARROW)?;
    page.come_back("")?;
    on_paper(&page, "light")?;
    assert!(!page.shows(".header, .asked-line, .phone-tabs")?);
    on_screen(&page)
}

#[test]
fn the_dark_theme_of_the_page_does_not_reach_the_paper() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let chosen = "return document.documentElement.dataset.theme ?? 'auto'";
    while page.ask_text(chosen, json!([]))? != "dark" {
        let before = page.ask_text(chosen, json!([]))?;
        page.press_button("theme")?;
        let changed = "return (document.documentElement.dataset.theme ?? 'auto') !== arguments[0]";
        page.until("the theme changes", changed, json!([before]))?;
    }
    on_paper(&page, "light")?;
    let script = "return getComputedStyle(document.querySelector('.printed .sheet')).fill";
    assert_eq!(page.ask_text(script, json!([]))?, "rgb(255, 255, 255)");
    on_screen(&page)
}
