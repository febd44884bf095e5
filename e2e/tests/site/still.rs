//! The answer that stands in the page before the program.

use accesspath_e2e::{
    browser::Options,
    failure::Outcome,
    page::{Page, size},
    stage::Stage,
};
use serde_json::json;

/// Whether the drawn answer is seen, and what the program's own headline says.
const SEEN: &str = "const seen = [...document.querySelectorAll('#app .verdict__headline')].filter((it) => it.checkVisibility());
    return seen.length === 1 ? seen[0].textContent : null";

/// How far what was drawn moved, as browsers count it that do.
const SHIFT: &str = "const [done] = arguments;
    if (!PerformanceObserver.supportedEntryTypes?.includes('layout-shift')) done(0);
    let sum = 0;
    new PerformanceObserver((list) => { for (const it of list.getEntries()) sum += it.value; })
        .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))))";

fn open_held(stage: &Stage, after: &str) -> Outcome<Page> {
    stage.site.hold("wasm");
    Page::open_anyhow(&stage.settings, &stage.site, after, &Options::default())
}

/// The answer is there while the program is not, says the same as the program's, and nothing moves when that comes.
#[track_caller]
fn check(after: &str, window: (u32, u32)) -> Outcome {
    let stage = Stage::set()?;
    let page = open_held(&stage, "")?;
    page.resize(window)?;
    page.driver.go("about:blank")?;
    page.driver.go(&format!("{}{after}", stage.site.address()))?;
    let drawn = page.until("the drawn answer is seen", SEEN, json!([]))?;
    page.until(
        "the drawn answer takes no press",
        "return document.getElementById('app').inert",
        json!([]),
    )?;
    stage.site.let_go();
    page.until_running()?;
    page.until(
        "the page takes presses",
        "return !document.getElementById('app').inert",
        json!([]),
    )?;
    assert_eq!(page.until("the answer is seen", SEEN, json!([]))?, drawn, "{after}");
    let moved = page.driver.run_async(SHIFT, json!([]))?;
    assert!(moved.as_f64().is_some_and(|it| it <= 0.01), "{after} at {window:?}: {moved}");
    Ok(())
}

#[test]
fn the_default_answer_stands_before_the_program() -> Outcome {
    check("", size::WIDE)
}

#[test]
fn the_default_answer_stands_before_the_program_on_a_phone() -> Outcome {
    check("", size::NARROW)
}

#[test]
fn the_answer_of_a_link_to_an_example_stands_before_the_program() -> Outcome {
    check("#ex=vpc-no-route", size::LAPTOP)
}

#[test]
fn the_answer_of_an_embedded_example_stands_before_the_program() -> Outcome {
    check("?embed=1#ex=ip-allow-list", size::COLUMN)
}

#[test]
fn an_example_has_a_page_of_its_own() -> Outcome {
    check("examples/upload-loop/", size::MIDDLE)
}

#[test]
fn the_page_of_an_example_finds_the_files_of_the_site_and_its_links_lead_to_the_page() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("examples/vpc-no-route/")?;
    let title = page.ask_text("return document.title", json!([]))?;
    assert!(title.ends_with("accesspath"), "{title}");
    page.open_example("upload-loop")?;
    let link = page.share()?;
    assert!(link.starts_with(&format!("{}#", stage.site.address())), "{link}");
    Ok(())
}

#[test]
fn what_is_saved_or_linked_is_not_preceded_by_an_example() -> Outcome {
    let stage = Stage::set()?;
    let page = open_held(&stage, "#s=1.AAAA")?;
    page.until(
        "nothing is drawn",
        "return document.documentElement.dataset.drawn === 'none'",
        json!([]),
    )?;
    page.until_visible(".loading")?;
    page.ask("localStorage.setItem('accesspath-case-x', '{}'); localStorage.setItem('accesspath-theme', 'dark')", json!([]))?;
    page.driver.go("about:blank")?;
    page.driver.go(&stage.site.address())?;
    let seen =
        "return document.documentElement.dataset.drawn + document.documentElement.dataset.theme";
    assert_eq!(page.ask_text(seen, json!([]))?, "nonedark");
    stage.site.let_go();
    page.until_running()
}
