//! Where the function runs → its placements.

use accesspath_engine::scenario::{EndpointKind, Placement, Scenario};
use accesspath_policy::symbol;

use super::{NotAdded, merge, place_of_function, set};
use crate::given::{Given, Standing};
use crate::written::{Object, list, text, texts};

/// The scenario in which the function stands there.
pub(super) fn stands(scenario: &Scenario, standing: &Standing) -> Result<Scenario, NotAdded> {
    let at = place_of_function(scenario)?;
    let inside =
        scenario.functions.get(at - 1).and_then(|it| it.placements.iter().find(|it| !it.outside));
    let outside = |id: &str| Object::default().with_text("id", id).with("outside", "true").end();
    let placements = match standing {
        Standing::Outside => vec![outside("A")],
        Standing::Unknown => vec![outside("A"), placed("B", inside, &[], &[])],
        Standing::Inside { subnets, groups } => vec![placed("A", inside, subnets, groups)],
        // What has a security group stands in a VPC.
        Standing::Groups(groups) => vec![placed("A", inside, &[], groups)],
    };
    Ok(set(scenario, &[("functions", at)], "placements", &list(placements.into_iter())))
}

/// A placement in a VPC, with what was known of it before.
fn placed(id: &str, known: Option<&Placement>, subnets: &[String], groups: &[String]) -> String {
    let own = |new: &[String], of: fn(&Placement) -> &Vec<String>| match new.is_empty() {
        true => known.map(|it| of(it).clone()).unwrap_or_default(),
        false => new.to_vec(),
    };
    let subnets = own(subnets, |it| &it.subnets);
    let groups = own(groups, |it| &it.security_groups);
    let mut json = Object::default().with_text("id", id).with("outside", "false");
    if !subnets.is_empty() {
        json = json.with("subnets", &texts(&subnets));
    }
    if !groups.is_empty() {
        json = json.with("security_groups", &texts(&groups));
    }
    let endpoint = known.and_then(|it| it.condition_keys.get(VPCE)?.known()?.first().cloned());
    if let Some(endpoint) = endpoint {
        json = json.with("condition_keys", &arrives_through(&endpoint));
    }
    json.end()
}

/// The condition key by which policies know an endpoint.
const VPCE: &str = "aws:SourceVpce";

fn arrives_through(endpoint: &str) -> String {
    Object::default().with(VPCE, &texts(&[endpoint])).end()
}

/// The scenario in which the call arrives through an endpoint, whatever is told of the way there.
pub(super) fn through(
    scenario: &Scenario,
    endpoint: &str,
    kind: EndpointKind,
) -> Result<Scenario, NotAdded> {
    let next = stands(scenario, &Standing::Inside { subnets: Vec::new(), groups: Vec::new() })?;
    let at = place_of_function(&next)?;
    let next = set(
        &next,
        &[("functions", at), ("placements", 1)],
        "condition_keys",
        &arrives_through(endpoint),
    );
    if next.endpoints.iter().any(|it| it.id == endpoint) {
        return Ok(next);
    }
    let vpc = next.subnets.first().map(|it| it.vpc.as_str()).filter(|it| !symbol::has(it));
    let vpc = vpc.map_or_else(|| Object::default().with_text("symbol", "vpc").end(), text);
    let json = Object::default().with_text("id", endpoint).with_text("kind", kind.word());
    let json = json.with("vpc", &vpc).end();
    merge::records(&next, &[&Given::Record { list: "endpoints", id: endpoint.to_owned(), json }])
}
