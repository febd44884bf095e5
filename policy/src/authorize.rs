//! One request against layered policies: how AWS combines them.
//!
//! AWS: "Policy evaluation logic".
//! Every layer is traced, also behind an explicit deny, and every layer that would have to change is named.

mod blockers;
mod face;

use std::sync::Arc;

use crate::caller::Caller;
use crate::layer::Layer;
use crate::ownership::Ownership;
use crate::policy::{DocumentId, Parsed, Policy};
use crate::publicness::{self, Publicness};
use crate::reason::Because;
use crate::request::{Request, Subject};
use crate::rule::Rule;
use crate::text::{Span, Text};
use crate::trace::{ClauseTrace, GrantForm, PolicyTrace, StatementTrace, trace};
use crate::truth::Truth;
use crate::verdict::Verdict;

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

/// One policy of a layer, tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerPolicy {
    /// The level, from 1, where the layer has levels.
    pub level: Option<usize>,
    /// Its number within the layer or level, from 1.
    pub number: usize,
    /// What it says.
    pub trace: PolicyTrace,
}

/// A part of the answer, tried: a layer of policies, Block Public Access, or Object Ownership.
///
/// The last two hold no policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which layer.
    pub layer: Layer,
    /// Whether the layer has anything to say about this caller and resource.
    pub applies: bool,
    /// Whether anything is configured in the layer.
    pub configured: bool,
    /// Its policies.
    pub policies: Vec<LayerPolicy>,
    /// Whether the layer lets the request pass; for grants: whether it grants.
    pub allow: Truth,
    /// Whether some policy denies.
    pub deny: Truth,
    /// The levels without an Allow, and whether they hold no policy at all.
    pub closed_levels: Vec<(usize, Because)>,
    /// The face that it shows.
    pub verdict: Verdict,
}

impl Part {
    /// The Allow for this action that fails in the fewest clauses, and the first of these; of several the first.
    ///
    /// Where levels are told apart, one of `level`. Whatever names a nearest Allow names this one.
    pub fn nearest(
        &self,
        level: Option<usize>,
    ) -> Option<(&LayerPolicy, &StatementTrace, &ClauseTrace)> {
        let own = self.policies.iter().filter(|it| it.level == level);
        let near = own.flat_map(|policy| {
            policy.trace.near_allows().map(move |(failing, it)| (failing, policy, it))
        });
        let (_, policy, statement) = near.min_by_key(|(failing, ..)| *failing)?;
        Some((policy, statement, statement.failing().next()?))
    }
}

/// What a finding is about, and why it is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The layer.
    pub layer: Layer,
    /// The level, where the layer has levels.
    pub level: Option<usize>,
    /// The policy's number within the layer or level.
    pub policy: Option<usize>,
    /// The statement's number within the policy.
    pub statement: Option<usize>,
    /// The statement's name.
    pub sid: Option<Text>,
    /// Why.
    pub because: Because,
    /// The document, where a text decided.
    pub document: Option<DocumentId>,
    /// The statement's place: what is selected.
    pub span: Option<Span>,
    /// The place that decided: what is underlined.
    pub at: Option<Span>,
    /// The text there.
    pub text: Option<String>,
    /// The clause that decided, by its place among the statement's clauses.
    pub clause: Option<usize>,
    /// The Allow that came nearest, where one is missing.
    pub nearest: Option<Box<Finding>>,
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
    let caller = &request.caller;
    let signed_identity = !matches!(caller, Caller::Service(_) | Caller::Anonymous);
    // AWS: "Service control policies" — the management account, service-linked roles and services are exempt.
    let scps_apply =
        signed_identity && !request.principal_in_management_account && !request.service_linked_role;
    // AWS: "Resource control policies" — resources of the management account and service-linked roles are exempt.
    // Of the services that meet here, Lambda is none that they work for.
    let action = request.action.to_ascii_lowercase();
    let exempt = action == "kms:retiregrant" || action.starts_with("lambda:");
    let rcps_apply =
        !request.resource_in_management_account && !request.service_linked_role && !exempt;
    let one = |layer, sources: &[Source], applies| try_layer(layer, &[sources], applies, request);
    let levels = |layer, levels: &[Vec<Source>], applies| {
        let levels: Vec<&[Source]> = levels.iter().map(Vec::as_slice).collect();
        try_layer(layer, &levels, applies, request)
    };

    let mut identity = one(Layer::IdentityPolicies, &layers.identity, signed_identity);
    if matches!(caller, Caller::Root(_)) {
        identity.allow = Truth::Yes;
    }
    // AWS: "Multipart upload API and permissions" — who started an upload may abort it and list its parts.
    // Who that was is not given.
    let initiators = ["s3:abortmultipartupload", "s3:listmultipartuploadparts"];
    if signed_identity && initiators.contains(&action.as_str()) {
        identity.allow = identity.allow.or(Truth::Unknown);
    }
    let of_resource: Vec<Source> = layers.resource.iter().chain(&layers.grants).cloned().collect();
    let mut resource = one(Layer::ResourcePolicy, &of_resource, true);
    if is_root_at_own_bucket_policy(request) {
        resource.deny = Truth::No;
    }
    let mut boundaries = one(Layer::PermissionsBoundaries, &layers.boundaries, signed_identity);
    boundaries.allow = Truth::all(boundaries.policies.iter().map(|it| it.trace.allow));
    let mut sessions = one(Layer::SessionPolicies, &layers.sessions, signed_identity);
    // AWS: a federated user's session without a session policy may do nothing.
    if !sessions.configured && !matches!(caller, Caller::FederatedUser(_)) {
        sessions.allow = Truth::Yes;
    }
    let scps = match &layers.scp_levels {
        Some(given) => levels(Layer::ServiceControlPolicies, given, scps_apply),
        None => levels(Layer::ServiceControlPolicies, &[], scps_apply),
    };
    let mut rcps = levels(Layer::ResourceControlPolicies, &layers.rcp_levels, rcps_apply);
    // AWS: `RCPFullAWSAccess` is attached at every level and cannot be detached.
    rcps.allow = Truth::Yes;
    rcps.closed_levels.clear();
    let mut endpoint = one(Layer::VpcEndpointPolicies, &layers.endpoint, true);
    endpoint.allow = Truth::all(endpoint.policies.iter().map(|it| it.trace.allow));

    let publicness = layers.restrict_public_buckets.map(|_| match &layers.resource {
        Some(Source::Policy(parsed)) => publicness::publicness(&parsed.value, layers.subject),
        Some(Source::NotGiven | Source::GrantsNotGiven) => {
            Publicness { truth: Truth::Unknown, statement: None, rules: Vec::new() }
        }
        None => Publicness { truth: Truth::No, statement: None, rules: Vec::new() },
    });
    // AWS: RestrictPublicBuckets leaves AWS services and the owners' accounts.
    let of_other_owner = layers.insider.is_some() && caller.account() == layers.insider.as_deref();
    let outsider =
        !request.is_same_account() && !of_other_owner && !matches!(caller, Caller::Service(_));
    let restricted = layers.restrict_public_buckets.unwrap_or(Truth::No);
    let public = publicness.as_ref().map_or(Truth::No, |it| it.truth);
    let cut_off = restricted.and(public).and(outsider.into());
    let acl = layers.ownership.as_ref();
    let refuses_public_acl = acl.map_or(Truth::No, |it| it.refuses_public_acl);
    let ignores_grant = acl.is_some_and(|it| it.ignores_grant);
    let block_public_access = Part {
        layer: Layer::BlockPublicAccess,
        applies: outsider || refuses_public_acl != Truth::No || ignores_grant,
        configured: restricted != Truth::No || refuses_public_acl != Truth::No || ignores_grant,
        policies: Vec::new(),
        allow: Truth::Yes,
        deny: cut_off.or(refuses_public_acl),
        closed_levels: Vec::new(),
        verdict: Verdict::NotConfigured,
    };
    let mut traced =
        vec![identity, resource, boundaries, sessions, scps, rcps, endpoint, block_public_access];
    traced.extend(layers.ownership.as_ref().map(|it| Part {
        layer: Layer::ObjectOwnership,
        applies: true,
        configured: it.is_configured(),
        policies: Vec::new(),
        allow: Truth::Yes,
        deny: it.refuses_acl,
        closed_levels: Vec::new(),
        verdict: Verdict::NotConfigured,
    }));
    blockers::decide(request, layers, traced, publicness, cut_off)
}

// AWS: "PutBucketPolicy" — the bucket owner's root user can read, write and delete the bucket policy whatever it says.
fn is_root_at_own_bucket_policy(request: &Request) -> bool {
    let calls = ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"];
    matches!(request.caller, Caller::Root(_))
        && request.is_same_account()
        && calls.contains(&request.action.to_ascii_lowercase().as_str())
}

fn try_layer(layer: Layer, levels: &[&[Source]], applies: bool, request: &Request) -> Part {
    let leveled = matches!(layer, Layer::ServiceControlPolicies | Layer::ResourceControlPolicies);
    let mut policies = Vec::new();
    let mut closed_levels = Vec::new();
    let mut allow = Truth::Yes;
    for (at, sources) in levels.iter().enumerate() {
        let mut level_allows = Truth::No;
        for (number, source) in sources.iter().enumerate() {
            let trace = match source {
                Source::Policy(parsed) => trace(parsed, request),
                Source::NotGiven => PolicyTrace::not_given("".into()),
                Source::GrantsNotGiven => PolicyTrace::grants_not_given(),
            };
            level_allows = level_allows.or(trace.allow);
            let level = leveled.then_some(at + 1);
            policies.push(LayerPolicy { level, number: number + 1, trace });
        }
        if level_allows == Truth::No {
            let because = if sources.is_empty() { Because::NoPolicy } else { Because::NoAllow };
            closed_levels.push((at + 1, because));
        }
        allow = allow.and(level_allows);
    }
    let deny = Truth::any(policies.iter().map(|it| it.trace.deny));
    let (allow, deny) = if applies { (allow, deny) } else { (Truth::Yes, Truth::No) };
    let configured = levels.iter().any(|it| !it.is_empty()) || (leveled && !levels.is_empty());
    let verdict = Verdict::NotConfigured;
    Part { layer, applies, configured, policies, allow, deny, closed_levels, verdict }
}

/// Whether the resource policy grants, by how it names the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ResourceGrant {
    /// In a form that nothing else limits.
    pub direct: Truth,
    /// By role: boundary and session policy still limit.
    pub role: Truth,
    /// By account: the account's own policies decide.
    pub account: Truth,
}

impl ResourceGrant {
    fn of(layer: &Part) -> Self {
        let by = |forms: &[GrantForm]| {
            Truth::any(layer.policies.iter().map(|it| it.trace.allow_by(forms)))
        };
        Self {
            direct: by(&GrantForm::DIRECT),
            role: by(&[GrantForm::Role]),
            account: by(&[GrantForm::Account]),
        }
    }

    fn any(self) -> Truth {
        self.direct.or(self.role).or(self.account)
    }
}
