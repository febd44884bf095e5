//! All that a person gave: accounts, documents, roles, networks, buckets, and the question.
//!
//! Format version 1, public: `docs/scenario.md` describes it.
//! Unknown fields are refused with their place; any fact may be `{"unknown": true}`.

pub mod change;
mod check;
mod document;
mod fact;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::json;
use crate::policy::DocumentId;
pub(crate) use check::document_text;
pub use check::{Problem, problems};
pub use document::Document;
pub use fact::Fact;

/// The version of the scenario format that this engine reads and writes.
pub const FORMAT_VERSION: u64 = 1;

/// How long a scenario file may be, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Everything that one picture is computed from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The format's version: 1.
    pub accesspath: u64,
    /// What people call it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// What it teaches, in a sentence or two.
    #[serde(default, skip_serializing_if = "is_default")]
    pub about: String,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// The moment of the request, in ISO 8601.
    #[serde(default, skip_serializing_if = "is_default")]
    pub time: Option<String>,
    /// The organization that its accounts belong to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub organization: Option<Organization>,
    /// The accounts of which more is known than their id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub accounts: Vec<Account>,
    /// The policy documents, by name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub documents: BTreeMap<DocumentId, Document>,
    /// The IAM roles.
    #[serde(default, skip_serializing_if = "is_default")]
    pub roles: Vec<Role>,
    /// The Lambda functions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub functions: Vec<Function>,
    /// The VPCs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vpcs: Vec<Vpc>,
    /// The subnets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnets: Vec<Subnet>,
    /// The route tables.
    #[serde(default, skip_serializing_if = "is_default")]
    pub route_tables: Vec<RouteTable>,
    /// Internet gateways and NAT gateways.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gateways: Vec<Gateway>,
    /// The VPC endpoints for S3.
    #[serde(default, skip_serializing_if = "is_default")]
    pub endpoints: Vec<Endpoint>,
    /// The security groups.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_groups: Vec<SecurityGroup>,
    /// The network ACLs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub network_acls: Vec<NetworkAcl>,
    /// The prefix lists of AWS, as far as their entries are known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix_lists: Vec<PrefixList>,
    /// Address ranges that are the customer's own, so that no address of AWS lies in them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub own_ranges: Vec<String>,
    /// The buckets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub buckets: Vec<Bucket>,
    /// The KMS keys.
    #[serde(default, skip_serializing_if = "is_default")]
    pub keys: Vec<Key>,
    /// Callers that are no functions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub callers: Vec<OtherCaller>,
    /// What is asked.
    pub question: Question,
    /// What the answer must be, for tests.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expect: Vec<Expected>,
}

/// An organization of AWS Organizations.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// Its id, such as `o-exampleorg1`.
    pub id: Fact<String>,
    /// The account that SCPs and RCPs do not limit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub management_account: Option<String>,
}

/// An AWS account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    /// Whether it stands outside the scenario's organization.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outside_organization: bool,
    /// The SCPs by level, from the root to the account; absent: none limit it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scp_levels: Option<Fact<Vec<Vec<DocumentId>>>>,
    /// The RCPs by level, besides `RCPFullAWSAccess`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rcp_levels: Option<Fact<Vec<Vec<DocumentId>>>>,
    /// The account's S3 Block Public Access.
    #[serde(default, skip_serializing_if = "is_default")]
    pub block_public_access: BlockPublicAccess,
}

/// The four switches of S3 Block Public Access; absent: off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockPublicAccess {
    /// Refuses writing public ACLs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub block_public_acls: Fact<bool>,
    /// Makes public ACLs count for nothing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ignore_public_acls: Fact<bool>,
    /// Refuses writing a public bucket policy.
    #[serde(default, skip_serializing_if = "is_default")]
    pub block_public_policy: Fact<bool>,
    /// Leaves a bucket with a public policy to its own account.
    #[serde(default, skip_serializing_if = "is_default")]
    pub restrict_public_buckets: Fact<bool>,
}

/// An IAM role.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its id within the scenario.
    pub id: String,
    /// Its ARN, path included.
    pub arn: String,
    /// Its unique id, `AROA…`, which `aws:userid` starts with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unique_id: Option<String>,
    /// Its tags.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: BTreeMap<String, String>,
    /// Its identity-based policies.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policies: Fact<Vec<DocumentId>>,
    /// Its permissions boundary.
    #[serde(default, skip_serializing_if = "is_default")]
    pub boundary: Option<Fact<DocumentId>>,
    /// The session policies; Lambda passes none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub session_policies: Vec<DocumentId>,
    /// Its trust policy.
    #[serde(default, skip_serializing_if = "is_default")]
    pub trust: Option<DocumentId>,
    /// Whether it is a service-linked role.
    #[serde(default, skip_serializing_if = "is_default")]
    pub service_linked: bool,
}

/// A Lambda function.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Its id within the scenario.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its execution role, by id.
    pub role: String,
    /// Its Region; absent: that of the VPCs it is attached to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: Option<String>,
    /// How long it may run, in seconds; Lambda's default is 3.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timeout_s: Option<u32>,
    /// Where it may run.
    pub placements: Vec<Placement>,
}

/// One way to place a function in the network.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    /// Its id: the path's letter or name.
    pub id: String,
    /// Whether the function is attached to no VPC.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outside: bool,
    /// The subnets it is attached to, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnets: Vec<String>,
    /// Its security groups, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_groups: Vec<String>,
    /// The interface endpoint whose own name the client calls, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub endpoint_url: Option<String>,
    /// The private address of its network interface; absent: some address of the subnet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub private_ip: Option<String>,
}

/// A VPC.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vpc {
    /// Its id.
    pub id: String,
    /// The account that owns it.
    pub account: String,
    /// Its Region.
    pub region: String,
    /// Its address ranges.
    pub cidrs: Vec<String>,
    /// The route table of subnets that name none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub main_route_table: Option<String>,
    /// Whether the resolver of Route 53 answers in it; on by default.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dns_support: Option<Fact<bool>>,
    /// Whether hosts get names in it; private DNS of endpoints needs it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dns_hostnames: Option<Fact<bool>>,
}

/// A subnet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subnet {
    /// Its id.
    pub id: String,
    /// Its VPC, by id.
    pub vpc: String,
    /// Its address range.
    pub cidr: String,
    /// Its route table, by id; absent: the VPC's main one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub route_table: Option<String>,
    /// Its network ACL, by id; absent: one that allows all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub network_acl: Option<String>,
}

/// A route table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteTable {
    /// Its id.
    pub id: String,
    /// Its VPC, by id.
    pub vpc: String,
    /// Its routes besides the local ones, which every table has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub routes: Vec<Route>,
}

/// One route.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// An address range, or the id of a prefix list.
    pub destination: String,
    /// The gateway or endpoint, by id.
    pub target: String,
    /// Whether its target is gone.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blackhole: Fact<bool>,
}

/// A gateway of a VPC.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Its id.
    pub id: String,
    /// What kind it is.
    pub kind: GatewayKind,
    /// The VPC that an internet gateway is attached to, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vpc: Option<String>,
    /// The subnet that a NAT gateway stands in, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnet: Option<String>,
    /// The Elastic IP of a NAT gateway.
    #[serde(default, skip_serializing_if = "is_default")]
    pub public_ip: Option<Fact<String>>,
    /// Whether a NAT gateway is a private one, without an Elastic IP.
    #[serde(default, skip_serializing_if = "is_default")]
    pub private: bool,
}

/// The kinds of gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GatewayKind {
    /// An internet gateway.
    #[default]
    Internet,
    /// A NAT gateway.
    Nat,
}

/// A VPC endpoint for S3.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// Its id.
    pub id: String,
    /// Which of the two kinds it is.
    pub kind: EndpointKind,
    /// Its VPC, by id.
    pub vpc: String,
    /// The account that owns it; absent: the VPC's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<String>,
    /// Its policy; absent: the default one, which allows all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policy: Option<Fact<DocumentId>>,
    /// The subnets of an interface endpoint, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnets: Vec<String>,
    /// The security groups of an interface endpoint, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_groups: Vec<String>,
    /// Whether S3's ordinary names resolve to an interface endpoint.
    #[serde(default, skip_serializing_if = "is_default")]
    pub private_dns: Fact<bool>,
    /// Whether they do so for the inbound resolver only.
    #[serde(default, skip_serializing_if = "is_default")]
    pub private_dns_only_for_inbound_resolver: Fact<bool>,
}

/// The kinds of VPC endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndpointKind {
    /// A target of routes.
    #[default]
    Gateway,
    /// A network interface.
    Interface,
}

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityGroup {
    /// Its id.
    pub id: String,
    /// What it lets out; absent: all, as a new group does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub egress: Option<Fact<Vec<Rule>>>,
    /// What it lets in; absent: nothing, as a new group does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ingress: Option<Fact<Vec<Rule>>>,
}

/// One rule of a security group: what it allows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `tcp`, `udp`, or `-1` for all; absent: all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub protocol: Option<String>,
    /// The first port; absent: all ports.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from_port: Option<u32>,
    /// The last port; absent: `from_port`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub to_port: Option<u32>,
    /// The other side's address range.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cidr: Option<String>,
    /// The other side's prefix list, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix_list: Option<String>,
    /// The other side's security group, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_group: Option<String>,
}

/// A network ACL; kept, and said to be not modelled where a path meets it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkAcl {
    /// Its id.
    pub id: String,
}

/// A prefix list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrefixList {
    /// Its id, `pl-…`.
    pub id: String,
    /// Its name, such as `com.amazonaws.eu-west-1.s3`.
    pub name: String,
    /// Its address ranges, as far as they are known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entries: Vec<String>,
}

/// An S3 bucket.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// Its id within the scenario.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The account that owns it.
    pub account: String,
    /// Its Region.
    pub region: String,
    /// Its bucket policy.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policy: Option<Fact<DocumentId>>,
    /// Its own Block Public Access.
    #[serde(default, skip_serializing_if = "is_default")]
    pub block_public_access: BlockPublicAccess,
    /// Its Object Ownership; absent: `BucketOwnerEnforced`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ownership: Option<String>,
    /// Its default encryption.
    #[serde(default, skip_serializing_if = "is_default")]
    pub encryption: Encryption,
}

/// A bucket's default encryption.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Encryption {
    /// `AES256` or `aws:kms`; absent: `AES256`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub algorithm: Option<String>,
    /// The KMS key, by id; absent: the AWS managed key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub key: Option<String>,
}

/// A KMS key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Its id within the scenario.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Its key policy.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policy: Option<Fact<DocumentId>>,
}

/// A caller that is no function: a console user, a CI role, a visitor.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherCaller {
    /// Its id: the path's letter or name.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The role it has assumed, by id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: Option<String>,
    /// The IAM user or root user it is, by ARN.
    #[serde(default, skip_serializing_if = "is_default")]
    pub user: Option<String>,
    /// The policies of that user.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policies: Fact<Vec<DocumentId>>,
    /// The permissions boundary of that user.
    #[serde(default, skip_serializing_if = "is_default")]
    pub boundary: Option<Fact<DocumentId>>,
    /// The tags of that user.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: BTreeMap<String, String>,
    /// The public address it calls from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source_ip: Option<String>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Who calls: functions and other callers, by id.
    pub callers: Vec<String>,
    /// The S3 API operation, such as `PutObject`.
    pub operation: String,
    /// The bucket, by id.
    pub bucket: String,
    /// The object's key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub key: String,
    /// What else the request says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
}

/// Headers and parameters of the request that policies can see.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// The object version asked for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub version_id: Option<String>,
    /// The prefix of a list request; an empty one is not none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix: Option<String>,
    /// The delimiter of a list request.
    #[serde(default, skip_serializing_if = "is_default")]
    pub delimiter: Option<String>,
    /// The canned ACL that the request sets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub acl: Option<String>,
    /// The tags that the request sets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tagging: BTreeMap<String, String>,
    /// The encryption header: `AES256`, `aws:kms`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub server_side_encryption: Option<String>,
    /// The storage class header.
    #[serde(default, skip_serializing_if = "is_default")]
    pub storage_class: Option<String>,
    /// The TLS version that the client negotiates: `1.2` or `1.3`; absent: not known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tls_version: Option<String>,
    /// Whether the client calls over plain HTTP.
    #[serde(default, skip_serializing_if = "is_default")]
    pub plain_http: bool,
}

/// What one path must come to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The path's id.
    pub path: String,
    /// Its kind.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: Option<String>,
    /// `open`, `blocked` or `undetermined`.
    pub outcome: String,
    /// Every control that blocks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: Option<Vec<String>>,
    /// Reasons that must be among those given.
    #[serde(default, skip_serializing_if = "is_default")]
    pub because: Vec<ExpectedReason>,
}

/// A reason that must be given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedReason {
    /// The reason's word.
    pub reason: String,
    /// The underlined text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: Option<String>,
}

/// Why a text is no scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAScenario {
    /// What was found, in one line.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// Whether the text is of a later version of the format.
    pub newer: bool,
}

impl fmt::Display for NotAScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

#[derive(Deserialize)]
struct Probe {
    accesspath: u64,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON, of a later version, or has a field that this version does not know.
    pub fn from_json(text: &str) -> Result<Self, NotAScenario> {
        let refuse = |message: String, line, column, newer| {
            Err(NotAScenario { message, line, column, newer })
        };
        if text.len() > MAX_BYTES {
            return refuse("the scenario is longer than 1 MiB".to_owned(), 1, 1, false);
        }
        let text = text.trim_start_matches('\u{feff}');
        match serde_json::from_str::<Probe>(text) {
            Ok(Probe { accesspath: FORMAT_VERSION }) => {}
            Ok(Probe { accesspath: found }) => {
                let message = format!(
                    "format version {found}; this accesspath reads version {FORMAT_VERSION}"
                );
                return refuse(message, 1, 1, found > FORMAT_VERSION);
            }
            Err(error) => return refuse(plain(&error), error.line(), error.column(), false),
        }
        serde_json::from_str(text).or_else(|error| {
            refuse(plain(&error), error.line().max(1), error.column().max(1), false)
        })
    }

    /// Prints the scenario: the same scenario always gives the same bytes.
    pub fn to_json(&self) -> String {
        // Maps with text keys, lists and scalars always serialise.
        let plain = serde_json::to_string(self).unwrap_or_default();
        let tree = json::read_up_to(usize::MAX, "", &plain);
        tree.root.map(|it| json::print(&it) + "\n").unwrap_or_default()
    }

    /// The scenario in one line, for links.
    pub fn to_compact_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// A document's text.
    pub fn text(&self, document: &str) -> Option<&Document> {
        self.documents.get(document)
    }

    /// The role of that id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|it| it.id == id)
    }

    /// The bucket that is asked about.
    pub fn bucket(&self) -> Option<&Bucket> {
        self.buckets.iter().find(|it| it.id == self.question.bucket)
    }

    /// What is known of an account.
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|it| it.id == id)
    }

    /// The organization of an account, if it belongs to one.
    pub fn organization_of(&self, account: &str) -> Option<&Organization> {
        let outside = self.account(account).is_some_and(|it| it.outside_organization);
        self.organization.as_ref().filter(|_| !outside)
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

    /// The route table that a subnet uses: its own, else its VPC's main one.
    pub fn route_table_of(&self, subnet: &Subnet) -> Option<&RouteTable> {
        let main = || self.vpc(&subnet.vpc).and_then(|it| it.main_route_table.as_deref());
        let id = subnet.route_table.as_deref().or_else(main)?;
        self.route_tables.iter().find(|it| it.id == id)
    }
}

/// The message of a JSON error without the place at its end, which is told apart from it.
fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(at) => message.get(..at).unwrap_or(&message).to_owned(),
        None => message,
    }
}
