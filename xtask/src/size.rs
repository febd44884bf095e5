//! Weighs the built site: the code that a visitor's browser has to fetch.
//!
//! Sizes are those of brotli at level 11, the strongest: what a good host sends.

use std::path::{Path, PathBuf};

use crate::{
    npm,
    run::{self, Failure, Outcome},
    workspace,
};

/// Bytes of all the `.wasm` and `.js` of the site, of which the linter with its sentences takes 29,000. What S3 and its
/// neighbours do (keys, ACLs, access points, events, other callers) takes about 100,000 more than the network alone. What
/// is only partly known, not told or cannot be takes about 25,000; clients with their names and DNS, appliances, NAT
/// instances, and callers in other places about 15,000; locks, conditions, archives, configurations of a bucket, what S3
/// saves of a policy, who else is asked, and policies that speak of other things about 20,000. The search for the
/// smallest change takes about 90,000, most of it the changes of the network, of S3 and of policies that it knows, with
/// their sentences. The page that takes a person's own case takes about 240,000: the readers of what people paste with what
/// would decide next, the report in place of the engine's types with the commands of each change, the picture, the
/// forms of the facts with names that change everywhere, the editor with its suggestions and repairs, and saved cases.
/// What teaches takes about 25,000: the changes to try with their form in a file, the examples by symptom with their
/// search, and the words of AWS where they are used; the readers of whole accounts, keys and ACLs about 15,000. What is
/// shared and exported takes about 25,000: the picture in plain attributes, the report as Markdown, other names for a
/// whole scenario, the texts for other pages, and the sheet for paper; what the page around an embedded one asks 5,000.
///
/// That it comes in modules takes 60,000: what one module calls of another cannot be made small with it, and brotli finds
/// the same words only within a file.
const BUDGET: u64 = 900_000;

/// What a module may weigh, by the beginning of its files' names.
const MODULES: [(&str, u64); 4] = [
    // The first, with its JavaScript: what draws the answer and takes what is typed. The engine takes about 155,000 of it
    // (scenarios as they are read, checked and written 55,000, networks 23,000, requests 16,000, what is told of the
    // answer 30,000), the page 115,000 (its components 60,000, a third of that the editor), policies 45,000, the picture
    // 25,000, texts and tables of all of these 65,000; Yew, what speaks to the browser and the standard library 65,000.
    ("accesspath-page-", 485_000),
    // The linter 20,000, who else 15,000, the search for the smallest change with its sentences 110,000, and commands.
    ("late-", 215_000),
    // The forms 35,000, then the panels, the exports, the keys of the editor, and the changes of a scenario.
    ("more-", 100_000),
    // The readers 75,000, the page that takes what is pasted, and what would decide it next.
    ("import-", 130_000),
];

/// Bytes of all that must arrive before the answer of an example is seen: its page, the first style sheet, the boot script.
const FIRST: u64 = 30_000;

const COMPRESS: &str = r#"
const { readFileSync } = require("fs");
const { brotliCompressSync, constants } = require("zlib");
for (const path of process.argv.slice(1)) {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  console.log(bytes.length, brotliCompressSync(bytes, { params }).length);
}
"#;

/// Prints the sizes of the site's code, and fails if their sum is over the budget.
pub fn size(site: &Path) -> Outcome {
    let mut files = workspace::files_in(site)?;
    files.retain(|it| it.extension().is_some_and(|it| it == "wasm" || it == "js"));
    let sizes = weights(&files)?;
    println!("       raw    brotli");
    for (file, (raw, small)) in files.iter().zip(&sizes) {
        println!("{raw:>10}{small:>10}   {}", file.strip_prefix(site).unwrap_or(file).display());
    }
    within_budget(&sizes)?;
    let named = files.iter().zip(&sizes).map(|(file, (_, small))| {
        (file.file_name().unwrap_or_default().to_string_lossy().into_owned(), *small)
    });
    modules(&named.collect::<Vec<_>>())?;
    first(site)
}

/// Fails where a module is over its own budget, or is not there.
fn modules(files: &[(String, u64)]) -> Outcome {
    for (start, budget) in MODULES {
        let sum: u64 = files.iter().filter(|it| it.0.starts_with(start)).map(|it| it.1).sum();
        let name = start.trim_end_matches('-');
        println!("          {sum:>10}   of {budget} for {name}");
        if sum == 0 {
            return Err(Failure::new(format!("The site has no module {name}.")));
        }
        if sum > budget {
            return Err(Failure::new(format!(
                "The module {name} is {sum} bytes with brotli, and may be {budget}. What it need not hold can stand in another, see src/module.rs; raise its budget in xtask/src/size.rs only with a reason."
            )));
        }
    }
    Ok(())
}

/// Weighs what must arrive before an answer is seen, for the page and for each example's own.
fn first(site: &Path) -> Outcome {
    let files = workspace::files_in(site)?;
    let named = |start: &str, end: &str| {
        let fits = |it: &&PathBuf| {
            let name =
                it.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with(start) && name.ends_with(end)
        };
        files.iter().filter(fits).cloned().collect::<Vec<_>>()
    };
    let shared = [named("first-", ".css"), named("boot", ".js")].concat();
    let pages = named("index", ".html");
    let shared: u64 = weights(&shared)?.iter().map(|it| it.1).sum();
    let largest = pages.iter().zip(weights(&pages)?).max_by_key(|it| it.1.1);
    let Some((page, (_, own))) = largest else {
        return Err(Failure::new("The site has no page."));
    };
    let (sum, page) = (shared + own, page.strip_prefix(site).unwrap_or(page).display());
    println!("          {sum:>10}   of {FIRST} before an answer is seen, for {page}");
    if sum <= FIRST {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{page} needs {sum} bytes with brotli before its answer is seen, and may need {FIRST}."
    )))
}

/// The size of each file, and its size with brotli.
fn weights(files: &[PathBuf]) -> Outcome<Vec<(u64, u64)>> {
    let lines = run::read(npm::node()?.arg("-e").arg(COMPRESS).args(files))?;
    sizes_in(&lines)
        .filter(|sizes| sizes.len() == files.len())
        .ok_or_else(|| Failure::new("The sizes that node printed cannot be read."))
}

fn within_budget(sizes: &[(u64, u64)]) -> Outcome {
    let sum: u64 = sizes.iter().map(|(_, small)| small).sum();
    println!("          {sum:>10}   of {BUDGET}");
    if sizes.is_empty() {
        Err(Failure::new("The site holds no code to weigh."))
    } else if sum < BUDGET {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "The site's code is {sum} bytes with brotli, and must stay under {BUDGET}. Look for a dependency or a formatting of big types that came with the last change; raise BUDGET in xtask/src/size.rs only with a reason."
        )))
    }
}

fn sizes_in(lines: &str) -> Option<Vec<(u64, u64)>> {
    lines
        .lines()
        .map(|line| {
            let (raw, small) = line.split_once(' ')?;
            Some((raw.parse().ok()?, small.parse().ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_line_by_line() {
        assert_eq!(sizes_in("300 100\n20 10\n"), Some(vec![(300, 100), (20, 10)]));
        assert_eq!(sizes_in("300\n"), None);
        assert_eq!(sizes_in(""), Some(vec![]));
    }

    #[test]
    fn the_compressed_sizes_count_together() {
        assert!(within_budget(&[(900_000, BUDGET - 2), (5, 1)]).is_ok());
        assert!(within_budget(&[(900_000, BUDGET - 1), (5, 1)]).is_err());
    }

    #[test]
    fn each_module_has_a_budget_of_its_own() {
        let with = |late: u64| {
            let all = MODULES.iter().map(|(start, _)| format!("{start}0.wasm"));
            let size = |it: &String| if it.starts_with("late") { late } else { 1 };
            all.map(|it| (it.clone(), size(&it))).collect::<Vec<_>>()
        };
        assert!(modules(&with(1)).is_ok());
        assert!(modules(&with(1_000_000)).is_err());
        assert!(modules(&with(0)).is_err());
    }

    #[test]
    fn a_site_without_code_does_not_pass() {
        assert!(within_budget(&[]).is_err());
    }
}
