use std::sync::OnceLock;

use super::*;
use crate::gallery;
use accesspath_engine::analyze;
use accesspath_engine::scenario::Fact;
use accesspath_policy::json;

/// A scenario's picture, and its expected content.
struct Drawn {
    name: String,
    /// Every path's id, with the controls that it meets.
    paths: Vec<(String, Vec<Control>)>,
    picture: Picture,
}

impl Drawn {
    fn of(name: String, scenario: &Scenario) -> Self {
        let analysis = analyze(scenario);
        let controls =
            |it: &PathAnalysis| it.controls.iter().map(|it| it.control).collect::<Vec<_>>();
        let paths = analysis.paths.iter().map(|it| (it.path.id.clone(), controls(it))).collect();
        Self { name, paths, picture: lay_out(&analysis, scenario) }
    }
}

/// Every example, every scenario of `tests/told`, and every conformance case about paths; each is analysed once for all laws.
fn drawn() -> &'static [Drawn] {
    static DRAWN: OnceLock<Vec<Drawn>> = OnceLock::new();
    DRAWN.get_or_init(|| {
        let examples =
            gallery::IDS.iter().map(|id| Drawn::of((*id).to_owned(), &gallery::stored(id)));
        let mut drawn: Vec<Drawn> = examples.collect();
        let inputs = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/told/inputs");
        for file in std::fs::read_dir(inputs).unwrap() {
            let file = file.unwrap().path();
            let scenario = Scenario::from_json(&std::fs::read_to_string(&file).unwrap()).unwrap();
            drawn.push(Drawn::of(file.display().to_string(), &scenario));
        }
        let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/engine/tests/conformance/path");
        for folder in std::fs::read_dir(cases).unwrap() {
            for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
                let file = file.unwrap().path();
                let text = std::fs::read_to_string(&file).unwrap();
                let case = json::read_up_to(usize::MAX, "", &text);
                let scenario = case.root().unwrap().at(&["scenario"]).unwrap();
                let scenario = Scenario::from_json(scenario.span.of(&text)).unwrap();
                drawn.push(Drawn::of(file.display().to_string(), &scenario));
            }
        }
        drawn
    })
}

/// Checks a law on every picture.
fn each(law: impl Fn(&str, &Picture)) {
    drawn().iter().for_each(|it| law(&it.name, &it.picture));
}

#[test]
fn every_path_has_one_lane_and_each_of_its_controls_one_gate_on_it() {
    for Drawn { name, paths, picture } in drawn() {
        let lanes: Vec<&str> = picture.lanes.iter().map(|it| it.id.as_str()).collect();
        for (id, controls) in paths {
            assert_eq!(lanes.iter().filter(|it| *it == id).count(), 1, "{name}: lanes of {id}");
            let lane = picture.lanes.iter().find(|it| it.id == *id).unwrap();
            for control in controls {
                let gates = lane.gates.iter().filter(|it| it.control == *control).count();
                assert_eq!(gates, 1, "{name}, lane {id}: gates of {control:?}");
            }
            assert_eq!(lane.gates.len(), controls.len(), "{name}, lane {id}: {:?}", lane.gates);
        }
        assert_eq!(lanes.len(), paths.len(), "{name}");
    }
}

#[test]
fn everything_lies_inside_the_picture() {
    each(|id, picture| {
        let whole = Frame { x: 0.0, y: 0.0, width: picture.width, height: picture.height };
        let lanes = &picture.lanes;
        let before = picture.before.iter().flat_map(|it| &it.nodes);
        let nodes = lanes.iter().flat_map(|it| &it.nodes).chain(before);
        let boxes = picture.places.iter().map(|it| it.frame).chain(nodes.map(|it| it.frame));
        let around = |x: f64, y: f64, radius: f64| {
            let size = 2.0 * radius;
            Frame { x: x - radius, y: y - radius, width: size, height: size }
        };
        let own = lanes.iter().flat_map(|lane| lane.gates.iter().map(move |it| (it.x, lane.y)));
        let early =
            picture.before.iter().flat_map(|it| it.gates.iter().map(move |gate| (gate.x, it.y)));
        let gates = own.chain(early).map(|(x, y)| around(x, y, 11.0));
        let switches = lanes.iter().flat_map(|it| &it.nodes).flat_map(|it| &it.switches);
        let switches = switches.map(|it| around(it.middle.0, it.middle.1, 15.0));
        let columns = picture.columns.iter().map(|it| {
            let (top, bottom) = it.y;
            Frame { x: it.x - 11.0, y: top, width: 22.0, height: bottom - top }
        });
        let all = boxes.chain(gates).chain(switches).chain(columns).chain([picture.bucket.frame]);
        for frame in all {
            assert!(whole.contains(&frame), "{id}: {frame:?} in {whole:?}");
        }
    });
}

#[test]
fn no_two_nodes_or_gates_of_a_lane_overlap() {
    each(|id, picture| {
        for lane in &picture.lanes {
            let nodes = lane.nodes.iter().map(|it| (it.frame.x, it.frame.x + it.frame.width));
            let gates = lane.gates.iter().map(|it| (it.x - 11.0, it.x + 11.0));
            let mut spans: Vec<(f64, f64)> = nodes.chain(gates).collect();
            spans.sort_by(|a, b| a.0.total_cmp(&b.0));
            for pair in spans.windows(2) {
                assert!(pair[0].1 <= pair[1].0, "{id}, lane {}: {pair:?}", lane.id);
            }
        }
    });
}

#[test]
fn no_two_labels_under_a_lane_overlap() {
    // The approximate width of a character at the size of these labels.
    const WIDTH: f64 = 6.0;
    each(|id, picture| {
        for lane in &picture.lanes {
            let own =
                lane.nodes.iter().map(|it| (it.frame.x + it.frame.width / 2.0, it.detail.as_str()));
            let gates = lane.gates.iter().filter_map(|it| Some((it.x, it.label?)));
            let mut spans: Vec<(f64, f64, &str)> = own
                .chain(gates)
                .filter(|(_, text)| !text.is_empty())
                .map(|(x, text)| (x, text.chars().count() as f64 * WIDTH / 2.0, text))
                .map(|(x, half, text)| (x - half, x + half, text))
                .collect();
            spans.sort_by(|a, b| a.0.total_cmp(&b.0));
            for pair in spans.windows(2) {
                assert!(pair[0].1 <= pair[1].0, "{id}, lane {}: {pair:?}", lane.id);
            }
        }
    });
}

#[test]
fn no_two_lanes_come_too_close() {
    each(|id, picture| {
        let mut ys: Vec<f64> = picture.lanes.iter().map(|it| it.y).collect();
        ys.sort_by(f64::total_cmp);
        for pair in ys.windows(2) {
            assert!(pair[1] - pair[0] >= 56.0, "{id}: {pair:?}");
        }
    });
}

#[test]
fn the_line_is_solid_up_to_the_first_control_that_stops_it() {
    let scenario = gallery::default();
    let picture = lay_out(&analyze(&scenario), &scenario);
    let lane = |id: &str| picture.lanes.iter().find(|it| it.id == id).unwrap();
    assert_eq!(lane("B").rest, None);
    let first = lane("D").gates.iter().find(|it| it.verdict == Verdict::Blocks).unwrap();
    assert_eq!(lane("D").rest.unwrap().0, first.x);
    let blocking = lane("D").gates.iter().filter(|it| it.verdict == Verdict::Blocks);
    assert_eq!(blocking.count(), 2);
}

#[test]
fn long_names_are_cut() {
    assert_eq!(wrap("my-very-long-bucket-name", 13, 3), ["my-very-long-", "bucket-name"]);
    assert_eq!(shorten("abcdef", 4), "abc…");
    assert_eq!(badge("console"), "C");
    assert_eq!(badge("B/private-a"), "B");
}

#[test]
fn no_switch_covers_another_one_or_a_gate() {
    each(|id, picture| {
        for lane in &picture.lanes {
            let switches = lane.nodes.iter().flat_map(|it| &it.switches);
            let targets = switches.map(|it| (it.middle.0 - 15.0, it.middle.0 + 15.0));
            let gates = lane.gates.iter().map(|it| (it.x - 11.0, it.x + 11.0));
            let mut spans: Vec<(f64, f64)> = targets.chain(gates).collect();
            spans.sort_by(|a, b| a.0.total_cmp(&b.0));
            for pair in spans.windows(2) {
                assert!(pair[0].1 <= pair[1].0, "{id}, lane {}: {pair:?}", lane.id);
            }
        }
    });
}

#[test]
fn what_is_drawn_and_can_be_switched_has_a_switch_at_its_place() {
    let scenario = gallery::default();
    let picture = lay_out(&analyze(&scenario), &scenario);
    let parts = |id: &str| -> Vec<String> {
        let lane = picture.lanes.iter().find(|it| it.id == id).unwrap();
        lane.nodes.iter().flat_map(|it| &it.switches).map(|it| it.part.title()).collect()
    };
    assert_eq!(parts("A"), [""; 0]);
    assert!(parts("B").iter().all(|it| it.starts_with("Endpoint ")), "{:?}", parts("B"));
    assert!(parts("C").iter().all(|it| it.starts_with("NAT gateway ")), "{:?}", parts("C"));
    assert_eq!(parts("D").len(), 2);
}

#[test]
fn what_comes_before_the_call_ends_at_the_first_gate_that_stops_it() {
    let mut scenario = (*gallery::stored("vpc-no-route")).clone();
    scenario.roles.iter_mut().for_each(|it| it.policies = Fact::Known(Vec::new()));
    let picture = lay_out(&analyze(&scenario), &scenario);
    let [before] = picture.before.as_slice() else { panic!("one function") };
    let gate = before.gates.iter().find(|it| it.verdict == Verdict::Blocks).unwrap();
    assert_eq!((before.verdict, before.solid.1), (Verdict::Blocks, gate.x));
    assert!(picture.places.iter().any(|it| it.kind == PlaceKind::Before));
}
