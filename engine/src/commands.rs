//! The commands of the AWS CLI that turn what one scenario describes into what another describes.
//!
//! They follow from the two scenarios alone, so that those that take a change back are the same, the other way round.
//! What is made comes before what uses it, what grants before what denies, and what is removed comes last. What no
//! command can do, such as a header of the call, is a comment.
//!
//! INVARIANT: every name, id and text of a scenario is one argument, one comment or one file, whatever it holds.

mod difference;
mod document;
mod function;
mod gateway;
mod identity;
mod network;
mod organization;
mod place;
mod service;
mod shell;
pub mod tell;
mod words;
mod zone;

use std::collections::BTreeMap;

use accesspath_policy::symbol;
use serde_json::Value;

use crate::scenario::Scenario;
use difference::differences;
use place::Place;
use shell::quoted;

/// The commands that lead from `from` to `to`, in their order.
#[must_use]
pub fn commands(from: &Scenario, to: &Scenario) -> Vec<String> {
    let lines = shown(&write(from, to, None));
    let mut named: Vec<String> = Vec::new();
    for name in lines.iter().flat_map(|it| symbol::names(it)) {
        let own = symbol::of_name(&name);
        if !named.contains(&own) {
            named.push(own);
        }
    }
    let told = format!("# Put your own in place of {}.", named.join(", "));
    let told = (!named.is_empty()).then(|| shell::one_line(&told));
    told.into_iter().chain(lines).collect()
}

/// The commands that take `commands(from, to)` back, in the same shell: what those made they name by its variable.
#[must_use]
pub fn undo(from: &Scenario, to: &Scenario) -> Vec<String> {
    shown(&write(to, from, Some(write(from, to, None).made)))
}

/// The lines with symbols as they are read, in which no shell sees more than a text.
fn shown(script: &Script) -> Vec<String> {
    script.lines.iter().map(|it| symbol::read(it).into_owned()).collect()
}

/// The script from one scenario to another; one that takes back has what was made before.
fn write(from: &Scenario, to: &Scenario, made: Option<BTreeMap<String, String>>) -> Script {
    let mut script = Script {
        lines: Vec::new(),
        takes_back: made.is_some(),
        made: made.unwrap_or_default(),
        files: BTreeMap::new(),
        place: Place::default(),
        next: None,
    };
    let differences = differences(from, to);
    // A public policy is refused while a switch keeps it from being saved.
    for it in differences.iter().filter(|it| service::loosens(it)) {
        service::service(&mut script, it, to);
    }
    network::network(&mut script, &differences, to);
    document::documents(&mut script, from, to);
    for it in differences.iter().filter(|it| !service::loosens(it)) {
        service::service(&mut script, it, to);
    }
    network::remove(&mut script, &differences, from);
    script
}

/// The lines that are written so far.
struct Script {
    lines: Vec<String>,
    /// What is attached anew was there before.
    takes_back: bool,
    /// The shell's variable for each resource that the script makes, by id.
    made: BTreeMap<String, String>,
    /// The document that each file holds, by the file's name.
    files: BTreeMap<String, String>,
    /// Where the lines so far are run.
    place: Place,
    /// Where the next command is run, if it is another place.
    next: Option<Place>,
}

impl Script {
    fn put(&mut self, line: String) {
        if let Some(next) = self.next.take().filter(|it| *it != self.place) {
            let of = if next.region.is_empty() { "" } else { ", in " };
            self.note(&format!("With credentials of {}{of}{}:", next.account, next.region));
            if !next.region.is_empty() && next.region != self.place.region {
                self.lines.push(format!("export AWS_REGION={}", quoted(&next.region)));
            }
            self.place = next;
        }
        self.lines.push(line);
    }

    /// The next commands are run there.
    fn enter(&mut self, place: Option<Place>) {
        self.next = place.or(self.next.take());
    }

    /// A comment: what is to be done, where no command does it.
    fn note(&mut self, text: &str) {
        self.lines.push(format!("# {}", shell::one_line(text)));
    }

    /// A comment about the commands of the place that they are run in.
    fn remark(&mut self, text: &str) {
        self.put(format!("# {}", shell::one_line(text)));
    }

    /// A resource's id as an argument: the variable of one that the script has made, else the id itself.
    fn id(&self, id: &str) -> String {
        match self.made.get(id) {
            Some(variable) => format!("\"${variable}\""),
            None => quoted(id),
        }
    }

    /// Several ids as arguments.
    fn ids<'v>(&self, ids: impl Iterator<Item = &'v Value>) -> Vec<String> {
        ids.filter_map(Value::as_str).map(|it| self.id(it)).collect()
    }

    /// Makes a resource, and keeps its id in a variable.
    fn make(&mut self, id: &str, command: &str) {
        let variable = self.variable(id);
        self.put(format!("{variable}=$({command} --output text)"));
        self.made.insert(id.to_owned(), variable);
    }

    /// A variable for a resource, which no other has.
    fn variable(&self, id: &str) -> String {
        let letter = |it: char| match it {
            it if it.is_ascii_alphanumeric() => it.to_ascii_uppercase(),
            _ => '_',
        };
        // The beginning keeps it from being a variable of the shell itself, such as PATH.
        let own: String = std::iter::once("MADE_".to_owned())
            .chain(id.chars().map(|it| letter(it).to_string()))
            .collect();
        let mut name = own.clone();
        let mut number = 2;
        while self.made.values().any(|it| *it == name) {
            name = format!("{own}_{number}");
            number += 1;
        }
        name
    }

    /// Writes a document to a file of its own, and names it as the AWS CLI takes it.
    fn file(&mut self, document: &str, text: &str) -> String {
        let own = shell::file_name(document);
        let mut name = format!("{own}.json");
        let mut number = 2;
        while self.files.get(&name).is_some_and(|it| it != document) {
            name = format!("{own}-{number}.json");
            number += 1;
        }
        if self.files.insert(name.clone(), document.to_owned()).is_none() {
            self.put(shell::heredoc(&name, text, &self.made));
        }
        format!("file://{name}")
    }
}
