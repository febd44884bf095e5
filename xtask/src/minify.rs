//! Makes the site's JavaScript small, and gives the page the new hashes of its code.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    npm,
    run::{self, Failure, Outcome},
    short_names::shorten,
    workspace,
};

const HASH: &str = r#"
const { createHash } = require("crypto");
const { readFileSync } = require("fs");
for (const path of process.argv.slice(1)) {
  console.log("sha384-" + createHash("sha384").update(readFileSync(path)).digest("base64"));
}
"#;

/// Rewrites every `.js` and `.wasm` file of the site in place, and returns `html` with the hashes of the new files.
pub fn minify(site: &Path, html: &str) -> Outcome<String> {
    println!("-- making the JavaScript small");
    let files = workspace::files_in(site)?;
    let of = |kind: &str| {
        let all = files.iter().filter(|it| it.extension().is_some_and(|it| it == kind));
        all.cloned().collect::<Vec<_>>()
    };
    let (scripts, modules) = (of("js"), of("wasm"));
    let code = [&scripts[..], &modules].concat();
    let terser = npm::terser()?;
    let before = hashes(&code)?;
    // The others have no names in common with a script.
    let bound = |it: &&PathBuf| it.to_string_lossy().ends_with("_bg.wasm");
    for module in modules.iter().filter(bound) {
        shorten(module)?;
    }
    for script in &scripts {
        let mut node = npm::node()?;
        node.arg(&terser).arg(script).args(["--compress", "passes=2", "--mangle", "--output"]);
        node.arg(script);
        // wasm-bindgen writes a module; the script that starts it is none, for frames that allow no modules.
        if fs::read_to_string(script).is_ok_and(|it| it.contains("\nexport ")) {
            node.arg("--module");
        }
        run::run(&mut node)?;
    }
    let after = hashes(&code)?;
    Ok(before.iter().zip(&after).fold(html.to_owned(), |html, (old, new)| html.replace(old, new)))
}

fn hashes(files: &[PathBuf]) -> Outcome<Vec<String>> {
    let lines = run::read(npm::node()?.arg("-e").arg(HASH).args(files))?;
    let hashes: Vec<String> = lines.lines().map(str::to_owned).collect();
    if hashes.len() == files.len() {
        Ok(hashes)
    } else {
        Err(Failure::new("The hashes that node printed cannot be read."))
    }
}
