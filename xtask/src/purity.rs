//! Keeps the engine pure: it may depend on the crates named here and on no other.
//!
//! A web crate, a clock or a source of randomness would come in as a dependency, at
//! whatever depth, and this is where it is noticed.

use std::collections::BTreeSet;

use crate::{
    run::{self, Failure, Outcome},
    workspace,
};

/// Serde with its two halves, and what they are made of. The last five only run while compiling.
const ALLOWED: [&str; 12] = [
    "accesspath-engine",
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

const TREE: [&str; 10] = [
    "tree",
    "--locked",
    "-p",
    "accesspath-engine",
    "--target",
    "all",
    "-e",
    "normal",
    "--prefix",
    "none",
];

/// Compares the engine's whole dependency tree with the list.
pub fn purity() -> Outcome {
    println!("   $ cargo {}", TREE.join(" "));
    compare(&run::read(&mut workspace::cargo(&TREE))?)
}

fn compare(tree: &str) -> Outcome {
    let found: BTreeSet<&str> = tree.lines().filter_map(|it| it.split(' ').next()).collect();
    let found: BTreeSet<&str> = found.into_iter().filter(|it| !it.is_empty()).collect();
    let allowed = BTreeSet::from(ALLOWED);
    let list = |a: &BTreeSet<&str>, b| a.difference(b).copied().collect::<Vec<_>>().join(", ");
    let (new, gone) = (list(&found, &allowed), list(&allowed, &found));
    if !new.is_empty() {
        return Err(Failure::new(format!(
            "The engine depends on {new}, which its allow-list does not hold. If the crate has no clock, no randomness, no input or output and no browser in it and earns its place, add it to xtask/src/purity.rs; else leave it out of the engine."
        )));
    }
    if !gone.is_empty() {
        return Err(Failure::new(format!(
            "The engine no longer depends on {gone}: take it off the allow-list in xtask/src/purity.rs, so that it cannot come back unseen."
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(names: &[&str]) -> String {
        names.iter().map(|it| format!("{it} v1.0.0 (*)\n")).collect()
    }

    #[test]
    fn exactly_the_allowed_crates_pass_however_often_they_occur() {
        let twice = [ALLOWED, ALLOWED].concat();
        assert!(compare(&tree(&twice)).is_ok());
        assert!(compare(&format!("\n{}\n", tree(&ALLOWED))).is_ok());
    }

    #[test]
    fn a_crate_that_is_not_allowed_is_named() {
        let mut names = ALLOWED.to_vec();
        names.push("getrandom");
        let failure = compare(&tree(&names)).unwrap_err().to_string();
        assert!(failure.contains("depends on getrandom,"), "{failure}");
    }

    #[test]
    fn an_allowance_that_nobody_needs_is_named() {
        let failure = compare(&tree(&ALLOWED[1..])).unwrap_err().to_string();
        assert!(failure.contains("no longer depends on accesspath-engine"), "{failure}");
    }
}
