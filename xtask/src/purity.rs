//! Keeps crates pure: each may depend on the crates named here and on no other.
//!
//! A web crate, a clock or a source of randomness would come in as a dependency, at
//! some depth, and is found here.

use std::collections::BTreeSet;

use crate::{
    run::{self, Failure, Outcome},
    workspace,
};

/// The pure crates, each with all that it may depend on, at whatever depth.
const PURE: &[(&str, &[&[&str]])] = &[
    ("accesspath-policy", &[&["ipnet"], &SERDE]),
    ("accesspath-engine", &[&["accesspath-policy", "ipnet", "litemap"], &SERDE]),
    (
        "accesspath-import",
        &[&["accesspath-engine", "accesspath-policy", "ipnet", "litemap"], &SERDE],
    ),
    (
        "accesspath-picture",
        &[&["accesspath-engine", "accesspath-policy", "ipnet", "litemap"], &SERDE],
    ),
];

/// Serde with its two halves, and what they are made of. The last five only run while compiling.
const SERDE: [&str; 11] = [
    "serde",
    "serde_core",
    "serde_json",
    "itoa",
    "memchr",
    "zmij",
    "serde_derive",
    "proc-macro2",
    "quote",
    "syn",
    "unicode-ident",
];

/// Compares the whole dependency tree of each pure crate with its list.
pub fn purity() -> Outcome {
    let mut problems = Vec::new();
    for &(package, allowed) in PURE {
        let words = [
            "tree", "--locked", "-p", package, "--target", "all", "-e", "normal", "--prefix",
            "none",
        ];
        println!("   $ cargo {}", words.join(" "));
        let tree = run::read(&mut workspace::cargo(&words))?;
        problems.extend(compare(package, &allowed.concat(), &tree));
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::new(problems.join("\n"))) }
}

/// The problems: crates in the tree that are not allowed, and allowed ones that are not in it.
fn compare(package: &str, allowed: &[&str], tree: &str) -> Vec<String> {
    let found: BTreeSet<&str> = tree.lines().filter_map(|it| it.split(' ').next()).collect();
    let found: BTreeSet<&str> = found.into_iter().filter(|it| !it.is_empty()).collect();
    let allowed: BTreeSet<&str> = allowed.iter().copied().chain([package]).collect();
    let list = |a: &BTreeSet<&str>, b| a.difference(b).copied().collect::<Vec<_>>().join(", ");
    let (new, gone) = (list(&found, &allowed), list(&allowed, &found));
    let mut problems = Vec::new();
    if !new.is_empty() {
        problems.push(format!(
            "{package} depends on {new}, which its allow-list does not hold. If the crate has no clock, no randomness, no input or output and no browser in it and earns its place, add it to xtask/src/purity.rs; else leave it out of {package}."
        ));
    }
    if !gone.is_empty() {
        problems.push(format!(
            "{package} no longer depends on {gone}: take it off the allow-list in xtask/src/purity.rs, so that it cannot come back unseen."
        ));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: &[&str]) {
        let tree: String = names.iter().map(|it| format!("{it} v1.0.0 (*)\n")).collect();
        let problems = compare("engine", &["policy", "serde"], &format!("\n{tree}\n"));
        let heads: Vec<&str> =
            problems.iter().filter_map(|it| it.split([',', ':']).next()).collect();
        assert_eq!(heads, expected);
    }

    #[test]
    fn exactly_the_allowed_crates_pass_however_often_they_occur() {
        check(&["engine", "policy", "serde"], &[]);
        check(&["engine", "serde", "policy", "serde", "engine"], &[]);
    }

    #[test]
    fn a_crate_that_is_not_allowed_is_named() {
        check(&["engine", "policy", "getrandom", "serde"], &["engine depends on getrandom"]);
    }

    #[test]
    fn an_allowance_that_nobody_needs_is_named() {
        check(&["engine", "serde"], &["engine no longer depends on policy"]);
        check(
            &["engine", "serde", "web-sys"],
            &["engine depends on web-sys", "engine no longer depends on policy"],
        );
    }
}
