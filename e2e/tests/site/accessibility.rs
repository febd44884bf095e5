//! axe finds no accessibility problem in any browser, light and dark; `tests/chromium` looks at many more states.

use accesspath_e2e::{axe::Axe, failure::Outcome, stage::Stage};

#[test]
fn axe_finds_nothing_in_the_light_and_in_the_dark() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let mut axe = Axe::read(&stage.settings)?;
    for scheme in ["light", "dark"] {
        page.prefer(scheme)?;
        axe.look(&page, scheme)?;
    }
    axe.none()
}
