//! The gate that a key leads to.

use crate::picture::{Gate, Picture};

/// The path and the control to which `key` leads from the gate of `control` on `path`: along the lane by the arrows to
/// the sides, `Home` and `End`, to the nearest gate of the next lane by the others.
pub fn neighbour(
    picture: &Picture,
    path: &str,
    control: &str,
    key: &str,
) -> Option<(String, &'static str)> {
    let at = picture.lanes.iter().position(|it| it.path == path)?;
    let lane = picture.lanes.get(at)?;
    let own = lane.gates.iter().position(|it| it.control == control)?;
    let x = lane.gates.get(own)?.x;
    let along = |to: Option<&Gate>| Some((lane.path.clone(), to?.control));
    let across = |to: Option<usize>| {
        let lane = picture.lanes.get(to?)?;
        let nearest = |a: &&Gate, b: &&Gate| (a.x - x).abs().total_cmp(&(b.x - x).abs());
        Some((lane.path.clone(), lane.gates.iter().min_by(nearest)?.control))
    };
    match key {
        "ArrowRight" => along(lane.gates.get(own + 1)),
        "ArrowLeft" => along(own.checked_sub(1).and_then(|it| lane.gates.get(it))),
        "Home" => along(lane.gates.first()),
        "End" => along(lane.gates.last()),
        "ArrowDown" => across(at.checked_add(1)),
        "ArrowUp" => across(at.checked_sub(1)),
        _ => None,
    }
}
