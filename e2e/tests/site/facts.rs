//! The forms over the facts: a new name is used everywhere, and what cannot be is told at its field and kept.

use accesspath_e2e::{failure::Outcome, page::Page, stage::Stage};
use serde_json::json;

/// Fills in a field as a person does who types and goes on with the next one.
fn fill(page: &Page, table: &str, column: &str, text: &str) -> Outcome {
    let script = "const field = document.querySelector(`[data-table='${arguments[0]}'] [data-column='${arguments[1]}'] input`); \
        field.focus(); field.value = arguments[2]; \
        field.dispatchEvent(new Event('input', { bubbles: true })); \
        field.dispatchEvent(new Event('change', { bubbles: true })); return null";
    page.ask(script, json!([table, column, text]))?;
    Ok(())
}

const NAME: &str = "return document.querySelector('[data-table=buckets] legend').textContent";

/// The name of the first bucket, as the scenario has it.
fn name(page: &Page) -> Outcome<String> {
    page.ask_text(NAME, json!([]))
}

fn until_name(page: &Page, name: &str) -> Outcome {
    let script = NAME.replace("textContent", "textContent === arguments[0]");
    page.until(&format!("the bucket's name is {name}"), &script, json!([name])).map(drop)
}

#[test]
fn a_buckets_new_name_is_used_in_its_policy_and_changes_no_outcome() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=three-ways-one-bucket")?;
    page.click("[data-tab=facts]")?;
    let (before, old) = (page.outcomes()?, name(&page)?);
    fill(&page, "buckets", "Name", "another-name")?;
    until_name(&page, "another-name")?;
    page.until_outcomes(&before)?;
    page.press_button("undo")?;
    // Undo shows what it changed, here the policy.
    page.click("[data-tab=facts]")?;
    until_name(&page, &old)?;
    page.until_outcomes(&before)
}

#[test]
fn a_value_that_cannot_be_is_told_at_its_field_and_kept() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=three-ways-one-bucket")?;
    page.click("[data-tab=facts]")?;
    let before = page.outcomes()?;
    fill(&page, "buckets", "Account", "1111")?;
    page.until_visible("[data-table=buckets] [data-column=Account] [aria-invalid=true]")?;
    page.until_visible("[data-table=buckets] [data-column=Account] .grid__problem")?;
    assert_eq!(page.outcomes()?, before);
    fill(&page, "buckets", "Account", "111122223333")?;
    page.until_hidden("[data-table=buckets] [data-column=Account] .grid__problem")
}

#[test]
fn a_policy_is_pasted_where_none_was_assumed() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=three-ways-one-bucket")?;
    assert!(page.outcomes()?.into_values().any(|it| it == "open"));
    page.click("[data-assumed-all] summary")?;
    page.click("[data-paste-assumed$='.boundary']")?;
    page.driver.write("{\"Version\": \"2012-10-17\", \"Statement\": []}")?;
    page.driver.press("Tab")?;
    page.until_visible("[data-tab=boundary]")?;
    let outcomes = page.outcomes()?;
    assert!(outcomes.values().all(|it| it == "blocked"), "{outcomes:?}");
    Ok(())
}
