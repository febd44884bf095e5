//! The browsers that the end-to-end tests drive, and the packages of Debian and Ubuntu.
//!
//! Elsewhere nothing is installed: what is there is found, or the person is told what to install.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    run::{self, Failure, Outcome},
    tools,
};

/// A kind of browser, and how a system comes to it.
pub struct Browser {
    /// Its name in `ACCESSPATH_BROWSER`, and in tables.
    pub name: &'static str,
    /// Its packages in Debian.
    packages: &'static [&'static str],
    /// What a person is told who lacks a part of it.
    advice: &'static str,
    find: fn() -> Option<Parts>,
    complete: fn(Parts) -> Outcome<Parts>,
}

/// The variables that name a browser's programs to `e2e`, with the programs.
pub type Parts = Vec<(&'static str, PathBuf)>;

/// The browsers, the one first that cannot be done without.
pub const BROWSERS: [Browser; 3] = [
    Browser {
        name: "chromium",
        // Without fonts a page has no text to lay out.
        packages: &["chromium", "chromium-driver", "fonts-liberation"],
        advice: "Chromium or Google Chrome and a ChromeDriver of the same version are needed. Install them (on Debian as root `apt-get install chromium chromium-driver`, on Fedora `dnf install chromium chromedriver`, on Arch `pacman -S chromium`, on macOS `brew install --cask google-chrome chromedriver`) so that `chromedriver` and one of `chromium`, `chromium-browser`, `google-chrome` are on PATH, or name the two programs in ACCESSPATH_CHROMIUM and ACCESSPATH_CHROMEDRIVER.",
        find: chromium,
        complete: same_version,
    },
    Browser {
        name: "firefox",
        packages: &["firefox-esr", "fonts-liberation"],
        advice: "Firefox is needed. Install it (on Debian as root `apt-get install firefox-esr`, on Fedora and Arch `firefox`, on macOS `brew install --cask firefox`) so that `firefox` or `firefox-esr` is on PATH, or name it in ACCESSPATH_FIREFOX.",
        find: firefox,
        complete: with_geckodriver,
    },
    Browser {
        name: "webkit",
        // The libraries for TLS, so that a sealed request would be seen.
        packages: &["webkit2gtk-driver", "xvfb", "glib-networking", "fonts-liberation"],
        advice: "WebKitGTK's MiniBrowser, its driver and Xvfb are needed. Install them (on Debian as root `apt-get install webkit2gtk-driver xvfb`, on Fedora `dnf install webkit2gtk4.1 xorg-x11-server-Xvfb`, on Arch `pacman -S webkit2gtk-4.1 xorg-server-xvfb`; no other system has them) so that `WebKitWebDriver` and `Xvfb` are on PATH, or name the three programs in ACCESSPATH_WEBKIT, ACCESSPATH_WEBKITDRIVER and ACCESSPATH_XVFB.",
        find: webkit,
        complete: Ok,
    },
];

impl Browser {
    /// Its programs, installed where that can be done.
    pub fn programs(&self) -> Outcome<Parts> {
        if (self.find)().is_none() {
            install_packages(self.packages, "one to three minutes")?;
        }
        let found = (self.find)();
        (self.complete)(found.ok_or_else(|| Failure::new(self.advice))?)
    }
}

/// The program of Chromium, installed where that can be done.
pub fn chromium_alone() -> Outcome<PathBuf> {
    let [first, ..] = &BROWSERS;
    let parts = first.programs()?;
    let program = parts.into_iter().find(|it| it.0 == "ACCESSPATH_CHROMIUM").map(|it| it.1);
    program.ok_or_else(|| Failure::new(first.advice))
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

fn chromium() -> Option<Parts> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let mac = || file("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    Some(vec![
        part("ACCESSPATH_CHROMIUM", &names, mac)?,
        part("ACCESSPATH_CHROMEDRIVER", &["chromedriver"], || None)?,
    ])
}

fn firefox() -> Option<Parts> {
    let mac = || file("/Applications/Firefox.app/Contents/MacOS/firefox");
    Some(vec![part("ACCESSPATH_FIREFOX", &["firefox", "firefox-esr"], mac)?])
}

/// Firefox and its driver, which is built where there is none: few systems have a package of it.
fn with_geckodriver(mut parts: Parts) -> Outcome<Parts> {
    const DRIVER: &str = "ACCESSPATH_GECKODRIVER";
    let driver = match part(DRIVER, &["geckodriver"], || None) {
        Some(found) => found,
        None => (DRIVER, tools::geckodriver()?),
    };
    parts.push(driver);
    Ok(parts)
}

fn webkit() -> Option<Parts> {
    Some(vec![
        part("ACCESSPATH_WEBKIT", &[], mini_browser)?,
        part("ACCESSPATH_WEBKITDRIVER", &["WebKitWebDriver"], || None)?,
        part("ACCESSPATH_XVFB", &["Xvfb"], || None)?,
    ])
}

/// WebKitGTK's browser, which is never on PATH: distributions have it below one of these folders, at times with the
/// machine's name between.
fn mini_browser() -> Option<PathBuf> {
    let roots = ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(PathBuf::from);
    let below = |root: &Path| {
        let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
        let folders = entries.map(|it| it.path()).filter(|it| it.is_dir());
        [root.to_path_buf()].into_iter().chain(folders).collect::<Vec<_>>()
    };
    let folders: Vec<PathBuf> = roots.iter().flat_map(|it| below(it)).collect();
    ["webkit2gtk-4.1", "webkitgtk-6.0"].into_iter().find_map(|version| {
        folders.iter().map(|it| it.join(version).join("MiniBrowser")).find(|it| it.is_file())
    })
}

/// The program that a variable names, else the first of these names on PATH, under the variable's name.
fn part(
    variable: &'static str,
    names: &[&str],
    elsewhere: impl FnOnce() -> Option<PathBuf>,
) -> Option<(&'static str, PathBuf)> {
    let named = env::var_os(variable).filter(|it| !it.is_empty()).map(PathBuf::from);
    let on_path = || names.iter().find_map(|it| tools::on_path(it));
    Some((variable, named.or_else(on_path).or_else(elsewhere)?))
}

fn file(path: &str) -> Option<PathBuf> {
    Some(PathBuf::from(path)).filter(|it| it.is_file())
}

fn same_version(parts: Parts) -> Outcome<Parts> {
    let main = |it: &(&str, PathBuf)| run::version_of(&it.1).map(|it| main_number(&it).to_owned());
    let versions: Vec<_> = parts.iter().map(main).collect();
    // A browser that does not tell its version is left to the driver's own judgement.
    if let [Some(chromium), Some(driver)] = versions.as_slice()
        && chromium != driver
    {
        let named: Vec<_> = parts.iter().map(|it| it.1.display().to_string()).collect();
        return Err(Failure::new(format!(
            "{} are of versions {chromium} and {driver}, and a driver only drives its own version. Install the two at one version, or name others in ACCESSPATH_CHROMIUM and ACCESSPATH_CHROMEDRIVER.",
            named.join(" and "),
        )));
    }
    Ok(parts)
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

    #[test]
    fn a_browser_that_is_not_there_is_told_with_its_programs() {
        for Browser { name, advice, packages, .. } in BROWSERS {
            assert!(advice.contains("apt-get install"), "{name}");
            assert!(packages.len() > 1, "{name}");
        }
    }

    #[test]
    fn a_program_that_nobody_has_is_not_found() {
        assert_eq!(part("ACCESSPATH_NO_SUCH_PROGRAM", &["no-such-program-here"], || None), None);
    }
}
