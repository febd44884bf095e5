//! What holds for every picture: of every example, every scenario of `tests/told/inputs` and of `tests/inputs`, and every
//! conformance case about paths, at several widths.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read must fail the test")]

#[path = "../../engine/tests/cases/mod.rs"]
mod case_files;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use accesspath_engine::report::{
    BeforeReport, BucketReport, PathReport, VerdictReport, before, bucket, paths, verdict,
};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::{analyze, explain};
use accesspath_picture::{
    Colours, Frame, Label, Lane, Picture, PlaceKind, Shown, Sources, Spot, Stop, View, lay_out,
    markdown, neighbour, sheet, svg, vertical,
};
use accesspath_policy::json;

const WIDTHS: [f64; 5] = [560.0, 740.0, 912.0, 1040.0, 1320.0];

/// A scenario's report, as far as a picture shows it.
struct Told {
    name: String,
    question: String,
    verdict: VerdictReport,
    paths: Vec<PathReport>,
    before: Vec<BeforeReport>,
    bucket: Option<BucketReport>,
}

impl Told {
    fn of(name: String, scenario: &Scenario) -> Self {
        let analysis = analyze(scenario);
        Self {
            name,
            question: explain::question(scenario),
            verdict: verdict(scenario, &analysis),
            paths: paths(scenario, &analysis),
            before: before(scenario, &analysis),
            bucket: bucket(scenario),
        }
    }

    fn shown(&self) -> Shown<'_> {
        Shown { paths: &self.paths, before: &self.before, bucket: self.bucket.as_ref() }
    }

    /// The view that selects what stops the first path that something stops.
    fn view(&self, width: f64) -> View {
        let mut ways = self.paths.iter().filter_map(|it| Some((it, it.way.as_ref()?.stop?)));
        let (path, control) = ways.next().map(|(it, stop)| (it.path.clone(), stop)).unzip();
        View { width, path, control: control.map(str::to_owned), ..View::default() }
    }

    fn picture(&self, width: f64) -> Picture {
        lay_out(&self.shown(), &self.view(width))
    }
}

/// The JSON files below a folder of the repository.
fn files(folder: &str) -> Vec<PathBuf> {
    let found = case_files::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder));
    assert!(!found.is_empty(), "no file in {folder}");
    found
}

/// The example `four-ways-in`, with each of its placements ten times.
fn forty() -> Scenario {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/scenarios/four-ways-in.json");
    let mut scenario = Scenario::from_json(&fs::read_to_string(file).unwrap()).unwrap();
    for function in &mut scenario.functions {
        let placements = function.placements.clone();
        function.placements.clear();
        for number in 0..10 {
            let numbered = placements.iter().cloned().map(|mut it| {
                it.id = format!("{}{number}", it.id);
                it
            });
            function.placements.extend(numbered);
        }
    }
    scenario
}

/// Every report; each scenario is analysed once for all laws.
fn told() -> &'static [Told] {
    static TOLD: OnceLock<Vec<Told>> = OnceLock::new();
    TOLD.get_or_init(|| {
        let mut told = Vec::new();
        for folder in ["static/scenarios", "tests/told/inputs", "picture/tests/inputs"] {
            for file in files(folder) {
                let scenario = Scenario::from_json(&fs::read_to_string(&file).unwrap()).unwrap();
                told.push(Told::of(file.display().to_string(), &scenario));
            }
        }
        told.push(Told::of("forty paths".to_owned(), &forty()));
        for file in files("engine/tests/conformance/path") {
            let text = fs::read_to_string(&file).unwrap();
            let case = json::read_up_to(usize::MAX, "", &text);
            let scenario = case.root().unwrap().at(&["scenario"]).unwrap();
            let scenario = Scenario::from_json(scenario.span.of(&text)).unwrap();
            told.push(Told::of(file.display().to_string(), &scenario));
        }
        told
    })
}

/// Every picture with its name: of each report at every width, with large labels, and with nothing folded.
fn drawn() -> &'static [(String, &'static Told, Picture)] {
    static DRAWN: OnceLock<Vec<(String, &'static Told, Picture)>> = OnceLock::new();
    DRAWN.get_or_init(|| {
        let mut drawn = Vec::new();
        for told in told() {
            for width in WIDTHS {
                drawn.push((format!("{} at {width}", told.name), told, told.picture(width)));
            }
            let large = View { label: 16.0, ..told.view(1280.0) };
            let name = format!("{} with large labels", told.name);
            drawn.push((name, told, lay_out(&told.shown(), &large)));
            let unfolded = View { unfolded: true, ..told.view(912.0) };
            let name = format!("{} unfolded", told.name);
            drawn.push((name, told, lay_out(&told.shown(), &unfolded)));
        }
        drawn
    })
}

/// Checks a law on every picture.
fn each(law: impl Fn(&str, &Told, &Picture)) {
    drawn().iter().for_each(|(name, told, picture)| law(name, told, picture));
}

/// Every shape and every label that must keep clear of the others, with its name; a switch stands on the edge of its own
/// node, and is a part of it.
fn shapes(picture: &Picture) -> Vec<(String, Frame)> {
    let mut all: Vec<(String, Frame)> = Vec::new();
    let mut label = |it: &Label| all.push((format!("\"{}\"", it.text), it.frame()));
    picture.places.iter().flat_map(|it| &it.labels).for_each(&mut label);
    picture.owners.iter().for_each(|it| label(&it.label));
    picture.columns.iter().flat_map(|it| &it.labels).for_each(&mut label);
    picture.before.iter().for_each(|it| label(&it.label));
    picture.unused.iter().for_each(|it| label(&it.label));
    picture.stopped.iter().flat_map(|it| &it.row).for_each(&mut label);
    for lane in &picture.lanes {
        [&lane.row.title, &lane.row.verdict]
            .into_iter()
            .chain(&lane.row.lines)
            .for_each(&mut label);
    }
    let lanes = picture.lanes.iter().map(|it| (&it.nodes, &it.gates, it.y));
    let stopped = picture.stopped.iter().map(|it| (&it.nodes, &it.gates, it.y));
    let lanes: Vec<_> = lanes.chain(stopped).collect();
    for (nodes, gates, _) in &lanes {
        nodes.iter().flat_map(|it| &it.labels).for_each(&mut label);
        nodes
            .iter()
            .flat_map(|it| &it.switches)
            .filter_map(|it| it.label.as_ref())
            .for_each(&mut label);
        gates.iter().flat_map(|it| &it.labels).for_each(&mut label);
    }
    for (nodes, gates, y) in lanes {
        for node in nodes {
            let place = format!("{} at {} {}", node.kind, node.frame.x, node.frame.y);
            all.push((format!("node {place}"), node.frame));
            all.extend(node.switches.iter().map(|it| (format!("switch {place}"), it.frame)));
        }
        all.extend(gates.iter().map(|it| (format!("gate {}", it.control), it.frame(y))));
    }
    for lane in &picture.lanes {
        let dot = |it: &accesspath_picture::Folded| Frame::around(it.x, lane.y, 8.0, 8.0);
        all.extend(lane.folded.iter().map(|it| ("folded".to_owned(), dot(it))));
        all.push((format!("badge {}", lane.path), Frame::around(26.0, lane.y, 28.0, 24.0)));
    }
    for item in picture.before.iter().filter(|it| it.verdict.is_some()) {
        all.push(("face".to_owned(), Frame::around(item.face.0, item.face.1, 20.0, 20.0)));
    }
    all.push(("bucket".to_owned(), picture.bucket.frame));
    all
}

#[test]
fn every_path_has_one_lane_and_each_of_its_controls_one_gate_or_is_folded() {
    each(|name, told, picture| {
        assert_eq!(picture.lanes.len(), told.paths.len(), "{name}");
        for path in &told.paths {
            let mut lanes = picture.lanes.iter().filter(|it| it.path == path.path);
            let lane = lanes.next().unwrap();
            assert!(lanes.next().is_none(), "{name}: two lanes of {}", path.path);
            let folded = lane.folded.iter().flat_map(|it| &it.controls);
            let drawn = lane.gates.iter().map(|it| &it.control);
            let mut drawn: Vec<&str> = drawn.chain(folded).copied().collect();
            let told = path.told.iter().flat_map(|it| &it.controls);
            let mut wanted: Vec<&str> = told.map(|it| it.control).collect();
            drawn.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(drawn, wanted, "{name}, path {}", path.path);
        }
    });
}

#[test]
fn only_what_is_not_set_and_not_selected_is_folded() {
    each(|name, told, picture| {
        for lane in &picture.lanes {
            let path = told.paths.iter().find(|it| it.path == lane.path).unwrap();
            for control in lane.folded.iter().flat_map(|it| &it.controls) {
                let gates = path.way.iter().flat_map(|it| &it.gates);
                let verdict = gates.clone().find(|it| it.control == *control).unwrap().verdict;
                assert_eq!(verdict, "not-configured", "{name}: {control}");
            }
        }
        let selected = told.view(912.0).control;
        let columns = picture.columns.iter().flat_map(|it| &it.folded);
        for control in columns {
            assert_ne!(Some(*control), selected.as_deref(), "{name}");
        }
    });
}

#[test]
fn nothing_overlaps() {
    let mut found = Vec::new();
    for (name, _, picture) in drawn() {
        let mut all = shapes(picture);
        all.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
        for (at, (one, frame)) in all.iter().enumerate() {
            let below = all.iter().skip(at + 1).take_while(|it| it.1.y < frame.bottom());
            for (other, second) in below.filter(|it| it.1.overlaps(frame)) {
                let on = |switch: &str, node: &str| {
                    let place = switch.strip_prefix("switch ");
                    place.is_some() && place == node.strip_prefix("node ")
                };
                if !on(one, other) && !on(other, one) {
                    found.push(format!("{name}: {one} {frame:?}, {other} {second:?}"));
                }
            }
        }
    }
    let first: Vec<&String> = found.iter().take(20).collect();
    assert!(found.is_empty(), "{} overlaps, such as {first:#?}", found.len());
}

#[test]
fn nothing_lies_outside_and_nothing_is_wider_than_the_view_where_it_need_not() {
    each(|name, told, picture| {
        let whole = Frame::between(0.0, 0.0, picture.width, picture.height);
        let places = picture.places.iter().map(|it| (it.full.clone(), it.frame));
        let rows = picture.lanes.iter().map(|it| (format!("row {}", it.path), it.row.frame));
        let unused = picture.unused.iter().map(|it| (it.full.clone(), it.frame));
        for (what, frame) in shapes(picture).into_iter().chain(places).chain(rows).chain(unused) {
            assert!(whole.contains(&frame), "{name}: {what} {frame:?} in {whole:?}");
        }
        if name.starts_with("static") || told.name.contains("static/scenarios") {
            let width = WIDTHS.iter().find(|it| name.ends_with(&format!("at {it}")));
            if let Some(width) = width.filter(|it| **it >= 740.0) {
                assert!(picture.width <= *width, "{name}: {} wide", picture.width);
            }
        }
    });
}

#[test]
fn labels_stand_inside_their_places_and_places_inside_one_another() {
    each(|name, _, picture| {
        for place in &picture.places {
            for label in &place.labels {
                let frame = label.frame();
                assert!(
                    place.frame.contains(&frame),
                    "{name}: {} in {:?}",
                    label.text,
                    place.frame
                );
            }
        }
        let of = |kind| picture.places.iter().filter(move |it| it.kind == kind);
        for place in picture.places.iter().filter(|it| it.kind != PlaceKind::FrontDoor) {
            for door in of(PlaceKind::FrontDoor) {
                assert!(!place.frame.overlaps(&door.frame), "{name}: {}", place.full);
            }
        }
        for vpc in of(PlaceKind::Vpc) {
            for other in of(PlaceKind::Vpc).filter(|it| *it != vpc) {
                assert!(!vpc.frame.overlaps(&other.frame), "{name}: {} {}", vpc.full, other.full);
            }
            for subnet in of(PlaceKind::Subnet) {
                let clear = !vpc.frame.overlaps(&subnet.frame);
                assert!(clear || vpc.frame.contains(&subnet.frame), "{name}: {}", subnet.full);
            }
        }
    });
}

#[test]
fn rows_stand_at_their_lanes_and_apart_from_one_another() {
    each(|name, _, picture| {
        for pair in picture.lanes.windows(2) {
            let [one, other] = pair else { continue };
            assert!(one.row.frame.bottom() <= other.row.frame.y, "{name}: {}", other.path);
        }
        for lane in &picture.lanes {
            let middle = lane.row.frame.y + lane.row.frame.height / 2.0;
            assert!((middle - lane.y).abs() < 0.01, "{name}: {}", lane.path);
            assert!(lane.row.frame.y >= picture.head, "{name}: {}", lane.path);
            for label in [&lane.row.title, &lane.row.verdict].into_iter().chain(&lane.row.lines) {
                assert!(lane.row.frame.contains(&label.frame()), "{name}: {}", label.text);
            }
        }
    });
}

#[test]
fn no_text_is_smaller_than_twelve_pixels() {
    each(|name, told, picture| {
        let mut left = vec![sheet(picture, &told.question)];
        while let Some(element) = left.pop() {
            let sizes = element.attributes.iter().filter(|it| it.0 == "font-size");
            for size in sizes.map(|it| it.1.parse::<f64>().unwrap()) {
                assert!(size >= 12.0, "{name}: {size}");
            }
            left.extend(element.children);
        }
    });
    // What the style sheet sets is in pixels, or relative to that and larger.
    for size in accesspath_picture::STYLE.split("font-size: ").skip(1) {
        let size = size.split([';', ' ']).next().unwrap();
        let pixels = size.strip_suffix("px").map(|it| it.parse::<f64>().unwrap() >= 12.0);
        let relative = size.strip_suffix("em").map(|it| it.parse::<f64>().unwrap() >= 1.0);
        assert_eq!(pixels.or(relative), Some(true), "{size}");
    }
}

#[test]
fn a_file_says_its_colours_in_plain_attributes() {
    // Painting them all takes minutes, and examples have every kind of shape.
    for told in told().iter().filter(|it| it.name.contains("static/scenarios")) {
        for colours in [Colours::Light, Colours::Dark] {
            let drawn = svg(&told.picture(912.0), &told.question, colours);
            for unknown in
                ["var(", "<style", "@media", "light-dark", "transparent", "foreignObject"]
            {
                assert!(!drawn.contains(unknown), "{}: {unknown}", told.name);
            }
            for shape in ["<text ", "<rect ", "<circle ", "<polygon "] {
                for element in drawn.split(shape).skip(1) {
                    let head = element.split('>').next().unwrap();
                    assert!(head.contains("fill=\""), "{}: {shape}{head}", told.name);
                }
            }
        }
    }
}

#[test]
fn a_lane_is_solid_up_to_the_first_gate_that_stops_it() {
    each(|name, _, picture| {
        for lane in &picture.lanes {
            let first = |verdict| lane.gates.iter().find(|it| it.verdict == verdict).map(|it| it.x);
            let end = match lane.outcome {
                "open" => Some(picture.bucket.frame.x),
                "blocked" => first("blocks"),
                _ => first("undetermined").or(Some(lane.solid.0)),
            };
            assert_eq!(Some(lane.solid.1), end, "{name}, lane {}", lane.path);
            assert_eq!(lane.rest.is_some(), lane.outcome != "open", "{name}, lane {}", lane.path);
        }
    });
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for told in told() {
        let one = svg(&told.picture(912.0), &told.question, Colours::Light);
        assert_eq!(one, svg(&told.picture(912.0), &told.question, Colours::Light), "{}", told.name);
    }
}

#[test]
fn keys_reach_every_gate_hop_and_column_from_the_first_gate() {
    each(|name, _, picture| {
        let Some(lane) = picture.lanes.first() else { return };
        let first = lane.gates.first().unwrap().control;
        let mut reached = vec![Spot::Gate(lane.path.clone(), first)];
        let mut at = 0;
        while let Some(from) = reached.get(at).cloned() {
            for key in ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"] {
                let to = neighbour(picture, &from, key);
                reached.extend(to.filter(|it| !reached.contains(it)));
            }
            at += 1;
        }
        let hops = |it: &Lane| it.nodes.iter().filter(|it| it.hop.is_some()).count();
        let all: usize = picture.lanes.iter().map(|it| it.gates.len() + hops(it)).sum();
        let columns = picture.columns.iter().filter(|it| it.control.is_some()).count();
        assert_eq!(reached.len(), all + columns, "{name}");
    });
}

#[test]
fn the_vertical_list_has_every_control_once_and_folds_none_that_tells() {
    for told in told() {
        for path in &told.paths {
            let selected = told.view(912.0).control;
            let stops = vertical(path, told.bucket.as_ref(), selected.as_deref());
            let runs = stops.iter().filter_map(|it| match it {
                Stop::Gates { gates, .. } => Some(gates),
                _ => None,
            });
            let runs: Vec<_> = runs.collect();
            for run in runs.iter().filter(|it| it.len() > 1) {
                for gate in *run {
                    let tells = matches!(gate.verdict, "blocks" | "undetermined");
                    assert!(!tells && !gate.selected, "{}: {}", told.name, gate.control);
                }
            }
            let mut listed: Vec<&str> =
                runs.iter().flat_map(|it| *it).map(|it| it.control).collect();
            let controls = path.told.iter().flat_map(|it| &it.controls);
            let mut wanted: Vec<&str> = controls.map(|it| it.control).collect();
            listed.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(listed, wanted, "{}, path {}", told.name, path.path);
        }
    }
}

#[test]
fn markdown_names_every_path_and_every_control_that_blocks() {
    for told in told() {
        let Told { question, verdict, .. } = told;
        let (shown, text) = (told.shown(), |_: &str| None);
        let of = Sources { title: "", question, verdict, shown, fixes: &[], text: &text };
        let text = markdown(&of, None);
        for path in &told.paths {
            assert!(text.contains(&format!("## {} · ", path.path.replace('_', "\\_"))), "{text}");
            let told = path.told.iter().flat_map(|it| &it.controls);
            for control in told.filter(|it| it.face == "blocks") {
                assert!(text.contains(&format!("✕ **{}: blocks.**", control.name)), "{text}");
                assert!(text.contains(&format!("### {}: blocks\n", control.name)), "{text}");
            }
        }
    }
}
