//! The names of a scenario that its policies can name: ARNs, ids, account numbers.

use accesspath_engine::scenario::{Fact, Scenario};

/// The names of one scenario, each kind in the scenario's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// The accounts' numbers.
    pub accounts: Vec<String>,
    /// The ARNs of roles, and of other callers.
    pub principals: Vec<String>,
    /// The ARNs of the buckets, each with that of its objects.
    pub buckets: Vec<String>,
    /// The ARNs of the access points, each with that of the objects behind it.
    pub access_points: Vec<String>,
    /// The ARNs of the functions.
    pub functions: Vec<String>,
    /// The ARNs of the KMS keys.
    pub keys: Vec<String>,
    /// The ids of the VPC endpoints.
    pub endpoints: Vec<String>,
    /// The ids of the VPCs.
    pub vpcs: Vec<String>,
    /// The ranges of the VPCs.
    pub ranges: Vec<String>,
    /// The public addresses of the gateways.
    pub addresses: Vec<String>,
    /// The organization's id.
    pub organizations: Vec<String>,
    /// The Regions.
    pub regions: Vec<String>,
}

impl Names {
    /// The names of `scenario`.
    pub fn of(scenario: &Scenario) -> Self {
        let mut names = Self::default();
        names.accounts.extend(scenario.accounts.iter().map(|it| it.id.clone()));
        for role in &scenario.roles {
            names.accounts.extend(role.arn.split(':').nth(4).map(str::to_owned));
            names.principals.push(role.arn.clone());
        }
        for bucket in &scenario.buckets {
            names.accounts.push(bucket.account.clone());
            names.regions.push(bucket.region.clone());
            let arn = format!("arn:aws:s3:::{}", bucket.name);
            names.buckets.extend([format!("{arn}/*"), arn]);
            for point in scenario.access_points.iter().filter(|it| it.bucket == bucket.id) {
                let arn = point.arn(&bucket.region);
                names.access_points.extend([format!("{arn}/object/*"), arn]);
            }
        }
        for function in &scenario.functions {
            let role = scenario.role(&function.role);
            let account = role.and_then(|it| it.arn.split(':').nth(4));
            let region = function.region.as_ref().or_else(|| names.regions.first());
            if let (Some(account), Some(region)) = (account, region) {
                let name = &function.name;
                names.functions.push(format!("arn:aws:lambda:{region}:{account}:function:{name}"));
            }
        }
        names.keys.extend(scenario.keys.iter().map(|it| it.arn.clone()));
        names.endpoints.extend(scenario.endpoints.iter().map(|it| it.id.clone()));
        for vpc in &scenario.vpcs {
            names.accounts.push(vpc.account.clone());
            names.regions.push(vpc.region.clone());
            names.vpcs.push(vpc.id.clone());
            names.ranges.extend(vpc.cidrs.iter().cloned());
        }
        if let Some(Fact::Known(id)) = scenario.organization.as_ref().map(|it| &it.id) {
            names.organizations.push(id.clone());
        }
        for list in [&mut names.accounts, &mut names.regions, &mut names.ranges] {
            once(list);
        }
        names
    }
}

/// Keeps the first of equal names, and none that is empty.
fn once(names: &mut Vec<String>) {
    let mut kept: Vec<String> = Vec::new();
    for name in names.drain(..) {
        if !name.is_empty() && !kept.contains(&name) {
            kept.push(name);
        }
    }
    *names = kept;
}
