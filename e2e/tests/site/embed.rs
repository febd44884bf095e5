//! The page inside the page of someone else.

use std::fs;

use accesspath_e2e::{
    browser::Options,
    driver::Driver,
    failure::Outcome,
    page::Page,
    settings,
    site::Site,
    stage::{self, Stage},
};
use serde_json::json;

#[test]
fn an_embedded_page_shows_picture_and_outcomes_without_editors() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("?embed=1")?;
    assert!(page.shows("svg[data-picture]")?);
    assert!(page.shows("button[data-card]")?);
    assert!(!page.shows("[data-editors], textarea, button[role=tab]")?);
    for (id, _) in settings::examples()?.into_iter().take(3) {
        page.come_back(&format!("?embed=1#ex={id}"))?;
        page.until_outcomes(&stage::outcomes(&stage.expected(&id)?))?;
    }
    Ok(())
}

#[test]
fn an_embedded_page_explains_the_gate_that_is_clicked() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("?embed=1")?;
    let gates = page.gates()?;
    let (gate, _) = gates.iter().find(|(_, verdict)| *verdict == "blocks").unwrap();
    page.select_gate(gate)
}

/// Opens a page of another origin that embeds ours, and sends commands to the one inside.
#[track_caller]
fn open_framed(stage: &Stage, attributes: &str) -> Outcome<(Page, Site)> {
    let driver = Driver::start(&stage.settings, &Options::default())?;
    let address = stage.site.address();
    let html = format!(
        "<!doctype html><title>docs</title><iframe {attributes} width=740 height=560 src='{address}?embed=1'></iframe>"
    );
    let folder = driver.folder().join("docs");
    assert!(
        fs::create_dir(&folder).and_then(|()| fs::write(folder.join("index.html"), html)).is_ok()
    );
    let docs = Site::serve(&folder)?;
    let page = Page::of(driver, docs.address());
    page.driver.go(&docs.address())?;
    page.driver.enter(&page.driver.find("iframe")?)?;
    Ok((page, docs))
}

#[test]
fn a_page_of_another_origin_can_embed_ours() -> Outcome {
    let stage = Stage::set()?;
    let (page, _docs) = open_framed(&stage, "")?;
    page.until_running()?;
    page.until_visible("ol[data-transcript]")?;
    let gates = page.gates()?;
    gates.keys().take(1).try_for_each(|it| page.select_gate(it))
}

#[test]
fn a_frame_that_may_run_no_program_says_why_it_shows_nothing() -> Outcome {
    let stage = Stage::set()?;
    let (page, _docs) = open_framed(&stage, "sandbox=allow-scripts")?;
    // In WebKit such a frame may load nothing at all, so that it has only the words of the page's own text.
    let said =
        "return [...document.querySelectorAll('html[data-state=failed] #failure-words, .unstyled')]
        .some((it) => it.checkVisibility() && it.textContent !== '')";
    page.until("it says why", said, json!([])).map(drop)
}
