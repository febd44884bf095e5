use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::words::{CONTROLS, KINDS, OUTCOMES, REASONS, RECURSIONS, STEPS};

/// The words that the sources of the engine give to what they name.
fn words_of(files: &[&str]) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths: Vec<PathBuf> = Vec::new();
    for file in files {
        let path = root.join(file);
        if path.is_dir() {
            paths.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path()));
        } else {
            paths.push(path);
        }
    }
    let mut words = BTreeSet::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        for before in ["=> \"", "then_some(\""] {
            words.extend(
                text.split(before).skip(1).map(|it| it.split('"').next().unwrap().to_owned()),
            );
        }
    }
    let is_code = |it: &String| it.bytes().all(|it| it.is_ascii_lowercase() || b"-_".contains(&it));
    words.into_iter().filter(is_code).collect()
}

#[track_caller]
fn check(files: &[&str], lists: &[&[&str]]) {
    let listed: BTreeSet<String> = lists.concat().iter().map(|it| (*it).to_owned()).collect();
    let words = words_of(files);
    let missing: Vec<_> = words.difference(&listed).collect();
    assert!(missing.is_empty(), "cli/src/expect/words.rs lacks {missing:?}");
    let gone: Vec<_> = listed.difference(&words).collect();
    assert!(gone.is_empty(), "no answer has {gone:?} of cli/src/expect/words.rs any more");
}

#[test]
fn every_reason_of_an_answer_is_known() {
    let sources = [
        "engine/src/check",
        "engine/src/chain/step.rs",
        "engine/src/network/route.rs",
        "policy/src/reason.rs",
    ];
    check(&sources, &[REASONS, STEPS, &["any-bucket", "same-name-elsewhere"]]);
}

#[test]
fn every_control_is_known() {
    check(&["engine/src/control.rs", "policy/src/layer.rs"], &[CONTROLS]);
}

#[test]
fn every_outcome_kind_and_recursion_is_known() {
    let words = words_of(&["engine/src/judge.rs", "engine/src/network.rs", "engine/src/chain.rs"]);
    for word in [OUTCOMES, KINDS, RECURSIONS].concat() {
        assert!(words.contains(word), "{word}");
    }
}
