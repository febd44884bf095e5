//! What S3 checks of a call for a bucket's policy besides the permission: who calls, and what is to be saved.
//!
//! AWS: "PutBucketPolicy", "Blocking public access to your Amazon S3 storage".
//! A check that lets the call pass is not recorded.

use crate::authorize::{Decision, Layer, Layers, RequestTrace, authorize};
use crate::control::Control;
use crate::diagnostic::Problem;
use crate::documents::Documents;
use crate::policy::{DocumentId, Parsed, Policy, PolicyKind};
use crate::request::Subject;
use crate::requests;
use crate::rule::Rule;
use crate::s3::block_public_access::publicness;
use crate::s3::operation::Operation;
use crate::scenario::Scenario;
use crate::text::Span;
use crate::truth::Truth;

/// A check that a call for a bucket's policy does not pass, or may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The control that checks.
    pub control: Control,
    /// Whether the call passes it: no, or not known.
    pub passes: Truth,
    /// Why.
    pub because: Refusal,
    /// The text that decided, where one did.
    pub place: Option<Place>,
    /// The unclear rules that this leans on.
    pub rules: Vec<Rule>,
}

/// A text that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The document.
    pub document: DocumentId,
    /// The statement's number, from 1.
    pub statement: Option<usize>,
    /// What is underlined.
    pub at: Span,
    /// The text there.
    pub text: String,
}

/// Why S3 refuses a call for a bucket's policy that a policy allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The caller is of another account than the bucket.
    NotTheOwner,
    /// The new policy has errors.
    Malformed(Malformed),
    /// The new policy is public, and BlockPublicPolicy is on.
    PublicPolicy,
    /// Under the new policy the caller could not change it again, and the call does not confirm that.
    LocksOutTheCaller,
    /// What the new policy says is not known.
    NotGiven,
}

/// What S3 says of a policy that it cannot read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// It is no JSON.
    Json,
    /// It names a principal that is none.
    Principal,
    /// Anything else; S3's sentence for it is not documented.
    Other,
}

impl Refusal {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotTheOwner => "not-the-owner",
            Self::Malformed(_) => "malformed-policy",
            Self::PublicPolicy => "public-policy",
            Self::LocksOutTheCaller => "locks-out-the-caller",
            Self::NotGiven => "not-given",
        }
    }
}

/// The checks that the question's call does not pass, or may not; none for calls that are not about a bucket's policy.
///
/// `layers` are those that the `requests` of the call were tried against.
pub(crate) fn checks(
    requests: &[RequestTrace],
    layers: &Layers,
    scenario: &Scenario,
    documents: &Documents,
) -> Vec<Check> {
    let operation = Operation::parse(&scenario.question.operation);
    let Some(operation) = operation.filter(|it| it.is_bucket_policy_call()) else {
        return Vec::new();
    };
    let at_bucket = |it: &&RequestTrace| it.subject == Subject::Bucket;
    let Some(traced) = requests.iter().find(at_bucket) else { return Vec::new() };
    let mut checks = Vec::new();
    // AWS: "PutBucketPolicy" — identities of other accounts get 405, whatever they are allowed.
    if !traced.request.is_same_account() {
        checks.push(Check {
            control: Control::BucketOwner,
            passes: Truth::No,
            because: Refusal::NotTheOwner,
            place: None,
            rules: Vec::new(),
        });
    }
    let new = scenario.question.options.new_policy.as_ref();
    if let (Operation::PutBucketPolicy, Some(new)) = (operation, new) {
        match documents.get(new, PolicyKind::Bucket) {
            Some(new) => of_new_policy(new, traced, layers, scenario, &mut checks),
            None => checks.push(of_new(Truth::Unknown, Refusal::NotGiven, None)),
        }
    }
    checks
}

const fn of_new(passes: Truth, because: Refusal, place: Option<Place>) -> Check {
    Check { control: Control::NewPolicy, passes, because, place, rules: Vec::new() }
}

fn of_new_policy(
    new: &std::rc::Rc<Parsed<Policy>>,
    traced: &RequestTrace,
    layers: &Layers,
    scenario: &Scenario,
    checks: &mut Vec<Check>,
) {
    let place = |statement, at: Span| Place {
        document: new.document.clone(),
        statement,
        at,
        text: at.of(&new.text).to_owned(),
    };
    if let Some(error) = new.diagnostics.iter().find(|it| it.is_error()) {
        let why = match error.problem {
            Problem::JsonSyntaxError(_) | Problem::EmptyDocument => Malformed::Json,
            Problem::InvalidPrincipalFormat(_) | Problem::InvalidPrincipalKey(_) => {
                Malformed::Principal
            }
            _ => Malformed::Other,
        };
        let place = place(None, error.span);
        checks.push(of_new(Truth::No, Refusal::Malformed(why), Some(place)));
        return;
    }
    let public = publicness(&new.value, Subject::Bucket);
    let is_on = scenario.bucket().map_or(Truth::Unknown, |bucket| {
        requests::switch(bucket, scenario, |it| &it.block_public_policy)
    });
    let refused = is_on.and(public.truth);
    if refused != Truth::No {
        checks.push(Check {
            control: Control::Policy(Layer::BlockPublicAccess),
            passes: !refused,
            because: Refusal::PublicPolicy,
            place: public.statement.map(|(number, _, at)| place(Some(number), at)),
            rules: public.rules,
        });
    }
    checks.extend(self_lock_out(new, traced, layers, scenario));
}

/// Whether the caller could not change the policy again, and does not confirm that.
fn self_lock_out(
    new: &std::rc::Rc<Parsed<Policy>>,
    traced: &RequestTrace,
    layers: &Layers,
    scenario: &Scenario,
) -> Option<Check> {
    let confirmed = scenario.question.options.confirm_remove_self_bucket_access;
    if confirmed || traced.decision.allows() == Truth::No {
        return None;
    }
    let mut under = layers.clone();
    under.resource = Some(crate::authorize::Source::Policy(new.clone()));
    let then = authorize(&traced.request, &under);
    if then.decision == Decision::Allow {
        return None;
    }
    let finding = then.because.iter().chain(&then.open).find(|it| it.document.is_some());
    let place = finding.and_then(|it| {
        let (document, at) = (it.document.clone()?, it.at?);
        Some(Place { document, statement: it.statement, at, text: it.text.clone()? })
    });
    let mut check = of_new(Truth::Unknown, Refusal::LocksOutTheCaller, place);
    check.rules.push(Rule::SELF_LOCK_OUT);
    Some(check)
}
