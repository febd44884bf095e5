//! One request against layered policies: how AWS combines them.
//!
//! AWS: "Policy evaluation logic".
//! Every layer is traced, also behind an explicit deny, and every layer that would have to change is named.

mod decide;
mod finding;
mod grant;
mod part;
mod rules;
mod taken;
mod verdicts;

use std::{mem, sync::Arc};

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
#[derive(Debug, Clone)]
pub enum Source {
    /// This policy.
    Policy(Arc<Parsed<Policy>>),
    /// Nobody knows whether there is one, or what it says.
    NotGiven,
    /// Nobody knows which grants a key has.
    GrantsNotGiven,
}

/// What was read is not compared: it follows from the document's name, its kind and its text.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Policy(a), Self::Policy(b)) => {
                Arc::ptr_eq(a, b)
                    || (&a.document, a.value.kind, &a.text) == (&b.document, b.value.kind, &b.text)
            }
            _ => mem::discriminant(self) == mem::discriminant(other),
        }
    }
}

impl Eq for Source {}

/// All policies that bear on one request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layers {
    /// The owner of the policy `resource`.
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
    /// RestrictPublicBuckets is on for the bucket; nothing where it cannot bear on the request.
    pub restrict_public_buckets: Option<Truth>,
    /// Object Ownership and ACLs, at a bucket.
    pub ownership: Option<Ownership>,
    /// Where only denies are asked for, since another request has the grant: whether they count.
    pub denies_only: Option<Truth>,
    /// The account besides the resource's that RestrictPublicBuckets leaves its access: the other owner, where a
    /// bucket and its access point have two.
    pub insider: Option<String>,
    /// Whoever asks checks by itself that the caller of a call about a bucket policy is of the bucket's account.
    pub checks_owner: bool,
}

/// The four answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[must_use]
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

    /// The request is allowed.
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
#[must_use]
#[non_exhaustive]
pub struct RequestTrace {
    /// The request.
    pub request: Request,
    /// The kind of resource that it is about.
    pub subject: Subject,
    /// Every part, in the order of their layers.
    pub parts: Vec<Part>,
    /// The judgement whether the bucket policy is public, where that matters.
    pub publicness: Option<Publicness>,
    /// Object Ownership and ACLs, at a bucket.
    pub ownership: Option<Ownership>,
    /// The answer.
    pub decision: Decision,
    /// Every layer that must change for the request to be allowed.
    pub blocked_by: Vec<Layer>,
    /// Layers that could change in place of the missing identity grant.
    pub or: Vec<Layer>,
    /// Why each of them blocks.
    pub because: Vec<Finding>,
    /// The findings that an undetermined answer depends on.
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
///
/// ```
/// use std::sync::Arc;
///
/// use accesspath_policy::authorize::{Decision, Layers, Source, authorize};
/// use accesspath_policy::caller::Caller;
/// use accesspath_policy::context::Context;
/// use accesspath_policy::key;
/// use accesspath_policy::layer::Layer;
/// use accesspath_policy::policy::{PolicyKind, parse_policy};
/// use accesspath_policy::request::Request;
/// use accesspath_policy::truth::Truth;
///
/// let text = r#"{"Version":"2012-10-17","Statement":[{
///   "Effect":"Allow","Action":"s3:GetObject","Resource":"*",
///   "Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}
/// }]}"#;
/// let policy = parse_policy("user-policy".into(), PolicyKind::Identity, text);
/// let layers = Layers { identity: vec![Source::Policy(Arc::new(policy))], ..Layers::default() };
/// let mut request = Request {
///     caller: Caller::User("arn:aws:iam::111122223333:user/u".to_owned()),
///     action: "s3:GetObject".to_owned(),
///     resource: "arn:aws:s3:::b/k".to_owned(),
///     resource_account: "111122223333".to_owned(),
///     context: Context::default(),
///     principal_in_management_account: Truth::No,
///     resource_in_management_account: Truth::No,
///     service_linked_role: false,
///     has_boundary: Truth::No,
///     endpoint: None,
/// };
///
/// let trace = authorize(&request, &layers);
/// assert_eq!(trace.decision, Decision::ImplicitDeny);
/// assert_eq!(trace.blocked_by, [Layer::IdentityPolicies]);
/// let nearest = trace.because[0].nearest.as_ref().unwrap();
/// assert_eq!(nearest.text.as_deref(), Some("\"aws:SourceVpce\""));
///
/// request.context.set_one(key::AWS_SOURCE_VPCE, "vpce-1a2b3c4d");
/// assert_eq!(authorize(&request, &layers).decision, Decision::Allow);
/// ```
pub fn authorize(request: &Request, layers: &Layers) -> RequestTrace {
    let publicness = layers.restrict_public_buckets.map(|_| publicness_of(layers));
    let restricted = layers.restrict_public_buckets.unwrap_or(Truth::No);
    let public = publicness.as_ref().map_or(Truth::No, |it| it.truth);
    let cut_off = restricted.and(public).and(is_outsider(request, layers).into());
    let taken = taken::taken(request, layers);
    let parts = part::parts(request, layers, cut_off, taken);
    decide::decide(request, layers, parts, publicness, cut_off, taken)
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
