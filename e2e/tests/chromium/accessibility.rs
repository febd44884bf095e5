//! axe finds no accessibility problem: light and dark, wide and narrow, with every panel, and in every example.

use accesspath_e2e::{
    axe::Axe,
    failure::Outcome,
    page::{Page, size},
    settings,
    stage::{DEFAULT_EXAMPLE, Stage, bucket_policy},
    states::{ACCESS_DENIED, FOUR_LEVELS},
};

fn check(scheme: &str) -> Outcome {
    let stage = Stage::set()?;
    let mut axe = Axe::read(&stage.settings)?;
    let policy = bucket_policy()?;
    let page = stage.open("")?;
    page.prefer(scheme)?;
    for window in [size::WIDE, size::NARROW] {
        page.resize(window)?;
        let (width, _) = window;
        page.come_back("")?;
        axe.look(&page, &format!("{width} px"))?;
        for panel in ["examples", "share"] {
            page.come_back("")?;
            page.press_button(panel)?;
            page.until_visible(&format!("[data-{panel}]"))?;
            axe.look(&page, &format!("{width} px with {panel} open"))?;
        }
        page.come_back("")?;
        if page.shows("[data-action=more]")? {
            axe_on_a_phone(&page, &mut axe)?;
        }
        page.press_button("your-case")?;
        page.until_visible("[data-topic]")?;
        axe.look(&page, &format!("{width} px with an empty case of one's own"))?;
        page.click("textarea[data-paste]")?;
        page.insert(ACCESS_DENIED)?;
        page.until_visible("[data-found][data-state=asks]")?;
        axe.look(&page, &format!("{width} px with what was recognised"))?;
        page.come_back("?embed=1")?;
        axe.look(&page, &format!("{width} px embedded"))?;
        page.come_back("#s=2.AAAA")?;
        page.until_notice()?;
        axe.look(&page, &format!("{width} px with a link that cannot be shown"))?;
        page.come_back("")?;
        page.paste_into(&policy, "{ \"Statement\": [{ \"Effect\": \"Alow\" }] }")?;
        page.until_text(&policy, "{ \"Statement\": [{ \"Effect\": \"Alow\" }] }")?;
        page.until_visible(&format!("[data-diagnostics='{policy}'] li[data-code]"))?;
        axe.look(&page, &format!("{width} px with problems"))?;
        page.press_button("examples")?;
        page.until_visible("[data-case]")?;
        page.press_button("rename")?;
        page.until_visible("input[data-field=case-name]")?;
        axe.look(&page, &format!("{width} px with a saved case being renamed"))?;
        page.press_button("forget")?;
        page.until_visible("button[data-action=forget-all]")?;
        axe.look(&page, &format!("{width} px asked whether to forget everything"))?;
        page.come_back(&format!("#ex={DEFAULT_EXAMPLE}"))?;
        axe.look(&page, &format!("{width} px with a saved case beside the link"))?;
        page.paste_into(&policy, FOUR_LEVELS)?;
        for level in ["error", "security-warning", "warning", "suggestion"] {
            page.until_visible(&format!(
                "[data-diagnostics='{policy}'] li[data-severity='{level}']"
            ))?;
        }
        axe.look(&page, &format!("{width} px with findings of all levels"))?;
    }
    axe.none()
}

/// The parts behind the tabs at the bottom.
fn axe_on_a_phone(page: &Page, axe: &mut Axe) -> Outcome {
    for tab in ["why", "policies", "facts"] {
        page.click(&format!("[data-tab={tab}]"))?;
        page.until_visible(&format!("[data-tab={tab}][aria-selected=true]"))?;
        axe.look(page, &format!("{tab} on a phone"))?;
    }
    page.click("[data-action=more]")?;
    page.until_visible(".phone-more")?;
    axe.look(page, "more parts on a phone")?;
    page.click("[data-tab=reach]")?;
    page.until_visible("[data-action=more][data-open=true]")?;
    axe.look(page, "who else on a phone")?;
    page.click("[data-action=actions]")?;
    page.until_visible(".header__more")?;
    axe.look(page, "more actions on a phone")?;
    page.come_back("")
}

#[test]
fn axe_finds_nothing_in_the_light() -> Outcome {
    check("light")
}

#[test]
fn axe_finds_nothing_in_the_dark() -> Outcome {
    check("dark")
}

#[test]
fn axe_finds_nothing_in_any_example() -> Outcome {
    let stage = Stage::set()?;
    let mut axe = Axe::read(&stage.settings)?;
    let page = stage.open("")?;
    for (id, _) in settings::examples()? {
        page.come_back(&format!("#ex={id}"))?;
        axe.look(&page, &id)?;
    }
    axe.none()
}
