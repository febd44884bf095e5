//! Joins the style sheets of the built site: one file that the first answer needs, and one that can come after it.

use std::{fs, path::Path};

use crate::{
    npm,
    run::{self, Failure, Outcome},
};

/// The style sheets that no first answer needs, by the beginning of their names.
const LATER: [&str; 3] = ["forms-", "menu-", "your_case-"];

const LINK: &str = "<link rel=\"stylesheet\" href=\"./";

const HASH: &str = r#"
const { createHash } = require("crypto");
const { readFileSync } = require("fs");
const bytes = readFileSync(process.argv[1]);
const hash = (kind, form) => createHash(kind).update(bytes).digest(form);
console.log(hash("sha256", "hex").slice(0, 16), "sha384-" + hash("sha384", "base64"));
"#;

/// Puts two style sheets into the site in place of all, and returns `html` with them.
pub fn bundle(site: &Path, html: &str) -> Outcome<String> {
    let (rest, names) = cut(html);
    let (later, first): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|it| LATER.iter().any(|start| it.starts_with(start)));
    if first.is_empty() || later.len() != LATER.len() {
        return Err(Failure::new(format!(
            "The page has other style sheets than expected: {names:?}."
        )));
    }
    let (first, first_hash) = join(site, "first", &first)?;
    let (later, later_hash) = join(site, "later", &later)?;
    let link = format!("{LINK}{first}\" integrity=\"{first_hash}\">");
    let told = format!(" data-css-integrity=\"{later_hash}\" data-css=\"./{later}\"");
    let missing = || Failure::new("The page has no script with `data-js`.");
    let (before, after) = rest.split_once(" data-js=").ok_or_else(missing)?;
    let html = format!("{before}{told} data-js={after}");
    let (before, after) = html.split_once("<script ").ok_or_else(missing)?;
    // The script looks at the address and never at a style: it does not wait for them where it comes first.
    Ok(format!(
        "{before}<script {}",
        after.replacen("</script>", &format!("</script>\n    {link}"), 1)
    ))
}

/// The page without its links to style sheets, and the names of those.
fn cut(html: &str) -> (String, Vec<String>) {
    let mut parts = html.split(LINK);
    let mut rest = parts.next().unwrap_or_default().to_owned();
    let mut names = Vec::new();
    for part in parts {
        let name = part.split('"').next().unwrap_or_default();
        names.push(name.to_owned());
        let after = part.split_once('>').map_or("", |it| it.1);
        rest.truncate(rest.trim_end().len());
        rest.push_str(after);
    }
    (rest, names)
}

/// Writes the files `names` as one, without what only people read, and returns its name and hash.
fn join(site: &Path, kind: &str, names: &[&String]) -> Outcome<(String, String)> {
    let mut text = String::new();
    for name in names {
        let path = site.join(name);
        let read = |error| Failure::new(format!("{}: {error}.", path.display()));
        text.push_str(&small(&fs::read_to_string(&path).map_err(read)?));
        fs::remove_file(&path).map_err(read)?;
    }
    let path = site.join(format!("{kind}.css"));
    let failed = |error| Failure::new(format!("{}: {error}.", path.display()));
    fs::write(&path, text).map_err(failed)?;
    let (short, long) = hashes(&path)?;
    let name = format!("{kind}-{short}.css");
    fs::rename(&path, site.join(&name)).map_err(failed)?;
    Ok((name, long))
}

/// Two hashes of a file: a short one for its name, and the one by which browsers check it.
pub fn hashes(path: &Path) -> Outcome<(String, String)> {
    let told = run::read(npm::node()?.arg("-e").arg(HASH).arg(path))?;
    let hashes = told.trim().split_once(' ');
    hashes
        .map(|(short, long)| (short.to_owned(), long.to_owned()))
        .ok_or_else(|| Failure::new("The hashes that node printed cannot be read."))
}

/// A style sheet without comments, indentation and line breaks.
fn small(css: &str) -> String {
    let mut bare = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |it| it.1);
    }
    bare.push_str(rest);
    bare.lines().map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_keeps_all_that_a_browser_reads() {
        let css =
            "/* Why */\n.a {\n  color: red; /* and */\n}\n\n.b::after { content: \"a b\"; }\n";
        assert_eq!(small(css), ".a {\ncolor: red;\n}\n.b::after { content: \"a b\"; }");
    }

    #[test]
    fn links_to_style_sheets_are_cut_out_of_the_page() {
        let html = "<head>\n    <link rel=\"stylesheet\" href=\"./page-1.css\" integrity=\"x\"/>\n    <link rel=\"stylesheet\" href=\"./menu-2.css\" integrity=\"y\"/>\n</head>";
        let (rest, names) = cut(html);
        assert_eq!(
            (rest.as_str(), names.concat()),
            ("<head>\n</head>", "page-1.cssmenu-2.css".to_owned())
        );
    }
}
