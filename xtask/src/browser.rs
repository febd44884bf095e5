//! The browser that the end-to-end tests drive, and the packages of Debian and Ubuntu.
//!
//! Elsewhere nothing is installed: what is there is found, or the person is told what to install.

use std::{env, path::PathBuf, process::Command};

use crate::{
    run::{self, Failure, Outcome},
    tools,
};

/// Chromium, or a browser built from it, and the driver of the same version.
pub struct Browser {
    /// The browser's program.
    pub chromium: PathBuf,
    /// The program that drives it over WebDriver.
    pub driver: PathBuf,
}

const CHROMIUM: &str = "ACCESSPATH_CHROMIUM";
const DRIVER: &str = "ACCESSPATH_CHROMEDRIVER";

/// A browser and its driver, installed where that can be done.
pub fn browser() -> Outcome<Browser> {
    if find().is_none() {
        // Without fonts a page has no text to lay out.
        install_packages(
            &["chromium", "chromium-driver", "fonts-liberation"],
            "one to three minutes",
        )?;
    }
    let Some(browser) = find() else {
        return Err(Failure::new(format!(
            "The browser tests need Chromium or Google Chrome and a ChromeDriver of the same version. Install them (on Debian as root `apt-get install chromium chromium-driver`, on Fedora `dnf install chromium chromedriver`, on Arch `pacman -S chromium`, on macOS `brew install --cask google-chrome chromedriver`) so that `chromedriver` and one of `chromium`, `chromium-browser`, `google-chrome` are on PATH, or name the two programs in {CHROMIUM} and {DRIVER}."
        )));
    };
    same_version(&browser)?;
    Ok(browser)
}

/// Installs packages if this is Debian or Ubuntu and we may; does nothing elsewhere.
pub fn install_packages(packages: &[&str], lasts: &str) -> Outcome {
    if !may_install() {
        return Ok(());
    }
    println!("-- installing {} with apt-get: {lasts}", packages.join(" "));
    run::run(&mut apt(&["update"]))?;
    run::run(apt(&["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn find() -> Option<Browser> {
    let named = |variable| env::var_os(variable).filter(|it| !it.is_empty()).map(PathBuf::from);
    let chromium = named(CHROMIUM).or_else(|| {
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
            .into_iter()
            .find_map(tools::on_path)
            .or_else(|| {
                Some(PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"))
                    .filter(|it| it.is_file())
            })
    })?;
    let driver = named(DRIVER).or_else(|| tools::on_path("chromedriver"))?;
    Some(Browser { chromium, driver })
}

fn same_version(browser: &Browser) -> Outcome {
    let main = |program| run::version_of(program).map(|it| main_number(&it).to_owned());
    // A browser that does not tell its version is left to the driver's own judgement.
    match (main(&browser.chromium), main(&browser.driver)) {
        (Some(chromium), Some(driver)) if chromium != driver => Err(Failure::new(format!(
            "{} is version {chromium}, but {} is version {driver}, and a driver only drives its own version. Install the two at one version, or name others in {CHROMIUM} and {DRIVER}.",
            browser.chromium.display(),
            browser.driver.display(),
        ))),
        _ => Ok(()),
    }
}

fn main_number(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

fn apt(words: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn may_install() -> bool {
    tools::on_path("apt-get").is_some()
        && run::read(Command::new("id").arg("-u")).is_ok_and(|it| it.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_first_number() {
        assert_eq!(main_number("156.0.8078.79"), "156");
        assert_eq!(main_number("156"), "156");
    }
}
