//! `aws ec2 describe-vpc-endpoints` → endpoints for S3 with their policies.

use accesspath_policy::policy::PolicyKind;

use crate::given::Given;
use crate::policy::document_name;
use crate::recognised::{Flaw, Recognised};
use crate::source::{Found, Source};
use crate::written::{Object, texts};

pub(super) fn read(source: &Source<'_>, endpoint: Found<'_>, recognised: &mut Recognised) {
    let (Some(id), Some(vpc)) = (endpoint.text("VpcEndpointId"), endpoint.text("VpcId")) else {
        return;
    };
    let origin = source.origin(endpoint.span(), "");
    let service = endpoint.text("ServiceName").unwrap_or_default();
    let kind = match endpoint.text("VpcEndpointType") {
        Some("Gateway") => "gateway",
        Some("Interface") => "interface",
        _ => "appliance",
    };
    if kind == "appliance" {
        let json = Object::default().with_text("id", id).with_text("kind", kind).end();
        recognised.facts.push(Given::Record { list: "gateways", id: id.to_owned(), json });
        return;
    }
    if service.rsplit('.').next() != Some("s3") {
        let place = source.place(endpoint.span());
        let message = format!("{id} is an endpoint for {service}, and not for S3");
        recognised.flaws.push(Flaw { message, line: place.line, column: place.column });
        return;
    }
    let region = service.split('.').rev().nth(1);
    recognised.facts.extend(region.map(|it| Given::Region(it.to_owned())));
    let groups: Vec<&str> =
        endpoint.all("Groups").into_iter().filter_map(|it| it.text("GroupId")).collect();
    let state = endpoint.text("State").map(str::to_ascii_lowercase);
    let known = ["available", "pending", "failed", "deleting", "deleted"];
    let types = ["ipv4", "ipv6", "dualstack"];
    let mut json = Object::default()
        .with_text("id", id)
        .with_text("kind", kind)
        .with_text("vpc", vpc)
        .with_text_of("account", endpoint.text("OwnerId"))
        .with_text_of("state", state.as_deref().filter(|it| known.contains(it)))
        .with_text_of(
            "ip_address_type",
            endpoint.text("IpAddressType").filter(|it| types.contains(it)),
        );
    if kind == "interface" {
        json = json.with("subnets", &texts(&endpoint.texts("SubnetIds")));
        json = json.with("security_groups", &texts(&groups));
        for (name, value) in [
            ("private_dns", endpoint.flag("PrivateDnsEnabled")),
            (
                "private_dns_only_for_inbound_resolver",
                endpoint
                    .at(&["DnsOptions"])
                    .and_then(|it| it.flag("PrivateDnsOnlyForInboundResolverEndpoint")),
            ),
        ] {
            if let Some(value) = value {
                json = json.with(name, if value { "true" } else { "false" });
            }
        }
    }
    let json = json.with("origin", &origin).end();
    recognised.facts.push(Given::Record { list: "endpoints", id: id.to_owned(), json });
    if let Some(text) = endpoint.text("PolicyDocument") {
        recognised.facts.push(Given::Policy {
            kind: PolicyKind::Endpoint,
            owner: Some(id.to_owned()),
            name: document_name(PolicyKind::Endpoint).to_owned(),
            text: text.to_owned(),
        });
    }
}

/// Where none is for S3, there is none: who asks for the endpoints of a VPC gets them all.
pub(super) fn ask(recognised: &mut Recognised) {
    if recognised.facts.is_empty() {
        recognised.facts.push(Given::NoEndpoint);
    }
}
