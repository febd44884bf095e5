//! Decides whether a signed URL is still good, where its age is told.

use accesspath_policy::caller::Caller;
use accesspath_policy::truth::Truth;

use crate::check::{Check, Reason, ServiceReason};
use crate::control::Control;
use crate::requests::longest_session;
use crate::scenario::{LONGEST_URL, SignedUrl};

/// The check of a URL that `signer` has signed; `None` where its age is not told, and it has not expired then.
// AWS: "Download and upload objects with presigned URLs" — it expires with the credentials that signed it.
pub(super) fn check(url: &SignedUrl, signer: &Caller) -> Option<Check> {
    let age = url.age_s?;
    let of_aws = url.by_aws;
    let session = longest_session(signer).filter(|_| !of_aws);
    let (passes, because) = if age > url.expires_in_s.unwrap_or(LONGEST_URL).min(LONGEST_URL) {
        (Truth::No, ServiceReason::UrlExpired)
    } else if session.is_some_and(|it| i64::from(age) > it) {
        (Truth::No, ServiceReason::SessionExpired)
    } else if url.expires_in_s.is_none() {
        (Truth::Unknown, ServiceReason::UrlLifetimeUnknown)
    } else {
        (Truth::Yes, ServiceReason::UrlGood)
    };
    Some(Check::new(Control::SignedUrl, passes, Reason::Service(because)))
}
