//! The folder of this user that keeps installed tools, so that the next clone finds them.
//!
//! A tool's folder is named by its version, so versions never meet. Two runs that
//! want the same tool wait for each other here.

use std::{
    env, fs,
    fs::{File, TryLockError},
    path::PathBuf,
};

use crate::run::{Failure, Outcome};

/// The cache folder, made if it is missing.
pub fn folder() -> Outcome<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|it| it.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .ok_or_else(|| {
            Failure::new(
                "There is no home folder to keep tools in: set XDG_CACHE_HOME to a folder that may be written.",
            )
        })?;
    let folder = base.join("accesspath");
    fs::create_dir_all(&folder).map_err(|error| {
        Failure::new(format!(
            "The tools cannot be kept in {}: {error}. Set XDG_CACHE_HOME to a folder that may be written.",
            folder.display()
        ))
    })?;
    Ok(folder)
}

/// Returns what `find` finds, and runs `install` first where it finds nothing.
///
/// Only one process at a time installs `name`; the others wait and then find it.
pub fn find_or_install<T>(
    name: &str,
    find: impl Fn() -> Option<T>,
    install: impl FnOnce() -> Outcome,
) -> Outcome<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let _lock = lock(name)?;
    if let Some(found) = find() {
        return Ok(found);
    }
    install()?;
    find().ok_or_else(|| {
        Failure::new(format!(
            "{name} was installed, but does not answer to `--version` as it should. Remove its folder in {} and try again.",
            folder().map_or_else(|_| "the cache".to_owned(), |it| it.display().to_string())
        ))
    })
}

/// Held until the returned file is dropped, also when the process dies.
fn lock(name: &str) -> Outcome<Option<File>> {
    let path = folder()?.join(format!("{name}.lock"));
    let file = File::create(&path)
        .map_err(|error| Failure::new(format!("{} cannot be made: {error}.", path.display())))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {
            println!("-- waiting for another run that is installing {name}");
            file.lock().map_err(|error| {
                Failure::new(format!("{} cannot be locked: {error}.", path.display()))
            })?;
            Ok(Some(file))
        }
        // Some network file systems have no locks. Cargo and npm then still replace files as a whole.
        Err(TryLockError::Error(_)) => Ok(None),
    }
}
