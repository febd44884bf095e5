//! Grants to anybody that no condition narrows.

use super::federation::asks_for;
use super::{Lint, Linter, allows, guard, listed};
use crate::key;
use crate::policy::{Clause, Condition, Entry, PolicyKind, Principal, PrincipalName, Statement};
use crate::publicness;
use crate::request::Subject;
use crate::truth::Truth;

/// Keys that say who calls, or for whom, beside those that Block Public Access knows.
///
/// Not among them are what callers choose for themselves, such as tags and names, and what is alike in many accounts.
const CALLER_KEYS: [&str; 18] = [
    key::AWS_PRINCIPAL_ARN,
    key::AWS_PRINCIPAL_ACCOUNT,
    key::AWS_PRINCIPAL_IS_AWS_SERVICE,
    key::AWS_PRINCIPAL_ORG_MASTER_ACCOUNT_ID,
    key::AWS_PRINCIPAL_ORG_PATHS,
    key::AWS_PRINCIPAL_SERVICE_NAME,
    key::AWS_PRINCIPAL_SERVICE_NAMES_LIST,
    key::AWS_USERID,
    key::AWS_EC2_INSTANCE_SOURCE_VPC,
    key::AWS_SOURCE_ARN,
    key::AWS_SOURCE_ORG_ID,
    key::AWS_SOURCE_ORG_PATHS,
    key::AWS_SOURCE_VPC_ARN,
    key::AWS_VPCE_ORG_PATHS,
    key::EC2_SOURCE_INSTANCE_ARN,
    key::KMS_CALLER_ACCOUNT,
    key::S3_ACCESS_GRANTS_INSTANCE_ARN,
    key::S3_DATA_ACCESS_POINT_ARN,
];

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    let kind = linter.policy.kind;
    let conditions = &statement.conditions;
    if !allows(statement) || conditions.iter().any(|it| narrows(kind, it)) {
        return;
    }
    let who = match kind {
        PolicyKind::Bucket if conditions.is_empty() => {
            "anybody is admitted, also without credentials"
        }
        PolicyKind::Bucket => "anybody is admitted",
        PolicyKind::Function if conditions.iter().any(is_open_url) => {
            "anybody may call the function's URL, also without credentials"
        }
        PolicyKind::Function => "anybody with an AWS account may use the function",
        PolicyKind::Key => "anybody with an AWS account may use the key",
        PolicyKind::Trust => "anybody with an AWS account may assume the role",
        _ => return,
    };
    for principal in listed(statement.principal.as_ref()) {
        if principal.name != PrincipalName::Everyone {
            continue;
        }
        let headline = match conditions.is_empty() {
            true => who.to_owned(),
            false => format!("{who}: no condition here says who calls"),
        };
        let lint = Lint::PUBLIC_ACCESS;
        match invokes(statement) && linter.policy.statements.iter().any(opens_url) {
            true => linter.report_with(lint, principal.span, headline, FOR_THE_URL.to_owned()),
            false => linter.report(lint, principal.span, headline),
        }
    }
}

const FOR_THE_URL: &str = "if only calls to the function's URL are meant, add Bool on lambda:InvokedViaFunctionUrl with \"true\"";

/// Reports that calls to a function's open URL lack the second action that they need.
pub(super) fn check_url(linter: &mut Linter<'_>) {
    let statements = &linter.policy.statements;
    if linter.policy.kind != PolicyKind::Function || statements.iter().any(invokes) {
        return;
    }
    let open = statements.iter().find(|it| opens_url(it)).and_then(|it| it.action.as_ref());
    if let Some(Clause { value, .. }) = open {
        let headline = "calls to the function's URL need lambda:InvokeFunction too".to_owned();
        linter.report(Lint::URL_WITHOUT_INVOKE, *value, headline);
    }
}

/// Whether the statement lets everybody call the function's URL without credentials.
fn opens_url(statement: &Statement) -> bool {
    allows_everybody(statement, "lambda:InvokeFunctionUrl")
        && statement.conditions.iter().any(is_open_url)
}

/// Whether the statement lets everybody invoke the function, by its URL at least.
// AWS: "Control access to Lambda function URLs" — those made since October 2025 need both actions.
fn invokes(statement: &Statement) -> bool {
    let by_type = |it: &Condition| it.has_key(key::LAMBDA_FUNCTION_URL_AUTH_TYPE);
    allows_everybody(statement, "lambda:InvokeFunction")
        && !statement.conditions.iter().any(by_type)
}

fn allows_everybody(statement: &Statement, action: &str) -> bool {
    let everybody = |it: &Principal| it.name == PrincipalName::Everyone;
    allows(statement)
        && listed(statement.principal.as_ref()).iter().any(everybody)
        && listed(statement.action.as_ref()).iter().any(|it| asks_for(it, action))
}

/// Whether only some callers meet the condition.
fn narrows(kind: PolicyKind, condition: &Condition) -> bool {
    let (fixed, _) = publicness::restricts(condition, Subject::Bucket);
    // In a trust policy the keys of an identity provider carry its name.
    let name = condition.key.text.to_ascii_lowercase();
    let provider =
        kind == PolicyKind::Trust && !name.starts_with("aws:") && !name.starts_with("sts:");
    let says_who = || provider || CALLER_KEYS.iter().any(|it| condition.has_key(it));
    fixed != Truth::No || (guard::asks(condition) && (says_who() || is_by_url(condition)))
}

/// Whether the condition is met only by calls to the function's URL, which another action must allow as well.
fn is_by_url(condition: &Condition) -> bool {
    let yes = |it: &Entry| it.text.eq_ignore_ascii_case("true");
    condition.has_key(key::LAMBDA_INVOKED_VIA_FUNCTION_URL) && condition.values.iter().all(yes)
}

/// Whether the condition is met where a function's URL asks for no credentials.
fn is_open_url(condition: &Condition) -> bool {
    let none = || condition.values.iter().any(|it| it.text == "NONE");
    condition.has_key(key::LAMBDA_FUNCTION_URL_AUTH_TYPE) && guard::asks(condition) && none()
}
