//! The part of the picture that an arrow key leads to.

use crate::picture::{Lane, Picture};

/// A part of the picture that can be acted on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A control on a path: the path, and the control's word.
    Gate(String, &'static str),
    /// A hop of a path: the path, and the hop's number.
    Hop(String, usize),
    /// The head of a control's column.
    Column(&'static str),
}

/// Where `key` leads to from a gate, a hop or the head of a column.
///
/// Along the lane lead the arrows to the sides, `Home` and `End`; the others lead to the nearest of its kind in the next
/// lane, and between the head of a column and the first lane that meets its control.
pub fn neighbour(picture: &Picture, from: &Spot, key: &str) -> Option<Spot> {
    match from {
        Spot::Column(control) => of_column(picture, control, key),
        Spot::Gate(path, _) | Spot::Hop(path, _) => of_lane(picture, path, from, key),
    }
}

fn of_column(picture: &Picture, control: &str, key: &str) -> Option<Spot> {
    let columns: Vec<&'static str> = picture.columns.iter().filter_map(|it| it.control).collect();
    let own = columns.iter().position(|it| *it == control)?;
    let to = match key {
        "ArrowRight" => own.checked_add(1)?,
        "ArrowLeft" => own.checked_sub(1)?,
        "Home" => 0,
        "End" => columns.len().checked_sub(1)?,
        "ArrowDown" => {
            let has = |it: &&Lane| it.gates.iter().any(|gate| gate.control == control);
            let lane = picture.lanes.iter().find(has)?;
            return Some(Spot::Gate(lane.path.clone(), columns.get(own)?));
        }
        _ => return None,
    };
    columns.get(to).copied().map(Spot::Column)
}

fn of_lane(picture: &Picture, path: &str, from: &Spot, key: &str) -> Option<Spot> {
    let at = picture.lanes.iter().position(|it| it.path == path)?;
    let spots = spots(picture.lanes.get(at)?);
    let own = spots.iter().position(|it| it.1 == *from)?;
    let x = spots.get(own)?.0;
    let along = |to: Option<usize>| Some(spots.get(to?)?.1.clone());
    let across = |to: Option<usize>| {
        let is_gate = matches!(from, Spot::Gate(..));
        let alike = crate::neighbour::spots(picture.lanes.get(to?)?).into_iter();
        let alike = alike.filter(|it| matches!(it.1, Spot::Gate(..)) == is_gate);
        alike.min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs())).map(|it| it.1)
    };
    match key {
        "ArrowRight" => along(own.checked_add(1)),
        "ArrowLeft" => along(own.checked_sub(1)),
        "Home" => along(Some(0)),
        "End" => along(spots.len().checked_sub(1)),
        "ArrowDown" => across(at.checked_add(1)),
        "ArrowUp" => across(at.checked_sub(1)).or_else(|| match from {
            Spot::Gate(_, control) => {
                let mut columns = picture.columns.iter().filter_map(|it| it.control);
                columns.find(|it| it == control).map(Spot::Column)
            }
            _ => None,
        }),
        _ => None,
    }
}

/// The gates and hops of a lane from the left.
fn spots(lane: &Lane) -> Vec<(f64, Spot)> {
    let gates = lane.gates.iter().map(|it| (it.x, Spot::Gate(lane.path.clone(), it.control)));
    let hops = lane
        .nodes
        .iter()
        .filter_map(|it| Some((it.frame.middle(), Spot::Hop(lane.path.clone(), it.hop?))));
    let mut all: Vec<(f64, Spot)> = gates.chain(hops).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all
}
