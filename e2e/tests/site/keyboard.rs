//! The whole page without a mouse.

use std::collections::BTreeSet;

use accesspath_e2e::{
    failure::{Failure, Outcome},
    page::Page,
    settings,
    stage::{self, DEFAULT_EXAMPLE, Stage},
};
use serde_json::json;

/// More tab stops than the page has.
const STOPS: usize = 300;

/// The focused element, in words that a person can read and that name no other element; nothing where the browser's
/// own bar has the focus.
const FOCUSED: &str = "const it = document.activeElement;
    if (!it?.matches(':focus') || it === document.body) return 'nothing';
    const named = [...it.attributes].filter((at) => /^(id|role|aria-label|data-.*)$/.test(at.name));
    const place = [...document.querySelectorAll('*')].indexOf(it);
    return `${it.localName} ${named.map((at) => `[${at.name}='${at.value}']`).join('')} (element ${place})`";

/// The focus is visible: on the element itself, or on the box close around it.
const VISIBLE: &str = "const it = document.activeElement;
    const marked = (box) => {
        if (!box) return false;
        const style = getComputedStyle(box);
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        return style.opacity !== '0' && (outlined || style.boxShadow !== 'none');
    };
    return [it, it.parentElement, it.parentElement?.parentElement].some(marked)";

/// Presses Tab until the wanted element has the focus.
#[track_caller]
fn tab_to(page: &Page, selector: &str) -> Outcome {
    let mut stops = Vec::new();
    for _ in 0..STOPS {
        page.driver.press("Tab")?;
        if page.ask("return document.activeElement.matches(arguments[0])", json!([selector]))?
            == true
        {
            return Ok(());
        }
        let stop = page.ask_text(FOCUSED, json!([]))?;
        if stops.len() > 2 && stops.first() == Some(&stop) {
            break;
        }
        stops.push(stop);
    }
    Err(Failure::new(format!("Tab does not reach `{selector}`, only {stops:#?}")))
}

#[track_caller]
fn focused(page: &Page, attribute: &str) -> Outcome<String> {
    page.ask_text(
        "return document.activeElement.getAttribute(arguments[0]) ?? ''",
        json!([attribute]),
    )
}

#[test]
fn tab_reaches_every_part_of_the_page_and_the_focus_is_always_visible() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let mut parts = vec![
        "button[data-action=examples]",
        "button[data-action=share]",
        "button[data-action=save-file]",
        "[data-action=open-file]",
        "button[data-action=theme]",
        "select[data-field=operation]",
        "input[data-field=key]",
        "button[data-card]",
        "[data-gate]",
        "button[role=tab]",
        "textarea[data-document]",
    ];
    let mut stops = BTreeSet::new();
    let mut unseen = Vec::new();
    for _ in 0..STOPS {
        page.driver.press("Tab")?;
        let stop = page.ask_text(FOCUSED, json!([]))?;
        if stop == "nothing" || !stops.insert(stop.clone()) {
            break;
        }
        if page.ask(VISIBLE, json!([]))? != true {
            unseen.push(stop);
        }
        let reached = page.ask_list(
            "return arguments[0].filter((it) => document.activeElement.matches(it))",
            json!([parts]),
        )?;
        parts.retain(|it| !reached.iter().any(|one| one == it));
    }
    assert!(parts.is_empty(), "Tab does not reach {parts:?}, only {stops:#?}");
    assert!(unseen.is_empty(), "the focus cannot be seen on {unseen:#?}");
    Ok(())
}

#[test]
fn the_focus_is_visible_in_the_dark_and_in_the_panels() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.prefer("dark")?;
    for action in ["examples", "share"] {
        page.come_back("")?;
        tab_to(&page, &format!("button[data-action={action}]"))?;
        page.driver.press("Enter")?;
        page.until_visible(&format!("[data-{action}]"))?;
        for _ in 0..5 {
            page.driver.press("Tab")?;
            let stop = page.ask_text(FOCUSED, json!([]))?;
            assert!(stop == "nothing" || page.ask(VISIBLE, json!([]))? == true, "{action}: {stop}");
        }
    }
    Ok(())
}

#[test]
fn an_example_is_chosen_by_keyboard() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let (other, _) =
        settings::examples()?.into_iter().find(|(id, _)| id != DEFAULT_EXAMPLE).unwrap();
    tab_to(&page, "button[data-action=examples]")?;
    page.driver.press("Enter")?;
    page.until_visible("[data-examples]")?;
    tab_to(&page, &format!("button[data-example='{other}']"))?;
    page.driver.press("Enter")?;
    page.until_outcomes(&stage::outcomes(&stage.expected(&other)?))?;
    page.until_hidden("[data-examples]")
}

#[test]
fn escape_closes_a_panel_and_the_focus_returns_to_its_button() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    for action in ["examples", "share"] {
        tab_to(&page, &format!("button[data-action={action}]"))?;
        page.driver.press("Enter")?;
        page.until_visible(&format!("[data-{action}]"))?;
        page.driver.press("Tab")?;
        page.driver.press("Escape")?;
        page.until_hidden(&format!("[data-{action}]"))?;
        assert_eq!(focused(&page, "data-action")?, action);
    }
    Ok(())
}

#[test]
fn a_card_is_chosen_by_keyboard() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    for (card, key) in [("D", "Enter"), ("B", "Space")] {
        let selector = format!("button[data-card='{card}']");
        page.come_back("")?;
        tab_to(&page, &selector)?;
        page.driver.press(key)?;
        page.until_visible(&format!("{selector}[aria-pressed=true]"))?;
        assert_eq!(focused(&page, "data-card")?, card);
    }
    Ok(())
}

#[test]
fn arrows_move_between_the_gates_and_enter_and_space_select() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let lane = |gate: &str| gate.rsplit_once(':').map(|(path, _)| path.to_owned());
    tab_to(&page, "[data-gate]")?;
    let first = focused(&page, "data-gate")?;

    page.driver.press("ArrowRight")?;
    let right = focused(&page, "data-gate")?;
    assert_ne!(right, first);
    assert_eq!(lane(&right), lane(&first));
    page.driver.press("Enter")?;
    page.until_inspected(&right)?;
    assert_eq!(focused(&page, "data-gate")?, right, "selecting moves the focus away");

    page.driver.press("ArrowLeft")?;
    assert_eq!(focused(&page, "data-gate")?, first);
    page.driver.press("ArrowDown")?;
    let down = focused(&page, "data-gate")?;
    assert_ne!(lane(&down), lane(&first));
    page.driver.press("Space")?;
    page.until_inspected(&down)?;
    page.driver.press("ArrowUp")?;
    assert_eq!(lane(&focused(&page, "data-gate")?), lane(&first));
    Ok(())
}

#[test]
fn arrows_move_between_the_tabs_and_bring_their_documents_to_the_front() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    tab_to(&page, "[data-documents] button[role=tab]")?;
    let first = focused(&page, "data-tab")?;
    page.driver.press("ArrowDown")?;
    let second = focused(&page, "data-tab")?;
    assert_ne!(second, first);
    page.driver.press("Enter")?;
    page.until_visible(&format!("textarea[data-document='{second}']"))?;
    page.driver.press("ArrowUp")?;
    assert_eq!(focused(&page, "data-tab")?, first);
    page.driver.press("Enter")?;
    page.until_visible(&format!("textarea[data-document='{first}']"))?;
    tab_to(&page, &format!("textarea[data-document='{first}']"))?;
    // An editor that keeps the Tab key would hold a person for ever.
    page.driver.press("Tab")?;
    assert_ne!(focused(&page, "data-document")?, first);
    Ok(())
}

#[test]
fn shortcuts_undo_the_case_find_the_answer_and_save_a_file() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = page.text_of("bucket-policy")?;
    page.type_into("bucket-policy", "{}")?;
    let typed = page.text_of("bucket-policy")?;
    page.driver.press("Control+Enter")?;
    page.until(
        "the answer has the focus",
        "return document.activeElement?.matches('[data-summary]')",
        json!([]),
    )?;
    page.driver.press("Control+z")?;
    page.until_text("bucket-policy", &policy)?;
    page.driver.press("Control+Shift+z")?;
    page.until_text("bucket-policy", &typed)?;
    page.driver.press("Control+s")?;
    let file = page.until_saved()?;
    let name = file.file_name().and_then(|it| it.to_str()).unwrap_or_default();
    assert_eq!(name, "which-network-path-from-a-lambda-function-reaches-my-s3.json");
    Ok(())
}

#[test]
fn arrows_reach_every_gate_and_hop() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let mut spots: BTreeSet<String> = page.gates()?.into_keys().collect();
    spots.extend(page.ask_list(
        "return [...document.querySelectorAll('[data-hop]')].map((it) => `hop ${it.dataset.hop}`)",
        json!([]),
    )?);
    let focused_spot = |page: &Page| -> Outcome<String> {
        let gate = focused(page, "data-gate")?;
        let hop = || Ok(format!("hop {}", focused(page, "data-hop")?));
        if gate.is_empty() { hop() } else { Ok(gate) }
    };
    tab_to(&page, "[data-gate]")?;
    let mut reached = BTreeSet::from([focused_spot(&page)?]);
    for _ in 0..page.lanes()?.len() {
        for arrow in ["ArrowRight", "ArrowLeft"] {
            for _ in 0..spots.len() {
                page.driver.press(arrow)?;
                if !reached.insert(focused_spot(&page)?) && arrow == "ArrowRight" {
                    break;
                }
            }
        }
        page.driver.press("ArrowDown")?;
        reached.insert(focused_spot(&page)?);
    }
    let missed: Vec<_> = spots.difference(&reached).collect();
    assert!(missed.is_empty(), "{missed:?}");
    Ok(())
}
