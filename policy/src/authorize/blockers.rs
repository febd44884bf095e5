//! From the traces of all layers to the answer, and to every layer that would have to change.

use super::{Decision, Finding, LayerPolicy, Layers, Part, RequestTrace, ResourceGrant};
use crate::caller::Caller;
use crate::key;
use crate::layer::Layer;
use crate::ownership::{Authority, Doubt, Ownership};
use crate::policy::Effect;
use crate::publicness::Publicness;
use crate::reason::Because;
use crate::request::Request;
use crate::rule::{self, Rule};
use crate::trace::{ClauseTrace, Element, GrantForm, Negation, StatementTrace};
use crate::truth::Truth;

/// What a grant is made of, and which of its parts are surely missing.
struct Grant {
    granted: Truth,
    missing: Vec<Layer>,
    or: Vec<Layer>,
}

pub(super) fn decide(
    request: &Request,
    given: &Layers,
    layers: Vec<Part>,
    publicness: Option<Publicness>,
    cut_off: Truth,
) -> RequestTrace {
    let ownership = given.ownership.as_ref();
    let truth_of = |layer: Layer, pick: fn(&Part) -> Truth| {
        layers.iter().find(|it| it.layer == layer).map_or(Truth::Unknown, pick)
    };
    let allows = |layer| truth_of(layer, |it| it.allow);
    let resource = layers.iter().find(|it| it.layer == Layer::ResourcePolicy);
    let grants = resource.map_or(
        ResourceGrant { direct: Truth::No, role: Truth::No, account: Truth::No },
        ResourceGrant::of,
    );
    let granted = granted(request, &allows, grants, given);
    let grant = granted.grant;
    let counts = given.denies_only.unwrap_or(Truth::Yes);
    let denied = Truth::any(layers.iter().map(|it| it.deny)).and(counts);
    let limited = allows(Layer::ServiceControlPolicies).and(allows(Layer::VpcEndpointPolicies));
    let limited = if given.denies_only.is_some() { Truth::Yes } else { limited };
    let allowed = grant.granted.and(limited).and(!denied);
    let decision = match (denied, allowed) {
        (Truth::Yes, _) => Decision::ExplicitDeny,
        (_, Truth::Yes) => Decision::Allow,
        (_, Truth::No) => Decision::ImplicitDeny,
        (_, Truth::Unknown) => Decision::Undetermined,
    };
    let missing = |it: &Part| match it.layer {
        Layer::ServiceControlPolicies | Layer::VpcEndpointPolicies => {
            it.allow == Truth::No && given.denies_only.is_none()
        }
        layer => grant.missing.contains(&layer),
    };
    let blocks = |it: &&Part| it.deny == Truth::Yes || missing(it);
    let denying = decision.allows() == Truth::No;
    let blocking: Vec<&Part> = layers.iter().filter(|it| denying && blocks(it)).collect();
    let mut because = Vec::new();
    for layer in &blocking {
        findings(layer, missing(layer), &mut because);
        if layer.layer == Layer::BlockPublicAccess && cut_off == Truth::Yes {
            because.push(public_finding(publicness.as_ref(), resource));
        }
        because.extend(ownership.and_then(|it| of_acl(layer, it, missing(layer))));
    }
    let or = if denying && blocking.iter().any(|it| it.layer == Layer::IdentityPolicies) {
        grant.or
    } else {
        Vec::new()
    };
    let blocked_by = blocking.iter().map(|it| it.layer).collect();
    let mut open = Vec::new();
    for layer in layers.iter().filter(|_| decision == Decision::Undetermined) {
        open_findings(layer, &mut open);
        if layer.layer == Layer::BlockPublicAccess && layer.deny == Truth::Unknown {
            open.push(match cut_off {
                Truth::Unknown => public_finding(publicness.as_ref(), resource),
                _ => bare(layer.layer, Because::SwitchUnknown),
            });
        }
        let own = granted.doubts.iter().filter(|it| it.layer == layer.layer);
        open.extend(own.map(|it| bare(it.layer, it.because)));
        if counts == Truth::Unknown && layer.deny == Truth::Yes {
            findings(layer, false, &mut open);
            open.iter_mut()
                .filter(|it| it.layer == layer.layer)
                .for_each(|it| it.because = Because::VersioningUnknown);
        }
        if layer.layer == Layer::ObjectOwnership && layer.deny == Truth::Unknown {
            open.push(bare(layer.layer, Because::OwnershipUnknown));
        }
        let own = |it: &Finding| it.layer == Layer::IdentityPolicies;
        // What is open without a statement or a document is open because of who started the upload.
        if layer.layer == Layer::IdentityPolicies
            && layer.allow == Truth::Unknown
            && !open.iter().any(own)
        {
            open.push(bare(layer.layer, Because::InitiatorUnknown));
        }
    }
    let mut unverified = rules(request, &layers, publicness.as_ref(), grants, decision);
    unverified.extend(granted.doubts.iter().filter_map(|it| it.rule));
    let unverified = rule::unique(unverified);
    let mut trace = RequestTrace {
        request: request.clone(),
        subject: given.subject,
        parts: layers,
        publicness,
        ownership: given.ownership.clone(),
        decision,
        blocked_by,
        or,
        because,
        open,
        unverified,
    };
    super::face::set_faces(&mut trace);
    trace
}

/// A grant, and the doubts on which it turns.
struct Granted {
    grant: Grant,
    doubts: Vec<Doubt>,
}

/// Whether the request is granted in every case that ownership and ACLs leave possible.
fn granted(
    request: &Request,
    allows: &dyn Fn(Layer) -> Truth,
    resource: ResourceGrant,
    given: &Layers,
) -> Granted {
    if given.denies_only.is_some() {
        let grant = Grant { granted: Truth::Yes, missing: Vec::new(), or: Vec::new() };
        return Granted { grant, doubts: Vec::new() };
    }
    let Some(ownership) = &given.ownership else {
        return Granted { grant: grant(request, allows, resource, false), doubts: Vec::new() };
    };
    let ignores = ownership.ignores_grant;
    let mut cases = ownership.cases.iter().map(|it| match it.authority {
        Authority::BucketOwner => {
            let mut grant = grant(request, allows, resource, it.acl);
            blame_switch(&mut grant.missing, Layer::ResourcePolicy, ignores);
            grant
        }
        Authority::ObjectOwner { is_caller } => {
            let mut grant = grant_by_object_owner(request, allows, is_caller, it.acl);
            blame_switch(&mut grant.missing, Layer::ObjectOwnership, ignores);
            grant
        }
    });
    let mut grant = cases.next().unwrap_or(Grant {
        granted: Truth::Unknown,
        missing: Vec::new(),
        or: Vec::new(),
    });
    let mut agree = true;
    let mut in_some_case = grant.missing.clone();
    for other in cases {
        agree &= other.granted == grant.granted && other.missing == grant.missing;
        if other.granted != grant.granted {
            grant.granted = Truth::Unknown;
        }
        // What is surely missing is missing in every case.
        grant.missing.retain(|it| other.missing.contains(it));
        in_some_case.extend(other.missing);
        grant.or.retain(|it| other.or.contains(it));
    }
    // INVARIANT: what is granted in no case has something that blocks it.
    if grant.granted == Truth::No && grant.missing.is_empty() {
        grant.missing = in_some_case;
    }
    let doubts = if agree { Vec::new() } else { ownership.doubts.clone() };
    Granted { grant, doubts }
}

/// Where a grant to everybody would do but for IgnorePublicAcls, that is what must change.
fn blame_switch(missing: &mut [Layer], of: Layer, ignores_grant: bool) {
    if let Some(layer) = missing.iter_mut().find(|it| **it == of && ignores_grant) {
        *layer = Layer::BlockPublicAccess;
    }
}

/// Whether the request is granted where another account than the bucket's owns the object.
// AWS: "How Amazon S3 authorizes a request for an object operation" — the caller's account must allow, and the
// object's owner by its ACL, unless that is the same account. The bucket's owner can only deny.
fn grant_by_object_owner(
    request: &Request,
    allows: &dyn Fn(Layer) -> Truth,
    is_caller: bool,
    acl: bool,
) -> Grant {
    let mut missing = Vec::new();
    let signed = !matches!(request.caller, Caller::Service(_) | Caller::Anonymous);
    let needed = [Layer::IdentityPolicies, Layer::PermissionsBoundaries, Layer::SessionPolicies];
    let own = || needed.into_iter().filter(|_| signed);
    missing.extend(own().filter(|it| allows(*it) == Truth::No));
    if !acl && !is_caller {
        missing.push(Layer::ObjectOwnership);
    }
    let mut granted = Truth::all(own().map(allows));
    granted = granted.and((acl || is_caller).into());
    if is_caller && acl {
        granted = Truth::Yes;
        missing.clear();
    }
    Grant { granted, missing, or: Vec::new() }
}

/// What an ACL or a switch about ACLs is blamed for.
fn of_acl(layer: &Part, ownership: &Ownership, missing: bool) -> Option<Finding> {
    let (because, text) = match layer.layer {
        Layer::ObjectOwnership if missing => {
            (Because::OwnedByAnotherAccount, &ownership.foreign_owner)
        }
        Layer::ObjectOwnership => (Because::AclNotSupported, &ownership.sets),
        Layer::BlockPublicAccess if missing => (Because::PublicAclIgnored, &ownership.grant),
        Layer::BlockPublicAccess if ownership.refuses_public_acl == Truth::Yes => {
            (Because::PublicAclRefused, &ownership.sets)
        }
        _ => return None,
    };
    Some(Finding { text: text.clone(), ..bare(layer.layer, because) })
}

/// Whether the request is granted by the bucket's owner, and what is missing where it is not; `acl` is whether an ACL
/// grants, as a statement for the caller's account would.
fn grant(
    request: &Request,
    allows: &dyn Fn(Layer) -> Truth,
    resource: ResourceGrant,
    acl: bool,
) -> Grant {
    let acl = Truth::from(acl);
    let identity = allows(Layer::IdentityPolicies);
    let limits = allows(Layer::PermissionsBoundaries).and(allows(Layer::SessionPolicies));
    let mut missing = Vec::new();
    let mut or = Vec::new();
    let closed_limits = || {
        [Layer::PermissionsBoundaries, Layer::SessionPolicies]
            .into_iter()
            .filter(|it| allows(*it) == Truth::No)
    };
    // AWS: role trust policies and KMS key policies must themselves allow.
    let action = request.action.to_ascii_lowercase();
    let on_key = action.starts_with("kms:") && request.resource.contains(":key/");
    let on_role = action.starts_with("sts:assumerole")
        || matches!(action.as_str(), "sts:tagsession" | "sts:setsourceidentity");
    let resource_must_allow = on_key || on_role;
    let granted = if matches!(request.caller, Caller::Service(_) | Caller::Anonymous) {
        let granted = resource.direct.or(acl);
        if granted == Truth::No {
            missing.push(Layer::ResourcePolicy);
        }
        granted
    } else if !request.is_same_account() {
        if identity == Truth::No {
            missing.push(Layer::IdentityPolicies);
        }
        missing.extend(closed_limits());
        let other_side = resource.any().or(acl);
        if other_side == Truth::No {
            missing.push(Layer::ResourcePolicy);
        }
        identity.and(limits).and(other_side)
    } else {
        let by_identity =
            if resource_must_allow { identity.and(resource.account) } else { identity };
        let basic = by_identity.or(resource.role);
        let direct = resource.direct.or(acl);
        if direct == Truth::No {
            missing.extend(closed_limits());
            if basic == Truth::No && resource_must_allow && resource.account != Truth::Yes {
                missing.push(Layer::ResourcePolicy);
            } else if basic == Truth::No {
                missing.push(Layer::IdentityPolicies);
                or.push(Layer::ResourcePolicy);
            }
        }
        basic.and(limits).or(direct)
    };
    Grant { granted, missing, or }
}

/// Why a layer blocks: its matching denies, and the Allow that it lacks.
fn findings(layer: &Part, lacks_allow: bool, findings: &mut Vec<Finding>) {
    for policy in layer.policies.iter().filter(|_| layer.deny == Truth::Yes) {
        for statement in policy.trace.denies() {
            findings
                .extend(statement.deciding().map(|it| found(layer.layer, policy, statement, it)));
        }
    }
    if matches!(layer.layer, Layer::BlockPublicAccess | Layer::ObjectOwnership) {
        return;
    }
    if lacks_allow && layer.layer == Layer::ServiceControlPolicies {
        for (level, because) in &layer.closed_levels {
            findings.push(lacking(layer, Some(*level), *because));
        }
    } else if lacks_allow {
        findings.push(lacking(layer, None, Because::NoAllow));
    }
}

/// A missing Allow, with the one that comes nearest.
#[inline(never)]
fn lacking(layer: &Part, level: Option<usize>, because: Because) -> Finding {
    let near = layer.nearest(level);
    let near = near.map(|(policy, it, clause)| Box::new(found(layer.layer, policy, it, clause)));
    Finding { level, nearest: near, ..bare(layer.layer, because) }
}

const fn bare(layer: Layer, because: Because) -> Finding {
    Finding {
        layer,
        level: None,
        policy: None,
        statement: None,
        sid: None,
        because,
        document: None,
        span: None,
        at: None,
        text: None,
        clause: None,
        nearest: None,
    }
}

fn found(
    layer: Layer,
    policy: &LayerPolicy,
    statement: &StatementTrace,
    clause: &ClauseTrace,
) -> Finding {
    Finding {
        level: policy.level,
        policy: Some(policy.number),
        statement: Some(statement.number),
        sid: statement.sid.clone(),
        document: Some(policy.trace.document.clone()),
        span: Some(statement.span),
        at: Some(clause.at),
        text: Some(clause.at.of(&policy.trace.text).to_owned()),
        clause: statement.clauses.iter().position(|it| std::ptr::eq(it, clause)),
        ..bare(layer, clause.because)
    }
}

fn public_finding(publicness: Option<&Publicness>, resource: Option<&Part>) -> Finding {
    let mut finding = bare(Layer::BlockPublicAccess, Because::PublicPolicy);
    if let Some((number, sid, at)) = publicness.and_then(|it| it.statement.clone()) {
        finding.policy = Some(1);
        finding.statement = Some(number);
        finding.sid = sid;
        finding.at = Some(at);
        if let Some(policy) = resource.and_then(|it| it.policies.first()) {
            finding.document = Some(policy.trace.document.clone());
            finding.text = Some(at.of(&policy.trace.text).to_owned());
        }
    }
    finding
}

/// What the answer of a layer's policies depends on.
fn open_findings(layer: &Part, findings: &mut Vec<Finding>) {
    for policy in &layer.policies {
        for statement in policy.trace.statements.iter().filter(|it| it.applies == Truth::Unknown) {
            let open = statement.open().map(|it| found(layer.layer, policy, statement, it));
            findings.extend(open);
        }
        if let Some((because, at)) = policy.trace.unreadable {
            findings.push(Finding {
                level: policy.level,
                policy: Some(policy.number),
                document: Some(policy.trace.document.clone()),
                at: Some(at),
                text: Some(at.of(&policy.trace.text).to_owned()).filter(|it| !it.is_empty()),
                ..bare(layer.layer, because)
            });
        }
    }
}

/// The unclear rules that the answer leans on, each once, by number.
fn rules(
    request: &Request,
    layers: &[Part],
    publicness: Option<&Publicness>,
    grants: ResourceGrant,
    decision: Decision,
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for layer in layers.iter().filter(|it| it.applies) {
        for policy in &layer.policies {
            policy.trace.statements.iter().for_each(|it| rules.extend(it.rules()));
        }
    }
    let of = |layer| layers.iter().find(|it| it.layer == layer);
    let allows = |layer| of(layer).map_or(Truth::Unknown, |it: &Part| it.allow);
    if of(Layer::ServiceControlPolicies).is_some_and(leans_on_narrow_allow) {
        rules.push(Rule::NARROW_SCP_ALLOW);
    }
    let rcps_deny = |it: &Part| it.applies && it.deny != Truth::No;
    if !request.is_same_account() && of(Layer::ResourceControlPolicies).is_some_and(rcps_deny) {
        rules.push(Rule::RCP_OF_THE_RESOURCE);
    }
    let identity = allows(Layer::IdentityPolicies);
    let limits = allows(Layer::PermissionsBoundaries).and(allows(Layer::SessionPolicies));
    if leans_on_a_grant(request, of(Layer::ResourcePolicy), limits, decision) {
        rules.push(Rule::GRANT_AND_LIMITS);
    }
    if request.is_same_account() {
        // What only the resource policy grants, past a limit that does not allow.
        if limits == Truth::No && grants.role == Truth::Yes && grants.direct == Truth::No {
            rules.push(Rule::ROLE_ARN_AND_BOUNDARY);
        }
        let by_principal_arn =
            limits == Truth::No && grants.direct == Truth::Yes && leans_on_principal_arn(layers);
        if by_principal_arn && decision == Decision::Allow {
            rules.push(Rule::PRINCIPAL_ARN_AND_BOUNDARY);
        }
        let public = publicness.is_some_and(|it| it.truth == Truth::Yes);
        if restricts(layers) && public && identity == Truth::No && grants.direct == Truth::Yes {
            rules.push(Rule::PUBLIC_SAME_ACCOUNT);
        }
    } else if let Some(publicness) = publicness.filter(|_| restricts(layers)) {
        rules.extend(publicness.rules.iter().copied());
    }
    rule::unique(rules)
}

/// Whether a grant of a key is all that the resource gives, where limits or another account's policies decide too.
fn leans_on_a_grant(
    request: &Request,
    resource: Option<&Part>,
    limits: Truth,
    decision: Decision,
) -> bool {
    let granted = |number: fn(usize) -> bool| {
        let policies = resource.into_iter().flat_map(|it| &it.policies);
        Truth::any(policies.filter(|it| number(it.number)).map(|it| it.trace.allow))
    };
    let only_by_grant = granted(|it| it > 1) == Truth::Yes && granted(|it| it == 1) != Truth::Yes;
    only_by_grant
        && (limits == Truth::No || !request.is_same_account())
        && decision != Decision::ExplicitDeny
}

fn restricts(layers: &[Part]) -> bool {
    layers.iter().any(|it| it.layer == Layer::BlockPublicAccess && it.configured)
}

/// Whether at some level only an Allow decides that is more than an action on everything.
fn leans_on_narrow_allow(layer: &Part) -> bool {
    let narrow = |it: &StatementTrace| {
        it.clauses.iter().any(|it| match it.element {
            Element::Condition(_) | Element::Action(Negation::Not) => true,
            Element::Resource(negation) => negation == Negation::Not || !it.names_everything,
            _ => false,
        })
    };
    let of_action = |it: &StatementTrace| {
        let actions = |it: &&ClauseTrace| matches!(it.element, Element::Action(_));
        it.clauses.iter().find(actions).is_some_and(|it| it.truth != Truth::No)
    };
    let at = |level: Option<usize>| {
        let own = layer.policies.iter().filter(move |it| it.level == level);
        let all = own.flat_map(|policy| &policy.trace.statements);
        all.filter(|it| it.effect == Some(Effect::Allow))
    };
    let decides = |level| {
        let plain = at(level).any(|it| it.applies == Truth::Yes && !narrow(it));
        !plain && at(level).any(|it| narrow(it) && of_action(it))
    };
    let mut levels: Vec<Option<usize>> = layer.policies.iter().map(|it| it.level).collect();
    levels.dedup();
    layer.applies && levels.into_iter().any(decides)
}

/// Whether the grant to everyone is one that a condition on `aws:PrincipalArn` narrows.
fn leans_on_principal_arn(layers: &[Part]) -> bool {
    let Some(resource) = layers.iter().find(|it| it.layer == Layer::ResourcePolicy) else {
        return false;
    };
    resource.policies.iter().any(|policy| {
        let narrows = |it: &ClauseTrace| it.is_about(&[key::AWS_PRINCIPAL_ARN]);
        let mut to_everyone =
            policy.trace.allows().filter(|it| it.form == Some(GrantForm::Everyone));
        to_everyone.any(|it| it.clauses.iter().any(narrows))
    })
}
