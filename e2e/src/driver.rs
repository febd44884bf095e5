//! A headless Chromium and the ChromeDriver that commands it; both end when this is dropped.
//!
//! The protocol is thirtyfour's, which speaks it to any browser. Its commands are asynchronous, and a test
//! wants one thing after the other, so each is run to its end here.
//!
//! Knows nothing of the page.

use std::{
    fs,
    io::{BufRead, BufReader, ErrorKind},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use serde_json::{Map, Value, json};
use thirtyfour::{
    By, TimeoutConfiguration, WebDriver, WebElement, WindowHandle,
    error::{WebDriverError, WebDriverResult},
};
use tokio::runtime::{self, Runtime};

use crate::{
    failure::{Failure, Outcome},
    keys,
    settings::Settings,
};

// Chromium as root and in a container needs --no-sandbox and must not rely on a large /dev/shm;
// the others keep it from talking to anyone but the page's host.
const ARGUMENTS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
    "--lang=en-US",
];

// Many times what a busy machine needs, so that only a browser that hangs reaches them: first the browser gives a
// command up and says why, then the driver is given up. The numbers have no derivation.
const BROWSER_PATIENCE: Duration = Duration::from_secs(180);
const DRIVER_PATIENCE: Duration = Duration::from_secs(240);

/// A browser of its own: nothing in it has been visited, chosen or stored before.
pub struct Driver {
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
    /// Starts a browser, with further arguments where a test needs them.
    #[track_caller]
    pub fn start(settings: &Settings, arguments: &[&str]) -> Outcome<Self> {
        Self::start_with(settings, arguments, json!({}))
    }

    /// Starts a browser that traces what it does, in the named categories.
    #[track_caller]
    pub fn start_traced(settings: &Settings, categories: &str) -> Outcome<Self> {
        let trace =
            json!({ "enableNetwork": false, "enablePage": false, "traceCategories": categories });
        Self::start_with(settings, &[], json!({ "perfLoggingPrefs": trace }))
    }

    #[track_caller]
    fn start_with(settings: &Settings, arguments: &[&str], further: Value) -> Outcome<Self> {
        let folder = Folder::make()?;
        let (program, address) = Program::start(&settings.chromedriver)?;
        let mut all: Vec<String> =
            ARGUMENTS.iter().chain(arguments).map(|&it| it.to_owned()).collect();
        all.push(format!("--user-data-dir={}", folder.path.join("profile").display()));
        let wanted = json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": settings.chromium,
                "args": all,
                "browserStartupTimeout": BROWSER_PATIENCE.as_millis(),
                "prefs": {
                    // Without it the first tab is the browser's own page, whose requests are among those of the test.
                    "session.restore_on_startup": 4,
                    "session.startup_urls": ["about:blank"],
                    "download.default_directory": folder.path.join("downloads"),
                    "download.prompt_for_download": false,
                },
            },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let mut wanted: Map<String, Value> = wanted.as_object().cloned().unwrap_or_default();
        let options = wanted.get_mut("goog:chromeOptions").and_then(Value::as_object_mut);
        if let (Some(options), Value::Object(further)) = (options, further) {
            options.extend(further);
        }
        let runtime = match runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return Err(Failure::new(format!("No command can be run: {error}."))),
        };
        // A proxy that the environment names leads away from this machine.
        let client = reqwest::Client::builder().no_proxy().timeout(DRIVER_PATIENCE).build();
        let session = async {
            let client = client.map_err(WebDriverError::from)?;
            let session = WebDriver::builder(address, wanted).client(client).await?;
            let patience = Some(BROWSER_PATIENCE);
            let timeouts = TimeoutConfiguration::new(patience, patience, Some(Duration::ZERO));
            session.update_timeouts(timeouts).await?;
            Ok(session)
        };
        let session = finish(&runtime, session)?;
        Ok(Self { session, runtime, _program: program, folder })
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

    /// Clicks in the middle of the element, and fails where something else lies there.
    #[track_caller]
    pub fn click(&self, element: &Element) -> Outcome {
        self.finish(element.0.click())
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

    /// The address of every request since the last call of this function, answered or not.
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

/// ChromeDriver, on a port that it chose itself.
struct Program {
    child: Child,
}

impl Program {
    /// Starts the program again while it ends without a port: it picks one for IPv6 and gives up if
    /// another program holds the same one for IPv4.
    #[track_caller]
    fn start(path: &Path) -> Outcome<(Self, String)> {
        let mut started = Self::start_once(path);
        for _ in 0..4 {
            if started.is_ok() {
                break;
            }
            started = Self::start_once(path);
        }
        started
    }

    #[track_caller]
    fn start_once(path: &Path) -> Outcome<(Self, String)> {
        let mut command = Command::new(path);
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let child = match command.spawn() {
            Ok(child) => child,
            Err(error) => {
                return Err(Failure::new(format!(
                    "{} cannot be started: {error}.",
                    path.display()
                )));
            }
        };
        let mut program = Self { child };
        let (named, port) = mpsc::channel();
        let output = program.child.stdout.take();
        // Reads to the program's end, because the program would fail to write to a closed pipe.
        thread::spawn(move || {
            let lines = output.into_iter().flat_map(|it| BufReader::new(it).lines());
            lines
                .map_while(Result::ok)
                .filter_map(|it| port_in(&it))
                .try_for_each(|it| named.send(it))
        });
        match port.recv_timeout(DRIVER_PATIENCE) {
            Ok(port) => Ok((program, format!("http://127.0.0.1:{port}"))),
            Err(_) => Err(Failure::new(format!("{} did not name its port.", path.display()))),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

/// A folder for one browser, removed at its end.
struct Folder {
    path: PathBuf,
}

impl Folder {
    #[track_caller]
    fn make() -> Outcome<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("accesspath-e2e-{}-{number}", std::process::id());
            let path = std::env::temp_dir().join(name);
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path }),
                // Left by a run that was killed and had the same process id.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => {
                    return Err(Failure::new(format!(
                        "{} cannot be made: {error}.",
                        path.display()
                    )));
                }
            }
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.path));
    }
}
