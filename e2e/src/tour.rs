//! Uses everything that the page can do, for the tests of what it leaves behind.

use std::fs;

use crate::{
    failure::Outcome,
    page::{Page, size},
    settings,
    stage::{DEFAULT_EXAMPLE, bucket_policy},
};

/// Does everything but choosing a theme.
#[track_caller]
pub fn take(page: &Page) -> Outcome {
    let policy = bucket_policy()?;
    for (id, _) in settings::examples()?.into_iter().take(2) {
        page.open_example(&id)?;
        page.until_hidden("[data-examples]")?;
    }
    page.open_example(DEFAULT_EXAMPLE)?;
    page.until_hidden("[data-examples]")?;
    let gates = page.gates()?;
    for gate in gates.keys().step_by(5) {
        page.select_gate(gate)?;
    }
    let text = page.text_of(&policy)?;
    page.type_into(&policy, "x")?;
    page.until_visible(&format!("[data-diagnostics='{policy}'] li[data-code]"))?;
    page.press_button("undo")?;
    page.until_text(&policy, &text)?;
    page.press_button("redo")?;
    page.paste_into(&policy, "{ \"Statement\": [{ \"Effect\": \"Alow\" }] }")?;
    let link = page.share()?;
    page.press_button("copy-link")?;
    page.driver.press("Escape")?;
    page.until_hidden("[data-share]")?;
    let file = page.save_file()?;
    page.open_file(&file)?;
    let broken = page.driver.folder().join("broken.json");
    drop(fs::write(&broken, "no scenario"));
    page.open_file(&broken)?;
    page.until_notice()?;
    page.reload()?;
    for after in [page.after_address(&link).unwrap_or_default(), "#s=1.AAAA", "?embed=1", ""] {
        page.come_back(after)?;
    }
    page.prefer("dark")?;
    page.resize(size::NARROW)?;
    page.click("button[data-card]")?;
    page.resize(size::WIDE)
}
