//! The picture as values: shapes with positions, labels, roles and verdicts.

use crate::frame::Frame;
use crate::text::{self, Weight};

/// A whole picture, in CSS pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its width: that of the view, or more where its parts need more.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The height of its head, which stays in view while the lanes scroll.
    pub head: f64,
    /// The width of the rows at its left, which stay in view likewise.
    pub rows: f64,
    /// The size of its labels.
    pub label: f64,
    /// The lanes stand close together.
    pub dense: bool,
    /// What comes before the calls, in the head, while it passes.
    pub before: Vec<BeforeItem>,
    /// What comes before the calls of a function, as lanes, where it does not pass.
    pub stopped: Vec<BeforeLane>,
    /// The places, outer ones first.
    pub places: Vec<Place>,
    /// The owners that the columns are grouped by.
    pub owners: Vec<Owner>,
    /// The columns of S3's front door.
    pub columns: Vec<Column>,
    /// The endpoints that no path takes.
    pub unused: Vec<UnusedEndpoint>,
    /// The paths, top to bottom.
    pub lanes: Vec<Lane>,
    /// The bucket.
    pub bucket: BucketShape,
}

/// The side of its position at which a text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Its text, as it is shown.
    pub text: String,
    /// Its position from the left.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// The side of `x` at which it stands.
    pub anchor: Anchor,
    /// The size of its font.
    pub size: f64,
    /// The weight of its font.
    pub weight: Weight,
}

impl Label {
    /// The box that it takes, as measured.
    pub fn frame(&self) -> Frame {
        let width = text::width(&self.text, self.size, self.weight);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
        };
        let (above, below) = (self.size * 0.78, self.size * 0.24);
        Frame::between(left, self.y - above, left + width, self.y + below)
    }
}

/// The kind of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A Region, an account, or both; shown where there are several.
    Zone,
    /// Before the call: Lambda's own work.
    Before,
    /// The internet, a network on premises, AWS's services, or what was not told.
    Outside,
    /// The network in which Lambda runs functions.
    Lambda,
    /// A VPC.
    Vpc,
    /// The VPC of an endpoint that is reached from elsewhere.
    OtherVpc,
    /// A subnet.
    Subnet,
    /// A public subnet.
    Public,
    /// The part of S3 that checks every request.
    FrontDoor,
}

/// A place: a box with a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its kind.
    pub kind: PlaceKind,
    /// Its box.
    pub frame: Frame,
    /// Its label: what it is, then its ranges and ids.
    pub labels: Vec<Label>,
    /// All that its label would say with more room.
    pub full: String,
}

/// The owner of the controls of adjacent columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Owner {
    /// Its name.
    pub label: Label,
    /// The line under it: from left to right.
    pub line: (f64, f64),
}

/// A column of the front door.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its control; the column of all that is not set has none.
    pub control: Option<&'static str>,
    /// The controls that are folded into it.
    pub folded: Vec<&'static str>,
    /// Their names.
    pub names: Vec<&'static str>,
    /// What it is, for whoever rests on its head; the report does not tell it.
    pub about: &'static str,
    /// Its middle.
    pub x: f64,
    /// Its label, a line a word or two.
    pub labels: Vec<Label>,
    /// Its line: top and bottom.
    pub line: (f64, f64),
    /// The selected gate stands in it.
    pub selected: bool,
}

/// One path.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The path's id.
    pub path: String,
    /// The outcome's word for programs.
    pub outcome: &'static str,
    /// The path is selected.
    pub selected: bool,
    /// Its middle.
    pub y: f64,
    /// Its row.
    pub row: Row,
    /// The solid line: from the caller to the gate that stops the path, or to the bucket.
    pub solid: (f64, f64),
    /// The rest of the line, from that gate to the bucket.
    pub rest: Option<(f64, f64)>,
    /// The hops.
    pub nodes: Vec<Node>,
    /// The gates.
    pub gates: Vec<Gate>,
    /// The controls of this path that are folded away, and where.
    pub folded: Option<Folded>,
}

/// The controls of a path that are not set, in one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// The middle of that column.
    pub x: f64,
    /// The controls.
    pub controls: Vec<&'static str>,
}

/// The row of a path, at the left.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its box.
    pub frame: Frame,
    /// The letters of its badge.
    pub badge: String,
    /// Its title, as it is shown.
    pub title: Label,
    /// Its title in full.
    pub full: String,
    /// The outcome in words.
    pub verdict: Label,
    /// The way and the reason, as they are shown.
    pub lines: Vec<Label>,
    /// The same in full.
    pub reason: String,
}

/// A hop on a lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its kind, as the report has it.
    pub kind: &'static str,
    /// Its box.
    pub frame: Frame,
    /// The lines under it.
    pub labels: Vec<Label>,
    /// What it is, its name and its address.
    pub full: String,
    /// Its switches.
    pub switches: Vec<Switch>,
    /// The number of its hop, where that can be acted on.
    pub hop: Option<usize>,
}

/// A switch of a part of the network, on its node.
#[derive(Debug, Clone, PartialEq)]
pub struct Switch {
    /// `endpoint`, `private-dns`, `nat` or `vpc`.
    pub part: &'static str,
    /// The id of the part.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// It is on.
    pub on: bool,
    /// Its box.
    pub frame: Frame,
    /// The text beside it.
    pub label: Option<Label>,
}

/// A control on a lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// The control's word for programs.
    pub control: &'static str,
    /// Its verdict's word for programs.
    pub verdict: &'static str,
    /// Its middle.
    pub x: f64,
    /// The lines under it; columns have their label at the top.
    pub labels: Vec<Label>,
    /// Its short name, which comes first in what is read out.
    pub label: &'static str,
    /// Its name, its verdict and the reason, in words.
    pub spoken: String,
    /// It is selected.
    pub selected: bool,
}

impl Gate {
    /// The box of its face on a lane whose middle is at `y`.
    pub fn frame(&self, y: f64) -> Frame {
        Frame::around(self.x, y, 20.0, 20.0)
    }
}

/// A part of the line about what comes before the calls.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeItem {
    /// The function and the gate, by their words for programs; a heading or an end has none.
    pub gate: Option<(String, &'static str)>,
    /// The verdict whose face stands before the text.
    pub verdict: Option<&'static str>,
    /// The middle of the face.
    pub face: (f64, f64),
    /// Its text.
    pub label: Label,
    /// What is read out.
    pub spoken: String,
}

/// What comes before the calls of one function, where that does not pass.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeLane {
    /// The function, by id.
    pub function: String,
    /// `blocked` or `undetermined`.
    pub outcome: &'static str,
    /// Its middle.
    pub y: f64,
    /// Its row: the title and what the checks come to.
    pub row: Vec<Label>,
    /// The solid line.
    pub solid: (f64, f64),
    /// The rest of the line, to the function.
    pub rest: (f64, f64),
    /// The call and the function.
    pub nodes: Vec<Node>,
    /// Its checks.
    pub gates: Vec<Gate>,
}

/// An endpoint that stands in a VPC and that no path takes.
#[derive(Debug, Clone, PartialEq)]
pub struct UnusedEndpoint {
    /// Its box.
    pub frame: Frame,
    /// Its text: why it is not taken.
    pub label: Label,
    /// The same in full.
    pub full: String,
}

/// The bucket at the end of all lanes.
#[derive(Debug, Clone, PartialEq)]
pub struct BucketShape {
    /// Its box.
    pub frame: Frame,
    /// Its name, as it is shown, from bottom to top.
    pub name: String,
    /// How it encrypts, and its Region, as far as there is room.
    pub detail: String,
    /// All of it.
    pub full: String,
}
