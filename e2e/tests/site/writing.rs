//! The editor helps to write a policy: suggestions, search, brackets, indentation, repairs, undo by word.

use accesspath_e2e::{
    failure::Outcome,
    page::Page,
    stage::{Stage, bucket_policy},
};
use serde_json::json;

/// A policy with `inside` as its statement.
fn with(inside: &str) -> String {
    format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{ {inside} }}\n  ]\n}}")
}

/// The page whose bucket policy is the text, with the caret where `|` stands.
#[track_caller]
fn write(stage: &Stage, text: &str) -> Outcome<(Page, String)> {
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    let caret = text.find('|').unwrap_or_default();
    let plain = text.replacen('|', "", 1);
    page.paste_into(&policy, &plain)?;
    page.until_text(&policy, &plain)?;
    let place = "document.activeElement.setSelectionRange(arguments[0], arguments[0])";
    page.ask(place, json!([caret]))?;
    Ok((page, policy))
}

/// Waits until the field says that this suggestion is the one that Enter takes.
#[track_caller]
fn until_active(page: &Page, label: &str) -> Outcome {
    let script = "const id = document.activeElement.getAttribute('aria-activedescendant');
        const option = id && document.getElementById(id);
        return option?.getAttribute('role') === 'option' && option.getAttribute('aria-selected') === 'true' && option.textContent === arguments[0]";
    page.until(&format!("{label} is the active suggestion"), script, json!([label])).map(drop)
}

#[test]
fn an_action_is_suggested_while_it_is_typed_and_taken_by_keys() -> Outcome {
    let stage = Stage::set()?;
    let statement = |action: &str| {
        with(&format!(
            "\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"{action}\", \"Resource\": \"*\""
        ))
    };
    let (page, policy) = write(&stage, &statement("s3:x|"))?;
    // The list of actions is a file of its own, which may still be on its way.
    page.until_visible(&format!("[data-diagnostics='{policy}'] li[data-code=invalid-action]"))?;
    page.driver.press("Backspace")?;
    page.driver.write("getobjectt")?;
    until_active(&page, "s3:GetObjectTagging")?;
    page.driver.press("ArrowDown")?;
    until_active(&page, "s3:GetObjectTorrent")?;
    page.driver.press("ArrowUp")?;
    until_active(&page, "s3:GetObjectTagging")?;
    page.driver.press("Enter")?;
    page.until_text(&policy, &statement("s3:GetObjectTagging"))?;
    page.until_hidden("[role=listbox]")
}

#[test]
fn the_names_of_the_scenario_are_suggested_and_taken_by_the_mouse() -> Outcome {
    let stage = Stage::set()?;
    let condition = |key: &str, value: &str| {
        with(&format!("\"Condition\": {{ \"StringEquals\": {{ \"{key}\": \"{value}\" }} }}"))
    };
    let (page, policy) = write(&stage, &condition("aws:SourceVpce", "|"))?;
    page.driver.press("Control+Space")?;
    until_active(&page, "vpce-0a1b2c3d")?;
    page.click("[role=option]:nth-child(2)")?;
    page.until_text(&policy, &condition("aws:SourceVpce", "vpce-0e5f6a7b"))?;
    let focused = page.ask("return document.activeElement.dataset.document", json!([]))?;
    assert_eq!(focused, json!(policy));
    Ok(())
}

#[test]
fn a_suggested_name_begins_its_value_and_escape_closes_the_list() -> Outcome {
    let stage = Stage::set()?;
    let (page, policy) = write(&stage, &with("\"|\""))?;
    page.driver.write("Eff")?;
    until_active(&page, "Effect")?;
    page.driver.press("Tab")?;
    page.until_text(&policy, &with("\"Effect\": \"\""))?;
    until_active(&page, "Allow")?;
    page.driver.press("Escape")?;
    page.until_hidden("[role=listbox]")?;
    page.until_text(&policy, &with("\"Effect\": \"\""))
}

#[test]
fn the_search_counts_its_places_and_goes_round() -> Outcome {
    let stage = Stage::set()?;
    let (page, policy) = write(&stage, "|[\"s3:a\", \"S3:b\", \"s3:c\"]")?;
    page.driver.press("Control+f")?;
    page.until(
        "the search has the focus",
        "return document.activeElement.matches('[data-find]')",
        json!([]),
    )?;
    let until_count = |count: &str| {
        let script = "return document.querySelector('[role=search] [role=status]').textContent === arguments[0]";
        page.until(&format!("the search says {count}"), script, json!([count])).map(drop)
    };
    page.driver.write("s3:")?;
    until_count("1 of 3")?;
    page.driver.press("Enter")?;
    until_count("2 of 3")?;
    page.driver.press("Shift+Enter")?;
    page.driver.press("Shift+Enter")?;
    until_count("3 of 3")?;
    page.driver.press("Escape")?;
    page.until_hidden("[role=search]")?;
    let selected = "const it = document.activeElement; return `${it.dataset.document} ${it.selectionStart} ${it.value.slice(it.selectionStart, it.selectionEnd)}`";
    assert_eq!(page.ask_text(selected, json!([]))?, format!("{policy} 18 s3:"));
    Ok(())
}

#[test]
fn brackets_that_belong_together_are_marked() -> Outcome {
    let stage = Stage::set()?;
    let (page, _) = write(&stage, "{ \"a\": [1, {}] }|")?;
    page.driver.press("ArrowLeft")?;
    page.driver.press("ArrowRight")?;
    let marked = "return [...document.querySelectorAll('.mark--bracket')].map((it) => it.textContent).join('') === arguments[0]";
    page.until("both ends are marked", marked, json!(["{}"]))?;
    page.driver.press("Home")?;
    page.driver.press("ArrowRight")?;
    page.driver.press("ArrowRight")?;
    page.until("nothing is marked", marked, json!([""]))?;
    Ok(())
}

#[test]
fn enter_keeps_the_indentation_and_tab_indents_only_once_it_is_asked_to() -> Outcome {
    let stage = Stage::set()?;
    let (page, policy) = write(&stage, "  {|}")?;
    page.driver.press("Enter")?;
    page.until_text(&policy, "  {\n    \n  }")?;
    page.driver.press("Control+m")?;
    page.until_visible("[data-action=tab-indents][aria-pressed=true]")?;
    page.driver.press("Tab")?;
    page.until_text(&policy, "  {\n      \n  }")?;
    page.driver.press("Shift+Tab")?;
    page.until_text(&policy, "  {\n    \n  }")?;
    // Escape, then Tab leaves the text.
    page.driver.press("Escape")?;
    page.driver.press("Tab")?;
    page.until_text(&policy, "  {\n    \n  }")?;
    let left = page.ask("return document.activeElement.dataset.document ?? 'left'", json!([]))?;
    assert_eq!(left, json!("left"));
    Ok(())
}

#[test]
fn format_prints_the_members_in_their_order() -> Outcome {
    let stage = Stage::set()?;
    let (page, policy) = write(&stage, "|{\"b\":[1,2],\"a\":{\"d\":1,\"c\":2}}")?;
    let format = "[role=tabpanel]:not([hidden]) [data-action=format]";
    page.click(format)?;
    let formatted = "{\n  \"b\": [1, 2],\n  \"a\": {\n    \"d\": 1,\n    \"c\": 2\n  }\n}";
    page.until_text(&policy, formatted)?;
    page.paste_into(&policy, "{\"a\"")?;
    page.click(format)?;
    page.until_visible("[role=tabpanel]:not([hidden]) .editor__tools [role=status]")?;
    page.until_text(&policy, "{\"a\"")
}

#[test]
fn undo_in_the_text_takes_back_a_word_and_leaves_the_caret_there() -> Outcome {
    let stage = Stage::set()?;
    let (page, policy) = write(&stage, "[|]")?;
    page.driver.write("one two")?;
    page.until_text(&policy, "[one two]")?;
    page.driver.press("Control+z")?;
    page.until_text(&policy, "[one ]")?;
    page.driver.write("x")?;
    page.until_text(&policy, "[one x]")?;
    page.driver.press("Control+z")?;
    page.driver.press("Control+z")?;
    page.until_text(&policy, "[]")?;
    page.driver.press("Control+Shift+z")?;
    page.until_text(&policy, "[one ]")
}

#[test]
fn a_finding_is_repaired_by_its_button() -> Outcome {
    let stage = Stage::set()?;
    let statement = |action: &str| {
        with(&format!(
            "\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"{action}\", \"Resource\": \"arn:aws:s3:::thumbs-prod/*\""
        ))
    };
    let (page, policy) = write(&stage, &statement("s3:GetObjekt"))?;
    page.click(&format!(
        "[data-diagnostics='{policy}'] li[data-code=invalid-action] [data-action=mend]"
    ))?;
    page.until_text(&policy, &statement("s3:GetObject"))?;
    let focused = page.ask("return document.activeElement.dataset.document", json!([]))?;
    assert_eq!(focused, json!(policy));
    Ok(())
}

#[test]
fn the_name_of_another_bucket_is_replaced_everywhere() -> Outcome {
    let stage = Stage::set()?;
    let about = |bucket: &str| {
        with(&format!(
            "\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": [\"arn:aws:s3:::{bucket}\", \"arn:aws:s3:::{bucket}/*\"]"
        ))
    };
    let (page, policy) = write(&stage, &about("acme-invoices-prod"))?;
    page.click(&format!(
        "[data-diagnostics='{policy}'] li[data-code=names-another-bucket] [data-action=mend]"
    ))?;
    page.until_text(&policy, &about("thumbs-prod"))
}
