//! Compares the answers of two evaluators, line by line.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::process::ExitCode;

use serde_json::Value;

use crate::Outcome;
use crate::known::{KNOWN, Seen};

/// How many unexplained cases are printed in full.
const SHOWN: usize = 12;

/// What the cases came to.
#[derive(Default)]
struct Tally {
    cases: usize,
    alike: BTreeMap<String, usize>,
    undetermined: usize,
    known: BTreeMap<&'static str, usize>,
    unexplained: Vec<String>,
}

/// Compares the answers in two files to the lines of a third, prints the counts, and fails where a difference is not
/// explained.
pub fn compare(lines: &str, ours: &str, theirs: &str) -> Outcome<ExitCode> {
    let mut tally = Tally::default();
    let (mut ours, mut theirs) = (open(ours)?, open(theirs)?);
    for line in open(lines)? {
        let (line, own, other) = (line?, next(&mut ours)?, next(&mut theirs)?);
        tally.add(&line, &own, &other)?;
    }
    tally.print();
    Ok(if tally.unexplained.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn open(file: &str) -> Outcome<Lines<BufReader<File>>> {
    Ok(BufReader::new(File::open(file)?).lines())
}

fn next(lines: &mut Lines<BufReader<File>>) -> Outcome<String> {
    Ok(lines.next().ok_or("one answer is missing")??)
}

impl Tally {
    fn add(&mut self, line: &str, own: &str, other: &str) -> Outcome {
        self.cases += 1;
        let (case, ours): (Value, Value) =
            (serde_json::from_str(line)?, serde_json::from_str(own)?);
        let theirs: Value = serde_json::from_str(other)?;
        let word =
            |it: &Value| it.get("decision").and_then(Value::as_str).unwrap_or("error").to_owned();
        let (ours_is, theirs_is) = (word(&ours), word(&theirs));
        if ours_is == "undetermined" {
            self.undetermined += 1;
            // What is not determined says on what it turns.
            let told = ours.get("open").and_then(Value::as_array).is_some_and(|it| !it.is_empty());
            if !told {
                self.unexplained.push(format!("undetermined without a reason: {line}\n   {own}"));
            }
            return Ok(());
        }
        if ours_is == theirs_is {
            *self.alike.entry(ours_is).or_default() += 1;
            return Ok(());
        }
        let seen = Seen { case: &case, ours: &ours_is, theirs: &theirs_is };
        match KNOWN.iter().find(|it| (it.explains)(&seen)) {
            Some(known) => *self.known.entry(known.name).or_default() += 1,
            None => {
                self.unexplained.push(format!(
                    "ours {ours_is}, theirs {theirs_is}: {line}\n   {own}\n   {other}"
                ));
            }
        }
        Ok(())
    }

    fn print(&self) {
        println!("{:>8}  cases", self.cases);
        for (decision, count) in &self.alike {
            println!("{count:>8}  alike: {decision}");
        }
        println!("{:>8}  undetermined here, each with its reason", self.undetermined);
        for known in KNOWN {
            let count = self.known.get(known.name).copied().unwrap_or_default();
            println!("{count:>8}  {}: {} ({})", known.name, known.about, known.page);
        }
        println!("{:>8}  unexplained", self.unexplained.len());
        for it in self.unexplained.iter().take(SHOWN) {
            println!("\n{it}");
        }
    }
}
