//! Repairs of the client: its Region, the name of S3 that it calls, the URL that it uses.

use accesspath_policy::json::Edit;
use accesspath_policy::truth::Truth;

use super::{ServiceRepair, of_bucket, owner};
use crate::check::{RegionAnswer, ServiceReason, WrongRegion};
use crate::network::Path;
use crate::repair::blocker::Blocker;
use crate::repair::call::{Call, owned, quoted};
use crate::repair::{Actor, Repair};
use crate::requests::url_on;
use crate::scenario::change::Change;
use crate::scenario::{LONGEST_URL, S3Name, Versioning};

/// The place of the client of a path: its placement, or the caller.
pub(super) struct Client {
    pub(super) id: String,
    at: Vec<String>,
}

impl Client {
    pub(super) fn of(path: &Path) -> Self {
        let (id, at) = match &path.placement {
            Some(it) => (it, owned(&["functions", &path.caller, "placements", it])),
            None => (&path.caller, owned(&["callers", &path.caller])),
        };
        Self { id: id.clone(), at }
    }

    pub(super) fn change(&self, member: &[&str], edit: Edit) -> Change {
        let mut at = self.at.clone();
        at.extend(owned(member));
        Change::Tell { at, edit }
    }
}

/// The client addresses the bucket's Region, or follows S3 there.
pub(super) fn region(call: &Call<'_>, blocker: &Blocker<'_>, wrong: &WrongRegion) -> Vec<Repair> {
    let Some((path, bucket)) = blocker.path.zip(call.bucket) else { return Vec::new() };
    let client = Client::of(&path.path);
    if path.path.s3_name == S3Name::Global && wrong.answer != RegionAnswer::Signature {
        return vec![regional(&client, path.path.s3_name, &bucket.region)];
    }
    let own = client.change(&["client_region"], Edit::Set(quoted(&bucket.region)));
    let does =
        ServiceRepair::AddressRegion { client: client.id.clone(), region: bucket.region.clone() };
    let mut found = vec![Repair::new(does, Actor::Caller, vec![own])];
    if wrong.answer == RegionAnswer::Redirect && wrong.follows == Truth::No {
        let change = client.change(&["follows_redirects"], Edit::Set("true".to_owned()));
        let does = ServiceRepair::FollowRedirects { client: client.id };
        found.push(Repair::new(does, Actor::Caller, vec![change]));
    }
    found
}

/// Transfer Acceleration is switched on, where that can help, or the client calls S3 by another name.
pub(super) fn acceleration(
    call: &Call<'_>,
    blocker: &Blocker<'_>,
    reason: &ServiceReason,
) -> Vec<Repair> {
    let Some((path, bucket)) = blocker.path.zip(call.bucket) else { return Vec::new() };
    let mut found = Vec::new();
    if let ServiceReason::NotEnabled(_) | ServiceReason::AccelerationUnknown = reason {
        let change = of_bucket(bucket, &["accelerate"], &quoted(Versioning::Enabled.word()));
        let does = ServiceRepair::AccelerationOn { bucket: bucket.name.clone() };
        found.push(Repair::new(does, owner(call, &bucket.account), vec![change]));
    }
    let client = Client::of(&path.path);
    found.push(regional(&client, path.path.s3_name, &bucket.region));
    found
}

/// The client calls S3 by its name for the Region, with addresses of the same families as before.
fn regional(client: &Client, name: S3Name, region: &str) -> Repair {
    let dual_stack = name.is_dual_stack();
    let to = if dual_stack { S3Name::DualStack } else { S3Name::Regional };
    let change = client.change(&["s3_name"], Edit::Set(quoted(to.word())));
    let (client, region) = (client.id.clone(), region.to_owned());
    let does = ServiceRepair::CallRegionalName { client, region, dual_stack };
    Repair::new(does, Actor::Caller, vec![change]).moving()
}

/// For how long `aws s3 presign` signs a URL unless it is told, in seconds.
pub(super) const AN_HOUR: u32 = 3600;

/// The URL is signed again, for as long as the old one was good, and no longer than a URL can be.
pub(super) fn url(call: &Call<'_>, blocker: &Blocker<'_>) -> Vec<Repair> {
    let Some(path) = blocker.path else { return Vec::new() };
    let Some(url) = url_on(&path.path, call.scenario) else { return Vec::new() };
    let client = Client::of(&path.path);
    let mut changes = vec![client.change(&["signed_url", "age_s"], Edit::Set("0".to_owned()))];
    let expires = url.expires_in_s.unwrap_or(AN_HOUR).min(LONGEST_URL);
    if url.expires_in_s != Some(expires) {
        let set = Edit::Set(expires.to_string());
        changes.push(client.change(&["signed_url", "expires_in_s"], set));
    }
    let does = ServiceRepair::SignAgain {
        client: client.id,
        signer: url.signer.clone(),
        expires_in_s: expires,
    };
    vec![Repair::new(does, Actor::Caller, changes)]
}
