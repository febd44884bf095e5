//! Decides the controls of a call for a bucket policy besides the permission: the caller's account, and the new policy.
//!
//! AWS: "PutBucketPolicy", "Blocking public access to your Amazon S3 storage".
//! A check that lets the call pass is not recorded.

use accesspath_policy::authorize::{Decision, Layers, RequestTrace, authorize};
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::{Parsed, Policy, PolicyKind};
use accesspath_policy::publicness::publicness;
use accesspath_policy::request::Subject;
use accesspath_policy::rule::Rule;
use accesspath_policy::save::{Flaw, OwnBucket, faults, objections};
use accesspath_policy::text::Span;
use accesspath_policy::truth::Truth;

use crate::check::{At, Check, Malformed, PolicyRefusal, Reason, TextPlace};
use crate::control::Control;
use crate::documents::Documents;
use crate::requests;
use crate::s3::operation::Operation;
use crate::scenario::Scenario;

/// The checks that the question's call fails, or may fail; none for calls that are not about a bucket policy.
///
/// `layers` are the policies that the call's request to the bucket was authorized with.
pub(super) fn checks(
    operation: Operation,
    requests: &[RequestTrace],
    layers: &Layers,
    scenario: &Scenario,
    documents: &Documents,
) -> Vec<Check> {
    if !operation.is_bucket_policy_call() {
        return Vec::new();
    }
    let at_bucket = |it: &&RequestTrace| it.subject == Subject::Bucket;
    let Some(traced) = requests.iter().find(at_bucket) else { return Vec::new() };
    let mut checks = Vec::new();
    // AWS: "PutBucketPolicy" — identities of other accounts get 405, whatever they are allowed.
    if !traced.request.is_same_account() {
        let because = Reason::BucketPolicy(PolicyRefusal::NotTheOwner);
        checks.push(Check::new(Control::BucketOwner, Truth::No, because));
    }
    let new = scenario.question.options.new_policy.as_ref();
    if let (Operation::PutBucketPolicy, Some(new)) = (operation, new) {
        match documents.get(new, PolicyKind::Bucket) {
            Some(new) => of_new_policy(new, traced, layers, scenario, &mut checks),
            None => checks.push(of_new(Truth::Unknown, PolicyRefusal::NotGiven, None)),
        }
    }
    checks
}

fn of_new(passes: Truth, because: PolicyRefusal, place: Option<TextPlace>) -> Check {
    let at = place.map_or(At::FrontDoor, At::Text);
    Check { at, ..Check::new(Control::NewPolicy, passes, Reason::BucketPolicy(because)) }
}

fn of_new_policy(
    new: &std::sync::Arc<Parsed<Policy>>,
    traced: &RequestTrace,
    layers: &Layers,
    scenario: &Scenario,
    checks: &mut Vec<Check>,
) {
    let place = |statement, at: Span| TextPlace {
        document: new.document.clone(),
        statement,
        at,
        text: at.of(&new.text).to_owned(),
    };
    let faults = faults(new);
    if let Some(first) = faults.first() {
        let why = first.flaw.map_or(Malformed::Other, Malformed::Flaw);
        let several = first.flaw.is_some() && faults.iter().any(|it| it.flaw != first.flaw);
        let rules = if several { vec![Rule::FIRST_FLAW_REPORTED] } else { Vec::new() };
        let refusal = PolicyRefusal::Malformed(why);
        checks.push(Check { rules, ..of_new(Truth::No, refusal, Some(place(None, first.span))) });
        return;
    }
    if let Some(check) = of_form(new, scenario, &place) {
        let refuses = check.passes == Truth::No;
        checks.push(check);
        if refuses {
            return;
        }
    }
    let public = publicness(&new.value, Subject::Bucket);
    let is_on = scenario.bucket().map_or(Truth::Unknown, |bucket| {
        requests::switch(bucket, scenario, |it| &it.block_public_policy)
    });
    let refused = is_on.and(public.truth);
    if refused != Truth::No {
        let place = public.statement.map(|(number, _, at)| place(Some(number), at));
        checks.push(Check {
            control: Control::Policy(Layer::BlockPublicAccess),
            rules: public.rules,
            ..of_new(!refused, PolicyRefusal::PublicPolicy, place)
        });
    }
    checks.extend(self_lock_out(new, traced, layers, scenario));
}

/// What S3 checks of the policy itself: whether its principals, actions, resources and keys exist and go together.
fn of_form(
    new: &Parsed<Policy>,
    scenario: &Scenario,
    place: &dyn Fn(Option<usize>, Span) -> TextPlace,
) -> Option<Check> {
    let bucket = scenario.bucket()?;
    let bucket = OwnBucket { name: &bucket.name, region: &bucket.region };
    let facts = scenario.facts.get();
    let mut found = objections(&new.value, bucket, facts);
    // A unique id is that of a principal that was deleted, where it is not a role's of the scenario.
    for flaw in found.iter_mut().filter(|it| it.flaw == Flaw::Principal) {
        let id = flaw.span.of(&new.text).trim_matches('"');
        let is_there = scenario.roles.iter().any(|it| it.unique_id.as_deref() == Some(id));
        flaw.is_sure &= !is_there && !scenario.is_open("roles");
    }
    let sure = found.iter().find(|it| it.is_sure);
    let Some(first) = sure.or_else(|| found.first()) else {
        return facts.is_none().then(|| of_new(Truth::Unknown, PolicyRefusal::NotChecked, None));
    };
    let others = found.iter().any(|it| it.is_sure && it.flaw != first.flaw);
    let (passes, rules) = match first.is_sure {
        true if others => (Truth::No, vec![Rule::FIRST_FLAW_REPORTED]),
        true => (Truth::No, Vec::new()),
        false => (Truth::Unknown, vec![Rule::SAVED_FORMS]),
    };
    let because = PolicyRefusal::Malformed(Malformed::Flaw(first.flaw));
    let place = place(Some(first.statement), first.span);
    Some(Check { rules, ..of_new(passes, because, Some(place)) })
}

/// The check against a self lock-out: the caller could not change the new policy again, and does not confirm that.
///
/// Authorizes the same request once more, with the new policy in place of the bucket policy.
fn self_lock_out(
    new: &std::sync::Arc<Parsed<Policy>>,
    traced: &RequestTrace,
    layers: &Layers,
    scenario: &Scenario,
) -> Option<Check> {
    let confirmed = scenario.question.options.confirm_remove_self_bucket_access;
    if confirmed || traced.decision.allows() == Truth::No {
        return None;
    }
    let mut under = layers.clone();
    under.resource = Some(accesspath_policy::authorize::Source::Policy(new.clone()));
    let then = authorize(&traced.request, &under);
    if then.decision == Decision::Allow {
        return None;
    }
    let finding = then.because.iter().chain(&then.open).find(|it| it.document.is_some());
    let place = finding.and_then(|it| {
        let (document, at) = (it.document.clone()?, it.at?);
        Some(TextPlace { document, statement: it.statement, at, text: it.text.clone()? })
    });
    let check = of_new(Truth::Unknown, PolicyRefusal::LocksOutTheCaller, place);
    Some(Check { rules: vec![Rule::SELF_LOCK_OUT], ..check })
}
