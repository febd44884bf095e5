//! Takes pictures of the default example for people to look at: three widths, light and dark,
//! each in the page's full height.
//!
//! `cargo run -p accesspath-e2e --bin screenshots -- OUTDIR`, with the environment that
//! `cargo xtask test e2e` sets: `ACCESSPATH_DIST`, `ACCESSPATH_CHROMIUM`,
//! `ACCESSPATH_CHROMEDRIVER`, `ACCESSPATH_AXE`, `ACCESSPATH_CLI`. The files are named
//! `1440-light.png` and so on. It compares nothing.

use std::{env, fs, path::Path, process::ExitCode};

use accesspath_e2e::{
    failure::{Failure, Outcome},
    page::{Page, size},
    settings::Settings,
    site::Site,
};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!(
            "Name the folder for the pictures: `cargo run -p accesspath-e2e --bin screenshots -- OUTDIR`."
        );
        return ExitCode::from(2);
    };
    match take_all(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn take_all(folder: &Path) -> Outcome {
    let settings = Settings::read()?;
    let site = Site::serve(&settings.dist)?;
    let page = Page::open(&settings, &site, "")?;
    if let Err(error) = fs::create_dir_all(folder) {
        return Err(Failure::new(format!("{} cannot be made: {error}.", folder.display())));
    }
    for scheme in ["light", "dark"] {
        page.prefer(scheme)?;
        for window in [size::WIDE, size::MIDDLE, size::NARROW] {
            page.resize(window)?;
            page.come_back("")?;
            let file = folder.join(format!("{}-{scheme}.png", window.0));
            if let Err(error) = fs::write(&file, picture(&page)?) {
                return Err(Failure::new(format!(
                    "{} cannot be written: {error}.",
                    file.display()
                )));
            }
            println!("{}", file.display());
        }
    }
    Ok(())
}

/// The page in its full height, as a PNG.
fn picture(page: &Page) -> Outcome<Vec<u8>> {
    let answer = page.driver.devtools(
        "Page.captureScreenshot",
        json!({ "format": "png", "captureBeyondViewport": true, "clip": full_page(page)? }),
    )?;
    let text = answer.get("data").and_then(Value::as_str).unwrap_or_default();
    match data_encoding::BASE64.decode(text.as_bytes()) {
        Ok(bytes) if !bytes.is_empty() => Ok(bytes),
        _ => Err(Failure::new("The browser gave no picture.")),
    }
}

fn full_page(page: &Page) -> Outcome<Value> {
    page.ask(
        "const it = document.documentElement; return { x: 0, y: 0, width: it.clientWidth, height: it.scrollHeight, scale: 1 }",
        json!([]),
    )
}
