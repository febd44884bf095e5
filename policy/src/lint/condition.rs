//! Condition keys that do not exist or never come, and operators that do not fit them.

use super::{Lint, Linter, allows, null, value};
use crate::facts::{GLOBAL_KEYS, KeyType, ValueType, is_key};
use crate::key;
use crate::operator::{Family, Operator, SetQualifier};
use crate::policy::{Condition, Statement};
use crate::spelling;
use crate::text::Span;

/// A key that AWS's own examples compare as text.
const INSTANCE_ADDRESS: &str = key::AWS_EC2_INSTANCE_SOURCE_PRIVATE_IPV4;

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    let is_null = |it: &&Condition| it.operator.is_some_and(|it| it.family == Family::Null);
    let nulls = statement.conditions.iter().filter(is_null);
    let mut tested: Vec<String> = nulls.map(|it| it.key.text.to_ascii_lowercase()).collect();
    tested.sort();
    for condition in &statement.conditions {
        let found = key(linter, &condition.key.text, condition.key.span);
        let Some(operator) = condition.operator else { continue };
        qualifier(linter, allows(statement), &tested, condition, operator, found);
        if let Some(kind) = found {
            family(linter, condition, operator, kind.value);
        }
        value::check(linter, condition, operator, found);
        if operator.family == Family::Bool && condition.values.len() > 1 {
            let headline = "Bool with several values".to_owned();
            let span = condition.values_span;
            linter.report(Lint::INVALID_CONDITION_MULTIPLE_BOOLEAN, span, headline);
        }
    }
    paired(linter, statement);
    null::check(linter, statement);
}

/// The type of the key; reports one that does not exist, at `span`.
pub(super) fn key(linter: &mut Linter<'_>, name: &str, span: Span) -> Option<KeyType> {
    let Some((prefix, _)) = name.split_once(':') else {
        let headline = format!("\"{name}\" is no condition key");
        linter.report(Lint::INVALID_CONDITION_KEY_FORMAT, span, headline);
        return None;
    };
    let facts = linter.facts;
    if let Some(kind) = facts.key(name) {
        return Some(kind);
    }
    let service = facts.service(prefix);
    let globals = GLOBAL_KEYS.iter().map(|(key, _)| *key);
    let own = service.iter().flat_map(|it| &it.keys).map(|(key, _)| *key);
    let is_global = prefix.eq_ignore_ascii_case("aws");
    if !is_global && service.is_none() {
        return None;
    }
    let known: Vec<&str> = globals.filter(|_| is_global).chain(own).collect();
    let bare = |key: &&&str| key.contains(['$', '<']) && is_key(key, &format!("{name}/x"));
    if let Some(tag) = known.iter().find(bare) {
        let headline = format!("\"{name}\" does not say which tag");
        let help = format!("write {tag}, with the tag's own key");
        linter.report_with(Lint::MISSING_TAG_KEY_IN_CONDITION, span, headline, help);
        return None;
    }
    let lint = match is_global {
        true => Lint::INVALID_GLOBAL_CONDITION_KEY,
        false => Lint::INVALID_SERVICE_CONDITION_KEY,
    };
    let headline = format!("there is no condition key \"{name}\"");
    let help = match spelling::nearest(name, &known) {
        Some(meant) if meant.contains(['$', '<']) => format!("did you mean \"{meant}\"?"),
        Some(meant) => {
            linter.report_meant(lint, span, headline, meant);
            return None;
        }
        None if is_global => "see the global condition keys in the IAM User Guide".to_owned(),
        None => "see the service's keys in the Service Authorization Reference".to_owned(),
    };
    linter.report_with(lint, span, headline, help);
    None
}

/// Reports a set qualifier that does not go with its key, or with the statement.
///
/// `allow` is whether that allows, `tested` are the keys that it asks for by `Null`.
fn qualifier(
    linter: &mut Linter<'_>,
    allow: bool,
    tested: &[String],
    condition: &Condition,
    operator: Operator,
    kind: Option<KeyType>,
) {
    let span = condition.operator_name.span;
    let name = &condition.key.text;
    if operator.family == Family::Null {
        if operator.set.is_some() {
            linter.report(Lint::NULL_WITH_QUALIFIER, span, "Null with a set qualifier".to_owned());
        }
        return;
    }
    let several = kind.map(|it| it.several);
    match (operator.set, several) {
        (None, Some(true)) => {
            let headline = format!("{name} can carry several values, and the operator takes one");
            linter.report(Lint::MISSING_QUALIFIER, span, headline);
        }
        (Some(SetQualifier::ForAllValues), Some(false)) => {
            let headline = format!("ForAllValues on {name}, which carries one value at most");
            linter.report(Lint::FOR_ALL_VALUES_WITH_SINGLE_VALUED_KEY, span, headline);
        }
        (Some(SetQualifier::ForAllValues), _)
            if allow && tested.binary_search(&name.to_ascii_lowercase()).is_err() =>
        {
            let headline = format!("this also allows requests without {name}");
            linter.report(Lint::FOR_ALL_VALUES_ALLOWS_ABSENT_KEY, span, headline);
        }
        _ => {}
    }
}

/// Reports an operator of a family that the key's values are not of.
fn family(linter: &mut Linter<'_>, condition: &Condition, operator: Operator, value: ValueType) {
    let text = matches!(
        operator.family,
        Family::StringEquals | Family::StringEqualsIgnoreCase | Family::StringLike
    );
    let all = |fits: fn(&str) -> bool| condition.values.iter().all(|it| fits(&it.text));
    let (fits, wanted) = match value {
        // What people put into tags and encryption contexts may be an ARN, a number or a date.
        ValueType::String if condition.key.text.contains('/') || is_context(condition) => {
            (true, "")
        }
        // A text that holds an ARN may be compared as one.
        ValueType::String if operator.family == Family::Arn => {
            (all(|it| it.starts_with("arn:")), "String operators")
        }
        ValueType::String => (text, "String operators"),
        // Text operators work on ARNs, and AWS's own examples use them.
        ValueType::Arn => (text || operator.family == Family::Arn, "ArnLike"),
        ValueType::Bool => (operator.family == Family::Bool, "Bool"),
        // AWS: "AWS KMS condition keys" — the example of kms:ValidTo compares seconds as a number.
        ValueType::Date if condition.has_key(key::KMS_VALID_TO) => {
            (matches!(operator.family, Family::Date(_) | Family::Numeric(_)), "Date operators")
        }
        ValueType::Date => (matches!(operator.family, Family::Date(_)), "Date operators"),
        ValueType::Numeric => (matches!(operator.family, Family::Numeric(_)), "Numeric operators"),
        ValueType::DateOrNumeric => {
            (matches!(operator.family, Family::Date(_) | Family::Numeric(_)), "Date operators")
        }
        // Address operators fill in no variables, so two addresses of a request are compared as text.
        ValueType::IpAddress => {
            let as_text =
                text && (all(|it| it.contains("${")) || condition.has_key(INSTANCE_ADDRESS));
            (operator.family == Family::IpAddress || as_text, "IpAddress or NotIpAddress")
        }
    };
    if !fits && operator.family != Family::Null {
        let name = &condition.operator_name;
        let headline = format!("{} does not fit {}", name.text, condition.key.text);
        linter.report_with(Lint::TYPE_MISMATCH, name.span, headline, format!("use {wanted}"));
    }
}

fn is_context(condition: &Condition) -> bool {
    let key = condition.key.text.to_ascii_lowercase();
    key.starts_with("kms:encryptioncontext")
}

/// Reports an Allow that trusts private addresses of any network.
fn paired(linter: &mut Linter<'_>, statement: &Statement) {
    let has = |key: &str| statement.conditions.iter().find(|it| it.has_key(key));
    let network = [key::AWS_SOURCE_VPC, key::AWS_SOURCE_VPCE, key::AWS_SOURCE_VPC_ARN];
    if let Some(condition) = has(key::AWS_VPC_SOURCE_IP)
        && network.iter().all(|it| has(it).is_none())
    {
        let headline = "aws:VpcSourceIp without the network that it belongs to".to_owned();
        linter.report(Lint::MISSING_PAIRED_CONDITION_KEYS, condition.key.span, headline);
    }
}
