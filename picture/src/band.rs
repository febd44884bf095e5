//! Which lanes stand together: by Region and account, by VPC or other network, and by subnet.

use accesspath_engine::report::{BucketReport, HopReport, PathReport};

/// Lanes that begin in one Region and account.
#[derive(Debug)]
pub(crate) struct Zone<'r> {
    /// What tells it from the others: the Region, the account, or both; empty where nothing does.
    pub label: String,
    /// Its bands.
    pub bands: Vec<Band<'r>>,
}

/// Lanes that begin in one network.
#[derive(Debug)]
pub(crate) struct Band<'r> {
    /// The caller of its first lane.
    pub first: &'r HopReport,
    /// Its lanes by subnet; those outside of subnets stand together.
    pub subnets: Vec<(Option<&'r str>, Vec<&'r PathReport>)>,
}

impl<'r> Band<'r> {
    /// Its lanes.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &'r PathReport> {
        self.subnets.iter().flat_map(|it| it.1.iter().copied())
    }
}

/// The zones of the paths; each keeps the order in which the paths name it first.
pub(crate) fn zones<'r>(paths: &'r [PathReport], bucket: Option<&BucketReport>) -> Vec<Zone<'r>> {
    let mut regions: Vec<&str> = bucket.iter().map(|it| it.region.as_str()).collect();
    let mut accounts: Vec<&str> = bucket.iter().map(|it| it.account.as_str()).collect();
    for hop in paths.iter().filter_map(caller) {
        regions.extend(hop.region.as_deref());
        accounts.extend(hop.account.as_deref());
    }
    let several = |all: &[&str]| all.iter().any(|it| all.first() != Some(it));
    let (by_region, by_account) = (several(&regions), several(&accounts));
    let mut zones: Vec<Zone<'r>> = Vec::new();
    for path in paths {
        let Some(hop) = caller(path) else { continue };
        let region = hop.region.as_ref().filter(|_| by_region);
        let account = hop.account.as_ref().filter(|_| by_account);
        let told =
            [region.map(|it| format!("Region {it}")), account.map(|it| format!("account {it}"))];
        let label = capital(&told.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        let at = zones.iter().position(|it| it.label == label).unwrap_or_else(|| {
            zones.push(Zone { label, bands: Vec::new() });
            zones.len() - 1
        });
        if let Some(zone) = zones.get_mut(at) {
            add(zone, hop, path);
        }
    }
    zones
}

fn add<'r>(zone: &mut Zone<'r>, hop: &'r HopReport, path: &'r PathReport) {
    let same = |it: &Band<'_>| it.first.stands == hop.stands && it.first.vpc == hop.vpc;
    let at = zone.bands.iter().position(same).unwrap_or_else(|| {
        zone.bands.push(Band { first: hop, subnets: Vec::new() });
        zone.bands.len() - 1
    });
    let Some(band) = zone.bands.get_mut(at) else { return };
    let subnet = hop.subnet.as_ref().map(|it| it.id.as_str());
    match band.subnets.iter_mut().find(|it| it.0 == subnet) {
        Some((_, own)) => own.push(path),
        None => band.subnets.push((subnet, vec![path])),
    }
}

/// The first hop of a path.
pub(crate) fn caller(path: &PathReport) -> Option<&HopReport> {
    path.way.as_ref()?.hops.first()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// The title of the network in which hops stand, by its word for programs.
pub(crate) fn place_title(stands: &str) -> &'static str {
    match stands {
        "vpc" => "VPC",
        "lambda" => "Lambda service network",
        "internet" => "Internet",
        "premises" => "On premises",
        "aws" => "AWS services",
        _ => "Place not told",
    }
}
