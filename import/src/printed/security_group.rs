//! `aws ec2 describe-security-groups` → security groups with their rules.

use crate::given::{Given, Standing};
use crate::recognised::{Choice, Question, Recognised};
use crate::source::{Found, Source};
use crate::written::{Object, list};

/// The lists of a rule's other sides, with the member that names each and the word of the scenario for it.
const SIDES: [(&str, &str, &str); 4] = [
    ("IpRanges", "CidrIp", "cidr"),
    ("Ipv6Ranges", "CidrIpv6", "cidr"),
    ("PrefixListIds", "PrefixListId", "prefix_list"),
    ("UserIdGroupPairs", "GroupId", "security_group"),
];

pub(super) fn read(source: &Source<'_>, group: Found<'_>, recognised: &mut Recognised) {
    let Some(id) = group.text("GroupId") else { return };
    let mut json = Object::default().with_text("id", id);
    for (name, member) in [("egress", "IpPermissionsEgress"), ("ingress", "IpPermissions")] {
        if group.has(member) {
            json = json.with(name, &list(group.all(member).into_iter().flat_map(rules)));
        }
    }
    let json = json.with("origin", &source.origin(group.span(), "")).end();
    recognised.facts.push(Given::Record { list: "security_groups", id: id.to_owned(), json });
}

/// The rules that one permission stands for: one for each other side.
fn rules(permission: Found<'_>) -> Vec<String> {
    // Rules for other protocols, such as ICMP, let no call to S3 pass.
    let protocol = match permission.text("IpProtocol") {
        Some("-1") => "-1",
        Some("tcp" | "6") => "tcp",
        Some("udp" | "17") => "udp",
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (list, member, word) in SIDES {
        for side in permission.all(list).into_iter().filter_map(|it| it.text(member)) {
            let mut rule = Object::default().with_text("protocol", protocol);
            for (port, name) in [("from_port", "FromPort"), ("to_port", "ToPort")] {
                let number = permission.text(name).and_then(|it| it.parse::<u16>().ok());
                if let Some(number) = number.filter(|_| protocol != "-1") {
                    rule = rule.with(port, &number.to_string());
                }
            }
            found.push(rule.with_text(word, side).end());
        }
    }
    found
}

/// Asks whose groups they are.
pub(super) fn ask(recognised: &mut Recognised) {
    let ids = recognised.facts.iter().filter_map(|it| match it {
        Given::Record { id, .. } => Some(id.clone()),
        _ => None,
    });
    let ids: Vec<String> = ids.collect();
    let groups = |label: String, own: &[String]| Choice {
        label,
        facts: vec![Given::Stands(Standing::Groups(own.to_vec()))],
    };
    let mut choices = match ids.as_slice() {
        [] => return,
        [only] => vec![groups(format!("{only} is the function's"), &ids)],
        several => several
            .iter()
            .map(|it| groups(format!("{it} is the function's"), std::slice::from_ref(it)))
            .chain([groups("All of them are the function's".to_owned(), several)])
            .collect(),
    };
    // Who asks for one group asks for the function's, which S3's paths all meet.
    let chosen = (ids.len() == 1).then_some(0);
    choices.push(Choice { label: "Of something else".to_owned(), facts: Vec::new() });
    let asks = "Whose security group is it?".to_owned();
    recognised.questions.push(Question { asks, choices, chosen });
}
