//! The pinned programs that build and test the page: the wasm32 target, Trunk, wasm-bindgen, the splitter of modules, geckodriver, mdBook.
//!
//! A program of the right version on PATH is used as it is; else one is built into the
//! cache by cargo. The programs that npm and pip install are in `npm.rs` and `python.rs`.

use std::{
    env,
    env::consts::EXE_SUFFIX,
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    cache, npm,
    run::{self, Failure, Outcome},
    workspace,
};

/// Equal to `trunk-version` in Trunk.toml.
const TRUNK: &str = "0.21.14";

const GECKODRIVER: &str = "0.37.1";

const MDBOOK: &str = "0.5.4";

const WASM_SPLIT: &str = "0.2.4";

/// What the page is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// A program that cargo installs.
struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    /// Further words for cargo: whether the author's own lock file is used, and which features are left out.
    words: &'static [&'static str],
    lasts: &'static str,
}

/// Has cargo build the standard library together with the page: for size, and for panics that only stop.
///
/// It makes the site a tenth smaller. Stable cargo keeps this behind the first variable, and the
/// toolchain is pinned, so what it does cannot change under us.
const BUILD_STD: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// Trunk with these words, at the top of the repository, with every tool it calls first on PATH.
///
/// Trunk itself never downloads anything, and cargo inside it finds its crates already there.
/// A site to publish needs more than one to look at: wasm-opt, and the standard library's source.
pub fn trunk(words: &[&str], publish: bool) -> Outcome<Command> {
    let settings: &[_] = if publish { &BUILD_STD } else { &[] };
    wasm_target()?;
    let trunk = cargo_tool(&Tool {
        package: "trunk",
        program: "trunk",
        version: TRUNK.to_owned(),
        words: &["--locked"],
        lasts: "five to ten minutes",
    })?;
    let mut first = vec![wasm_bindgen()?];
    if publish {
        first.push(npm::wasm_opt()?);
        standard_library()?;
    }
    println!("-- fetching the crates that Cargo.lock names and are not here yet");
    run::run(&mut workspace::cargo(&["fetch", "--locked"]))?;
    if publish {
        // The crates of the standard library: without a target, cargo takes those of this machine alone.
        let words = ["fetch", "--locked", "--target", WASM];
        run::run(workspace::cargo(&words).envs(settings.iter().copied()))?;
    }

    let mut command = Command::new(trunk);
    command
        .args(words)
        .arg("--offline")
        .current_dir(workspace::root())
        .env("PATH", path_with(&first)?)
        .envs(settings.iter().copied())
        // The pins are those of Trunk.toml, whatever the caller's environment says.
        .env_remove("TRUNK_TOOLS_WASM_BINDGEN")
        .env_remove("TRUNK_TOOLS_WASM_OPT");
    if env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty()) {
        // Trunk reads this as a boolean and knows but few spellings of it.
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

/// The program that writes the JavaScript of a module.
pub fn wasm_bindgen() -> Outcome<PathBuf> {
    cargo_tool(&Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: workspace::locked("wasm-bindgen")?,
        // Its lock file may name versions that a registry's mirror does not hold yet.
        words: &[],
        lasts: "one to three minutes",
    })
}

/// The program that cuts a module into several.
pub fn wasm_split() -> Outcome<PathBuf> {
    let tool = Tool {
        package: "wasm_split_cli_support",
        program: "wasm-split-cli",
        version: WASM_SPLIT.to_owned(),
        words: &["--locked", "--features", "build-binary"],
        lasts: "one to two minutes",
    };
    // It tells no version, so only the one in the folder of its version counts.
    let named = format!("{}-{WASM_SPLIT}", tool.package);
    let folder = cache::folder()?.join(&named);
    let installed = folder.join("bin").join(format!("{}{EXE_SUFFIX}", tool.program));
    let answers = |it: &PathBuf| run::read(Command::new(it).arg("--help")).is_ok();
    let find = || Some(installed.clone()).filter(|it| it.is_file() && answers(it));
    cache::find_or_install(&named, find, || install(&tool, &folder))
}

/// The program that drives Firefox.
pub fn geckodriver() -> Outcome<PathBuf> {
    cargo_tool(&Tool {
        package: "geckodriver",
        program: "geckodriver",
        version: GECKODRIVER.to_owned(),
        words: &["--locked"],
        lasts: "one to two minutes",
    })
}

/// The program that makes books of Markdown, without the server that comes with it.
pub fn mdbook() -> Outcome<PathBuf> {
    cargo_tool(&Tool {
        package: "mdbook",
        program: "mdbook",
        version: MDBOOK.to_owned(),
        words: &["--locked", "--no-default-features", "--features", "search"],
        lasts: "two to four minutes",
    })
}

/// Makes sure that the toolchain can compile for the browser.
pub fn wasm_target() -> Outcome {
    let libraries = || {
        let mut rustc = Command::new("rustc");
        rustc.args(["--print", "target-libdir", "--target", WASM]).current_dir(workspace::root());
        run::read(&mut rustc).is_ok_and(|it| Path::new(it.trim()).is_dir())
    };
    if libraries() {
        return Ok(());
    }
    rustup(
        &["target", "add", WASM],
        "the Rust target wasm32-unknown-unknown",
        "with your system's packages (`libstd-rust-dev-wasm32` on Debian, `rust-std-static-wasm32-unknown-unknown` on Fedora, `rust-wasm` on Arch)",
    )
}

/// Makes sure that the source of the standard library is there.
fn standard_library() -> Outcome {
    let mut rustc = Command::new("rustc");
    let sysroot = run::read(rustc.args(["--print", "sysroot"]).current_dir(workspace::root()))?;
    if Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.toml").is_file() {
        return Ok(());
    }
    rustup(
        &["component", "add", "rust-src"],
        "the source of Rust's standard library",
        "with your system's packages (`rust-src` on Debian, Fedora and Arch)",
    )
}

/// Makes sure that rustfmt and clippy are there.
pub fn components() -> Outcome {
    for (component, words) in
        [("rustfmt", ["fmt", "--version"]), ("clippy", ["clippy", "--version"])]
    {
        let mut probe = workspace::cargo(&words);
        let there = probe
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !there {
            rustup(&["component", "add", component], component, "with your system's packages")?;
        }
    }
    Ok(())
}

/// The program of this name that a shell would start.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(format!("{program}{EXE_SUFFIX}")))
        .find(|it| it.is_file())
}

fn rustup(words: &[&str], what: &str, otherwise: &str) -> Outcome {
    println!("-- installing {what} with rustup: seconds");
    let mut command = Command::new("rustup");
    run::run(command.args(words).current_dir(workspace::root())).map_err(|failure| {
        Failure::new(format!(
            "{failure} The project needs {what}: run `rustup {}` in the repository, or install it {otherwise}.",
            words.join(" ")
        ))
    })
}

fn cargo_tool(tool: &Tool) -> Outcome<PathBuf> {
    let Tool { package, program, version, .. } = tool;
    let folder = cache::folder()?.join(format!("{package}-{version}"));
    let installed = folder.join("bin").join(format!("{program}{EXE_SUFFIX}"));
    // An interrupted run may have left files behind, so only the program's own answer counts.
    let find = || {
        on_path(program)
            .into_iter()
            .chain([installed.clone()])
            .find(|it| run::version_of(it).as_ref() == Some(version))
    };
    cache::find_or_install(&format!("{package}-{version}"), find, || install(tool, &folder))
}

fn install(tool: &Tool, folder: &Path) -> Outcome {
    let Tool { package, version, words, lasts, .. } = tool;
    println!(
        "-- building {package} {version} into {}: once for all clones, {lasts}",
        folder.display()
    );
    let build = folder.with_file_name(format!("{package}-{version}.build"));
    let mut command = workspace::cargo(&["install", &format!("{package}@{version}"), "--force"]);
    command
        .args(*words)
        .arg("--root")
        .arg(folder)
        // Outside of the repository, so that its cargo settings do not apply to the tool.
        .current_dir(cache::folder()?)
        // A separate folder lets an interrupted build continue.
        .env("CARGO_TARGET_DIR", &build)
        // The tools wait for compilers and disks, so an optimised build of them takes longer than it saves.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    run::run(&mut command).map_err(|failure| {
        Failure::new(format!(
            "{failure} The project needs {package} {version}: building it needs a C compiler and the crates registry; a `{}` of exactly this version on PATH is used as well.",
            tool.program
        ))
    })?;
    // Hundreds of megabytes that are not needed again; if they cannot be removed, they only take space.
    drop(std::fs::remove_dir_all(build));
    Ok(())
}

/// PATH with the folders of these programs in front.
fn path_with(programs: &[PathBuf]) -> Outcome<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = programs.iter().filter_map(|it| it.parent()).map(Path::to_path_buf);
    env::join_paths(folders.chain(env::split_paths(&path)))
        .map_err(|error| Failure::new(format!("PATH cannot be extended: {error}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_itself_asks_for_the_version_that_is_installed() {
        let settings = std::fs::read_to_string(workspace::root().join("Trunk.toml")).unwrap();
        assert!(settings.contains(&format!("trunk-version = \"={TRUNK}\"\n")));
    }

    #[test]
    fn trunk_downloads_for_those_who_call_it_alone() {
        let settings = std::fs::read_to_string(workspace::root().join("Trunk.toml")).unwrap();
        assert!(!settings.contains("offline"));
    }

    #[test]
    fn the_folders_of_our_programs_come_first() {
        let path = path_with(&[PathBuf::from("/ours/bin/tool")]).unwrap();
        assert_eq!(env::split_paths(&path).next(), Some(PathBuf::from("/ours/bin")));
    }
}
