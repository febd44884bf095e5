//! The places of the site and of the programs that a test needs, as `cargo xtask test e2e` sets them.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::failure::{Failure, Outcome};

/// The settings from the environment.
pub struct Settings {
    /// The folder of the built site.
    pub dist: PathBuf,
    /// The browser's program.
    pub chromium: PathBuf,
    /// The program that drives the browser.
    pub chromedriver: PathBuf,
    /// The script of axe-core.
    pub axe: PathBuf,
    /// The command line program of this project.
    pub cli: PathBuf,
}

impl Settings {
    /// Reads the environment, and fails where a part of it is missing.
    #[track_caller]
    pub fn read() -> Outcome<Self> {
        Ok(Self {
            dist: variable("ACCESSPATH_DIST")?,
            chromium: variable("ACCESSPATH_CHROMIUM")?,
            chromedriver: variable("ACCESSPATH_CHROMEDRIVER")?,
            axe: variable("ACCESSPATH_AXE")?,
            cli: variable("ACCESSPATH_CLI")?,
        })
    }
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
