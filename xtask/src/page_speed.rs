//! How soon the built page answers on a slow phone, by Lighthouse, beside an empty page of the same framework; and what
//! Lighthouse says of its accessibility and its practices.

use std::{collections::BTreeMap, path::PathBuf};

use crate::{
    bench::{Row, median, table},
    browser, dist, npm,
    run::{self, Failure, Outcome},
    tools, workspace,
};

/// Rounds of which the median counts.
const ROUNDS: usize = 5;

/// The least performance of 100.
const PERFORMANCE: f64 = 98.0;

/// The latest largest paint, in milliseconds.
const LARGEST: f64 = 1500.0;

/// The longest time that the page keeps a person waiting who touches it, in milliseconds.
const BLOCKING: f64 = 100.0;

/// The measurements of each site, by its name and what was measured.
type Measured = BTreeMap<(String, String), Vec<f64>>;

/// Measures the page beside an empty one, and fails where a limit is missed.
pub fn page_speed() -> Outcome {
    dist::dist(None)?;
    let empty = empty_page()?;
    println!("-- measuring: three to five minutes, best with nothing else running");
    let sites = [("page", dist::folder()), ("empty", empty)];
    let measured = measure(ROUNDS, "performance", &sites)?;
    let of = |site: &str, what: &str| middle(&measured, site, what);
    let largest = of("page", "largest-contentful-paint")?;
    let mut rows = vec![
        Row::at_least("performance, of 100", of("page", "performance")?, PERFORMANCE),
        Row::at_most("largest paint, in ms", largest, LARGEST, ""),
        Row::at_most(
            "largest paint ÷ that of an empty page",
            largest / of("empty", "largest-contentful-paint")?,
            1.0,
            "",
        ),
        Row::at_most("blocking time, in ms", of("page", "total-blocking-time")?, BLOCKING, ""),
    ];
    for (site, what) in measured.keys() {
        rows.push(Row::fact(format!("{site}: {what}"), format!("{:.0}", of(site, what)?)));
    }
    table(&rows)
}

/// Fails where Lighthouse finds fault with the accessibility of the built site or with its practices.
pub fn practices() -> Outcome {
    let measured = measure(1, "accessibility,best-practices", &[("page", dist::folder())])?;
    for what in ["accessibility", "best-practices"] {
        let of = middle(&measured, "page", what)?;
        println!("   {of:>3.0}   {what}");
        if of < 100.0 {
            return Err(Failure::new(format!(
                "Lighthouse gives the page {of:.0} of 100 for {what}; what it found stands above."
            )));
        }
    }
    Ok(())
}

fn measure(rounds: usize, categories: &str, sites: &[(&str, PathBuf)]) -> Outcome<Measured> {
    let mut node = npm::node()?;
    node.arg(workspace::root().join("bench/lighthouse.mjs"))
        .arg(npm::lighthouse()?)
        .arg(browser::chromium_alone()?)
        .arg(rounds.to_string())
        .arg(categories);
    for (name, folder) in sites {
        node.arg(format!("{name}={}", folder.display()));
    }
    let mut measured = Measured::new();
    for line in run::read(&mut node)?.lines() {
        let unreadable = || Failure::new(format!("`{line}` is no measurement."));
        let mut fields = line.split('\t');
        let (site, what) = fields.next().zip(fields.next()).ok_or_else(unreadable)?;
        let number = fields.next().and_then(|it| it.parse().ok()).ok_or_else(unreadable)?;
        measured.entry((site.to_owned(), what.to_owned())).or_default().push(number);
    }
    Ok(measured)
}

fn middle(measured: &Measured, site: &str, what: &str) -> Outcome<f64> {
    let all = measured.get(&(site.to_owned(), what.to_owned()));
    let all = all.ok_or_else(|| Failure::new(format!("Nothing told the {what} of {site}.")))?;
    Ok(median(all.clone()))
}

/// Builds the empty page, and returns its folder.
fn empty_page() -> Outcome<PathBuf> {
    let (folder, site) =
        (workspace::root().join("bench/empty"), workspace::target()?.join("empty"));
    let mut trunk = tools::trunk(&["build"], true)?;
    // A package of its own would build into a folder among the sources.
    trunk.env("CARGO_TARGET_DIR", site.with_extension("build"));
    // As the page is built.
    trunk.env("CARGO_ENCODED_RUSTFLAGS", dist::flags());
    trunk.current_dir(&folder).args(["--release", "--locked", "--dist"]).arg(&site);
    run::run(&mut trunk)?;
    Ok(site)
}
