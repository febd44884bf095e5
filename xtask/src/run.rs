//! Runs a command of another program, and turns what went wrong into one paragraph.
//!
//! Nothing here retries or hides output: what the program prints goes where ours goes.

use std::{
    ffi::OsStr,
    fmt,
    io::{BufRead, BufReader},
    process::{Command, ExitStatus, Stdio},
};

/// The reason why a command of ours cannot continue, in words for the person who started it.
#[derive(Debug)]
pub struct Failure {
    text: String,
}

/// The result of a command of ours.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure that says `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Shows the command, runs it to its end with our own output, and fails unless it succeeds.
pub fn run(command: &mut Command) -> Outcome {
    let shown = show(command);
    println!("   $ {shown}");
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{shown}` failed ({status}); its own words are above.")))
    }
}

/// Shows the command, runs it with our own output, and gives each line of its standard output to `line` as well.
pub fn watch(command: &mut Command, mut line: impl FnMut(&str)) -> Outcome<ExitStatus> {
    println!("   $ {}", show(command));
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    let output = child.stdout.take().into_iter().flat_map(|it| BufReader::new(it).lines());
    for text in output.map_while(Result::ok) {
        println!("{text}");
        line(&text);
    }
    child.wait().map_err(|error| cannot_start(command, &error))
}

/// Shows the command and replaces this process by it, so that signals reach it; if that is not possible, runs it.
pub fn hand_over(command: &mut Command) -> Outcome {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        println!("   $ {}", show(command));
        let error = command.exec();
        Err(cannot_start(command, &error))
    }
    #[cfg(not(unix))]
    run(command)
}

/// Runs the command quietly and returns what it wrote to its standard output.
pub fn read(command: &mut Command) -> Outcome<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| cannot_start(command, &error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::new(format!("`{}` failed ({}).", show(command), output.status)))
    }
}

/// The program's output for `--version`; `None` if it does not start.
pub fn version_of(program: impl AsRef<OsStr>) -> Option<String> {
    let output = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|it| it.status.success())?;
    version_in(&String::from_utf8_lossy(&output.stdout)).map(str::to_owned)
}

/// The first word that starts like a version: `132` in `wasm-opt version 132 (version_132)`.
fn version_in(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|it: char| it.is_ascii_digit()))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    Failure::new(format!("`{program}` cannot be started: {error}. Is it installed and on PATH?"))
}

fn show(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let mut shown = program.rsplit(['/', '\\']).next().unwrap_or(&program).to_owned();
    for argument in command.get_args() {
        shown.push(' ');
        shown.push_str(&argument.to_string_lossy());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, expected: Option<&str>) {
        assert_eq!(version_in(printed), expected);
    }

    #[test]
    fn a_version_is_the_first_word_that_starts_with_a_digit() {
        check("trunk 0.21.14\n", Some("0.21.14"));
        check("wasm-opt version 132 (version_132)", Some("132"));
        check("Chromium 156.0.8078.79 built on Debian GNU/Linux 12", Some("156.0.8078.79"));
        check("v20.20.2\n", Some("20.20.2"));
    }

    #[test]
    fn a_text_without_a_version_has_none() {
        check("", None);
        check("command not found", None);
    }

    #[test]
    fn a_command_is_shown_without_the_folder_of_its_program() {
        let mut command = Command::new("/somewhere/bin/trunk");
        assert_eq!(show(command.args(["build", "--release"])), "trunk build --release");
    }

    #[test]
    fn a_missing_program_is_named_in_the_failure() {
        let failure = run(&mut Command::new("no-such-program-here")).unwrap_err();
        assert!(failure.to_string().contains("`no-such-program-here`"), "{failure}");
    }
}
