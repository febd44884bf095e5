//! Draws the card of every example: the picture that others show beside a link to it, 1200 × 630 pixels; and measures how
//! high every example is in a frame.
//!
//! `cargo xtask cards` runs it, and keeps the cards in `static/cards` and the heights in `static/heights.json`;
//! `cargo xtask dist` publishes the heights, and with `--url` the cards.

use std::{env, fs, path::Path, process::ExitCode};

use accesspath_e2e::{
    browser::Options,
    command_line,
    driver::Driver,
    failure::{Failure, Outcome},
    frame_height::{WIDTHS, height},
    page::Page,
    settings::{self, Settings},
    site::Site,
    snapshot::snapshot,
    stage,
};
use serde_json::Value;

const STYLE: &str = "body { margin: 0; width: 1200px; height: 630px; display: grid; grid-template-rows: auto auto minmax(0, 1fr); \
    box-sizing: border-box; padding: 36px 40px 28px; background: #fff; color: #171b21; font-family: 'DejaVu Sans', sans-serif; overflow: hidden; }
  p { margin: 0; font-size: 22px; color: #59626e; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  p b { color: #171b21; }
  h1 { margin: 10px 0 24px; font-size: 42px; line-height: 50px; letter-spacing: -0.02em; }
  svg { width: 100%; height: 100%; }";

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("Name the folder of what is static: `cargo xtask cards` does.");
        return ExitCode::from(2);
    };
    let folder = Path::new(&folder);
    match draw_all(&folder.join("cards")).and_then(|()| measure_all(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn draw_all(folder: &Path) -> Outcome {
    let settings = Settings::read()?;
    let driver = Driver::start(&settings, &Options::default())?;
    driver.resize((1200, 630))?;
    let page = driver.folder().join("card.html");
    for (id, file) in settings::examples()? {
        let svg = command_line::render(&settings, &file, &["--theme", "light", "--width", "1000"])?;
        let title = stage::scenario(&id)?;
        let title = title.get("title").and_then(Value::as_str).unwrap_or_default();
        let headline = command_line::headline(&settings, &file)?;
        let html = format!(
            "<!doctype html><meta charset=utf-8><style>{STYLE}</style><p><b>accesspath</b> · {}</p><h1>{}</h1>{svg}",
            escaped(title),
            escaped(&headline)
        );
        write(&page, html.as_bytes())?;
        driver.go(&format!("file://{}", page.display()))?;
        let card = folder.join(format!("{id}.png"));
        write(&card, &snapshot(&driver)?)?;
        println!("{}", card.display());
    }
    Ok(())
}

/// Writes the heights of all examples, an example a line.
fn measure_all(folder: &Path) -> Outcome {
    let settings = Settings::read()?;
    let site = Site::serve(&settings.dist)?;
    let page = Page::open(&settings, &site, "?embed=1")?;
    let mut lines = Vec::new();
    for (id, _) in settings::examples()? {
        let mut heights = Vec::new();
        for width in WIDTHS {
            heights.push(height(&page, &id, width)?.to_string());
        }
        lines.push(format!("\"{id}\": [{}]", heights.join(", ")));
    }
    let text = format!("{{\n{}\n}}\n", lines.join(",\n"));
    write(&folder.join("heights.json"), text.as_bytes())
}

fn write(file: &Path, bytes: &[u8]) -> Outcome {
    fs::write(file, bytes)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", file.display())))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
