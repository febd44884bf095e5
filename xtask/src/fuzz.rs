//! `cargo xtask fuzz`: generated inputs, checked against the laws that hold for every answer.
//!
//! The targets stand in `fuzz/`; libFuzzer makes their inputs, led by the branches that these take.
//! The pinned toolchain builds them with the flags of cargo-fuzz, but without a sanitizer: the
//! engine has no unsafe code that one could watch, and so neither cargo-fuzz nor a nightly
//! compiler is needed.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, SystemTime},
};

use crate::{
    browser,
    run::{self, Failure, Outcome},
    tools,
    workspace::{self, cargo},
};

/// The programs of `fuzz/Cargo.toml`.
const TARGETS: [&str; 5] = ["read_policy", "evaluate", "authorize_line", "scenario", "pasted"];

/// Has the compiler count the branches that an input takes, and show libFuzzer what it compares.
const FLAGS: [&str; 7] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    // A linker that drops dead code may drop the counters of it, and not their places.
    "-Clink-dead-code",
];

/// The options of the command.
#[derive(Debug, PartialEq)]
pub struct Options {
    targets: Vec<&'static str>,
    seconds: u32,
}

impl Options {
    /// Reads the name of a target and `--seconds N`.
    pub fn read(words: &[&str]) -> Outcome<Self> {
        let mut options = Self { targets: TARGETS.to_vec(), seconds: 300 };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if *word == "--seconds" {
                options.seconds =
                    words.next().and_then(|it| it.parse().ok()).filter(|it| *it != 0).ok_or_else(
                        || Failure::new("`--seconds` needs a number, such as `--seconds 600`."),
                    )?;
            } else if let Some(target) = TARGETS.into_iter().find(|it| it == word) {
                options.targets = vec![target];
            } else {
                return Err(Failure::new(format!(
                    "`fuzz` knows `--seconds N` and the targets {}, not `{word}`.",
                    TARGETS.join(", ")
                )));
            }
        }
        Ok(options)
    }
}

/// Runs the targets one after the other, each for as long as was asked for.
pub fn fuzz(options: &Options) -> Outcome {
    let Options { targets, seconds } = options;
    let fuzzer = Fuzzer::build()?;
    println!("-- fuzzing {}: {seconds} seconds each", targets.join(", "));
    fuzzer.run_all(targets, &[&format!("-max_total_time={seconds}")])
}

/// Runs every target for some seconds: the step of `cargo xtask test`.
pub fn shortly() -> Outcome {
    if cfg!(windows) {
        println!("   libFuzzer is used on Linux and macOS only, so nothing is run here");
        return Ok(());
    }
    // One seed, so that the same inputs are tried wherever nothing was found before.
    Fuzzer::build()?.run_all(&TARGETS, &["-runs=100000", "-max_total_time=15", "-seed=1"])
}

/// The targets, built, and the folder below which their inputs are kept.
struct Fuzzer {
    programs: PathBuf,
    folder: PathBuf,
}

impl Fuzzer {
    /// Builds all targets, and makes the inputs that they start from.
    fn build() -> Outcome<Self> {
        cpp_compiler()?;
        let folder = workspace::target()?.join("fuzz");
        let mut rustc = Command::new("rustc");
        let host = run::read(rustc.args(["--print", "host-tuple"]).current_dir(workspace::root()))?;
        let host = host.trim();
        println!("-- building the fuzz targets: a minute the first time, else seconds");
        run::run(
            // Where a target is named, the flags are not those of build scripts, which could not be linked.
            cargo(&["build", "--locked", "--release", "--bins", "--target", host])
                .arg("--manifest-path")
                .arg(manifest())
                .arg("--target-dir")
                .arg(&folder)
                .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}")),
        )?;
        Seeds::plant(&folder.join("seeds"))?;
        Ok(Self { programs: folder.join(host).join("release"), folder })
    }

    /// Runs the targets; one that fails does not hide the others.
    fn run_all(&self, targets: &[&str], bounds: &[&str]) -> Outcome {
        let failures: Vec<String> = targets
            .iter()
            .filter_map(|target| self.run(target, bounds).err())
            .map(|it| it.to_string())
            .collect();
        if failures.is_empty() { Ok(()) } else { Err(Failure::new(failures.join("\n"))) }
    }

    fn run(&self, target: &str, bounds: &[&str]) -> Outcome {
        let started = SystemTime::now();
        let program = self.programs.join(target);
        // libFuzzer adds to the first folder and only reads the others. What failed is tried again at once.
        let folders = ["corpus", "seeds", "crashes"].map(|it| Path::new(it).join(target));
        for folder in &folders {
            make_folder(&self.folder.join(folder))?;
        }
        let [_, _, crashes] = &folders;
        let mut command = Command::new(&program);
        command.args(&folders).args(bounds).args(["-timeout=10", "-print_funcs=0"]);
        command.arg(format!("-dict={}", workspace::root().join("fuzz/words.dict").display()));
        command.arg(format!("-artifact_prefix={}/", crashes.display())).current_dir(&self.folder);
        println!("-- {target}, {}", bounds.join(" "));
        if run_tersely(&mut command)? {
            return Ok(());
        }
        let Some(input) = newest(&self.folder.join(crashes), started) else {
            return Err(Failure::new(format!("{target} failed; its own words are above.")));
        };
        Err(Failure::new(format!(
            "{target} failed on an input that is kept in {input}. Run it again with `{program} {input}`; `{program} -minimize_crash=1 -runs=100000 {input}` looks for a smaller one.",
            input = input.display(),
            program = program.display(),
        )))
    }
}

/// The lines of libFuzzer about every input that it keeps, about words that it learned, and about missing sanitizers.
const NOISE: [&str; 6] = [
    "\tNEW ",
    "\tREDUCE",
    "\tRELOAD",
    "# Uses: ",
    "ecommended dictionary.",
    "WARNING: Failed to find",
];

/// Runs libFuzzer without its noise; returns whether it succeeds.
fn run_tersely(command: &mut Command) -> Outcome<bool> {
    let failed = |error| Failure::new(format!("The target cannot be run: {error}."));
    let mut child = command.stderr(Stdio::piped()).spawn().map_err(failed)?;
    if let Some(words) = child.stderr.take() {
        for line in BufReader::new(words).split(b'\n') {
            let line = line.map_err(failed)?;
            let line = String::from_utf8_lossy(&line);
            if !NOISE.iter().any(|it| line.contains(it)) {
                eprintln!("{line}");
            }
        }
    }
    Ok(child.wait().map_err(failed)?.success())
}

fn manifest() -> PathBuf {
    workspace::root().join("fuzz").join("Cargo.toml")
}

/// Makes sure that libFuzzer, which is written in C++, can be compiled.
fn cpp_compiler() -> Outcome {
    let there = || env::var_os("CXX").is_some() || tools::on_path("c++").is_some();
    if there() {
        return Ok(());
    }
    browser::install_packages(&["g++"], "about a minute")?;
    if there() {
        return Ok(());
    }
    Err(Failure::new(
        "Fuzzing needs a C++ compiler, because libFuzzer is written in C++. Install one (on Debian and Ubuntu `apt-get install g++`, on Fedora `dnf install gcc-c++`, on Arch `pacman -S gcc`, on macOS `xcode-select --install`) so that `c++` is on PATH, or name it in CXX.",
    ))
}

/// The file that was last written into the folder, if that was after `started`.
fn newest(folder: &Path, started: SystemTime) -> Option<PathBuf> {
    // The clock of a file system may be a little behind.
    let started = started.checked_sub(Duration::from_secs(1))?;
    fs::read_dir(folder)
        .ok()?
        .filter_map(|it| it.ok().map(|it| it.path()))
        .filter_map(|it| Some((it.metadata().ok()?.modified().ok()?, it)))
        .filter(|(written, _)| *written >= started)
        .max()
        .map(|(_, path)| path)
}

fn make_folder(folder: &Path) -> Outcome {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("{} cannot be made: {error}.", folder.display())))
}

fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}.", path.display())))
}

/// The beginnings of inputs of `evaluate`: the first choice of all that a request is made of,
/// and the same with nothing known of any condition key.
fn requests() -> [Vec<u8>; 2] {
    let unknown = (0..15).flat_map(|key| [key, 0]);
    [vec![0; 7], [0, 0, 0, 0, 15 << 4].into_iter().chain(unknown).chain([0, 0]).collect()]
}

/// The layers of a conformance case, in the order of their digits in an input of `evaluate`.
const LAYERS: [&str; 7] = [
    "identity_policies",
    "resource_policy",
    "permissions_boundaries",
    "session_policies",
    "service_control_policies",
    "resource_control_policies",
    "vpc_endpoint_policies",
];

/// The inputs to start from: the engine's cases, the examples, and what they are made of.
struct Seeds {
    folder: PathBuf,
    count: usize,
}

impl Seeds {
    /// Makes them anew.
    fn plant(folder: &Path) -> Outcome {
        // A folder that cannot be removed does no harm.
        drop(fs::remove_dir_all(folder));
        let mut seeds = Self { folder: folder.to_path_buf(), count: 0 };
        for target in TARGETS {
            make_folder(&folder.join(target))?;
        }
        for package in ["policy", "engine"] {
            let cases = workspace::root().join(package).join("tests").join("conformance");
            for path in workspace::files_in(&cases)? {
                seeds.case(&read_text(&path)?)?;
            }
        }
        let tests = workspace::root().join("policy").join("tests");
        for folder in ["reading", "lint"] {
            for path in workspace::files_in(&tests.join(folder))? {
                // The lines of carets are what the engine must find, and no part of the document.
                let text = read_text(&path)?;
                let own = text.lines().filter(|it| !it.trim_start().starts_with('^'));
                seeds.add("read_policy", own.collect::<Vec<_>>().join("\n"))?;
            }
        }
        for path in workspace::files_in(&workspace::root().join("static").join("scenarios"))? {
            seeds.add("scenario", read_text(&path)?)?;
        }
        let pasted = workspace::root().join("import").join("tests");
        for path in workspace::files_in(&pasted.join("pasted"))? {
            seeds.add("pasted", read_text(&path)?)?;
        }
        for path in workspace::files_in(&pasted.join("errors"))? {
            // A text stands between its title and what it says.
            for row in read_text(&path)?.split("# ").filter(|it| !it.is_empty()) {
                let text = row.split_once('\n').map_or("", |it| it.1);
                seeds.add("pasted", text.split("\n=> ").next().unwrap_or_default())?;
            }
        }
        Ok(())
    }

    /// Takes a conformance case apart.
    fn case(&mut self, text: &str) -> Outcome {
        let mut policies = Vec::new();
        for Object { name, text, is_policy } in objects(text) {
            match name {
                "authorize" => self.add("authorize_line", one_line(text))?,
                "scenario" => self.add("scenario", text)?,
                _ if is_policy => {
                    self.add("read_policy", text)?;
                    if let Some(digit) = (b'0'..).zip(LAYERS).find(|(_, layer)| *layer == name) {
                        policies.push(digit.0);
                        policies.extend(one_line(text).bytes().chain([0]));
                    }
                }
                _ => {}
            }
        }
        for request in requests() {
            self.add("evaluate", [request.as_slice(), &policies].concat())?;
        }
        Ok(())
    }

    fn add(&mut self, target: &str, input: impl AsRef<[u8]>) -> Outcome {
        self.count += 1;
        let path = self.folder.join(target).join(format!("{:05}", self.count));
        fs::write(&path, input).map_err(|error| {
            Failure::new(format!("{} cannot be written: {error}.", path.display()))
        })
    }
}

/// An object in a JSON text.
#[derive(Debug, PartialEq)]
struct Object<'t> {
    /// The member that it is, or whose list it stands in.
    name: &'t str,
    text: &'t str,
    /// It has a `Statement`.
    is_policy: bool,
}

/// Every object of a JSON text that is well formed, the inner ones first.
fn objects(text: &str) -> Vec<Object<'_>> {
    let mut found = Vec::new();
    let mut open: Vec<(&str, usize, bool)> = Vec::new();
    let (mut name, mut word) = ("", "");
    let mut string: Option<usize> = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match (string, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(start), '"') => {
                word = text.get(start..at).unwrap_or_default();
                string = None;
            }
            (Some(_), _) => {}
            (None, '"') => string = Some(at + 1),
            (None, ':') => {
                name = word;
                if let Some((.., is_policy)) = open.last_mut() {
                    *is_policy |= word == "Statement";
                }
            }
            (None, '{' | '[') => open.push((name, at, false)),
            (None, '}' | ']') => {
                let Some((own, start, is_policy)) = open.pop() else { continue };
                // The next thing in a list has the list's name too.
                name = own;
                let text = text.get(start..=at).unwrap_or_default();
                if c == '}' {
                    found.push(Object { name, text, is_policy });
                }
            }
            _ => {}
        }
    }
    found
}

/// A JSON text without its line breaks, which stand in no string, and the blanks behind them.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim_start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_of_the_package_is_a_target() {
        let manifest = fs::read_to_string(manifest()).unwrap();
        let programs: Vec<_> = manifest
            .split("[[bin]]\nname = \"")
            .skip(1)
            .filter_map(|it| it.split('"').next())
            .collect();
        assert_eq!(programs, TARGETS);
    }

    #[test]
    fn all_targets_run_for_five_minutes_unless_told_otherwise() {
        let options = Options::read(&[]).unwrap();
        assert_eq!(options, Options { targets: TARGETS.to_vec(), seconds: 300 });
        let expected = Options { targets: vec!["scenario"], seconds: 9 };
        assert_eq!(Options::read(&["scenario", "--seconds", "9"]).unwrap(), expected);
        assert_eq!(Options::read(&["--seconds", "9", "scenario"]).unwrap(), expected);
    }

    #[test]
    fn a_wrong_option_is_named() {
        for words in [&["--seconds"][..], &["--seconds", "0"], &["nothing-like-it"], &["--all"]] {
            let failure = Options::read(words).unwrap_err().to_string();
            assert!(failure.contains(words[0]), "{failure}");
        }
    }

    #[test]
    fn objects_are_found_with_their_names_the_inner_ones_first() {
        let text = r#"{"a": {"Statement": [{"x": "}\""}, {}]}, "b": [[{"y": 1}]]}"#;
        let found: Vec<_> =
            objects(text).iter().map(|it| (it.name, it.text, it.is_policy)).collect();
        let expected = [
            ("Statement", r#"{"x": "}\""}"#, false),
            ("Statement", "{}", false),
            ("a", r#"{"Statement": [{"x": "}\""}, {}]}"#, true),
            ("b", r#"{"y": 1}"#, false),
            ("", text, false),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_in_one_line_says_the_same() {
        assert_eq!(one_line("{\n  \"a b\": 1,\n  \"c\": \" \"\n}\n"), "{\"a b\": 1,\"c\": \" \"}");
    }
}
