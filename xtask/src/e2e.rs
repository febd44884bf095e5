//! The step `e2e`: the tests of the built site, in one browser after the other.
//!
//! A browser that this system cannot have is shown as not run, with what to install; where the environment says
//! `CI=true`, and for Chromium everywhere, that is a failure.

use std::{env, process::Command};

use crate::{
    browser::{BROWSERS, Browser},
    dist, embedding, npm,
    run::{self, Failure, Outcome},
    test,
    workspace::{self, cargo},
};

/// How many tests passed and failed, or why none was run.
enum Ending {
    Run(Counts),
    NotRun(Failure),
}

#[derive(Debug, Default, PartialEq)]
struct Counts {
    passed: u32,
    failed: u32,
    /// A test program that ended without a count.
    broken: bool,
    /// The tests that failed.
    names: Vec<String>,
}

/// Runs the tests of `e2e` itself, then those of the site in every browser, and prints one table.
pub fn e2e() -> Outcome {
    let own = ["test", "--locked", "--package", "accesspath-e2e", "--lib", "--bins"];
    run::run(&mut cargo(&own))?;
    let mut endings = Vec::new();
    for browser in BROWSERS {
        println!("\n-- in {}", browser.name);
        let ending = match browser.programs() {
            Ok(_) => Ending::Run(in_browser(&browser)?),
            Err(failure) => {
                println!("   not run: {failure}");
                Ending::NotRun(failure)
            }
        };
        endings.push((browser.name, ending));
    }
    let strict = env::var("CI").is_ok_and(|it| it == "true");
    table(&endings, strict)
}

/// Builds the site, and takes pictures of its states for people to look at.
pub fn screenshots(folder: &str) -> Outcome {
    dist::dist(None)?;
    let words = ["run", "--locked", "--package", "accesspath-e2e", "--bin", "screenshots", "--"];
    run::run(tell_site(cargo(&words).arg(std::path::absolute(folder).unwrap_or(folder.into())))?)
}

/// Draws the card of every example anew, and measures how high each is in a frame.
pub fn cards() -> Outcome {
    dist::dist(None)?;
    let folder = workspace::root().join("static");
    let words = ["run", "--locked", "--package", "accesspath-e2e", "--bin", "cards", "--"];
    run::run(tell_site(cargo(&words).arg(folder))?)
}

/// Tells a program of `e2e` where the site is, Chromium, and what else it asks for.
pub fn tell_site(program: &mut Command) -> Outcome<&mut Command> {
    let [chromium, ..] = BROWSERS;
    tell(program, &chromium)
}

fn tell<'a>(program: &'a mut Command, browser: &Browser) -> Outcome<&'a mut Command> {
    Ok(program
        .env("ACCESSPATH_DIST", dist::folder())
        .env("ACCESSPATH_BOOKS", embedding::folder()?)
        .env("ACCESSPATH_BROWSER", browser.name)
        .envs(browser.programs()?)
        .env("ACCESSPATH_AXE", npm::axe()?)
        .env("ACCESSPATH_CLI", test::cli()?))
}

/// How often the tests that failed in WebKit are run again. The number has no derivation.
const MORE_RUNS: usize = 3;

/// The tests for every browser, and in Chromium those too that need its own protocol or look at every example.
fn in_browser(browser: &Browser) -> Outcome<Counts> {
    let mut counts = run_in(browser, &[])?;
    // WebKitGTK ends programs of WebAssembly at random places, some in a hundred of ours too, with an access out of
    // bounds that no other browser sees: https://bugs.webkit.org/show_bug.cgi?id=259441. Such a test passes another
    // time; one that fails for a reason fails every time.
    for _ in 0..MORE_RUNS {
        if browser.name != "webkit" || counts.failed == 0 || counts.broken {
            break;
        }
        println!("\n-- in {} again: {}", browser.name, counts.names.join(", "));
        let again = run_in(browser, &counts.names)?;
        counts.passed += again.passed;
        counts = Counts { passed: counts.passed, ..again };
    }
    Ok(counts)
}

/// Runs the tests of those names, or all.
fn run_in(browser: &Browser, names: &[String]) -> Outcome<Counts> {
    let mut command = cargo(&["test", "--locked", "--package", "accesspath-e2e", "--no-fail-fast"]);
    command.args(["--test", "site"]);
    if browser.name == "chromium" {
        command.args(["--test", "chromium"]);
    }
    if !names.is_empty() {
        command.args(["--", "--exact"]).args(names);
    }
    let mut counts = Counts::default();
    let ended = run::watch(tell(&mut command, browser)?, |line| counts.add(line))?;
    counts.broken = !ended.success() && counts.failed == 0;
    Ok(counts)
}

impl Counts {
    /// Adds what a line of a test program tells.
    fn add(&mut self, line: &str) {
        let failed = line.strip_prefix("test ").and_then(|it| it.strip_suffix(" ... FAILED"));
        self.names.extend(failed.map(str::to_owned));
        let Some(told) = line.strip_prefix("test result: ") else { return };
        let number = |what: &str| -> Option<u32> {
            let (before, _) = told.split_once(what)?;
            before.split_whitespace().last()?.parse().ok()
        };
        self.passed += number(" passed").unwrap_or(0);
        self.failed += number(" failed").unwrap_or(0);
    }
}

fn table(endings: &[(&str, Ending)], strict: bool) -> Outcome {
    println!("\n   {:<10}{:>8}{:>8}   not run", "browser", "passed", "failed");
    let mut reasons = Vec::new();
    for (name, ending) in endings {
        match ending {
            Ending::Run(Counts { passed, failed, broken, .. }) => {
                println!(
                    "   {name:<10}{passed:>8}{failed:>8}   {}",
                    if *broken { "some" } else { "-" }
                );
                if *failed > 0 || *broken {
                    reasons.push(format!("{failed} tests fail in {name}; their words are above."));
                }
            }
            Ending::NotRun(failure) => {
                println!("   {name:<10}{:>8}{:>8}   all: {failure}", "-", "-");
                if strict || *name == "chromium" {
                    reasons.push(format!("No test is run in {name}: {failure}"));
                }
            }
        }
    }
    if reasons.is_empty() { Ok(()) } else { Err(Failure::new(reasons.join("\n  "))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_by_their_programs_last_lines() {
        let mut counts = Counts::default();
        for line in [
            "running 3 tests",
            "test saved::a_case ... FAILED",
            "test a_test_result: ok. 9 passed ... ok",
            "test result: ok. 85 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 9.00s",
            "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s",
        ] {
            counts.add(line);
        }
        let names = vec!["saved::a_case".to_owned()];
        assert_eq!(counts, Counts { passed: 92, failed: 2, broken: false, names });
    }

    #[test]
    fn a_browser_that_is_not_there_fails_where_every_test_must_run() {
        let missing = || Ending::NotRun(Failure::new("it is missing"));
        let passed = || Ending::Run(Counts { passed: 1, ..Counts::default() });
        assert!(table(&[("chromium", passed()), ("webkit", missing())], false).is_ok());
        assert!(table(&[("chromium", passed()), ("webkit", missing())], true).is_err());
        assert!(table(&[("chromium", missing())], false).is_err());
    }

    #[test]
    fn one_test_that_fails_or_a_program_that_dies_fails_the_whole() {
        let ending =
            |failed, broken| Ending::Run(Counts { passed: 9, failed, broken, ..Counts::default() });
        assert!(table(&[("firefox", ending(1, false))], false).is_err());
        assert!(table(&[("firefox", ending(0, true))], false).is_err());
    }
}
