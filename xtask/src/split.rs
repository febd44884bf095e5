//! Cuts the WebAssembly of the built site: a first module, and others that it fetches when they are wanted.
//!
//! `src/module.rs` says which functions stand where. The splitter reads the module that cargo linked, and what the linker
//! kept of who names whom; the first of its modules then goes through wasm-bindgen, and each through wasm-opt. The
//! JavaScript that fetches the others is put into that of wasm-bindgen.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    bundle::hashes,
    npm,
    run::{self, Failure, Outcome},
    tools, workspace,
};

/// The feature of the page, the program, and the profile that it is built with.
pub const FEATURE: &str = "split";
const PROGRAM: &str = "accesspath-page";
pub const PROFILE: &str = "page";

/// What the splitter names the JavaScript that fetches its modules.
const LINK: &str = "__wasm_split.js";

const FETCH: &str = include_str!("split/fetch.js");

/// Puts the modules into the site in place of the one that Trunk put there, and returns `html` with their hashes.
pub fn split(site: &Path, html: &str) -> Outcome<String> {
    println!("-- splitting the WebAssembly");
    let target = workspace::target()?;
    let linked = target.join(tools::WASM).join(PROFILE).join(format!("{PROGRAM}.wasm"));
    let folder = target.join("split");
    drop(fs::remove_dir_all(&folder));
    run::run(Command::new(tools::wasm_split()?).arg(&linked).arg(&folder))?;
    let first = folder.join("main.wasm");
    let mut bind = Command::new(tools::wasm_bindgen()?);
    bind.args([
        "--target=web",
        "--no-typescript",
        "--keep-lld-exports",
        "--out-name=main",
        "--out-dir",
    ]);
    run::run(bind.arg(folder.join("bound")).arg(&first))?;
    fs::remove_file(&first).map_err(|error| failed(&first, &error))?;

    let bound = |name: &str| folder.join("bound").join(name);
    let (script, module) = trunks(site)?;
    let before = [hashes(&script)?.1, hashes(&module)?.1];
    optimize(&bound("main_bg.wasm"), &module)?;
    let mut link = read(&folder.join(LINK))?;
    for part in workspace::files_in(&folder)? {
        let name = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if part.parent() == Some(&folder) && name.ends_with(".wasm") {
            let small = site.join(&name);
            optimize(&part, &small)?;
            let (short, long) = hashes(&small)?;
            let bare = name.trim_start_matches("split_").trim_end_matches(".wasm");
            let hashed = format!("{bare}-{short}.wasm");
            fs::rename(&small, site.join(&hashed)).map_err(|error| failed(&small, &error))?;
            link = fetched(&link, &name, &hashed, &long)?;
        }
    }
    let text = joined(&read(&bound("main.js"))?, &link)?;
    fs::write(&script, text).map_err(|error| failed(&script, &error))?;
    let after = [hashes(&script)?.1, hashes(&module)?.1];
    Ok(before.iter().zip(&after).fold(html.to_owned(), |html, (old, new)| html.replace(old, new)))
}

/// The script and the module that Trunk put into the site.
fn trunks(site: &Path) -> Outcome<(PathBuf, PathBuf)> {
    let files = workspace::files_in(site)?;
    let find = |end: &str| {
        let fits = |it: &&PathBuf| {
            let name = it.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(PROGRAM) && name.ends_with(end)
        };
        files.iter().find(fits).cloned()
    };
    find(".js")
        .zip(find("_bg.wasm"))
        .ok_or_else(|| Failure::new("Trunk put no WebAssembly with its JavaScript into the site."))
}

/// Makes a module small, by the words that Trunk would take for one module: those of `index.html`.
fn optimize(module: &Path, to: &Path) -> Outcome {
    let page = read(&workspace::root().join("index.html"))?;
    let attribute = |name: &str| {
        let (_, after) = page.split_once(&format!(" {name}=\""))?;
        after.split('"').next().map(str::to_owned)
    };
    let missing = || Failure::new("index.html does not say how wasm-opt is called.");
    let level = attribute("data-wasm-opt").ok_or_else(missing)?;
    let words = attribute("data-wasm-opt-params").ok_or_else(missing)?;
    let mut opt = Command::new(npm::wasm_opt()?);
    opt.arg(module).arg("--output").arg(to).arg(format!("-O{level}"));
    run::run(opt.args(words.split_whitespace()))
}

/// The script that fetches modules, in which one has its name with a hash, and is checked by another.
fn fetched(link: &str, name: &str, hashed: &str, integrity: &str) -> Outcome<String> {
    let own = format!(
        "() => {{
    const src = fetch(new URL(\"./{name}\", import.meta.url));
    src.catch(() => {{}});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}}
"
    );
    if !link.contains(&own) {
        return Err(Failure::new(format!(
            "The splitter's JavaScript does not fetch {name} as it did."
        )));
    }
    Ok(link.replace(&own, &format!("fetcher(\"./{hashed}\", \"{integrity}\")")))
}

/// The script of wasm-bindgen together with the one that fetches modules: each asks for the other, so they are one file.
fn joined(bound: &str, link: &str) -> Outcome<String> {
    let changed = || Failure::new("The splitter's JavaScript is not what it was.");
    let own = link.strip_prefix("import { initSync } from \"./main.js\";\n").ok_or_else(changed)?;
    let (before, after) = own.split_once("initSync(undefined, undefined)").ok_or_else(changed)?;
    let own = format!("{before}wasm{after}");
    let export = "export const ";
    let names = own.lines().filter_map(|it| it.strip_prefix(export)?.split(' ').next());
    let names = names.collect::<Vec<_>>().join(", ");
    let own = own.replace(export, "const ");
    if own.lines().any(|it| it.starts_with("import ")) || own.contains("instantiateStreaming") {
        return Err(changed());
    }
    let (imports, rest): (Vec<&str>, Vec<&str>) =
        bound.lines().partition(|it| it.starts_with("import "));
    let mut rest = rest.join("\n");
    for line in imports {
        let star = line.strip_prefix("import * as ").and_then(|it| it.split_once(" from "));
        let Some((name, from)) = star.filter(|it| it.1.contains(LINK)) else {
            return Err(Failure::new(format!(
                "wasm-bindgen's JavaScript has another import: {line}"
            )));
        };
        let from = from.trim_end_matches(';');
        rest = rest.replace(&format!("{from}: {name},"), &format!("{from}: fetches,"));
    }
    Ok(format!("{own}{FETCH}const fetches = {{ __proto__: null, {names} }};\n{rest}\n"))
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}.", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK_JS: &str = "import { initSync } from \"./main.js\";
const { memory } = initSync(undefined, undefined);
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL(\"./chunk_1.wasm\", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
export const __wasm_split_load_more = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), [__chunk_1]));
";

    #[test]
    fn a_module_is_fetched_by_its_new_name_and_checked() {
        let link = fetched(LINK_JS, "chunk_1.wasm", "chunk_1-a0.wasm", "sha384-x").unwrap();
        assert!(
            link.contains("makeLoad(fetcher(\"./chunk_1-a0.wasm\", \"sha384-x\"), []);"),
            "{link}"
        );
        assert!(fetched(LINK_JS, "split_more.wasm", "a.wasm", "").is_err());
    }

    #[test]
    fn both_scripts_are_one_without_imports() {
        let link = fetched(LINK_JS, "chunk_1.wasm", "chunk_1-a0.wasm", "sha384-x").unwrap();
        let bound = "import * as import1 from \"./__wasm_split.js\"
import * as import2 from \"./__wasm_split.js\";
let wasm, all = { \"./__wasm_split.js\": import1, \"./__wasm_split.js\": import2, };
export { all };";
        let all = joined(bound, &link).unwrap();
        assert!(!all.contains("import "), "{all}");
        assert!(all.contains("const { memory } = wasm;"), "{all}");
        assert!(
            all.contains("const fetches = { __proto__: null, __wasm_split_load_more };"),
            "{all}"
        );
        assert!(
            all.contains("{ \"./__wasm_split.js\": fetches, \"./__wasm_split.js\": fetches, }"),
            "{all}"
        );
    }

    #[test]
    fn what_is_not_as_it_was_is_refused() {
        let link = fetched(LINK_JS, "chunk_1.wasm", "chunk_1-a0.wasm", "sha384-x").unwrap();
        assert!(joined("import * as a from \"./other.js\"", &link).is_err());
        assert!(joined("", LINK_JS).is_err());
        assert!(joined("", "").is_err());
    }
}
