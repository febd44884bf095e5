//! Sentences about what S3 checks of a call for a bucket's policy besides the permission.

use accesspath_policy::save::Flaw;
use accesspath_policy::truth::Truth;

use crate::check::{Check, Malformed, PolicyRefusal as Refusal};
use crate::judge::PathAnalysis;

/// One line for a card, where a check refuses the call.
pub(super) fn blocker_line(check: &Check) -> Option<String> {
    if check.passes != Truth::No {
        return None;
    }
    Some(match (check.because.bucket_policy()?, statement(check)) {
        (Refusal::NotTheOwner, _) => "Only the bucket's own account may do this".to_owned(),
        (Refusal::PublicPolicy, number) => {
            format!("BlockPublicPolicy: statement {number} makes the new policy public")
        }
        _ => "The new policy has errors".to_owned(),
    })
}

/// One line for a card, where nothing but a check is open.
pub(super) fn open_line(path: &PathAnalysis) -> Option<String> {
    let mut open = path.checks.iter().filter(|it| it.passes == Truth::Unknown);
    Some(match open.find_map(|it| it.because.bucket_policy())? {
        Refusal::LocksOutTheCaller => "Depends: the new policy locks its caller out".to_owned(),
        Refusal::PublicPolicy => "Depends on whether BlockPublicPolicy refuses it".to_owned(),
        Refusal::Malformed(_) => "Depends on whether S3 takes the new policy".to_owned(),
        Refusal::NotChecked => "Depends on what S3 checks of the new policy".to_owned(),
        _ => "Depends on the new policy, which is not given".to_owned(),
    })
}

/// Why a check refuses the call, or may.
pub(super) fn heading(check: &Check, because: Refusal) -> String {
    let number = statement(check);
    match (because, check.passes) {
        (Refusal::NotTheOwner, _) => {
            "Only the bucket's own account may read or change its bucket policy, whatever policies allow: S3 answers 405.".to_owned()
        }
        (Refusal::Malformed(why), passes) => {
            let text = check.place().map_or("", |it| it.text.as_str());
            let at = text.lines().next().filter(|it| it.len() <= 60 && !matches!(*it, "" | "{"));
            let what = match why {
                Malformed::Flaw(flaw) => flawed(flaw),
                _ => "has errors",
            };
            let at = at.map(|it| format!(", at {it}")).unwrap_or_default();
            match passes {
                Truth::No => format!("The new policy {what}{at}: S3 answers 400 and keeps the old policy."),
                _ => format!("Perhaps the new policy {what}{at}: whether S3 saves it, AWS does not document."),
            }
        }
        (Refusal::PublicPolicy, Truth::No) => format!(
            "BlockPublicPolicy is on, and statement {number} makes the new policy public: S3 refuses to save it."
        ),
        (Refusal::PublicPolicy, _) => {
            "It depends on whether the new policy is public and BlockPublicPolicy is on.".to_owned()
        }
        (Refusal::LocksOutTheCaller, _) => {
            "Under the new policy this caller could not change it again. AWS does not document whether S3 refuses that without x-amz-confirm-remove-self-bucket-access.".to_owned()
        }
        (Refusal::NotChecked, _) => {
            "The list of S3's actions and condition keys is not loaded, so it is not known whether S3 takes the new policy.".to_owned()
        }
        (Refusal::NotGiven, _) => "The new policy is not given.".to_owned(),
    }
}

/// What a policy has that S3 refuses.
const fn flawed(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::FirstByte => "does not begin with \"{\"",
        Flaw::Json => "is no JSON",
        Flaw::Version => "has a Version that does not exist",
        Flaw::EmptyStatement => "has no statement",
        Flaw::MissingPrincipal => "has a statement without a principal",
        Flaw::Syntax => "has a principal that is neither \"*\" nor an object",
        Flaw::MissingElement => "has a statement without a resource",
        Flaw::Principal => "names a principal that is none",
        Flaw::Resource => "names a resource that is neither this bucket nor in it",
        Flaw::Action => "names an action that S3 does not have",
        Flaw::ConditionKey => "asks for a condition key that does not exist",
        Flaw::ActionWithoutResource => {
            "has an action that works on none of its statement's resources"
        }
        Flaw::ConditionWithoutAction => {
            "asks for a condition key that its statement's actions do not carry"
        }
    }
}

/// The number of the statement that decided.
fn statement(check: &Check) -> usize {
    check.place().and_then(|it| it.statement).unwrap_or_default()
}
