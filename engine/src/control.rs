//! The controls that a call can meet.

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;

/// A control that a call meets, before or on its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Control {
    /// The state of a function; met only if it keeps, or may keep, the function from being called.
    FunctionState,
    /// The trust policy of a function's role, which lets Lambda assume it.
    TrustPolicy,
    /// The permissions by which Lambda makes network interfaces for a function.
    NetworkInterfaces,
    /// The file systems that the function mounts before it is called; met only where it mounts one.
    FileSystem,
    /// A control of the network.
    Network(NetworkControl),
    /// The authorization of one request as a whole; a path lists the layers of the request in its place.
    Authorization,
    /// A layer of policies; the resource-based one is the bucket's.
    Policy(Layer),
    /// The resource-based policy of something else that the call needs.
    PolicyOf(Subject),
    /// Requester Pays; met only if it is on, or not known.
    RequesterPays,
    /// The existence of the object, or the lock on its version; met only by operations that depend on it.
    Object,
    /// The condition of a conditional request, `If-Match` or `If-None-Match`; met only by requests with one.
    Precondition,
    /// Encryption apart from policies: the key, its state, and the types of encryption that the bucket accepts.
    Encryption,
    /// The network origin of the access point.
    NetworkOrigin,
    /// S3's support for the operation on this bucket or access point.
    Operation,
    /// The Region that the client addresses; met only where it is told to be another than the bucket's.
    ClientRegion,
    /// Transfer Acceleration of the bucket; met only by calls of such a name.
    Acceleration,
    /// The Regions of a copy's source and destination.
    CopyRegions,
    /// The tags that a copy takes from its source.
    SourceTags,
    /// The state of a copy's source.
    CopySource,
    /// The age of a signed URL; met only where it is told.
    SignedUrl,
    /// The caller's account, which must be the bucket's; met only by calls for the bucket policy from another account.
    BucketOwner,
    /// The checks that S3 makes on a bucket policy before it saves it; met only if one fails, or may fail.
    NewPolicy,
}

impl Control {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FunctionState => "function_state",
            Self::TrustPolicy => "trust_policy",
            Self::NetworkInterfaces => "network_interfaces",
            Self::FileSystem => "file_system",
            Self::Network(control) => control.code(),
            Self::Authorization => "authorization",
            Self::Policy(layer) => layer.code(),
            Self::PolicyOf(Subject::Bucket | Subject::Account) => Layer::ResourcePolicy.code(),
            Self::PolicyOf(Subject::CopySource) => "source_bucket_policy",
            Self::PolicyOf(Subject::AccessPoint) => "access_point_policy",
            Self::PolicyOf(Subject::Key) => "key_policy",
            Self::RequesterPays => "requester_pays",
            Self::Object => "object",
            Self::Precondition => "precondition",
            Self::Encryption => "encryption",
            Self::NetworkOrigin => "access_point_origin",
            Self::Operation => "operation_support",
            Self::ClientRegion => "client_region",
            Self::Acceleration => "acceleration",
            Self::CopyRegions => "copy_region",
            Self::SourceTags => "source_tags",
            Self::CopySource => "copy_source",
            Self::SignedUrl => "signed_url",
            Self::BucketOwner => "bucket_owner",
            Self::NewPolicy => "new_policy",
        }
    }

    /// The control for `layer` of a request about `subject`.
    pub const fn of(layer: Layer, subject: Subject) -> Self {
        match (layer, subject) {
            (Layer::ResourcePolicy, Subject::CopySource | Subject::AccessPoint | Subject::Key) => {
                Self::PolicyOf(subject)
            }
            _ => Self::Policy(layer),
        }
    }

    /// Its layer of policies; `None` for a control that is no such layer.
    pub const fn layer(self) -> Option<Layer> {
        match self {
            Self::Policy(layer) => Some(layer),
            Self::PolicyOf(_) => Some(Layer::ResourcePolicy),
            _ => None,
        }
    }

    /// It passes only by an Allow of a policy.
    pub(crate) const fn can_grant(self) -> bool {
        matches!(self, Self::TrustPolicy | Self::NetworkInterfaces)
    }

    /// It is one of the layers that decide on `request`.
    pub(crate) fn judges(self, request: &RequestTrace) -> bool {
        self.layer().is_some_and(|it| Self::of(it, request.subject) == self)
    }
}

/// The controls of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NetworkControl {
    /// The DNS name that the client calls; met only if it does not resolve, or is not known to resolve.
    Dns,
    /// The outbound rules of the function's security groups.
    SecurityGroup,
    /// The network ACL of the function's subnet.
    NetworkAcl,
    /// The route table of the function's subnet.
    Route,
    /// The network ACL of the NAT gateway's subnet.
    NatNetworkAcl,
    /// The NAT gateway and its route to the internet.
    NatGateway,
    /// The security groups of the NAT instance.
    NatSecurityGroup,
    /// The NAT instance, its public address and its route to the internet.
    NatInstance,
    /// VPC Block Public Access; met only where it is on or not known to be off.
    VpcBlockPublicAccess,
    /// The network ACLs of the interface endpoint's subnets.
    EndpointNetworkAcl,
    /// The inbound rules of the interface endpoint's security groups.
    EndpointSecurityGroup,
    /// The route table of an interface endpoint's subnet in another VPC, which replies take.
    EndpointRoute,
}

impl NetworkControl {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::SecurityGroup => "security_group",
            Self::NetworkAcl => "network_acl",
            Self::Route => "route",
            Self::NatNetworkAcl => "nat_network_acl",
            Self::NatGateway => "nat_gateway",
            Self::NatSecurityGroup => "nat_security_group",
            Self::NatInstance => "nat_instance",
            Self::VpcBlockPublicAccess => "vpc_block_public_access",
            Self::EndpointNetworkAcl => "endpoint_network_acl",
            Self::EndpointSecurityGroup => "endpoint_security_group",
            Self::EndpointRoute => "endpoint_route",
        }
    }
}

/// The columns of S3's front door, in the order in which a picture shows them.
pub const FRONT_DOOR: [Layer; 7] = [
    Layer::ServiceControlPolicies,
    Layer::ResourceControlPolicies,
    Layer::IdentityPolicies,
    Layer::PermissionsBoundaries,
    Layer::SessionPolicies,
    Layer::ResourcePolicy,
    Layer::BlockPublicAccess,
];
