//! The tables of the network: a valid value redraws the picture, an invalid one is kept and reported.

use std::collections::BTreeMap;

use accesspath_e2e::{failure::Outcome, page::Page, stage::Stage};
use serde_json::json;

fn all(page: &Page, outcome: &str) -> Outcome<BTreeMap<String, String>> {
    Ok(page.outcomes()?.into_keys().map(|it| (it, outcome.to_owned())).collect())
}

/// Fills in a cell as a person does who types and goes on with the next one.
fn fill(page: &Page, table: &str, at: usize, text: &str) -> Outcome {
    let script = "const field = document.querySelectorAll(`[data-table='${arguments[0]}'] input`)[arguments[1]]; \
        field.focus(); field.value = arguments[2]; \
        field.dispatchEvent(new Event('input', { bubbles: true })); \
        field.dispatchEvent(new Event('change', { bubbles: true })); return null";
    page.ask(script, json!([table, at, text]))?;
    Ok(())
}

#[test]
fn associating_the_endpoint_with_both_route_tables_opens_both_ways() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=vpc-no-route")?;
    page.click("[data-tab=network]")?;
    for table in ["rtb-main", "rtb-public"] {
        page.click(&format!("[data-table=endpoints] [data-tick={table}]"))?;
        page.until_visible(&format!(
            "[data-table=endpoints] [data-tick={table}][aria-checked=true]"
        ))?;
    }
    page.until_outcomes(&all(&page, "open")?)?;
    page.press_button("undo")?;
    page.until_visible("[data-table=endpoints] [data-tick=rtb-public][aria-checked=false]")
}

#[test]
fn a_cell_that_cannot_be_is_told_and_kept_until_it_is_put_right() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=vpc-no-route")?;
    page.click("[data-tab=network]")?;
    let before = page.outcomes()?;
    fill(&page, "routes-rtb-public", 0, "0.0.0.0/40")?;
    page.until_visible("[data-table=routes-rtb-public] .grid__problem")?;
    let kept = page.ask_text(
        "return document.querySelector(\"[data-table='routes-rtb-public'] input\").value",
        json!([]),
    )?;
    assert_eq!(kept, "0.0.0.0/40");
    assert_eq!(page.outcomes()?, before);
    fill(&page, "routes-rtb-public", 0, "0.0.0.0/0")?;
    page.until_hidden("[data-table=routes-rtb-public] .grid__problem")
}

#[test]
fn a_rule_that_is_taken_away_shuts_the_way() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=three-ways-one-bucket")?;
    page.click("[data-tab=network]")?;
    page.click("[data-table=egress-sg-function] [data-remove='0']")?;
    page.until_visible("[data-table=egress-sg-function] .grid__empty")?;
    page.click("[data-table=egress-sg-function] [data-add=rule]")?;
    page.until_visible("[data-table=egress-sg-function] [data-remove='0']")
}

#[test]
fn putting_the_function_in_a_vpc_ends_its_way_until_there_is_an_endpoint() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=role-without-put-object")?;
    page.click("[data-tab=network]")?;
    page.click("[data-what-if] [data-part^='vpc:'][aria-checked=false]")?;
    page.until_visible("[data-what-if] [data-part^='vpc:'][aria-checked=true]")?;
    page.until_outcomes(&all(&page, "blocked")?)?;
    page.click("[data-what-if] [data-part^='vpc:'][aria-checked=true]")?;
    page.until_visible("[data-what-if] [data-part^='vpc:'][aria-checked=false]")
}
