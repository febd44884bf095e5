//! Lines of `accesspath authorize`, and what it costs to read them at all.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write};

use accesspath_bench::case::Case;
use accesspath_bench::stopwatch::{micros, time};
use serde_json::Value;

use crate::Outcome;

/// Writes `count` lines of `case` to standard output.
pub fn write(case: &Case, count: usize) -> Outcome {
    let mut output = BufWriter::new(std::io::stdout().lock());
    for id in 0..count {
        writeln!(output, "{}", case.line(id))?;
    }
    Ok(output.flush()?)
}

/// Prints how many microseconds it takes to read every line of `file` into a value.
pub fn parse(file: &str) -> Outcome {
    let input = BufReader::new(File::open(file)?);
    let mut outcome = Ok(());
    println!("parse {}", micros(time(|| outcome = values(input))));
    outcome
}

fn values(mut input: impl BufRead) -> Outcome {
    let mut bytes = Vec::new();
    while input.read_until(b'\n', &mut bytes)? > 0 {
        drop(black_box(serde_json::from_slice::<Value>(&bytes)?));
        bytes.clear();
    }
    Ok(())
}
