//! The place of the repository, and the versions in its lock file.
//!
//! Every cargo command of ours starts from here, at the top of the repository, so that
//! a command means the same from any folder.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::run::{self, Failure, Outcome};

/// The top of the repository.
pub fn root() -> PathBuf {
    // Asked while running, because a repository can be moved with everything that was built in it.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// `cargo` with these words, at the top of the repository.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words).current_dir(root());
    command
}

/// The folder that cargo builds into.
pub fn target() -> Outcome<PathBuf> {
    let metadata =
        run::read(&mut cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]))?;
    target_in(&metadata)
        .ok_or_else(|| Failure::new("`cargo metadata` does not say where it builds."))
}

/// The version of a package in Cargo.lock.
pub fn locked(package: &str) -> Outcome<String> {
    let path = root().join("Cargo.lock");
    let text = fs::read_to_string(&path)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}.", path.display())))?;
    locked_in(&text, package)
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("Cargo.lock holds no package `{package}`.")))
}

fn target_in(metadata: &str) -> Option<PathBuf> {
    let (_, rest) = metadata.split_once(r#""target_directory":""#)?;
    let (folder, _) = rest.split_once('"')?;
    Some(PathBuf::from(folder.replace(r"\\", r"\")))
}

fn locked_in<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| {
        line.strip_prefix("name = ").is_some_and(|name| name.trim_matches('"') == package)
    })?;
    lines.next()?.strip_prefix("version = ").map(|version| version.trim_matches('"'))
}

/// Every file below the folder, sorted.
pub fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error| Failure::new(format!("{} cannot be read: {error}.", folder.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            found.append(&mut files_in(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-shared"
version = "0.2.129"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"
"#;

    #[test]
    fn a_locked_version_belongs_to_exactly_that_package() {
        assert_eq!(locked_in(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_in(LOCK, "wasm"), None);
    }

    #[test]
    fn the_target_folder_is_read_with_its_backslashes() {
        let metadata = r#"{"packages":[],"target_directory":"C:\\work\\target","version":1}"#;
        assert_eq!(target_in(metadata), Some(PathBuf::from(r"C:\work\target")));
        assert_eq!(target_in("{}"), None);
    }

    #[test]
    fn trunk_is_told_the_wasm_bindgen_that_the_lock_file_holds() {
        let settings = fs::read_to_string(root().join("Trunk.toml")).unwrap();
        let version = locked("wasm-bindgen").unwrap();
        assert!(settings.contains(&format!("wasm_bindgen = \"{version}\"\n")), "{version}");
    }
}
