//! The grant of a request, and what is missing where there is none.
//!
//! Looks at grants only: the parts that can only deny, or that limit everybody alike, are left to the decision.

use super::Layers;
use super::part::{Part, has_identity};
use crate::caller::Caller;
use crate::layer::Layer;
use crate::ownership::{Authority, Doubt};
use crate::request::Request;
use crate::trace::GrantForm;
use crate::truth::Truth;

/// The grant of the resource policy, by how it names the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ResourceGrant {
    /// In a form that nothing else limits.
    pub(super) direct: Truth,
    /// By role: boundary and session policy still limit.
    pub(super) role: Truth,
    /// By account: the account's own policies decide.
    pub(super) account: Truth,
}

impl ResourceGrant {
    pub(super) const NONE: Self = Self { direct: Truth::No, role: Truth::No, account: Truth::No };

    pub(super) fn of(resource: &Part) -> Self {
        let by = |forms: &[GrantForm]| {
            Truth::any(resource.policies.iter().map(|it| it.trace.allow_by(forms)))
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

/// The grant of a request.
///
/// INVARIANT: `missing` names something exactly where `granted` is `No`.
pub(super) struct Granting {
    pub(super) granted: Truth,
    /// The layers that surely lack an Allow; all of them must get one.
    pub(super) missing: Vec<Layer>,
    /// The layers that would do in place of the identity policies, where those are missing.
    pub(super) or: Vec<Layer>,
}

impl Granting {
    /// Limits it by `taken`: whether the service takes the call at all. Where it does not, the resource's side is what
    /// refuses it.
    pub(super) fn limit(&mut self, taken: Truth) {
        self.granted = self.granted.and(taken);
        if taken == Truth::No && !self.missing.contains(&Layer::ResourcePolicy) {
            self.missing.push(Layer::ResourcePolicy);
        }
    }

    /// The grant of a request that another request's grant covers.
    const fn given() -> Self {
        Self { granted: Truth::Yes, missing: Vec::new(), or: Vec::new() }
    }
}

/// The grant of `request` in every case that ownership and ACLs leave possible, and the doubts that it turns on.
///
/// One of the cases holds, and which one is not known. The request is granted only where each of them grants it, and only
/// where each of them refuses it is it refused.
pub(super) fn granted(
    request: &Request,
    allows: &dyn Fn(Layer) -> Truth,
    resource: ResourceGrant,
    given: &Layers,
) -> (Granting, Vec<Doubt>) {
    if given.denies_only.is_some() {
        return (Granting::given(), Vec::new());
    }
    let Some(ownership) = &given.ownership else {
        return (by_policies(request, allows, resource, false), Vec::new());
    };
    let ignores = ownership.ignores_grant;
    let mut cases = ownership.cases.iter().map(|it| match it.authority {
        Authority::BucketOwner => {
            let mut grant = by_policies(request, allows, resource, it.acl);
            blame_switch(&mut grant.missing, Layer::ResourcePolicy, ignores);
            grant
        }
        Authority::ObjectOwner { is_caller } => {
            let mut grant = by_object_owner(request, allows, is_caller, it.acl);
            blame_switch(&mut grant.missing, Layer::ObjectOwnership, ignores);
            grant
        }
    });
    let unknown = || Granting { granted: Truth::Unknown, missing: Vec::new(), or: Vec::new() };
    let mut grant = cases.next().unwrap_or_else(unknown);
    let mut agree = true;
    let mut in_some_case = grant.missing.clone();
    for other in cases {
        agree &= other.granted == grant.granted && other.missing == grant.missing;
        if other.granted != grant.granted {
            grant.granted = Truth::Unknown;
        }
        // What is surely missing is missing in every case. A case that does not refuse misses nothing, so that nothing
        // is left once two cases differ.
        grant.missing.retain(|it| other.missing.contains(it));
        in_some_case.extend(other.missing);
        grant.or.retain(|it| other.or.contains(it));
    }
    // Cases that all refuse need have nothing in common. Then everything that one of them misses is named, for
    // what is refused must have something that blocks it.
    if grant.granted == Truth::No && grant.missing.is_empty() {
        grant.missing = in_some_case;
    }
    // Where all cases agree, it does not matter which of them holds.
    let doubts = if agree { Vec::new() } else { ownership.doubts.clone() };
    (grant, doubts)
}

/// Where a grant to everybody would do but for IgnorePublicAcls, that is what must change.
fn blame_switch(missing: &mut [Layer], of: Layer, ignores_grant: bool) {
    if let Some(layer) = missing.iter_mut().find(|it| **it == of && ignores_grant) {
        *layer = Layer::BlockPublicAccess;
    }
}

/// The grant where the account that owns the resource decides by its policies.
///
/// `acl` is whether an ACL grants, as a statement for the caller's account would.
fn by_policies(
    request: &Request,
    allows: &dyn Fn(Layer) -> Truth,
    resource: ResourceGrant,
    acl: bool,
) -> Granting {
    let acl = Truth::from(acl);
    match request.caller {
        // AWS services and anonymous callers have no policies of their own: the resource alone grants.
        Caller::Service(_) | Caller::Anonymous => {
            let granted = resource.direct.or(acl);
            let missing = (granted == Truth::No).then_some(Layer::ResourcePolicy);
            Granting { granted, missing: missing.into_iter().collect(), or: Vec::new() }
        }
        _ if request.is_same_account() => within_account(request, allows, resource, acl),
        _ => across_accounts(allows, resource, acl),
    }
}

// AWS: "Cross-account policy evaluation logic" — both accounts must allow, and how the resource policy names the
// caller makes no difference.
fn across_accounts(
    allows: &dyn Fn(Layer) -> Truth,
    resource: ResourceGrant,
    acl: Truth,
) -> Granting {
    let identity = allows(Layer::IdentityPolicies);
    let other_side = resource.any().or(acl);
    let mut missing = Vec::new();
    if identity == Truth::No {
        missing.push(Layer::IdentityPolicies);
    }
    missing.extend(closed_limits(allows));
    if other_side == Truth::No {
        missing.push(Layer::ResourcePolicy);
    }
    let granted = identity.and(limits(allows)).and(other_side);
    Granting { granted, missing, or: Vec::new() }
}

// AWS: "Policy evaluation logic" — within an account one Allow is enough. Boundary and session policies limit the
// identity policies and what the resource policy grants to a role, not what it grants to the session or the user.
fn within_account(
    request: &Request,
    allows: &dyn Fn(Layer) -> Truth,
    resource: ResourceGrant,
    acl: Truth,
) -> Granting {
    let identity = allows(Layer::IdentityPolicies);
    // AWS: role trust policies and KMS key policies must themselves allow; to the account is enough.
    let resource_must_allow = is_about_key(request) || is_about_role(request);
    let by_identity = if resource_must_allow { identity.and(resource.account) } else { identity };
    let limited = by_identity.or(resource.role);
    let direct = resource.direct.or(acl);
    let granted = limited.and(limits(allows)).or(direct);
    let mut missing = Vec::new();
    let mut or = Vec::new();
    // A direct grant would do alone. Where there surely is none, what is missing is missing on the other route:
    // the limits, and an Allow that they limit.
    if direct == Truth::No {
        missing.extend(closed_limits(allows));
        if limited == Truth::No && resource_must_allow && resource.account != Truth::Yes {
            missing.push(Layer::ResourcePolicy);
        } else if limited == Truth::No {
            missing.push(Layer::IdentityPolicies);
            or.push(Layer::ResourcePolicy);
        }
    }
    Granting { granted, missing, or }
}

/// The grant where another account than the bucket's owns the object.
// AWS: "How Amazon S3 authorizes a request for an object operation" — the caller's account must allow, and the
// object's owner by its ACL, unless that is the same account. The bucket's owner can only deny.
fn by_object_owner(
    request: &Request,
    allows: &dyn Fn(Layer) -> Truth,
    is_caller: bool,
    acl: bool,
) -> Granting {
    // The object's owner, whom its ACL names too, needs nothing else.
    if is_caller && acl {
        return Granting { granted: Truth::Yes, missing: Vec::new(), or: Vec::new() };
    }
    let signed = has_identity(&request.caller);
    let needed = [Layer::IdentityPolicies, Layer::PermissionsBoundaries, Layer::SessionPolicies];
    let own = || needed.into_iter().filter(|_| signed);
    let owner_allows = acl || is_caller;
    let granted = Truth::all(own().map(allows)).and(owner_allows.into());
    let mut missing: Vec<Layer> = own().filter(|it| allows(*it) == Truth::No).collect();
    if !owner_allows {
        missing.push(Layer::ObjectOwnership);
    }
    Granting { granted, missing, or: Vec::new() }
}

/// The layers that limit the caller's own policies.
const LIMITS: [Layer; 2] = [Layer::PermissionsBoundaries, Layer::SessionPolicies];

/// The caller's boundary and its session's policies allow.
pub(super) fn limits(allows: &dyn Fn(Layer) -> Truth) -> Truth {
    Truth::all(LIMITS.into_iter().map(allows))
}

fn closed_limits(allows: &dyn Fn(Layer) -> Truth) -> impl Iterator<Item = Layer> {
    LIMITS.into_iter().filter(|it| allows(*it) == Truth::No)
}

fn is_about_key(request: &Request) -> bool {
    let action = request.action.to_ascii_lowercase();
    action.starts_with("kms:") && request.resource.contains(":key/")
}

fn is_about_role(request: &Request) -> bool {
    let action = request.action.to_ascii_lowercase();
    action.starts_with("sts:assumerole")
        || matches!(action.as_str(), "sts:tagsession" | "sts:setsourceidentity")
}
