//! What Share offers besides the link: texts for other pages, and other names.

use accesspath_e2e::{
    failure::Outcome,
    page::Page,
    stage::{self, DEFAULT_EXAMPLE, Stage, bucket_policy},
};
use serde_json::json;

/// The text beside the button of that action.
#[track_caller]
fn snippet(page: &Page, action: &str) -> Outcome<String> {
    let script =
        "return document.querySelector(`[data-share] input[data-snippet='${arguments[0]}']`).value";
    page.ask_text(script, json!([action]))
}

#[test]
fn an_example_is_named_in_every_text_that_another_page_takes() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open(&format!("#ex={DEFAULT_EXAMPLE}&path=C&control=identity_policies"))?;
    let link = page.share()?;
    let fragment = format!("#ex={DEFAULT_EXAMPLE}&path=C&control=identity_policies");
    assert_eq!(page.after_address(&link), Some(&*fragment));
    assert_eq!(snippet(&page, "copy-link")?, link);
    assert!(snippet(&page, "copy-markdown")?.ends_with(&format!("]({link})")));
    let frame = snippet(&page, "copy-frame")?;
    for part in [
        "<iframe src=\"",
        "?embed=1#ex=",
        " width=",
        " height=",
        " title=\"",
        " loading=\"lazy\"",
        " allow=\"clipboard-write\"",
        " sandbox=\"",
    ] {
        assert!(frame.contains(part), "no {part:?} in {frame}");
    }
    let element = snippet(&page, "copy-element")?;
    let own = "<access-path example=\"four-ways-in\" path=\"C\" control=\"identity_policies\"></access-path>";
    assert!(element.contains("/embed.js\" defer></script>") && element.ends_with(own), "{element}");
    Ok(())
}

#[test]
fn each_text_has_a_button_that_copies_it_and_says_so() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.share()?;
    for action in ["copy-markdown", "copy-frame", "copy-element"] {
        page.press_button(action)?;
        assert!(page.until_notice()?.contains("Copied"), "{action}");
    }
    let text = snippet(&page, "copy-element")?;
    page.press_button("close-panel")?;
    page.until_hidden("[data-share]")?;
    page.until_pasted(&bucket_policy()?, &text)
}

#[test]
fn a_link_with_other_names_has_the_same_answers_and_leaves_the_address_alone() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let outcomes = stage::outcomes(&stage.expected(DEFAULT_EXAMPLE)?);
    page.share()?;
    let address = page.fragment()?;
    page.click("[data-share] input[data-field=redact]")?;
    page.until_visible("[data-share] [data-kept]")?;
    let link = snippet(&page, "copy-link")?;
    let after = page.after_address(&link).unwrap_or_default().to_owned();
    assert!(after.starts_with("#s=1."), "{link}");
    assert!(snippet(&page, "copy-element")?.contains("<access-path link=\"s=1."));
    assert_eq!(page.fragment()?, address);

    page.come_back(&after)?;
    page.until_outcomes(&outcomes)?;
    let seen =
        page.ask_text("return document.querySelector('[data-app]').textContent", json!([]))?;
    assert!(seen.contains("bucket-1"), "the other name is not seen");
    for name in ["thumbs-prod", "LambdaThumbRole", "vpce-0a1b2c3d"] {
        assert!(!seen.contains(name), "{name}");
    }
    Ok(())
}
