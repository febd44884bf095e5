//! The engine of accesspath for terminals, CI and doc pipelines.
//!
//! Reads files and standard input, prints to standard output; the engine does the rest.
//! Exit status: 0 all well, 1 a result that differs or a document with errors, 2 an input or a call that is wrong.

#![forbid(unsafe_code)]

mod annotation;
mod authorize;
mod call;
mod check;
mod excerpt;
mod expect;
mod explain;
mod fix;
mod github;
mod lint;
mod render;
mod sarif;
mod scenario;
mod terminal;

use std::process::ExitCode;

use call::Command;

/// The exit status of the program.
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
    let status = match call::read() {
        Ok(Command::Check(options)) => check::run(&options),
        Ok(Command::Explain(options)) => explain::run(&options),
        Ok(Command::Fix(options)) => fix::run(&options),
        Ok(Command::Lint(options)) => lint::run(&options),
        Ok(Command::Render(options)) => render::run(&options),
        Ok(Command::Authorize) => authorize::run(),
        Ok(Command::Completions { shell }) => call::completions(shell),
        Err(status) => status,
    };
    status.into()
}
