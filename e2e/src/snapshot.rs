//! What the window shows, as a picture.

use serde_json::{Value, json};

use crate::{
    driver::Driver,
    failure::{Failure, Outcome},
};

/// After them, what observes its own size has drawn itself anew.
const TWO_FRAMES: &str = "const done = arguments[0];
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))";

/// What the window of Chromium shows, as a PNG.
#[track_caller]
pub fn snapshot(driver: &Driver) -> Outcome<Vec<u8>> {
    driver.run_async(TWO_FRAMES, json!([]))?;
    let answer = driver.devtools("Page.captureScreenshot", json!({ "format": "png" }))?;
    let text = answer.get("data").and_then(Value::as_str).unwrap_or_default();
    match data_encoding::BASE64.decode(text.as_bytes()) {
        Ok(bytes) if !bytes.is_empty() => Ok(bytes),
        _ => Err(Failure::new("The browser gave no picture.")),
    }
}
