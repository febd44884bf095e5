//! Combines the checks on a path into an outcome, and lists the controls on the path with their verdicts.
//!
//! The only module that names blockers. It evaluates no policy: every check is decided before.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;
use accesspath_policy::rule::{self, Rule};
use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;

use crate::check::{Check, NetworkReason, Reason};
use crate::control::{Control, FRONT_DOOR, NetworkControl};
use crate::network::{Path, PathKind};

/// A control on a path, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlTrace {
    /// The control.
    pub control: Control,
    /// Its effect on the requests of the path.
    pub verdict: Verdict,
    /// The hop where it applies, by its index on the path; `None` at S3's front door.
    pub hop: Option<usize>,
}

/// The outcome of a call on a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The request arrives and is allowed.
    Open,
    /// The request does not arrive, or is not allowed.
    Blocked,
    /// The answer depends on a fact that is not known.
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
    /// Requests that the call does not make and that checks depend on; their numbers follow those of `requests`.
    pub aside: Vec<RequestTrace>,
    /// The checks: those of the network, then one for each request, then the others.
    pub checks: Vec<Check>,
    /// The controls on the path, each once, in the order in which the request meets them.
    pub controls: Vec<ControlTrace>,
    /// The outcome.
    pub outcome: Outcome,
    /// The outcome with all that was not told being none, where that leaves it undetermined.
    pub if_none: Option<Outcome>,
    /// The unclear rules that this leans on.
    pub unverified: Vec<Rule>,
}

impl PathAnalysis {
    /// The controls that must change, in the order in which the request meets them.
    pub fn blockers(&self) -> impl Iterator<Item = Control> {
        self.controls.iter().filter(|it| it.verdict == Verdict::Blocks).map(|it| it.control)
    }

    /// The findings of a layer of policies: why it blocks, or which facts its answer depends on.
    pub fn findings(&self, control: Control) -> impl Iterator<Item = &Finding> {
        let of = self.requests_at(control).flat_map(|it| it.because.iter().chain(&it.open));
        of.filter(move |it| Some(it.layer) == control.layer())
    }

    /// The requests that the layer `control` applies to.
    pub(crate) fn requests_at(&self, control: Control) -> impl Iterator<Item = &RequestTrace> {
        self.requests.iter().filter(move |it| control.judges(it))
    }

    /// The requests that a check depends on.
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

    /// The entry of a control in `controls`.
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

/// Combines the `checks` on a path, the network's own among them, into its outcome.
///
/// `requests` are those that the call makes, `aside` the others that checks depend on, `rules` the unclear rules that
/// the requests themselves lean on. Can be called again with some checks replaced.
///
/// The outcome is the conjunction of all checks, so their order does not matter for it. The layers of a request are
/// not members of it: a request has one authorization check, because an Allow in one of several layers may be enough.
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
    // Without a request nothing is known of S3's answer; a network that blocks still blocks.
    let known = Truth::from(!requests.is_empty()).or(Truth::Unknown);
    let outcome = Truth::all(all.iter().map(|it| it.passes)).and(known);
    let mut leans_on = rules;
    for check in &all {
        leans_on.extend(&check.rules);
    }
    PathAnalysis {
        outcome: outcome.into(),
        if_none: None,
        unverified: rule::unique(leans_on),
        controls: faces(&path, &requests, &all),
        path,
        requests,
        aside,
        checks: all,
    }
}

/// Every control that the path meets, with its verdict.
///
/// The order is that in which the request meets them, and `blockers` keeps it: the network, the endpoint policy, the
/// columns of S3's front door, the policies of other resources, ACLs, then the other checks of S3. It decides nothing:
/// the outcome follows from the checks, and every blocking check must have its control here.
fn faces(path: &Path, requests: &[RequestTrace], checks: &[Check]) -> Vec<ControlTrace> {
    let mut faces: Vec<ControlTrace> = Vec::new();
    let mut add = |control, verdict, hop| {
        // INVARIANT: a control has one entry, with the highest verdict of its checks.
        match faces.iter_mut().find(|it: &&mut ControlTrace| it.control == control) {
            Some(face) => face.verdict = face.verdict.max(verdict),
            None => faces.push(ControlTrace { control, verdict, hop }),
        }
    };
    let of_network = |it: &&Check| matches!(it.because, Reason::Network(_));
    for check in checks.iter().filter(of_network) {
        add(check.control, check.verdict(), check.hop());
    }
    // A client that calls an endpoint's own name meets its policy, even if the network path to it is not known.
    let layer = Layer::VpcEndpointPolicies;
    let through = matches!(path.kind, PathKind::GatewayEndpoint | PathKind::InterfaceEndpoint);
    if through || requests.iter().any(|it| it.blocked_by.contains(&layer)) {
        let control = Control::Policy(layer);
        add(control, layer_verdict(control, requests), Some(path.hops.len() - 1));
    }
    let others = Subject::OTHERS.into_iter().map(Control::PolicyOf);
    let others = others.filter(|it| requests.iter().any(|request| it.judges(request)));
    // What is about no bucket has no bucket policy and no Block Public Access.
    let of_account = |it: &RequestTrace| it.subject == Subject::Account;
    let about_account = !requests.is_empty() && requests.iter().all(of_account);
    let of_bucket = [Layer::ResourcePolicy, Layer::BlockPublicAccess];
    let met = |it: &Layer| !(about_account && of_bucket.contains(it));
    let front_door = FRONT_DOOR.into_iter().filter(met).map(Control::Policy);
    for control in front_door.chain(others) {
        add(control, layer_verdict(control, requests), None);
    }
    // INVARIANT: a control that blocks is listed, even if nothing is configured for it.
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

/// The highest verdict of a layer over the requests that it applies to.
fn layer_verdict(control: Control, requests: &[RequestTrace]) -> Verdict {
    let Some(layer) = control.layer().filter(|_| !requests.is_empty()) else {
        return Verdict::Undetermined;
    };
    let own = requests.iter().filter(|it| control.judges(it));
    let faces = own.filter_map(|it| it.part(layer)).map(|it| it.verdict);
    faces.max().unwrap_or(Verdict::NotConfigured)
}
