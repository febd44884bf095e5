//! Turns each notification into a chain of steps: an object is uploaded, S3 invokes a function, the function reads and
//! writes.
//!
//! Each step is judged by the code that judges the question's call: policies by `authorize`, the function's own calls
//! by the analysis of their paths.
//! Only notifications that name a function are followed: no queue, topic or EventBridge rule.
//!
//! AWS: "Amazon S3 Event Notifications", "Process Amazon S3 event notifications with Lambda".

mod filter;
mod invoke;
mod step;
mod uploaded;

use accesspath_policy::rule::{self, Rule};
use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;

use crate::before;
use crate::control::Control;
use crate::documents::Documents;
use crate::judge::Outcome;
use crate::requests;
use crate::s3::event;
use crate::s3::operation::Operation;
use crate::scenario::{Bucket, Call, Function, Notification, Object, Question, Scenario, Upload};
use crate::symptom::symptom;
pub(crate) use invoke::{free_statement_id, function_arn};
pub use step::{ChainStep, Exposure, ObjectCall, StepKind, StepPath, StepReason};

/// The recursion of a function: an object that it writes makes an event that invokes it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recursion {
    /// No call of the function makes such an event.
    Never,
    /// The function invokes itself without end.
    Loops,
    /// The function would invoke itself, but a step blocks the chain.
    WouldLoop,
    /// It depends on a fact that is not known.
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

/// The steps from an upload to the calls of the function that a notification invokes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The bucket, by id.
    pub bucket: String,
    /// The notification's id, or its number in the bucket where it has none.
    pub notification: String,
    /// The function, by id.
    pub function: String,
    /// The steps, in order.
    pub steps: Vec<ChainStep>,
    /// The outcome of all steps.
    pub outcome: Outcome,
    /// The recursion of the function.
    pub recursion: Recursion,
    /// The call of the function that invokes it again, or may; `None` if no call does.
    pub written: Option<ObjectCall>,
    /// The unclear rules that this leans on.
    pub unverified: Vec<Rule>,
}

/// The chains of the notifications of the question's bucket, and of those that invoke the question's functions.
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

/// The name of a notification for people: its id, else its number in the bucket; `at` is its index.
fn name_of(at: usize, notification: &Notification) -> String {
    notification.id.clone().unwrap_or_else(|| (at + 1).to_string())
}

/// One notification, with its bucket and its function.
struct Story<'s> {
    scenario: &'s Scenario,
    documents: &'s Documents,
    bucket: &'s Bucket,
    at: usize,
    notification: &'s Notification,
    function: &'s Function,
}

impl Story<'_> {
    /// Judges every step, also those behind a step that blocks, so that everything that must change is reported.
    ///
    /// The outcome is the conjunction of the steps. The recursion follows from the calls alone; the outcome then tells
    /// a loop that runs from one that a blocking step prevents.
    fn chain(&self) -> Chain {
        let upload = self.upload();
        let mut steps =
            vec![self.save(), self.event(&upload), self.invoke(&upload.key), self.assume()];
        let object = uploaded::object(&upload, self.bucket, self.scenario);
        let mut written: Vec<(Truth, ObjectCall)> = Vec::new();
        for call in &self.function.calls {
            let (step, again) = self.call(call, &upload.key, object.as_ref());
            written.extend(step.asked.clone().filter(|_| again != Truth::No).map(|it| (again, it)));
            steps.push(step);
        }
        let all = |verdict| steps.iter().any(|it: &ChainStep| it.verdict == verdict);
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
        let mut rules = Vec::new();
        steps.iter().for_each(|it| it.add_rules(&mut rules));
        let unverified = rule::unique(rules);
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

    /// The call that starts the chain: the scenario's upload; else the question's call, if it makes an event; else a
    /// `PutObject` of the question's key by a caller that may.
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
            ..Upload::default()
        }
    }

    /// S3 saves the notification only if the function is in the bucket's Region and lets S3 invoke it, and if no other
    /// notification is for the same objects.
    ///
    /// AWS: "`PutBucketNotificationConfiguration`" — S3 verifies that the function's permissions let it invoke.
    fn save(&self) -> ChainStep {
        let mut step = ChainStep::new(StepKind::Save);
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

    fn event(&self, upload: &Upload) -> ChainStep {
        let mut step = ChainStep::new(StepKind::Upload);
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
                None,
                Question {
                    callers: vec![caller.clone()],
                    operation: upload.operation.clone(),
                    bucket: self.bucket.id.clone(),
                    key: upload.key.clone(),
                    access_point: access_point.cloned(),
                    options: options.clone(),
                    ..Question::default()
                },
            );
        }
        step.asked = Some(asked(self.bucket, &upload.operation, &upload.key));
        step.judged()
    }

    fn invoke(&self, key: &str) -> ChainStep {
        let mut step = ChainStep::new(StepKind::Invoke);
        step.because.extend(self.region());
        step.because.extend(event::encoded(key).map(StepReason::KeyEncoded));
        step.requests = self.invocation();
        step.exposure = self.exposure();
        step.judged()
    }

    fn assume(&self) -> ChainStep {
        let mut step = ChainStep::new(StepKind::Assume);
        let (function, scenario) = (self.function, self.scenario);
        let caller = requests::identity(&function.id, scenario);
        let before = before::before_one(function, caller.as_ref(), scenario, self.documents, &[]);
        let is_trust_given = before.check(Control::TrustPolicy).is_some();
        step.before = Some(before);
        if !is_trust_given {
            step.because.push(StepReason::TrustNotGiven);
        }
        step.judged()
    }

    /// The step of a call of the function, and the truth of "this call invokes the function again".
    ///
    /// `object` is the one that the upload made.
    fn call(&self, call: &Call, key: &str, object: Option<&Object>) -> (ChainStep, Truth) {
        let own = call.bucket.as_ref();
        let bucket = own.and_then(|id| self.scenario.buckets.iter().find(|it| it.id == *id));
        let bucket = bucket.unwrap_or(self.bucket);
        let name = key.rsplit('/').next().unwrap_or_default();
        let filled = |pattern: &str| pattern.replace("{name}", name).replace("{key}", key);
        let mut options = call.options.clone();
        if let Some(source) = &mut options.copy_source {
            source.key = filled(&source.key);
        }
        let key = filled(call.key.as_deref().unwrap_or("{key}"));
        let operation = Operation::parse(&call.operation);
        let reads = operation.is_some_and(Operation::only_reads);
        let mut step = ChainStep::new(if reads { StepKind::Read } else { StepKind::Write });
        self.follow(
            &mut step,
            object,
            Question {
                callers: vec![self.function.id.clone()],
                operation: call.operation.clone(),
                bucket: bucket.id.clone(),
                key: key.clone(),
                access_point: None,
                options,
                ..Question::default()
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

    /// Judges the call of `question` on each of its paths, beside an object that came in the meantime; without a path the
    /// step is undetermined.
    fn follow(&self, step: &mut ChainStep, object: Option<&Object>, question: Question) {
        let mut asked = Scenario { question, ..self.scenario.clone() };
        asked.objects.extend(object.cloned());
        // A signed URL is good for the question's own call only.
        if asked.question.operation != self.scenario.question.operation {
            asked.forget_urls();
        }
        let scenario = asked.opened();
        let callers = requests::identities(&scenario);
        for analysis in crate::answer::analyze_paths(&scenario, self.documents, &callers) {
            let symptom = symptom(&analysis, &scenario);
            step.paths.push(StepPath { analysis, symptom });
        }
        if step.paths.is_empty() {
            step.because.push(StepReason::NoPath);
        }
    }
}

fn asked(bucket: &Bucket, operation: &str, key: &str) -> ObjectCall {
    let takes_key = Operation::parse(operation).is_some_and(Operation::takes_key);
    let key = if takes_key { key.to_owned() } else { String::new() };
    ObjectCall { operation: operation.to_owned(), bucket: bucket.name.clone(), key }
}
