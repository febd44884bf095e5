//! The parts of an answer, each tried by itself: where it applies, and what it lets pass or denies.
//!
//! How they combine is left to the decision.

use super::{Layers, Source, is_outsider};
use crate::caller::Caller;
use crate::layer::Layer;
use crate::reason::Because;
use crate::request::Request;
use crate::trace::{ClauseTrace, PolicyTrace, StatementTrace, trace};
use crate::truth::Truth;
use crate::verdict::Verdict;

/// One policy of a layer, tried.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LayerPolicy {
    /// The level, from 1, where the layer has levels.
    pub level: Option<usize>,
    /// Its number within the layer or level, from 1.
    pub number: usize,
    /// Its trace.
    pub trace: PolicyTrace,
}

/// A part of the answer, tried: a layer of policies, Block Public Access, or Object Ownership.
///
/// The last two hold no policies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Which layer.
    pub layer: Layer,
    /// The layer bears on this caller and resource.
    pub applies: bool,
    /// Something is configured in the layer.
    pub configured: bool,
    /// Its policies.
    pub policies: Vec<LayerPolicy>,
    /// The layer lets the request pass; identity and resource policies: it grants.
    pub allow: Truth,
    /// Some policy denies.
    pub deny: Truth,
    /// The levels without an Allow, and whether they hold no policy at all.
    pub closed_levels: Vec<(usize, Because)>,
    /// Its part in the answer, in one word.
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
        // Of each policy the nearest, then of these: the first of several stays the first.
        let near = own.filter_map(|policy| {
            let (failing, statement) = policy.trace.near_allows().min_by_key(|it| it.0)?;
            Some((failing, policy, statement))
        });
        let (_, policy, statement) = near.min_by_key(|it| it.0)?;
        Some((policy, statement, statement.lacking()?))
    }

    /// The levels of its policies, in their order; where levels are not told apart, `None` alone.
    pub fn levels(&self) -> Vec<Option<usize>> {
        let mut levels: Vec<Option<usize>> = self.policies.iter().map(|it| it.level).collect();
        levels.dedup();
        levels
    }
}

/// Every part of the answer about `request`, in the order of their layers.
///
/// Every one is tried, whatever the others come to: an answer names all that would have to change.
pub(super) fn parts(request: &Request, layers: &Layers, cut_off: Truth, taken: Truth) -> Vec<Part> {
    let mut parts = vec![
        identity_policies(request, &layers.identity),
        resource_policy(request, layers, taken),
        permissions_boundaries(request, &layers.boundaries),
        session_policies(request, &layers.sessions),
        service_control_policies(request, layers.scp_levels.as_deref().unwrap_or_default()),
        resource_control_policies(request, &layers.rcp_levels),
        vpc_endpoint_policies(request, &layers.endpoint),
        block_public_access(request, layers, cut_off),
    ];
    parts.extend(object_ownership(layers));
    parts
}

fn identity_policies(request: &Request, sources: &[Source]) -> Part {
    let signed = has_identity(&request.caller);
    let mut part = try_sources(Layer::IdentityPolicies, sources, signed, request);
    if matches!(request.caller, Caller::Root(_)) {
        part.allow = Truth::Yes;
    }
    // AWS: "Multipart upload API and permissions" — the initiator of an upload may abort it and list its parts.
    // The initiator is not given.
    let action = request.action.to_ascii_lowercase();
    let initiators = ["s3:abortmultipartupload", "s3:listmultipartuploadparts"];
    if signed && initiators.contains(&action.as_str()) {
        part.allow = part.allow.or(Truth::Unknown);
    }
    part
}

fn resource_policy(request: &Request, layers: &Layers, taken: Truth) -> Part {
    let sources: Vec<Source> = layers.resource.iter().chain(&layers.grants).cloned().collect();
    let mut part = try_sources(Layer::ResourcePolicy, &sources, true, request);
    if is_root_at_own_bucket_policy(request) {
        part.deny = Truth::No;
    }
    part.allow = part.allow.and(taken);
    part
}

fn permissions_boundaries(request: &Request, sources: &[Source]) -> Part {
    let signed = has_identity(&request.caller);
    each_allows(try_sources(Layer::PermissionsBoundaries, sources, signed, request))
}

fn session_policies(request: &Request, sources: &[Source]) -> Part {
    let signed = has_identity(&request.caller);
    let mut part = try_sources(Layer::SessionPolicies, sources, signed, request);
    // AWS: a federated user's session without a session policy may do nothing.
    if !part.configured && !matches!(request.caller, Caller::FederatedUser(_)) {
        part.allow = Truth::Yes;
    }
    part
}

// AWS: "Service control policies" — the management account, service-linked roles and services are exempt.
fn service_control_policies(request: &Request, levels: &[Vec<Source>]) -> Part {
    let applies = Truth::from(has_identity(&request.caller) && !request.service_linked_role)
        .and(!request.principal_in_management_account);
    try_levels(Layer::ServiceControlPolicies, levels, applies, request)
}

// AWS: "Resource control policies" — resources of the management account and service-linked roles are exempt.
// Of the services that meet here, Lambda is none that they work for.
fn resource_control_policies(request: &Request, levels: &[Vec<Source>]) -> Part {
    let action = request.action.to_ascii_lowercase();
    let exempt = action == "kms:retiregrant" || action.starts_with("lambda:");
    let applies = Truth::from(!request.service_linked_role && !exempt)
        .and(!request.resource_in_management_account);
    let mut part = try_levels(Layer::ResourceControlPolicies, levels, applies, request);
    // AWS: `RCPFullAWSAccess` is attached at every level and cannot be detached.
    part.allow = Truth::Yes;
    part.closed_levels.clear();
    part
}

fn vpc_endpoint_policies(request: &Request, sources: &[Source]) -> Part {
    each_allows(try_sources(Layer::VpcEndpointPolicies, sources, true, request))
}

fn block_public_access(request: &Request, layers: &Layers, cut_off: Truth) -> Part {
    let acl = layers.ownership.as_ref();
    let refuses_public_acl = acl.map_or(Truth::No, |it| it.refuses_public_acl);
    let speaks_of_acl = refuses_public_acl != Truth::No || acl.is_some_and(|it| it.ignores_grant);
    let restricts = layers.restrict_public_buckets.unwrap_or(Truth::No) != Truth::No;
    Part {
        applies: is_outsider(request, layers) || speaks_of_acl,
        configured: restricts || speaks_of_acl,
        deny: cut_off.or(refuses_public_acl),
        ..without_policies(Layer::BlockPublicAccess)
    }
}

fn object_ownership(layers: &Layers) -> Option<Part> {
    let ownership = layers.ownership.as_ref()?;
    Some(Part {
        configured: ownership.is_configured(),
        deny: ownership.refuses_acl,
        ..without_policies(Layer::ObjectOwnership)
    })
}

/// The caller is a principal of an account, whose own policies count.
pub(super) fn has_identity(caller: &Caller) -> bool {
    !matches!(caller, Caller::Service(_) | Caller::Anonymous)
}

// AWS: "PutBucketPolicy" — the bucket owner's root user can read, write and delete the bucket policy whatever it says.
fn is_root_at_own_bucket_policy(request: &Request) -> bool {
    let calls = ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"];
    matches!(request.caller, Caller::Root(_))
        && request.is_same_account()
        && calls.contains(&request.action.to_ascii_lowercase().as_str())
}

/// Of a part whose policies must each allow, in place of one of them.
fn each_allows(part: Part) -> Part {
    let allow = Truth::all(part.policies.iter().map(|it| it.trace.allow));
    Part { allow, ..part }
}

const fn without_policies(layer: Layer) -> Part {
    Part {
        layer,
        applies: true,
        configured: true,
        policies: Vec::new(),
        allow: Truth::Yes,
        deny: Truth::No,
        closed_levels: Vec::new(),
        verdict: Verdict::NotConfigured,
    }
}

fn try_sources(layer: Layer, sources: &[Source], applies: bool, request: &Request) -> Part {
    try_layer(layer, &[sources], applies, request)
}

fn try_levels(layer: Layer, levels: &[Vec<Source>], applies: Truth, request: &Request) -> Part {
    let levels: Vec<&[Source]> = levels.iter().map(Vec::as_slice).collect();
    let mut part = try_layer(layer, &levels, applies != Truth::No, request);
    if applies == Truth::Unknown {
        // Whether its account is the management account is not known: the layer may limit nothing.
        part.allow = part.allow.or(Truth::Unknown);
        part.deny = part.deny.and(Truth::Unknown);
        part.closed_levels.clear();
    }
    part
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
