//! From traces to an outcome; the only place that names blockers.

use crate::authorize::{Finding, Layer, RequestTrace};
use crate::control::{Control, FRONT_DOOR};
use crate::network::{NetworkControl, NetworkControlKind, Path, PathKind};
use crate::request::Subject;
use crate::rule::{self, Rule};
use crate::s3::bucket_policy::Check;
use crate::s3::encryption::EncryptionReason;
use crate::s3::gate::{Gate, GateKind};
use crate::s3::state::State;
use crate::truth::Truth;
use crate::verdict::Verdict;

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

impl From<Truth> for Outcome {
    fn from(arrives: Truth) -> Self {
        match arrives {
            Truth::Yes => Self::Open,
            Truth::No => Self::Blocked,
            Truth::Unknown => Self::Undetermined,
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
    /// The states that the call meets besides.
    pub states: Vec<State>,
    /// What S3 itself lets pass or refuses.
    pub gates: Vec<Gate>,
    /// The controls on it, in the order in which the request meets them.
    pub controls: Vec<ControlTrace>,
    /// What S3 checks besides the permission and the call does not pass, or may not.
    pub checks: Vec<Check>,
    /// What encryption asks of the call.
    pub encryption: Vec<EncryptionReason>,
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

    /// Why a layer of policies blocks, or what its answer depends on.
    pub fn findings(&self, control: Control) -> impl Iterator<Item = &Finding> {
        let of = self.requests_at(control).flat_map(|it| it.because.iter().chain(&it.open));
        of.filter(move |it| Some(it.layer) == control.layer())
    }

    /// The requests that a layer of policies has a say in.
    pub fn requests_at(&self, control: Control) -> impl Iterator<Item = &RequestTrace> {
        self.requests.iter().filter(move |it| control.judges(it))
    }

    /// The check that a control makes besides the permission, where the call does not pass it, or may not.
    pub fn check(&self, control: Control) -> Option<&Check> {
        self.checks.iter().find(|it| it.control == control)
    }

    /// The trace of a control.
    pub fn control(&self, control: Control) -> Option<&ControlTrace> {
        self.controls.iter().find(|it| it.control == control)
    }

    /// S3's own account of a control.
    pub fn gate(&self, kind: GateKind) -> Option<&Gate> {
        self.gates.iter().find(|it| it.kind == kind)
    }

    /// The network's own account of a control.
    pub fn network(&self, kind: NetworkControlKind) -> Option<&NetworkControl> {
        self.path.controls.iter().find(|it| it.kind == kind)
    }
}

/// Judges a path: the network's controls are judged already, the policies' traces are folded here.
///
/// Can be asked again with some traces replaced.
pub fn judge(
    path: Path,
    requests: Vec<RequestTrace>,
    states: Vec<State>,
    encryption: Vec<EncryptionReason>,
    gates: Vec<Gate>,
    mut rules: Vec<Rule>,
    checks: Vec<Check>,
) -> PathAnalysis {
    let mut controls: Vec<ControlTrace> = path.controls.iter().map(network_control).collect();
    // A client that calls an endpoint's own name meets its policy, even where it is not known how it gets there.
    let layer = Layer::VpcEndpointPolicies;
    let endpoint = matches!(path.kind, PathKind::GatewayEndpoint | PathKind::InterfaceEndpoint)
        || requests.iter().any(|it| it.blocked_by.contains(&layer));
    if endpoint {
        let control = Control::Policy(layer);
        let verdict = layer_verdict(control, &requests);
        controls.push(ControlTrace { control, verdict, hop: Some(path.hops.len() - 1) });
    }
    let others = Subject::OTHERS.into_iter().map(Control::PolicyOf);
    let others = others.filter(|it| requests.iter().any(|request| it.judges(request)));
    for control in FRONT_DOOR.into_iter().map(Control::Policy).chain(others) {
        let verdict = layer_verdict(control, &requests);
        controls.push(ControlTrace { control, verdict, hop: None });
    }
    let ownership = Control::Policy(Layer::ObjectOwnership);
    // INVARIANT: what blocks stands among the controls, whatever else is configured.
    let has_say = |it: &RequestTrace| {
        let layer = Layer::ObjectOwnership;
        it.part(layer).is_some_and(|it| it.configured) || it.blocked_by.contains(&layer)
    };
    if requests.iter().any(has_say) {
        let verdict = layer_verdict(ownership, &requests);
        controls.push(ControlTrace { control: ownership, verdict, hop: None });
    }
    for state in &states {
        let verdict = Verdict::from(state.passes);
        controls.push(ControlTrace { control: Control::State(state.of), verdict, hop: None });
    }
    let encrypted = Truth::all(encryption.iter().map(EncryptionReason::passes));
    if !encryption.is_empty() {
        let (control, verdict) = (Control::Encryption, encrypted.into());
        controls.push(ControlTrace { control, verdict, hop: None });
    }
    for gate in &gates {
        let (control, verdict) = (Control::Gate(gate.kind), Verdict::from(gate.passes));
        controls.push(ControlTrace { control, verdict, hop: None });
    }
    for check in &checks {
        let verdict = Verdict::from(check.passes);
        match controls.iter_mut().find(|it| it.control == check.control) {
            Some(control) if control.verdict == Verdict::Blocks => {}
            Some(control) => control.verdict = verdict,
            None => controls.push(ControlTrace { control: check.control, verdict, hop: None }),
        }
    }
    let passes = Truth::all(checks.iter().map(|it| it.passes));
    let network = Truth::all(path.controls.iter().map(|it| it.passes));
    let taken = Truth::all(gates.iter().map(|it| it.passes));
    let allowed = Truth::all(requests.iter().map(|it| it.decision.allows()));
    let states_pass = Truth::all(states.iter().map(|it| it.passes));
    let known = Truth::from(!requests.is_empty()).or(Truth::Unknown);
    let by_s3 = taken.and(states_pass).and(passes).and(encrypted);
    let outcome = network.and(allowed).and(by_s3).and(known);
    let outcome = Outcome::from(outcome);
    requests.iter().for_each(|it| rules.extend(&it.unverified));
    path.controls.iter().for_each(|it| rules.extend(&it.rules));
    checks.iter().for_each(|it| rules.extend(&it.rules));
    gates.iter().for_each(|it| rules.extend(&it.rules));
    let unverified = rule::unique(rules);
    PathAnalysis {
        path,
        requests,
        states,
        gates,
        controls,
        checks,
        encryption,
        outcome,
        unverified,
    }
}

fn network_control(control: &NetworkControl) -> ControlTrace {
    let verdict = Verdict::from(control.passes);
    ControlTrace { control: Control::Network(control.kind), verdict, hop: Some(control.hop) }
}

/// The face of a layer over all requests that it has a say in: the one that says most.
fn layer_verdict(control: Control, requests: &[RequestTrace]) -> Verdict {
    let Some(layer) = control.layer().filter(|_| !requests.is_empty()) else {
        return Verdict::Undetermined;
    };
    let own = requests.iter().filter(|it| control.judges(it));
    let faces = own.filter_map(|it| it.part(layer)).map(|it| it.verdict);
    faces.max().unwrap_or(Verdict::NotConfigured)
}
