//! Lambda functions, where they run, and the calls that they make.

use accesspath_policy::policy::DocumentId;
use litemap::LiteMap;

use super::record::{record, words};
use super::{Fact, Options, S3Name, SignedUrl};

record! {
    /// A Lambda function.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Function {
        /// Its id within the scenario.
        #[required]
        pub id: String,
        /// Its name.
        #[required]
        pub name: String,
        /// Its execution role, by id.
        #[required]
        pub role: String,
        /// The placements in which it may run.
        #[required]
        pub placements: Vec<Placement>,
        /// Its Region; absent: that of the VPCs it is attached to.
        #[free]
        pub region: Option<String>,
        /// Its timeout, in seconds; Lambda's default is 3.
        #[free]
        pub timeout_s: Option<u32>,
        /// Its state; absent: taken to be active, and it may have no network interfaces yet.
        pub state: Option<Fact<FunctionState>>,
        /// The code that Lambda gives for the state, such as `SubnetOutOfIPAddresses`; absent: not known.
        #[free]
        pub state_reason_code: Option<String>,
        /// Its resource-based policy, which says who may invoke it; absent: it has none.
        pub policy: Option<Fact<DocumentId>>,
        /// The calls that it makes for every event, in their order.
        #[free]
        pub calls: Vec<Call>,
    }
}

impl Placement {
    /// The name of S3 that the client calls, where it calls no endpoint by its own.
    pub(crate) fn name(&self) -> S3Name {
        let own = self.endpoint_url.is_none();
        self.s3_name.filter(|_| own).unwrap_or_default()
    }
}

words! {
    /// The states of a function.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum FunctionState {
        /// It can be called.
        #[default]
        Active = "Active",
        /// Its network interfaces are being made.
        Pending = "Pending",
        /// Nobody has called it for weeks, and its network interfaces are gone.
        Inactive = "Inactive",
        /// Lambda could not create it.
        Failed = "Failed",
    }
}

record! {
    /// A placement of a function in the network.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Placement {
        /// Its id: the path's letter or name.
        #[required]
        pub id: String,
        /// The function is attached to no VPC.
        pub outside: bool,
        /// The subnets it is attached to, by id.
        pub subnets: Vec<String>,
        /// Its security groups, by id.
        pub security_groups: Vec<String>,
        /// The interface endpoint whose own name the client calls, by id.
        #[free]
        pub endpoint_url: Option<String>,
        /// The Availability Zone of the zonal name of that endpoint that the client calls; absent: the Regional name.
        #[free]
        pub endpoint_zone: Option<String>,
        /// The private address of its network interface; absent: some address of the subnet.
        #[free]
        pub private_ip: Option<String>,
        /// It may call over IPv6; Lambda accepts that only if all its subnets are dual-stack.
        #[free]
        pub ipv6: bool,
        /// The name of S3 that the client calls; absent: the Regional one.
        #[free]
        pub s3_name: Option<S3Name>,
        /// The client writes the bucket into the URL's path, not before S3's name.
        #[free]
        pub path_style: bool,
        /// The Region that the client addresses; absent: the bucket's.
        #[free]
        pub client_region: Option<String>,
        /// The client sends a request again to where S3 redirects it; absent: not known.
        #[free]
        pub follows_redirects: Option<Fact<bool>>,
        /// The file systems that it mounts.
        #[free]
        pub file_systems: Vec<FileSystem>,
        /// The URL that it calls, which somebody has signed.
        #[free]
        pub signed_url: Option<SignedUrl>,
        /// Condition keys that were observed in a request, in place of those that follow from the path; a key with an
        /// empty list is absent.
        #[free]
        pub condition_keys: LiteMap<String, Fact<Vec<String>>>,
    }
}

record! {
    /// A file system that a function mounts, as Lambda's `FileSystemConfigs` has it.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct FileSystem {
        /// The ARN of its access point, of S3 Files or of Amazon EFS.
        #[required]
        pub arn: String,
        /// The path where the function finds it.
        pub local_mount_path: Option<String>,
    }
}

record! {
    /// A call to S3 that a function makes for every event.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Call {
        /// The operation of the S3 API.
        #[required]
        pub operation: String,
        /// The bucket, by id; absent: the one that the event comes from.
        pub bucket: Option<String>,
        /// The object's key, in which `{key}` stands for the event's key and `{name}` for what follows its last
        /// slash; absent: the event's key.
        pub key: Option<String>,
        /// The options of the request.
        pub options: Options,
    }
}
