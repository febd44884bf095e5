//! One fact as it was given, before it has a place in a scenario.

use accesspath_engine::scenario::EndpointKind;
use accesspath_policy::policy::PolicyKind;

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A resource with its id, in a collection of the scenario such as `route_tables`.
    Record {
        /// The collection.
        list: &'static str,
        /// The id.
        id: String,
        /// It as JSON, with its id.
        json: String,
    },
    /// A member of what the question is about, as JSON.
    Member {
        /// Whose it is.
        of: Holder,
        /// The member.
        name: &'static str,
        /// Its value, as JSON.
        json: String,
    },
    /// A member of a resource that is listed already, as JSON.
    MemberOf {
        /// The collection.
        list: &'static str,
        /// The resource's id.
        id: String,
        /// The member.
        name: &'static str,
        /// Its value, as JSON.
        json: String,
    },
    /// The role of the caller, by ARN; the path is that of the ARN.
    Role(String),
    /// The caller is the session of that name of its role: a function, whose sessions have its name.
    Function(String),
    /// The caller is an IAM user or the root user, by ARN.
    User(String),
    /// The bucket's name.
    Bucket(String),
    /// A policy.
    Policy {
        /// Where it is attached.
        kind: PolicyKind,
        /// To what: a bucket's or role's name, an endpoint's id, a key's ARN; where nothing tells, to what the question
        /// is about.
        owner: Option<String>,
        /// The name that it has, or could have.
        name: String,
        /// Its text.
        text: String,
    },
    /// A managed policy is attached to the caller, by ARN; its text is AWS's, or told elsewhere.
    Attached(String),
    /// A managed policy is the permissions boundary of the caller, by ARN.
    Bounded(String),
    /// There is no policy of that kind.
    NoPolicy(PolicyKind),
    /// There is no VPC endpoint for S3.
    NoEndpoint,
    /// Where the caller's function runs.
    Stands(Standing),
    /// The call arrives through this endpoint.
    Through {
        /// The endpoint.
        endpoint: String,
        /// Its kind.
        kind: EndpointKind,
    },
    /// The prefix list of S3's addresses in the Region, by id.
    PrefixList(String),
    /// The Region of all that tells none.
    Region(String),
}

/// What the question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// The question itself.
    Question,
    /// The function that calls.
    Function,
    /// The role of the caller.
    Role,
    /// The bucket.
    Bucket,
    /// The account of the bucket.
    Account,
}

/// Where a function runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody tells.
    Unknown,
    /// It is attached to no VPC.
    Outside,
    /// It is attached to subnets, which may not be told.
    Inside {
        /// The subnets.
        subnets: Vec<String>,
        /// Its security groups; empty: not told.
        groups: Vec<String>,
    },
    /// It has these security groups, wherever it is attached.
    Groups(Vec<String>),
}
