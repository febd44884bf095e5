//! `cargo xtask bench`: how fast the engine is beside other evaluators, how its time and memory grow, and what a key
//! costs in the page.
//!
//! The programs of `bench/`, and `keys` of `e2e/`, measure, and this module judges. Other load on the machine must not decide, so the
//! candidates take turns, and the result is the median, over the rounds, of the least time of each round.

use std::{
    collections::BTreeMap,
    env, fs,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use crate::{
    dist, e2e, npm,
    run::{self, Failure, Outcome},
    workspace::{self, cargo},
};

const ROUNDS: usize = 15;

/// The lines of the long stream; the short one has a tenth.
const LINES: usize = 200_000;

const STREAM_ROUNDS: usize = 5;

/// Reading, evaluating and explaining take at most this share of what the faster crate takes to decide.
const PEER: f64 = 0.85;

/// A stream takes at most this many times as long as reading its lines as JSON and evaluating them.
const STREAM: f64 = 2.0;

/// Memory may differ by this much between a short and a long stream.
const MEMORY: f64 = 1.2;

/// The evaluators that are crates, as the `peers` program calls them.
const CRATES: [&str; 2] = ["awsim-iam-policy", "iam-rs"];

/// One line of the table.
pub struct Row {
    what: String,
    measured: String,
    /// The limit and whether it is met, if there is one.
    limit: Option<(String, bool)>,
}

impl Row {
    pub fn fact(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self { what: what.into(), measured: measured.into(), limit: None }
    }

    pub fn at_most(what: impl Into<String>, value: f64, limit: f64, note: &str) -> Self {
        let limit = Some((format!("≤ {limit}"), value <= limit));
        Self { limit, ..Self::fact(what, format!("{value:.2}{note}")) }
    }

    pub fn at_least(what: impl Into<String>, value: f64, limit: f64) -> Self {
        let limit = Some((format!("≥ {limit}"), value >= limit));
        Self { limit, ..Self::fact(what, format!("{value:.0}")) }
    }
}

/// The programs that are run, and the folders of their files.
struct Programs {
    bench: PathBuf,
    peers: PathBuf,
    cli: PathBuf,
    keys: PathBuf,
    simulator: PathBuf,
    folder: PathBuf,
}

/// Measures what a key costs in the page's editor, and fails where a limit is missed.
pub fn bench_keys() -> Outcome {
    dist::dist(None)?;
    let (bench, keys, folder) = keys_programs()?;
    table(&checks_in(&keys_printed(&bench, &keys, &folder)?)?)
}

/// Measures everything, prints one table, and fails where a limit is missed.
pub fn bench() -> Outcome {
    let programs = programs()?;
    println!("-- measuring: five to seven minutes, best with nothing else running");
    let mut rows = Vec::new();
    for case in ["small", "medium"] {
        rows.extend(comparison(case, &rounds(&programs, case)?)?);
    }
    for checks in ["scaling", "edit", "repair"] {
        rows.extend(checks_in(&run::read(Command::new(&programs.bench).arg(checks))?)?);
    }
    rows.extend(checks_in(&keys_printed(&programs.bench, &programs.keys, &programs.folder)?)?);
    // A program that overflows its stack dies, so this has one to itself.
    let answered = run::read(Command::new(&programs.bench).arg("stack")).is_ok();
    rows.push(Row {
        limit: Some(("answered".to_owned(), answered)),
        ..Row::fact(
            "100,000 brackets on a stack of 256 KiB",
            if answered { "answered" } else { "died" },
        )
    });
    rows.extend(stream(&programs)?);
    table(&rows)
}

fn programs() -> Outcome<Programs> {
    println!("-- building what is measured: one to two minutes, less when little has changed");
    dist::dist(None)?;
    let (bench, keys, folder) = keys_programs()?;
    run::run(&mut cargo(&["build", "--release", "--locked", "--package", "accesspath-cli"]))?;
    build(&folder, &["--bin", "peers", "--features", "peers"])?;
    Ok(Programs {
        bench,
        peers: program(&folder, "peers"),
        cli: program(&workspace::target()?, "accesspath"),
        keys,
        simulator: npm::iam_simulate()?,
        folder,
    })
}

/// The program that measures, the one that presses keys, and the folder of what the first is built into.
fn keys_programs() -> Outcome<(PathBuf, PathBuf, PathBuf)> {
    let target = workspace::target()?;
    // A separate folder, so that it is not among the sources.
    let folder = target.join("bench");
    let keys = ["build", "--release", "--locked", "--package", "accesspath-e2e", "--bins"];
    run::run(&mut cargo(&keys))?;
    build(&folder, &["--bin", "accesspath-bench"])?;
    Ok((program(&folder, "accesspath-bench"), program(&target, "keys"), folder))
}

fn build(folder: &Path, words: &[&str]) -> Outcome {
    let manifest = ["build", "--release", "--locked", "--manifest-path", "bench/Cargo.toml"];
    run::run(cargo(&manifest).args(words).arg("--target-dir").arg(folder))
}

fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join("release").join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// The times of each candidate, round by round, in microseconds.
#[derive(Default)]
struct Times(BTreeMap<String, Vec<f64>>);

impl Times {
    /// Adds lines of a name and a number each.
    fn add(&mut self, printed: &str) -> Outcome {
        for line in printed.lines() {
            let (name, time) = line.rsplit_once(' ').ok_or_else(|| unreadable(line))?;
            self.push(name, time.parse().map_err(|_| unreadable(line))?);
        }
        Ok(())
    }

    fn push(&mut self, name: &str, time: f64) {
        self.0.entry(name.to_owned()).or_default().push(time);
    }

    fn of(&self, name: &str) -> Outcome<&[f64]> {
        let times = self.0.get(name).map(Vec::as_slice);
        times.ok_or_else(|| Failure::new(format!("Nothing printed a time of {name}.")))
    }

    fn middle(&self, name: &str) -> Outcome<f64> {
        Ok(median(self.of(name)?.to_vec()))
    }

    /// How many times longer `name` takes than `other`: within a round where both have rounds, else overall.
    fn ratio(&self, name: &str, other: &str) -> Outcome<f64> {
        let (times, others) = (self.of(name)?, self.of(other)?);
        if times.len() != others.len() {
            return Ok(self.middle(name)? / self.middle(other)?);
        }
        Ok(median(times.iter().zip(others).map(|(time, other)| time / other).collect()))
    }
}

/// Has every candidate decide `case`: the programs in turns, then node, which takes long to warm up.
fn rounds(programs: &Programs, case: &str) -> Outcome<Times> {
    let mut times = Times::default();
    for _ in 0..ROUNDS {
        times.add(&run::read(Command::new(&programs.bench).args(["round", case]))?)?;
        times.add(&run::read(Command::new(&programs.peers).arg(case))?)?;
    }
    let line = run::read(Command::new(&programs.bench).args(["case", case]))?;
    let file = programs.folder.join(format!("{case}.json"));
    fs::write(&file, line).map_err(|error| unwritable(&file, &error))?;
    let mut node = npm::node()?;
    node.arg(workspace::root().join("bench/simulate.mjs")).arg(&programs.simulator).arg(&file);
    times.add(&run::read(&mut node)?)?;
    Ok(times)
}

fn comparison(case: &str, times: &Times) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    let candidates = [
        ("accesspath", ": read, evaluate, trace"),
        ("evaluation", " of accesspath, policies read before"),
        ("serde_json", ": read the same texts"),
        ("awsim-iam-policy", ": read, evaluate"),
        ("iam-rs", ": read, evaluate"),
        ("runSimulation", " of iam-simulate: validate, evaluate"),
        ("authorize", " of iam-simulate, policies loaded before"),
    ];
    for (name, about) in candidates {
        let ratio = times.ratio(name, "accesspath")?;
        // The time of Node depends on its warm-up and its version, so it is reported without a limit.
        let measured = format!("{ratio:.2} × ours ({:.1} µs)", times.middle(name)?);
        rows.push(Row::fact(format!("{case}, {name}{about}"), measured));
    }
    let mut ratio = f64::MIN;
    for name in CRATES {
        ratio = ratio.max(times.ratio("accesspath", name)?);
    }
    rows.push(Row::at_most(format!("{case}, ours ÷ the faster crate"), ratio, PEER, ""));
    Ok(rows)
}

/// What a key costs in the page's editor, as the program `keys` prints it.
fn keys_printed(bench: &Path, keys: &Path, folder: &Path) -> Outcome<String> {
    let mut keys = Command::new(keys);
    for bytes in ["1000", "20000"] {
        let policy = run::read(Command::new(bench).args(["policy", bytes]))?;
        let file = folder.join(format!("policy-{bytes}.json"));
        fs::write(&file, policy).map_err(|error| unwritable(&file, &error))?;
        keys.arg(file);
    }
    run::read(e2e::tell_site(&mut keys)?)
}

fn checks_in(printed: &str) -> Outcome<Vec<Row>> {
    printed.lines().map(|it| checked(it).ok_or_else(|| unreadable(it))).collect()
}

/// A check that a program printed: its name, the ratio, the limit and a note, separated by tabs.
fn checked(line: &str) -> Option<Row> {
    let mut fields = line.split('\t');
    let what = fields.next()?;
    let (ratio, limit) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Row::at_most(what, ratio, limit, &format!(" ({})", fields.next()?)))
}

/// Has the command line program answer a long stream of small cases, and compares time and memory.
fn stream(programs: &Programs) -> Outcome<Vec<Row>> {
    let (long, short) = (lines(programs, LINES)?, lines(programs, LINES / 10)?);
    let mut times = Times::default();
    for _ in 0..STREAM_ROUNDS {
        times.push("stream", answer(programs, &long)?);
        let mut parts = Times::default();
        parts.add(&run::read(Command::new(&programs.bench).arg("parse").arg(&long))?)?;
        parts.add(&run::read(Command::new(&programs.bench).args(["round", "small"]))?)?;
        let evaluation = parts.middle("evaluation")? * LINES as f64;
        times.push("floor", parts.middle("parse")? + evaluation);
    }
    let seconds = |name| Ok(format!("{:.2} s", times.middle(name)? / 1e6));
    let note = format!(" ({} ÷ {})", seconds("stream")?, seconds("floor")?);
    let what = format!("`accesspath authorize`, {LINES} lines ÷ (serde_json + evaluation)");
    let mut rows = vec![Row::at_most(what, times.ratio("stream", "floor")?, STREAM, &note)];
    let what = format!("its peak memory at {LINES} lines ÷ at {}", LINES / 10);
    rows.push(match (peak_memory(programs, &long)?, peak_memory(programs, &short)?) {
        (Some(much), Some(little)) => {
            Row::at_most(what, much / little, MEMORY, &format!(" ({much} ÷ {little} kB)"))
        }
        _ => Row::fact(what, "this system does not tell"),
    });
    for file in [&long, &short] {
        drop(fs::remove_file(file));
    }
    Ok(rows)
}

/// A file of so many lines.
fn lines(programs: &Programs, count: usize) -> Outcome<PathBuf> {
    let path = programs.folder.join(format!("{count}.jsonl"));
    let file = File::create(&path).map_err(|error| unwritable(&path, &error))?;
    run::run(Command::new(&programs.bench).args(["lines", &count.to_string()]).stdout(file))?;
    Ok(path)
}

/// How many microseconds the command line program takes for the lines of `file`, start and end included.
///
/// Processor time, if the system reports it: a long run has no undisturbed wall time.
fn answer(programs: &Programs, file: &Path) -> Outcome<f64> {
    let mut command = Command::new(&programs.cli);
    command.arg("authorize").stdin(open(file)?).stdout(Stdio::null());
    let (before, start) = (processor(), Instant::now());
    run::run(&mut command)?;
    let clock = start.elapsed().as_secs_f64() * 1e6;
    Ok(processor().zip(before).map_or(clock, |(after, before)| after - before))
}

/// The processor time, in microseconds, of the programs that we ran and waited for.
fn processor() -> Option<f64> {
    processor_in(&fs::read_to_string("/proc/self/stat").ok()?)
}

fn processor_in(stat: &str) -> Option<f64> {
    // The name in parentheses may hold spaces; the times are told in hundredths of a second.
    let (_, fields) = stat.rsplit_once(')')?;
    let times = fields.split_whitespace().skip(13).take(2).map(|it| it.parse::<f64>().ok());
    times.sum::<Option<f64>>().map(|it| it * 1e4)
}

/// The most memory that the command line program held while it answered `file`, in kB.
///
/// It is read after all input is written and before the input is closed: an ended process reports nothing.
fn peak_memory(programs: &Programs, file: &Path) -> Outcome<Option<f64>> {
    let failed =
        |error| Failure::new(format!("`accesspath authorize` does not take its lines: {error}."));
    let mut command = Command::new(&programs.cli);
    command.arg("authorize").stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    let mut input = child.stdin.take();
    if let Some(input) = &mut input {
        std::io::copy(&mut open(file)?, input).map_err(failed)?;
    }
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok();
    drop(input);
    child.wait().map_err(failed)?;
    Ok(status.as_deref().and_then(peak_in))
}

fn peak_in(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn open(path: &Path) -> Outcome<File> {
    File::open(path)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}.", path.display())))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be written: {error}.", path.display()))
}

fn unreadable(line: &str) -> Failure {
    Failure::new(format!("`{line}` is no measurement."))
}

pub fn table(rows: &[Row]) -> Outcome {
    let width = |text: fn(&Row) -> &str| rows.iter().map(|it| text(it).chars().count()).max();
    let (what, measured) = (width(|it| &it.what), width(|it| &it.measured));
    let (what, measured) = (what.unwrap_or(0), measured.unwrap_or(0));
    println!("\n   {:<what$}  {:<measured$}  {:<10}verdict", "what", "measured", "limit");
    for row in rows {
        let (limit, verdict) = match &row.limit {
            Some((limit, true)) => (limit.as_str(), "held"),
            Some((limit, false)) => (limit.as_str(), "MISSED"),
            None => ("", ""),
        };
        let line =
            format!("   {:<what$}  {:<measured$}  {limit:<10}{verdict}", row.what, row.measured);
        println!("{}", line.trim_end());
    }
    let missed: Vec<&str> = rows
        .iter()
        .filter(|it| matches!(it.limit, Some((_, false))))
        .map(|it| it.what.as_str())
        .collect();
    if missed.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("These limits are missed:\n  {}", missed.join("\n  "))))
}

/// The value in the middle; there is always one round.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_compared_with_itself() {
        let mut times = Times::default();
        times.add("ours 10\nother 20\nours 30\nother 60\nours 1\nother 9\n").unwrap();
        assert_eq!(times.ratio("other", "ours").unwrap(), 2.0);
        times.add("node 500").unwrap();
        assert_eq!(times.ratio("node", "ours").unwrap(), 50.0);
        assert!(times.ratio("nobody", "ours").is_err());
        assert!(times.add("ours fast").is_err());
    }

    #[test]
    fn a_check_is_read_with_its_limit() {
        let limit = |line| checked(line).unwrap().limit.unwrap();
        assert_eq!(limit("lists\t2.5\t2.5\t1 → 2 ms"), ("≤ 2.5".to_owned(), true));
        assert_eq!(limit("lists\t2.6\t2.5\t1 → 2 ms"), ("≤ 2.5".to_owned(), false));
        assert!(checked("lists\t2.6").is_none());
    }

    #[test]
    fn what_is_not_measured_is_not_held() {
        assert!(!Row::at_most("x", f64::NAN, 2.0, "").limit.unwrap().1);
    }

    #[test]
    fn one_missed_limit_fails_the_whole() {
        let row = |value| Row::at_most(format!("x{value}"), value, 2.0, "");
        assert!(table(&[Row::fact("a fact", "1 µs"), row(1.0)]).is_ok());
        let failure = table(&[row(1.0), row(3.0)]).unwrap_err().to_string();
        assert_eq!(failure, "These limits are missed:\n  x3");
    }

    #[test]
    fn the_time_of_children_is_found_in_what_the_kernel_tells() {
        let stat = "12 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 11 12 250 50 20 0";
        assert_eq!(processor_in(stat), Some(3e6));
        assert_eq!(processor_in("no process"), None);
    }

    #[test]
    fn the_peak_is_found_in_what_the_kernel_tells() {
        let status = "Name:\taccesspath\nVmPeak:\t    9000 kB\nVmHWM:\t    2340 kB\nThreads:\t1\n";
        assert_eq!(peak_in(status), Some(2340.0));
        assert_eq!(peak_in("Name:\taccesspath\n"), None);
    }
}
