//! The checks that need no running program: formatting, lints, docs.
//!
//! They are steps of `cargo xtask test`; `cargo xtask tidy` runs them alone.

use crate::{
    run::{self, Outcome},
    tools,
    workspace::cargo,
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

/// The two crates that others may depend on can be packaged: each stands in its own folder.
pub fn package() -> Outcome {
    run::run(&mut cargo(&[
        "package",
        "--locked",
        "--allow-dirty",
        "--package",
        "accesspath-policy",
        "--package",
        "accesspath-engine",
    ]))
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
