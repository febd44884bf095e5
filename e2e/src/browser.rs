//! The browsers that the tests drive: what each is asked for at its start, and where its driver tells its port.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::settings::Settings;

/// The browsers by their engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, Google Chrome, and others that are built from it.
    Chromium,
    /// Firefox.
    Firefox,
    /// MiniBrowser of WebKitGTK.
    WebKit,
}

/// What a test asks of a browser beyond a window.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The site that hears of every request to another host, by its host and port: as the browser's proxy. Chromium
    /// tells the requests of its page itself, among which those of the browser are not.
    pub hears: Option<String>,
    /// Whether the browser has no WebAssembly, as in a locked-down one.
    pub without_webassembly: bool,
    /// The categories of what Chromium traces.
    pub trace: Option<&'static str>,
}

// Chromium as root and in a container needs --no-sandbox and must not rely on a large /dev/shm;
// the others keep it from talking to anyone but the page's host.
const CHROMIUM: [&str; 11] = [
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

impl Browser {
    /// The browser of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Chromium, Self::Firefox, Self::WebKit].into_iter().find(|it| it.name() == name)
    }

    /// The name in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// What a new session asks for; `folder` is the browser's own.
    pub(crate) fn capabilities(
        self,
        settings: &Settings,
        folder: &Path,
        options: &Options,
        patience_ms: u128,
    ) -> Map<String, Value> {
        let mut wanted = match self {
            Self::Chromium => chromium(settings, folder, options, patience_ms),
            Self::Firefox => firefox(settings, folder, options),
            Self::WebKit => json!({
                "webkitgtk:browserOptions": { "binary": settings.program, "args": ["--automation"] },
            }),
        };
        if let (Some(site), Some(wanted), true) =
            (&options.hears, wanted.as_object_mut(), self != Self::Chromium)
        {
            let proxy = json!({ "proxyType": "manual", "httpProxy": site, "sslProxy": site });
            wanted.insert("proxy".to_owned(), proxy);
        }
        wanted.as_object().cloned().unwrap_or_default()
    }

    /// The port in a line that the browser's driver prints; WebKit's driver tells none.
    pub(crate) fn port_in(self, line: &str) -> Option<u16> {
        let after = match self {
            Self::Chromium => line.split_once("successfully on port ")?.1,
            Self::Firefox => line.split_once("Listening on ")?.1.rsplit_once(':')?.1,
            Self::WebKit => return None,
        };
        after.trim_end_matches('.').parse().ok()
    }
}

fn chromium(settings: &Settings, folder: &Path, options: &Options, patience_ms: u128) -> Value {
    let mut arguments: Vec<String> = CHROMIUM.iter().map(|&it| it.to_owned()).collect();
    arguments.push(format!("--user-data-dir={}", folder.join("profile").display()));
    if options.without_webassembly {
        // Without its compilers the browser has no WebAssembly either, as in its strictest mode.
        arguments.push("--js-flags=--jitless".to_owned());
    }
    let prefs = json!({
        // Without it the first tab is the browser's own page, whose requests are among those of the test.
        "session.restore_on_startup": 4,
        "session.startup_urls": ["about:blank"],
        "download.default_directory": folder.join("downloads"),
        "download.prompt_for_download": false,
    });
    let mut own = Map::from_iter([
        ("binary".to_owned(), json!(settings.program)),
        ("args".to_owned(), json!(arguments)),
        ("browserStartupTimeout".to_owned(), json!(patience_ms)),
        ("prefs".to_owned(), prefs),
    ]);
    let mut logs = Map::from_iter([("browser".to_owned(), json!("ALL"))]);
    if options.hears.is_some() {
        logs.insert("performance".to_owned(), json!("ALL"));
    }
    if let Some(categories) = options.trace {
        logs.insert("performance".to_owned(), json!("ALL"));
        let trace =
            json!({ "enableNetwork": false, "enablePage": false, "traceCategories": categories });
        own.insert("perfLoggingPrefs".to_owned(), trace);
    }
    json!({ "browserName": "chrome", "goog:chromeOptions": own, "goog:loggingPrefs": logs })
}

fn firefox(settings: &Settings, folder: &Path, options: &Options) -> Value {
    json!({
        "moz:firefoxOptions": {
            "binary": settings.program,
            "args": ["-headless"],
            "prefs": {
                "browser.download.folderList": 2,
                "browser.download.dir": folder.join("downloads"),
                "browser.download.always_ask_before_handling_new_types": false,
                "browser.download.alwaysOpenPanel": false,
                "intl.accept_languages": "en-US",
                "dom.ipc.processPrelaunch.enabled": false,
                "javascript.options.wasm": !options.without_webassembly,
                // Each test compiles the program anew, and runs it for seconds only.
                "javascript.options.wasm_optimizingjit": false,
                "ui.prefersReducedMotion": 1,
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(browser: Browser, line: &str, expected: Option<u16>) {
        assert_eq!(browser.port_in(line), expected);
    }

    #[test]
    fn a_driver_tells_its_port() {
        check(
            Browser::Chromium,
            "ChromeDriver was started successfully on port 40123.",
            Some(40123),
        );
        check(
            Browser::Firefox,
            "1790000000000\tgeckodriver\tINFO\tListening on 127.0.0.1:37765",
            Some(37765),
        );
        check(Browser::Firefox, "1790000000000\tmozrunner::runner\tINFO\tRunning command", None);
    }

    #[test]
    fn a_browser_is_found_by_its_name() {
        assert_eq!(Browser::named("webkit"), Some(Browser::WebKit));
        assert_eq!(Browser::named("safari"), None);
    }
}
