//! The controls that a path can meet, and what one does to it.

use crate::authorize::{Layer, RequestTrace};
use crate::network::NetworkControlKind;
use crate::request::Subject;
use crate::s3::gate::GateKind;
use crate::s3::state::StateOf;

/// A control that a path meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Control {
    /// One of the network's.
    Network(NetworkControlKind),
    /// A layer of policies; the resource-based one is the bucket's.
    Policy(Layer),
    /// The resource-based policy of something else that the call needs.
    PolicyOf(Subject),
    /// A state of the bucket or the object, whatever the policies say; met only where it has a say.
    State(StateOf),
    /// Encryption, as far as policies do not decide: the key, its state, what a bucket takes.
    Encryption,
    /// Something that S3 itself refuses or lets pass.
    Gate(GateKind),
    /// That the caller is of the bucket's account; met only by calls for the bucket policy that are of another.
    BucketOwner,
    /// What S3 checks of a bucket policy before it saves it; met only where it does not pass, or may not.
    NewPolicy,
}

impl Control {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Network(kind) => kind.code(),
            Self::Policy(layer) => layer.code(),
            Self::PolicyOf(Subject::Bucket) => Layer::ResourcePolicy.code(),
            Self::PolicyOf(Subject::CopySource) => "source_bucket_policy",
            Self::PolicyOf(Subject::AccessPoint) => "access_point_policy",
            Self::PolicyOf(Subject::Key) => "key_policy",
            Self::State(StateOf::RequesterPays) => "requester_pays",
            Self::State(StateOf::Object) => "object",
            Self::Gate(kind) => kind.code(),
            Self::Encryption => "encryption",
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

    /// Whether it has a say in `request`.
    pub(crate) fn judges(self, request: &RequestTrace) -> bool {
        self.layer().is_some_and(|it| Self::of(it, request.subject) == self)
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
