//! From the traces of all parts to the answer, and to every layer that would have to change.

use super::grant::{Granting, ResourceGrant, granted};
use super::{Decision, Finding, Layers, Part, RequestTrace, finding, rules, verdicts};
use crate::layer::Layer;
use crate::ownership::Doubt;
use crate::publicness::Publicness;
use crate::reason::Because;
use crate::request::{Request, Subject};
use crate::rule;
use crate::symbol;
use crate::truth::Truth;

/// Decides about `request`, whose parts are tried; `cut_off` is whether RestrictPublicBuckets shuts its caller out.
///
/// Five steps, each of which takes from those before it:
///
/// 1. The grant, in every case that ownership leaves possible.
/// 2. The decision: a Deny beats all; without one, the grant and what limits every caller must allow.
/// 3. Of a refusal, every part that denies or lacks its Allow, also those behind the first.
///    INVARIANT: there is at least one. Each reason to refuse in step 2 has a part in step 3, and the grant names one
///    wherever it is missing.
/// 4. Of an undetermined answer, everything that it depends on.
/// 5. The unclear rules, and last the verdicts, which read what the steps before have found.
pub(super) fn decide(
    request: &Request,
    given: &Layers,
    parts: Vec<Part>,
    publicness: Option<Publicness>,
    cut_off: Truth,
    taken: Truth,
) -> RequestTrace {
    let resource = parts.iter().find(|it| it.layer == Layer::ResourcePolicy);
    let resource_grant = resource.map_or(ResourceGrant::NONE, ResourceGrant::of);
    let allows = |layer| allow_of(&parts, layer);
    let (mut grant, doubts) = granted(request, &allows, resource_grant, given);
    grant.limit(taken);

    let case = Decided { given, parts: &parts, publicness: publicness.as_ref(), cut_off, taken };
    let mut decision = case.decision(&grant);
    // Who decides depends on whether caller and resource are of one account, which symbols may leave open.
    let account = request.caller.account().unwrap_or_default();
    let is_open = symbol::equal(account, &request.resource_account) == Truth::Unknown;
    if is_open && decision != Decision::ExplicitDeny {
        decision = Decision::Undetermined;
    }

    let refused = decision.allows() == Truth::No;
    let blocking: Vec<&Part> =
        parts.iter().filter(|it| refused && case.blocks(it, &grant)).collect();
    let mut because = Vec::new();
    for part in &blocking {
        because.extend(case.because(part, &grant));
    }
    let blocked_by: Vec<Layer> = blocking.iter().map(|it| it.layer).collect();

    let mut open = Vec::new();
    if decision == Decision::Undetermined {
        for part in &parts {
            open.extend(case.open(part, &doubts));
        }
        open.extend(is_open.then(|| Finding::bare(Layer::ResourcePolicy, Because::SymbolUnknown)));
    }

    let own = rules::rules(request, &parts, publicness.as_ref(), resource_grant, decision);
    let mut unverified = own;
    unverified.extend(doubts.iter().filter_map(|it| it.rule));
    let mut trace = RequestTrace {
        request: request.clone(),
        subject: given.subject,
        decision,
        // Nothing stands in place of an identity policy that need not change.
        or: match blocked_by.contains(&Layer::IdentityPolicies) {
            true if given.subject != Subject::Account => grant.or,
            _ => Vec::new(),
        },
        blocked_by,
        because,
        open,
        unverified: rule::unique(unverified),
        ownership: given.ownership.clone(),
        publicness,
        parts,
    };
    verdicts::set_verdicts(&mut trace);
    trace
}

fn allow_of(parts: &[Part], layer: Layer) -> Truth {
    parts.iter().find(|it| it.layer == layer).map_or(Truth::Unknown, |it| it.allow)
}

/// A request's parts, and all that bears on more than one of them.
struct Decided<'p> {
    given: &'p Layers,
    parts: &'p [Part],
    publicness: Option<&'p Publicness>,
    cut_off: Truth,
    /// The service takes calls from this caller.
    taken: Truth,
}

impl Decided<'_> {
    /// The answer, from the grant and from the Denies and limits of all parts.
    fn decision(&self, grant: &Granting) -> Decision {
        let denied = Truth::any(self.parts.iter().map(|it| it.deny)).and(self.denies_count());
        let limited =
            Truth::all(self.parts.iter().filter(|it| self.limits_everybody(it)).map(|it| it.allow));
        match (denied, grant.granted.and(limited).and(!denied)) {
            (Truth::Yes, _) => Decision::ExplicitDeny,
            (_, Truth::Yes) => Decision::Allow,
            (_, Truth::No) => Decision::ImplicitDeny,
            (_, Truth::Unknown) => Decision::Undetermined,
        }
    }

    /// The Denies are heard.
    fn denies_count(&self) -> Truth {
        self.given.denies_only.unwrap_or(Truth::Yes)
    }

    /// The part must allow whoever calls and whoever grants.
    fn limits_everybody(&self, part: &Part) -> bool {
        let limits = [Layer::ServiceControlPolicies, Layer::VpcEndpointPolicies];
        self.given.denies_only.is_none() && limits.contains(&part.layer)
    }

    /// The part surely lacks an Allow that the request needs.
    fn lacks_allow(&self, part: &Part, grant: &Granting) -> bool {
        match part.layer {
            Layer::ServiceControlPolicies | Layer::VpcEndpointPolicies => {
                self.limits_everybody(part) && part.allow == Truth::No
            }
            layer => grant.missing.contains(&layer),
        }
    }

    fn blocks(&self, part: &Part, grant: &Granting) -> bool {
        part.deny == Truth::Yes || self.lacks_allow(part, grant)
    }

    /// Why a part that blocks does so.
    fn because(&self, part: &Part, grant: &Granting) -> Vec<Finding> {
        let lacks_allow = self.lacks_allow(part, grant);
        let refused = part.layer == Layer::ResourcePolicy && self.taken == Truth::No;
        let mut because = finding::blocking(part, lacks_allow && !refused);
        if lacks_allow && refused {
            because.push(Finding::bare(part.layer, Because::CallerNotTaken));
        }
        if part.layer == Layer::BlockPublicAccess && self.cut_off == Truth::Yes {
            because.push(self.of_public_policy());
        }
        let ownership = self.given.ownership.as_ref();
        because.extend(ownership.and_then(|it| Finding::of_acl(part, it, lacks_allow)));
        because
    }

    /// The findings of a part that an undetermined answer depends on.
    fn open(&self, part: &Part, doubts: &[Doubt]) -> Vec<Finding> {
        let bare = |because| Finding::bare(part.layer, because);
        let mut open = finding::open(part);
        if part.layer == Layer::ResourcePolicy && self.taken == Truth::Unknown {
            open.push(bare(Because::CallerNotTaken));
        }
        if part.layer == Layer::BlockPublicAccess && part.deny == Truth::Unknown {
            open.push(match self.cut_off {
                Truth::Unknown => self.of_public_policy(),
                _ => bare(Because::SwitchUnknown),
            });
        }
        open.extend(doubts.iter().filter(|it| it.layer == part.layer).map(|it| bare(it.because)));
        if self.denies_count() == Truth::Unknown && part.deny == Truth::Yes {
            // The Denies match. What is not known is whether the bucket has versions, so that they are heard.
            open.extend(finding::blocking(part, false));
            open.iter_mut().for_each(|it| it.because = Because::VersioningUnknown);
        }
        if part.layer == Layer::ObjectOwnership && part.deny == Truth::Unknown {
            open.push(bare(Because::OwnershipUnknown));
        }
        let by_account =
            matches!(part.layer, Layer::ServiceControlPolicies | Layer::ResourceControlPolicies);
        if by_account && open.is_empty() && (part.allow.min(!part.deny)) == Truth::Unknown {
            open.push(bare(Because::ManagementAccountUnknown));
        }
        // What is open without a statement or a document is open because of who started the upload.
        let identity = part.layer == Layer::IdentityPolicies;
        if identity && part.allow == Truth::Unknown && open.is_empty() {
            open.push(bare(Because::InitiatorUnknown));
        }
        open
    }

    fn of_public_policy(&self) -> Finding {
        let resource = self.parts.iter().find(|it| it.layer == Layer::ResourcePolicy);
        Finding::of_public_policy(self.publicness, resource)
    }
}
