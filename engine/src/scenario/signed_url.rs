//! URLs and forms that somebody has signed for others to use.

use super::Scenario;
use super::record::record;

/// The longest time for which a URL can be good, in seconds.
// AWS: "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)", `X-Amz-Expires`.
pub(crate) const LONGEST_URL: u32 = 604_800;

record! {
    /// A signed URL.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct SignedUrl {
        /// The function or other caller that has signed it, by id.
        #[free]
        pub signer: Option<String>,
        /// A principal of AWS's own account has signed it, whose own policies and bucket let it through.
        #[free]
        pub by_aws: bool,
        /// It is no URL but a form, which is sent by POST.
        #[free]
        pub post: bool,
        /// The time for which it is good, in seconds; absent: not known.
        #[free]
        pub expires_in_s: Option<u32>,
        /// The time since it was signed, in seconds; absent: not known, and it has not expired.
        #[free]
        pub age_s: Option<u32>,
    }
}

impl Scenario {
    /// Takes every signed URL away: for calls that none is good for.
    pub(crate) fn forget_urls(&mut self) {
        self.callers.iter_mut().for_each(|it| it.signed_url = None);
        for placement in self.functions.iter_mut().flat_map(|it| &mut it.placements) {
            placement.signed_url = None;
        }
    }
}
