//! What takes longer than a keystroke comes from a worker, and from the page itself where there can be none.

use accesspath_e2e::{
    browser::Options,
    failure::Outcome,
    page::Page,
    settings::Settings,
    site::Site,
    stage::{Stage, bucket_policy},
};
use serde_json::json;

/// A worker that knows one answer: who could be locked out, by a title of its own. Asked for `MUTE` it never answers.
const PUPPET: &str = r#"
addEventListener("message", () => {
  postMessage(JSON.stringify({ ready: "VERSION" }));
  addEventListener("message", ({ data }) => {
    const { number, scenario, wanted } = JSON.parse(data);
    if (!wanted || !("lock_outs" in wanted) || scenario.includes("MUTE")) return;
    const title = scenario.includes("SECOND") ? "A second word" : "A word of the worker";
    // The parts of a `LockOutReport`, as `src/wanted/sent.rs` has them.
    const told = ["only-root", [], [], true, [], [], title, ""];
    postMessage(JSON.stringify({ number, told: [told, null] }));
  });
}, { once: true });
"#;

fn puppet(version: &str) -> String {
    PUPPET.replace("VERSION", version)
}

#[track_caller]
fn open_with(worker: &str) -> Outcome<(Site, Page)> {
    let settings = Settings::read()?;
    let site = Site::serve_replaced(&settings.dist, "worker.js", worker)?;
    let page = Page::open_anyhow(&settings, &site, "", &Options::default())?;
    page.until_running()?;
    Ok((site, page))
}

#[track_caller]
fn until_title(page: &Page, title: &str) -> Outcome {
    let script = "return document.querySelector('[data-lock-outs] [data-lock-out]')?.textContent.includes(arguments[0])";
    page.until("the lock-out", script, json!([title])).map(drop)
}

#[test]
fn what_a_worker_tells_is_shown() -> Outcome {
    let (_site, page) = open_with(&puppet(env!("CARGO_PKG_VERSION")))?;
    until_title(&page, "A word of the worker")
}

#[test]
fn the_built_worker_is_started_once_and_tells_the_smallest_change() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.until_visible("[data-fix] [data-action=apply]")?;
    let asked = stage.site.requests();
    assert_eq!(asked.iter().filter(|it| it.path.ends_with("/worker.js")).count(), 1);
    Ok(())
}

#[test]
fn what_an_edit_has_overtaken_does_not_hold_up_what_is_wanted_now() -> Outcome {
    let (_site, page) = open_with(&puppet(env!("CARGO_PKG_VERSION")))?;
    until_title(&page, "A word of the worker")?;
    let policy = bucket_policy()?;
    let text = page.ask_text(
        "return document.querySelector(`textarea[data-document='${arguments[0]}']`).value",
        json!([policy]),
    )?;
    let with =
        |id: &str| text.replacen("\"Statement\"", &format!("\"Id\": \"{id}\", \"Statement\""), 1);
    page.paste_into(&policy, &with("MUTE"))?;
    page.until_visible("[data-lock-outs][aria-busy=true]")?;
    // The worker sits over what it was asked, and never ends by itself.
    page.paste_into(&policy, &with("SECOND"))?;
    until_title(&page, "A second word")?;
    Ok(())
}

#[test]
fn a_worker_that_cannot_start_is_done_without() -> Outcome {
    for worker in ["throw new Error('no')", "<!doctype html>", &puppet("0.0.0")] {
        let (_site, page) = open_with(worker)?;
        page.until_visible("[data-fix] [data-action=apply]")?;
        page.until_visible("[data-lock-outs][aria-busy=false] [data-lock-out]")?;
    }
    Ok(())
}

#[test]
fn a_worker_that_dies_of_its_work_is_told_and_takes_nothing_with_it() -> Outcome {
    let mortal = puppet(env!("CARGO_PKG_VERSION"))
        .replace("const { number", "if (data.includes('wanted')) setTimeout(() => { throw new Error('died') }); return; const { number");
    let (_site, page) = open_with(&mortal)?;
    page.until_visible(".notice--error")?;
    // The answer stands, and what is typed is answered.
    let policy = bucket_policy()?;
    page.paste_into(&policy, "{")?;
    page.until_visible(&format!(
        "[data-editor='{policy}'] [data-severity=error], .verdict__headline"
    ))?;
    let state = page.ask_text("return document.documentElement.dataset.state", json!([]))?;
    assert_eq!(state, "running");
    Ok(())
}
