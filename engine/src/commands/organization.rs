//! Commands about the policies of an organization: their ids, and the root, unit or account that each is attached to.

use super::quoted;
use crate::scenario::change::Slot;
use crate::scenario::{Fact, Scenario};

/// The arguments that name a policy of an organization.
pub(super) fn policy(slot: &Slot, document: &str) -> String {
    let name = document.replace('\\', r"\\").replace('\'', r"\'");
    let query = quoted(&format!("Policies[?Name=='{name}'].Id"));
    let kind = kind(slot);
    format!(
        "--policy-id \"$(aws organizations list-policies --filter {kind} --query {query} --output text)\""
    )
}

/// The type of a policy.
pub(super) const fn kind(slot: &Slot) -> &'static str {
    match slot {
        Slot::Rcp(_) => "RESOURCE_CONTROL_POLICY",
        _ => "SERVICE_CONTROL_POLICY",
    }
}

/// What a policy is attached to, as an argument, and what that is.
// AWS: "ListParents" — the unit or root that an account or a unit is in.
pub(super) fn target(slot: &Slot, document: &str, scenario: &Scenario) -> (String, String) {
    let (Slot::Scp(account) | Slot::Rcp(account)) = slot else {
        return (String::new(), String::new());
    };
    let told = scenario.account(account);
    let levels = match slot {
        Slot::Scp(_) => told.and_then(|it| it.scp_levels.as_ref()),
        _ => told.and_then(|it| it.rcp_levels.as_ref()),
    };
    let levels = levels.and_then(Fact::known).map(Vec::as_slice).unwrap_or_default();
    let holds = |it: &Vec<_>| {
        it.iter().any(|own: &accesspath_policy::policy::DocumentId| **own == *document)
    };
    let above = levels.iter().rev().position(holds).unwrap_or_default();
    if above == 0 {
        return (quoted(account), format!("the account {account}"));
    }
    if above + 1 == levels.len() {
        let root = "\"$(aws organizations list-roots --query 'Roots[0].Id' --output text)\"";
        return (root.to_owned(), "the organization's root".to_owned());
    }
    let mut target = quoted(account);
    for _ in 0..above {
        target = format!(
            "\"$(aws organizations list-parents --child-id {target} --query 'Parents[0].Id' --output text)\""
        );
    }
    let unit = match above {
        1 => format!("the organizational unit of the account {account}"),
        _ => format!("the organizational unit {above} levels above the account {account}"),
    };
    (target, unit)
}
