//! A client that addresses another Region than the bucket's.

use accesspath_policy::truth::Truth;

/// A client that addresses another Region than the bucket's, or signs for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongRegion {
    /// That Region.
    pub region: String,
    /// S3's answer there.
    pub answer: RegionAnswer,
    /// The request arrives there.
    pub reached: Truth,
    /// The client sends it again to where S3 redirects it.
    pub follows: Truth,
}

/// S3's answer to a request that arrives in another Region than the bucket's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionAnswer {
    /// 301, with the right Region.
    Redirect,
    /// 400, since one of the two Regions was launched after 20 March 2019.
    BadRequest,
    /// 400, since the new bucket is to be in another Region than the endpoint's.
    Constraint,
    /// 400, since the request arrives in the right Region and is signed for another.
    Signature,
    /// AWS does not say.
    NotDocumented,
}

impl WrongRegion {
    /// The request arrives in the bucket's Region in the end.
    // AWS: "Request routing" — only the 301 is a redirect. What a client makes of a 400 no page says.
    pub fn is_corrected(&self) -> Truth {
        let corrected = match self.answer {
            RegionAnswer::Redirect => self.follows,
            RegionAnswer::BadRequest | RegionAnswer::Signature => self.follows.and(Truth::Unknown),
            RegionAnswer::Constraint => Truth::No,
            RegionAnswer::NotDocumented => Truth::Unknown,
        };
        self.reached.and(corrected)
    }
}
