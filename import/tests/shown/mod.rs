//! What was found in a text, in lines that a test compares.

use accesspath_import::{Given, Recognised, recognise};

/// A fact in a few words.
fn shown(given: &Given) -> String {
    match given {
        Given::Record { list, id, .. } => format!("{list} {id}"),
        Given::Member { of, name, json } => format!("{of:?}.{name}={json}"),
        Given::Role(it) => format!("role {it}"),
        Given::Function(it) => format!("function {it}"),
        Given::User(it) => format!("user {it}"),
        Given::Bucket(it) => format!("bucket {it}"),
        Given::Policy { kind, owner, name, .. } => {
            format!("{kind:?} {name} of {}", owner.as_deref().unwrap_or("-"))
        }
        Given::Region(it) => format!("region {it}"),
        Given::MemberOf { list, id, name, json } => format!("{list} {id}.{name}={json}"),
        other => format!("{other:?}"),
    }
}

/// What was found, a line each: the kind and the title, then the facts, then the questions with their choices, the chosen
/// one in brackets.
pub fn lines(found: &[Recognised]) -> Vec<String> {
    let mut lines = Vec::new();
    for it in found {
        lines.push(format!("{:?}: {}", it.kind, it.title));
        lines.extend(it.facts.iter().map(|it| format!("  {}", shown(it))));
        lines.extend(it.evidence.iter().map(|it| format!("  \"{}\"", it.said)));
        for question in &it.questions {
            let choices = question.choices.iter().enumerate();
            let choices = choices.map(|(at, it)| match question.chosen == Some(at) {
                true => format!("[{}]", it.label),
                false => it.label.clone(),
            });
            lines.push(format!(
                "  ? {} {}",
                question.asks,
                choices.collect::<Vec<_>>().join(" / ")
            ));
        }
        lines.extend(
            it.flaws.iter().map(|it| format!("  ! {}:{} {}", it.line, it.column, it.message)),
        );
    }
    lines
}

#[track_caller]
pub fn check(text: &str, expected: &[&str]) {
    let found = lines(&recognise("", text));
    assert_eq!(found, expected, "{text}\n{found:#?}");
}
