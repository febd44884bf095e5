//! What comes from npm: wasm-opt, terser, axe-core, and node itself for brotli and hashes.
//!
//! Packages are pinned, install without running their scripts, and appear in the cache
//! as a whole or not at all.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    browser, cache,
    run::{self, Failure, Outcome},
    tools,
};

/// The npm version of the package; wasm-opt itself says only the first number.
const BINARYEN: &str = "132.0.0";
const TERSER: &str = "5.51.2";
const AXE: &str = "4.14.1";

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
const WASM_OPT: &str = if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" };

/// The program that makes WebAssembly small.
pub fn wasm_opt() -> Outcome<PathBuf> {
    let number = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    let fits = |program: &PathBuf| run::version_of(program).as_deref() == Some(number);
    if let Some(found) = tools::on_path("wasm-opt").filter(fits) {
        return Ok(found);
    }
    package("binaryen", BINARYEN, |folder| {
        Some(folder.join("node_modules/.bin").join(WASM_OPT)).filter(fits)
    })
}

/// The program that makes JavaScript small, to be run by node.
pub fn terser() -> Outcome<PathBuf> {
    package("terser", TERSER, |folder| {
        let program = folder.join("node_modules/terser/bin/terser");
        let manifest = fs::read_to_string(folder.join("node_modules/terser/package.json")).ok()?;
        (program.is_file() && manifest.contains(TERSER)).then_some(program)
    })
}

/// The script that looks for what shuts people out of a page.
pub fn axe() -> Outcome<PathBuf> {
    package("axe-core", AXE, |folder| {
        let script = folder.join("node_modules/axe-core/axe.min.js");
        let text = fs::read_to_string(&script).ok()?;
        text.contains(AXE).then_some(script)
    })
}

/// Node.js, at any version.
pub fn node() -> Outcome<Command> {
    need_npm()?;
    Ok(Command::new("node"))
}

fn package(name: &str, version: &str, find: impl Fn(&Path) -> Option<PathBuf>) -> Outcome<PathBuf> {
    let folder = cache::folder()?.join(format!("{name}-{version}"));
    cache::find_or_install(
        &format!("{name}-{version}"),
        || find(&folder),
        || install(name, version, &folder),
    )
}

fn install(name: &str, version: &str, folder: &Path) -> Outcome {
    need_npm()?;
    println!(
        "-- installing {name} {version} with npm into {}: once for all clones, under a minute",
        folder.display()
    );
    let partial = folder.with_file_name(format!("{name}-{version}.partial"));
    let remove = |path: &Path| match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::new(format!("{} cannot be removed: {error}.", path.display())))
        }
        _ => Ok(()),
    };
    remove(&partial)?;
    let mut command = Command::new(NPM);
    command
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .arg("--prefix")
        .arg(&partial)
        .arg(format!("{name}@{version}"))
        .current_dir(cache::folder()?);
    run::run(&mut command).map_err(|failure| {
        Failure::new(format!(
            "{failure} The npm package {name} {version} is needed: see that npm reaches its registry, then run the command again."
        ))
    })?;
    remove(folder)?;
    fs::rename(&partial, folder)
        .map_err(|error| Failure::new(format!("{} cannot be made: {error}.", folder.display())))
}

fn need_npm() -> Outcome {
    let there = || run::version_of(NPM).is_some() && run::version_of("node").is_some();
    if there() {
        return Ok(());
    }
    browser::install_packages(&["npm"], "about a minute")?;
    if there() {
        return Ok(());
    }
    Err(Failure::new(
        "Node.js with npm is needed, for wasm-opt, terser, axe-core and the size of the site. Install Node.js 18 or later (on Debian and Ubuntu `apt-get install npm`, on macOS `brew install node`, else from your system's packages) so that `node` and `npm` are on PATH, then run the command again.",
    ))
}
