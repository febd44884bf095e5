//! `cargo xtask cases`: the conformance cases of every rule, counted, or those of one rule, listed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    run::{Failure, Outcome},
    workspace,
};

/// Prints how many cases each rule has, and how many there are.
pub fn count() -> Outcome {
    let all = all()?;
    let number = |rule: &String| {
        let digits = rule.trim_start_matches(|it: char| !it.is_ascii_digit());
        (rule.strip_suffix(digits).map(str::to_owned), digits.parse::<u32>().ok())
    };
    let mut rules: Vec<(&String, &Vec<PathBuf>)> = all.iter().collect();
    rules.sort_by_key(|(rule, _)| number(rule));
    for (rule, files) in rules {
        println!("{rule:<5}{:>5}", files.len());
    }
    println!("{:<5}{:>5}", "all", all.values().map(Vec::len).sum::<usize>());
    Ok(())
}

/// Prints the files of the cases of `rule`.
pub fn list(rule: &str) -> Outcome {
    let all = all()?;
    let files = all.get(rule).ok_or_else(|| {
        Failure::new(format!(
            "No case names the rule `{rule}`; `cargo xtask cases` lists those that have some."
        ))
    })?;
    for file in files {
        println!("{}", file.strip_prefix(workspace::root()).unwrap_or(file).display());
    }
    Ok(())
}

/// The files of all cases, by their rule.
fn all() -> Outcome<BTreeMap<String, Vec<PathBuf>>> {
    let mut all: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for folder in ["policy", "engine"] {
        let folder = workspace::root().join(folder).join("tests/conformance");
        let mut files = workspace::files_in(&folder)?;
        files.retain(|it| it.extension().is_some_and(|it| it == "json"));
        for file in files {
            let rule = rule_of(&file)?;
            all.entry(rule).or_default().push(file);
        }
    }
    all.values_mut().for_each(|it| it.sort());
    Ok(all)
}

fn rule_of(file: &Path) -> Outcome<String> {
    let failed = |error: &str| Failure::new(format!("{}: {error}.", file.display()));
    let text = fs::read_to_string(file).map_err(|error| failed(&error.to_string()))?;
    rule_in(&text).ok_or_else(|| failed("the case names no rule"))
}

/// The rule that a case names, in a line of its own.
fn rule_in(text: &str) -> Option<String> {
    let line = text.lines().find_map(|it| it.trim().strip_prefix("\"rule\": \""))?;
    Some(line.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_names_its_rule() {
        assert_eq!(rule_in("{\n  \"fact\": \"a\",\n  \"rule\": \"P4\",\n}"), Some("P4".to_owned()));
        assert_eq!(rule_in("{}"), None);
    }
}
