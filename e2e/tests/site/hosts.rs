//! The example books of `docs/embedding`, as mdBook, MkDocs Material and Sphinx build them.

use std::path::Path;

use accesspath_e2e::{
    command_line,
    docs::Docs,
    failure::Outcome,
    page::size,
    stage::{self, Stage},
};
use serde_json::json;

/// In this page of a book, the element says its verdict, has grown to its content, and follows the switch of the book's
/// colours: a click on each of these selectors leads to the colours behind it.
#[track_caller]
fn check(page: &str, switches: &[(&[&str], &str)]) -> Outcome {
    let stage = Stage::set()?;
    let docs = Docs::of_book(&stage, page, size::LAPTOP)?;
    for size in [size::LAPTOP, size::NARROW] {
        docs.page.resize(size)?;
        docs.until_grown("access-path")?;
        let wide = "return document.querySelector('access-path').getBoundingClientRect().right <= innerWidth";
        assert_eq!(docs.page.ask(wide, json!([]))?, json!(true), "{size:?}: it sticks out");
        assert!(!docs.page.shows("access-path[path=C] > a")?);
    }
    let told = "return document.querySelector('access-path').verdict.headline";
    let headline = docs.page.ask_text(told, json!([]))?;
    assert!(headline.starts_with("1 of 4 paths works"), "{headline}");
    docs.page.resize(size::LAPTOP)?;
    for (clicks, expected) in switches {
        clicks.iter().try_for_each(|it| docs.page.click(it))?;
        docs.enter("access-path")?;
        let shown =
            "return getComputedStyle(document.documentElement).colorScheme === arguments[0]";
        docs.page.until(&format!("it is {expected}"), shown, json!([expected]))?;
        docs.leave()?;
    }
    Ok(())
}

#[test]
fn an_element_in_mdbook_answers_grows_and_follows_its_themes() -> Outcome {
    // The list of themes stays open.
    check(
        "mdbook/lesson.html",
        &[
            (&["#mdbook-theme-toggle", "#mdbook-theme-navy"], "dark"),
            (&["#mdbook-theme-rust"], "light"),
            (&["#mdbook-theme-coal"], "dark"),
            (&["#mdbook-theme-light"], "light"),
        ],
    )
}

#[test]
fn a_lesson_of_ones_own_says_on_its_page_what_its_file_says_in_the_terminal() -> Outcome {
    let stage = Stage::set()?;
    let docs = Docs::of_book(&stage, "mdbook/lesson.html", size::LAPTOP)?;
    docs.page.ask("document.querySelector('#own').scrollIntoView()", json!([]))?;
    docs.until_grown("#own")?;
    let told = "return Object.fromEntries(document.querySelector('#own').verdict.paths.map((it) => [it.path, it.outcome]))";
    let lesson =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/embedding/lessons/report-writer.json");
    let expected = command_line::check(&stage.settings, Path::new(lesson))?;
    assert_eq!(docs.page.ask(told, json!([]))?, json!(stage::outcomes(&expected)));
    docs.enter("#own")?;
    docs.page.until_visible("[data-policies] textarea:not([readonly])")
}

#[test]
fn an_element_in_mkdocs_material_answers_grows_and_follows_its_palette() -> Outcome {
    const TO_DARK: &str = "label[for=__palette_1]";
    const TO_LIGHT: &str = "label[for=__palette_0]";
    check("mkdocs/index.html", &[(&[TO_DARK], "dark"), (&[TO_LIGHT], "light")])
}

#[test]
fn an_element_in_sphinx_answers_grows_and_follows_its_switch() -> Outcome {
    // The first step from the system's light colours is to dark ones.
    const SWITCH: &str = ".theme-toggle-content .theme-toggle";
    check("sphinx/index.html", &[(&[SWITCH], "dark"), (&[SWITCH], "light")])
}
