//! IAM roles.

use accesspath_policy::policy::DocumentId;
use litemap::LiteMap;

use super::Fact;
use super::record::record;

record! {
    /// An IAM role.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Role {
        /// Its id within the scenario.
        #[required]
        pub id: String,
        /// Its ARN, path included.
        #[required]
        pub arn: String,
        /// Its unique id, `AROA…`, which `aws:userid` starts with.
        #[free]
        pub unique_id: Option<String>,
        /// Its tags.
        pub tags: LiteMap<String, String>,
        /// Its identity-based policies.
        pub policies: Fact<Vec<DocumentId>>,
        /// Its permissions boundary.
        pub boundary: Option<Fact<DocumentId>>,
        /// The session policies; Lambda passes none.
        pub session_policies: Vec<DocumentId>,
        /// Its trust policy.
        #[free]
        pub trust: Option<DocumentId>,
        /// It is a service-linked role.
        #[free]
        pub service_linked: bool,
    }
}
