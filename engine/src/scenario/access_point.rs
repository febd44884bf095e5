//! Access points of buckets.

use accesspath_policy::policy::DocumentId;
use litemap::LiteMap;

use super::record::record;
use super::{BlockPublicAccess, Fact};

record! {
    /// An access point of a bucket, in the bucket's Region.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct AccessPoint {
        /// Its id within the scenario.
        #[required]
        pub id: String,
        /// Its name.
        #[required]
        pub name: String,
        /// The account that owns it.
        #[required]
        pub account: String,
        /// Its bucket, by id.
        #[required]
        pub bucket: String,
        /// The VPC of its network origin; absent: its network origin is the internet.
        pub vpc: Option<Fact<String>>,
        /// Its policy.
        pub policy: Option<Fact<DocumentId>>,
        /// Its own Block Public Access, which nobody can change; absent: not known.
        #[free]
        pub block_public_access: Option<BlockPublicAccess>,
        /// Its tags.
        pub tags: LiteMap<String, String>,
    }
}
