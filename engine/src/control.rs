//! The controls that a call can meet.

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;

/// A control that a call meets, before or on its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Control {
    /// The state of a function; met only where it cannot be called, or may not.
    FunctionState,
    /// The trust policy of a function's role, which lets Lambda assume it.
    TrustPolicy,
    /// The permissions by which Lambda makes network interfaces for a function.
    NetworkInterfaces,
    /// One of the network's.
    Network(NetworkControl),
    /// The authorization of one request as a whole; the layers are its parts, and these show.
    Authorization,
    /// A layer of policies; the resource-based one is the bucket's.
    Policy(Layer),
    /// The resource-based policy of something else that the call needs.
    PolicyOf(Subject),
    /// Who pays for requests; met only where that is not the bucket's owner, or not known.
    RequesterPays,
    /// The object: whether it is there, or locked; met only where that has a say.
    Object,
    /// Encryption, as far as policies do not decide: the key, its state, what a bucket takes.
    Encryption,
    /// The network origin of the access point.
    NetworkOrigin,
    /// Whether S3 takes the operation there at all.
    Operation,
    /// The Regions of a copy's source and destination.
    CopyRegions,
    /// The tags that a copy takes along.
    SourceTags,
    /// The state of a copy's source.
    CopySource,
    /// That the caller is of the bucket's account; met only by calls for the bucket policy that are of another.
    BucketOwner,
    /// What S3 checks of a bucket policy before it saves it; met only where it does not pass, or may not.
    NewPolicy,
}

impl Control {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FunctionState => "function_state",
            Self::TrustPolicy => "trust_policy",
            Self::NetworkInterfaces => "network_interfaces",
            Self::Network(control) => control.code(),
            Self::Authorization => "authorization",
            Self::Policy(layer) => layer.code(),
            Self::PolicyOf(Subject::Bucket) => Layer::ResourcePolicy.code(),
            Self::PolicyOf(Subject::CopySource) => "source_bucket_policy",
            Self::PolicyOf(Subject::AccessPoint) => "access_point_policy",
            Self::PolicyOf(Subject::Key) => "key_policy",
            Self::RequesterPays => "requester_pays",
            Self::Object => "object",
            Self::Encryption => "encryption",
            Self::NetworkOrigin => "access_point_origin",
            Self::Operation => "operation_support",
            Self::CopyRegions => "copy_region",
            Self::SourceTags => "source_tags",
            Self::CopySource => "copy_source",
            Self::BucketOwner => "bucket_owner",
            Self::NewPolicy => "new_policy",
        }
    }

    /// The control that `layer` of a request about `subject` is.
    pub const fn of(layer: Layer, subject: Subject) -> Self {
        match (layer, subject) {
            (Layer::ResourcePolicy, Subject::CopySource | Subject::AccessPoint | Subject::Key) => {
                Self::PolicyOf(subject)
            }
            _ => Self::Policy(layer),
        }
    }

    /// The layer of policies that it is, if it is one.
    pub const fn layer(self) -> Option<Layer> {
        match self {
            Self::Policy(layer) => Some(layer),
            Self::PolicyOf(_) => Some(Layer::ResourcePolicy),
            _ => None,
        }
    }

    /// An Allow of policies is what makes it pass.
    pub const fn can_grant(self) -> bool {
        matches!(self, Self::TrustPolicy | Self::NetworkInterfaces)
    }

    /// It has a say in `request`.
    pub(crate) fn judges(self, request: &RequestTrace) -> bool {
        self.layer().is_some_and(|it| Self::of(it, request.subject) == self)
    }
}

/// The controls of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NetworkControl {
    /// The name that the client calls; met only where it does not resolve, or is not known to.
    Dns,
    /// What the function's security groups let out.
    SecurityGroup,
    /// The network ACL of the function's subnet.
    NetworkAcl,
    /// The route table of the function's subnet.
    Route,
    /// The network ACL of the NAT gateway's subnet.
    NatNetworkAcl,
    /// The NAT gateway and its route to the internet.
    NatGateway,
    /// VPC Block Public Access; met only where it is on or not known to be off.
    VpcBlockPublicAccess,
    /// The network ACLs of the interface endpoint's subnets.
    EndpointNetworkAcl,
    /// What the interface endpoint's security groups let in.
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
