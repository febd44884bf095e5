//! Runs the command line program on a scenario: the page must give the same answer.

use std::{collections::BTreeSet, path::Path, process::Command};

use serde_json::Value;

use crate::{
    failure::{Failure, Outcome},
    settings::Settings,
};

/// A path of a scenario as the program reports it.
#[derive(Debug, PartialEq)]
pub struct Expected {
    /// The path's id.
    pub path: String,
    /// Its outcome, in the word that the page shows too.
    pub outcome: String,
    /// The controls that block it.
    pub by: BTreeSet<String>,
}

/// What `accesspath render` writes of one scenario file.
#[track_caller]
pub fn render(settings: &Settings, file: &Path, arguments: &[&str]) -> Outcome<String> {
    let output = Command::new(&settings.cli).arg("render").arg(file).args(arguments).output();
    let output = output.map_err(|error| {
        Failure::new(format!("{} cannot be started: {error}.", settings.cli.display()))
    })?;
    match String::from_utf8(output.stdout) {
        Ok(text) if output.status.success() => Ok(text),
        _ => Err(Failure::new(format!(
            "`accesspath render` fails: {}",
            String::from_utf8_lossy(&output.stderr)
        ))),
    }
}

/// The answer to one scenario file in a line.
#[track_caller]
pub fn headline(settings: &Settings, file: &Path) -> Outcome<String> {
    let output =
        Command::new(&settings.cli).args(["check", "--format", "json"]).arg(file).output().ok();
    let told: Option<Value> = output.and_then(|it| serde_json::from_slice(&it.stdout).ok());
    let headline = told.as_ref().and_then(|it| it.pointer("/files/0/verdict/headline")?.as_str());
    match headline {
        Some(headline) => Ok(headline.to_owned()),
        None => {
            Err(Failure::new(format!("`accesspath check` has no verdict on {}.", file.display())))
        }
    }
}

/// The paths of one scenario file.
#[track_caller]
pub fn check(settings: &Settings, file: &Path) -> Outcome<Vec<Expected>> {
    let mut command = Command::new(&settings.cli);
    command.args(["check", "--format", "json"]).arg(file);
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => {
            return Err(Failure::new(format!(
                "{} cannot be started: {error}.",
                settings.cli.display()
            )));
        }
    };
    match serde_json::from_slice(&output.stdout).ok().and_then(|it| read(&it)) {
        Some(paths) if !paths.is_empty() => Ok(paths),
        _ => Err(Failure::new(format!(
            "`accesspath check` names no path of {}, it says: {}{}",
            file.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        ))),
    }
}

fn read(report: &Value) -> Option<Vec<Expected>> {
    let paths = report.pointer("/files/0/paths")?.as_array()?;
    paths
        .iter()
        .map(|path| {
            let text = |name| Some(path.get(name)?.as_str()?.to_owned());
            let by = path.get("by").and_then(Value::as_array).into_iter().flatten();
            Some(Expected {
                path: text("path")?,
                outcome: text("outcome")?,
                by: by.filter_map(|it| Some(it.as_str()?.to_owned())).collect(),
            })
        })
        .collect()
}
