//! Sentences about one clause: what the nearest Allow lacks, and what a person takes it for and it is not.

use accesspath_policy::arn::is_account_id;
use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::key;
use accesspath_policy::policy::is_unique_id;
use accesspath_policy::reason::Because;
use accesspath_policy::request::Subject;

/// The name of the clause that a finding underlines: a condition's key, else the element.
pub(super) fn clause_name(request: &RequestTrace, finding: &Finding) -> Option<String> {
    let clause = request.clause(finding)?;
    Some(clause.key().unwrap_or_else(|| clause.element.name()).to_owned())
}

/// The value that the request has for the clause that a finding underlines.
pub(super) fn has(request: &RequestTrace, finding: &Finding) -> Option<String> {
    request.clause(finding)?.has(&request.request)
}

/// What the Allow that comes nearest lacks.
pub(super) fn nearest(request: &RequestTrace, near: &Finding) -> String {
    let action = &request.request.action;
    let statement = near.statement.unwrap_or_default();
    let text = near.text.clone().unwrap_or_default();
    match near.because {
        Because::NeedsObjectArn => {
            format!(
                "Statement {statement} names the bucket {text}, but {action} needs an object ARN: add /*."
            )
        }
        Because::NeedsBucketArn => {
            format!(
                "Statement {statement} names objects {text}, but {action} needs the bucket ARN: remove /*."
            )
        }
        Because::KeyMissing => {
            let key = clause_name(request, near).unwrap_or_default();
            let what = match request.subject {
                Subject::Key => "S3's call to KMS",
                _ => "the request",
            };
            format!("Statement {statement} would, but {what} has no {key}.{}", service(&key))
        }
        Because::ValueDiffers if request.subject == Subject::Key => {
            let key = clause_name(request, near).unwrap_or_default();
            let sent = has(request, near).unwrap_or_default();
            format!("Statement {statement} would, but in S3's call to KMS {key} is {sent}.")
        }
        Because::ValueDiffers if clause_name(request, near).is_some() => {
            let key = clause_name(request, near).unwrap_or_default();
            let sent = has(request, near).unwrap_or_default();
            format!("Statement {statement} would, but {key} is {sent}.")
        }
        Because::ResourceDiffers => {
            format!("Statement {statement} allows it on another resource only.")
        }
        Because::PrincipalDiffers => {
            format!("Statement {statement} allows it to another principal only.{}", deleted(&text))
        }
        Because::VariableMissing => {
            format!("Statement {statement} would, but its variable has no value here.")
        }
        _ => format!("Statement {statement} would, but its condition does not match."),
    }
}

/// Keys whose value is, or holds, the id of an account.
const OF_ACCOUNTS: [&str; 9] = [
    key::AWS_PRINCIPAL_ACCOUNT,
    key::AWS_PRINCIPAL_ARN,
    key::AWS_RESOURCE_ACCOUNT,
    key::AWS_SOURCE_ACCOUNT,
    key::AWS_SOURCE_ARN,
    key::AWS_SOURCE_OWNER,
    key::AWS_VPCE_ACCOUNT,
    key::KMS_CALLER_ACCOUNT,
    key::S3_RESOURCE_ACCOUNT,
];

/// That the clause of a finding, or of the Allow that comes nearest to it, names another account than that of the
/// request, with a blank before it.
// AWS: "AWS global condition context keys".
pub(super) fn account(request: &RequestTrace, finding: &Finding) -> String {
    let told = finding.nearest.as_deref().unwrap_or(finding);
    let differs = matches!(
        told.because,
        Because::ValueDiffers | Because::KeyMissing | Because::PrincipalDiffers
    );
    let clause = request.clause(told).filter(|_| differs);
    let of_account = clause.filter(|it| it.condition.is_none() || it.is_about(&OF_ACCOUNTS));
    let Some((clause, (policy, _))) = of_account.zip(request.statement(told)) else {
        return String::new();
    };
    let asked = &request.request;
    let own = match clause.has(asked) {
        Some(value) if clause.condition.is_some() => value,
        _ => asked.caller.account().unwrap_or_default().to_owned(),
    };
    let named: Vec<&str> = accounts(clause.value.of(&policy.text)).collect();
    match named.as_slice() {
        [first, ..] if !named.iter().any(|it| accounts(&own).any(|own| own == *it)) => {
            format!(" The policy names another account, {first}.")
        }
        _ => String::new(),
    }
}

/// The ids of accounts in a text.
fn accounts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| is_account_id(it))
}

/// Whose requests carry a key that the request lacks, with a blank before it, where these are calls of services.
// AWS: "AWS global condition context keys" — properties of the request of a service principal.
pub(super) fn service(name: &str) -> &'static str {
    let keys = [
        key::AWS_SOURCE_ACCOUNT,
        key::AWS_SOURCE_ARN,
        key::AWS_SOURCE_ORG_ID,
        key::AWS_SOURCE_ORG_PATHS,
        key::AWS_PRINCIPAL_SERVICE_NAME,
    ];
    match keys.iter().any(|it| it.eq_ignore_ascii_case(name)) {
        true => " Only requests that an AWS service makes as itself carry it.",
        false => "",
    }
}

/// That a principal among those of `text` was deleted, with a blank before it.
// AWS: "IAM JSON policy elements: Principal" — the unique id stays where the role or user is gone.
pub(super) fn deleted(text: &str) -> String {
    let id = text.split('"').find(|it| is_unique_id(it));
    id.map(|id| {
        let what = if id.starts_with("AROA") { "role" } else { "user" };
        format!(" {id} is what AWS leaves of a {what} that was deleted: save the policy again with the ARN of the {what} that is there.")
    })
    .unwrap_or_default()
}
