//! Signed URLs: whose request one makes, and the keys that tell how it is signed.
//!
//! The signer is the principal, for every layer of policies. The path, with its keys, is that of whoever uses the URL.

use accesspath_policy::arn::partition;
use accesspath_policy::context::ContextValue;
use accesspath_policy::key;

use super::identity::{Identity, identity, of_aws};
use crate::network::Path;
use crate::scenario::{LONGEST_URL, Scenario, SignedUrl};

/// The signed URL that is called on `path`.
pub(crate) fn url_on<'s>(path: &Path, scenario: &'s Scenario) -> Option<&'s SignedUrl> {
    let placements = scenario.functions.iter().flat_map(|it| &it.placements);
    let mut own = placements.filter(|it| Some(&it.id) == path.placement.as_ref());
    match own.next() {
        Some(placement) => placement.signed_url.as_ref(),
        None => {
            let caller = scenario.callers.iter().find(|it| it.id == path.caller)?;
            caller.signed_url.as_ref()
        }
    }
}

/// The identity of a call on `path`: the caller, or the signer of the URL that it uses.
pub(crate) fn identity_on<'s>(path: &Path, scenario: &'s Scenario) -> Option<Identity<'s>> {
    match url_on(path, scenario) {
        None => identity(&path.caller, scenario),
        Some(url) => signer(url, scenario),
    }
}

// AWS: "Download and upload objects with presigned URLs" — the credentials are those of the principal who generated it.
fn signer<'s>(url: &SignedUrl, scenario: &'s Scenario) -> Option<Identity<'s>> {
    let mut signer = match &url.signer {
        Some(id) if !url.by_aws => identity(id, scenario)?,
        _ if url.by_aws => {
            let bucket = scenario.bucket()?;
            of_aws(&bucket.account, partition(&bucket.region), scenario)
        }
        _ => return None,
    };
    let kind = if url.post { "POST" } else { "REST-QUERY-STRING" };
    signer.keys.set_one(key::S3_AUTH_TYPE, kind);
    let milliseconds = |seconds: u32| u64::from(seconds) * 1000;
    let age = match url.age_s {
        Some(age) => ContextValue::One(milliseconds(age).to_string()),
        None => ContextValue::Number(0, milliseconds(url.expires_in_s.unwrap_or(LONGEST_URL))),
    };
    signer.keys.set(key::S3_SIGNATURE_AGE, age);
    Some(signer)
}
