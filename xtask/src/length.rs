//! Keeps files of code short enough to be read in one sitting.
//!
//! Counts lines, those of tests and comments too. A file that is longer has a row here that says why.

use std::{collections::BTreeSet, fs, path::Path};

use crate::{
    run::{Failure, Outcome},
    workspace,
};

/// The folders of code; one that does not exist has no files.
const FOLDERS: [&str; 5] = ["cli/src", "engine/src", "import/src", "policy/src", "src"];

/// The most lines of a file.
///
/// No derivation: around 400 is the aim, and a file is not split for the last few.
const LIMIT: usize = 450;

const TABLE: &str = "a table: one entry after the other, read one at a time";

/// The files that are longer, each with the reason.
const LONGER: &[(&str, &str)] = &[("policy/src/rule.rs", TABLE)];

/// Finds no longer file but those of the list, and each of those.
pub fn length() -> Outcome {
    let root = workspace::root();
    let mut lengths = Vec::new();
    for folder in FOLDERS.map(|it| root.join(it)).iter().filter(|it| it.is_dir()) {
        for file in workspace::files_in(folder)? {
            if file.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&file).map_err(|error| {
                    Failure::new(format!("{} cannot be read: {error}.", file.display()))
                })?;
                lengths.push((name(&file, &root), text.lines().count()));
            }
        }
    }
    for (file, reason) in LONGER {
        println!("   {file}: {reason}");
    }
    let problems = compare(&lengths, LONGER);
    if problems.is_empty() { Ok(()) } else { Err(Failure::new(problems.join("\n"))) }
}

/// The file's path in the repository, written the same on every system.
fn name(file: &Path, root: &Path) -> String {
    let path = file.strip_prefix(root).unwrap_or(file);
    path.components().map(|it| it.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The problems: long files that are not listed, and listed ones that are not long.
fn compare(lengths: &[(String, usize)], listed: &[(&str, &str)]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut long = BTreeSet::new();
    for (file, lines) in lengths.iter().filter(|(_, lines)| *lines > LIMIT) {
        long.insert(file.as_str());
        if !listed.iter().any(|(it, _)| it == file) {
            problems.push(format!(
                "{file} has {lines} lines, and {LIMIT} are the limit: split it by noun, or move its tests to a file of their own."
            ));
        }
    }
    for (file, _) in listed.iter().filter(|(it, _)| !long.contains(it)) {
        problems.push(format!(
            "{file} is no longer over {LIMIT} lines: take it off LONGER in xtask/src/length.rs, so that it stays short."
        ));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lengths: &[(&str, usize)], listed: &[&str], expected: &[&str]) {
        let lengths: Vec<_> = lengths.iter().map(|(file, it)| ((*file).to_owned(), *it)).collect();
        let listed: Vec<_> = listed.iter().map(|it| (*it, "reason")).collect();
        let problems = compare(&lengths, &listed);
        let heads: Vec<&str> =
            problems.iter().filter_map(|it| it.split([',', ':']).next()).collect();
        assert_eq!(heads, expected);
    }

    #[test]
    fn a_long_file_is_named_unless_it_is_listed() {
        check(&[("a.rs", LIMIT)], &[], &[]);
        check(&[("a.rs", LIMIT + 1)], &[], &["a.rs has 451 lines"]);
        check(&[("a.rs", LIMIT + 1)], &["a.rs"], &[]);
    }

    #[test]
    fn a_listed_file_that_is_short_or_gone_is_named() {
        check(&[("a.rs", LIMIT)], &["a.rs"], &["a.rs is no longer over 450 lines"]);
        check(&[], &["a.rs"], &["a.rs is no longer over 450 lines"]);
    }

    #[test]
    fn a_file_is_named_by_its_path_in_the_repository() {
        let root = Path::new("here").join("repository");
        assert_eq!(name(&root.join("src").join("a.rs"), &root), "src/a.rs");
    }
}
