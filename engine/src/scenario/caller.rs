//! Callers that are no functions, and where they stand.

use accesspath_policy::policy::DocumentId;
use litemap::LiteMap;

use super::record::record;
use super::{Fact, Placement, PublicIp, S3Name, SignedUrl};

record! {
    /// A caller that is no function: a machine, a console user, a CI role, a visitor, an AWS service.
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
        /// The name of its session of that role; absent: made of its name, and not known where a service opened it.
        #[free]
        pub session_name: Option<String>,
        /// The IAM user or root user it is, by ARN.
        pub user: Option<String>,
        /// The policies of that user.
        pub policies: Fact<Vec<DocumentId>>,
        /// The permissions boundary of that user.
        pub boundary: Option<Fact<DocumentId>>,
        /// The tags of that user.
        pub tags: LiteMap<String, String>,
        /// The AWS service that calls, by its principal: as itself, or where a role stands beside it, as a session of
        /// that role.
        pub service: Option<String>,
        /// The resource for which a service calls as itself, `aws:SourceArn`; absent: not known.
        #[free]
        pub source_arn: Option<String>,
        /// The account for which a service calls as itself, `aws:SourceAccount`; absent: that of `source_arn`, if that
        /// tells one.
        #[free]
        pub source_account: Option<String>,
        /// The public address it calls from.
        #[free]
        pub source_ip: Option<String>,
        /// The subnets that it stands in, by id: each is a path of its own.
        pub subnets: Vec<String>,
        /// Its security groups there, by id.
        #[free]
        pub security_groups: Vec<String>,
        /// The public address of its network interface there, `null` for none.
        #[free]
        pub public_ip: PublicIp,
        /// The private address of its network interface, or that on premises; absent: some address of the range.
        #[free]
        pub private_ip: Option<String>,
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
        /// The connection over which it calls from a network on premises.
        pub on_premises: Option<OnPremises>,
        /// The URL that it calls, which somebody has signed.
        #[free]
        pub signed_url: Option<SignedUrl>,
        /// Condition keys in place of those that follow from the path, as at placements.
        #[free]
        pub condition_keys: LiteMap<String, Fact<Vec<String>>>,
    }
}

impl OtherCaller {
    /// Where it stands, as the network sees a placement of a function.
    pub(crate) fn placement(&self) -> Placement {
        Placement {
            id: self.id.clone(),
            outside: self.subnets.is_empty(),
            subnets: self.subnets.clone(),
            security_groups: self.security_groups.clone(),
            endpoint_url: self.endpoint_url.clone(),
            private_ip: self.private_ip.clone(),
            s3_name: self.s3_name,
            client_region: self.client_region.clone(),
            follows_redirects: self.follows_redirects.clone(),
            ..Placement::default()
        }
    }
}

record! {
    /// The connection of a network on premises with a VPC.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct OnPremises {
        /// The VPC that it leads to, by id.
        #[required]
        pub vpc: String,
        /// The gateway of that VPC that it uses, by id; absent: its virtual private gateway, if it has one.
        #[free]
        pub gateway: Option<String>,
        /// The range of the network's addresses; absent: not known.
        #[free]
        pub range: Option<String>,
        /// S3's names are resolved by an inbound resolver of that VPC; absent: not known.
        #[free]
        pub inbound_resolver: Option<Fact<bool>>,
    }
}
