//! Repairs of a call that nobody signs: a URL that a caller with credentials signs for it, or the credentials of a role.

use accesspath_policy::json::Edit;

use super::ServiceRepair;
use super::client::{AN_HOUR, Client};
use crate::repair::answer::Judged;
use crate::repair::blocker::Blocker;
use crate::repair::call::quoted;
use crate::repair::{Actor, Breadth, Repair};
use crate::requests::identity_on;
use crate::scenario::Scenario;

/// The call signed by whom the scenario describes; none where it is signed already.
// AWS: "Download and upload objects with presigned URLs" — for whoever has no credentials of AWS.
pub(in crate::repair) fn signed(judged: &Judged, blocker: &Blocker<'_>) -> Vec<Repair> {
    let scenario = &judged.scenario;
    let Some(path) = blocker.path.map(|it| &it.path).filter(|_| blocker.step.is_none()) else {
        return Vec::new();
    };
    let is_anonymous = identity_on(path, scenario).is_some_and(|it| it.is_anonymous());
    if !is_anonymous || scenario.callers.iter().all(|it| it.id != path.caller) {
        return Vec::new();
    }
    let client = Client::of(path);
    let mut found = Vec::new();
    for signer in signers(scenario) {
        let url = format!(r#"{{"signer":{},"expires_in_s":{AN_HOUR},"age_s":0}}"#, quoted(signer));
        let change = client.change(&["signed_url"], Edit::Set(url));
        let does = ServiceRepair::SignUrl {
            client: client.id.clone(),
            signer: signer.to_owned(),
            expires_in_s: AN_HOUR,
        };
        found.push(Repair::new(does, Actor::Caller, vec![change]));
    }
    for role in &scenario.roles {
        let change = client.change(&["role"], Edit::Set(quoted(&role.id)));
        let does = ServiceRepair::SignAs { client: client.id.clone(), role: role.arn.clone() };
        // Whoever has the credentials can do what else the role may do.
        found.push(Repair::new(does, Actor::Caller, vec![change]).opening(Breadth::Little));
    }
    found
}

/// The functions and other callers that have credentials, by id.
fn signers(scenario: &Scenario) -> impl Iterator<Item = &str> {
    let functions = scenario.functions.iter().map(|it| it.id.as_str());
    let others = scenario.callers.iter().filter(|it| it.role.is_some() || it.user.is_some());
    functions.chain(others.map(|it| it.id.as_str()))
}
