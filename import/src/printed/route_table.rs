//! `aws ec2 describe-route-tables` → route tables, the subnets that use them, the range of their VPC, and the gateways
//! that their routes name.

use crate::given::{Given, Standing};
use crate::recognised::{Choice, Question, Recognised};
use crate::source::{Found, Source};
use crate::start::ASSUMED_REGION;
use crate::written::{Object, list, texts};

/// The members that can hold a route's target.
const TARGETS: [&str; 11] = [
    "GatewayId",
    "NatGatewayId",
    "TransitGatewayId",
    "VpcPeeringConnectionId",
    "EgressOnlyInternetGatewayId",
    "VpcEndpointId",
    "CoreNetworkArn",
    "CarrierGatewayId",
    "LocalGatewayId",
    "InstanceId",
    "NetworkInterfaceId",
];

/// The members that can hold a route's destination.
const DESTINATIONS: [&str; 3] =
    ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];

/// The subnet of a VPC that uses the main route table, where its id is not told.
const MAIN: &str = "subnet-of-main-route-table";

pub(super) fn read(source: &Source<'_>, table: Found<'_>, recognised: &mut Recognised) {
    let (Some(id), Some(vpc)) = (table.text("RouteTableId"), table.text("VpcId")) else { return };
    let origin = source.origin(table.span(), "");
    let mut ranges = Vec::new();
    let mut routes = Vec::new();
    for route in table.all("Routes") {
        let Some(destination) = DESTINATIONS.iter().find_map(|it| route.text(it)) else { continue };
        let Some(target) = TARGETS.iter().find_map(|it| route.text(it)) else { continue };
        if target == "local" {
            ranges.extend((!destination.contains(':')).then(|| destination.to_owned()));
            continue;
        }
        let propagated = route.text("Origin") == Some("EnableVgwRoutePropagation");
        let gone = route.text("State") == Some("blackhole");
        let json = Object::default()
            .with_text("destination", destination)
            .with_text("target", target)
            .with("blackhole", if gone { "true" } else { "false" })
            .with("propagated", if propagated { "true" } else { "false" });
        routes.push(json.end());
        target_of(destination, target, vpc, recognised);
    }
    let json = Object::default().with_text("id", id).with_text("vpc", vpc);
    let json = match table.has("Routes") {
        true => json.with("routes", &list(routes.into_iter())),
        false => json,
    };
    push(recognised, "route_tables", id, json.with("origin", &origin).end());
    let associations = table.all("Associations");
    let is_main = associations.iter().any(|it| it.flag("Main") == Some(true));
    if let Some(account) = table.text("OwnerId").filter(|_| !ranges.is_empty()) {
        let json = Object::default()
            .with_text("id", vpc)
            .with_text("account", account)
            .with("region", ASSUMED_REGION)
            .with("cidrs", &texts(&ranges));
        let json = if is_main { json.with_text("main_route_table", id) } else { json };
        push(recognised, "vpcs", vpc, json.with("origin", &origin).end());
    }
    for subnet in associations.iter().filter_map(|it| it.text("SubnetId")) {
        let json = Object::default().with_text("id", subnet).with_text("vpc", vpc);
        let json = json.with_text("route_table", id).with("origin", &origin);
        push(recognised, "subnets", subnet, json.end());
    }
}

fn push(recognised: &mut Recognised, list: &'static str, id: &str, json: String) {
    recognised.facts.push(Given::Record { list, id: id.to_owned(), json });
}

/// What the id of a route's target tells of it.
fn target_of(destination: &str, target: &str, vpc: &str, recognised: &mut Recognised) {
    let kind = target.split('-').next().unwrap_or_default();
    let gateway = |kind: &str| Object::default().with_text("id", target).with_text("kind", kind);
    let json = match kind {
        "igw" => gateway("internet").with_text("vpc", vpc),
        "nat" => gateway("nat"),
        "eigw" => gateway("egress-only"),
        "tgw" => gateway("transit"),
        "pcx" => gateway("peering"),
        "vgw" => gateway("vpn"),
        "vpce" if destination.starts_with("pl-") => {
            ask_service(destination, target, vpc, recognised);
            return;
        }
        // A route to an endpoint that names a range leads to an appliance.
        "vpce" => gateway("appliance"),
        _ => return,
    };
    push(recognised, "gateways", target, json.end());
}

/// A gateway endpoint is for S3 or for DynamoDB, and the ids do not tell.
fn ask_service(list: &str, endpoint: &str, vpc: &str, recognised: &mut Recognised) {
    let of_s3 = Object::default().with_text("id", endpoint).with_text("kind", "gateway");
    let of_s3 = of_s3.with_text("vpc", vpc).end();
    let record = Given::Record { list: "endpoints", id: endpoint.to_owned(), json: of_s3 };
    let prefixes = Given::PrefixList(list.to_owned());
    let asks = format!("Which service is the endpoint {endpoint} for?");
    if recognised.questions.iter().any(|it| it.asks == asks) {
        return;
    }
    let choice = |label: &str, facts| Choice { label: label.to_owned(), facts };
    let choices = vec![choice("S3", vec![record, prefixes]), choice("DynamoDB", Vec::new())];
    recognised.questions.push(Question { asks, choices, chosen: None });
}

/// Asks in which of the subnets the function runs.
pub(super) fn ask(recognised: &mut Recognised) {
    let of_list = |wanted: &'static str| {
        recognised.facts.iter().filter_map(move |it| match it {
            Given::Record { list, id, .. } if *list == wanted => Some(id.clone()),
            _ => None,
        })
    };
    let mut subnets: Vec<String> = of_list("subnets").collect();
    subnets.dedup();
    let tables: Vec<String> = of_list("route_tables").collect();
    let inside = |label: String, own: &[String]| Choice {
        label,
        facts: vec![Given::Stands(Standing::Inside { subnets: own.to_vec(), groups: Vec::new() })],
    };
    let mut choices = Vec::new();
    if tables.len() == 1 && !subnets.is_empty() {
        choices.push(inside(format!("In {}", subnets.join(", ")), &subnets));
    }
    if subnets.len() > 1 || tables.len() > 1 {
        choices
            .extend(subnets.iter().map(|it| inside(format!("In {it}"), std::slice::from_ref(it))));
    }
    choices.extend(recognised.facts.iter().find_map(in_main));
    if choices.is_empty() {
        return;
    }
    // One table was asked for, and it has subnets of its own: by far the most likely those of the function.
    let chosen = (tables.len() == 1).then_some(0);
    choices.push(Choice { label: "None of these".to_owned(), facts: Vec::new() });
    let asks = "Where does the function run?".to_owned();
    recognised.questions.insert(0, Question { asks, choices, chosen });
}

/// The function may run in a subnet that uses the main table of this VPC.
fn in_main(given: &Given) -> Option<Choice> {
    let Given::Record { list: "vpcs", id, json } = given else { return None };
    json.contains("\"main_route_table\"").then_some(())?;
    let tree = accesspath_policy::json::read(json);
    let table = tree.root()?.at(&["main_route_table"])?.scalar()?.to_owned();
    let subnet = Object::default().with_text("id", MAIN).with_text("vpc", id);
    let json = subnet.with_text("route_table", &table).end();
    let record = Given::Record { list: "subnets", id: MAIN.to_owned(), json };
    let standing = Standing::Inside { subnets: vec![MAIN.to_owned()], groups: Vec::new() };
    let label = format!("In another subnet of {id}, which uses the main table");
    Some(Choice { label, facts: vec![record, Given::Stands(standing)] })
}
