//! The engine of accesspath for terminals, CI and doc pipelines.
//!
//! Reads files and standard input, prints to standard output; the engine does the rest.
//! Exit status: 0 all well, 1 a result that differs or a document with errors, 2 an input or a call that is wrong.

mod authorize;
mod check;
mod input;
mod lint;

use std::process::ExitCode;

const HELP: &str = "\
accesspath: which network paths from a Lambda function reach an S3 bucket, and which controls block the others

USAGE
    accesspath check [--format text|json] FILE…
        Analyses scenario files, prints each path's outcome and blockers, and compares them with `expect`.
        Exit status 1 where one differs, 2 where a file is wrong.

    accesspath lint [--kind KIND] FILE…
        Prints the problems of policy documents with file, line, column, code and help.
        KIND is identity, bucket, endpoint, scp, rcp, trust, boundary, session, key or function;
        a scenario file needs none. Exit status 1 on errors, 0 on anything less.

    accesspath authorize
        Reads one JSON case a line from standard input and answers each with one line: the authorization step alone.
        Exit status 2 where a line was an error.

FILE may be - for standard input.
";

/// What the program ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    Well,
    Differs,
    Wrong,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Well => Self::SUCCESS,
            Status::Differs => Self::from(1),
            Status::Wrong => Self::from(2),
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let status = match command {
        "check" => check::run(rest),
        "lint" => lint::run(rest),
        "authorize" if rest.is_empty() => authorize::run(),
        "authorize" => input::misused("authorize takes no arguments: it reads standard input"),
        "--version" | "-V" => {
            input::print(concat!("accesspath ", env!("CARGO_PKG_VERSION"), "\n"));
            Status::Well
        }
        "help" | "--help" | "-h" => {
            input::print(HELP);
            if arguments.is_empty() { Status::Wrong } else { Status::Well }
        }
        other => input::misused(&format!("unknown command \"{other}\"")),
    };
    status.into()
}
