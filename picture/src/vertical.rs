//! The same picture for one path from top to bottom: an ordered list of places, nodes and gates, which is its text
//! alternative and its form where there is no room for lanes.

use crate::band::place_title;
use accesspath_engine::report::{BucketReport, GateReport, HopReport, PathReport, SwitchReport};

/// How far the request gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It arrives there.
    Arrives,
    /// It stops there, or may stop there.
    Stops,
    /// It does not arrive there, or perhaps not.
    Beyond,
}

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// A place begins: all entries up to the next place stand in it.
    Place {
        /// Its kind in words.
        title: String,
        /// Its id and range.
        detail: String,
        /// Its kind, by the report's word; `s3` for the front door.
        kind: &'static str,
    },
    /// A hop.
    Node {
        /// Its kind, by the report's word.
        kind: &'static str,
        /// Its id or name.
        name: String,
        /// Its kind in words; the name itself for a caller.
        title: String,
        /// Its name, address and subnet.
        detail: String,
        /// Its switches.
        switches: Vec<SwitchReport>,
        /// The request arrives.
        reach: Reach,
    },
    /// A gate, or a run of gates with the same verdict.
    Gates {
        /// The gates.
        gates: Vec<VerticalGate>,
        /// The request arrives, or stops here.
        reach: Reach,
    },
    /// An endpoint beside the path.
    Unused {
        /// Why it is not taken, in a sentence.
        told: String,
    },
    /// The bucket.
    Bucket {
        /// Its name.
        name: String,
        /// How it encrypts, and its Region.
        detail: String,
        /// The request arrives.
        reach: Reach,
    },
}

/// A gate of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerticalGate {
    /// The control's word for programs.
    pub control: &'static str,
    /// Its full name.
    pub name: &'static str,
    /// Its name in one short word or two.
    pub label: &'static str,
    /// The verdict's word for programs.
    pub verdict: &'static str,
    /// The verdict's word for people.
    pub word: &'static str,
    /// The reason, in a sentence.
    pub reason: String,
    /// It is selected.
    pub selected: bool,
}

/// The list of `path`, on which the control `selected` stands by itself.
pub fn vertical(
    path: &PathReport,
    bucket: Option<&BucketReport>,
    selected: Option<&str>,
) -> Vec<Stop> {
    let Some(way) = &path.way else { return Vec::new() };
    let mut list =
        List { path, selected, stop: way.stop, stops: Vec::new(), reach: Reach::Arrives };
    if way.stop.is_none() && path.outcome != "open" {
        list.reach = Reach::Beyond;
    }
    let mut place = None;
    for (number, hop) in way.hops.iter().enumerate() {
        let here = place_of(hop);
        if hop.stands != "between" && place.as_ref() != Some(&here) {
            let (kind, title, detail) = here.clone();
            list.stops.push(Stop::Place { title, detail, kind });
            place = Some(here);
        }
        list.node(hop);
        list.gates(way.gates.iter().filter(|it| it.hop == Some(number)));
    }
    list.stops.extend(path.unused.iter().map(|it| Stop::Unused { told: it.told.clone() }));
    let (title, detail) = ("S3".to_owned(), "checks every request here".to_owned());
    list.stops.push(Stop::Place { title, detail, kind: "s3" });
    let mut front: Vec<&GateReport> = way.gates.iter().filter(|it| it.hop.is_none()).collect();
    front.sort_by_key(|it| it.column.as_ref().map(|it| it.place));
    let is_unset =
        |it: &&GateReport| it.verdict == "not-configured" && selected != Some(it.control);
    let (unset, set): (Vec<&GateReport>, Vec<&GateReport>) = front.into_iter().partition(is_unset);
    list.gates(set.into_iter());
    list.gates(unset.into_iter());
    let reach = list.reach;
    let mut stops = list.stops;
    if let Some(it) = bucket {
        let detail = format!("{} · {}", it.encryption, it.region);
        stops.push(Stop::Bucket { name: it.name.clone(), detail, reach });
    }
    stops
}

struct List<'r> {
    path: &'r PathReport,
    selected: Option<&'r str>,
    stop: Option<&'static str>,
    stops: Vec<Stop>,
    reach: Reach,
}

impl<'r> List<'r> {
    fn node(&mut self, hop: &HopReport) {
        let is_caller = matches!(hop.kind, "function" | "caller");
        let subnet = hop.subnet.as_ref().map(|it| match &it.cidr {
            Some(cidr) if is_caller => format!("in {}, {cidr}", it.id),
            _ => format!("in {}", it.id),
        });
        let name = Some(&hop.name).filter(|_| !is_caller);
        let told = name.into_iter().chain(&hop.address).chain(&subnet);
        self.stops.push(Stop::Node {
            kind: hop.kind,
            name: hop.name.clone(),
            title: if is_caller { hop.name.clone() } else { hop.title.to_owned() },
            detail: told.map(String::as_str).collect::<Vec<_>>().join(" · "),
            switches: hop.switches.clone(),
            reach: self.reach,
        });
    }

    /// Adds gates; those side by side with the same verdict fold, unless one turns on them or they are selected.
    fn gates(&mut self, gates: impl Iterator<Item = &'r GateReport>) {
        let mut is_first = true;
        for report in gates {
            let gate = self.gate(report);
            let alone = matches!(report.verdict, "blocks" | "undetermined") || gate.selected;
            let stops = self.reach == Reach::Arrives && self.stop == Some(report.control);
            if let Some(Stop::Gates { gates, .. }) = self.stops.last_mut()
                && !is_first
                && !alone
                && gates.iter().all(|it| it.verdict == gate.verdict && !it.selected)
            {
                gates.push(gate);
                continue;
            }
            is_first = false;
            let reach = if stops { Reach::Stops } else { self.reach };
            self.stops.push(Stop::Gates { gates: vec![gate], reach });
            if stops {
                self.reach = Reach::Beyond;
            }
        }
    }

    fn gate(&self, report: &GateReport) -> VerticalGate {
        let told = self.path.told.iter().flat_map(|it| &it.controls);
        let mut told = told.filter(|it| it.control == report.control);
        VerticalGate {
            control: report.control,
            name: report.name,
            label: report.label,
            verdict: report.verdict,
            word: report.word,
            reason: told.next().map(|it| it.heading.clone()).unwrap_or_default(),
            selected: self.selected == Some(report.control),
        }
    }
}

fn place_of(hop: &HopReport) -> (&'static str, String, String) {
    let title = place_title(hop.stands);
    let detail = hop.vpc.as_ref().map(|it| match &it.cidr {
        Some(cidr) => format!("{} · {cidr}", it.id),
        None => it.id.clone(),
    });
    (hop.stands, title.to_owned(), detail.unwrap_or_default())
}
