//! What only Chromium tells of an embedded page: what moves while it arrives, and what it asks for.

use accesspath_e2e::{
    browser::Options,
    docs::{Docs, STRICT},
    failure::Outcome,
    stage::Stage,
};
use serde_json::json;

/// More than so much of the window moving by so much of it is seen; a tenth of what is commonly called good.
const MOST: f64 = 0.01;

#[test]
fn nothing_moves_while_an_element_arrives_in_the_place_that_its_author_keeps() -> Outcome {
    let stage = Stage::set()?;
    for (width, height) in [(320, 1500), (390, 1400), (740, 900), (1024, 900)] {
        let body = format!(
            "<h1>Lesson</h1><p>Before.</p><access-path id=a height={height}></access-path><p>After.</p>"
        );
        let size = Some((width, 1800));
        let docs = Docs::open_with(&stage, STRICT, &body, &Options::default(), size)?;
        docs.until_answered("#a")?;
        docs.until_told("a", "verdict", "true")?;
        let moved = "const [done] = arguments; let moved = 0;
            new PerformanceObserver((list) => { for (const it of list.getEntries()) moved += it.value; }).observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => done(moved)))";
        let moved = docs.page.driver.run_async(moved, json!([]))?;
        assert!(moved.as_f64().is_some_and(|it| it <= MOST), "{width}: {moved}");
    }
    Ok(())
}

#[test]
fn a_page_with_elements_asks_its_own_site_and_ours_and_nobody_else() -> Outcome {
    let stage = Stage::set()?;
    let body = "<access-path id=a></access-path><access-path id=b example=vpc-no-route editable theme=dark></access-path>";
    let options = Options { hears: Some(stage.site.host()), ..Options::default() };
    let docs = Docs::open_with(&stage, STRICT, body, &options, None)?;
    docs.until_grown("#a")?;
    docs.page.ask("document.querySelector('#b').scrollIntoView()", json!([]))?;
    docs.until_grown("#b")?;
    let mut requests = docs.page.driver.requests()?;
    let ours = stage.site.origin();
    let origin = docs.page.ask_text("return location.origin", json!([]))?;
    // One address for all frames, so that the browser need load it but once.
    let mut programs: Vec<&String> = requests.iter().filter(|it| it.contains(".wasm")).collect();
    programs.dedup();
    assert_eq!(programs.len(), 1, "{programs:?}");
    requests
        .retain(|it| ![&*ours, &origin, "data:", "blob:"].iter().any(|own| it.starts_with(own)));
    assert_eq!(requests, [""; 0]);
    Ok(())
}
