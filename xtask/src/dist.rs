//! `cargo xtask dist`: the site to publish, in `dist/`.
//!
//! Trunk builds it; then the WebAssembly is split, the JavaScript is made small, the page gets its Content-Security-Policy,
//! and its loader the hash of the WebAssembly that it is to start.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{
    bundle::bundle,
    minify::minify,
    run::{self, Failure, Outcome},
    split::{self, split},
    tools,
    workspace::{self, cargo},
};

/// The page may fetch its own files and nothing else, and may turn no text into markup or script.
///
/// Not every host lets its users set headers, so the policy stands in the page. A
/// header may add `frame-ancestors`, which browsers ignore here.
const POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; \
    img-src 'self' data:; \
    font-src 'self'; \
    connect-src 'self'; \
    base-uri 'none'; \
    form-action 'none'; \
    object-src 'none'; \
    require-trusted-types-for 'script'; \
    trusted-types accesspath";

/// Where the site is, once it is built.
pub fn folder() -> PathBuf {
    workspace::root().join("dist")
}

/// Builds the site; `url` is the address at which it will be published, where that is known.
pub fn dist(url: Option<&str>) -> Outcome {
    let site = folder();
    let mut trunk = tools::trunk(&["build"], true)?;
    println!("-- building the site: one to three minutes, less when little has changed");
    trunk.env("CARGO_ENCODED_RUSTFLAGS", flags());
    // Not by `--release`: Trunk would make small what is split afterwards, and each part is made small then.
    let words = ["--cargo-profile", split::PROFILE, "--features", split::FEATURE];
    run::run(trunk.args(words).args(["--locked", "--dist"]).arg(&site))?;
    let page = site.join("index.html");
    finish(&site, &page, url).inspect_err(|_| {
        // A page without its policy looks finished and is not.
        drop(fs::remove_file(&page));
    })?;
    println!("-- the site is in dist/: it works from any folder of any static host");
    Ok(())
}

/// Flags for the compiler, as cargo takes them: one string, the flags a unit separator apart.
///
/// A panic stops the page, which then says so, and needs no message: messages would be a tenth of the site.
/// The file names that remain would reveal the folders of this machine.
pub fn flags() -> String {
    let small = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zmir-opt-level=1"];
    let paths = folders().into_iter().map(|it| format!("--remap-path-prefix={}=.", it.display()));
    small.map(str::to_owned).into_iter().chain(paths).collect::<Vec<_>>().join("\u{1f}")
}

/// The folders of this machine that source files lie in.
fn folders() -> Vec<PathBuf> {
    let user = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
    let home = |variable: &str, folder: &str| {
        env::var_os(variable).map(PathBuf::from).or_else(|| user.as_ref().map(|it| it.join(folder)))
    };
    let toolchains = home("RUSTUP_HOME", ".rustup").map(|it| it.join("toolchains"));
    let crates = home("CARGO_HOME", ".cargo").map(|it| it.join("registry").join("src"));
    let indexes =
        crates.as_ref().and_then(|it| fs::read_dir(it).ok()).into_iter().flatten().flatten();
    // The last prefix that fits wins, so the outer folders come first.
    let mut folders: Vec<PathBuf> = toolchains.iter().chain(&crates).cloned().collect();
    folders.extend(indexes.map(|it| it.path()));
    folders.push(workspace::root());
    folders
}

fn finish(site: &Path, page: &Path, url: Option<&str>) -> Outcome {
    let failed = |error| Failure::new(format!("{}: {error}.", page.display()));
    let html = fs::read_to_string(page).map_err(failed)?;
    if url.is_some() {
        cards(site)?;
    }
    heights(site)?;
    let html = minify(site, &split(site, &html)?)?;
    fs::write(page, secure(&bundle(site, &html)?)?).map_err(failed)?;
    still(site, url)
}

/// Tells the element how high each example is, before anything is minified.
fn heights(site: &Path) -> Outcome {
    let (script, file) =
        (site.join("embed.js"), workspace::root().join("static").join("heights.json"));
    let failed = |error| Failure::new(format!("{}: {error}.", script.display()));
    let own = fs::read_to_string(&script).map_err(failed)?;
    let told = fs::read_to_string(&file).map_err(failed)?;
    let empty = "const HEIGHTS = {};";
    if !own.contains(empty) {
        return Err(Failure::new("embed.js has no place for the heights of the examples."));
    }
    let full = format!("const HEIGHTS = {};", told.trim());
    fs::write(&script, own.replacen(empty, &full, 1)).map_err(failed)
}

/// Puts the cards of the examples into the site: only where its address is known can a page name them.
fn cards(site: &Path) -> Outcome {
    let to = site.join("cards");
    let failed = |error| Failure::new(format!("{}: {error}.", to.display()));
    fs::create_dir_all(&to).map_err(failed)?;
    for card in workspace::files_in(&workspace::root().join("static").join("cards"))? {
        if let Some(name) = card.file_name() {
            fs::copy(&card, to.join(name)).map_err(failed)?;
        }
    }
    Ok(())
}

/// Puts the first answers of the examples into the site.
fn still(site: &Path, url: Option<&str>) -> Outcome {
    println!("-- drawing the first answer of every example");
    let root = workspace::root();
    let words = ["run", "--locked", "--quiet", "--package", "accesspath-still", "--"];
    let mut draw = cargo(&words);
    draw.arg(site).arg(root.join("static/scenarios"));
    run::run(draw.arg(root.join("policy/src/facts/managed-policies.txt")).args(url))
}

fn secure(html: &str) -> Outcome<String> {
    inject_policy(&hand_over_hash(html)?)
}

/// Puts the policy first into the head, because it holds only for what comes after it.
fn inject_policy(html: &str) -> Outcome<String> {
    if html.contains("http-equiv=\"Content-Security-Policy\"") {
        return Err(Failure::new("The page already has a Content-Security-Policy."));
    }
    let (before, after) = html
        .split_once("<head>")
        .ok_or_else(|| Failure::new("The page has no `<head>` to put its policy into."))?;
    Ok(format!(
        "{before}<head>\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">{after}"
    ))
}

/// Moves the hash of the WebAssembly from Trunk's preload link to the loader's script element.
///
/// Browsers ignore the hash of such a link, and fetch the file a second time where the
/// loader asks for it by hash. So the link goes, and the loader checks.
fn hand_over_hash(html: &str) -> Outcome<String> {
    let missing = || Failure::new("Trunk wrote no preload link with a hash for the WebAssembly.");
    let start = html.find("<link rel=\"preload\"").ok_or_else(missing)?;
    let (before, rest) = html.split_at_checked(start).ok_or_else(missing)?;
    let (link, after) = rest.split_once('>').ok_or_else(missing)?;
    let (_, hash) = link.split_once("integrity=\"").ok_or_else(missing)?;
    let (hash, _) = hash.split_once('"').ok_or_else(missing)?;
    let html = format!("{before}{after}");
    let (before, after) = html
        .split_once(" data-wasm=")
        .ok_or_else(|| Failure::new("The page has no script with `data-wasm`."))?;
    Ok(format!("{before} data-wasm-integrity=\"{hash}\" data-wasm={after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = concat!(
        "<!DOCTYPE html><html><head>\n<meta charset=\"utf-8\">",
        r#"<script defer src="./boot.js" data-js="./a.js" data-wasm="./a_bg.wasm"></script>"#,
        r#"<link rel="modulepreload" href="./a.js" integrity="sha384-js">"#,
        r#"<link rel="preload" href="./a_bg.wasm" integrity="sha384-wasm" as="fetch">"#,
        "</head></html>",
    );

    #[test]
    fn the_policy_is_the_first_thing_in_the_head() {
        let html = secure(BUILT).unwrap();
        let (_, head) = html.split_once("<head>").unwrap();
        assert!(head.trim_start().starts_with("<meta http-equiv=\"Content-Security-Policy\""));
        assert!(html.contains("; trusted-types accesspath\">\n<meta charset"), "{html}");
    }

    #[test]
    fn the_policy_is_one_line_with_single_spaces() {
        assert!(!POLICY.contains("  ") && !POLICY.contains('\n') && !POLICY.contains('"'));
    }

    #[test]
    fn a_page_without_a_head_or_with_a_policy_is_refused() {
        assert!(inject_policy("<html></html>").is_err());
        assert!(inject_policy(&secure(BUILT).unwrap()).is_err());
    }

    #[test]
    fn the_loader_gets_the_hash_of_the_wasm_and_the_preload_goes() {
        let html = secure(BUILT).unwrap();
        assert!(html.contains(r#"data-wasm-integrity="sha384-wasm" data-wasm="./a_bg.wasm""#));
        assert!(
            html.contains(
                r#"<link rel="modulepreload" href="./a.js" integrity="sha384-js"></head>"#
            )
        );
        assert!(!html.contains("rel=\"preload\""));
    }

    #[test]
    fn a_page_without_a_hash_is_refused() {
        assert!(secure(&BUILT.replace(r#" integrity="sha384-wasm""#, "")).is_err());
        assert!(secure(&BUILT.replace(r#"<link rel="preload""#, "<link")).is_err());
    }
}
