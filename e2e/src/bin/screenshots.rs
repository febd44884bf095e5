//! Takes pictures of the page's states for people to look at: two widths, light, dark, and with the few colours of a
//! system that forces its own.
//!
//! `cargo xtask screenshots FOLDER` runs it. The files are named `example-1440-light.png` and so on. It compares
//! nothing: the laws that the states keep to are in `tests/chromium/laws.rs`.

use std::{env, fs, path::Path, process::ExitCode};

use accesspath_e2e::{
    failure::{Failure, Outcome},
    page::{Page, size},
    settings::Settings,
    site::Site,
    snapshot::snapshot,
    states::STATES,
};
use serde_json::json;

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("Name the folder for the pictures: `cargo xtask screenshots FOLDER`.");
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
    for look in ["light", "dark", "forced"] {
        prefer(&page, look)?;
        for window in [size::WIDE, size::LAPTOP] {
            page.resize(window)?;
            for state in STATES {
                state.show(&page)?;
                let file = folder.join(format!("{}-{}-{look}.png", state.name, window.0));
                if let Err(error) = fs::write(&file, picture(&page, window)?) {
                    return Err(Failure::new(format!(
                        "{} cannot be written: {error}.",
                        file.display()
                    )));
                }
                println!("{}", file.display());
            }
        }
    }
    Ok(())
}

fn prefer(page: &Page, look: &str) -> Outcome {
    if look != "forced" {
        return page.prefer(look);
    }
    let features = json!([
        { "name": "forced-colors", "value": "active" },
        { "name": "prefers-color-scheme", "value": "dark" },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    page.driver.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).map(drop)
}

/// What the window shows, as a PNG; of a page that scrolls all of it, in a window as high as that.
fn picture(page: &Page, (width, height): (u32, u32)) -> Outcome<Vec<u8>> {
    let whole = page.ask("return document.scrollingElement.scrollHeight", json!([]))?;
    let whole = whole.as_u64().and_then(|it| u32::try_from(it).ok()).unwrap_or(height);
    if whole > height {
        page.resize((width, whole))?;
    }
    let picture = snapshot(&page.driver)?;
    if whole > height {
        page.resize((width, height))?;
    }
    Ok(picture)
}
