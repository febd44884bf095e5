//! One request against layered policies: how AWS combines them.
//!
//! AWS: "Policy evaluation logic".
//! Every layer is traced, also behind an explicit deny, and every layer that would have to change is named.

mod decide;
mod face;
mod finding;
mod grant;
mod part;
mod rules;

use std::sync::Arc;

use crate::caller::Caller;
use crate::layer::Layer;
use crate::ownership::Ownership;
use crate::policy::{Parsed, Policy};
use crate::publicness::{self, Publicness};
use crate::request::{Request, Subject};
use crate::rule::Rule;
use crate::trace::{ClauseTrace, PolicyTrace, StatementTrace};
use crate::truth::Truth;
pub use finding::Finding;
pub use part::{LayerPolicy, Part};

/// A policy of a layer, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// This policy.
    Policy(Arc<Parsed<Policy>>),
    /// Nobody knows whether there is one, or what it says.
    NotGiven,
    /// Nobody knows which grants a key has.
    GrantsNotGiven,
}

/// All policies that bear on one request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layers {
    /// Whose policy `resource` is.
    pub subject: Subject,
    /// The identity-based policies.
    pub identity: Vec<Source>,
    /// The resource's policy.
    pub resource: Option<Source>,
    /// The grants of a key, which allow as its policy does.
    pub grants: Vec<Source>,
    /// The permissions boundaries; each must allow.
    pub boundaries: Vec<Source>,
    /// The session policies; one must allow.
    pub sessions: Vec<Source>,
    /// The SCPs by level, from the root to the account; none outside an organization.
    pub scp_levels: Option<Vec<Vec<Source>>>,
    /// The RCPs by level; each level also holds `RCPFullAWSAccess`.
    pub rcp_levels: Vec<Vec<Source>>,
    /// The endpoint policies; each must allow.
    pub endpoint: Vec<Source>,
    /// Whether RestrictPublicBuckets is on for the bucket.
    pub restrict_public_buckets: Option<Truth>,
    /// What Object Ownership and ACLs have to say, at a bucket.
    pub ownership: Option<Ownership>,
    /// Where only denies are asked for, since another request has the grant: whether they count.
    pub denies_only: Option<Truth>,
    /// The account besides the resource's that RestrictPublicBuckets leaves its access: the other owner, where a
    /// bucket and its access point have two.
    pub insider: Option<String>,
}

/// The four answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// Allowed.
    Allow,
    /// Not allowed, because nothing allows it.
    ImplicitDeny,
    /// Not allowed, because something denies it.
    ExplicitDeny,
    /// It depends on something that is not known.
    Undetermined,
}

impl Decision {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::ImplicitDeny => "implicit_deny",
            Self::ExplicitDeny => "explicit_deny",
            Self::Undetermined => "undetermined",
        }
    }

    /// Whether the request is allowed.
    pub const fn allows(self) -> Truth {
        match self {
            Self::Allow => Truth::Yes,
            Self::ImplicitDeny | Self::ExplicitDeny => Truth::No,
            Self::Undetermined => Truth::Unknown,
        }
    }
}

/// One request, tried against every layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestTrace {
    /// The request.
    pub request: Request,
    /// What it is about.
    pub subject: Subject,
    /// Every part, in the order of their layers.
    pub parts: Vec<Part>,
    /// Whether the bucket policy is public, where that matters.
    pub publicness: Option<Publicness>,
    /// What Object Ownership and ACLs had to say, at a bucket.
    pub ownership: Option<Ownership>,
    /// The answer.
    pub decision: Decision,
    /// Every layer that must change for the request to be allowed.
    pub blocked_by: Vec<Layer>,
    /// Layers that could change in place of the missing identity grant.
    pub or: Vec<Layer>,
    /// Why each of them blocks.
    pub because: Vec<Finding>,
    /// What the answer depends on, where it is not determined.
    pub open: Vec<Finding>,
    /// The unclear rules that the answer leans on.
    pub unverified: Vec<Rule>,
}

impl RequestTrace {
    /// The part that belongs to `layer`.
    pub fn part(&self, layer: Layer) -> Option<&Part> {
        self.parts.iter().find(|it| it.layer == layer)
    }

    /// The policy and the statement that `finding`, one of this request's, is about.
    pub fn statement(&self, finding: &Finding) -> Option<(&PolicyTrace, &StatementTrace)> {
        let own =
            |it: &&LayerPolicy| it.level == finding.level && Some(it.number) == finding.policy;
        let policy = self.part(finding.layer)?.policies.iter().find(own)?;
        let mut statements = policy.trace.statements.iter();
        let statement = statements.find(|it| Some(it.number) == finding.statement)?;
        Some((&policy.trace, statement))
    }

    /// The clause that `finding`, one of this request's, underlines.
    pub fn clause(&self, finding: &Finding) -> Option<&ClauseTrace> {
        self.statement(finding)?.1.clauses.get(finding.clause?)
    }
}

/// Tries `request` against `layers`.
pub fn authorize(request: &Request, layers: &Layers) -> RequestTrace {
    let publicness = layers.restrict_public_buckets.map(|_| publicness_of(layers));
    let restricted = layers.restrict_public_buckets.unwrap_or(Truth::No);
    let public = publicness.as_ref().map_or(Truth::No, |it| it.truth);
    let cut_off = restricted.and(public).and(is_outsider(request, layers).into());
    let parts = part::parts(request, layers, cut_off);
    decide::decide(request, layers, parts, publicness, cut_off)
}

fn publicness_of(layers: &Layers) -> Publicness {
    let truth = match &layers.resource {
        Some(Source::Policy(parsed)) => {
            return publicness::publicness(&parsed.value, layers.subject);
        }
        Some(Source::NotGiven | Source::GrantsNotGiven) => Truth::Unknown,
        None => Truth::No,
    };
    Publicness { truth, statement: None, rules: Vec::new() }
}

/// The caller is one whom RestrictPublicBuckets shuts out of a bucket that is public.
// AWS: RestrictPublicBuckets leaves AWS services and the owners' accounts.
fn is_outsider(request: &Request, layers: &Layers) -> bool {
    let caller = &request.caller;
    let of_other_owner = layers.insider.is_some() && caller.account() == layers.insider.as_deref();
    !request.is_same_account() && !of_other_owner && !matches!(caller, Caller::Service(_))
}
