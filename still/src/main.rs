//! Puts the first answer of every example into a built site, as HTML that is there before the program:
//! `accesspath-still SITE SCENARIOS MANAGED-POLICIES [URL]`.
//!
//! The page itself holds that of the default example, `examples/<id>/` those of all, each with a second file for the page
//! that is embedded. With the address at which the site is published, pages tell others how to show a link to them.

#![forbid(unsafe_code)]

mod page;

use std::{env, fs, io, path::Path, process::ExitCode};

use accesspath::gallery::{self, Example};
use accesspath::{App, AppProps, Still};
use page::Template;
use tokio::{runtime::Runtime, task::LocalSet};
use yew::LocalServerRenderer;

/// The widths that are drawn for, by the names that the style sheet knows them by.
const WIDTHS: [(&str, u32); 4] =
    [("phone", 390), ("column", 740), ("window", 1024), ("screen", 1440)];

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let (site, scenarios, managed, url) = match words.as_slice() {
        [site, scenarios, managed] => (site, scenarios, managed, None),
        [site, scenarios, managed, url] => (site, scenarios, managed, Some(url.as_str())),
        _ => {
            eprintln!("accesspath-still SITE SCENARIOS MANAGED-POLICIES [URL]");
            return ExitCode::from(2);
        }
    };
    match draw(Path::new(site), Path::new(scenarios), Path::new(managed), url) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("accesspath-still: {error}");
            ExitCode::FAILURE
        }
    }
}

fn draw(site: &Path, scenarios: &Path, managed: &Path, url: Option<&str>) -> io::Result<()> {
    let managed = fs::read_to_string(managed)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let index = site.join("index.html");
    let template = Template::read(&fs::read_to_string(&index)?, url)?;
    for id in gallery::ids() {
        let text = fs::read_to_string(scenarios.join(format!("{id}.json")))?;
        let Some(scenario) = gallery::read(&text) else {
            return Err(io::Error::other(format!("{id}.json holds no scenario")));
        };
        let still = AppProps::still(Example::of(id, scenario.clone()), &managed);
        let [page, embed] = [false, true].map(|embedded| drawings(&runtime, &still, embedded));
        let folder = site.join("examples").join(id);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), template.example(id, &scenario, &page))?;
        fs::write(folder.join("embed.html"), page::fragment(&embed))?;
        if id == gallery::DEFAULT {
            fs::write(&index, template.index(&page))?;
        }
    }
    Ok(())
}

/// The page at every width.
fn drawings(runtime: &Runtime, still: &AppProps, embedded: bool) -> String {
    WIDTHS
        .map(|(name, width)| {
            let props = still.seen_in(Still { width, embedded });
            let renderer = LocalServerRenderer::<App>::with_props(props).hydratable(false);
            let html = LocalSet::new().block_on(runtime, renderer.render());
            format!("<div class=\"still\" data-width=\"{name}\">{html}</div>")
        })
        .concat()
}
