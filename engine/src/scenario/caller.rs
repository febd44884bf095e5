//! Callers that are no functions.

use std::collections::BTreeMap;

use accesspath_policy::policy::DocumentId;

use super::record::record;
use super::{Fact, S3Name};

record! {
    /// A caller that is no function: a console user, a CI role, a visitor.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct OtherCaller {
        /// Its id: the path's letter or name.
        #[required]
        pub id: String,
        /// Its name for people.
        #[required]
        pub name: String,
        /// The role it has assumed, by id.
        pub role: Option<String>,
        /// The IAM user or root user it is, by ARN.
        pub user: Option<String>,
        /// The policies of that user.
        pub policies: Fact<Vec<DocumentId>>,
        /// The permissions boundary of that user.
        pub boundary: Option<Fact<DocumentId>>,
        /// The tags of that user.
        pub tags: BTreeMap<String, String>,
        /// The public address it calls from.
        #[free]
        pub source_ip: Option<String>,
        /// The interface endpoint whose own name it calls, by id.
        #[free]
        pub endpoint_url: Option<String>,
        /// The name of S3 that it calls, as at placements.
        #[free]
        pub s3_name: Option<S3Name>,
        /// The Region that it addresses, as at placements.
        #[free]
        pub client_region: Option<String>,
        /// It follows redirects, as at placements.
        #[free]
        pub follows_redirects: Option<Fact<bool>>,
        /// Condition keys in place of those that follow from the path, as at placements.
        #[free]
        pub condition_keys: BTreeMap<String, Fact<Vec<String>>>,
    }
}
