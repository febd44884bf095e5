//! `aws ec2 describe-vpc-attribute` → one of the DNS attributes of a VPC.

use crate::given::Given;
use crate::recognised::{Kind, Recognised};
use crate::source::{Found, Source};

/// The attributes, with the words of the scenario.
const ATTRIBUTES: [(&str, &str); 2] =
    [("EnableDnsSupport", "dns_support"), ("EnableDnsHostnames", "dns_hostnames")];

pub(super) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    let vpc = found.text("VpcId")?;
    let (attribute, name) = ATTRIBUTES.into_iter().find(|it| found.has(it.0))?;
    let on = found.at(&[attribute])?.flag("Value")?;
    let word = if on { "on" } else { "off" };
    let title = format!("{attribute} of {vpc}: {word}");
    let mut recognised = source.found(Kind::Answer, &title, found.span());
    let json = if on { "true" } else { "false" }.to_owned();
    recognised.facts = vec![Given::MemberOf { list: "vpcs", id: vpc.to_owned(), name, json }];
    Some(vec![recognised])
}
