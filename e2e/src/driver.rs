//! A headless Chromium and the ChromeDriver that commands it; both end when this is dropped.
//!
//! WebDriver is JSON over HTTP to this machine: a command goes out, and its answer comes when
//! it is done. Nothing waits for two things at once, so a blocking client (minreq, which
//! brings no other crate) says all of it in this file. The client crates speak the same
//! protocol with an async runtime and an HTTP stack, fifty crates more to compile.
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

use serde_json::{Value, json};

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

// Many times what a busy machine needs, so that only what is stuck meets them: first the browser gives a
// command up and says why, then we give up the driver. The numbers have no derivation.
const BROWSER_PATIENCE_MS: u64 = 180_000;
const DRIVER_PATIENCE: Duration = Duration::from_secs(240);

/// What WebDriver calls an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser of its own: nothing in it has been visited, chosen or stored before.
pub struct Driver {
    // INVARIANT: dropped in this order: the program first, then the folder it wrote to.
    session: Session,
    _program: Program,
    folder: Folder,
}

/// An element of the page, as the driver knows it.
pub struct Element {
    id: String,
}

/// A line of the browser's console.
#[derive(Debug)]
pub struct ConsoleLine {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// Where it came from, and what it says.
    pub text: String,
}

impl Driver {
    /// Starts a browser, with further arguments where a test needs them.
    #[track_caller]
    pub fn start(settings: &Settings, arguments: &[&str]) -> Outcome<Self> {
        let folder = Folder::make()?;
        let (program, address) = Program::start(&settings.chromedriver)?;
        let mut all: Vec<String> =
            ARGUMENTS.iter().chain(arguments).map(|&it| it.to_owned()).collect();
        all.push(format!("--user-data-dir={}", folder.path.join("profile").display()));
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "timeouts": {
                "implicit": 0,
                "pageLoad": BROWSER_PATIENCE_MS,
                "script": BROWSER_PATIENCE_MS,
            },
            "goog:chromeOptions": {
                "binary": settings.chromium,
                "args": all,
                "browserStartupTimeout": BROWSER_PATIENCE_MS,
                "prefs": {
                    // Else the first tab is a page of the browser's own, whose requests are among those of the test.
                    "session.restore_on_startup": 4,
                    "session.startup_urls": ["about:blank"],
                    "download.default_directory": folder.path.join("downloads"),
                    "download.prompt_for_download": false,
                },
            },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        } } });
        let answer = send("POST", &format!("{address}/session"), Some(&wanted))?;
        let Some(id) = answer.get("sessionId").and_then(Value::as_str) else {
            return Err(Failure::new(format!("ChromeDriver names no session: {answer}")));
        };
        let session = Session { address: format!("{address}/session/{id}") };
        Ok(Self { session, _program: program, folder })
    }

    /// Goes to an address, and waits until what it loads has loaded.
    #[track_caller]
    pub fn go(&self, address: &str) -> Outcome {
        self.post("url", json!({ "url": address })).map(drop)
    }

    /// Loads the page again.
    #[track_caller]
    pub fn reload(&self) -> Outcome {
        self.post("refresh", json!({})).map(drop)
    }

    /// Runs a script in the page and returns what it returns.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: Value) -> Outcome<Value> {
        self.post("execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// Runs a script in the page and returns what it gives to its last argument, a function.
    #[track_caller]
    pub fn run_async(&self, script: &str, arguments: Value) -> Outcome<Value> {
        self.post("execute/async", json!({ "script": script, "args": arguments }))
    }

    /// The first element that fits.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Outcome<Element> {
        let found = self.post("element", json!({ "using": "css selector", "value": selector }))?;
        match found.get(ELEMENT).and_then(Value::as_str) {
            Some(id) => Ok(Element { id: id.to_owned() }),
            None => Err(Failure::new(format!("ChromeDriver names no element: {found}"))),
        }
    }

    /// Clicks in the middle of the element, and fails where something else lies there.
    #[track_caller]
    pub fn click(&self, element: &Element) -> Outcome {
        self.post(&format!("element/{}/click", element.id), json!({})).map(drop)
    }

    /// Sends keys to one element; a file input takes a path.
    #[track_caller]
    pub fn send_keys(&self, element: &Element, text: &str) -> Outcome {
        self.post(&format!("element/{}/value", element.id), json!({ "text": text })).map(drop)
    }

    /// Presses a chord such as `Tab` or `Control+a`, wherever the focus is.
    #[track_caller]
    pub fn press(&self, names: &str) -> Outcome {
        self.post("actions", keys::chord(names)).map(drop)
    }

    /// Types a text, wherever the focus is.
    #[track_caller]
    pub fn write(&self, text: &str) -> Outcome {
        self.post("actions", keys::text(text)).map(drop)
    }

    /// Speaks to the page inside a frame from here on.
    #[track_caller]
    pub fn enter(&self, frame: &Element) -> Outcome {
        self.post("frame", json!({ "id": { ELEMENT: frame.id } })).map(drop)
    }

    /// Gives a command of the Chrome DevTools protocol.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Outcome<Value> {
        self.post("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// What the console got since this was last asked.
    #[track_caller]
    pub fn console(&self) -> Outcome<Vec<ConsoleLine>> {
        let entries = self.log("browser")?;
        let text = |entry: &Value, name: &str| {
            entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        Ok(entries
            .iter()
            .map(|it| ConsoleLine { level: text(it, "level"), text: text(it, "message") })
            .collect())
    }

    /// The address of every request since this was last asked, whether it was answered or not.
    #[track_caller]
    pub fn requests(&self) -> Outcome<Vec<String>> {
        let address = |entry: &Value| {
            let event: Value =
                serde_json::from_str(entry.get("message").and_then(Value::as_str)?).ok()?;
            let method = event.pointer("/message/method")?.as_str()?;
            let address = match method {
                "Network.requestWillBeSent" => "/message/params/request/url",
                "Network.webSocketCreated" | "Network.webTransportCreated" => "/message/params/url",
                _ => return None,
            };
            Some(event.pointer(address)?.as_str()?.to_owned())
        };
        Ok(self.log("performance")?.iter().filter_map(address).collect())
    }

    /// Where the browser puts what it saves.
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
    fn log(&self, kind: &str) -> Outcome<Vec<Value>> {
        match self.post("se/log", json!({ "type": kind }))? {
            Value::Array(entries) => Ok(entries),
            other => Err(Failure::new(format!("ChromeDriver gives no log: {other}"))),
        }
    }

    #[track_caller]
    fn post(&self, command: &str, parameters: Value) -> Outcome<Value> {
        send("POST", &format!("{}/{command}", self.session.address), Some(&parameters))
    }
}

struct Session {
    address: String,
}

impl Drop for Session {
    fn drop(&mut self) {
        // Ends the browser. Where that fails, the driver's own end does.
        drop(send("DELETE", &self.address, None));
    }
}

/// ChromeDriver, on a port that it chose itself.
struct Program {
    child: Child,
}

impl Program {
    /// Starts the program anew while it ends without a port: it picks one for IPv6 and gives up where
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

#[track_caller]
fn send(method: &str, address: &str, body: Option<&Value>) -> Outcome<Value> {
    let mut request = match method {
        "DELETE" => minreq::delete(address),
        _ => minreq::post(address),
    }
    .with_timeout(DRIVER_PATIENCE.as_secs());
    if let Some(body) = body {
        request = request
            .with_header("Content-Type", "application/json; charset=utf-8")
            .with_body(body.to_string());
    }
    let answer = match request.send() {
        Ok(answer) => answer,
        Err(error) => return Err(Failure::new(format!("ChromeDriver does not answer: {error}."))),
    };
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(answer.as_bytes()) else {
        return Err(Failure::new("ChromeDriver's answer is no JSON object."));
    };
    let value = fields.remove("value").unwrap_or_default();
    match value.get("error").and_then(Value::as_str) {
        Some(error) if answer.status_code >= 400 => {
            let message = value.get("message").and_then(Value::as_str).unwrap_or_default();
            // The driver adds its version and a trace of its own to the first line.
            let message = message.lines().next().unwrap_or_default();
            Err(Failure::new(format!("{error}: {message}")))
        }
        _ => Ok(value),
    }
}
