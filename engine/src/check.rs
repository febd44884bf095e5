//! The decision on one control: a route, a request's authorization, a bucket's state, a key.
//!
//! Everything that can stop a call is a [`Check`], whichever module decides it; `judge` combines a list of them.
//! A reason is a value; its sentences are in `explain`.

mod bucket_policy;
mod encryption;
mod function;
mod network;
mod region;
mod service;
mod state;
mod traffic;
mod unknown;

use accesspath_policy::authorize::{Decision, RequestTrace};
use accesspath_policy::policy::DocumentId;
use accesspath_policy::rule::Rule;
use accesspath_policy::text::Span;
use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;

use crate::control::Control;
pub use bucket_policy::{Malformed, PolicyRefusal};
pub use encryption::EncryptionReason;
pub use function::FunctionReason;
pub use network::{AclRefusal, Carries, NetworkReason, Unused, WhyUnused};
pub use region::{RegionAnswer, WrongRegion};
pub use service::ServiceReason;
pub use state::StateReason;
pub use traffic::{PeerName, Ports, Traffic};
pub use unknown::Unknown;

/// One control, decided.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Check {
    /// The control.
    pub control: Control,
    /// The call gets past it.
    pub passes: Truth,
    /// The reason.
    pub because: Reason,
    /// The place where the control applies.
    pub at: At,
    /// The requests that it depends on, by their numbers among those of the path.
    pub asked: Vec<usize>,
    /// The unclear rules that it leans on.
    pub rules: Vec<Rule>,
}

impl Check {
    /// A check at S3's front door that depends on no request and leans on no unclear rule.
    pub const fn new(control: Control, passes: Truth, because: Reason) -> Self {
        Self { control, passes, because, at: At::FrontDoor, asked: Vec::new(), rules: Vec::new() }
    }

    /// The check of the authorization of a request, which has this `number`.
    ///
    /// The whole request is one check: its layers are no conjunction, since an Allow of either of two may grant.
    pub fn authorization(request: &RequestTrace, number: usize) -> Self {
        let (passes, because) =
            (request.decision.allows(), Reason::Authorization(request.decision));
        Self {
            asked: vec![number],
            rules: request.unverified.clone(),
            ..Self::new(Control::Authorization, passes, because)
        }
    }

    /// The verdict on the control.
    pub fn verdict(&self) -> Verdict {
        let verdict = Verdict::from(self.passes);
        // What a function's state decides, no policy grants.
        let by_state = matches!(self.because, Reason::Function(_));
        if self.control.can_grant() && !by_state { verdict.granting() } else { verdict }
    }

    /// The hop where it applies, by its index on the path; `None` at S3's front door.
    pub const fn hop(&self) -> Option<usize> {
        match self.at {
            At::Hop { hop, .. } => Some(hop),
            At::FrontDoor | At::Text(_) => None,
        }
    }

    /// The ids of the resources judged at its hop, such as a route table or security groups; else empty.
    pub fn subject(&self) -> &str {
        match &self.at {
            At::Hop { subject, .. } => subject,
            At::FrontDoor | At::Text(_) => "",
        }
    }

    /// The text of a document that decided, if one did.
    pub const fn place(&self) -> Option<&TextPlace> {
        match &self.at {
            At::Text(place) => Some(place),
            At::FrontDoor | At::Hop { .. } => None,
        }
    }
}

/// The place of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// At S3's front door, or before the path begins.
    FrontDoor,
    /// At a hop of the path.
    Hop {
        /// The hop, by its index on the path.
        hop: usize,
        /// The ids of the resources that are judged there.
        subject: String,
    },
    /// In a text.
    Text(TextPlace),
}

/// A text that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPlace {
    /// The document.
    pub document: DocumentId,
    /// The statement's number, from 1.
    pub statement: Option<usize>,
    /// The underlined span.
    pub at: Span,
    /// The underlined text.
    pub text: String,
}

/// The reason why a check passes or does not, by the family of its control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Of a control of the network.
    Network(NetworkReason),
    /// Of a request's authorization as a whole; the reasons of its layers are in its trace.
    Authorization(Decision),
    /// Of a state of the bucket or the object.
    State(StateReason),
    /// Of encryption, apart from policies.
    Encryption(EncryptionReason),
    /// Of a check of S3 itself.
    Service(ServiceReason),
    /// Of a call for the bucket policy.
    BucketPolicy(PolicyRefusal),
    /// Of a function's state, before it is called.
    Function(FunctionReason),
}

impl Reason {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Network(reason) => reason.code(),
            Self::Authorization(decision) => decision.code(),
            Self::State(reason) => reason.code(),
            Self::Encryption(reason) => reason.code(),
            Self::Service(reason) => reason.code(),
            Self::BucketPolicy(reason) => reason.code(),
            Self::Function(reason) => reason.code(),
        }
    }

    /// The reason of a control of the network, if it is one.
    pub const fn network(&self) -> Option<&NetworkReason> {
        match self {
            Self::Network(reason) => Some(reason),
            _ => None,
        }
    }

    /// The reason of a state, if it is one.
    pub const fn state(&self) -> Option<StateReason> {
        match self {
            Self::State(reason) => Some(*reason),
            _ => None,
        }
    }

    /// The reason of encryption, if it is one.
    pub const fn encryption(&self) -> Option<&EncryptionReason> {
        match self {
            Self::Encryption(reason) => Some(reason),
            _ => None,
        }
    }

    /// The reason of a check of S3 itself, if it is one.
    pub const fn service(&self) -> Option<&ServiceReason> {
        match self {
            Self::Service(reason) => Some(reason),
            _ => None,
        }
    }

    /// The reason of a call for the bucket policy, if it is one.
    pub const fn bucket_policy(&self) -> Option<PolicyRefusal> {
        match self {
            Self::BucketPolicy(reason) => Some(*reason),
            _ => None,
        }
    }
}
