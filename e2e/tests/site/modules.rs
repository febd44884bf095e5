//! The modules of the page that are fetched when they are wanted, and what a person sees where they cannot be.

use accesspath_e2e::{
    failure::Outcome,
    site::Site,
    stage::{Stage, bucket_policy},
};

/// The modules that a page asked for, in their order, without their hashes.
fn modules(site: &Site) -> Vec<String> {
    let name = |path: &str| Some(path.rsplit_once('/')?.1.strip_suffix(".wasm")?.to_owned());
    let all = site.requests().into_iter().filter_map(|it| name(&it.path));
    all.map(|it| it.split_once('-').map_or(it.clone(), |it| it.0.to_owned())).collect()
}

#[test]
fn the_first_module_draws_the_answer_and_the_others_follow_once() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let asked = modules(&stage.site);
    assert_eq!(asked.first().map(String::as_str), Some("accesspath"), "{asked:?}");
    for name in ["more", "import"] {
        assert_eq!(asked.iter().filter(|it| *it == name).count(), 1, "{name} in {asked:?}");
    }
    page.click("[data-tab=network]")?;
    page.until_visible("[data-network]")
}

#[test]
fn a_page_of_others_that_edits_nothing_has_the_first_module_alone() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("?embed=1#ex=four-ways-in")?;
    page.until_visible("[data-inspector]")?;
    let asked = modules(&stage.site);
    assert!(!asked.iter().any(|it| it == "more" || it == "import"), "{asked:?}");
    Ok(())
}

#[test]
fn a_part_that_could_not_be_fetched_is_told_and_comes_on_request() -> Outcome {
    let stage = Stage::set()?;
    stage.site.refuse(Some("/more-"));
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, "{ \"a marker\": 1")?;
    page.click("[data-tab=network]")?;
    page.until_visible("[data-drawer] [data-waiting=more] [data-action=fetch-again]")?;
    stage.site.refuse(None);
    page.click("[data-drawer] [data-action=fetch-again]")?;
    page.until_visible("[data-network]")?;
    page.show_document(&policy)?;
    page.until_text(&policy, "{ \"a marker\": 1")
}

#[test]
fn a_switch_whose_module_could_not_be_fetched_says_so_and_works_the_next_time() -> Outcome {
    let stage = Stage::set()?;
    stage.site.refuse(Some("/more-"));
    let page = stage.open("")?;
    let before = page.outcomes()?;
    page.click("[data-switch]")?;
    let told = page.until_notice()?;
    assert!(told.contains("could not be loaded"), "{told}");
    assert_eq!(page.outcomes()?, before);
    stage.site.refuse(None);
    page.click("[data-switch]")?;
    page.until_visible("[data-action=undo]:not([disabled])")
}

#[test]
fn a_case_of_ones_own_can_be_begun_once_its_module_comes() -> Outcome {
    let stage = Stage::set()?;
    stage.site.refuse(Some("/import-"));
    let page = stage.open("")?;
    page.press_button("your-case")?;
    let told = page.until_notice()?;
    assert!(told.contains("could not be loaded"), "{told}");
    stage.site.refuse(None);
    page.press_button("your-case")?;
    page.until_visible("[data-your-case] [data-paste]")
}

#[test]
fn what_is_checked_beside_the_answer_is_tried_again_with_the_next_edit() -> Outcome {
    let stage = Stage::set()?;
    stage.site.refuse(Some("/late-"));
    let page = stage.open("")?;
    let told = page.until_notice()?;
    assert!(told.contains("could not be loaded"), "{told}");
    stage.site.refuse(None);
    page.paste_into(&bucket_policy()?, "{ \"Version\": 1 ")?;
    page.until_visible("[data-diagnostics] [data-severity=error]")
}
