//! `cargo xtask bench differential`: holds the engine against another evaluator, iam-simulate, on random cases.
//!
//! The program `differential` of `bench/` makes the cases and compares; iam-simulate stays in the cache of this user.

use std::{
    fs::File,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use crate::{
    npm,
    run::{self, Failure, Outcome},
    workspace::{self, cargo},
};

/// How many cases, and which.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    cases: u64,
    seed: u64,
}

impl Options {
    /// Reads `--cases N` and `--seed S`.
    pub fn read(words: &[&str]) -> Outcome<Self> {
        let mut options = Self { cases: 100_000, seed: 1 };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let place = match *word {
                "--cases" => &mut options.cases,
                "--seed" => &mut options.seed,
                _ => {
                    let message = "`bench differential` knows `--cases N` and `--seed S`, not";
                    return Err(Failure::new(format!("{message} `{word}`.")));
                }
            };
            let number = words.next().and_then(|it| it.parse().ok());
            *place = number.ok_or_else(|| Failure::new(format!("`{word}` needs a number.")))?;
        }
        Ok(options)
    }
}

/// Makes the cases, has both evaluators answer them, and fails where a difference is not a known one.
pub fn differential(options: &Options) -> Outcome {
    let simulator = npm::iam_simulate()?;
    let target = workspace::target()?;
    let folder = target.join("bench");
    println!("-- building: a minute, less when little has changed");
    run::run(&mut cargo(&["build", "--release", "--locked", "--package", "accesspath-cli"]))?;
    let words = ["build", "--release", "--locked", "--manifest-path", "bench/Cargo.toml"];
    run::run(cargo(&words).args(["--bin", "differential", "--target-dir"]).arg(&folder))?;
    let program = |folder: &Path, name: &str| {
        folder.join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    };
    let differential = program(&folder, "differential");
    let Options { cases, seed } = options;
    println!("-- {cases} cases of seed {seed}: about a minute and a half for 100,000");
    let start = Instant::now();
    let file = |name: &str| folder.join(format!("differential-{name}.jsonl"));
    let (lines, ours, theirs) = (file("lines"), file("ours"), file("theirs"));
    let mut made = Command::new(&differential);
    write(made.args(["cases", &cases.to_string(), &seed.to_string()]), &lines)?;
    let input = File::open(&lines).map_err(|error| unusable(&lines, &error))?;
    write(Command::new(program(&target, "accesspath")).arg("authorize").stdin(input), &ours)?;
    let script = workspace::root().join("bench/decide.mjs");
    write(npm::node()?.arg(script).arg(simulator).arg(&lines), &theirs)?;
    let mut compare = Command::new(&differential);
    let compared = run::run(compare.arg("compare").args([&lines, &ours, &theirs]));
    println!("-- {:.0} s", start.elapsed().as_secs_f64());
    compared
}

/// Runs the command, with what it prints going into `file`.
///
/// A line that it takes for an error is an answer too, so its status decides nothing: one that is missing is found when
/// the answers are compared.
fn write(command: &mut Command, file: &Path) -> Outcome {
    let output = File::create(file).map_err(|error| unusable(file, &error))?;
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.stdout(output).stderr(Stdio::inherit()).status();
    let status =
        status.map_err(|error| Failure::new(format!("`{program}` cannot start: {error}.")))?;
    match status.code() {
        Some(_) => Ok(()),
        None => Err(Failure::new(format!("`{program}` was ended ({status})."))),
    }
}

fn unusable(file: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be used: {error}.", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_and_seed_are_read_and_nothing_else() {
        let read = |words: &[&str]| Options::read(words);
        assert_eq!(read(&[]).unwrap(), Options { cases: 100_000, seed: 1 });
        let own = read(&["--seed", "7", "--cases", "10"]).unwrap();
        assert_eq!(own, Options { cases: 10, seed: 7 });
        assert!(read(&["--seed"]).is_err() && read(&["7"]).is_err());
    }
}
