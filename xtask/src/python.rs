//! The generators of documentation that are written in Python, in an environment of their own in the cache.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    browser, cache,
    run::{self, Failure, Outcome},
    tools,
};

/// The packages; those that they need come with them, at whatever versions they allow.
const PACKAGES: [&str; 4] =
    ["mkdocs==1.6.1", "mkdocs-material==9.8.2", "sphinx==8.1.3", "furo==2025.12.19"];

/// Names the environment: another set of packages is another number.
const ENTRY: &str = "docs-generators-1";

/// The Python that has the generators.
pub fn with_generators() -> Outcome<PathBuf> {
    let folder = cache::folder()?.join(ENTRY);
    let python = match cfg!(windows) {
        true => folder.join("Scripts").join("python.exe"),
        false => folder.join("bin").join("python"),
    };
    // Written last, so that an environment that was left half made is not taken for a whole one.
    let list = folder.join("packages.txt");
    let packages = PACKAGES.join("\n");
    let find = || {
        let whole = fs::read_to_string(&list).is_ok_and(|it| it == packages);
        // The Python that it was made with may have gone.
        (whole && run::version_of(&python).is_some()).then(|| python.clone())
    };
    cache::find_or_install(ENTRY, find, || {
        install(&folder, &python)?;
        fs::write(&list, &packages).map_err(|error| {
            Failure::new(format!("{} cannot be written: {error}.", list.display()))
        })
    })
}

fn install(folder: &Path, python: &Path) -> Outcome {
    let system = system()?;
    println!(
        "-- installing {} with pip into {}: once for all clones, about a minute",
        PACKAGES.join(", "),
        folder.display()
    );
    run::run(Command::new(system).args(["-m", "venv", "--clear"]).arg(folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
    run::run(Command::new(python).args(pip).args(PACKAGES)).map_err(|failure| {
        Failure::new(format!(
            "{failure} The Python packages {} are needed, to build the example books: see that pip reaches its index, then run the command again.",
            PACKAGES.join(", ")
        ))
    })
}

/// A Python that can make environments.
fn system() -> Outcome<PathBuf> {
    let find = || ["python3", "python"].into_iter().filter_map(tools::on_path).find(|it| fits(it));
    if let Some(found) = find() {
        return Ok(found);
    }
    browser::install_packages(&["python3", "python3-venv"], "about a minute")?;
    find().ok_or_else(|| {
        Failure::new(
            "Python with venv and pip is needed, for MkDocs and Sphinx. Install Python 3.10 or later (on Debian and Ubuntu `apt-get install python3 python3-venv`, on Fedora and Arch `python`, on macOS `brew install python`) so that `python3` is on PATH, then run the command again.",
        )
    })
}

fn fits(python: &Path) -> bool {
    let asks = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
    let mut command = Command::new(python);
    command.args(["-c", asks]).stdin(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|it| it.success())
}
