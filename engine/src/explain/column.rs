//! The columns of S3's front door: which controls stand there, in which order, and whose they are; and the labels of the
//! gates on the network's side.

use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;

use super::short_name;
use crate::control::{Control, NetworkControl};

/// The column of a control at S3's front door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its place among all columns, from the left.
    pub place: u8,
    /// The owner of what it checks, by whom adjacent columns are grouped.
    pub owner: &'static str,
    /// Its label, a line a word or two.
    pub lines: &'static [&'static str],
    /// Its label where there is room for one short word only.
    pub brief: &'static str,
}

/// The column of a control; nothing of what stands before the call, on the network, or shows by its parts.
pub const fn column(control: Control) -> Option<Column> {
    const ORGANIZATION: &str = "Organization";
    const CALLER: &str = "Caller";
    const BUCKET: &str = "Bucket";
    const SOURCE: &str = "Source bucket";
    const ACCESS_POINT: &str = "Access point";
    const KEY: &str = "Key";
    let (place, owner, lines, brief): (u8, _, &[&str], _) = match control {
        Control::Policy(Layer::ServiceControlPolicies) => (0, ORGANIZATION, &["SCP"], "SCP"),
        Control::Policy(Layer::ResourceControlPolicies) => (1, ORGANIZATION, &["RCP"], "RCP"),
        Control::Policy(Layer::IdentityPolicies) => {
            (2, CALLER, &["Identity", "policies"], "Ident.")
        }
        Control::Policy(Layer::PermissionsBoundaries) => (3, CALLER, &["Boundary"], "Bound."),
        Control::Policy(Layer::SessionPolicies) => (4, CALLER, &["Session", "policy"], "Sess."),
        Control::SignedUrl => (5, CALLER, &["Signed", "URL"], "URL"),
        Control::Policy(Layer::ResourcePolicy)
        | Control::PolicyOf(Subject::Bucket | Subject::Account) => {
            (6, BUCKET, &["Bucket", "policy"], "Policy")
        }
        Control::Policy(Layer::BlockPublicAccess) => (7, BUCKET, &["Block", "public"], "BPA"),
        Control::Policy(Layer::ObjectOwnership) => (8, BUCKET, &["Owner-", "ship"], "ACL"),
        Control::RequesterPays => (9, BUCKET, &["Req.", "Pays"], "Pays"),
        Control::Object => (10, BUCKET, &["Object"], "Object"),
        Control::Precondition => (11, BUCKET, &["Pre-", "condition"], "If-…"),
        Control::Operation => (12, BUCKET, &["Opera-", "tion"], "Oper."),
        Control::ClientRegion => (13, BUCKET, &["Region"], "Region"),
        Control::Acceleration => (14, BUCKET, &["Transfer", "Accel."], "Accel."),
        Control::BucketOwner => (15, BUCKET, &["Bucket", "owner"], "Owner"),
        Control::NewPolicy => (16, BUCKET, &["New", "policy"], "New"),
        Control::PolicyOf(Subject::CopySource) => (17, SOURCE, &["Bucket", "policy"], "Policy"),
        Control::CopySource => (18, SOURCE, &["Object"], "Object"),
        Control::SourceTags => (19, SOURCE, &["Tags"], "Tags"),
        Control::CopyRegions => (20, SOURCE, &["Regions"], "Reg."),
        Control::PolicyOf(Subject::AccessPoint) => (21, ACCESS_POINT, &["Policy"], "Policy"),
        Control::NetworkOrigin => (22, ACCESS_POINT, &["Network", "origin"], "Origin"),
        Control::PolicyOf(Subject::Key) => (23, KEY, &["Key", "policy"], "Policy"),
        Control::Encryption => (24, KEY, &["Encryp-", "tion"], "Encr."),
        Control::FunctionState
        | Control::TrustPolicy
        | Control::NetworkInterfaces
        | Control::FileSystem
        | Control::Network(_)
        | Control::Authorization
        | Control::Policy(Layer::VpcEndpointPolicies) => return None,
    };
    Some(Column { place, owner, lines, brief })
}

/// The label under a gate of the network, or before the call: as short as a gate needs it.
pub const fn gate_label(control: Control) -> &'static str {
    match control {
        Control::Network(it) => match it {
            NetworkControl::Dns => "DNS",
            NetworkControl::SecurityGroup => "SG out",
            NetworkControl::NetworkAcl
            | NetworkControl::NatNetworkAcl
            | NetworkControl::EndpointNetworkAcl => "NACL",
            NetworkControl::Route => "Route",
            NetworkControl::NatGateway | NetworkControl::NatInstance => "Way out",
            NetworkControl::NatSecurityGroup => "SG",
            NetworkControl::VpcBlockPublicAccess => "VPC BPA",
            NetworkControl::EndpointSecurityGroup => "SG in",
            NetworkControl::EndpointRoute => "Reply",
        },
        Control::FunctionState => "State",
        Control::NetworkInterfaces => "Interfaces",
        Control::FileSystem => "Mount",
        other => short_name(other),
    }
}
