//! `aws ec2 describe-subnets` → subnets with their ranges and zones.

use accesspath_policy::partition::Partition;

use crate::given::{Given, Standing};
use crate::recognised::{Choice, Question, Recognised};
use crate::source::{Found, Source};
use crate::written::Object;

pub(super) fn read(source: &Source<'_>, subnet: Found<'_>, recognised: &mut Recognised) {
    let (Some(id), Some(vpc)) = (subnet.text("SubnetId"), subnet.text("VpcId")) else { return };
    let zone = subnet.text("AvailabilityZone");
    let sixth = subnet.all("Ipv6CidrBlockAssociationSet");
    let json = Object::default()
        .with_text("id", id)
        .with_text("vpc", vpc)
        .with_text_of("cidr", subnet.text("CidrBlock"))
        .with_text_of("ipv6_cidr", sixth.iter().find_map(|it| it.text("Ipv6CidrBlock")))
        .with_text_of("availability_zone", zone)
        .with("origin", &source.origin(subnet.span(), ""));
    // The zone eu-west-1a is in eu-west-1; the names of Local Zones have more behind the Region.
    let region = zone.and_then(|it| it.strip_suffix(|it: char| it.is_ascii_lowercase()));
    if let Some(region) = region.filter(|it| Partition::takes_region(it)) {
        let given = Given::Region(region.to_owned());
        if !recognised.facts.contains(&given) {
            recognised.facts.push(given);
        }
    }
    recognised.facts.push(Given::Record { list: "subnets", id: id.to_owned(), json: json.end() });
}

/// Asks in which of them the function runs.
pub(super) fn ask(recognised: &mut Recognised) {
    let ids = recognised.facts.iter().filter_map(|it| match it {
        Given::Record { id, .. } => Some(id.clone()),
        _ => None,
    });
    let inside = |id: String| Choice {
        label: format!("In {id}"),
        facts: vec![Given::Stands(Standing::Inside { subnets: vec![id], groups: Vec::new() })],
    };
    let mut choices: Vec<Choice> = ids.map(inside).collect();
    if choices.is_empty() {
        return;
    }
    let chosen = (choices.len() == 1).then_some(0);
    choices.push(Choice { label: "None of these".to_owned(), facts: Vec::new() });
    let asks = "Where does the function run?".to_owned();
    recognised.questions.push(Question { asks, choices, chosen });
}
