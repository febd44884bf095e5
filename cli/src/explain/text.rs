//! What `accesspath explain` prints for people.

use accesspath_engine::explain::{suspect_title, suspect_where, suspect_why};
use accesspath_engine::said::Speaker;
use accesspath_engine::suspect::{Compared, Is, Suspect};
use accesspath_policy::truth::Truth;

use super::{Error, Explained, headline};
use crate::call::ExplainArguments;

/// The most suspects of an error that people are told; programs read all.
const MOST: usize = 4;

pub(super) fn lines(explained: &Explained, options: &ExplainArguments) -> Vec<String> {
    let mut lines = Vec::new();
    if explained.errors.is_empty() {
        lines.push("No error that is known here.".to_owned());
    }
    for (number, error) in explained.errors.iter().enumerate() {
        if number > 0 {
            lines.push(String::new());
        }
        of_error(error, options, &mut lines);
    }
    if !explained.questions.is_empty() {
        lines.push(String::new());
        lines.push("What would decide:".to_owned());
        for question in &explained.questions {
            lines.push(format!("  {}: {}", question.title, question.told));
            lines.extend(question.commands.iter().map(|it| format!("      {it}")));
        }
    }
    lines
}

fn of_error(error: &Error, options: &ExplainArguments, lines: &mut Vec<String>) {
    let said = &error.text.said;
    let by = match &said.by {
        Speaker::S3 => "S3",
        Speaker::Client => "the client: nobody answered",
        Speaker::Lambda => "Lambda",
        Speaker::Other(about) => {
            let about = about.strip_prefix("Not about access: ").unwrap_or(about);
            lines.push(format!(
                "Line {}: not the call to S3, so it is left alone: {about}",
                error.line
            ));
            return;
        }
    };
    let client = error.text.client.map(|it| format!(" ({it})")).unwrap_or_default();
    lines.push(format!("Line {}: {}, told by {by}{client}", error.line, headline(said)));
    let bucket = said.bucket.as_ref().map(|it| match &said.key {
        Some(key) => format!("{it}, key {key}"),
        None => it.clone(),
    });
    for (name, value) in [
        ("caller", said.caller.clone()),
        ("action", said.action.clone()),
        ("resource", said.resource.clone()),
        ("policy", said.policy.clone()),
        ("bucket", bucket),
        ("region", said.region.clone()),
        ("request", Some(said.request_ids.join(", ")).filter(|it| !it.is_empty())),
    ] {
        lines.extend(value.map(|it| format!("  {name:<9} {it}")));
    }
    if error.suspects.is_empty() {
        lines.push("  Nothing that is modelled here makes AWS say that.".to_owned());
    }
    for (number, suspect) in error.suspects.iter().take(MOST).enumerate() {
        of_suspect(number + 1, suspect, lines);
    }
    if let Some(left) = error.suspects.len().checked_sub(MOST).filter(|it| *it > 0) {
        lines.push(format!("     and {left} more that show so"));
    }
    if let Some(file) = &options.scenario {
        lines.push(format!("  In {file}:"));
        let told = error.suspects.iter().find(|it| matches!(it.is, Is::Told(_)));
        error.compared.iter().for_each(|it| of_path(it, told, lines));
    }
}

fn of_suspect(number: usize, suspect: &Suspect, lines: &mut Vec<String>) {
    let place = suspect_where(suspect.world).map(|it| format!(", {it}")).unwrap_or_default();
    lines.push(format!("  {number}  {}{place}", suspect_title(suspect)));
    lines.push(format!("     {}", suspect_why(suspect)));
}

fn of_path(compared: &Compared, told: Option<&Suspect>, lines: &mut Vec<String>) {
    let Compared { path, predicted, symptom, would } = compared;
    lines.push(match predicted {
        Truth::Yes => format!("    {path}  predicted: {}", symptom.short),
        Truth::No => format!("    {path}  not predicted: {}", symptom.short),
        Truth::Unknown => format!("    {path}  may be: the answer depends on what is not known"),
    });
    for suspect in would.iter().take(2) {
        lines.push(format!("       it would be so if this differed: {}", suspect_title(suspect)));
    }
    if *predicted != Truth::Yes && would.is_empty() {
        lines.push(match told {
            Some(it) => format!("       it would be so if this held: {}", suspect_why(it)),
            None => "       no fact alone would make it so".to_owned(),
        });
    }
}
