//! The report → the picture: which widths there are, then the lanes from top to bottom.
//!
//! Everything is as wide as its measured text needs. Where the width is short, labels give way in the order of
//! `DETAILS`; where even the last is too wide, the picture is wider than the view, and its pane scrolls.

use accesspath_engine::report::{BeforeReport, BucketReport, PathReport};

use crate::band::{Band, Zone, place_title, zones};
use crate::before::{self, by_function};
use crate::door;
use crate::frame::Frame;
use crate::lane::lane;
use crate::measure::{BUCKET, Measures, NODE};
use crate::picture::{BucketShape, Column, Picture, Place, PlaceKind, UnusedEndpoint};
use crate::text::{self, Weight};
use crate::track::{self, DETAILS, Detail, PAD};
use crate::view::View;

/// What a picture shows.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'r> {
    /// The paths.
    pub paths: &'r [PathReport],
    /// What comes before the calls.
    pub before: &'r [BeforeReport],
    /// The bucket.
    pub bucket: Option<&'r BucketReport>,
}

/// The places across the picture.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The measures.
    pub measures: Measures,
    /// How much of the labels is shown.
    pub detail: Detail,
    /// The middle of callers.
    pub caller: f64,
    /// The middles of the gates at the caller's own place.
    pub slots: Vec<(&'static str, f64)>,
    /// The right edge of the caller's own place.
    pub home: f64,
    /// Where the items behind that place begin.
    pub beyond: f64,
    /// The network's side, left and right.
    pub network: (f64, f64),
    /// The front door, left and right.
    pub door: (f64, f64),
    /// The left edge of the bucket.
    pub bucket: f64,
    /// The width of the picture.
    pub width: f64,
}

/// Between the network and the front door.
const BETWEEN: f64 = 7.0;
/// The smallest height of the lanes, so that the bucket's name has room.
const LOWEST: f64 = 168.0;

/// Lays out what is shown; the same report and view always give the same picture.
#[must_use]
pub fn lay_out(shown: &Shown<'_>, view: &View) -> Picture {
    let zones = zones(shown.paths, shown.bucket);
    let (passing, stopping) = by_function(shown.before);
    let mut drafts = door::drafts(shown.paths, view);
    let mut plan = plan(shown, view, &zones, &stopping, &drafts);
    let (before, needed) = before::line(&passing, &plan.measures, plan.door.0 - 6.0);
    plan.measures.head = plan.measures.head.max(needed.ceil());
    let brief = plan.detail.brief;
    let span = (plan.door.0 + 4.0, plan.door.1 - 4.0);
    let (mut columns, owners) =
        door::place(std::mem::take(&mut drafts), &plan.measures, brief, span, 0.0);
    let mut flow = Flow::new(&plan, view, &columns, shown);
    for own in &stopping {
        if let Some((lane, place)) = before::lane(own, &plan, flow.y) {
            flow.y = place.frame.bottom() + 8.0;
            flow.picture.stopped.push(lane);
            flow.picture.places.push(place);
        }
    }
    let top = flow.y;
    zones.iter().for_each(|it| flow.zone(it));
    let bottom = (flow.y - 8.0).max(plan.measures.head + 6.0 + LOWEST);
    let Flow { mut picture, .. } = flow;
    let last = bottom - 10.0;
    columns.iter_mut().for_each(|it| it.line.1 = last);
    let (left, right) = plan.door;
    picture.places.push(Place {
        kind: PlaceKind::FrontDoor,
        frame: Frame::between(left, 8.0, right, bottom),
        labels: Vec::new(),
        full: "S3 checks every request here".to_owned(),
    });
    // INVARIANT: a place stands before those inside it, so that they are drawn over it.
    picture.places.sort_by_key(|it| it.kind);
    let top = top.min(bottom - LOWEST);
    let frame = Frame::between(plan.bucket, top, plan.bucket + BUCKET, bottom);
    Picture {
        height: bottom + 8.0,
        head: plan.measures.head,
        before,
        columns,
        owners,
        bucket: bucket(shown.bucket, frame, &plan.measures),
        ..picture
    }
}

fn plan(
    shown: &Shown<'_>,
    view: &View,
    zones: &[Zone<'_>],
    stopping: &[before::Own<'_>],
    drafts: &[door::Draft],
) -> Plan {
    let measures = Measures::new(view.width, view.label, shown.paths.len());
    let inset = if zones.iter().any(|it| !it.label.is_empty()) { PAD } else { 0.0 };
    let left = measures.rows + 6.0 + inset;
    let caller = left + PAD + NODE + 7.0;
    let mut found = None;
    for detail in DETAILS {
        let mut x = caller + NODE + 6.0;
        let mut slots = Vec::new();
        for (control, width) in track::slots(shown.paths, &measures, view, detail) {
            slots.push((control, x + width / 2.0));
            x += width;
        }
        let mut home = x + 2.0;
        if detail.subnets && !measures.dense {
            home = home.max(left + PAD + widest_subnet(zones, &measures) + 13.0);
        }
        let beyond = home + 4.0;
        let items = shown.paths.iter().map(|it| track::items(it, &measures, view, detail));
        let network = items
            .filter(|it| !it.is_empty())
            .map(|it| beyond + track::needed(&it))
            .chain(stopping.iter().map(|it| caller + NODE + before::needed(it, &measures)))
            .fold(home + PAD, f64::max);
        let door: f64 = door::widths(drafts, &measures, detail.brief).iter().sum::<f64>() + 8.0;
        let needed = network + inset + BETWEEN + door.max(60.0) + 12.0 + BUCKET;
        found = Some((detail, slots, home, beyond, network, door.max(60.0), needed));
        if needed <= view.width {
            break;
        }
    }
    let (detail, slots, home, beyond, network, door, needed) =
        found.unwrap_or((DETAILS[0], Vec::new(), caller, caller, caller, 60.0, 0.0));
    let width = view.width.max(needed.ceil());
    let more = width - needed;
    // Most of the room that is left goes to the network, whose labels are longer.
    let door = (door + more * 0.4).min(door.max(64.0 * door::count(drafts.len())));
    let bucket = width - 6.0 - BUCKET;
    let door = (bucket - 6.0 - door, bucket - 6.0);
    let right = (door.0 - BETWEEN - inset).max(network);
    Plan {
        measures,
        detail,
        caller,
        slots,
        home,
        beyond,
        network: (left, right),
        door,
        bucket,
        width,
    }
}

/// The width of the widest label of a caller's subnet.
fn widest_subnet(zones: &[Zone<'_>], measures: &Measures) -> f64 {
    let subnets = zones.iter().flat_map(|it| &it.bands).flat_map(Band::paths);
    let hops = subnets.filter_map(|it| crate::band::caller(it)?.subnet.as_ref());
    let wide = hops.map(|it| {
        let cidr = it.cidr.as_deref().unwrap_or_default();
        text::width(&it.id, measures.label, Weight::Bold).min(11.0 * measures.label)
            + text::width(cidr, measures.label, Weight::Regular)
            + measures.label * 0.35
    });
    wide.fold(0.0, f64::max)
}

fn bucket(report: Option<&BucketReport>, frame: Frame, measures: &Measures) -> BucketShape {
    let size = measures.label + measures.scale;
    let room = frame.height - 50.0 * measures.scale;
    let Some(it) = report else {
        let name = text::shorten("no bucket", room, size, Weight::Bold);
        return BucketShape { frame, name, detail: String::new(), full: "No bucket".to_owned() };
    };
    let name = text::shorten(&it.name, room, size, Weight::Bold);
    let left = room - text::width(&name, size, Weight::Bold) - size;
    let details = [format!("{} · {}", it.encryption, it.region), it.encryption.clone()];
    let fits = |it: &String| text::width(it, measures.label, Weight::Regular) <= left;
    BucketShape {
        frame,
        name,
        detail: details.iter().find(|it| fits(it)).cloned().unwrap_or_default(),
        full: format!("Bucket {}, {}, {}", it.name, it.encryption, it.region),
    }
}

/// The lanes from top to bottom.
struct Flow<'p, 'r> {
    plan: &'p Plan,
    view: &'p View,
    columns: &'p [Column],
    shown: &'p Shown<'r>,
    picture: Picture,
    y: f64,
}

impl<'p, 'r> Flow<'p, 'r> {
    fn new(plan: &'p Plan, view: &'p View, columns: &'p [Column], shown: &'p Shown<'r>) -> Self {
        let Measures { rows, label, dense, head, .. } = plan.measures;
        let frame = Frame::between(0.0, 0.0, 0.0, 0.0);
        let bucket = bucket(None, frame, &plan.measures);
        let picture = Picture {
            width: plan.width,
            height: 0.0,
            head,
            rows,
            label,
            dense,
            before: Vec::new(),
            stopped: Vec::new(),
            places: Vec::new(),
            owners: Vec::new(),
            columns: Vec::new(),
            unused: Vec::new(),
            lanes: Vec::new(),
            bucket,
        };
        Self { plan, view, columns, shown, picture, y: head + 6.0 }
    }

    fn zone(&mut self, zone: &Zone<'_>) {
        let measures = self.plan.measures;
        let top = self.y;
        let is_framed = !zone.label.is_empty();
        if is_framed {
            self.y += measures.line + 8.0;
        }
        zone.bands.iter().for_each(|it| self.band(it));
        if is_framed {
            let (left, right) = self.plan.network;
            let frame = Frame::between(left - PAD, top, right + PAD, self.y - 2.0);
            let at = (frame.x + 9.0, top + 4.0 + measures.label * 0.9);
            let labels = measures.heading(&zone.label, &[], at, frame.width - 18.0);
            let (kind, full) = (PlaceKind::Zone, zone.label.clone());
            self.picture.places.push(Place { kind, frame, labels, full });
            self.y += 6.0;
        }
    }

    fn band(&mut self, band: &Band<'_>) {
        let measures = self.plan.measures;
        let top = self.y;
        let is_vpc = band.first.stands == "vpc";
        let header = match (is_vpc, measures.dense) {
            (_, true) => measures.line + 4.0,
            (true, _) => measures.line + 11.0,
            _ => 0.0,
        };
        let mut y = top + measures.above + header;
        let mut last = y;
        for (_, paths) in &band.subnets {
            let first = y;
            for path in paths {
                self.lane(path, y);
                last = y;
                y += measures.pitch;
            }
            let subnet = paths.first().and_then(|it| crate::band::caller(it)?.subnet.as_ref());
            if let Some(subnet) = subnet.filter(|_| !measures.dense) {
                let left = self.plan.network.0 + PAD;
                let (from, to) = (first - measures.above, last + measures.below);
                let frame = Frame::between(left, from, self.plan.home, to);
                let at = (left + 9.0, from + 3.0 + measures.label * 0.9);
                let rests: Vec<String> = subnet.cidr.iter().cloned().collect();
                let labels = measures.heading(&subnet.id, &rests, at, frame.width - 12.0);
                let kind = if subnet.public { PlaceKind::Public } else { PlaceKind::Subnet };
                let full = format!("Subnet {} {}", subnet.id, rests.concat());
                self.picture.places.push(Place { kind, frame, labels, full });
            }
        }
        let mut bottom = last + measures.below + if is_vpc { 11.0 } else { 0.0 };
        if measures.dense {
            bottom = last + measures.below + 6.0;
        }
        let right = self.right_of(band);
        if is_vpc {
            self.unused(band, right, &mut bottom);
        }
        self.frame(band, top, right, bottom);
        self.y = bottom + 8.0;
    }

    fn lane(&mut self, path: &PathReport, y: f64) {
        let Some(way) = &path.way else { return };
        let (lane, places) = lane(path, way, y, self.plan, self.columns, self.view);
        self.picture.lanes.push(lane);
        self.picture.places.extend(places);
    }

    /// The right edge of a band: where all that its lanes reach stands in other VPCs, it ends before those.
    fn right_of(&self, band: &Band<'_>) -> f64 {
        let (home, network) = (self.plan.home, self.plan.network.1);
        let own = band.first.vpc.as_ref();
        let mut hops = band
            .paths()
            .filter_map(|it| it.way.as_ref())
            .flat_map(|it| it.hops.iter().skip(1))
            .filter(|it| it.kind != "peering")
            .peekable();
        let goes_on = hops.peek().is_some();
        match band.first.stands {
            "lambda" if !goes_on => {
                let label = text::width(label_of(band).0, self.plan.measures.label, Weight::Bold);
                (self.plan.network.0 + label + 18.0).max(home + PAD).min(network)
            }
            _ if goes_on && !self.plan.measures.dense && hops.all(|it| it.vpc.as_ref() != own) => {
                home + PAD
            }
            _ => network,
        }
    }

    /// The endpoints of the band's VPC that no path takes, below its lanes.
    fn unused(&mut self, band: &Band<'_>, right: f64, bottom: &mut f64) {
        let measures = self.plan.measures;
        let hops =
            || self.shown.paths.iter().filter_map(|it| it.way.as_ref()).flat_map(|it| &it.hops);
        let mut seen: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for it in band.paths().flat_map(|it| &it.unused) {
            let taken = hops().any(|hop| hop.name == it.endpoint);
            if !taken && !seen.contains(&it.endpoint.as_str()) {
                seen.push(&it.endpoint);
                found.push(it);
            }
        }
        let (left, height) = (self.plan.network.0 + PAD, measures.line + 8.0);
        for it in found {
            let frame = Frame { x: left, y: *bottom - 3.0, width: right - PAD - left, height };
            let full = format!("Not used: {}", it.told);
            let room = frame.width - 34.0;
            let size = measures.label;
            // The id comes first where the sentence does not fit: what is left out is the reason.
            let short = format!("{}: not used", it.endpoint);
            let shown = [&full, &it.told];
            let fits = |it: &&&String| text::width(it, size, Weight::Regular) <= room;
            let whole = shown.iter().find(fits).map(|it| (*it).clone());
            let text = whole.unwrap_or_else(|| text::end(&short, room, size, Weight::Regular));
            let baseline = frame.y + height / 2.0 + 0.36 * size;
            let label = measures.start(text, left + 26.0, baseline);
            self.picture.unused.push(UnusedEndpoint { frame, label, full });
            *bottom += height + 4.0;
        }
    }

    fn frame(&mut self, band: &Band<'_>, top: f64, right: f64, bottom: f64) {
        let measures = self.plan.measures;
        let left = self.plan.network.0;
        let frame = Frame::between(left, top, right, bottom);
        let at = (left + 9.0, top + 3.0 + measures.label * 0.9);
        let (name, rests) = label_of(band);
        let labels = measures.heading(name, &rests, at, frame.width - 16.0);
        let kind = match band.first.stands {
            "vpc" => PlaceKind::Vpc,
            "lambda" => PlaceKind::Lambda,
            _ => PlaceKind::Outside,
        };
        let full = rests.first().map_or_else(|| name.to_owned(), |it| format!("{name} {it}"));
        self.picture.places.push(Place { kind, frame, labels, full });
    }
}

/// The name of a band's network, and behind it its id and range as far as there is room.
fn label_of(band: &Band<'_>) -> (&'static str, Vec<String>) {
    let name = place_title(band.first.stands);
    let rests = band.first.vpc.as_ref().map(|vpc| {
        let all = vpc.cidr.as_ref().map(|cidr| format!("{} · {cidr}", vpc.id));
        let short = text::shorten(&vpc.id, 84.0, 12.0, Weight::Regular);
        all.into_iter().chain([vpc.id.clone(), short]).collect()
    });
    (name, rests.unwrap_or_default())
}
