//! From checks to an outcome; the only place that names blockers.

use crate::check::{Check, NetworkReason, Reason};
use crate::control::{Control, FRONT_DOOR, NetworkControl};
use crate::network::{Path, PathKind};
use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;
use accesspath_policy::rule::{self, Rule};
use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;

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
            Self::Open => "Works",
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
#[must_use]
pub struct PathAnalysis {
    /// The path.
    pub path: Path,
    /// The requests that the call makes on it.
    pub requests: Vec<RequestTrace>,
    /// Requests that the call does not make and checks turn on; their numbers follow those of `requests`.
    pub aside: Vec<RequestTrace>,
    /// Everything that was decided: the network, then each request, then the rest.
    pub checks: Vec<Check>,
    /// The faces that the controls show, in the order in which the request meets them.
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

    /// Why a layer of policies blocks, or what its answer depends on.
    pub fn findings(&self, control: Control) -> impl Iterator<Item = &Finding> {
        let of = self.requests_at(control).flat_map(|it| it.because.iter().chain(&it.open));
        of.filter(move |it| Some(it.layer) == control.layer())
    }

    /// The requests that a layer of policies has a say in.
    pub(crate) fn requests_at(&self, control: Control) -> impl Iterator<Item = &RequestTrace> {
        self.requests.iter().filter(move |it| control.judges(it))
    }

    /// The requests that a check turned on.
    pub fn asked<'a>(&'a self, check: &'a Check) -> impl Iterator<Item = &'a RequestTrace> {
        let numbered = |it: &usize| {
            let aside = it.checked_sub(self.requests.len());
            self.requests.get(*it).or_else(|| self.aside.get(aside?))
        };
        check.asked.iter().filter_map(numbered)
    }

    /// The first check of a control.
    pub fn check(&self, control: Control) -> Option<&Check> {
        self.checks.iter().find(|it| it.control == control)
    }

    /// The face of a control.
    pub fn control(&self, control: Control) -> Option<&ControlTrace> {
        self.controls.iter().find(|it| it.control == control)
    }

    /// The network's checks, with their reasons.
    pub fn network(&self) -> impl Iterator<Item = (&Check, &NetworkReason)> {
        self.checks.iter().filter_map(|it| Some((it, it.because.network()?)))
    }

    /// The check of one of the network's controls, with its reason.
    pub fn network_check(&self, control: NetworkControl) -> Option<(&Check, &NetworkReason)> {
        self.network().find(|(it, _)| it.control == Control::Network(control))
    }
}

/// Folds the `checks` on a path, the network's own among them, to its outcome.
///
/// `requests` are those that the call makes, `aside` the others that checks turn on, `rules` the unclear rules that
/// making the requests leaned on. Can be asked again with some checks replaced.
pub fn judge(
    mut path: Path,
    requests: Vec<RequestTrace>,
    aside: Vec<RequestTrace>,
    checks: Vec<Check>,
    rules: Vec<Rule>,
) -> PathAnalysis {
    let mut all = std::mem::take(&mut path.checks);
    all.extend(requests.iter().enumerate().map(|(at, it)| Check::authorization(it, at)));
    all.extend(checks);
    // Where nothing is asked of S3, nothing is known of the answer.
    let known = Truth::from(!requests.is_empty()).or(Truth::Unknown);
    let outcome = Truth::all(all.iter().map(|it| it.passes)).and(known);
    let leans_on = rules.into_iter().chain(all.iter().flat_map(|it| it.rules.iter().copied()));
    PathAnalysis {
        outcome: outcome.into(),
        unverified: rule::unique(leans_on),
        controls: faces(&path, &requests, &all),
        path,
        requests,
        aside,
        checks: all,
    }
}

/// The face of every control that the path meets: first the network, then S3's front door column by column.
fn faces(path: &Path, requests: &[RequestTrace], checks: &[Check]) -> Vec<ControlTrace> {
    let mut faces: Vec<ControlTrace> = Vec::new();
    let mut add = |control, verdict, hop| {
        // INVARIANT: a control shows one face, the one that says most of its checks.
        match faces.iter_mut().find(|it: &&mut ControlTrace| it.control == control) {
            Some(face) => face.verdict = face.verdict.max(verdict),
            None => faces.push(ControlTrace { control, verdict, hop }),
        }
    };
    let of_network = |it: &&Check| matches!(it.because, Reason::Network(_));
    for check in checks.iter().filter(of_network) {
        add(check.control, check.verdict(), check.hop());
    }
    // A client that calls an endpoint's own name meets its policy, even where it is not known how it gets there.
    let layer = Layer::VpcEndpointPolicies;
    let through = matches!(path.kind, PathKind::GatewayEndpoint | PathKind::InterfaceEndpoint);
    if through || requests.iter().any(|it| it.blocked_by.contains(&layer)) {
        let control = Control::Policy(layer);
        add(control, layer_verdict(control, requests), Some(path.hops.len() - 1));
    }
    let others = Subject::OTHERS.into_iter().map(Control::PolicyOf);
    let others = others.filter(|it| requests.iter().any(|request| it.judges(request)));
    for control in FRONT_DOOR.into_iter().map(Control::Policy).chain(others) {
        add(control, layer_verdict(control, requests), None);
    }
    // INVARIANT: what blocks stands among the controls, whatever else is configured.
    let layer = Layer::ObjectOwnership;
    let has_say = |it: &RequestTrace| {
        it.part(layer).is_some_and(|it| it.configured) || it.blocked_by.contains(&layer)
    };
    if requests.iter().any(has_say) {
        let control = Control::Policy(layer);
        add(control, layer_verdict(control, requests), None);
    }
    let of_bucket_policy = |it: &&Check| matches!(it.because, Reason::BucketPolicy(_));
    let of_s3 = |it: &&Check| {
        matches!(it.because, Reason::State(_) | Reason::Encryption(_) | Reason::Service(_))
    };
    for check in checks.iter().filter(of_s3).chain(checks.iter().filter(of_bucket_policy)) {
        add(check.control, check.verdict(), None);
    }
    faces
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
