//! The page inside the page of someone else.

use accesspath_e2e::{
    failure::Outcome,
    settings,
    stage::{self, Stage},
};

#[test]
fn an_embedded_page_shows_picture_and_outcomes_without_editors() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("?embed=1")?;
    assert!(page.shows("svg[data-picture]")?);
    assert!(page.shows("button[data-card]")?);
    assert!(!page.shows("[data-editors], textarea, button[role=tab]")?);
    for (id, _) in settings::examples()?.into_iter().take(3) {
        page.come_back(&format!("?embed=1#ex={id}"))?;
        page.until_outcomes(&stage::outcomes(&stage.expected(&id)?))?;
    }
    Ok(())
}

#[test]
fn an_embedded_page_explains_the_gate_that_is_clicked() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("?embed=1")?;
    let gates = page.gates()?;
    let (gate, _) = gates.iter().find(|(_, verdict)| *verdict == "blocks").unwrap();
    page.select_gate(gate)
}
