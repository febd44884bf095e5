//! `aws ec2 describe-nat-gateways`, `describe-internet-gateways`, `describe-prefix-lists` and `describe-vpcs`.

use crate::given::Given;
use crate::recognised::Recognised;
use crate::source::{Found, Source};
use crate::start::ASSUMED_REGION;
use crate::written::{Object, text, texts};

pub(super) fn nat(source: &Source<'_>, nat: Found<'_>, recognised: &mut Recognised) {
    let Some(id) = nat.text("NatGatewayId") else { return };
    let addresses = nat.all("NatGatewayAddresses");
    let public: Vec<&str> = addresses.iter().filter_map(|it| it.text("PublicIp")).collect();
    let known = ["available", "pending", "failed", "deleting", "deleted"];
    let is_private = match nat.text("ConnectivityType") {
        Some("private") => Some("true"),
        Some("public") => Some("false"),
        _ => None,
    };
    let mut json = Object::default()
        .with_text("id", id)
        .with_text("kind", "nat")
        .with_text_of("subnet", nat.text("SubnetId"))
        .with_text_of("state", nat.text("State").filter(|it| known.contains(it)));
    if let Some(it) = is_private {
        json = json.with("private", it);
    }
    match public.as_slice() {
        [] => {}
        [only] => json = json.with("public_ip", &text(only)),
        several => json = json.with("public_ip", &texts(several)),
    }
    push(source, nat, recognised, "gateways", id, json);
}

pub(super) fn internet(source: &Source<'_>, gateway: Found<'_>, recognised: &mut Recognised) {
    let Some(id) = gateway.text("InternetGatewayId") else { return };
    let attached = gateway.all("Attachments").into_iter().find_map(|it| it.text("VpcId"));
    let json = Object::default().with_text("id", id).with_text("kind", "internet");
    let json = match attached {
        Some(vpc) => json.with_text("vpc", vpc),
        None => json.with("vpc", "null"),
    };
    push(source, gateway, recognised, "gateways", id, json);
}

pub(super) fn prefix_list(source: &Source<'_>, list: Found<'_>, recognised: &mut Recognised) {
    let Some(id) = list.text("PrefixListId") else { return };
    let Some(name) = list.text("PrefixListName") else { return };
    let mut json = Object::default().with_text("id", id).with_text("name", name);
    if list.has("Cidrs") {
        json = json.with("entries", &texts(&list.texts("Cidrs")));
    }
    push(source, list, recognised, "prefix_lists", id, json);
}

pub(super) fn vpc(source: &Source<'_>, vpc: Found<'_>, recognised: &mut Recognised) {
    let (Some(id), Some(account)) = (vpc.text("VpcId"), vpc.text("OwnerId")) else { return };
    let all = vpc.all("CidrBlockAssociationSet");
    let mut ranges: Vec<&str> = all.iter().filter_map(|it| it.text("CidrBlock")).collect();
    if ranges.is_empty() {
        ranges.extend(vpc.text("CidrBlock"));
    }
    let json = Object::default()
        .with_text("id", id)
        .with_text("account", account)
        .with("region", ASSUMED_REGION)
        .with("cidrs", &texts(&ranges));
    push(source, vpc, recognised, "vpcs", id, json);
}

fn push(
    source: &Source<'_>,
    found: Found<'_>,
    recognised: &mut Recognised,
    list: &'static str,
    id: &str,
    json: Object,
) {
    let json = json.with("origin", &source.origin(found.span(), "")).end();
    recognised.facts.push(Given::Record { list, id: id.to_owned(), json });
}
