//! The scenario's own buckets, endpoints, networks, accounts, roles and organization.

use accesspath_policy::arn::Arn;
use accesspath_policy::policy::{Parsed, Policy, PolicyKind};

use crate::scenario::Scenario;
use crate::scenario::change::{Slot, slots};

/// The names that a document of a scenario may meet.
pub(super) struct Own {
    /// Of a bucket policy those that it is attached to, none at an access point; else all.
    pub buckets: Vec<String>,
    pub endpoints: Vec<String>,
    pub vpcs: Vec<String>,
    pub accounts: Vec<String>,
    /// The ARNs of roles and users.
    pub roles: Vec<String>,
    /// The organization, where it is known.
    pub organization: Vec<String>,
}

impl Own {
    pub(super) fn of(scenario: &Scenario, parsed: &Parsed<Policy>) -> Self {
        let roles = scenario.roles.iter().map(|it| it.arn.clone());
        let users = scenario.callers.iter().filter_map(|it| it.user.clone());
        let roles: Vec<String> = roles.chain(users).collect();
        let organization = scenario.organization.as_ref();
        Self {
            buckets: match parsed.value.kind {
                PolicyKind::Bucket => attached(scenario, parsed),
                _ => scenario.buckets.iter().map(|it| it.name.clone()).collect(),
            },
            endpoints: scenario.endpoints.iter().map(|it| it.id.clone()).collect(),
            vpcs: scenario.vpcs.iter().map(|it| it.id.clone()).collect(),
            accounts: accounts(scenario, &roles),
            organization: organization.and_then(|it| it.id.known()).cloned().into_iter().collect(),
            roles,
        }
    }
}

fn attached(scenario: &Scenario, parsed: &Parsed<Policy>) -> Vec<String> {
    let mut found = Vec::new();
    for (slot, _) in slots(scenario).into_iter().filter(|it| it.1 == parsed.document) {
        match slot {
            Slot::AccessPoint(_) => return Vec::new(),
            Slot::Bucket(id) | Slot::NewPolicy(id) => {
                let own = scenario.buckets.iter().filter(|it| it.id == id);
                found.extend(own.map(|it| it.name.clone()));
            }
            _ => {}
        }
    }
    found
}

/// Every account that a scenario names besides its policies.
fn accounts(scenario: &Scenario, roles: &[String]) -> Vec<String> {
    let keys = scenario.keys.iter().map(|it| &it.arn);
    let of_arns = roles.iter().chain(keys).filter_map(|it| Some(Arn::parse(it)?.account));
    let mut all: Vec<&str> = of_arns.collect();
    all.extend(scenario.buckets.iter().map(|it| it.account.as_str()));
    all.extend(scenario.access_points.iter().map(|it| it.account.as_str()));
    all.extend(scenario.vpcs.iter().map(|it| it.account.as_str()));
    all.extend(scenario.endpoints.iter().filter_map(|it| it.account.as_deref()));
    all.extend(scenario.accounts.iter().map(|it| it.id.as_str()));
    all.extend(scenario.organization.iter().filter_map(|it| it.management_account.as_deref()));
    all.extend(scenario.callers.iter().filter_map(|it| it.source_account.as_deref()));
    let mut accounts: Vec<String> = Vec::new();
    for id in all {
        if !id.is_empty() && !accounts.iter().any(|it| it == id) {
            accounts.push(id.to_owned());
        }
    }
    accounts
}
