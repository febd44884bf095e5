//! From traces to an outcome; the only place that names blockers.

use crate::authorize::{Finding, Layer, RequestTrace};
use crate::network::{NetworkControl, NetworkControlKind, Path, PathKind};
use crate::rule::{self, Rule};
use crate::truth::Truth;

/// A control that a path meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Control {
    /// One of the network's.
    Network(NetworkControlKind),
    /// A layer of policies.
    Policy(Layer),
    /// Object Ownership and ACLs; not modelled.
    ObjectOwnership,
    /// The key policy of a KMS key; not modelled.
    KeyPolicy,
    /// Whether the bucket has versions; met only where a delete depends on it.
    Versioning,
}

impl Control {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Network(kind) => kind.code(),
            Self::Policy(layer) => layer.code(),
            Self::ObjectOwnership => "object_ownership",
            Self::KeyPolicy => "key_policy",
            Self::Versioning => "versioning",
        }
    }
}

/// What a control does to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It does not stop the request.
    LetsThrough,
    /// It must change for the request to arrive.
    Blocks,
    /// Whether it stops the request is not known.
    Undetermined,
    /// Nothing is set there.
    NotConfigured,
}

impl Verdict {
    /// The stable word for programs and pages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LetsThrough => "lets-through",
            Self::Blocks => "blocks",
            Self::Undetermined => "undetermined",
            Self::NotConfigured => "not-configured",
        }
    }

    /// The word that people see.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LetsThrough => "lets through",
            Self::Blocks => "blocks",
            Self::Undetermined => "cannot decide",
            Self::NotConfigured => "not set",
        }
    }
}

impl From<Truth> for Verdict {
    fn from(passes: Truth) -> Self {
        match passes {
            Truth::Yes => Self::LetsThrough,
            Truth::No => Self::Blocks,
            Truth::Unknown => Self::Undetermined,
        }
    }
}

/// A control on a path, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlTrace {
    /// Which control.
    pub control: Control,
    /// What it does.
    pub verdict: Verdict,
    /// The hop it stands at, for the network's controls and the endpoint's policy; else S3's front door.
    pub hop: Option<usize>,
}

/// What a path comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The request arrives and is allowed.
    Open,
    /// It is not.
    Blocked,
    /// It depends on something that is not known.
    Undetermined,
}

impl Outcome {
    /// The stable word for programs and pages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Blocked => "blocked",
            Self::Undetermined => "undetermined",
        }
    }

    /// The word that people see.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "Allowed",
            Self::Blocked => "Blocked",
            Self::Undetermined => "Depends",
        }
    }
}

/// One path, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathAnalysis {
    /// The path.
    pub path: Path,
    /// The requests that the call makes on it.
    pub requests: Vec<RequestTrace>,
    /// The controls on it, in the order in which the request meets them.
    pub controls: Vec<ControlTrace>,
    /// What it comes to.
    pub outcome: Outcome,
    /// The unclear rules that this leans on.
    pub unverified: Vec<Rule>,
}

impl PathAnalysis {
    /// The controls that must change, in the order in which the request meets them.
    pub fn blockers(&self) -> impl Iterator<Item = Control> {
        self.controls.iter().filter(|it| it.verdict == Verdict::Blocks).map(|it| it.control)
    }

    /// Why each policy layer blocks, or what the answer depends on.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.requests.iter().flat_map(|it| it.because.iter().chain(&it.open))
    }

    /// The trace of a control.
    pub fn control(&self, control: Control) -> Option<&ControlTrace> {
        self.controls.iter().find(|it| it.control == control)
    }

    /// The network's own account of a control.
    pub fn network(&self, kind: NetworkControlKind) -> Option<&NetworkControl> {
        self.path.controls.iter().find(|it| it.kind == kind)
    }
}

/// What the scenario sets that this engine does not model, and that a path meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NotModelled {
    /// The request or the bucket uses ACLs.
    pub ownership: bool,
    /// The object is encrypted with a KMS key.
    pub key: bool,
    /// A delete depends on whether the bucket has versions.
    pub versioning: bool,
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

/// Judges a path: the network's controls are judged already, the policies' traces are folded here.
///
/// Can be asked again with some traces replaced.
pub fn judge(
    path: Path,
    requests: Vec<RequestTrace>,
    mut rules: Vec<Rule>,
    gaps: NotModelled,
) -> PathAnalysis {
    let mut controls: Vec<ControlTrace> = path.controls.iter().map(network_control).collect();
    let endpoint = matches!(path.kind, PathKind::GatewayEndpoint | PathKind::InterfaceEndpoint);
    if endpoint {
        controls.push(ControlTrace {
            control: Control::Policy(Layer::VpcEndpointPolicies),
            verdict: layer_verdict(Layer::VpcEndpointPolicies, &requests),
            hop: Some(path.hops.len() - 1),
        });
    }
    for layer in FRONT_DOOR {
        let verdict = layer_verdict(layer, &requests);
        controls.push(ControlTrace { control: Control::Policy(layer), verdict, hop: None });
    }
    for (gap, control) in [
        (gaps.ownership, Control::ObjectOwnership),
        (gaps.key, Control::KeyPolicy),
        (gaps.versioning, Control::Versioning),
    ] {
        if gap {
            controls.push(ControlTrace { control, verdict: Verdict::Undetermined, hop: None });
        }
    }
    let network = Truth::all(path.controls.iter().map(|it| it.passes));
    let allowed = Truth::all(requests.iter().map(|it| it.decision.allows()));
    let known = Truth::from(!requests.is_empty()).or(Truth::Unknown);
    let modelled = Truth::from(gaps == NotModelled::default()).or(Truth::Unknown);
    let outcome = match network.and(allowed).and(known).and(modelled) {
        Truth::Yes => Outcome::Open,
        Truth::No => Outcome::Blocked,
        Truth::Unknown => Outcome::Undetermined,
    };
    requests.iter().for_each(|it| rules.extend(&it.unverified));
    path.controls.iter().for_each(|it| rules.extend(&it.rules));
    PathAnalysis { path, requests, controls, outcome, unverified: rule::unique(rules) }
}

fn network_control(control: &NetworkControl) -> ControlTrace {
    let verdict = Verdict::from(control.passes);
    ControlTrace { control: Control::Network(control.kind), verdict, hop: Some(control.hop) }
}

fn layer_verdict(layer: Layer, requests: &[RequestTrace]) -> Verdict {
    if requests.is_empty() {
        return Verdict::Undetermined;
    }
    if requests.iter().any(|it| it.blocked_by.contains(&layer)) {
        return Verdict::Blocks;
    }
    let limits = !matches!(layer, Layer::IdentityPolicies | Layer::ResourcePolicy);
    let unknown = |it: &RequestTrace| {
        let open = it.open.iter().any(|it| it.layer == layer);
        let own = it.layer(layer).is_some_and(|it| {
            it.applies
                && (it.deny == Truth::Unknown
                    || (limits && it.allow == Truth::Unknown)
                    || it.policies.iter().any(|it| it.trace.unreadable.is_some()))
        });
        open || own
    };
    if requests.iter().any(unknown) {
        return Verdict::Undetermined;
    }
    let configured = requests.iter().any(|it| it.layer(layer).is_some_and(|it| it.configured));
    if configured { Verdict::LetsThrough } else { Verdict::NotConfigured }
}
