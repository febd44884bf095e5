//! The page leaves nothing behind but what it says: no request to another host, and in storage only how it looks and
//! what the person began.

use accesspath_e2e::{
    browser::{Browser, Options},
    failure::Outcome,
    page::Page,
    settings::Settings,
    site::{self, Request, Site},
    stage::Stage,
    tour,
};
use serde_json::json;

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

/// Opens the page without its Content-Security-Policy, because a request that the policy refuses would not be seen.
#[track_caller]
fn open_unguarded() -> Outcome<(Site, Page)> {
    let settings = Settings::read()?;
    let without = |page: Vec<u8>| {
        let page = String::from_utf8_lossy(&page);
        page.replace("http-equiv=\"Content-Security-Policy\"", "name=\"no-policy\"").into_bytes()
    };
    let site = Site::serve_changed(&settings.dist, "html", without)?;
    let options = Options { hears: Some(site.host()), ..Options::default() };
    let page = Page::open_anyhow(&settings, &site, "", &options)?;
    page.until_running()?;
    assert!(!page.shows("meta[http-equiv]")?);
    Ok((site, page))
}

/// The requests for anything that the site does not serve and the page does not hold itself.
#[track_caller]
fn elsewhere(site: &Site, page: &Page) -> Outcome<Vec<String>> {
    let mut requests: Vec<String> = match page.driver.browser {
        Browser::Chromium => page.driver.requests()?,
        // Where the site stands in for all others, its own paths are told without their host.
        _ => site.requests().into_iter().map(|it| it.path).collect(),
    };
    // Firefox asks for its own settings, and has no switch for that.
    requests.retain(|it| it != "firefox.settings.services.mozilla.com:443");
    let origin = format!("{}/", site.origin());
    let own = [&*origin, "/", "data:", "blob:"];
    let is_own = |it: &String| own.iter().any(|own| it.starts_with(own));
    assert!(requests.iter().any(is_own), "{requests:?}");
    requests.retain(|it| !is_own(it));
    Ok(requests)
}

#[test]
fn no_request_leaves_the_origin() -> Outcome {
    let (site, page) = open_unguarded()?;
    tour::take(&page)?;
    page.press_button("theme")?;
    assert_eq!(elsewhere(&site, &page)?, [""; 0]);
    Ok(())
}

#[test]
fn a_request_that_leaves_the_origin_is_noticed() -> Outcome {
    let (site, page) = open_unguarded()?;
    let ask = "const done = arguments[arguments.length - 1];
        fetch(arguments[0], { mode: 'no-cors' }).then(() => done('answered'), () => done('failed'))";
    page.driver.run_async(ask, json!(["http://elsewhere.invalid/"]))?;
    page.driver.run_async(ask, json!(["https://elsewhere.invalid/"]))?;
    let heard = elsewhere(&site, &page)?;
    // Of a sealed request a proxy hears the host at most.
    let sealed = ["https://elsewhere.invalid/", "elsewhere.invalid:443", site::SEALED];
    assert_eq!(heard.len(), 2, "{heard:?}");
    assert_eq!(heard[0], "http://elsewhere.invalid/");
    assert!(sealed.contains(&&*heard[1]), "{heard:?}");
    Ok(())
}

#[test]
fn the_policy_of_the_page_refuses_other_hosts_and_markup_and_script_from_text() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let tries = "const done = arguments[arguments.length - 1];
        const refused = [];
        document.addEventListener('securitypolicyviolation', (it) => refused.push(it.effectiveDirective));
        const attempt = (name, make) => { try { make() } catch { refused.push(name) } };
        // Later, because what a driver runs at once may do what the page may not.
        setTimeout(() => {
            attempt('markup', () => { document.createElement('p').innerHTML = '<b>x</b>' });
            attempt('script', () => { document.createElement('script').text = '1' });
            attempt('eval', () => window.Function('return 1')());
            fetch('http://elsewhere.invalid/').catch(() => setTimeout(() => done(refused)));
        })";
    let refused = page.driver.run_async(tries, json!([]))?;
    for name in ["connect-src", "markup", "script", "eval"] {
        let was = refused.as_array().is_some_and(|it| it.contains(&json!(name)));
        assert!(was, "{name} is not refused, only {refused}");
    }
    Ok(())
}

#[test]
fn every_file_that_is_asked_for_is_there_and_fetched_once_by_the_page() -> Outcome {
    let stage = Stage::set()?;
    let _page = stage.open("")?;
    let requests = stage.site.requests();
    assert!(requests.len() > 3, "{requests:?}");
    // The worker beside the page asks for what it runs as well, and this host lets nobody keep anything.
    let shared = ["/accesspath-page-", "/late-", "/chunk_"];
    for Request { path, status } in &requests {
        assert_eq!(*status, 200, "{path} is not there");
        let times = requests.iter().filter(|it| it.path == *path).count();
        let most = if shared.iter().any(|it| path.contains(it)) { 2 } else { 1 };
        assert!(times <= most, "{path} is fetched {times} times");
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
    // The theme of the system is the last of the switch, and no choice to be kept.
    for _ in 0..2 {
        page.press_button("theme")?;
        if page.ask("return document.documentElement.dataset.theme !== 'auto'", json!([]))? == true
        {
            break;
        }
    }
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
