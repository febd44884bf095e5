//! A browser and the driver that commands it; both end when this is dropped.
//!
//! The protocol is thirtyfour's, which speaks it to any browser. Its commands are asynchronous, and a test
//! wants one thing after the other, so each is run to its end here. What only Chromium can be asked is at the end.
//!
//! Knows nothing of the page.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};
use thirtyfour::{
    By, TimeoutConfiguration, WebDriver, WebElement, WindowHandle,
    error::{WebDriverError, WebDriverResult},
};
use tokio::runtime::{self, Runtime};

use crate::{
    browser::{Browser, Options},
    failure::{Failure, Outcome},
    keys,
    program::{Folder, Program},
    settings::Settings,
};

// Many times what a busy machine needs, so that only a browser that hangs reaches them: first the browser gives a
// command up and says why, then the driver is given up. The numbers have no derivation.
const BROWSER_PATIENCE: Duration = Duration::from_secs(180);
const DRIVER_PATIENCE: Duration = Duration::from_secs(240);

/// A browser of its own: nothing in it has been visited, chosen or stored before.
pub struct Driver {
    /// The browser's kind.
    pub browser: Browser,
    // INVARIANT: dropped in this order, once the session has ended: the program first, then the folder it wrote to.
    session: WebDriver,
    runtime: Runtime,
    _program: Program,
    folder: Folder,
}

/// An element of the page, as the driver knows it.
pub struct Element(WebElement);

/// A tab of the browser.
pub struct Tab(WindowHandle);

/// A line of the browser's console.
#[derive(Debug)]
pub struct ConsoleLine {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// Its source and its text.
    pub text: String,
}

impl Driver {
    /// Starts a browser.
    #[track_caller]
    pub fn start(settings: &Settings, options: &Options) -> Outcome<Self> {
        let folder = Folder::make()?;
        let program = Program::start(settings, &folder.path, options, DRIVER_PATIENCE)?;
        let browser = settings.browser;
        let patience = BROWSER_PATIENCE.as_millis();
        let wanted = browser.capabilities(settings, &folder.path, options, patience);
        let runtime = match runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return Err(Failure::new(format!("No command can be run: {error}."))),
        };
        // A proxy that the environment names leads away from this machine.
        let client = reqwest::Client::builder().no_proxy().timeout(DRIVER_PATIENCE).build();
        let session = async {
            let client = client.map_err(WebDriverError::from)?;
            let session = WebDriver::builder(&*program.address, wanted).client(client).await?;
            let patience = Some(BROWSER_PATIENCE);
            let timeouts = TimeoutConfiguration::new(patience, patience, Some(Duration::ZERO));
            session.update_timeouts(timeouts).await?;
            Ok(session)
        };
        let session = finish(&runtime, session)?;
        Ok(Self { browser, session, runtime, _program: program, folder })
    }

    /// Goes to an address, and waits until what it loads has loaded.
    #[track_caller]
    pub fn go(&self, address: &str) -> Outcome {
        self.finish(self.session.goto(address))
    }

    /// Loads the page again.
    #[track_caller]
    pub fn reload(&self) -> Outcome {
        self.finish(self.session.refresh())
    }

    /// Gives the window's inside a size, or the smallest that the browser has.
    #[track_caller]
    pub fn resize(&self, (width, height): (u32, u32)) -> Outcome {
        if self.browser == Browser::Chromium {
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.devtools("Emulation.setDeviceMetricsOverride", metrics)?;
            // As on a phone, and so that a width is the same on every system.
            let hidden = json!({ "hidden": true });
            return self.devtools("Emulation.setScrollbarsHidden", hidden).map(drop);
        }
        self.finish(self.session.set_window_rect(0, 0, width, height))?;
        let frame =
            self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]", json!([]))?;
        let frame =
            |at: usize| frame.get(at).and_then(Value::as_u64).and_then(|it| u32::try_from(it).ok());
        let (width, height) = (width + frame(0).unwrap_or(0), height + frame(1).unwrap_or(0));
        self.finish(self.session.set_window_rect(0, 0, width, height)).map(drop)
    }

    /// Runs a script in the page and returns what it returns.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: Value) -> Outcome<Value> {
        self.finish(async { self.session.execute(script, list(arguments)).await?.convert() })
    }

    /// Runs a script in the page and returns what it gives to its last argument, a function.
    #[track_caller]
    pub fn run_async(&self, script: &str, arguments: Value) -> Outcome<Value> {
        self.finish(async { self.session.execute_async(script, list(arguments)).await?.convert() })
    }

    /// The first element that fits.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Outcome<Element> {
        self.finish(self.session.find(By::Css(selector))).map(Element)
    }

    /// The element that a script returns, such as one inside a shadow root.
    #[track_caller]
    pub fn find_by(&self, script: &str, arguments: Value) -> Outcome<Element> {
        let found = async { self.session.execute(script, list(arguments)).await?.element() };
        self.finish(found).map(Element)
    }

    /// Clicks in the middle of the element, and fails where something else lies there.
    #[track_caller]
    pub fn click(&self, element: &Element) -> Outcome {
        self.finish(element.0.click())
    }

    /// Clicks at a place of the window's inside, from its left and top.
    #[track_caller]
    pub fn click_at(&self, (x, y): (i64, i64)) -> Outcome {
        self.finish(self.session.action_chain().move_to(x, y).click().perform())
    }

    /// Sends keys to one element; a file input takes a path.
    #[track_caller]
    pub fn send_keys(&self, element: &Element, text: &str) -> Outcome {
        self.finish(element.0.send_keys(text))
    }

    /// Presses a chord such as `Tab` or `Control+a`, wherever the focus is.
    #[track_caller]
    pub fn press(&self, names: &str) -> Outcome {
        let keys = keys::chord(names);
        let down = keys.iter().fold(self.session.action_chain(), |it, key| it.key_down(*key));
        self.finish(keys.iter().rev().fold(down, |it, key| it.key_up(*key)).perform())
    }

    /// Types a text, wherever the focus is.
    #[track_caller]
    pub fn write(&self, text: &str) -> Outcome {
        let keys = keys::text(text).into_iter();
        let typed = keys.fold(self.session.action_chain(), |it, key| it.key_down(key).key_up(key));
        self.finish(typed.perform())
    }

    /// Sends the commands that follow to the page inside a frame.
    #[track_caller]
    pub fn enter(&self, frame: &Element) -> Outcome {
        self.finish(frame.0.clone().enter_frame())
    }

    /// Sends the commands that follow to the page around every frame.
    #[track_caller]
    pub fn leave(&self) -> Outcome {
        self.finish(self.session.enter_default_frame())
    }

    /// The tab to which commands go.
    #[track_caller]
    pub fn tab(&self) -> Outcome<Tab> {
        self.finish(self.session.window()).map(Tab)
    }

    /// Opens another tab, and sends the commands that follow to it.
    #[track_caller]
    pub fn open_tab(&self) -> Outcome<Tab> {
        let tab = self.finish(self.session.new_tab()).map(Tab)?;
        self.switch_to(&tab)?;
        Ok(tab)
    }

    /// Sends the commands that follow to a tab.
    #[track_caller]
    pub fn switch_to(&self, tab: &Tab) -> Outcome {
        self.finish(self.session.switch_to_window(tab.0.clone()))
    }

    /// Gives a command of the Chrome DevTools protocol.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Outcome<Value> {
        self.finish(async { self.session.cdp().send_raw(command, parameters).await })
    }

    /// The lines of the console since the last call of this function.
    #[track_caller]
    pub fn console(&self) -> Outcome<Vec<ConsoleLine>> {
        let entries = self.finish(self.session.browser_log())?;
        let line = entries.into_iter().map(|it| ConsoleLine { level: it.level, text: it.message });
        Ok(line.collect())
    }

    /// The address of every request of Chromium's page since the last call of this function, answered or not.
    #[track_caller]
    pub fn requests(&self) -> Outcome<Vec<String>> {
        let address = |message: &str| {
            let event: Value = serde_json::from_str(message).ok()?;
            let method = event.pointer("/message/method")?.as_str()?;
            let address = match method {
                "Network.requestWillBeSent" => "/message/params/request/url",
                "Network.webSocketCreated" | "Network.webTransportCreated" => "/message/params/url",
                _ => return None,
            };
            Some(event.pointer(address)?.as_str()?.to_owned())
        };
        let entries = self.finish(self.session.get_log("performance"))?;
        Ok(entries.iter().filter_map(|it| address(&it.message)).collect())
    }

    /// The trace since the last call of this function.
    #[track_caller]
    pub fn trace(&self) -> Outcome<Vec<Value>> {
        let event = |message: &str| {
            let mut event: Value = serde_json::from_str(message).ok()?;
            let method = event.pointer("/message/method")?.as_str()?;
            let is_traced = method == "Tracing.dataCollected";
            is_traced.then(|| event.pointer_mut("/message/params").map(Value::take))?
        };
        let mut events = Vec::new();
        loop {
            let entries = self.finish(self.session.get_log("performance"))?;
            // The driver collects the trace only after it has given an empty log.
            if entries.is_empty() {
                return Ok(events);
            }
            events.extend(entries.iter().filter_map(|it| event(&it.message)));
        }
    }

    /// The folder for the files that the browser saves.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.folder.path.join("downloads")
    }

    /// A folder for the test's own files, removed with the browser.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder.path
    }

    #[track_caller]
    fn finish<T>(&self, command: impl Future<Output = WebDriverResult<T>>) -> Outcome<T> {
        finish(&self.runtime, command)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Ends the browser. Where that fails, the driver's own end does.
        drop(self.runtime.block_on(self.session.clone().quit()));
    }
}

#[track_caller]
fn finish<T>(runtime: &Runtime, command: impl Future<Output = WebDriverResult<T>>) -> Outcome<T> {
    match runtime.block_on(command) {
        Ok(value) => Ok(value),
        Err(error) => {
            // The driver's own stack trace tells a test nothing.
            let text = error.to_string();
            let text = text.split("Stacktrace:").next().unwrap_or_default();
            Err(Failure::new(text.split_whitespace().collect::<Vec<_>>().join(" ")))
        }
    }
}

fn list(arguments: Value) -> Vec<Value> {
    match arguments {
        Value::Array(list) => list,
        other => vec![other],
    }
}
