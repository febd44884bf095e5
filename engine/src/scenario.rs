//! All that a person gave: accounts, documents, roles, networks, buckets, and the question.
//!
//! Format version 1, public: `docs/scenario.md` describes it.
//! Unknown fields are refused with their place; any fact may be `{"unknown": true}`.

mod acl;
pub mod change;
mod check;
mod document;
mod event;
mod fact;
mod record;

use std::collections::BTreeMap;
use std::fmt;

use crate::json;
use crate::policy::DocumentId;
use crate::text::{Lines, Location, Span};
use crate::truth::Truth;
pub use acl::{Grant, LockMode, ObjectOwnership, Permission, Versioning};
pub(crate) use check::document_text;
pub use check::{Problem, problems};
pub use document::Document;
pub use event::{Call, ExpectedChain, Notification, Upload};
pub use fact::Fact;
use record::{Field, Reading, record, words};

/// The version of the scenario format that this engine reads and writes.
pub const FORMAT_VERSION: u64 = 1;

/// How long a scenario file may be, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// Everything that one picture is computed from.
#[derive(Debug, Clone, Eq, Default)]
pub struct Scenario {
    /// The format's version: 1.
    pub accesspath: u64,
    /// What people call it.
    pub title: String,
    /// What it teaches, in a sentence or two.
    pub about: String,
    /// Where it comes from.
    pub source: String,
    /// The moment of the request, in ISO 8601.
    pub time: Option<String>,
    /// The organization that its accounts belong to.
    pub organization: Option<Organization>,
    /// The accounts of which more is known than their id.
    pub accounts: Vec<Account>,
    /// The policy documents, by name.
    pub documents: BTreeMap<DocumentId, Document>,
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
    /// The gateways, and what else routes lead to.
    pub gateways: Vec<Gateway>,
    /// The VPC endpoints for S3.
    pub endpoints: Vec<Endpoint>,
    /// The security groups.
    pub security_groups: Vec<SecurityGroup>,
    /// The network ACLs.
    pub network_acls: Vec<NetworkAcl>,
    /// The prefix lists of AWS, as far as their entries are known.
    pub prefix_lists: Vec<PrefixList>,
    /// Address ranges that are the customer's own, so that no address of AWS lies in them.
    pub own_ranges: Vec<String>,
    /// The buckets.
    pub buckets: Vec<Bucket>,
    /// The objects of which more is known than where they lie.
    pub objects: Vec<Object>,
    /// The access points.
    pub access_points: Vec<AccessPoint>,
    /// The KMS keys.
    pub keys: Vec<Key>,
    /// Callers that are no functions.
    pub callers: Vec<OtherCaller>,
    /// What is asked.
    pub question: Question,
    /// What starts the chains of the notifications; absent: it follows from the question.
    pub upload: Option<Upload>,
    /// What the answer must be, for tests.
    pub expect: Vec<Expected>,
    /// What the chains must come to, for tests.
    pub expect_chains: Vec<ExpectedChain>,
}

/// An organization of AWS Organizations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Organization {
    /// Its id, such as `o-exampleorg1`.
    pub id: Fact<String>,
    /// The account that SCPs and RCPs do not limit.
    pub management_account: Option<String>,
    /// What its S3 policy says of Block Public Access: all four switches on, or none; absent: it has no such policy.
    pub block_public_access: Option<Fact<bool>>,
}

/// An AWS account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    /// Its canonical user id, by which ACLs name it.
    pub canonical_id: Option<String>,
    /// Whether it stands outside the scenario's organization.
    pub outside_organization: bool,
    /// The SCPs by level, from the root to the account; absent: none limit it.
    pub scp_levels: Option<Fact<Vec<Vec<DocumentId>>>>,
    /// The RCPs by level, besides `RCPFullAWSAccess`.
    pub rcp_levels: Option<Fact<Vec<Vec<DocumentId>>>>,
    /// The account's S3 Block Public Access.
    pub block_public_access: BlockPublicAccess,
}

/// The four switches of S3 Block Public Access; absent: off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlockPublicAccess {
    /// Refuses writing public ACLs.
    pub block_public_acls: Fact<bool>,
    /// Makes public ACLs count for nothing.
    pub ignore_public_acls: Fact<bool>,
    /// Refuses writing a public bucket policy.
    pub block_public_policy: Fact<bool>,
    /// Leaves a bucket with a public policy to its own account.
    pub restrict_public_buckets: Fact<bool>,
}

/// An IAM role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Role {
    /// Its id within the scenario.
    pub id: String,
    /// Its ARN, path included.
    pub arn: String,
    /// Its unique id, `AROA…`, which `aws:userid` starts with.
    pub unique_id: Option<String>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// Its identity-based policies.
    pub policies: Fact<Vec<DocumentId>>,
    /// Its permissions boundary.
    pub boundary: Option<Fact<DocumentId>>,
    /// The session policies; Lambda passes none.
    pub session_policies: Vec<DocumentId>,
    /// Its trust policy.
    pub trust: Option<DocumentId>,
    /// Whether it is a service-linked role.
    pub service_linked: bool,
}

/// A Lambda function.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Function {
    /// Its id within the scenario.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its execution role, by id.
    pub role: String,
    /// Its Region; absent: that of the VPCs it is attached to.
    pub region: Option<String>,
    /// How long it may run, in seconds; Lambda's default is 3.
    pub timeout_s: Option<u32>,
    /// Its state.
    pub state: Fact<FunctionState>,
    /// The code that Lambda gives for the state, such as `SubnetOutOfIPAddresses`; absent: not known.
    pub state_reason_code: Option<String>,
    /// Where it may run.
    pub placements: Vec<Placement>,
    /// Its resource-based policy, which says who may invoke it; absent: it has none.
    pub policy: Option<Fact<DocumentId>>,
    /// The calls that it makes for every event, in their order.
    pub calls: Vec<Call>,
}

/// The states of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FunctionState {
    /// It can be called.
    #[default]
    Active,
    /// Its network interfaces are being made.
    Pending,
    /// Nobody has called it for weeks, and its network interfaces are gone.
    Inactive,
    /// It could not be made.
    Failed,
}

/// One way to place a function in the network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placement {
    /// Its id: the path's letter or name.
    pub id: String,
    /// Whether the function is attached to no VPC.
    pub outside: bool,
    /// The subnets it is attached to, by id.
    pub subnets: Vec<String>,
    /// Its security groups, by id.
    pub security_groups: Vec<String>,
    /// The interface endpoint whose own name the client calls, by id.
    pub endpoint_url: Option<String>,
    /// The Availability Zone whose name of that endpoint it is; absent: the name for the whole Region.
    pub endpoint_zone: Option<String>,
    /// The private address of its network interface; absent: some address of the subnet.
    pub private_ip: Option<String>,
    /// Whether it may call over IPv6, which Lambda takes only where all subnets are dual-stack.
    pub ipv6: bool,
    /// Which of S3's names the client calls.
    pub s3_name: S3Name,
    /// Condition keys that somebody has seen in a request, in place of those that follow from the path; none: absent.
    pub condition_keys: BTreeMap<String, Fact<Vec<String>>>,
}

/// The names by which clients call S3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum S3Name {
    /// `s3.eu-west-1.amazonaws.com`, with IPv4 addresses; whether the bucket stands before it or behind changes nothing.
    #[default]
    Regional,
    /// `s3.dualstack.eu-west-1.amazonaws.com`, with addresses of both families.
    DualStack,
    /// `s3.amazonaws.com`, the old name without a Region.
    Global,
}

/// A VPC.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    pub main_route_table: Option<String>,
    /// Whether the resolver of Route 53 answers in it; on by default.
    pub dns_support: Option<Fact<bool>>,
    /// Whether hosts get names in it; private DNS of endpoints needs it.
    pub dns_hostnames: Option<Fact<bool>>,
    /// The mode of VPC Block Public Access in its account and Region.
    pub block_public_access: Fact<BlockMode>,
    /// Whether VPC Block Public Access spares the whole VPC.
    pub block_public_access_exclusion: Option<Exclusion>,
}

/// The modes of VPC Block Public Access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockMode {
    /// It is not on.
    #[default]
    Off,
    /// Nothing passes internet gateways.
    Bidirectional,
    /// Only what NAT gateways and egress-only internet gateways send out.
    Ingress,
}

/// What VPC Block Public Access lets a VPC or subnet do all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exclusion {
    /// Everything.
    #[default]
    Bidirectional,
    /// Calling out.
    Egress,
}

/// A subnet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subnet {
    /// Its id.
    pub id: String,
    /// Its VPC, by id.
    pub vpc: String,
    /// Its address range.
    pub cidr: String,
    /// Its IPv6 range, where it is dual-stack.
    pub ipv6_cidr: Option<String>,
    /// Its Availability Zone; absent: not known.
    pub availability_zone: Option<String>,
    /// Its route table, by id; absent: the VPC's main one.
    pub route_table: Option<String>,
    /// Its network ACL, by id; absent: one that allows all.
    pub network_acl: Option<String>,
    /// Whether VPC Block Public Access spares the subnet.
    pub block_public_access_exclusion: Option<Exclusion>,
}

/// A route table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RouteTable {
    /// Its id.
    pub id: String,
    /// Its VPC, by id.
    pub vpc: String,
    /// Its routes besides the local ones, which every table has.
    pub routes: Vec<Route>,
}

/// One route.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// An address range, or the id of a prefix list.
    pub destination: String,
    /// The gateway or endpoint, by id.
    pub target: String,
    /// Whether its target is gone.
    pub blackhole: Fact<bool>,
    /// Whether a virtual private gateway or a transit gateway has spread it, and nobody wrote it.
    pub propagated: bool,
}

/// A gateway of a VPC.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gateway {
    /// Its id.
    pub id: String,
    /// What kind it is.
    pub kind: GatewayKind,
    /// The VPC that an internet gateway is attached to, by id.
    pub vpc: Option<String>,
    /// The two VPCs that a peering connection joins, by id; empty: not known.
    pub vpcs: Vec<String>,
    /// The subnet that a NAT gateway stands in, by id.
    pub subnet: Option<String>,
    /// The Elastic IP of a NAT gateway.
    pub public_ip: Option<Fact<String>>,
    /// Whether a NAT gateway is a private one, without an Elastic IP.
    pub private: bool,
    /// The state of a NAT gateway or a peering connection.
    pub state: Fact<ResourceState>,
    /// Whether a NAT instance checks that packets come from it or go to it; on by default.
    pub source_dest_check: Option<Fact<bool>>,
}

/// The states of a NAT gateway or an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResourceState {
    /// It works.
    #[default]
    Available,
    /// It is being made.
    Pending,
    /// It could not be made.
    Failed,
    /// It is being deleted.
    Deleting,
    /// It is gone.
    Deleted,
}

impl Fact<ResourceState> {
    /// Whether it works.
    pub fn is_available(&self) -> Truth {
        self.known().map_or(Truth::Unknown, |it| Truth::from(*it == ResourceState::Available))
    }
}

/// The kinds of gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GatewayKind {
    /// An internet gateway.
    #[default]
    Internet,
    /// A NAT gateway.
    Nat,
    /// An instance that forwards what comes to it.
    NatInstance,
    /// An egress-only internet gateway, which is for IPv6.
    EgressOnly,
    /// A transit gateway.
    Transit,
    /// A peering connection.
    Peering,
    /// A virtual private gateway, with a VPN or Direct Connect behind it.
    Vpn,
}

/// A VPC endpoint for S3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Endpoint {
    /// Its id.
    pub id: String,
    /// Which of the two kinds it is.
    pub kind: EndpointKind,
    /// Its VPC, by id.
    pub vpc: String,
    /// The account that owns it; absent: the VPC's.
    pub account: Option<String>,
    /// The families of addresses that it serves; absent: IPv4.
    pub ip_address_type: IpAddressType,
    /// Its state.
    pub state: Fact<ResourceState>,
    /// Its policy; absent: the default one, which allows all.
    pub policy: Option<Fact<DocumentId>>,
    /// The subnets of an interface endpoint, by id.
    pub subnets: Vec<String>,
    /// The security groups of an interface endpoint, by id.
    pub security_groups: Vec<String>,
    /// Whether S3's ordinary names resolve to an interface endpoint.
    pub private_dns: Fact<bool>,
    /// Whether they do so for the inbound resolver only.
    pub private_dns_only_for_inbound_resolver: Fact<bool>,
    /// The Region of the S3 that an interface endpoint is for; absent: that of its VPC.
    pub service_region: Option<String>,
    /// The Availability Zones in which that service is offered to endpoints; absent: all.
    pub service_zones: Option<Fact<Vec<String>>>,
}

/// The kinds of VPC endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EndpointKind {
    /// A target of routes.
    #[default]
    Gateway,
    /// A network interface.
    Interface,
}

impl Endpoint {
    /// Whether it is gone, and with it the routes that AWS made for it.
    pub fn is_gone(&self) -> bool {
        matches!(self.state, Fact::Known(ResourceState::Deleting | ResourceState::Deleted))
    }
}

/// The families of addresses that an endpoint serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IpAddressType {
    /// IPv4
    #[default]
    Ipv4,
    /// IPv6
    Ipv6,
    /// Both.
    DualStack,
}

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecurityGroup {
    /// Its id.
    pub id: String,
    /// What it lets out; absent: all, as a new group does.
    pub egress: Option<Fact<Vec<Rule>>>,
    /// What it lets in; absent: nothing, as a new group does.
    pub ingress: Option<Fact<Vec<Rule>>>,
}

/// One rule of a security group: what it allows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// `tcp`, `udp`, or `-1` for all; absent: all.
    pub protocol: Option<String>,
    /// The first port; absent: all ports.
    pub from_port: Option<u32>,
    /// The last port; absent: `from_port`.
    pub to_port: Option<u32>,
    /// The other side's address range.
    pub cidr: Option<String>,
    /// The other side's prefix list, by id.
    pub prefix_list: Option<String>,
    /// The other side's security group, by id.
    pub security_group: Option<String>,
}

/// A network ACL: rules that are tried in the order of their numbers, with a last one that denies all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NetworkAcl {
    /// Its id.
    pub id: String,
    /// The rules for what enters the subnet; none, as in a new one: it denies all.
    pub inbound: Fact<Vec<AclRule>>,
    /// The rules for what leaves the subnet.
    pub outbound: Fact<Vec<AclRule>>,
}

/// One rule of a network ACL.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AclRule {
    /// Its number, from 1 to 32766: the lowest that fits decides.
    pub number: u32,
    /// What it does.
    pub action: AclAction,
    /// The other side's address range.
    pub cidr: String,
    /// `tcp`, `udp`, or `-1` for all; absent: all.
    pub protocol: Option<String>,
    /// The first port on the receiving side; absent: all ports.
    pub from_port: Option<u32>,
    /// The last port; absent: `from_port`.
    pub to_port: Option<u32>,
}

/// What a rule of a network ACL does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AclAction {
    /// It lets pass.
    Allow,
    /// It drops.
    #[default]
    Deny,
}

/// A prefix list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrefixList {
    /// Its id, `pl-…`.
    pub id: String,
    /// Its name, such as `com.amazonaws.eu-west-1.s3`.
    pub name: String,
    /// Its address ranges, as far as they are known.
    pub entries: Vec<String>,
}

/// An S3 bucket.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    pub policy: Option<Fact<DocumentId>>,
    /// Its own Block Public Access.
    pub block_public_access: BlockPublicAccess,
    /// Its Object Ownership; absent: `BucketOwnerEnforced`.
    pub ownership: Option<Fact<ObjectOwnership>>,
    /// Its ACL; absent: its owner has full control, and nobody else has anything.
    pub acl: Option<Fact<Vec<Grant>>>,
    /// Whether it keeps versions; absent: not known.
    pub versioning: Option<Fact<Versioning>>,
    /// Whether who asks pays.
    pub requester_pays: Fact<bool>,
    /// Its default encryption.
    pub encryption: Encryption,
    /// The notifications by which it invokes functions.
    pub notifications: Vec<Notification>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// Whether access control by tags is switched on for it; absent: it is not.
    pub abac: Fact<bool>,
}

/// An access point of a bucket, in the bucket's Region.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccessPoint {
    /// Its id within the scenario.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The account that owns it.
    pub account: String,
    /// Its bucket, by id.
    pub bucket: String,
    /// The VPC of its network origin; absent: its network origin is the internet.
    pub vpc: Option<Fact<String>>,
    /// Its policy.
    pub policy: Option<Fact<DocumentId>>,
    /// Its own Block Public Access, which nobody can change.
    pub block_public_access: BlockPublicAccess,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// Where an object is copied from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CopySource {
    /// The bucket, by id.
    pub bucket: String,
    /// The object's key.
    pub key: String,
    /// The object version.
    pub version_id: Option<String>,
}

/// How a bucket encrypts what it is not told how to, or how an object is encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Encryption {
    /// `AES256`, `aws:kms`, `aws:kms:dsse`, or of an object `SSE-C`; absent: `AES256`.
    pub algorithm: Option<Fact<String>>,
    /// The KMS key, by id, or of a bucket an alias; absent: the AWS managed key `aws/s3`.
    pub key: Option<Fact<String>>,
    /// Whether an S3 Bucket Key stands between.
    pub bucket_key: Fact<bool>,
    /// Of a bucket, the types of encryption that uploads may not ask for; absent: not known.
    pub blocked: Option<Fact<Vec<String>>>,
}

/// An object, as far as it is not what the bucket's settings make of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Object {
    /// Its id within the scenario.
    pub id: String,
    /// The bucket that it lies in, by id.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// How it is encrypted; absent: as the bucket does by default.
    pub encryption: Option<Encryption>,
    /// Whether it is there; absent: it is.
    pub exists: Option<Fact<bool>>,
    /// The account that owns it; absent: the bucket's under `BucketOwnerEnforced`, else not known.
    pub owner: Option<Fact<String>>,
    /// Its ACL; absent: its owner has full control, and nobody else has anything.
    pub acl: Option<Fact<Vec<Grant>>>,
    /// Its tags; absent: not known.
    pub tags: Option<BTreeMap<String, String>>,
    /// How its version is locked until `retain_until`.
    pub lock_mode: Option<Fact<LockMode>>,
    /// The end of the lock, in ISO 8601; absent, with a mode: not known.
    pub retain_until: Option<String>,
    /// Whether it is on legal hold.
    pub legal_hold: Fact<bool>,
}

/// A KMS key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Key {
    /// Its id within the scenario.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Its key policy; absent: the one that AWS gives a new key.
    pub policy: Option<Fact<DocumentId>>,
    /// Who manages it.
    pub manager: KeyManager,
    /// Its state.
    pub state: Fact<KeyState>,
    /// The grants on it.
    pub grants: Fact<Vec<KeyGrant>>,
    /// Its aliases, such as `alias/thumbs`.
    pub aliases: Vec<String>,
}

/// Who manages a KMS key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyManager {
    /// A customer, who writes its key policy.
    #[default]
    Customer,
    /// AWS: it is the key `aws/s3` of its account and Region.
    Aws,
}

/// The states of a KMS key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyState {
    /// It can be used.
    #[default]
    Enabled,
    /// It is switched off.
    Disabled,
    /// It is to be deleted.
    PendingDeletion,
    /// It has no key material yet.
    PendingImport,
}

/// A grant on a KMS key: it allows, and never denies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyGrant {
    /// Who may use the key, by ARN.
    pub grantee: String,
    /// What they may do, such as `Decrypt`.
    pub operations: Vec<String>,
    /// With which encryption context.
    pub constraints: GrantConstraints,
}

/// The encryption context that a grant demands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GrantConstraints {
    /// Exactly this one.
    pub encryption_context_equals: BTreeMap<String, String>,
    /// One that holds this.
    pub encryption_context_subset: BTreeMap<String, String>,
}

/// A caller that is no function: a console user, a CI role, a visitor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OtherCaller {
    /// Its id: the path's letter or name.
    pub id: String,
    /// What people call it.
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
    pub source_ip: Option<String>,
    /// Condition keys in place of those that follow from the path, as at placements.
    pub condition_keys: BTreeMap<String, Fact<Vec<String>>>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// Who calls: functions and other callers, by id.
    pub callers: Vec<String>,
    /// The S3 API operation, such as `PutObject`.
    pub operation: String,
    /// The bucket, by id.
    pub bucket: String,
    /// The object's key.
    pub key: String,
    /// The access point that the call goes through, by id; absent: the bucket itself is called.
    pub access_point: Option<String>,
    /// What else the request says.
    pub options: Options,
}

/// Headers and parameters of the request that policies can see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The object version asked for.
    pub version_id: Option<String>,
    /// The prefix of a list request; an empty one is not none.
    pub prefix: Option<String>,
    /// The delimiter of a list request.
    pub delimiter: Option<String>,
    /// The canned ACL that the request sets.
    pub acl: Option<String>,
    /// The grants that the request sets by headers, or by an ACL in its body.
    pub grants: Vec<Grant>,
    /// Whether the request says that its caller pays.
    pub request_payer: bool,
    /// The tags that the request sets.
    pub tagging: BTreeMap<String, String>,
    /// The encryption header: `AES256`, `aws:kms`.
    pub server_side_encryption: Option<String>,
    /// The KMS key that the encryption header names.
    pub kms_key_id: Option<String>,
    /// The algorithm of a key that the client sends along: `AES256`.
    pub customer_algorithm: Option<String>,
    /// Whether the request asks for the object's checksum, `x-amz-checksum-mode: ENABLED`.
    pub checksum_mode: bool,
    /// How an object is locked: `GOVERNANCE` or `COMPLIANCE`.
    pub lock_mode: Option<String>,
    /// Until when an object is locked, in ISO 8601.
    pub retain_until: Option<String>,
    /// Whether an object is put on legal hold: `ON` or `OFF`.
    pub legal_hold: Option<String>,
    /// Whether the request asks to pass by a lock in governance mode.
    pub bypass_governance: bool,
    /// How many entries a list request asks for.
    pub max_keys: Option<u32>,
    /// The ETag that must be there for the request to go on.
    pub if_match: Option<String>,
    /// The ETag that must not be there; `*` for any.
    pub if_none_match: Option<String>,
    /// The storage class header.
    pub storage_class: Option<String>,
    /// Where the object is copied from.
    pub copy_source: Option<CopySource>,
    /// Whether a copy takes its metadata along: `COPY` or `REPLACE`.
    pub metadata_directive: Option<String>,
    /// Whether a copy takes its tags along: `COPY`, as it does by itself, or `REPLACE`.
    pub tagging_directive: Option<String>,
    /// The TLS version that the client negotiates: `1.2` or `1.3`; absent: not known.
    pub tls_version: Option<String>,
    /// Whether the client calls over plain HTTP.
    pub plain_http: bool,
    /// The bucket policy that PutBucketPolicy is to save.
    pub new_policy: Option<DocumentId>,
    /// Whether PutBucketPolicy confirms that the caller may lose the right to change the policy again.
    pub confirm_remove_self_bucket_access: bool,
}

/// What one path must come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    /// The path's id.
    pub path: String,
    /// Its kind.
    pub kind: Option<String>,
    /// `open`, `blocked` or `undetermined`.
    pub outcome: String,
    /// Every control that blocks.
    pub by: Option<Vec<String>>,
    /// Reasons that must be among those given.
    pub because: Vec<ExpectedReason>,
}

/// A reason that must be given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExpectedReason {
    /// The reason's word.
    pub reason: String,
    /// The underlined text.
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

// INVARIANT: scenarios that differ are written differently. Comparing a hundred fields one by one takes
// ten times the code, and the page compares only what two edits made.
impl PartialEq for Scenario {
    fn eq(&self, other: &Self) -> bool {
        self.to_compact_json() == other.to_compact_json()
    }
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON, of a later version, or has a field that this version does not know.
    pub fn from_json(text: &str) -> Result<Self, NotAScenario> {
        let tree = json::read_up_to(MAX_BYTES, "the scenario is longer than 1 MiB", text);
        let lines = Lines::new(text);
        let refuse = |message: String, span: Span, newer| {
            let Location { line, column } = lines.location(text, span.start);
            Err(NotAScenario { message, line, column, newer })
        };
        if let Some(first) = tree.diagnostics.first() {
            return refuse(first.problem.headline(), first.span, false);
        }
        let Some(root) = tree.root() else {
            return refuse("the text is blank".to_owned(), Span::default(), false);
        };
        let version = root.at(&["accesspath"]);
        match version.map(|it| (it.scalar().and_then(|it| it.parse::<u64>().ok()), it.span)) {
            Some((Some(FORMAT_VERSION), _)) => {}
            Some((found, span)) => {
                let found = found.map_or_else(|| "unknown".to_owned(), |it| it.to_string());
                let newer = found.parse().is_ok_and(|it: u64| it > FORMAT_VERSION);
                let message = format!(
                    "format version {found}; this accesspath reads version {FORMAT_VERSION}"
                );
                return refuse(message, span, newer);
            }
            None => {
                return refuse(
                    "missing field \"accesspath\", the format's version".to_owned(),
                    root.span,
                    false,
                );
            }
        }
        let mut reading = Reading::default();
        let mut scenario = Self::default();
        scenario.read(root, &mut reading);
        match reading.first() {
            Some((message, span)) => refuse(message.clone(), *span, false),
            None => Ok(scenario),
        }
    }

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

    /// What is said of the object `key` in the bucket of id `bucket`.
    pub fn object(&self, bucket: &str, key: &str) -> Option<&Object> {
        self.objects.iter().find(|it| it.bucket == bucket && it.key == key)
    }

    /// What is said of the object that is copied.
    pub fn source_object(&self) -> Option<&Object> {
        let source = self.question.options.copy_source.as_ref()?;
        self.object(&source.bucket, &source.key)
    }

    /// The bucket that an object is copied from.
    pub fn source_bucket(&self) -> Option<&Bucket> {
        let source = self.question.options.copy_source.as_ref()?;
        self.buckets.iter().find(|it| it.id == source.bucket)
    }

    /// The access point that the call goes through.
    pub fn access_point(&self) -> Option<&AccessPoint> {
        let id = self.question.access_point.as_ref()?;
        self.access_points.iter().find(|it| it.id == *id)
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

    /// The network ACL of that id.
    pub fn network_acl(&self, id: &str) -> Option<&NetworkAcl> {
        self.network_acls.iter().find(|it| it.id == id)
    }

    /// The route table that a subnet uses: its own, else its VPC's main one.
    pub fn route_table_of(&self, subnet: &Subnet) -> Option<&RouteTable> {
        let main = || self.vpc(&subnet.vpc).and_then(|it| it.main_route_table.as_deref());
        let id = subnet.route_table.as_deref().or_else(main)?;
        self.route_tables.iter().find(|it| it.id == id)
    }
}

/// Reads what a scenario's `expect` holds.
///
/// # Errors
///
/// Where the text is no list of expectations.
pub fn read_expected(text: &str) -> Result<Vec<Expected>, String> {
    let tree = json::read_up_to(MAX_BYTES, "the text is longer than 1 MiB", text);
    let mut reading = Reading::default();
    match tree.root() {
        Some(root) if tree.diagnostics.is_empty() => {
            let mut expected = Vec::new();
            expected.read(root, &mut reading);
            reading.first().map_or(Ok(expected), |(message, _)| Err(message.clone()))
        }
        _ => Err("the text is no JSON".to_owned()),
    }
}

// What stands before the semicolon must be given, the rest may be left out.
record!(Scenario { accesspath, question; title, about, source, time, organization, accounts, documents, roles, functions, vpcs, subnets, route_tables, gateways, endpoints, security_groups, network_acls, prefix_lists, own_ranges, buckets, objects, access_points, keys, callers, upload, expect, expect_chains });
record!(Organization { id; management_account, block_public_access });
record!(Account { id; canonical_id, outside_organization, scp_levels, rcp_levels, block_public_access });
record!(BlockPublicAccess { ; block_public_acls, ignore_public_acls, block_public_policy, restrict_public_buckets });
record!(Role { id, arn; unique_id, tags, policies, boundary, session_policies, trust, service_linked });
record!(Function { id, name, role, placements; region, timeout_s, state, state_reason_code, policy, calls });
record!(Placement { id; outside, subnets, security_groups, endpoint_url, endpoint_zone, private_ip, ipv6, s3_name, condition_keys });
record!(Vpc { id, account, region, cidrs; main_route_table, dns_support, dns_hostnames, block_public_access, block_public_access_exclusion });
record!(Subnet { id, vpc, cidr; ipv6_cidr, availability_zone, route_table, network_acl, block_public_access_exclusion });
record!(RouteTable { id, vpc; routes });
record!(Route { destination, target; blackhole, propagated });
record!(Gateway { id, kind; vpc, vpcs, subnet, public_ip, private, state, source_dest_check });
record!(Endpoint { id, kind, vpc; account, ip_address_type, state, policy, subnets, security_groups, private_dns, private_dns_only_for_inbound_resolver, service_region, service_zones });
record!(SecurityGroup { id; egress, ingress });
record!(Rule { ; protocol, from_port, to_port, cidr, prefix_list, security_group });
record!(NetworkAcl { id; inbound, outbound });
record!(AclRule { number, action, cidr; protocol, from_port, to_port });
record!(PrefixList { id, name; entries });
record!(Bucket { id, name, account, region; policy, block_public_access, ownership, acl, versioning, requester_pays, encryption, notifications, tags, abac });
record!(Encryption { ; algorithm, key, bucket_key, blocked });
record!(Object { id, bucket, key; encryption, exists, owner, acl, tags, lock_mode, retain_until, legal_hold });
record!(Key { id, arn; policy, manager, state, grants, aliases });
record!(KeyGrant { grantee, operations; constraints });
record!(GrantConstraints { ; encryption_context_equals, encryption_context_subset });
record!(OtherCaller { id, name; role, user, policies, boundary, tags, source_ip, condition_keys });
record!(Question { callers, operation, bucket; key, options, access_point });
record!(Options { ; version_id, prefix, delimiter, acl, grants, request_payer, tagging, server_side_encryption, kms_key_id, customer_algorithm, checksum_mode, lock_mode, retain_until, legal_hold, bypass_governance, max_keys, if_match, if_none_match, storage_class, tls_version, plain_http, new_policy, confirm_remove_self_bucket_access, copy_source, metadata_directive, tagging_directive });
record!(AccessPoint { id, name, account, bucket; vpc, policy, block_public_access, tags });
record!(CopySource { bucket, key; version_id });
record!(Expected { path, outcome; kind, by, because });
record!(ExpectedReason { reason; text });
words!(KeyManager { Customer: "customer", Aws: "aws" });
words!(KeyState {
    Enabled: "Enabled",
    Disabled: "Disabled",
    PendingDeletion: "PendingDeletion",
    PendingImport: "PendingImport"
});
words!(AclAction { Allow: "allow", Deny: "deny" });
words!(S3Name { Regional: "regional", DualStack: "dual-stack", Global: "global" });
words!(IpAddressType { Ipv4: "ipv4", Ipv6: "ipv6", DualStack: "dualstack" });
words!(FunctionState {
    Active: "Active",
    Pending: "Pending",
    Inactive: "Inactive",
    Failed: "Failed"
});
words!(BlockMode { Off: "off", Bidirectional: "block-bidirectional", Ingress: "block-ingress" });
words!(Exclusion { Bidirectional: "allow-bidirectional", Egress: "allow-egress" });
words!(ResourceState {
    Available: "available",
    Pending: "pending",
    Failed: "failed",
    Deleting: "deleting",
    Deleted: "deleted"
});
words!(GatewayKind {
    Internet: "internet",
    Nat: "nat",
    NatInstance: "nat-instance",
    EgressOnly: "egress-only",
    Transit: "transit",
    Peering: "peering",
    Vpn: "vpn"
});
words!(EndpointKind { Gateway: "gateway", Interface: "interface" });
