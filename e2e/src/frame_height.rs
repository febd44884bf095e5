//! How high an embedded example is.

use serde_json::json;

use crate::{
    failure::{Failure, Outcome},
    page::Page,
};

/// The widths for which `static/heights.json` has heights.
pub const WIDTHS: [u32; 3] = [390, 740, 912];

/// The height that an embedded example needs in a frame of a width, in whole CSS pixels.
#[track_caller]
pub fn height(page: &Page, example: &str, width: u32) -> Outcome<u64> {
    page.resize((width, 800))?;
    page.come_back(&format!("?embed=1#ex={example}"))?;
    // What comes later may take lines.
    page.until_visible("[data-app]:not([data-checking=true])")?;
    // In a frame as high as the page there is no scroll bar.
    let script = "document.documentElement.style.overflow = 'hidden';
        return Math.ceil(document.querySelector('[data-app]').getBoundingClientRect().height) + 1";
    let height = page.ask(script, json!([]))?;
    height.as_u64().ok_or_else(|| Failure::new(format!("{example} has no height: {height}")))
}
