//! The whole answer on one screen, without scrolling.

use accesspath_e2e::{failure::Outcome, page::size, settings, stage::Stage};
use serde_json::json;

/// The parts that do not stand whole in the window, and lines that take more room than they should.
const MISSED: &str = "const missed = [];
    const box = (it) => it.getBoundingClientRect();
    const seen = (name, it) => {
        const { top, left, bottom, right, width } = it ? box(it) : { width: 0 };
        if (!width || top < 0 || left < 0 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5) missed.push(name);
    };
    const page = document.scrollingElement;
    if (page.scrollHeight > page.clientHeight || page.scrollWidth > page.clientWidth) missed.push('the page scrolls');
    const headline = document.querySelector('[data-summary]');
    seen('the headline', headline);
    seen('the reason', document.querySelector('[data-inspector] h2'));
    document.querySelectorAll('button[data-card]').forEach((it) => seen(`row ${it.dataset.card}`, it));
    if (headline.closest('.verdict__line').clientHeight > 2 * box(headline).height) missed.push('what stands beside the headline takes lines of its own');
    return missed";

#[test]
fn the_answer_to_the_default_example_stands_on_one_screen() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(size::WIDE)?;
    page.until_visible("[data-inspector] h2")?;
    assert_eq!(page.ask_list(MISSED, json!([]))?, [""; 0]);
    // The statement that decides is in the editor beside its reason.
    page.until(
        "the deciding line is in view",
        "const line = [...document.querySelectorAll('.mark--decided')].find((it) => it.checkVisibility());
        const { top, bottom } = line?.getBoundingClientRect() ?? {};
        return top > 0 && bottom < innerHeight",
        json!([]),
    )?;
    Ok(())
}

#[test]
fn no_example_makes_the_page_scroll() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.resize(size::WIDE)?;
    for (id, _) in settings::examples()? {
        page.come_back(&format!("#ex={id}"))?;
        let missed = page.ask_list(MISSED, json!([]))?;
        let scrolls = missed.iter().any(|it| it == "the page scrolls" || it == "the headline");
        assert!(!scrolls, "{id}: {missed:?}");
    }
    Ok(())
}
