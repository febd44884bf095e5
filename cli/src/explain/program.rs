//! What `accesspath explain` prints for programs.

use accesspath_engine::control::Control;
use accesspath_engine::explain::{suspect_title, suspect_why};
use accesspath_engine::next::Next;
use accesspath_engine::suspect::{Compared, Suspect};
use accesspath_policy::truth::Truth;
use serde_json::{Value, json};

use super::{Error, Explained};
use crate::call::ExplainArguments;

pub(super) fn json(explained: &Explained, options: &ExplainArguments) -> Value {
    let scenario: Value =
        serde_json::from_str(&explained.scenario.to_compact_json()).unwrap_or_default();
    json!({
        "file": options.file,
        "errors": explained.errors.iter().map(of_error).collect::<Vec<_>>(),
        "questions": explained.questions.iter().map(of_question).collect::<Vec<_>>(),
        "scenario": scenario,
    })
}

fn of_error(error: &Error) -> Value {
    let said = &error.text.said;
    let explicit = match said.explicit {
        Truth::Yes => Some(true),
        Truth::No => Some(false),
        Truth::Unknown => None,
    };
    json!({
        "line": error.line,
        "by": said.by.code(),
        "client": error.text.client,
        "message": said.message().map(|it| it.id),
        "code": said.code,
        "status": said.status,
        "operation": said.operation,
        "sentence": said.sentence,
        "caller": said.caller,
        "action": said.action,
        "resource": said.resource,
        "layer": said.layer.map(|it| it.code()),
        "explicit": explicit,
        "policy": said.policy,
        "failure": said.failure.as_ref().map(|it| it.code()),
        "bucket": said.bucket,
        "key": said.key,
        "region": said.region,
        "request_ids": said.request_ids,
        "suspects": error.suspects.iter().map(of_suspect).collect::<Vec<_>>(),
        "paths": error.compared.iter().map(of_path).collect::<Vec<_>>(),
    })
}

fn of_suspect(suspect: &Suspect) -> Value {
    json!({
        "suspect": suspect.is.code(),
        "title": suspect_title(suspect),
        "why": suspect_why(suspect),
        "controls": suspect.controls.iter().map(|it: &Control| it.code()).collect::<Vec<_>>(),
        "bucket_of": suspect.world.code(),
        "exact": suspect.exact,
    })
}

fn of_path(compared: &Compared) -> Value {
    let predicted = match compared.predicted {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    };
    json!({
        "path": compared.path,
        "predicted": predicted,
        "symptom": compared.symptom.short,
        "would": compared.would.iter().map(|it| it.is.code()).collect::<Vec<_>>(),
    })
}

fn of_question(question: &Next) -> Value {
    json!({
        "title": question.title,
        "told": question.told,
        "commands": question.commands,
        "paths": question.paths,
    })
}
