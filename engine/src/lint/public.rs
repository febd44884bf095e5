//! Grants to anybody that no condition narrows.

use super::condition::is;
use super::{Lint, Linter, allows, guard, listed};
use crate::policy::{Condition, PolicyKind, PrincipalName, Statement};
use crate::s3::block_public_access;
use crate::truth::Truth;

/// Keys that say who calls, or for whom, beside those that Block Public Access knows.
///
/// Not among them are what callers choose for themselves, such as tags and names, and what is alike in many accounts.
const CALLER_KEYS: [&str; 18] = [
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalOrgMasterAccountId",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "aws:userid",
    "aws:Ec2InstanceSourceVpc",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceVpcArn",
    "aws:VpceOrgPaths",
    "ec2:SourceInstanceARN",
    "kms:CallerAccount",
    "s3:AccessGrantsInstanceArn",
    "s3:DataAccessPointArn",
];

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    let kind = linter.policy.kind;
    let conditions = &statement.conditions;
    if !allows(statement) || conditions.iter().any(|it| narrows(kind, it)) {
        return;
    }
    let by_url = |it: &Condition| {
        is(it, "lambda:FunctionUrlAuthType") && it.values.iter().any(|it| it.text == "NONE")
    };
    let who = match kind {
        PolicyKind::Bucket if conditions.is_empty() => {
            "anybody is admitted, also without credentials"
        }
        PolicyKind::Bucket => "anybody is admitted",
        PolicyKind::Function if conditions.iter().any(by_url) => {
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
        linter.report(Lint::PUBLIC_ACCESS, principal.span, headline);
    }
}

/// Whether only some callers meet the condition.
fn narrows(kind: PolicyKind, condition: &Condition) -> bool {
    let (fixed, _) = block_public_access::restricts(condition);
    // In a trust policy the keys of an identity provider carry its name.
    let name = condition.key.text.to_ascii_lowercase();
    let provider =
        kind == PolicyKind::Trust && !name.starts_with("aws:") && !name.starts_with("sts:");
    let says_who = || provider || CALLER_KEYS.iter().any(|it| is(condition, it));
    fixed != Truth::No || (guard::asks(condition) && says_who())
}
