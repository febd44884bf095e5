//! Values of conditions that their operator cannot read, or that their key never has.

use super::{Lint, Linter};
use crate::address::Cidr;
use crate::arn::{self, Arn};
use crate::condition::{is_number, parse_time};
use crate::facts::{KeyType, ValueType};
use crate::key;
use crate::operator::{Family, Operator};
use crate::pattern;
use crate::policy::{Condition, Entry};
use crate::symbol;
use crate::text::Span;

/// Keys whose values are account ids.
const ACCOUNT_KEYS: [&str; 9] = [
    key::AWS_SOURCE_ACCOUNT,
    key::AWS_PRINCIPAL_ACCOUNT,
    key::AWS_RESOURCE_ACCOUNT,
    key::AWS_VPCE_ACCOUNT,
    key::AWS_SOURCE_OWNER,
    key::AWS_PRINCIPAL_ORG_MASTER_ACCOUNT_ID,
    key::S3_RESOURCE_ACCOUNT,
    key::S3_DATA_ACCESS_POINT_ACCOUNT,
    key::KMS_CALLER_ACCOUNT,
];

/// Keys whose values are ids of organizations.
const ORGANIZATION_KEYS: [&str; 4] = [
    key::AWS_PRINCIPAL_ORG_ID,
    key::AWS_RESOURCE_ORG_ID,
    key::AWS_SOURCE_ORG_ID,
    key::AWS_VPCE_ORG_ID,
];

pub(super) fn check(
    linter: &mut Linter<'_>,
    condition: &Condition,
    operator: Operator,
    key: Option<KeyType>,
) {
    let is_open = |it: &&Entry| it.text.contains("${") || symbol::has(&it.text);
    for value in condition.values.iter().filter(|it| !is_open(it)) {
        text(linter, condition, operator, key, value);
    }
    if operator.family == Family::IpAddress {
        addresses(linter, condition, operator);
    }
}

/// Reports a value that its operator cannot read, or that its key never has.
fn text(
    linter: &mut Linter<'_>,
    condition: &Condition,
    operator: Operator,
    key: Option<KeyType>,
    value: &Entry,
) {
    let Entry { text, span } = value;
    let boolean = || text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false");
    let (lint, what) = match operator.family {
        Family::Bool | Family::Null if !boolean() => {
            (Lint::TYPE_MISMATCH_BOOLEAN, "neither true nor false")
        }
        Family::Numeric(_) if !is_number(text) => (Lint::TYPE_MISMATCH_NUMBER, "no number"),
        Family::Date(_) if parse_time(text).is_none() => {
            (Lint::INVALID_DATE_VALUE, "no point in time")
        }
        Family::IpAddress if Cidr::parse(text).is_none() => {
            (Lint::TYPE_MISMATCH_IP_RANGE, "no address range")
        }
        Family::StringEquals | Family::StringEqualsIgnoreCase if text.contains('*') => {
            let headline = format!("the star of \"{text}\" is a plain character here");
            let lint = Lint::WILDCARD_WITHOUT_LIKE_OPERATOR;
            return match id_of(condition) {
                // AWS: "AWS global condition context keys" — a part of such an id identifies nothing.
                Some(_) => {
                    let help = "write the whole id: a part of it identifies nothing".to_owned();
                    linter.report_with(lint, *span, headline, help);
                }
                None => linter.report(lint, *span, headline),
            };
        }
        Family::StringEquals
        | Family::StringEqualsIgnoreCase
        | Family::StringLike
        | Family::Arn => return never(linter, condition, operator, key, value),
        _ => return,
    };
    linter.report(lint, *span, format!("\"{text}\" is {what}"));
}

/// The kind of thing that the values of a key identify.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Id {
    Vpc,
    Endpoint,
    Account,
    Organization,
}

fn id_of(condition: &Condition) -> Option<Id> {
    let any = |keys: &[&str]| keys.iter().any(|it| condition.has_key(it));
    match condition {
        _ if any(&[key::AWS_SOURCE_VPC]) => Some(Id::Vpc),
        _ if any(&[key::AWS_SOURCE_VPCE]) => Some(Id::Endpoint),
        _ if any(&ACCOUNT_KEYS) => Some(Id::Account),
        _ if any(&ORGANIZATION_KEYS) => Some(Id::Organization),
        _ => None,
    }
}

/// Reports a text that no value of the key can be.
fn never(
    linter: &mut Linter<'_>,
    condition: &Condition,
    operator: Operator,
    key: Option<KeyType>,
    value: &Entry,
) {
    let Entry { text, span } = value;
    let lint = Lint::VALUE_NEVER_MATCHES;
    let arn = Arn::parse(text);
    // AWS: "AWS global condition context keys", aws:PrincipalArn — for a role it is the role's ARN, not the session's.
    let session = |it: Arn<'_>| it.service == "sts" && it.resource.starts_with("assumed-role/");
    if condition.has_key(key::AWS_PRINCIPAL_ARN) && arn.is_some_and(session) {
        let headline = "aws:PrincipalArn never is the ARN of a session".to_owned();
        let help =
            "write the role's own ARN, arn:aws:iam::ACCOUNT:role/NAME: its sessions carry it";
        return linter.report_with(lint, *span, headline, help.to_owned());
    }
    if !pattern::is_plain(text) {
        return;
    }
    if operator.family != Family::Arn
        && let Some(id) = id_of(condition)
    {
        return malformed(linter, condition, operator, id, value);
    }
    // A key of another type has its operator reported, and a service's own key may hold names as well as ARNs.
    let global = condition.key.text.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("aws:"));
    let holds_arns = match key {
        Some(key) => key.value == ValueType::Arn && (global || operator.family == Family::Arn),
        None => operator.family == Family::Arn,
    };
    if arn.is_none() && holds_arns {
        let help = "write all six parts: arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE".to_owned();
        linter.report_with(lint, *span, format!("\"{text}\" is no ARN"), help);
    }
}

/// Reports an id that none of its kind can be.
fn malformed(
    linter: &mut Linter<'_>,
    condition: &Condition,
    operator: Operator,
    id: Id,
    value: &Entry,
) {
    let text = match operator.family {
        Family::StringEqualsIgnoreCase => value.text.to_ascii_lowercase(),
        _ => value.text.to_string(),
    };
    // AWS's ids are lower case.
    let hex = |it: &str| {
        matches!(it.len(), 8 | 17) && it.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    let named = |it: &str| {
        matches!(it.len(), 10..=32) && it.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'z'))
    };
    let (fits, lint, what, help) = match id {
        Id::Vpc => {
            (text.strip_prefix("vpc-").is_some_and(hex), Lint::INVALID_VPC_FORMAT, "VPC", "")
        }
        Id::Endpoint => {
            let fits = text.strip_prefix("vpce-").is_some_and(hex);
            (fits, Lint::INVALID_VPCE_FORMAT, "VPC endpoint", "")
        }
        Id::Account => {
            // An unsigned call carries this word in place of an account.
            let anonymous = text == "anonymous" && condition.has_key(key::AWS_PRINCIPAL_ACCOUNT);
            let help = "an account id has twelve digits";
            let fits = anonymous || arn::is_account_id(&text);
            (fits, Lint::VALUE_NEVER_MATCHES, "account", help)
        }
        Id::Organization => {
            let fits = text.strip_prefix("o-").is_some_and(named);
            let help = "write o- and 10 to 32 lower-case letters or digits";
            (fits, Lint::VALUE_NEVER_MATCHES, "organization", help)
        }
    };
    if fits {
        return;
    }
    linter.report(lint, value.span, format!("\"{}\" is no {what} id", value.text));
    if let Some(last) = linter.found.last_mut().filter(|_| !help.is_empty()) {
        last.help = Some(help.to_owned());
    }
}

fn addresses(linter: &mut Linter<'_>, condition: &Condition, operator: Operator) {
    let ranges: Vec<(Cidr, Span)> =
        condition.values.iter().filter_map(|it| Some((Cidr::parse(&it.text)?, it.span))).collect();
    for (range, span) in &ranges {
        let plain = range.first();
        if plain != *range {
            let headline = format!("{range} has bits set behind its prefix");
            linter.report_with(Lint::IMPROVE_IP_RANGE, *span, headline, format!("write {plain}"));
        }
    }
    if !condition.has_key(key::AWS_SOURCE_IP) {
        return;
    }
    let private: Vec<Span> =
        ranges.iter().filter(|(it, _)| it.is_private()).map(|(_, at)| *at).collect();
    let all = private.len() == condition.values.len();
    let lint = match (all, operator.negated) {
        (true, false) => Lint::PRIVATE_IP_ADDRESS,
        (true, true) => Lint::PRIVATE_NOT_IP_ADDRESS,
        (false, false) => Lint::PRIVATE_IP_ADDRESS_SUBSET,
        (false, true) => Lint::PRIVATE_NOT_IP_ADDRESS_SUBSET,
    };
    for span in private {
        let headline = "aws:SourceIp never is a private address".to_owned();
        linter.report(lint, span, headline);
    }
}
