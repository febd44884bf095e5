//! The scenario, which holds everything that a person states: accounts, documents, roles, networks, buckets, and the
//! question.
//!
//! Format version 1, public: `docs/scenario.md` describes it.
//! Unknown fields are refused with their place; any fact may be `{"unknown": true}`.
//! Each record is declared once, by `record!`, in the module of its noun.

mod access_point;
mod account;
mod acl;
mod bucket;
mod caller;
pub mod change;
mod check;
mod client;
mod document;
mod endpoint;
mod event;
mod expected;
mod fact;
mod form;
mod function;
mod gateway;
mod key;
mod managed;
mod network_acl;
mod object;
mod opened;
mod places;
mod prefix_list;
mod private_zone;
mod public_ip;
mod question;
mod record;
pub mod remove;
pub mod rename;
mod retention;
mod role;
mod route_table;
mod security_group;
mod service_facts;
mod signed_url;
mod subnet;
mod tries;
mod vpc;

use accesspath_policy::json;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::truth::Truth;
use litemap::LiteMap;

pub use access_point::AccessPoint;
pub use account::{Account, BlockPublicAccess, Organization};
pub use acl::{AclGrant, Permission};
pub use bucket::{Bucket, Encryption, ObjectOwnership, Versioning};
pub use caller::{OnPremises, OtherCaller};
pub use check::{ScenarioProblem, problems};
pub use client::S3Name;
pub use document::Document;
pub(crate) use document::document_text;
pub use endpoint::{DnsRecordType, Endpoint, EndpointKind, IpAddressType};
pub use event::{Notification, Upload};
pub use expected::{
    Expected, ExpectedBefore, ExpectedChain, ExpectedLockOut, ExpectedReach, ExpectedReason,
    read_expected,
};
pub use fact::Fact;
pub use form::{Mistake, NotAScenario, ReadScenario};
pub use function::{Call, FileSystem, Function, FunctionState, Placement};
pub use gateway::{Attachment, Gateway, GatewayKind, ResourceState};
pub use key::{GrantConstraints, Key, KeyGrant, KeyManager, KeyState};
pub use managed::ManagedPolicies;
pub use network_acl::{AclAction, AclRule, NetworkAcl, in_order};
pub use object::Object;
pub use opened::NotTold;
pub use places::{DocumentPlace, DocumentPlaces};
pub use prefix_list::PrefixList;
pub use private_zone::{PrivateZone, ZoneRecord};
pub use public_ip::PublicIp;
pub use question::{CopySource, Options, Question};
use record::{Field, record};
pub use record::{Origin, Told};
pub use retention::{DefaultRetention, LockMode};
pub use role::Role;
pub use route_table::{Route, RouteTable};
pub use security_group::{SecurityGroup, SecurityGroupRule};
pub use service_facts::ServiceFacts;
pub(crate) use signed_url::LONGEST_URL;
pub use signed_url::SignedUrl;
pub use subnet::Subnet;
pub use tries::{Then, Try};
pub(crate) use vpc::AMAZON_PROVIDED_DNS;
pub use vpc::{BlockMode, Exclusion, Vpc};

/// The longest scenario file that is read, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

record! {
    /// Everything that an answer is computed from.
    #[derive(Debug, Clone, Eq, Default)]
    pub struct Scenario {
        /// The format's version: 1.
        #[required]
        pub accesspath: u64,
        /// The call that is asked about.
        #[required]
        #[free]
        pub question: Question,
        /// Its title for people.
        #[free]
        pub title: String,
        /// Its lesson, in a sentence or two.
        #[free]
        pub about: String,
        /// Its source, such as a page of AWS.
        #[free]
        pub source: String,
        /// What a member that is not told says.
        #[free]
        pub not_told: NotTold,
        /// The moment of the request, in ISO 8601.
        pub time: Option<String>,
        /// The organization that its accounts belong to.
        pub organization: Option<Organization>,
        /// The accounts of which more is known than their id.
        pub accounts: Vec<Account>,
        /// The policy documents, by name.
        #[free]
        pub documents: LiteMap<DocumentId, Document>,
        /// The IAM roles.
        pub roles: Vec<Role>,
        /// The Lambda functions.
        pub functions: Vec<Function>,
        /// The VPCs.
        pub vpcs: Vec<Vpc>,
        /// The subnets.
        pub subnets: Vec<Subnet>,
        /// The route tables.
        pub route_tables: Vec<RouteTable>,
        /// The gateways, and the other targets of routes besides endpoints.
        pub gateways: Vec<Gateway>,
        /// The VPC endpoints for S3.
        pub endpoints: Vec<Endpoint>,
        /// The security groups.
        pub security_groups: Vec<SecurityGroup>,
        /// The network ACLs.
        pub network_acls: Vec<NetworkAcl>,
        /// The prefix lists of AWS, as far as their entries are known.
        #[free]
        pub prefix_lists: Vec<PrefixList>,
        /// The address ranges of the customer; no address of AWS lies in them.
        #[free]
        pub own_ranges: Vec<String>,
        /// The private hosted zones for S3's names.
        pub private_zones: Vec<PrivateZone>,
        /// The buckets.
        pub buckets: Vec<Bucket>,
        /// The objects of which more is known than bucket and key.
        pub objects: Vec<Object>,
        /// The access points.
        pub access_points: Vec<AccessPoint>,
        /// The KMS keys.
        pub keys: Vec<Key>,
        /// Callers that are no functions.
        pub callers: Vec<OtherCaller>,
        /// The upload that starts the chains of the notifications; absent: it follows from the question.
        #[free]
        pub upload: Option<Upload>,
        /// The answers for paths, for tests.
        #[free]
        pub expect: Vec<Expected>,
        /// The answers for chains, for tests.
        #[free]
        pub expect_chains: Vec<ExpectedChain>,
        /// The answers for what comes before the calls, for tests.
        #[free]
        pub expect_before: Vec<ExpectedBefore>,
        /// The answers for other callers, for tests.
        #[free]
        pub expect_reach: Vec<ExpectedReach>,
        /// The answer for who could change the bucket policy, for tests.
        #[free]
        pub expect_lock_out: Option<ExpectedLockOut>,
        /// The same after the question's call.
        #[free]
        pub expect_lock_out_after: Option<ExpectedLockOut>,
        /// The changes to try, with what they lead to.
        #[free]
        pub tries: Vec<Try>,
    } with {
        /// AWS's managed policies, which a program gives; they are neither read nor written.
        pub managed: ManagedPolicies,
        /// What AWS documents of its services, which a program gives; they are neither read nor written.
        pub facts: ServiceFacts,
    }
}

// INVARIANT: scenarios that differ are written differently. Comparing all their fields one by one makes the page
// three kilobytes larger, so the facts are compared as they are written.
// The documents are compared as they stand, and first: most edits are theirs, and writing one means parsing it.
impl PartialEq for Scenario {
    fn eq(&self, other: &Self) -> bool {
        self.documents == other.documents
            && self.managed == other.managed
            && self.facts == other.facts
            && self.written_facts() == other.written_facts()
    }
}

impl Scenario {
    /// Prints the scenario: the same scenario always gives the same bytes.
    pub fn to_json(&self) -> String {
        let plain = self.to_compact_json();
        let tree = json::read_up_to(usize::MAX, "", &plain);
        tree.root().map(|it| json::print(it) + "\n").unwrap_or_default()
    }

    /// The scenario in one line, for links.
    pub fn to_compact_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// All but the documents, in one line.
    pub fn written_facts(&self) -> String {
        Self { documents: LiteMap::new(), ..self.clone() }.to_compact_json()
    }

    /// The question turns on facts of AWS's services that were not given.
    pub fn lacks_facts(&self) -> bool {
        self.question.options.new_policy.is_some() && !self.facts.is_here()
    }

    /// A document's text.
    pub fn text(&self, document: &str) -> Option<&Document> {
        self.documents.get(document)
    }

    /// The role of that id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|it| it.id == id)
    }

    /// The question's bucket.
    pub fn bucket(&self) -> Option<&Bucket> {
        self.buckets.iter().find(|it| it.id == self.question.bucket)
    }

    /// The description of the object `key` in the bucket of id `bucket`.
    pub fn object(&self, bucket: &str, key: &str) -> Option<&Object> {
        self.objects.iter().find(|it| it.bucket == bucket && it.key == key)
    }

    /// The description of the object that is copied.
    pub(crate) fn source_object(&self) -> Option<&Object> {
        let source = self.question.options.copy_source.as_ref()?;
        self.object(&source.bucket, &source.key)
    }

    /// The bucket that an object is copied from.
    pub(crate) fn source_bucket(&self) -> Option<&Bucket> {
        let source = self.question.options.copy_source.as_ref()?;
        self.buckets.iter().find(|it| it.id == source.bucket)
    }

    /// The access point that the call goes through.
    pub fn access_point(&self) -> Option<&AccessPoint> {
        let id = self.question.access_point.as_ref()?;
        self.access_points.iter().find(|it| it.id == *id)
    }

    /// The description of an account.
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|it| it.id == id)
    }

    /// An account belongs to the organization: surely where it is described or is the management account. Of one that
    /// nothing names it is not known.
    pub(crate) fn membership(&self, account: &str) -> Truth {
        let Some(organization) = &self.organization else { return Truth::No };
        let is_management = organization.management_account.as_deref() == Some(account);
        match self.account(account).filter(|it| !it.is_open("outside_organization")) {
            Some(it) => Truth::from(!it.outside_organization),
            None => Truth::from(is_management).or(Truth::Unknown),
        }
    }

    /// The organization that an account belongs to, or may belong to.
    pub(crate) fn organization_of(&self, account: &str) -> Option<&Organization> {
        let outside = self.account(account).is_some_and(|it| it.outside_organization);
        self.organization.as_ref().filter(|_| !outside)
    }

    /// What was not told is not known, in place of none.
    pub(crate) fn leaves_open(&self) -> bool {
        self.not_told == NotTold::Unknown
    }

    /// What was told of the resource of a network that has that id.
    pub(crate) fn told_of(&self, id: &str) -> Option<&Told> {
        let vpc = self.vpc(id).map(|it| &it.told);
        let subnet = || self.subnet(id).map(|it| &it.told);
        let table = || self.route_tables.iter().find(|it| it.id == id).map(|it| &it.told);
        let gateway = || self.gateway(id).map(|it| &it.told);
        let endpoint = || self.endpoint(id).map(|it| &it.told);
        let group = || self.security_group(id).map(|it| &it.told);
        let acl = || self.network_acl(id).map(|it| &it.told);
        vpc.or_else(subnet)
            .or_else(table)
            .or_else(gateway)
            .or_else(endpoint)
            .or_else(group)
            .or_else(acl)
    }

    /// The subnet of that id.
    pub fn subnet(&self, id: &str) -> Option<&Subnet> {
        self.subnets.iter().find(|it| it.id == id)
    }

    /// The VPC of that id.
    pub fn vpc(&self, id: &str) -> Option<&Vpc> {
        self.vpcs.iter().find(|it| it.id == id)
    }

    /// The endpoint of that id.
    pub fn endpoint(&self, id: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|it| it.id == id)
    }

    /// The gateway of that id.
    pub fn gateway(&self, id: &str) -> Option<&Gateway> {
        self.gateways.iter().find(|it| it.id == id)
    }

    /// The security group of that id.
    pub fn security_group(&self, id: &str) -> Option<&SecurityGroup> {
        self.security_groups.iter().find(|it| it.id == id)
    }

    /// The network ACL of that id.
    pub fn network_acl(&self, id: &str) -> Option<&NetworkAcl> {
        self.network_acls.iter().find(|it| it.id == id)
    }

    /// The route table that a subnet uses: its own, else its VPC's main one.
    pub fn route_table_of(&self, subnet: &Subnet) -> Option<&RouteTable> {
        if subnet.is_open("route_table") {
            return None;
        }
        let main = || self.vpc(&subnet.vpc).and_then(|it| it.main_route_table.as_deref());
        let id = subnet.route_table.as_deref().or_else(main)?;
        self.route_tables.iter().find(|it| it.id == id)
    }
}

#[cfg(test)]
mod tests;
