//! The page as tests use it: cards, gates, tabs, notices; its documents are in `documents.rs`.
//!
//! Every method is one thing that a person does or sees. It expects nothing: expectations are
//! in the tests.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    browser::{Browser, Options},
    driver::Driver,
    failure::{Failure, Outcome},
    settings::Settings,
    site::Site,
};

/// The sizes of window that the tests and the pictures use.
pub mod size {
    /// A window on a desk.
    pub const WIDE: (u32, u32) = (1440, 900);
    /// A small laptop, or a tablet held across.
    pub const LAPTOP: (u32, u32) = (1024, 768);
    /// A tablet held upright.
    pub const MIDDLE: (u32, u32) = (768, 1024);
    /// A phone held upright.
    pub const NARROW: (u32, u32) = (390, 844);
    /// The narrowest that the page is made for, and a page at 400 % zoom.
    pub const NARROWEST: (u32, u32) = (320, 640);
    /// A frame in a column of documentation.
    pub const COLUMN: (u32, u32) = (740, 560);
    /// A frame on a phone.
    pub const PHONE_FRAME: (u32, u32) = (390, 700);
}

// Long enough for any busy machine, so that only a failure reaches it. The number has no derivation.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
pub(crate) const BETWEEN_LOOKS: Duration = Duration::from_millis(15);

/// The page in a browser of its own.
pub struct Page {
    /// The browser, for actions that the page has no method for.
    pub driver: Driver,
    address: String,
}

impl Page {
    /// Opens the page in a wide window and waits until it runs; `after` is what follows its address.
    #[track_caller]
    pub fn open(settings: &Settings, site: &Site, after: &str) -> Outcome<Self> {
        let page = Self::open_anyhow(settings, site, after, &Options::default())?;
        page.until_running()?;
        Ok(page)
    }

    /// Opens the page in a browser with options, and does not wait until it runs.
    #[track_caller]
    pub fn open_anyhow(
        settings: &Settings,
        site: &Site,
        after: &str,
        options: &Options,
    ) -> Outcome<Self> {
        let page = Self::of(Driver::start(settings, options)?, site.address());
        page.resize(size::WIDE)?;
        page.driver.go(&format!("{}{after}", page.address))?;
        Ok(page)
    }

    /// The page at an address, in a browser that is already open.
    #[must_use]
    pub fn of(driver: Driver, address: String) -> Self {
        Self { driver, address }
    }

    /// Leaves the page, comes back to its address with `after` behind it, and waits until it runs.
    #[track_caller]
    pub fn come_back(&self, after: &str) -> Outcome {
        // Between two addresses that differ in the fragment alone, nothing would be loaded.
        self.driver.go("about:blank")?;
        self.driver.go(&format!("{}{after}", self.address))?;
        self.until_running()
    }

    /// Loads the page again, and waits until it runs.
    #[track_caller]
    pub fn reload(&self) -> Outcome {
        self.driver.reload()?;
        self.until_running()
    }

    /// Gives the window's inside a size, or the smallest that the browser has.
    #[track_caller]
    pub fn resize(&self, size: (u32, u32)) -> Outcome {
        self.driver.resize(size)
    }

    /// Asks for `light` or `dark`: as a person's system does, or at the page's switch where that cannot be had.
    #[track_caller]
    pub fn prefer(&self, scheme: &str) -> Outcome {
        if self.driver.browser == Browser::Chromium {
            let features = json!([
                { "name": "prefers-color-scheme", "value": scheme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ]);
            let media = json!({ "features": features });
            return self.driver.devtools("Emulation.setEmulatedMedia", media).map(drop);
        }
        let chosen = "return document.documentElement.dataset.theme ?? 'auto'";
        for _ in ["auto", "light", "dark"] {
            let before = self.ask_text(chosen, json!([]))?;
            if before == scheme {
                break;
            }
            self.press_button("theme")?;
            let changed =
                format!("{} !== arguments[0]", chosen.replacen("return ", "return (", 1) + ")");
            self.until("the theme changes", &changed, json!([before]))?;
        }
        Ok(())
    }

    /// Runs a script in the page, for actions that have no method.
    #[track_caller]
    pub fn ask(&self, script: &str, arguments: Value) -> Outcome<Value> {
        self.driver.run(script, arguments)
    }

    /// Runs a script whose answer is a text.
    #[track_caller]
    pub fn ask_text(&self, script: &str, arguments: Value) -> Outcome<String> {
        match self.driver.run(script, arguments)? {
            Value::String(text) => Ok(text),
            other => Err(Failure::new(format!("no text but {other} from: {script}"))),
        }
    }

    /// Runs a script whose answer is a list of texts.
    #[track_caller]
    pub fn ask_list(&self, script: &str, arguments: Value) -> Outcome<Vec<String>> {
        match self.driver.run(script, arguments)? {
            Value::Array(list) => {
                Ok(list.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect())
            }
            other => Err(Failure::new(format!("no list but {other} from: {script}"))),
        }
    }

    /// Waits until a script returns something that counts as true, and returns it; `fact` names it.
    #[track_caller]
    pub fn until(&self, fact: &str, script: &str, arguments: Value) -> Outcome<Value> {
        let start = Instant::now();
        loop {
            let answer = self.driver.run(script, arguments.clone());
            match &answer {
                Ok(Value::Null | Value::Bool(false)) | Err(_) => {}
                Ok(Value::String(text)) if text.is_empty() => {}
                Ok(_) => return answer,
            }
            if start.elapsed() > PATIENCE {
                let seen = answer.err().map_or_else(|| self.seen(), |it| it.to_string());
                return Err(Failure::new(format!(
                    "waited {} s in vain until {fact}; {seen}",
                    PATIENCE.as_secs()
                )));
            }
            thread::sleep(BETWEEN_LOOKS);
        }
    }

    /// Waits until an element of the selector exists and is visible.
    #[track_caller]
    pub fn until_visible(&self, selector: &str) -> Outcome {
        let script =
            "const it = document.querySelector(arguments[0]); return !!it && it.checkVisibility()";
        self.until(&format!("`{selector}` is visible"), script, json!([selector])).map(drop)
    }

    /// Waits until no element of the selector is visible.
    #[track_caller]
    pub fn until_hidden(&self, selector: &str) -> Outcome {
        let script = "return [...document.querySelectorAll(arguments[0])].every((it) => !it.checkVisibility())";
        self.until(&format!("`{selector}` is hidden"), script, json!([selector])).map(drop)
    }

    /// An element of the selector exists and is visible.
    #[track_caller]
    pub fn shows(&self, selector: &str) -> Outcome<bool> {
        let script = "return [...document.querySelectorAll(arguments[0])].some((it) => it.checkVisibility())";
        Ok(self.ask(script, json!([selector]))? == json!(true))
    }

    /// Waits until the failure screen is shown.
    #[track_caller]
    pub fn until_failed(&self) -> Outcome {
        self.until_visible("html[data-state=failed] #failure")
    }

    /// Waits until an element of the selector exists, and clicks it.
    #[track_caller]
    pub fn click(&self, selector: &str) -> Outcome {
        let script = "return !!document.querySelector(arguments[0])";
        self.until(&format!("`{selector}` is there"), script, json!([selector]))?;
        let clicked = match self.place_in_picture(selector)? {
            Some(place) => self.driver.click_at(place),
            None => self.driver.find(selector).and_then(|it| self.driver.click(&it)),
        };
        clicked.map_err(|it| it.about(&format!("`{selector}` cannot be clicked")))
    }

    /// The middle of an element of SVG, which drivers do not click by themselves; it is brought into view.
    ///
    /// An element stands still before it is clicked: what moves it meanwhile would have the click.
    #[track_caller]
    fn place_in_picture(&self, selector: &str) -> Outcome<Option<(i64, i64)>> {
        let script = "const [selector, done] = arguments;
            const told = (it) => {
                if (!it?.ownerSVGElement) return null;
                it.scrollIntoView({ block: 'nearest', inline: 'nearest' });
                const box = it.getBoundingClientRect();
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);
                const top = document.elementFromPoint(x, y);
                return it.contains(top) ? [x, y] : `${top?.outerHTML.slice(0, 120)} lies there`;
            };
            const look = (before) => {
                const it = document.querySelector(selector);
                const now = JSON.stringify(it?.getBoundingClientRect());
                if (now === before) done(told(it)); else setTimeout(() => look(now), 15);
            };
            look()";
        match self.driver.run_async(script, json!([selector]))? {
            Value::Null => Ok(None),
            Value::Array(place) => {
                let number = |at: usize| place.get(at).and_then(Value::as_i64).unwrap_or_default();
                Ok(Some((number(0), number(1))))
            }
            other => Err(Failure::new(format!("`{selector}` cannot be clicked: {other}"))),
        }
    }

    /// Presses one of the header's buttons; on a phone most of them stand behind one.
    #[track_caller]
    pub fn press_button(&self, action: &str) -> Outcome {
        let button = format!("button[data-action='{action}']");
        if self.shows("button[data-action=actions]")? && !self.shows(&button)? {
            self.click("button[data-action=actions]")?;
            self.until_visible(&button)?;
        }
        self.click(&button)
    }

    /// Opens the gallery and chooses an example.
    #[track_caller]
    pub fn open_example(&self, id: &str) -> Outcome {
        self.press_button("examples")?;
        self.until_visible("[data-examples]")?;
        self.click(&format!("button[data-example='{id}']"))?;
        self.until(
            &format!("the address names the example {id}"),
            "return location.hash === '#ex=' + arguments[0]",
            json!([id]),
        )
        .map(drop)
    }

    /// The outcome on each path's card.
    #[track_caller]
    pub fn outcomes(&self) -> Outcome<BTreeMap<String, String>> {
        self.pairs(
            "return [...document.querySelectorAll('button[data-card]')].map((it) => [it.dataset.card, it.dataset.outcome])",
        )
    }

    /// The outcome on each path's lane in the picture.
    #[track_caller]
    pub fn lanes(&self) -> Outcome<BTreeMap<String, String>> {
        self.pairs(
            "return [...document.querySelectorAll('svg[data-picture] g[data-lane]')].map((it) => [it.dataset.lane, it.dataset.outcome])",
        )
    }

    /// The verdict of each gate in the picture, whether it has lanes or is a list.
    #[track_caller]
    pub fn gates(&self) -> Outcome<BTreeMap<String, String>> {
        self.pairs(
            "return [...document.querySelectorAll(':is(svg[data-picture], ol[data-transcript]) [data-gate]')].map((it) => [it.dataset.gate, it.dataset.verdict])",
        )
    }

    /// Waits until the cards show these outcomes.
    #[track_caller]
    pub fn until_outcomes(&self, expected: &BTreeMap<String, String>) -> Outcome {
        let script = "const found = Object.fromEntries([...document.querySelectorAll('button[data-card]')].map((it) => [it.dataset.card, it.dataset.outcome]));
            const names = Object.keys(arguments[0]);
            return names.length === Object.keys(found).length && names.every((it) => found[it] === arguments[0][it])";
        match self.until(&format!("the outcomes are {expected:?}"), script, json!([expected])) {
            Ok(_) => Ok(()),
            Err(failure) => {
                Err(Failure::new(format!("{failure}; they are {:?}", self.outcomes()?)))
            }
        }
    }

    /// Clicks a gate of the picture, and waits until the inspector tells about it.
    #[track_caller]
    pub fn select_gate(&self, gate: &str) -> Outcome {
        self.click(&format!(":is(svg[data-picture], ol[data-transcript]) [data-gate='{gate}']"))?;
        self.until_inspected(gate)
    }

    /// Waits until the inspector tells about a gate.
    #[track_caller]
    pub fn until_inspected(&self, gate: &str) -> Outcome {
        let script = "const it = document.querySelector('section[data-inspector]');
            return !!it && it.dataset.path + ':' + it.dataset.control === arguments[0]";
        self.until(&format!("the inspector tells about {gate}"), script, json!([gate])).map(drop)
    }

    /// Opens the share panel and returns the link in it.
    #[track_caller]
    pub fn share(&self) -> Outcome<String> {
        self.press_button("share")?;
        self.until_visible("[data-share] input[data-share-link]")?;
        let link = self.until(
            "the share panel has a link",
            "const it = document.querySelector('[data-share] input[data-share-link]').value; return /#(s|ex)=/.test(it) && it",
            json!([]),
        )?;
        match link {
            Value::String(link) => Ok(link),
            other => Err(Failure::new(format!("the link is {other}"))),
        }
    }

    /// Saves the scenario by its button, and returns where.
    #[track_caller]
    pub fn save_file(&self) -> Outcome<PathBuf> {
        self.press_button("save-file").and_then(|()| self.until_saved())
    }

    /// Waits until the browser has saved a scenario, and returns where.
    #[track_caller]
    pub fn until_saved(&self) -> Outcome<PathBuf> {
        self.until_saved_as("json")
    }

    /// Waits until the browser has saved a file of that extension, and returns where.
    #[track_caller]
    pub fn until_saved_as(&self, extension: &str) -> Outcome<PathBuf> {
        let start = Instant::now();
        loop {
            // A file on its way has another extension; its name is held by an empty one meanwhile.
            let saved = fs::read_dir(self.driver.downloads())
                .into_iter()
                .flatten()
                .filter_map(|it| Some(it.ok()?.path()))
                .filter(|it| fs::metadata(it).is_ok_and(|it| it.len() > 0))
                .find(|it| it.extension().is_some_and(|own| own == extension));
            match saved {
                Some(path) => return Ok(path),
                None if start.elapsed() > PATIENCE => {
                    return Err(Failure::new(format!("the browser saved no .{extension} file")));
                }
                None => thread::sleep(BETWEEN_LOOKS),
            }
        }
    }

    /// Opens a scenario file.
    #[track_caller]
    pub fn open_file(&self, path: &Path) -> Outcome {
        let input = self.driver.find("input[type=file][data-action='open-file']")?;
        self.driver.send_keys(&input, &path.display().to_string())
    }

    /// Waits until a notice is shown, and returns its words.
    #[track_caller]
    pub fn until_notice(&self) -> Outcome<String> {
        let words = self.until(
            "a notice is shown",
            "return [...document.querySelectorAll('[data-notice]')].filter((it) => it.checkVisibility()).map((it) => it.textContent.trim()).join(' ')",
            json!([]),
        )?;
        Ok(words.as_str().unwrap_or_default().to_owned())
    }

    /// The part of the address after `#`.
    #[track_caller]
    pub fn fragment(&self) -> Outcome<String> {
        self.ask_text("return location.hash", json!([]))
    }

    /// The part of a link after the page's address.
    #[must_use]
    pub fn after_address<'a>(&self, link: &'a str) -> Option<&'a str> {
        link.strip_prefix(&self.address)
    }

    /// Waits until the page runs with every module that it fetches ahead, as it does before a person has read anything;
    /// no longer where it says that it has failed.
    #[track_caller]
    pub fn until_running(&self) -> Outcome {
        let state = self.until(
            "the page runs",
            "const { state } = document.documentElement.dataset;
            return state === 'failed' ? state : state === 'running' && document.querySelector('[data-app]:not([data-fetching=true]) :is(button[data-card], [data-start])') && state",
            json!([]),
        )?;
        if state == "running" { Ok(()) } else { Err(Failure::new(self.seen())) }
    }

    #[track_caller]
    fn pairs(&self, script: &str) -> Outcome<BTreeMap<String, String>> {
        let answer = self.ask(script, json!([]))?;
        let pair = |it: &Value| {
            let text = |place| Some(it.get(place)?.as_str().unwrap_or("nothing").to_owned());
            Some((text(0)?, text(1)?))
        };
        Ok(answer.as_array().into_iter().flatten().filter_map(pair).collect())
    }

    /// The state of the page, for the message of a wait that fails.
    pub(crate) fn seen(&self) -> String {
        let script = "const text = (selector) => [...document.querySelectorAll(selector)].filter((it) => it.checkVisibility()).map((it) => it.textContent.trim()).join(' | ');
            return `the page at ${location.href} is ${document.documentElement.dataset.state}, its notice: ${text('[data-notice]')}, its failure: ${text('#failure-words')} ${document.getElementById('failure-error')?.textContent}`";
        let seen = self.driver.run(script, json!([]));
        seen.map_or_else(|it| it.to_string(), |it| it.as_str().unwrap_or_default().to_owned())
    }
}
