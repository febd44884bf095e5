//! The errors of every client, service and log, each with the fields that are read from it.
//!
//! A text stands below a line that begins with `# `, and what it says below itself, a line that begins with `=> ` for each
//! of its errors; `%20` stands for a blank there, and `-` for nothing. Only the fields that are named are compared, and
//! `by` always is.

#![expect(clippy::expect_used, reason = "a table that cannot be read must fail the test")]

use std::fs;
use std::path::Path;

use accesspath_import::{ErrorText, errors};
use accesspath_policy::truth::Truth;

/// A text with its title and what it says.
struct Row {
    title: String,
    text: String,
    says: Vec<String>,
}

fn rows(file: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in file.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            rows.push(Row { title: title.to_owned(), text: String::new(), says: Vec::new() });
            continue;
        }
        let row = rows.last_mut().expect("a title comes first");
        match line.strip_prefix("=> ") {
            Some(says) => row.says.push(says.to_owned()),
            None => row.text += &format!("{line}\n"),
        }
    }
    rows
}

/// The value of a field, as the table writes it.
fn field(error: &ErrorText, name: &str) -> String {
    let said = &error.said;
    let text = match name {
        "by" => Some(said.by.code().to_owned()),
        "message" => said.message().map(|it| it.id.to_owned()),
        "code" => said.code.clone(),
        "status" => said.status.map(|it| it.to_string()),
        "operation" => said.operation.clone(),
        "action" => said.action.clone(),
        "caller" => said.caller.clone(),
        "resource" => said.resource.clone(),
        "layer" => said.layer.map(|it| it.code().to_owned()),
        "explicit" => Some(match said.explicit {
            Truth::Yes => "yes".to_owned(),
            Truth::No => "no".to_owned(),
            Truth::Unknown => "-".to_owned(),
        }),
        "policy" => said.policy.clone(),
        "failure" => said.failure.as_ref().map(|it| it.code().to_owned()),
        "bucket" => said.bucket.clone(),
        "key" => said.key.clone(),
        "region" => said.region.clone(),
        "client" => error.client.map(str::to_owned),
        other => unreachable!("no field {other}"),
    };
    text.unwrap_or_else(|| "-".to_owned()).replace(' ', "%20")
}

/// What differs from the table in a text.
fn wrong(row: &Row) -> Vec<String> {
    let found = errors(&row.text);
    if found.len() != row.says.len() {
        let told: Vec<_> = found.iter().map(|it| format!("{:?}", it.said)).collect();
        return vec![format!("{} errors: {}", found.len(), told.join("\n      "))];
    }
    let mut wrong = Vec::new();
    for (error, says) in found.iter().zip(&row.says) {
        assert!(row.text.get(error.span.range()).is_some_and(|it| !it.is_empty()), "{error:?}");
        for pair in says.split(' ').filter(|it| !it.is_empty()) {
            let (name, value) = pair.split_once('=').expect("a field has a value");
            let own = field(error, name);
            if own != value {
                wrong.push(format!("{name} is {own}, not {value}: {:?}", error.said));
            }
        }
    }
    wrong
}

#[test]
fn the_errors_of_every_client_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let (mut count, mut broken) = (0, Vec::new());
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("there is a folder").flatten().map(|it| it.path()).collect();
    files.sort();
    for file in files {
        let name = file.file_stem().expect("it has a name").display().to_string();
        for row in rows(&fs::read_to_string(&file).expect("it is a text")) {
            count += 1;
            let wrong = wrong(&row);
            if !wrong.is_empty() {
                broken.push(format!("{name}: {}\n    {}", row.title, wrong.join("\n    ")));
            }
        }
    }
    assert!(broken.is_empty(), "{} of {count} differ:\n{}", broken.len(), broken.join("\n"));
    assert!(count >= 150, "{count} texts");
}
