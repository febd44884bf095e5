//! `cargo xtask test`: every check there is, as named steps with their times.
//!
//! A step that fails does not hide the others: they still run, unless they need its
//! result. The end is a table, and an error status if any step failed.

use std::{
    env, fs,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    dist, e2e, embedding, fuzz, length, loops, page_speed, purity,
    run::{self, Failure, Outcome},
    size, tidy,
    workspace::{self, cargo},
};

struct Step {
    name: &'static str,
    about: &'static str,
    needs: &'static [&'static str],
    run: fn() -> Outcome,
}

// INVARIANT: a step comes after the steps it needs.
const STEPS: &[Step] = &[
    Step { name: "tidy-format", about: "formatting", needs: &[], run: tidy::format },
    Step {
        name: "tidy-purity",
        about: "what the pure crates depend on",
        needs: &[],
        run: purity::purity,
    },
    Step {
        name: "tidy-loops",
        about: "no module depends on itself by way of others",
        needs: &[],
        run: loops::loops,
    },
    Step { name: "tidy-length", about: "files of code are short", needs: &[], run: length::length },
    Step { name: "tidy-clippy", about: "lints", needs: &[], run: tidy::clippy },
    Step {
        name: "tidy-clippy-page",
        about: "lints, as the browser compiles it",
        needs: &[],
        run: tidy::clippy_page,
    },
    Step { name: "tidy-docs", about: "the docs and their links", needs: &[], run: tidy::docs },
    Step {
        name: "tidy-package",
        about: "what others may depend on",
        needs: &[],
        run: tidy::package,
    },
    Step { name: "native", about: "tests that need no browser", needs: &[], run: native },
    Step {
        name: "scenarios",
        about: "every example says what it expects",
        needs: &[],
        run: scenarios,
    },
    Step {
        name: "fuzz",
        about: "the engine's laws on random inputs",
        needs: &[],
        run: fuzz::shortly,
    },
    Step { name: "dist", about: "the site to publish", needs: &[], run: || dist::dist(None) },
    Step { name: "size", about: "the site's code is small", needs: &["dist"], run: weigh },
    Step {
        name: "practices",
        about: "what Lighthouse says of accessibility and practices",
        needs: &["dist"],
        run: page_speed::practices,
    },
    Step {
        name: "embedding",
        about: "the example books that embed the site, by their generators",
        needs: &[],
        run: embedding::embedding,
    },
    Step {
        name: "e2e",
        about: "the site in real browsers",
        needs: &["dist", "embedding"],
        run: e2e::e2e,
    },
    Step { name: "lock", about: "Cargo.lock is as committed", needs: &[], run: lock },
];

enum Ending {
    Passed(Duration),
    Failed(Duration, Failure),
    NotRun(&'static str),
}

/// Runs the steps whose name contains `filter`, and the steps that those need.
pub fn test(filter: &str) -> Outcome {
    let steps = chosen(filter)?;
    println!(
        "-- {} steps: a few minutes where they have run before, up to half an hour on a fresh machine",
        steps.len()
    );
    let mut results: Vec<(&Step, Ending)> = Vec::new();
    for step in steps {
        let missing = step.needs.iter().find(|need| {
            results
                .iter()
                .any(|(it, result)| it.name == **need && !matches!(result, Ending::Passed(_)))
        });
        let result = match missing {
            Some(need) => Ending::NotRun(need),
            None => timed(step),
        };
        results.push((step, result));
    }
    summary(&results)
}

fn chosen(filter: &str) -> Outcome<Vec<&'static Step>> {
    let wanted: Vec<&Step> = STEPS.iter().filter(|it| it.name.contains(filter)).collect();
    if wanted.is_empty() {
        let names: Vec<_> = STEPS.iter().map(|it| it.name).collect();
        return Err(Failure::new(format!(
            "No step's name contains `{filter}`. The steps are {}.",
            names.join(", ")
        )));
    }
    let is_needed = |name| wanted.iter().any(|it| it.name == name || it.needs.contains(&name));
    Ok(STEPS.iter().filter(|it| is_needed(it.name)).collect())
}

fn timed(step: &Step) -> Ending {
    println!("\n== {}: {}", step.name, step.about);
    let start = Instant::now();
    let outcome = (step.run)();
    let elapsed = start.elapsed();
    match outcome {
        Ok(()) => Ending::Passed(elapsed),
        Err(failure) => {
            println!("   {} failed: {failure}", step.name);
            Ending::Failed(elapsed, failure)
        }
    }
}

fn summary(results: &[(&Step, Ending)]) -> Outcome {
    println!("\n== summary");
    for (Step { name, about, .. }, result) in results {
        let (word, time) = match result {
            Ending::Passed(time) => ("passed", clock(*time)),
            Ending::Failed(time, _) => ("FAILED", clock(*time)),
            Ending::NotRun(_) => ("NOT RUN", "-".to_owned()),
        };
        println!("   {word:<8}{time:>8}   {name:<18}{about}");
    }
    let reasons: Vec<String> = results
        .iter()
        .filter_map(|(step, result)| match result {
            Ending::Passed(_) => None,
            Ending::Failed(_, failure) => Some(format!("  {}: {failure}", step.name)),
            Ending::NotRun(need) => {
                Some(format!("  {}: not run, because {need} failed.", step.name))
            }
        })
        .collect();
    if reasons.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} of {} steps did not pass.\n{}",
        reasons.len(),
        results.len(),
        reasons.join("\n")
    )))
}

fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds / 60 {
        0 => format!("{:.1} s", time.as_secs_f64()),
        minutes => format!("{minutes} m {:02} s", seconds % 60),
    }
}

/// The packages of `native`, `scenarios` and `e2e`: one selection, so that each crate is compiled once.
const NATIVE: [&str; 4] = ["--locked", "--workspace", "--exclude", "accesspath-e2e"];

fn native() -> Outcome {
    cli()?;
    run::run(cargo(&["test", "--no-fail-fast"]).args(NATIVE))
}

/// Builds everything native, and returns the command line program.
pub(crate) fn cli() -> Outcome<PathBuf> {
    // This program is running, and some systems do not let a running program be replaced.
    run::run(cargo(&["build", "--all-targets", "--exclude", "xtask"]).args(NATIVE))?;
    Ok(workspace::target()?.join("debug").join(format!("accesspath{}", env::consts::EXE_SUFFIX)))
}

fn scenarios() -> Outcome {
    let folder = workspace::root().join("static").join("scenarios");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}.", folder.display())))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .collect();
    if files.is_empty() {
        return Err(Failure::new(format!("{} holds no scenario.", folder.display())));
    }
    files.sort();
    let mut check = Command::new(cli()?);
    // Relative, so that what it prints is the same on every machine.
    let names = files.iter().map(|it| it.strip_prefix(workspace::root()).unwrap_or(it));
    run::run(check.arg("check").args(names).current_dir(workspace::root()))
}

fn weigh() -> Outcome {
    size::size(&dist::folder())
}

fn lock() -> Outcome {
    if !workspace::root().join(".git").exists() {
        println!("   this is no git checkout, so there is nothing to compare with");
        return Ok(());
    }
    let mut git = Command::new("git");
    git.args(["diff", "--exit-code", "--", "Cargo.lock"]).current_dir(workspace::root());
    run::run(&mut git).map_err(|failure| {
        Failure::new(format!("{failure} Cargo.lock is not what the manifests ask for, or its change is not staged yet: `git add Cargo.lock`."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(filter: &str, expected: &[&str]) {
        let names: Vec<_> = chosen(filter).unwrap().iter().map(|it| it.name).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn a_step_brings_what_it_needs() {
        check("e2e", &["dist", "embedding", "e2e"]);
        check("size", &["dist", "size"]);
        check("native", &["native"]);
    }

    #[test]
    fn a_filter_matches_any_part_of_a_name() {
        check("clippy", &["tidy-clippy", "tidy-clippy-page"]);
        assert_eq!(chosen("").unwrap().len(), STEPS.len());
    }

    #[test]
    fn a_filter_without_a_step_is_an_error() {
        let failure = chosen("nothing-like-it").err().unwrap().to_string();
        assert!(failure.contains("tidy-format, "), "{failure}");
    }

    #[test]
    fn a_step_comes_after_what_it_needs() {
        for (place, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                assert!(STEPS[..place].iter().any(|it| it.name == *need), "{}", step.name);
            }
        }
    }

    const STEP: &Step = &Step { name: "x", about: "", needs: &[], run: || Ok(()) };

    #[test]
    fn one_step_that_did_not_pass_fails_the_whole() {
        let passed = || (STEP, Ending::Passed(Duration::ZERO));
        assert!(summary(&[passed(), passed()]).is_ok());
        assert!(summary(&[passed(), (STEP, Ending::NotRun("y")), passed()]).is_err());
        let failed = Ending::Failed(Duration::ZERO, Failure::new("for a reason"));
        let failure = summary(&[passed(), (STEP, failed)]).unwrap_err().to_string();
        assert!(failure.contains("x: for a reason"), "{failure}");
    }

    #[test]
    fn times_are_told_in_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_millis(2340)), "2.3 s");
        assert_eq!(clock(Duration::from_secs(125)), "2 m 05 s");
    }
}
