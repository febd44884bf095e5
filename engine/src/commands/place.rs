//! Whose credentials a command needs, and the Region that it speaks of.

use accesspath_policy::arn::Arn;
use serde_json::Value;

use super::difference::{Difference, text};
use crate::scenario::change::Slot;
use crate::scenario::{Bucket, Function, Scenario};

/// Where commands are run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// The account, as people say it; nothing where it is not known.
    pub(super) account: String,
    /// The Region; nothing for services without one.
    pub(super) region: String,
}

impl Place {
    fn new(account: &str, region: &str) -> Self {
        Self { account: format!("account {account}"), region: region.to_owned() }
    }

    fn of_arn(arn: &str) -> Option<Self> {
        Arn::parse(arn).map(|it| Self::new(it.account, it.region))
    }

    fn of_bucket(bucket: &Bucket) -> Self {
        Self::new(&bucket.account, &bucket.region)
    }

    /// That of a VPC.
    pub(super) fn of_vpc(id: &str, scenario: &Scenario) -> Option<Self> {
        scenario.vpc(id).map(|it| Self::new(&it.account, &it.region))
    }

    /// That of a function: its role is of its account.
    pub(super) fn of_function(function: &Function, scenario: &Scenario) -> Option<Self> {
        let role = scenario.role(&function.role)?;
        let own = Arn::parse(&role.arn)?;
        let mut subnets = function.placements.iter().flat_map(|it| &it.subnets);
        let vpc = subnets.next().and_then(|it| scenario.subnet(it)).map(|it| &it.vpc);
        let region = function.region.as_ref().or_else(|| Some(&scenario.vpc(vpc?)?.region));
        Some(Self::new(own.account, region.map_or("", |it| it)))
    }

    /// That of what is in a slot.
    pub(super) fn of_slot(slot: &Slot, scenario: &Scenario) -> Option<Self> {
        match slot {
            Slot::Identity(id) | Slot::Boundary(id) | Slot::Trust(id) => {
                Self::of_identity(id, scenario)
            }
            Slot::Bucket(id) => {
                scenario.buckets.iter().find(|it| it.id == *id).map(Self::of_bucket)
            }
            Slot::AccessPoint(id) => {
                let point = scenario.access_points.iter().find(|it| it.id == *id)?;
                let bucket = scenario.buckets.iter().find(|it| it.id == point.bucket);
                Some(Self::new(&point.account, bucket.map_or("", |it| &it.region)))
            }
            Slot::Endpoint(id) => Self::of_vpc(&scenario.endpoint(id)?.vpc, scenario),
            Slot::Key(id) => Self::of_arn(&scenario.keys.iter().find(|it| it.id == *id)?.arn),
            Slot::Function(id) => {
                let function = scenario.functions.iter().find(|it| it.id == *id)?;
                Self::of_function(function, scenario)
            }
            Slot::Scp(id) | Slot::Rcp(id) => Some(Self::of_organization(id, scenario)),
            // Both are given with a call.
            Slot::Session(_) | Slot::NewPolicy(_) => None,
        }
    }

    fn of_identity(id: &str, scenario: &Scenario) -> Option<Self> {
        let user = || scenario.callers.iter().find(|it| it.id == id)?.user.as_ref();
        Self::of_arn(scenario.role(id).map(|it| &it.arn).or_else(user)?)
    }

    // AWS: "Managing organization policies" — the management account, or one that it delegated this to.
    fn of_organization(account: &str, scenario: &Scenario) -> Self {
        let organization = scenario.organization_of(account);
        let own = organization.and_then(|it| it.management_account.as_ref());
        let account = match own {
            Some(it) => format!("account {it}, which manages the organization"),
            None => "the organization's management account".to_owned(),
        };
        Self { account, region: String::new() }
    }

    /// That of a record that differs.
    pub(super) fn of_difference(it: &Difference, scenario: &Scenario) -> Option<Self> {
        let record = if it.after.is_object() { &it.after } else { &it.before };
        match it.collection.as_str() {
            "buckets" => scenario.buckets.iter().find(|own| own.id == it.id).map(Self::of_bucket),
            "objects" => {
                let own = scenario.objects.iter().find(|own| own.id == it.id)?;
                scenario.buckets.iter().find(|it| it.id == own.bucket).map(Self::of_bucket)
            }
            "accounts" => Some(Self::new(&it.id, "")),
            "organization" => Some(Self::of_organization("", scenario)),
            "keys" => Self::of_arn(&scenario.keys.iter().find(|own| own.id == it.id)?.arn),
            "roles" | "callers" => Self::of_identity(&it.id, scenario),
            "vpcs" => Self::of_vpc(&it.id, scenario),
            _ => Self::of_vpc(&vpc_of(it, record, scenario)?, scenario),
        }
    }
}

/// The VPC of a resource of the network: its own, that of its subnet, or the first that there is.
fn vpc_of(it: &Difference, record: &Value, scenario: &Scenario) -> Option<String> {
    let told = Some(text(record, "vpc")).filter(|it| !it.is_empty()).map(str::to_owned);
    let of_subnet = |id: &str| scenario.subnet(id).map(|it| it.vpc.clone());
    let own = match it.collection.as_str() {
        "subnets" => of_subnet(&it.id),
        "route_tables" => {
            scenario.route_tables.iter().find(|own| own.id == it.id).map(|it| it.vpc.clone())
        }
        "endpoints" => scenario.endpoint(&it.id).map(|it| it.vpc.clone()),
        "gateways" => scenario
            .gateway(&it.id)
            .and_then(|it| it.vpc.vpc().cloned().or_else(|| of_subnet(it.subnet.as_deref()?))),
        "security_groups" => Some(vpc_of_group(&it.id, scenario).to_owned()),
        "network_acls" => {
            let mut subnets = scenario.subnets.iter();
            subnets.find(|own| own.network_acl.as_ref() == Some(&it.id)).map(|it| it.vpc.clone())
        }
        _ => None,
    };
    told.or(own).or_else(|| of_subnet(text(record, "subnet"))).or_else(|| {
        let first = scenario.vpcs.first().filter(|_| scenario.vpcs.len() == 1);
        first.map(|it| it.id.clone())
    })
}

/// The VPC of an endpoint or a function that uses a security group; else the first of the scenario.
pub(super) fn vpc_of_group<'s>(id: &str, to: &'s Scenario) -> &'s str {
    let uses = |groups: &[String]| groups.iter().any(|it| it == id);
    let endpoint = to.endpoints.iter().find(|it| uses(&it.security_groups)).map(|it| &it.vpc);
    let mut placements = to.functions.iter().flat_map(|it| &it.placements);
    let placement = placements.find(|it| uses(&it.security_groups));
    let of_placement = placement.and_then(|it| to.subnet(it.subnets.first()?)).map(|it| &it.vpc);
    let first = to.vpcs.first().map(|it| &it.id);
    endpoint.or(of_placement).or(first).map_or("", |it| it)
}
