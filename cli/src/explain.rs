//! `accesspath explain`: a log or an error in, what would have made AWS say it out.

mod program;
mod text;

use std::io;

use accesspath_engine::analyze;
use accesspath_engine::next::{Heard, Next, next};
use accesspath_engine::said::{Said, Speaker};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::suspect::{Compared, Suspect, compare, suspects};
use accesspath_import::{ErrorText, MAX_BYTES, add_all, errors, recognise, start};
use accesspath_policy::truth::Truth;

use crate::Status;
use crate::call::{ExplainArguments, ExplainFormat};
use crate::excerpt::renderer;
use crate::scenario::read_scenario;
use crate::terminal::{complain, print, print_lines, read};

/// How many questions are asked.
const QUESTIONS: usize = 3;

/// What a text comes to.
struct Explained {
    errors: Vec<Error>,
    /// The scenario that is asked about: that of the call, or one with what the text tells.
    scenario: Scenario,
    /// What would decide next.
    questions: Vec<Next>,
}

/// An error with its suspects.
struct Error {
    text: ErrorText,
    /// The line on which it begins, from 1.
    line: usize,
    suspects: Vec<Suspect>,
    /// Beside the answer of the call's scenario.
    compared: Vec<Compared>,
}

impl Error {
    /// It is about the call, in place of another.
    const fn is_of_call(&self) -> bool {
        !matches!(self.text.said.by, Speaker::Other(_))
    }
}

/// Explains the text of the call.
pub fn run(options: &ExplainArguments) -> Status {
    let Some(explained) = explained(options) else { return Status::Wrong };
    match options.format {
        ExplainFormat::Text => print_lines(&text::lines(&explained, options)),
        ExplainFormat::Json => {
            match serde_json::to_string_pretty(&program::json(&explained, options)) {
                Ok(text) => print(&(text + "\n")),
                Err(error) => {
                    complain(&error.to_string());
                    return Status::Wrong;
                }
            }
        }
    }
    let mut own = explained.errors.iter().filter(|it| it.is_of_call()).peekable();
    let is_read = own.peek().is_some();
    let predicted = |it: &Error| it.compared.iter().any(|it| it.predicted == Truth::Yes);
    let fits = options.scenario.is_none() || own.all(predicted);
    if is_read && fits { Status::Well } else { Status::Differs }
}

/// Reads the call's files; `None` where one is wrong, which is complained of already.
fn explained(options: &ExplainArguments) -> Option<Explained> {
    if options.file == "-" && options.scenario.as_deref() == Some("-") {
        complain("standard input cannot be both the text and the scenario");
        return None;
    }
    let complaining = |it: Result<String, String>| it.map_err(|it| complain(&it)).ok();
    let text = complaining(read(&options.file))?;
    if text.len() > MAX_BYTES {
        complain(&format!(
            "{}: a text has at most {MAX_BYTES} bytes; cut out what matters",
            options.file
        ));
        return None;
    }
    let given = match &options.scenario {
        Some(file) => {
            let own = complaining(read(file))?;
            let err = (options.format == ExplainFormat::Text).then(|| renderer(&io::stderr()));
            let given = read_scenario(file, &own, err.as_ref());
            Some(given.scenario.filter(|_| given.problems.is_empty())?)
        }
        None => None,
    };
    let is_given = given.is_some();
    let scenario = given.unwrap_or_else(|| add_all(&start(), &recognise("", &text)).0);
    let analysis = analyze(&scenario);
    let each = errors(&text).into_iter().map(|it| {
        let is_call = !matches!(it.said.by, Speaker::Other(_));
        let before = text.get(..it.span.start).unwrap_or_default();
        Error {
            line: before.matches('\n').count() + 1,
            suspects: suspects(&it.said),
            compared: if is_given && is_call {
                compare(&it.said, &scenario, &analysis.paths)
            } else {
                Vec::new()
            },
            text: it,
        }
    });
    let errors: Vec<Error> = each.collect();
    // The first error of the call says the most; what follows it often follows from it.
    let first = errors.iter().find(|it| it.is_of_call());
    let heard = first.map(|it| Heard::of(&it.text.said, &it.suspects));
    let mut questions = heard.map(|it| next(&scenario, &analysis, &it)).unwrap_or_default();
    questions.truncate(QUESTIONS);
    Some(Explained { errors, scenario, questions })
}

/// An error in a few words.
fn headline(said: &Said) -> String {
    let code = match (&said.code, &said.failure, said.status) {
        (_, Some(failure), _) => failure.code().to_owned(),
        (Some(code), ..) => code.clone(),
        (None, None, Some(status)) => status.to_string(),
        (None, None, None) => "a message".to_owned(),
    };
    match &said.operation {
        Some(operation) => format!("{code} on {operation}"),
        None => code,
    }
}
