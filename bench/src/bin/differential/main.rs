//! Holds the engine against another evaluator: `cases COUNT SEED` prints random lines of `accesspath authorize`, and
//! `compare LINES OURS THEIRS` compares the two answers to each.

mod compare;
mod condition;
mod generate;
mod known;
mod random;
mod world;

use std::error::Error;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

/// What a command here comes to.
type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["cases", count, seed] => cases(count.parse()?, seed.parse()?).map(|()| ExitCode::SUCCESS),
        ["compare", lines, ours, theirs] => compare::compare(lines, ours, theirs),
        _ => Err("the commands are cases and compare".into()),
    }
}

fn cases(count: u64, seed: u64) -> Outcome {
    let mut output = BufWriter::new(std::io::stdout().lock());
    for number in 0..count {
        writeln!(output, "{}", generate::case(seed, number))?;
    }
    Ok(output.flush()?)
}
