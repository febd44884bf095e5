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

/// How much moves until an element of these attributes is there, in a window that shows what follows it; and its height.
#[track_caller]
fn moved(stage: &Stage, width: u32, attributes: &str) -> Outcome<(f64, i64)> {
    let after = "<p>After.</p>".repeat(20);
    let body = format!("<h1>Lesson</h1><access-path id=a {attributes}></access-path>{after}");
    let size = Some((width, 3000));
    let docs = Docs::open_with(stage, STRICT, &body, &Options::default(), size)?;
    docs.until_grown("#a")?;
    docs.until_told("a", "verdict", "true")?;
    let moved = "const [done] = arguments; let moved = 0;
        new PerformanceObserver((list) => { for (const it of list.getEntries()) moved += it.value; }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => done([moved, document.querySelector('#a').offsetHeight])))";
    let told = docs.page.driver.run_async(moved, json!([]))?;
    let number = |at: usize| told.get(at).cloned().unwrap_or_default();
    Ok((number(0).as_f64().unwrap_or(1.0), number(1).as_i64().unwrap_or_default()))
}

#[test]
fn nothing_moves_while_an_element_arrives_in_the_place_that_its_author_keeps() -> Outcome {
    let stage = Stage::set()?;
    for width in [320, 390, 740, 1024] {
        let (unkept, height) = moved(&stage, width, "")?;
        let (kept, same) = moved(&stage, width, &format!("height={height}"))?;
        assert_eq!(same, height, "{width}");
        assert!(kept <= MOST, "{width}: {kept}, and {unkept} without a height");
        // What is kept without a word of the author is near enough not to be a nuisance.
        assert!(unkept <= 0.1, "{width}: {unkept} without a height, which is {height}");
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
    let mut programs: Vec<&String> = requests
        .iter()
        .filter(|it| it.contains("accesspath-page-") && it.ends_with(".wasm"))
        .collect();
    programs.sort();
    programs.dedup();
    assert_eq!(programs.len(), 1, "{programs:?}");
    requests
        .retain(|it| ![&*ours, &origin, "data:", "blob:"].iter().any(|own| it.starts_with(own)));
    assert_eq!(requests, [""; 0]);
    Ok(())
}
