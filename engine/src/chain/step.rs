//! One step of a chain: its kind, its reasons and its verdict.

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;

use crate::before::Before;
use crate::judge::{Outcome, PathAnalysis};
use crate::symptom::Symptom;

/// The kinds of step, from saving a notification to the calls of the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// S3 saves the notification in the bucket's configuration.
    Save,
    /// A call on an object makes an event that the notification is for.
    Upload,
    /// S3 invokes the function.
    Invoke,
    /// Lambda starts the function with its role.
    Assume,
    /// The function makes a call that only reads.
    Read,
    /// The function makes a call that does not only read.
    Write,
}

impl StepKind {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Upload => "upload",
            Self::Invoke => "invoke",
            Self::Assume => "assume",
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// The reasons against a step, besides those of its policies and paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepReason {
    /// The operation makes no event.
    NoEvent,
    /// The event is of a type that the notification does not list.
    EventNotListed(&'static str),
    /// It depends on the object or on the bucket whether an event of a listed type happens.
    EventDepends,
    /// The key does not begin with this prefix, which the notification asks for.
    PrefixDiffers(String),
    /// The key does not end with this suffix, which the notification asks for.
    SuffixDiffers(String),
    /// The prefix or suffix that the notification asks for is not known.
    FilterUnknown,
    /// This prefix or suffix fits the key but has a special character that is not URL-encoded.
    FilterNotEncoded(String),
    /// The bucket and the function are in these Regions.
    RegionDiffers {
        /// The bucket's.
        bucket: String,
        /// The function's.
        function: String,
    },
    /// The function's Region is not known.
    RegionUnknown,
    /// The notification of this name is for some of the same objects.
    FilterOverlaps(String),
    /// It is not known whether the notification of this name is for some of the same objects.
    OverlapUnknown(String),
    /// The event has the key in this form, URL-encoded: a note, which stops nothing.
    KeyEncoded(String),
    /// The role's trust policy is not given.
    TrustNotGiven,
    /// The scenario describes no path for the call.
    NoPath,
}

impl StepReason {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoEvent => "no-event",
            Self::EventNotListed(_) => "event-not-listed",
            Self::EventDepends => "event-depends",
            Self::PrefixDiffers(_) => "prefix-differs",
            Self::SuffixDiffers(_) => "suffix-differs",
            Self::FilterUnknown => "filter-unknown",
            Self::FilterNotEncoded(_) => "filter-not-encoded",
            Self::RegionDiffers { .. } => "region-differs",
            Self::RegionUnknown => "region-unknown",
            Self::FilterOverlaps(_) => "filter-overlaps",
            Self::OverlapUnknown(_) => "overlap-unknown",
            Self::KeyEncoded(_) => "key-encoded",
            Self::TrustNotGiven => "trust-not-given",
            Self::NoPath => "no-path",
        }
    }

    /// The step passes in spite of it: `No` blocks the step, `Unknown` leaves it undetermined.
    pub(crate) const fn passes(&self) -> Truth {
        match self {
            Self::KeyEncoded(_) => Truth::Yes,
            Self::NoEvent
            | Self::EventNotListed(_)
            | Self::PrefixDiffers(_)
            | Self::SuffixDiffers(_)
            | Self::RegionDiffers { .. }
            | Self::FilterOverlaps(_) => Truth::No,
            Self::EventDepends
            | Self::FilterUnknown
            | Self::FilterNotEncoded(_)
            | Self::RegionUnknown
            | Self::OverlapUnknown(_)
            | Self::TrustNotGiven
            | Self::NoPath => Truth::Unknown,
        }
    }

    /// The fact of the scenario that decided.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::EventNotListed(event) => Some(event),
            Self::PrefixDiffers(text)
            | Self::SuffixDiffers(text)
            | Self::FilterNotEncoded(text)
            | Self::FilterOverlaps(text)
            | Self::OverlapUnknown(text)
            | Self::KeyEncoded(text)
            | Self::RegionDiffers { function: text, .. } => Some(text),
            _ => None,
        }
    }
}

/// The buckets besides its own for which a function's policy lets S3 invoke it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exposure {
    /// Any bucket of anybody.
    AnyBucket,
    /// A bucket of the same name in another account, once this one is deleted.
    SameNameElsewhere,
}

impl Exposure {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AnyBucket => "any-bucket",
            Self::SameNameElsewhere => "same-name-elsewhere",
        }
    }
}

/// A call on one of its paths, with its symptom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepPath {
    /// The path.
    pub analysis: PathAnalysis,
    /// The symptom that the caller would see.
    pub symptom: Symptom,
}

/// The call to S3 in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectCall {
    /// The operation.
    pub operation: String,
    /// The bucket's name.
    pub bucket: String,
    /// The object's key; empty where the operation takes none.
    pub key: String,
}

/// One step, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainStep {
    /// Its kind.
    pub kind: StepKind,
    /// Its verdict.
    pub verdict: Verdict,
    /// The reasons, besides those in the fields below.
    pub because: Vec<StepReason>,
    /// The requests that a service makes.
    pub requests: Vec<RequestTrace>,
    /// The checks before Lambda starts the function.
    pub before: Option<Before>,
    /// The call, on each of its paths.
    pub paths: Vec<StepPath>,
    /// The call.
    pub asked: Option<ObjectCall>,
    /// The other buckets for which the function's policy lets S3 invoke it.
    pub exposure: Option<Exposure>,
}

impl ChainStep {
    pub(super) fn new(kind: StepKind) -> Self {
        Self {
            kind,
            verdict: Verdict::DoesNotStop,
            because: Vec::new(),
            requests: Vec::new(),
            before: None,
            paths: Vec::new(),
            asked: None,
            exposure: None,
        }
    }

    /// The step with its verdict, the conjunction of all that it holds. A block on one path blocks the step, because a
    /// call of the function may take any of its paths.
    pub(super) fn judged(mut self) -> Self {
        let path = |it: &StepPath| match it.analysis.outcome {
            Outcome::Open => Truth::Yes,
            Outcome::Blocked => Truth::No,
            Outcome::Undetermined => Truth::Unknown,
        };
        let passes = Truth::all(self.because.iter().map(StepReason::passes))
            .and(Truth::all(self.requests.iter().map(|it| it.decision.allows())))
            .and(Truth::all(self.before.iter().flat_map(|it| &it.checks).map(|it| it.passes)))
            .and(Truth::all(self.paths.iter().map(path)));
        let verdict = Verdict::from(passes);
        // The function's policy and the role's trust policy must grant; the other steps need only not be stopped.
        let by_grant = matches!(self.kind, StepKind::Invoke | StepKind::Assume);
        self.verdict = if by_grant { verdict.granting() } else { verdict };
        self
    }

    /// Adds the unclear rules that it leans on.
    pub(super) fn add_rules(&self, rules: &mut Vec<Rule>) {
        let started = self.before.iter().flat_map(|it| it.requests.iter());
        for request in self.requests.iter().chain(started) {
            rules.extend(&request.unverified);
        }
        for path in &self.paths {
            rules.extend(&path.analysis.unverified);
            rules.extend(&path.symptom.rules);
        }
        if self.because.iter().any(|it| matches!(it, StepReason::RegionDiffers { .. })) {
            rules.push(Rule::NOTIFICATION_REGION_MESSAGE);
        }
        if self.because.iter().any(|it| matches!(it, StepReason::FilterNotEncoded(_))) {
            rules.push(Rule::FILTER_NOT_ENCODED);
        }
    }
}
