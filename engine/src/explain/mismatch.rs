//! Sentences about policies that speak of other things than their scenario.

use accesspath_policy::diagnostic::Severity;
use accesspath_policy::key;
use accesspath_policy::lint::LintFinding;
use accesspath_policy::text::Span;

use crate::mismatch::{Mismatch, Thing};

/// The mismatch as a finding, in the form of the linter's.
pub fn mismatch(mismatch: &Mismatch, span: Span) -> LintFinding {
    let (code, severity, headline, help) = match mismatch {
        Mismatch::Names { thing, named, own } => {
            let (code, word, help) = of_thing(*thing);
            let headline = match own.as_slice() {
                [only] => format!("this policy names {named}; your {word} is {only}"),
                several => {
                    let listed: Vec<&str> = several.iter().take(5).map(String::as_str).collect();
                    format!("this policy names {named}; your {word}s are {}", super::and(&listed))
                }
            };
            (code, Severity::Warning, headline, help)
        }
        Mismatch::KeyOnNoPath(key) => {
            let headline = format!("no path of this question brings {key}");
            ("key-on-no-path", Severity::Suggestion, headline, of_key(key))
        }
    };
    LintFinding { code, severity, span, headline, help: Some(help.to_owned()), instead: None }
}

/// The code, the word and the help.
const fn of_thing(thing: Thing) -> (&'static str, &'static str, &'static str) {
    match thing {
        Thing::Bucket => (
            "names-another-bucket",
            "bucket",
            "name the bucket here, or ask about the one that the policy is for",
        ),
        Thing::Endpoint => (
            "names-another-endpoint",
            "endpoint",
            "name the endpoint here, or give the one in the network the id that AWS gave it",
        ),
        Thing::Vpc => (
            "names-another-vpc",
            "VPC",
            "name the VPC here, or give the one in the network the id that AWS gave it",
        ),
        Thing::Account => {
            ("names-another-account", "account", "name the account here, or tell it in the facts")
        }
        Thing::Role => {
            ("names-another-role", "role", "name the role here, or give the caller that role")
        }
        Thing::Organization => (
            "names-another-organization",
            "organization",
            "name the organization here, or give it its id in the facts",
        ),
    }
}

/// Where a key comes from.
fn of_key(name: &str) -> &'static str {
    let is = |keys: &[&str]| keys.iter().any(|it| it.eq_ignore_ascii_case(name));
    if is(&[key::AWS_SOURCE_IP]) {
        "a VPC endpoint takes it away: there use aws:VpcSourceIp together with aws:SourceVpce or aws:SourceVpc"
    } else if is(&[key::LAMBDA_SOURCE_FUNCTION_ARN]) {
        "a function brings it, and only to identity policies and SCPs"
    } else if is(&[key::AWS_PRINCIPAL_ORG_ID, key::AWS_PRINCIPAL_ORG_PATHS]) {
        "only callers whose account is in an organization bring it"
    } else if is(&[key::AWS_SOURCE_ARN, key::AWS_SOURCE_ACCOUNT, key::AWS_PRINCIPAL_SERVICE_NAME]) {
        "only services that call as themselves bring it"
    } else {
        "only requests that come through a VPC endpoint themselves bring it"
    }
}
