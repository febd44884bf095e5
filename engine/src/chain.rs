//! The other direction: an object is uploaded, the bucket tells a function, and the function reads and writes.
//!
//! Each notification gives one chain of steps, each judged by the same parts that judge the question's call:
//! policies by `authorize`, the function's own calls by the analysis of their paths.
//! Only notifications that name a function are followed: no queue, topic or EventBridge rule.
//!
//! AWS: "Amazon S3 Event Notifications", "Process Amazon S3 event notifications with Lambda".

mod filter;
mod invoke;

use crate::before::{self, Before};
use crate::control::Control;
use crate::documents::Documents;
use crate::judge::{Outcome, PathAnalysis};
use crate::s3::event;
use crate::s3::operation::Operation;
use crate::scenario::{Bucket, Call, Function, Notification, Question, Scenario, Upload};
use crate::symptom::{Symptom, symptom};
use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::rule::{self, Rule};
use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;
pub use invoke::function_arn;

/// The steps from a notification to what the function does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// S3 takes the notification into the bucket's configuration.
    Save,
    /// Somebody does with an object what makes an event that the notification is for.
    Upload,
    /// S3 invokes the function.
    Invoke,
    /// Lambda starts the function with its role.
    Assume,
    /// The function reads.
    Read,
    /// The function writes.
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

/// Why a step does what it does, besides what its policies and paths say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepReason {
    /// The operation makes no event.
    NoEvent,
    /// The event is of a type that the notification does not list.
    EventNotListed(&'static str),
    /// Whether an event of a listed type happens depends on the object or on the bucket.
    EventDepends,
    /// The key does not begin as the notification asks.
    PrefixDiffers(String),
    /// The key does not end as the notification asks.
    SuffixDiffers(String),
    /// The prefix or suffix that the notification asks for is not known.
    FilterUnknown,
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
    /// Whether the notification of this name is for some of the same objects is not known.
    OverlapUnknown(String),
    /// The role's trust policy is not given.
    TrustNotGiven,
    /// Where the function runs is not described.
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
            Self::RegionDiffers { .. } => "region-differs",
            Self::RegionUnknown => "region-unknown",
            Self::FilterOverlaps(_) => "filter-overlaps",
            Self::OverlapUnknown(_) => "overlap-unknown",
            Self::TrustNotGiven => "trust-not-given",
            Self::NoPath => "no-path",
        }
    }

    /// Whether the step can go on with it.
    const fn passes(&self) -> Truth {
        match self {
            Self::NoEvent
            | Self::EventNotListed(_)
            | Self::PrefixDiffers(_)
            | Self::SuffixDiffers(_)
            | Self::RegionDiffers { .. }
            | Self::FilterOverlaps(_) => Truth::No,
            Self::EventDepends
            | Self::FilterUnknown
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
            | Self::FilterOverlaps(text)
            | Self::OverlapUnknown(text)
            | Self::RegionDiffers { function: text, .. } => Some(text),
            _ => None,
        }
    }
}

/// Whom else the function's policy lets S3 speak for.
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

/// A call on one of its paths, with what the caller would see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepPath {
    /// The path.
    pub analysis: PathAnalysis,
    /// What the caller would see.
    pub symptom: Symptom,
}

/// What is asked of S3 in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The operation.
    pub operation: String,
    /// The bucket's name.
    pub bucket: String,
    /// The object's key; empty where the operation takes none.
    pub key: String,
}

/// One step, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which one.
    pub kind: StepKind,
    /// What becomes of it.
    pub verdict: Verdict,
    /// Why, besides what follows.
    pub because: Vec<StepReason>,
    /// The requests that a service makes.
    pub requests: Vec<RequestTrace>,
    /// What Lambda needs to start the function.
    pub before: Option<Before>,
    /// The call, on each of its paths.
    pub paths: Vec<StepPath>,
    /// The call.
    pub asked: Option<Asked>,
    /// Whom else the function's policy lets in.
    pub exposure: Option<Exposure>,
}

impl Step {
    fn new(kind: StepKind) -> Self {
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

    /// The step with its verdict, which follows from all that it holds: what stops one path stops the step,
    /// because the paths of a function are those that its calls may take.
    fn judged(mut self) -> Self {
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
        // The function's policy and the role's trust policy grant; the other steps are only not stopped.
        let by_grant = matches!(self.kind, StepKind::Invoke | StepKind::Assume);
        self.verdict = if by_grant { verdict.granting() } else { verdict };
        self
    }

    /// The unclear rules that it leans on.
    fn rules(&self) -> impl Iterator<Item = Rule> {
        let started = self.before.iter().flat_map(|it| &it.requests);
        let requests = self.requests.iter().chain(started).flat_map(|it| &it.unverified);
        let paths =
            self.paths.iter().flat_map(|it| it.analysis.unverified.iter().chain(&it.symptom.rules));
        let region = self.because.iter().any(|it| matches!(it, StepReason::RegionDiffers { .. }));
        requests.chain(paths).copied().chain(region.then_some(Rule::NOTIFICATION_REGION_MESSAGE))
    }
}

/// Whether the function invokes itself by what it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recursion {
    /// It does not.
    Never,
    /// It does, again and again.
    Loops,
    /// It would, if nothing stopped the chain before.
    WouldLoop,
    /// It depends on something that is not known.
    MayLoop,
}

impl Recursion {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Loops => "loops",
            Self::WouldLoop => "would-loop",
            Self::MayLoop => "may-loop",
        }
    }
}

/// What follows where an object is uploaded and a notification tells a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The bucket, by id.
    pub bucket: String,
    /// The notification's id, or its number in the bucket where it has none.
    pub notification: String,
    /// The function, by id.
    pub function: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// What they come to.
    pub outcome: Outcome,
    /// Whether the function invokes itself.
    pub recursion: Recursion,
    /// What it writes where a notification listens, where it does.
    pub written: Option<Asked>,
    /// The unclear rules that this leans on.
    pub unverified: Vec<Rule>,
}

/// The chains of the question's bucket and of the functions that the question is about.
pub fn chains(scenario: &Scenario, documents: &Documents) -> Vec<Chain> {
    let mut chains = Vec::new();
    for bucket in &scenario.buckets {
        for (at, notification) in bucket.notifications.iter().enumerate() {
            let asked = bucket.id == scenario.question.bucket
                || scenario.question.callers.contains(&notification.function);
            let function = scenario.functions.iter().find(|it| it.id == notification.function);
            if let Some(function) = function.filter(|_| asked) {
                let story = Story { scenario, documents, bucket, at, notification, function };
                chains.push(story.chain());
            }
        }
    }
    chains
}

/// What people call the notification that stands at that place of its bucket, from 0.
fn name_of(at: usize, notification: &Notification) -> String {
    notification.id.clone().unwrap_or_else(|| (at + 1).to_string())
}

/// One notification, and what it brings together.
struct Story<'s> {
    scenario: &'s Scenario,
    documents: &'s Documents,
    bucket: &'s Bucket,
    at: usize,
    notification: &'s Notification,
    function: &'s Function,
}

impl Story<'_> {
    fn chain(&self) -> Chain {
        let upload = self.upload();
        let mut steps = vec![self.save(), self.event(&upload), self.invoke(), self.assume()];
        let mut written: Vec<(Truth, Asked)> = Vec::new();
        for call in &self.function.calls {
            let (step, again) = self.call(call, &upload.key);
            written.extend(step.asked.clone().filter(|_| again != Truth::No).map(|it| (again, it)));
            steps.push(step);
        }
        let all = |verdict| steps.iter().any(|it: &Step| it.verdict == verdict);
        let outcome = match (all(Verdict::Blocks), all(Verdict::Undetermined)) {
            (true, _) => Outcome::Blocked,
            (false, true) => Outcome::Undetermined,
            (false, false) => Outcome::Open,
        };
        let again = Truth::any(written.iter().map(|it| it.0));
        let recursion = match (again, outcome) {
            (Truth::No, _) => Recursion::Never,
            (Truth::Yes, Outcome::Open) => Recursion::Loops,
            (Truth::Yes, Outcome::Blocked) => Recursion::WouldLoop,
            _ => Recursion::MayLoop,
        };
        let written = written.into_iter().find(|it| it.0 == again).map(|it| it.1);
        let unverified = rule::unique(steps.iter().flat_map(Step::rules));
        Chain {
            bucket: self.bucket.id.clone(),
            notification: name_of(self.at, self.notification),
            function: self.function.id.clone(),
            steps,
            outcome,
            recursion,
            written,
            unverified,
        }
    }

    /// What starts the chain: what the scenario says, else the question's call, as far as it makes an event.
    fn upload(&self) -> Upload {
        if let Some(given) = &self.scenario.upload {
            return given.clone();
        }
        let question = &self.scenario.question;
        let own = |it: &Operation| !event::events(*it, false).types.is_empty();
        let operation = Operation::parse(&question.operation).filter(own);
        let other = question.callers.iter().find(|it| **it != self.function.id);
        Upload {
            operation: operation.unwrap_or(Operation::PutObject).name().to_owned(),
            key: question.key.clone(),
            caller: other.filter(|_| operation.is_some()).cloned(),
        }
    }

    /// S3 takes the notification only if the function is where it must be, lets S3 invoke it, and no other
    /// notification is for the same objects.
    ///
    /// AWS: "`PutBucketNotificationConfiguration`" — S3 verifies that the function's permissions let it invoke.
    fn save(&self) -> Step {
        let mut step = Step::new(StepKind::Save);
        step.because.extend(self.region());
        for (at, other) in self.bucket.notifications.iter().enumerate() {
            if at == self.at {
                continue;
            }
            match filter::overlap(self.notification, other) {
                Truth::No => {}
                Truth::Yes => step.because.push(StepReason::FilterOverlaps(name_of(at, other))),
                Truth::Unknown => {
                    step.because.push(StepReason::OverlapUnknown(name_of(at, other)));
                }
            }
        }
        step.requests = self.invocation();
        step.judged()
    }

    fn event(&self, upload: &Upload) -> Step {
        let mut step = Step::new(StepKind::Upload);
        let options = &self.scenario.question.options;
        step.because = filter::reasons(
            self.notification,
            &upload.operation,
            &upload.key,
            options.version_id.is_some(),
        );
        let question = &self.scenario.question;
        // An upload that the scenario gives goes to the bucket itself.
        let is_the_call = self.scenario.upload.is_none() && question.bucket == self.bucket.id;
        let access_point = question.access_point.as_ref().filter(|_| is_the_call);
        if let Some(caller) = &upload.caller {
            self.follow(
                &mut step,
                Question {
                    callers: vec![caller.clone()],
                    operation: upload.operation.clone(),
                    bucket: self.bucket.id.clone(),
                    key: upload.key.clone(),
                    access_point: access_point.cloned(),
                    options: options.clone(),
                },
            );
        }
        step.asked = Some(asked(self.bucket, &upload.operation, &upload.key));
        step.judged()
    }

    fn invoke(&self) -> Step {
        let mut step = Step::new(StepKind::Invoke);
        step.because.extend(self.region());
        step.requests = self.invocation();
        step.exposure = self.exposure();
        step.judged()
    }

    fn assume(&self) -> Step {
        let mut step = Step::new(StepKind::Assume);
        let before = before::before_one(self.function, self.scenario, self.documents);
        let is_trust_given = before.check(Control::TrustPolicy).is_some();
        step.before = Some(before);
        if !is_trust_given {
            step.because.push(StepReason::TrustNotGiven);
        }
        step.judged()
    }

    /// A call of the function, and whether what it does invokes the function again.
    fn call(&self, call: &Call, key: &str) -> (Step, Truth) {
        let own = call.bucket.as_ref();
        let bucket = own.and_then(|id| self.scenario.buckets.iter().find(|it| it.id == *id));
        let bucket = bucket.unwrap_or(self.bucket);
        let name = key.rsplit('/').next().unwrap_or_default();
        let pattern = call.key.as_deref().unwrap_or("{key}");
        let key = pattern.replace("{name}", name).replace("{key}", key);
        let operation = Operation::parse(&call.operation);
        let reads = operation.is_some_and(Operation::only_reads);
        let mut step = Step::new(if reads { StepKind::Read } else { StepKind::Write });
        self.follow(
            &mut step,
            Question {
                callers: vec![self.function.id.clone()],
                operation: call.operation.clone(),
                bucket: bucket.id.clone(),
                key: key.clone(),
                access_point: None,
                options: call.options.clone(),
            },
        );
        let versioned = call.options.version_id.is_some();
        let listens = bucket.notifications.iter().filter(|it| it.function == self.function.id);
        let again = Truth::any(listens.map(|it| {
            let reasons = filter::reasons(it, &call.operation, &key, versioned);
            Truth::all(reasons.iter().map(StepReason::passes))
        }));
        step.asked = Some(asked(bucket, &call.operation, &key));
        (step.judged(), again)
    }

    /// Judges the call of `question` on each of its paths; where there is none, nothing is known of it.
    fn follow(&self, step: &mut Step, question: Question) {
        let scenario = Scenario { question, ..self.scenario.clone() };
        for analysis in crate::answer::analyze_paths(&scenario, self.documents) {
            let symptom = symptom(&analysis, &scenario);
            step.paths.push(StepPath { analysis, symptom });
        }
        if step.paths.is_empty() {
            step.because.push(StepReason::NoPath);
        }
    }
}

fn asked(bucket: &Bucket, operation: &str, key: &str) -> Asked {
    let takes_key = Operation::parse(operation).is_some_and(Operation::takes_key);
    let key = if takes_key { key.to_owned() } else { String::new() };
    Asked { operation: operation.to_owned(), bucket: bucket.name.clone(), key }
}
