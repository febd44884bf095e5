//! The layers of policies that apply to a request.

/// A layer of policies, in the order in which answers name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// The identity-based policies of the caller.
    IdentityPolicies,
    /// The policy of the resource: bucket policy, key policy, trust policy.
    ResourcePolicy,
    /// The permissions boundary of the caller.
    PermissionsBoundaries,
    /// The policies of the caller's session.
    SessionPolicies,
    /// The service control policies of the caller's account.
    ServiceControlPolicies,
    /// The resource control policies of the resource's account.
    ResourceControlPolicies,
    /// The policy of the VPC endpoint that the request comes through.
    VpcEndpointPolicies,
    /// S3 Block Public Access.
    BlockPublicAccess,
    /// S3 Object Ownership and ACLs; no layer of a line, which does not hold them.
    ObjectOwnership,
}

impl Layer {
    /// All layers, in the order in which answers name them.
    pub const ALL: [Self; 9] = [
        Self::IdentityPolicies,
        Self::ResourcePolicy,
        Self::PermissionsBoundaries,
        Self::SessionPolicies,
        Self::ServiceControlPolicies,
        Self::ResourceControlPolicies,
        Self::VpcEndpointPolicies,
        Self::BlockPublicAccess,
        Self::ObjectOwnership,
    ];

    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdentityPolicies => "identity_policies",
            Self::ResourcePolicy => "resource_policy",
            Self::PermissionsBoundaries => "permissions_boundaries",
            Self::SessionPolicies => "session_policies",
            Self::ServiceControlPolicies => "service_control_policies",
            Self::ResourceControlPolicies => "resource_control_policies",
            Self::VpcEndpointPolicies => "vpc_endpoint_policies",
            Self::BlockPublicAccess => "block_public_access",
            Self::ObjectOwnership => "object_ownership",
        }
    }
}
