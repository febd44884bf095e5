//! The places of the site and of the programs that a test needs, as `cargo xtask test e2e` sets them.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{
    browser::Browser,
    failure::{Failure, Outcome},
};

/// The settings from the environment.
pub struct Settings {
    /// The folder of the built site.
    pub dist: PathBuf,
    /// The kind of browser.
    pub browser: Browser,
    /// The browser's program.
    pub program: PathBuf,
    /// The program that drives the browser.
    pub driver: PathBuf,
    /// The program that makes a screen for WebKit; empty for the others, which need none.
    pub screen: PathBuf,
    /// The script of axe-core.
    pub axe: PathBuf,
    /// The command line program of this project.
    pub cli: PathBuf,
}

impl Settings {
    /// Reads the environment, and fails where a part of it is missing.
    #[track_caller]
    pub fn read() -> Outcome<Self> {
        let name = env::var("ACCESSPATH_BROWSER").unwrap_or_else(|_| "chromium".to_owned());
        let Some(browser) = Browser::named(&name) else {
            return Err(Failure::new(format!(
                "ACCESSPATH_BROWSER is `{name}`, and no browser of `chromium`, `firefox` and `webkit`."
            )));
        };
        let (program, driver) = match browser {
            Browser::Chromium => ("ACCESSPATH_CHROMIUM", "ACCESSPATH_CHROMEDRIVER"),
            Browser::Firefox => ("ACCESSPATH_FIREFOX", "ACCESSPATH_GECKODRIVER"),
            Browser::WebKit => ("ACCESSPATH_WEBKIT", "ACCESSPATH_WEBKITDRIVER"),
        };
        let screen = match browser {
            Browser::WebKit => variable("ACCESSPATH_XVFB")?,
            Browser::Chromium | Browser::Firefox => PathBuf::new(),
        };
        Ok(Self {
            dist: variable("ACCESSPATH_DIST")?,
            browser,
            program: variable(program)?,
            driver: variable(driver)?,
            screen,
            axe: variable("ACCESSPATH_AXE")?,
            cli: variable("ACCESSPATH_CLI")?,
        })
    }
}

/// The folder with the example books of `docs/embedding`, built.
#[track_caller]
pub fn books() -> Outcome<PathBuf> {
    variable("ACCESSPATH_BOOKS")
}

#[track_caller]
fn variable(name: &str) -> Outcome<PathBuf> {
    match env::var_os(name).filter(|it| !it.is_empty()) {
        Some(path) => Ok(PathBuf::from(path)),
        None => Err(Failure::new(format!(
            "{name} is not set: run `cargo xtask test e2e`, which builds the site, finds the browser and says here where they are."
        ))),
    }
}

/// The files of the gallery's examples, by their ids and in their order.
#[track_caller]
pub fn examples() -> Outcome<Vec<(String, PathBuf)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/scenarios");
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) => {
            return Err(Failure::new(format!("{} cannot be read: {error}.", folder.display())));
        }
    };
    let mut examples: Vec<(String, PathBuf)> = entries
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.extension().is_some_and(|extension| extension == "json"))
        .filter_map(|it| Some((it.file_stem()?.to_str()?.to_owned(), it)))
        .collect();
    examples.sort();
    if examples.is_empty() {
        return Err(Failure::new(format!("{} holds no example.", folder.display())));
    }
    Ok(examples)
}
