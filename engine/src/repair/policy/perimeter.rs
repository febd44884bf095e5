//! What can be changed where a Deny keeps calls to a network that is not the caller's: the caller's own network beside it.
//!
//! AWS: "Establishing a data perimeter on AWS: Allow access to company data only from expected networks" — addresses and
//! VPCs stand side by side, each by an operator that spares requests without its key. Private addresses are spared
//! together with their VPC alone, since other VPCs have the same.

use accesspath_policy::context::ContextValue;
use accesspath_policy::json::{self, Edit};
use accesspath_policy::key;
use accesspath_policy::reason::Because;
use accesspath_policy::trace::ClauseTrace;

use super::PolicyRepair;
use super::denial::Deny;
use crate::repair::call::{owned, quoted};
use crate::repair::{Breadth, Repair};
use crate::scenario::Scenario;
use crate::scenario::change::Change;

/// The condition keys that say which network a request comes from, by what one owner has.
pub(super) const NETWORKS: [&str; 3] =
    [key::AWS_SOURCE_VPCE, key::AWS_SOURCE_VPC, key::AWS_SOURCE_IP];

/// The tests beside a list of networks of another kind: the operator, the key, and how much it spares.
const BESIDE: [(&str, &str, Breadth); 3] = [
    ("StringNotEqualsIfExists", key::AWS_SOURCE_VPCE, Breadth::Little),
    ("NotIpAddressIfExists", key::AWS_SOURCE_IP, Breadth::Little),
    ("StringNotEqualsIfExists", key::AWS_SOURCE_VPC, Breadth::Some),
];

/// The key that says that a service calls for the caller, with its credentials.
const VIA: &str = "aws:ViaAWSService";

/// The request's own endpoint, VPC or address spared beside the networks that the Deny spares, none of which it can be
/// among.
pub(super) fn spared(deny: &Deny<'_>) -> Vec<Repair> {
    let clauses = &deny.statement.clauses;
    let is_missed = |it: &ClauseTrace| {
        it.is_about(&NETWORKS) && it.is_negated() && it.because == Because::KeyMissing
    };
    if !clauses.iter().any(is_missed) {
        return Vec::new();
    }
    let of_request = |key: &str| match deny.request.request.context.get(key) {
        Some(ContextValue::One(it)) if !clauses.iter().any(|it| it.is_about(&[key])) => Some(it),
        _ => None,
    };
    let mut found = Vec::new();
    for (operator, key, opens) in BESIDE {
        let Some(value) = of_request(key) else { continue };
        let change = deny.edit(&["Condition", operator, key], Edit::Set(quoted(value)));
        let does = PolicyRepair::SpareNetwork {
            document: deny.document(),
            statement: deny.statement.number,
            operator,
            key,
            value: value.clone(),
        };
        let is_kept = is_kept(&deny.judged.scenario, value);
        let opens = if is_kept { opens } else { opens.max(Breadth::Some) };
        found.push(Repair::new(does, deny.by, vec![change]).opening(deny.opens(opens)));
        if key == key::AWS_SOURCE_VPCE {
            found.extend(addresses(deny));
        }
    }
    // A service that calls for the caller comes from no network of the caller's.
    if of_request(VIA).is_some_and(|it| it == "true") {
        let edit = Edit::Set(quoted("false"));
        let does = PolicyRepair::SpareForwarded {
            document: deny.document(),
            statement: deny.statement.number,
        };
        let change = deny.edit(&["Condition", "BoolIfExists", VIA], edit);
        found.push(Repair::new(does, deny.by, vec![change]).opening(deny.opens(Breadth::Some)));
    }
    found
}

/// The request's private addresses spared in its own VPC, where the Deny spares public addresses: the statement spares
/// the addresses, and a copy of it the VPC, so that only what has both is spared.
// AWS: "AWS global condition context keys", aws:VpcSourceIp — to be used together with aws:SourceVpc or aws:SourceVpce.
fn addresses(deny: &Deny<'_>) -> Option<Repair> {
    let statement = deny.statement;
    let has = |key: &str| statement.clauses.iter().any(|it| it.is_about(&[key]));
    if !has(key::AWS_SOURCE_IP) || has(key::AWS_VPC_SOURCE_IP) || has(key::AWS_SOURCE_VPC) {
        return None;
    }
    let context = &deny.request.request.context;
    let Some(ContextValue::One(vpc)) = context.get(key::AWS_SOURCE_VPC) else { return None };
    let range = match context.get(key::AWS_VPC_SOURCE_IP)? {
        ContextValue::One(address) => address.clone(),
        ContextValue::AddressIn(range) => range.to_string(),
        _ => return None,
    };
    let of_vpc = ["Condition", "StringNotEqualsIfExists", key::AWS_SOURCE_VPC];
    let mut copy = statement.span.of(&deny.policy.text).to_owned();
    copy = json::edit(&copy, &of_vpc, &Edit::Set(quoted(vpc)))?;
    if statement.sid.is_some() {
        // AWS: "IAM JSON policy elements: Sid" — unique in a policy, and no more than an option.
        copy = json::edit(&copy, &["Sid"], &Edit::Remove)?;
    }
    let of_addresses = ["Condition", "NotIpAddressIfExists", key::AWS_VPC_SOURCE_IP];
    let changes = vec![
        deny.edit(&of_addresses, Edit::Set(quoted(&range))),
        Change::EditPart {
            document: deny.document(),
            at: owned(&["Statement"]),
            edit: Edit::Add(copy),
        },
    ];
    let does = PolicyRepair::SpareAddresses {
        document: deny.document(),
        statement: statement.number,
        range,
        vpc: vpc.clone(),
    };
    Some(Repair::new(does, deny.by, changes).opening(deny.opens(Breadth::Little)))
}

/// The endpoint, VPC or address is the scenario's own, and no address that others may have or get.
pub(super) fn is_kept(scenario: &Scenario, value: &str) -> bool {
    let mut addresses = scenario.gateways.iter().flat_map(|it| it.public_ip.addresses());
    value.starts_with("vpc") || addresses.any(|it| it == value)
}
