//! Holds `docs/symptoms.md` and the messages that the engine can tell to one another.
//!
//! With `BLESS=1` the messages are written anew; rule, wording and page of each are kept, and are the person's to give.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read must fail the test")]

use std::fs;
use std::path::PathBuf;

use accesspath_engine::symptom::message::{TEMPLATES, of_flaw};
use accesspath_policy::save::Flaw;

const HEAD: &str = "| name | message | rule | wording | page |\n|---|---|---|---|---|\n";

fn docs(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("docs").join(name)
}

/// The table: the name of each message, and what stands behind the message in its row.
fn rows(table: &str) -> Vec<(String, [String; 4])> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, message, rule, wording, page] = cells.try_into().unwrap();
        let name = name.trim_matches('`').to_owned();
        (name, [message, rule, wording, page].map(str::to_owned))
    };
    table.lines().map(row).collect()
}

#[test]
fn every_message_stands_in_the_table_with_its_source() {
    let file = docs("symptoms.md");
    let text = fs::read_to_string(&file).unwrap();
    let evaluation = fs::read_to_string(docs("evaluation.md")).unwrap();
    let (before, rest) = text.split_once(HEAD).unwrap();
    let (table, after) = rest.split_once("\n\n").unwrap();
    let kept = rows(table);
    let mut written = String::new();
    for template in TEMPLATES {
        assert!(!template.text.contains('|'), "{}: a bar would end the cell", template.id);
        let own = kept.iter().find(|(name, _)| name == template.id);
        let [_, rule, wording, page] =
            own.map(|it| it.1.clone()).unwrap_or_else(|| ["", "?", "?", "?"].map(str::to_owned));
        written +=
            &format!("| `{}` | {} | {rule} | {wording} | {page} |\n", template.id, template.text);
        assert!(
            evaluation.contains(&format!("| **{rule}** |")),
            "{}: docs/evaluation.md has no rule {rule}",
            template.id
        );
        let words = ["AWS", "reported", "described", "own"];
        assert!(words.contains(&wording.as_str()), "{}: wording {wording}", template.id);
        let is_page = page.starts_with("<https://docs.aws.amazon.com/")
            || page.starts_with("<https://repost.aws/knowledge-center/")
            // Where no page of AWS has the words, people who met them report them.
            || (wording == "reported" && page.starts_with("<https://github.com/"));
        assert!(is_page, "{}: page {page}", template.id);
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, format!("{before}{HEAD}{written}\n{after}")).unwrap();
    } else {
        assert_eq!(format!("{table}\n"), written, "BLESS=1 rewrites docs/symptoms.md");
    }
}

#[test]
fn every_sentence_about_a_new_bucket_policy_stands_there_with_its_rule() {
    let text = fs::read_to_string(docs("symptoms.md")).unwrap();
    let evaluation = fs::read_to_string(docs("evaluation.md")).unwrap();
    let (_, table) = text.split_once("| sentence | rule | wording | seen in |\n").unwrap();
    let mut told = Vec::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [sentence, rule, wording, page] = cells.try_into().unwrap();
        told.push(sentence);
        assert!(evaluation.contains(&format!("| **{rule}** |")), "{sentence}: no rule {rule}");
        assert!(["AWS", "reported"].contains(&wording), "{sentence}: wording {wording}");
        assert!(page.starts_with("<https://"), "{sentence}: page {page}");
    }
    assert_eq!(told, Flaw::ALL.map(of_flaw));
}
