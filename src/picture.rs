//! Turns an analysis into plain geometry: boxes, lanes, gates and labels with positions. Does not use Yew.
//!
//! The left half is the network, places within places.
//! The right half is S3's front door, with one column for each policy layer.

mod before;

use accesspath_engine::Analysis;
use accesspath_engine::control::{Control, FRONT_DOOR, NetworkControl};
use accesspath_engine::explain;
use accesspath_engine::judge::{Outcome, PathAnalysis};
use accesspath_engine::network::{Hop, HopKind, PathKind};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{NetworkPart, parts};
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;
use accesspath_policy::verdict::Verdict;
pub use before::BeforeLane;

/// The width of every picture, in its own units; at full width one unit is one CSS pixel.
pub const WIDTH: f64 = 1376.0;

const LANE_STEP: f64 = 86.0;
const FUNCTION_X: f64 = 94.0;
const FUNCTION_WIDTH: f64 = 108.0;
const CALLER_WIDTH: f64 = 206.0;
const NODE_HEIGHT: f64 = 34.0;
const FRONT_X: f64 = 728.0;
const BUCKET_WIDTH: f64 = 96.0;
const TOP: f64 = 8.0;
/// The distance from the side of a node to the middle of a switch on its edge.
const SWITCH_INSET: f64 = 15.0;

/// A whole picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The places, outer ones first.
    pub places: Vec<Place>,
    /// The columns of the front door.
    pub columns: Vec<Column>,
    /// The owners that the columns are grouped by.
    pub owners: Vec<Owner>,
    /// The lanes before the calls, one for each function.
    pub before: Vec<BeforeLane>,
    /// The lanes, top to bottom.
    pub lanes: Vec<Lane>,
    /// The bucket.
    pub bucket: BucketShape,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Frame {
    /// `other` lies wholly inside.
    pub fn contains(&self, other: &Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.x + other.width <= self.x + self.width
            && other.y + other.height <= self.y + self.height
    }
}

/// The kind of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// The internet.
    Internet,
    /// An AWS Region.
    Region,
    /// The part of Lambda that starts functions.
    Before,
    /// The network in which Lambda runs functions.
    LambdaNetwork,
    /// A VPC.
    Vpc,
    /// A subnet.
    Subnet,
    /// The subnet of a NAT gateway.
    PublicSubnet,
    /// An endpoint that no path takes.
    Unused,
    /// The part of S3 that checks policies.
    FrontDoor,
}

/// A place: a box with a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its kind.
    pub kind: PlaceKind,
    /// Its box.
    pub frame: Frame,
    /// Its label.
    pub label: String,
}

/// A column of the front door.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its control.
    pub control: Control,
    /// Its middle.
    pub x: f64,
    /// Its label, a word or two a line.
    pub lines: &'static [&'static str],
    /// From the lowest label to the last lane, top and bottom.
    pub y: (f64, f64),
}

/// The owner of the controls of adjacent columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Owner {
    /// Its name.
    pub label: &'static str,
    /// From the first column to the last, left and right.
    pub x: (f64, f64),
}

/// One path.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The path's id.
    pub id: String,
    /// The text of its badge.
    pub badge: String,
    /// Its middle.
    pub y: f64,
    /// The outcome of the path.
    pub outcome: Outcome,
    /// The solid line: from the caller to the control that stops the path, or to the bucket.
    pub solid: (f64, f64),
    /// The rest of the line, from that control to the bucket.
    pub rest: Option<(f64, f64)>,
    /// The hops of the path.
    pub nodes: Vec<HopNode>,
    /// The controls that it meets.
    pub gates: Vec<Gate>,
}

/// A hop on a lane.
#[derive(Debug, Clone, PartialEq)]
pub struct HopNode {
    /// Its kind.
    pub kind: HopKind,
    /// Its box.
    pub frame: Frame,
    /// The text in it.
    pub label: String,
    /// The text under it.
    pub detail: String,
    /// Its switches.
    pub switches: Vec<Switch>,
}

/// A switch of a part of the network, on its node.
#[derive(Debug, Clone, PartialEq)]
pub struct Switch {
    /// The part.
    pub part: NetworkPart,
    /// It is on.
    pub on: bool,
    /// Its middle.
    pub middle: (f64, f64),
    /// The text beside it, if it does not switch the whole node.
    pub label: &'static str,
}

/// A control on a lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// The control.
    pub control: Control,
    /// Its verdict.
    pub verdict: Verdict,
    /// Its middle.
    pub x: f64,
    /// The text under it; columns have their label at the top.
    pub label: Option<&'static str>,
}

/// The bucket at the end of all lanes.
#[derive(Debug, Clone, PartialEq)]
pub struct BucketShape {
    /// Its box.
    pub frame: Frame,
    /// Its name, cut to lines that fit.
    pub lines: Vec<String>,
    /// Its encryption.
    pub detail: String,
}

/// Lays out `analysis`; the same analysis always gives the same picture.
pub fn lay_out(analysis: &Analysis, scenario: &Scenario) -> Picture {
    let columns = columns(analysis);
    let last_column = columns.last().map_or(FRONT_X, |(_, x)| *x);
    let bucket_x = last_column + 64.0;
    let scale_right = bucket_x + BUCKET_WIDTH + 8.0;
    let mut builder = PictureBuilder {
        scenario,
        columns: &columns,
        parts: parts(scenario),
        bucket_x,
        places: Vec::new(),
        before: Vec::new(),
        lanes: Vec::new(),
        y: TOP,
    };
    builder.elsewhere(analysis);
    builder.region(analysis);
    let PictureBuilder { mut places, before, lanes, y: bottom, .. } = builder;
    let first = lanes.first().map_or(TOP + 100.0, |it| it.y);
    let last = lanes.last().map_or(first, |it| it.y);
    let bucket = bucket_shape(scenario, bucket_x, first, last);
    let bottom = bottom.max(TOP + 192.0).max(bucket.frame.y + bucket.frame.height);
    places.push(Place {
        kind: PlaceKind::FrontDoor,
        frame: Frame {
            x: FRONT_X - 16.0,
            y: TOP,
            width: bucket_x - FRONT_X + 4.0,
            height: bottom - TOP,
        },
        label: "S3 checks every request here".to_owned(),
    });
    Picture {
        width: scale_right.max(WIDTH),
        height: bottom + TOP,
        places,
        owners: owners(&columns),
        columns: columns
            .into_iter()
            .map(|(control, x)| Column {
                control,
                x,
                lines: column(control).map_or(&[][..], |it| it.2),
                y: (74.0, last + 20.0),
            })
            .collect(),
        bucket,
        before,
        lanes,
    }
}

fn columns(analysis: &Analysis) -> Vec<(Control, f64)> {
    let met = analysis.paths.iter().flat_map(|it| &it.controls).map(|it| it.control);
    let mut controls: Vec<Control> = Vec::new();
    for control in FRONT_DOOR.into_iter().map(Control::Policy).chain(met) {
        let Some((place, ..)) = column(control) else { continue };
        if !controls.contains(&control) {
            // Inserted where it belongs: a sort would be 4 kB of the page.
            let at = controls.partition_point(|it| column(*it).is_some_and(|it| it.0 <= place));
            controls.insert(at, control);
        }
    }
    // A question has at most eleven columns.
    let step = match controls.len() {
        ..=7 => 72.0,
        8 | 9 => 61.0,
        _ => 48.0,
    };
    let mut x = FRONT_X + 30.0;
    controls
        .into_iter()
        .map(|control| {
            let here = (control, x);
            x += step;
            here
        })
        .collect()
}

/// The column of a control at S3's front door: its place, its owner, and its label, a line a word or two.
///
/// Nothing of what stands before the call, on the network, or shows by its parts.
const fn column(control: Control) -> Option<(u8, &'static str, &'static [&'static str])> {
    Some(match control {
        Control::Policy(Layer::ServiceControlPolicies) => (0, "Organization", &["SCP"]),
        Control::Policy(Layer::ResourceControlPolicies) => (1, "Organization", &["RCP"]),
        Control::Policy(Layer::IdentityPolicies) => (2, "Caller", &["Identity", "policies"]),
        Control::Policy(Layer::PermissionsBoundaries) => (3, "Caller", &["Boundary"]),
        Control::Policy(Layer::SessionPolicies) => (4, "Caller", &["Session", "policy"]),
        Control::Policy(Layer::ResourcePolicy)
        | Control::PolicyOf(Subject::Bucket | Subject::Account) => {
            (5, "Bucket", &["Bucket", "policy"])
        }
        Control::Policy(Layer::BlockPublicAccess) => (6, "Bucket", &["Block Public", "Access"]),
        Control::Policy(Layer::ObjectOwnership) => (7, "Bucket", &["Object", "Ownership"]),
        Control::RequesterPays => (8, "Bucket", &["Requester", "Pays"]),
        Control::Object => (9, "Bucket", &["Object"]),
        Control::Precondition => (9, "Bucket", &["Precondition"]),
        Control::Operation => (10, "Bucket", &["Operation"]),
        Control::ClientRegion => (11, "Bucket", &["Region"]),
        Control::Acceleration => (12, "Bucket", &["Transfer", "Acceleration"]),
        Control::BucketOwner => (13, "Bucket", &["Bucket", "owner"]),
        Control::NewPolicy => (14, "Bucket", &["New", "policy"]),
        Control::PolicyOf(Subject::CopySource) => (15, "Source bucket", &["Bucket", "policy"]),
        Control::CopySource => (16, "Source bucket", &["Object"]),
        Control::SourceTags => (17, "Source bucket", &["Tags"]),
        Control::CopyRegions => (18, "Source bucket", &["Regions"]),
        Control::PolicyOf(Subject::AccessPoint) => (19, "Access point", &["Policy"]),
        Control::NetworkOrigin => (20, "Access point", &["Network", "origin"]),
        Control::PolicyOf(Subject::Key) => (21, "Key", &["Key", "policy"]),
        Control::Encryption => (22, "Key", &["Encryption"]),
        Control::SignedUrl => (4, "Caller", &["Signed", "URL"]),
        Control::FunctionState
        | Control::TrustPolicy
        | Control::NetworkInterfaces
        | Control::FileSystem
        | Control::Network(_)
        | Control::Authorization
        | Control::Policy(Layer::VpcEndpointPolicies) => return None,
    })
}

fn owners(columns: &[(Control, f64)]) -> Vec<Owner> {
    let mut owners: Vec<Owner> = Vec::new();
    for (control, x) in columns {
        let label = column(*control).map_or("", |it| it.1);
        match owners.last_mut() {
            Some(last) if last.label == label => last.x.1 = *x,
            _ => owners.push(Owner { label, x: (*x, *x) }),
        }
    }
    owners
}

fn bucket_shape(scenario: &Scenario, x: f64, first: f64, last: f64) -> BucketShape {
    let middle = f64::midpoint(first, last);
    let height = (last - first + 72.0).max(130.0);
    let name = scenario.bucket().map_or("no bucket", |it| it.name.as_str());
    let encryption = scenario.bucket().and_then(|it| it.encryption.algorithm.as_ref());
    BucketShape {
        frame: Frame { x, y: (middle - height / 2.0).max(TOP + 56.0), width: BUCKET_WIDTH, height },
        lines: wrap(name, 12, 3),
        detail: encryption
            .map_or("SSE-S3", |it| it.known().map_or("not known", String::as_str))
            .to_owned(),
    }
}

/// Cuts `text` into at most `most` lines of about `width` characters, at hyphens and dots where it can.
fn wrap(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for part in text.split_inclusive(['-', '.', '_', '/']) {
        if !line.is_empty() && line.chars().count() + part.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(part);
    }
    lines.push(line);
    let mut lines: Vec<String> = lines.iter().map(|it| shorten(it, width)).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// `text`, cut to `width` characters with an ellipsis.
pub fn shorten(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}

struct PictureBuilder<'a> {
    scenario: &'a Scenario,
    columns: &'a [(Control, f64)],
    parts: Vec<(NetworkPart, bool)>,
    bucket_x: f64,
    places: Vec<Place>,
    before: Vec<BeforeLane>,
    lanes: Vec<Lane>,
    y: f64,
}

impl PictureBuilder<'_> {
    /// The callers that stand in no VPC and are no functions: on the internet, on premises, and AWS's services.
    fn elsewhere(&mut self, analysis: &Analysis) {
        let mut bands: [(&str, Vec<&PathAnalysis>); 3] =
            [("Internet", Vec::new()), ("On premises", Vec::new()), ("AWS services", Vec::new())];
        for path in analysis.paths.iter().filter(|it| is_elsewhere(it)) {
            let caller = self.scenario.callers.iter().find(|it| it.id == path.path.caller);
            let at = match path.path.kind {
                PathKind::AwsService => 2,
                _ => usize::from(caller.is_some_and(|it| it.on_premises.is_some())),
            };
            if let Some((_, own)) = bands.get_mut(at) {
                own.push(path);
            }
        }
        for (label, callers) in bands {
            self.band(label, &callers);
        }
    }

    fn band(&mut self, label: &str, callers: &[&PathAnalysis]) {
        if callers.is_empty() {
            return;
        }
        let top = self.y;
        self.y += 82.0;
        for path in callers {
            self.lane(path, self.y);
            self.y += 58.0;
        }
        self.y -= 22.0;
        self.places.push(Place {
            kind: PlaceKind::Internet,
            frame: Frame { x: 8.0, y: top, width: 684.0, height: self.y - top },
            label: label.to_owned(),
        });
        self.y += 12.0;
    }

    fn region(&mut self, analysis: &Analysis) {
        let placed: Vec<&PathAnalysis> =
            analysis.paths.iter().filter(|it| !is_elsewhere(it)).collect();
        let region =
            self.scenario.bucket().map_or_else(|| "unknown".to_owned(), |it| it.region.clone());
        let top = self.y;
        let at = self.places.len();
        self.y += 30.0;
        self.before(analysis);
        let outside: Vec<&PathAnalysis> =
            placed.iter().copied().filter(|it| it.path.subnet.is_none()).collect();
        if !outside.is_empty() {
            self.outside(&outside);
        }
        for vpc in self.vpcs(&placed) {
            let own: Vec<&PathAnalysis> =
                placed.iter().copied().filter(|it| self.vpc_of(it) == Some(vpc.clone())).collect();
            self.vpc(&vpc, &own);
        }
        if placed.is_empty() {
            self.y += 40.0;
        }
        let frame = Frame { x: 8.0, y: top, width: 684.0, height: self.y - top };
        let label = format!("AWS Region · {region}");
        self.places.insert(at, Place { kind: PlaceKind::Region, frame, label });
    }

    fn vpc_of(&self, path: &PathAnalysis) -> Option<String> {
        let subnet = path.path.subnet.as_deref()?;
        Some(self.scenario.subnet(subnet).map_or_else(String::new, |it| it.vpc.clone()))
    }

    /// The VPCs of the paths, in the order of the paths.
    fn vpcs(&self, paths: &[&PathAnalysis]) -> Vec<String> {
        let mut vpcs: Vec<String> = Vec::new();
        for vpc in paths.iter().filter_map(|it| self.vpc_of(it)) {
            if !vpcs.contains(&vpc) {
                vpcs.push(vpc);
            }
        }
        vpcs
    }

    fn outside(&mut self, paths: &[&PathAnalysis]) {
        let top = self.y;
        // The first lane must not overlap with the column labels of the front door beside it.
        self.y = (self.y + 54.0).max(TOP + 94.0);
        for path in paths {
            self.lane(path, self.y);
            self.y += 58.0;
        }
        self.y -= 22.0;
        self.places.push(Place {
            kind: PlaceKind::LambdaNetwork,
            frame: Frame { x: 20.0, y: top, width: 320.0, height: self.y - top },
            label: "Lambda service network".to_owned(),
        });
        self.y += 14.0;
    }

    fn vpc(&mut self, id: &str, paths: &[&PathAnalysis]) {
        let top = self.y;
        let at = self.places.len();
        self.y += 30.0;
        let mut subnets: Vec<(String, Vec<&PathAnalysis>)> = Vec::new();
        for path in paths {
            let subnet = path.path.subnet.clone().unwrap_or_default();
            match subnets.iter_mut().find(|(id, _)| *id == subnet) {
                Some((_, own)) => own.push(path),
                None => subnets.push((subnet, vec![path])),
            }
        }
        for (subnet, own) in subnets {
            self.subnet(&subnet, &own);
        }
        for label in unused(paths) {
            let frame = Frame { x: 32.0, y: self.y, width: 636.0, height: 26.0 };
            self.places.push(Place { kind: PlaceKind::Unused, frame, label });
            self.y += 32.0;
        }
        self.y += 2.0;
        let cidr = self.scenario.vpc(id).and_then(|it| it.cidrs.first().cloned());
        let frame = Frame { x: 20.0, y: top, width: 660.0, height: self.y - top };
        let label = cidr.map_or_else(|| format!("VPC {id}"), |it| format!("VPC {id} · {it}"));
        self.places.insert(at, Place { kind: PlaceKind::Vpc, frame, label });
        self.y += 12.0;
    }

    fn subnet(&mut self, id: &str, paths: &[&PathAnalysis]) {
        let top = self.y;
        let at = self.places.len();
        self.y = (self.y + 44.0).max(TOP + 94.0);
        let top = top.max(self.y - 60.0);
        for (number, path) in paths.iter().enumerate() {
            if number > 0 {
                self.y += LANE_STEP - 20.0;
            }
            self.lane(path, self.y);
        }
        self.y += 40.0;
        let cidr = self.scenario.subnet(id).map(|it| it.cidr.clone()).unwrap_or_default();
        let frame = Frame { x: 32.0, y: top, width: 300.0, height: self.y - top };
        let label = format!("Subnet {} · {cidr}", shorten(id, 22));
        self.places.insert(at, Place { kind: PlaceKind::Subnet, frame, label });
        self.y += 10.0;
    }

    fn lane(&mut self, path: &PathAnalysis, y: f64) {
        let mut nodes = Vec::new();
        let mut gates = Vec::new();
        // An endpoint of another VPC is reached by a peering connection, even if it is not known by which.
        let reply = Control::Network(NetworkControl::EndpointRoute);
        let is_peered = path.path.hops.iter().any(|it| it.kind == HopKind::Peering)
            || path.control(reply).is_some();
        let of = |kind: HopKind| path.path.hops.iter().position(|it| it.kind == kind);
        let nat = of(HopKind::NatGateway).or_else(|| of(HopKind::NatInstance));
        let outer = |it: &Hop| matches!(it.kind, HopKind::Appliance | HopKind::OtherNetwork);
        let first_outer = path.path.hops.iter().position(outer);
        // An appliance before the NAT gateway moves it to the right.
        let is_shifted = first_outer.is_some_and(|it| nat.is_some_and(|nat| it < nat));
        let network_x = match (is_peered, is_shifted) {
            (true, _) => peered_x,
            (_, true) => shifted_x,
            _ => network_x,
        };
        let is_narrow = path.path.subnet.is_some() || path.path.hops.len() > 1;
        for (at, hop) in path.path.hops.iter().enumerate() {
            let (middle, width) = match hop.kind {
                HopKind::Function => (FUNCTION_X, FUNCTION_WIDTH),
                // Beside gates of the network there is room for a short name only.
                HopKind::Caller if is_narrow => (FUNCTION_X, FUNCTION_WIDTH),
                HopKind::Caller => {
                    (FUNCTION_X + CALLER_WIDTH / 2.0 - FUNCTION_WIDTH / 2.0, CALLER_WIDTH)
                }
                HopKind::InterfaceEndpoint if is_peered => (496.0, 124.0),
                HopKind::GatewayEndpoint | HopKind::InterfaceEndpoint => (424.0, 128.0),
                HopKind::Peering => (371.0, 62.0),
                HopKind::NatGateway | HopKind::NatInstance if is_shifted => (437.0, 46.0),
                HopKind::NatGateway | HopKind::NatInstance => (412.0, 62.0),
                HopKind::Appliance | HopKind::OtherNetwork if is_shifted => (362.0, 44.0),
                HopKind::Appliance | HopKind::OtherNetwork if nat.is_none() => (424.0, 128.0),
                HopKind::Appliance | HopKind::OtherNetwork => (618.0, 92.0),
                HopKind::InternetGateway | HopKind::EgressOnlyGateway => (618.0, 92.0),
            };
            let label = match hop.kind {
                HopKind::Function => shorten(&hop.name, 14),
                HopKind::Caller => shorten(&hop.name, if is_narrow { 14 } else { 30 }),
                HopKind::GatewayEndpoint => "Gateway endpoint".to_owned(),
                HopKind::InterfaceEndpoint => "Interface endpoint".to_owned(),
                HopKind::NatGateway | HopKind::NatInstance => "NAT".to_owned(),
                HopKind::Appliance if is_shifted => "Appl.".to_owned(),
                HopKind::Appliance => "Appliance".to_owned(),
                HopKind::OtherNetwork => "Network".to_owned(),
                HopKind::InternetGateway => "Internet gw".to_owned(),
                HopKind::EgressOnlyGateway => "Egress-only".to_owned(),
                HopKind::Peering => "Peering".to_owned(),
            };
            let detail = match hop.kind {
                HopKind::Function | HopKind::Caller => String::new(),
                HopKind::NatGateway | HopKind::NatInstance => {
                    let address = self.nat_address(&hop.name);
                    if is_shifted { shorten(&address, 8) } else { address }
                }
                HopKind::Appliance | HopKind::OtherNetwork => {
                    shorten(&hop.name, if is_shifted { 6 } else { 12 })
                }
                HopKind::InternetGateway | HopKind::EgressOnlyGateway => shorten(&hop.name, 12),
                HopKind::Peering => shorten(&hop.name, 8),
                _ => shorten(&hop.name, 20),
            };
            let frame = Frame {
                x: middle - width / 2.0,
                y: y - NODE_HEIGHT / 2.0,
                width,
                height: NODE_HEIGHT,
            };
            let placement = path.path.placement.as_deref();
            let switches = self.switches(hop, placement, &frame);
            // Of several appliances or networks the first is drawn, and where it stands at the end, nothing behind it.
            let is_behind = first_outer.is_some_and(|it| it < at)
                && (outer(hop) || !is_shifted && nat.is_some());
            if !is_behind {
                nodes.push(HopNode { kind: hop.kind, frame, label, detail, switches });
            }
            if matches!(hop.kind, HopKind::NatGateway | HopKind::NatInstance) {
                let left = if is_shifted { 390.0 } else { 364.0 };
                self.places.push(Place {
                    kind: PlaceKind::PublicSubnet,
                    frame: Frame { x: left, y: y - 44.0, width: 550.0 - left, height: 82.0 },
                    label: format!("Subnet {}", shorten(hop.subnet.as_deref().unwrap_or("?"), 20)),
                });
            }
            if hop.kind == HopKind::InterfaceEndpoint && is_peered {
                let vpc = self.scenario.endpoint(&hop.name).map(|it| it.vpc.clone());
                self.places.push(Place {
                    kind: PlaceKind::Vpc,
                    frame: Frame { x: 404.0, y: y - 54.0, width: 272.0, height: 92.0 },
                    label: format!(
                        "{} {}",
                        if path.path.subnet.is_some() { "Peered VPC" } else { "VPC" },
                        shorten(&vpc.unwrap_or_default(), 20)
                    ),
                });
            }
            gates.extend(path.controls.iter().filter(|it| it.hop == Some(at)).map(|it| Gate {
                control: it.control,
                verdict: it.verdict,
                // A caller on the internet meets its name alone, behind its wide node.
                x: match hop.kind {
                    HopKind::Caller if !is_narrow => frame.x + frame.width + 28.0,
                    _ => network_x(it.control),
                },
                label: Some(match it.control {
                    // Beside the route back there is room for a short label only.
                    Control::Policy(Layer::VpcEndpointPolicies) if is_peered => "Policy",
                    control => gate_label(control),
                }),
            }));
        }
        for (control, x) in self.columns {
            if let Some(traced) = path.control(*control) {
                gates.push(Gate { control: *control, verdict: traced.verdict, x: *x, label: None });
            }
        }
        let start = FUNCTION_X + FUNCTION_WIDTH / 2.0;
        let stop = |verdict: Verdict| gates.iter().find(|it| it.verdict == verdict).map(|it| it.x);
        let end = match path.outcome {
            Outcome::Open => None,
            Outcome::Blocked => stop(Verdict::Blocks),
            Outcome::Undetermined => stop(Verdict::Undetermined),
        };
        // A path can be undetermined without an undetermined control; then its line ends at the caller.
        let end = if path.outcome == Outcome::Open { None } else { Some(end.unwrap_or(start)) };
        self.lanes.push(Lane {
            id: path.path.id.clone(),
            badge: badge(&path.path.id),
            y,
            outcome: path.outcome,
            solid: (start, end.unwrap_or(self.bucket_x)),
            rest: end.map(|it| (it, self.bucket_x)),
            nodes,
            gates,
        });
    }

    /// The switches on the upper edge of a node.
    fn switches(&self, hop: &Hop, placement: Option<&str>, frame: &Frame) -> Vec<Switch> {
        let right = frame.x + frame.width - SWITCH_INSET;
        let left = frame.x + SWITCH_INSET;
        let mut switches = Vec::new();
        for (part, on) in &self.parts {
            let (here, x, label) = match part {
                NetworkPart::Endpoint(id) | NetworkPart::Nat(id) => (*id == hop.name, right, ""),
                NetworkPart::PrivateDns(id) => (*id == hop.name, left, "DNS"),
                NetworkPart::Attachment(id) => {
                    let own = hop.kind == HopKind::Function && placement == Some(id.as_str());
                    (own, right, "")
                }
            };
            if here {
                let middle = (x, frame.y);
                switches.push(Switch { part: part.clone(), on: *on, middle, label });
            }
        }
        switches
    }

    fn nat_address(&self, id: &str) -> String {
        let nat = self.scenario.gateway(id);
        match nat.map(|it| it.public_ip.addresses()) {
            Some([one]) => one.clone(),
            Some([_, _, ..]) => "several".to_owned(),
            _ => "address unknown".to_owned(),
        }
    }
}

/// The path begins in no VPC and at no function.
const fn is_elsewhere(path: &PathAnalysis) -> bool {
    path.path.placement.is_none() && path.path.subnet.is_none()
}

/// The text of a path's badge: its id if that has at most two letters, else its first letter.
pub fn badge(id: &str) -> String {
    let letter = |it: &str| {
        it.chars().next().map(|it| it.to_ascii_uppercase().to_string()).unwrap_or_default()
    };
    match id.split_once('/') {
        Some((placement, _)) if placement.chars().count() <= 2 => placement.to_owned(),
        None if id.chars().count() <= 2 => id.to_owned(),
        _ => letter(id),
    }
}

/// The middle of a gate on the network side; the policy of an endpoint stands there too.
const fn network_x(control: Control) -> f64 {
    match control {
        Control::Network(control) => match control {
            NetworkControl::Dns => 164.0,
            NetworkControl::SecurityGroup => 200.0,
            NetworkControl::NetworkAcl => 242.0,
            NetworkControl::Route => 296.0,
            NetworkControl::NatNetworkAcl | NetworkControl::EndpointNetworkAcl => 348.0,
            NetworkControl::NatSecurityGroup => 474.0,
            NetworkControl::NatGateway | NetworkControl::NatInstance => 506.0,
            NetworkControl::VpcBlockPublicAccess => 560.0,
            NetworkControl::EndpointSecurityGroup => 540.0,
            NetworkControl::EndpointRoute => 656.0,
        },
        _ => 626.0,
    }
}

/// The same on a path over a peering connection, behind which the other VPC begins.
const fn peered_x(control: Control) -> f64 {
    match control {
        Control::Network(NetworkControl::EndpointNetworkAcl) => 418.0,
        Control::Network(NetworkControl::EndpointSecurityGroup) => 576.0,
        Control::Policy(Layer::VpcEndpointPolicies) => 616.0,
        other => network_x(other),
    }
}

/// The same on a path through an appliance before a NAT gateway.
const fn shifted_x(control: Control) -> f64 {
    match control {
        Control::Network(NetworkControl::EndpointNetworkAcl) => 324.0,
        Control::Network(NetworkControl::NatNetworkAcl) => 398.0,
        other => network_x(other),
    }
}

/// A label for each endpoint of the VPC that none of its `paths` takes.
fn unused(paths: &[&PathAnalysis]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    let taken = |id: &str| paths.iter().flat_map(|it| &it.path.hops).any(|it| it.name == *id);
    for path in paths {
        for (it, told) in path.path.unused.iter().zip(explain::unused(path)) {
            let is_new = !labels.iter().any(|label| label.contains(&it.endpoint));
            if is_new && !taken(&it.endpoint) {
                labels.push(shorten(&format!("Not used · {told}"), 96));
            }
        }
    }
    labels
}

const fn gate_label(control: Control) -> &'static str {
    match control {
        Control::Network(NetworkControl::SecurityGroup) => "SG out",
        Control::Network(
            NetworkControl::NetworkAcl
            | NetworkControl::NatNetworkAcl
            | NetworkControl::EndpointNetworkAcl,
        ) => "NACL",
        Control::Network(NetworkControl::EndpointSecurityGroup) => "SG in",
        Control::Network(NetworkControl::EndpointRoute) => "Reply",
        Control::Network(NetworkControl::NatSecurityGroup) => "SG",
        Control::Network(NetworkControl::NatGateway | NetworkControl::NatInstance) => "Internet",
        other => explain::short_name(other),
    }
}

#[cfg(test)]
mod tests;
