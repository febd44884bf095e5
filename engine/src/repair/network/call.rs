//! The name by which the client calls S3.

use accesspath_policy::truth::Truth;

use super::NetworkRepair;
use super::client::Client;
use super::edit::{remove, set, text};
use crate::repair::{Actor, Repair};
use crate::scenario::{Endpoint, EndpointKind, S3Name};

/// The call by S3's name for the bucket's Region, in place of an endpoint's own or another name of S3.
pub(super) fn by_regional_name(client: &Client<'_>) -> Option<Repair> {
    let placement = &client.placement;
    let mut changes = Vec::new();
    if placement.endpoint_url.is_some() {
        changes.push(remove(client.at("endpoint_url")));
    }
    if placement.endpoint_zone.is_some() {
        changes.push(remove(client.at("endpoint_zone")));
    }
    if placement.s3_name.is_some_and(|it| it != S3Name::Regional) {
        changes.push(remove(client.at("s3_name")));
    }
    let own = client.path.caller.clone();
    let does = match can_change(client) {
        true => NetworkRepair::CallRegionalName { client: own },
        false => NetworkRepair::SignRegionalName { client: own },
    };
    (!changes.is_empty()).then(|| Repair::new(does, Actor::Caller, changes))
}

/// The call by the own name of an endpoint for its whole Region, in place of that for a zone.
pub(super) fn by_whole_region(client: &Client<'_>, endpoint: &str) -> Option<Repair> {
    let does = NetworkRepair::CallWholeRegion {
        client: client.path.caller.clone(),
        endpoint: endpoint.to_owned(),
    };
    let change = remove(client.at("endpoint_zone"));
    let is_zonal = client.placement.endpoint_zone.is_some();
    is_zonal.then(|| Repair::new(does, Actor::Caller, vec![change]))
}

/// The call by the own name of an interface endpoint in the client's VPC.
pub(super) fn by_endpoint(client: &Client<'_>) -> Vec<Repair> {
    let Some(subnet) = client.subnet.filter(|_| !client.is_v6() && can_change(client)) else {
        return Vec::new();
    };
    let fits = |it: &&Endpoint| {
        let called = client.placement.endpoint_url.as_ref() == Some(&it.id);
        it.kind == EndpointKind::Interface
            && it.vpc == subnet.vpc
            && it.state.is_available() != Truth::No
            && region(client, it) == Some(client.region)
            && !called
    };
    let own = |it: &Endpoint| {
        let does = NetworkRepair::CallEndpoint {
            client: client.path.caller.clone(),
            endpoint: it.id.clone(),
        };
        let change = set(client.at("endpoint_url"), text(&it.id));
        Repair::new(does, Actor::Caller, vec![change])
    };
    client.scenario.endpoints.iter().filter(fits).map(own).collect()
}

/// The Region whose S3 an endpoint serves.
pub(super) fn region<'s>(client: &Client<'s>, endpoint: &'s Endpoint) -> Option<&'s str> {
    let own = || client.scenario.vpc(&endpoint.vpc).map(|it| it.region.as_str());
    endpoint.service_region.as_deref().or_else(own)
}

/// A URL that somebody has signed names S3's host, which nobody can change without its signer.
pub(super) fn can_change(client: &Client<'_>) -> bool {
    let callers = &client.scenario.callers;
    let caller = callers.iter().find(|it| it.id == client.path.caller && !client.is_function());
    client.placement.signed_url.is_none() && caller.is_none_or(|it| it.signed_url.is_none())
}
