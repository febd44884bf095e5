//! The checks that need no running program: formatting, lints, docs.
//!
//! They are steps of `cargo xtask test`; `cargo xtask tidy` runs them alone.

use std::{fs, process::Command};

use crate::{
    run::{self, Outcome},
    tools,
    workspace::{self, cargo},
};

/// Every file is formatted as rustfmt.toml says.
pub fn format() -> Outcome {
    tools::components()?;
    run::run(&mut cargo(&["fmt", "--all", "--check"]))
}

/// Clippy finds nothing, in tests neither.
pub fn clippy() -> Outcome {
    tools::components()?;
    run::run(&mut cargo(&[
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

/// Clippy finds nothing in the parts of the page that exist only in a browser.
pub fn clippy_page() -> Outcome {
    tools::components()?;
    tools::wasm_target()?;
    run::run(&mut cargo(&[
        "clippy",
        "--locked",
        "--package",
        "accesspath",
        "--target",
        "wasm32-unknown-unknown",
        "--lib",
        "--bins",
        "--",
        "-D",
        "warnings",
    ]))
}

/// The crates that others may depend on, each behind those that it depends on.
const PACKAGES: [&str; 2] = ["accesspath-policy", "accesspath-engine"];

/// They can be packaged, and what is packaged compiles: each stands in its own folder.
///
/// Cargo's own verification is left out: it takes a version of a crate for the same whatever it holds, and would
/// compile the second crate against what the first held when it was first packaged on this machine.
pub fn package() -> Outcome {
    let folder = workspace::target()?.join("package");
    let mut package = cargo(&["package", "--locked", "--allow-dirty", "--no-verify"]);
    run::run(package.args(PACKAGES.iter().flat_map(|it| ["--package", it])))?;
    let version = env!("CARGO_PKG_VERSION");
    for name in PACKAGES {
        let unpacked = folder.join(format!("{name}-{version}"));
        // What is left of an earlier package would hide what this one lacks.
        drop(fs::remove_dir_all(&unpacked));
        let archive = folder.join(format!("{name}-{version}.crate"));
        run::run(Command::new("tar").arg("-xzmf").arg(archive).arg("-C").arg(&folder))?;
    }
    let [policy, engine] = PACKAGES.map(|it| folder.join(format!("{it}-{version}")));
    let patch =
        format!("patch.crates-io.accesspath-policy.path={:?}", policy.display().to_string());
    let mut check = cargo(&["check", "--config", &patch, "--manifest-path"]);
    run::run(check.arg(engine.join("Cargo.toml")).env("CARGO_TARGET_DIR", folder.join("target")))
}

/// Every link in the docs leads somewhere, those of private items too.
pub fn docs() -> Outcome {
    // The page's library and the command line program have one name and so one folder of docs.
    // Made one after the other they do not collide, and the library's docs stay.
    for packages in
        [&["--package", "accesspath-cli"][..], &["--workspace", "--exclude", "accesspath-cli"]]
    {
        run::run(
            cargo(&["doc", "--locked", "--no-deps", "--document-private-items"])
                .args(packages)
                .env("RUSTDOCFLAGS", "-D warnings"),
        )?;
    }
    Ok(())
}
