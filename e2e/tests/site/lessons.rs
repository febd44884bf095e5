//! What helps a learner: examples that are searched, changes to try, what it was before, words that are explained.

use accesspath_e2e::{failure::Outcome, page::Page, stage::Stage};
use serde_json::json;

/// The examples that the menu shows.
#[track_caller]
fn shown(page: &Page) -> Outcome<Vec<String>> {
    page.ask_list(
        "return [...document.querySelectorAll('[data-examples] button[data-example]')].map((it) => it.dataset.example)",
        json!([]),
    )
}

/// Types into the search of the examples.
#[track_caller]
fn search(page: &Page, query: &str) -> Outcome {
    page.click("input[data-field=search-examples]")?;
    page.ask("document.activeElement.select()", json!([]))?;
    page.driver.write(query)
}

#[track_caller]
fn until_counted(page: &Page, count: &str) -> Outcome {
    let script =
        "return document.querySelector('[data-example-count]').textContent === arguments[0]";
    page.until(&format!("the menu counts {count}"), script, json!([count])).map(drop)
}

#[test]
fn examples_are_found_by_a_symptom_and_opened_by_the_keyboard() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.press_button("examples")?;
    page.until_visible("[data-examples]")?;
    until_counted(&page, "29 examples")?;
    search(&page, "timed out")?;
    until_counted(&page, "3 of 29 examples")?;
    let found = ["four-ways-in", "vpc-no-route", "security-group-cuts-the-way"];
    assert_eq!(shown(&page)?, found);
    for _ in found {
        page.driver.press("ArrowDown")?;
    }
    let focused = page.ask_text("return document.activeElement.dataset.example", json!([]))?;
    assert_eq!(focused, "security-group-cuts-the-way");
    page.driver.press("ArrowUp")?;
    page.driver.press("Enter")?;
    page.until("the example is open", "return location.hash === '#ex=vpc-no-route'", json!([]))?;
    page.until_hidden("[data-examples]")
}

#[test]
fn escape_empties_the_search_and_then_closes_the_menu() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.press_button("examples")?;
    page.until_visible("[data-examples]")?;
    search(&page, "qwertz")?;
    until_counted(&page, "No example has these words.")?;
    page.driver.press("Escape")?;
    until_counted(&page, "29 examples")?;
    page.driver.press("Escape")?;
    page.until_hidden("[data-examples]")
}

#[test]
fn changes_are_tried_and_taken_back_one_by_one() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=four-ways-in")?;
    page.click("[data-try='0']")?;
    page.until_visible("[data-try='0'][aria-pressed=true]")?;
    page.until_visible("[data-earlier] [data-changed=D]")?;
    page.click("[data-try='1']")?;
    page.until_visible("button[data-card=D][data-outcome=open]")?;
    // What it was before is told in its row, too.
    page.until(
        "the row tells what it was",
        "return document.querySelector('button[data-card=D] .row__was')?.textContent.startsWith('was Blocked')",
        json!([]),
    )?;
    page.click("[data-try='0']")?;
    page.until_visible("button[data-card=D][data-outcome=blocked]")?;
    page.until_visible("[data-try='1'][aria-pressed=true]")?;
    page.press_button("undo")?;
    page.until_visible("button[data-card=D][data-outcome=open]")?;
    page.until_visible("[data-try='0'][aria-pressed=true]")?;
    page.until_hidden("[data-earlier] [data-changed]")
}

#[test]
fn a_change_that_does_not_fit_any_more_says_why() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=identity-explicit-deny")?;
    page.show_document("no-s3-policy")?;
    page.paste_into("no-s3-policy", r#"{"Version":"2012-10-17","Statement":[]}"#)?;
    page.until_visible("[data-try='0'][data-state=misfits]:disabled .try__why")
}

#[test]
fn a_lesson_is_put_away_and_brought_back() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=vpc-no-route")?;
    page.until_visible("[data-lesson]")?;
    page.press_button("lesson-away")?;
    page.until_hidden("[data-lesson]")?;
    page.press_button("lesson")?;
    page.until_visible("[data-lesson]")
}

#[test]
fn a_word_is_explained_where_it_is_first_used() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=organization-guardrails")?;
    page.click("[data-verdict-line] button[data-term=SCP]")?;
    page.until_visible("[data-verdict-line] .term__told a[href*='orgs_manage_policies_scps']")?;
    page.driver.press("Escape")?;
    page.ask("document.activeElement?.blur()", json!([]))?;
    page.until_visible("[data-inspector] button[data-term=SCP]")
}

#[test]
fn a_column_selects_all_paths_and_a_node_leads_to_its_facts() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=four-ways-in")?;
    page.click("[data-column=service_control_policies]")?;
    page.until_visible("[data-inspector][data-layer=service_control_policies]")?;
    page.until(
        "every path has its gate selected",
        "return document.querySelectorAll('[data-gate$=\":service_control_policies\"][aria-pressed=true]').length === 4",
        json!([]),
    )?;
    page.click("[data-layer-path=C]")?;
    page.until_inspected("C:service_control_policies")?;
    page.click("[data-node=nat-gateway]")?;
    page.until_visible("[data-table=gateways] tr[data-shown]")?;
    page.click("[data-bucket]")?;
    page.until_visible("[data-table=buckets] [data-shown]")?;
    page.press_button("as-text")?;
    page.click("[data-text-alternative] [data-node=gateway-endpoint] [data-facts]")?;
    page.until_visible("[data-table=endpoints] tr[data-shown]")
}

#[test]
fn the_size_of_labels_outlives_a_reload() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.press_button("large")?;
    page.until_visible("ul.rows[data-label=large]")?;
    page.reload()?;
    page.until_visible("ul.rows[data-label=large]")
}
