//! The browser's console, which Chromium's driver alone tells.

use accesspath_e2e::{failure::Outcome, stage::Stage, tour};

#[test]
fn the_console_stays_silent() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    tour::take(&page)?;
    page.press_button("theme")?;
    let loud: Vec<_> = page
        .driver
        .console()?
        .into_iter()
        .filter(|it| matches!(&*it.level, "SEVERE" | "WARNING"))
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
    Ok(())
}
