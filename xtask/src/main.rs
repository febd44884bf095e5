//! The project's commands: `cargo xtask serve | test | dist | cards | screenshots | tidy | bench | fuzz`.
//!
//! Each command installs the pinned tools that it needs, says what it does and how
//! long that may take, and ends with a status that can be relied on. Beside the
//! standard library only `syn` is used, so that the first command starts within seconds.

#![forbid(unsafe_code)]

mod bench;
mod browser;
mod bundle;
mod cache;
mod cases;
mod differential;
mod dist;
mod e2e;
mod embedding;
mod facts;
mod fuzz;
mod length;
mod loops;
mod minify;
mod npm;
mod page_speed;
mod purity;
mod python;
mod run;
mod serve;
mod short_names;
mod size;
mod split;
mod test;
mod tidy;
mod tools;
mod workspace;

use std::process::ExitCode;

use run::{Failure, Outcome};

const HELP: &str = "\
cargo xtask serve [--port N] [--open]   build the page, serve it on this machine, rebuild on change
cargo xtask test [FILTER]               run every test, or the steps whose name contains FILTER
cargo xtask dist [--url ADDRESS]        build the site to publish, in dist/; its pages name the address, if that is told
cargo xtask cards                       draw the pictures that others show beside links to the examples, static/cards
cargo xtask screenshots FOLDER          take pictures of the page's states, for people to look at
cargo xtask tidy                        check formatting, lints, docs, lengths, and who depends on whom
cargo xtask fuzz [TARGET] [--seconds N] try inputs that nobody thought of, for five minutes a target
cargo xtask bench                       compare the engine with other evaluators, and a key in the page with a text field
cargo xtask bench keys                  the last of these alone
cargo xtask bench page                  measure with Lighthouse how soon the built page answers, beside an empty page
cargo xtask bench differential          hold the engine against another evaluator on random cases (--cases N, --seed S)
cargo xtask cases [RULE]                count the conformance cases of every rule, or list those of one
cargo xtask facts                       rewrite the linter's facts about AWS's actions and condition keys

Each command installs what it needs: the wasm32 target with rustup; Trunk, wasm-bindgen, geckodriver and mdBook with
cargo, wasm-opt, terser, axe-core and Lighthouse with npm, MkDocs and Sphinx with pip, all at pinned versions into a cache folder of
your user. Browser tests need Chromium, and Firefox and WebKitGTK where a system has them, fuzzing a C++ compiler: on
Debian and Ubuntu they are installed when you are root.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Outcome {
    match arguments {
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        ["cards"] => e2e::cards(),
        ["screenshots", folder] => e2e::screenshots(folder),
        ["serve", options @ ..] => serve::serve(serve::Options::read(options)?),
        ["test"] => test::test(""),
        ["test", filter] if !filter.starts_with('-') => test::test(filter),
        ["dist"] => dist::dist(None),
        ["dist", "--url", url] => dist::dist(Some(url)),
        ["bench"] => bench::bench(),
        ["bench", "page"] => page_speed::page_speed(),
        ["bench", "keys"] => bench::bench_keys(),
        ["bench", "differential", options @ ..] => {
            differential::differential(&differential::Options::read(options)?)
        }
        ["cases"] => cases::count(),
        ["cases", rule] => cases::list(rule),
        ["facts"] => facts::facts(),
        ["fuzz", options @ ..] => fuzz::fuzz(&fuzz::Options::read(options)?),
        ["tidy"] => test::test("tidy"),
        _ => Err(Failure::new(format!("cannot read `xtask {}`\n\n{HELP}", arguments.join(" ")))),
    }
}
