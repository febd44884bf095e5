//! The page leaves nothing behind but what it says: no line in the console, no request to another host, and in storage
//! only how it looks and what the person began.

use accesspath_e2e::{failure::Outcome, page::Page, stage::Stage};
use serde_json::json;

use crate::tour;

/// Everything that a page can store, by name.
const STORED: &str = "const done = arguments[arguments.length - 1];
    (async () => {
        const databases = (await indexedDB.databases()).map((it) => `database ${it.name}`);
        const caches_ = globalThis.caches ? (await caches.keys()).map((it) => `cache ${it}`) : [];
        const workers = (await navigator.serviceWorker?.getRegistrations() ?? []).map(() => 'service worker');
        const local = Object.keys(localStorage).map((it) => `local ${it}`);
        const session = Object.keys(sessionStorage).map((it) => `session ${it}`);
        const cookies = document.cookie === '' ? [] : [`cookie ${document.cookie}`];
        return [...databases, ...caches_, ...workers, ...local, ...session, ...cookies];
    })().then(done, (error) => done([String(error)]))";

#[track_caller]
fn stored(page: &Page) -> Outcome<Vec<String>> {
    let names = page.driver.run_async(STORED, json!([]))?;
    Ok(names
        .as_array()
        .into_iter()
        .flatten()
        .map(|it| it.as_str().unwrap_or("?").to_owned())
        .collect())
}

#[test]
fn the_console_stays_silent() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    tour::take(&page)?;
    page.press_button("theme")?;
    let loud: Vec<_> = page
        .driver
        .console()?
        .into_iter()
        .filter(|it| matches!(&*it.level, "SEVERE" | "WARNING"))
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
    Ok(())
}

/// Opens the page without its Content-Security-Policy, because a request that the policy refuses would not be seen.
#[track_caller]
fn open_unguarded(stage: &Stage) -> Outcome<Page> {
    let page = stage.open("")?;
    page.driver.devtools("Page.setBypassCSP", json!({ "enabled": true }))?;
    page.reload()?;
    Ok(page)
}

/// The requests for anything that the site does not serve and the page does not hold itself.
#[track_caller]
fn elsewhere(stage: &Stage, page: &Page) -> Outcome<Vec<String>> {
    let origin = format!("{}/", stage.site.origin());
    let mut requests = page.driver.requests()?;
    assert!(requests.iter().any(|it| it.starts_with(&origin)), "{requests:?}");
    let own = [&*origin, "data:", "blob:"];
    requests.retain(|it| !own.iter().any(|own| it.starts_with(own)));
    Ok(requests)
}

#[test]
fn no_request_leaves_the_origin() -> Outcome {
    let stage = Stage::set()?;
    let page = open_unguarded(&stage)?;
    tour::take(&page)?;
    page.press_button("theme")?;
    assert_eq!(elsewhere(&stage, &page)?, [""; 0]);
    Ok(())
}

#[test]
fn a_request_that_leaves_the_origin_is_noticed() -> Outcome {
    let stage = Stage::set()?;
    let page = open_unguarded(&stage)?;
    // A port that no browser asks, so that nothing leaves the machine.
    let address = "http://localhost:1/";
    let ask = "const done = arguments[arguments.length - 1];
        fetch(arguments[0]).then(() => done('answered'), () => done('failed'))";
    assert_eq!(page.driver.run_async(ask, json!([address]))?, "failed");
    assert_eq!(elsewhere(&stage, &page)?, [address]);
    Ok(())
}

#[test]
fn every_file_that_is_asked_for_is_there_and_fetched_once() -> Outcome {
    let stage = Stage::set()?;
    let _page = stage.open("")?;
    let requests = stage.site.requests();
    assert!(requests.len() > 3, "{requests:?}");
    for request in &requests {
        assert_eq!(request.status, 200, "{} is not there", request.path);
        let times = requests.iter().filter(|it| it.path == request.path).count();
        assert_eq!(times, 1, "{} is fetched {times} times", request.path);
    }
    Ok(())
}

#[test]
fn nothing_is_stored_but_how_the_page_looks_and_saved_cases() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    for gate in page.gates()?.keys().step_by(5) {
        page.select_gate(gate)?;
    }
    assert_eq!(stored(&page)?, [""; 0], "of an example that nobody edited");
    tour::take(&page)?;
    page.press_button("theme")?;
    let names = stored(&page)?;
    let own = ["local accesspath-theme", "local accesspath-case-", "session accesspath-open"];
    for name in own {
        assert!(names.iter().any(|it| it.starts_with(name)), "{name} is not among {names:?}");
    }
    let looks = ["local accesspath-drawer", "local accesspath-label"];
    let is_told =
        |it: &&String| looks.contains(&it.as_str()) || own.iter().any(|own| it.starts_with(own));
    let others: Vec<_> = names.iter().filter(|it| !is_told(it)).collect();
    assert!(others.is_empty(), "{others:?}");
    Ok(())
}

#[test]
fn a_chosen_theme_outlives_a_reload() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let colour = "return getComputedStyle(document.body).backgroundColor";
    // A page that follows the system is dark here, so the switch's first step changes what is seen.
    page.prefer("dark")?;
    let before = page.ask_text(colour, json!([]))?;
    page.press_button("theme")?;
    let changed = format!("{colour} !== arguments[0]");
    page.until("the colours change", &changed, json!([before]))?;
    page.reload()?;
    page.until("the colours are still changed", &changed, json!([before])).map(drop)
}

#[test]
fn every_field_for_text_switches_spell_checking_and_translation_off() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.share()?;
    let fields = page.ask_list(
        "return [...document.querySelectorAll('textarea, input:not([type=file], [type=checkbox], [type=radio])')].filter((it) => {
            const is = (name, value) => it.getAttribute(name) === value;
            return !(is('spellcheck', 'false') && is('autocomplete', 'off') && is('autocapitalize', 'off') && it.closest('[translate=no]'));
         }).map((it) => it.outerHTML.slice(0, 160))",
        json!([]),
    )?;
    assert!(fields.is_empty(), "{fields:#?}");
    assert!(!page.documents()?.is_empty());
    Ok(())
}
