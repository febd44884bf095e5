//! Condition operators: `StringEquals`, `ForAnyValue:ArnLikeIfExists`, and what each compares.

use crate::spelling;

/// A condition operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`.
    pub set: Option<SetQualifier>,
    /// The comparison.
    pub family: Family,
    /// The comparison is turned around, as in `StringNotEquals`.
    pub negated: bool,
    /// An absent key satisfies it.
    pub if_exists: bool,
}

/// How an operator treats a request's several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetQualifier {
    /// Every value must satisfy it; also true of none.
    ForAllValues,
    /// Some value must satisfy it.
    ForAnyValue,
}

/// The comparison of an operator, and the type that it compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Family {
    /// Exact text.
    StringEquals,
    /// Exact text but for case.
    StringEqualsIgnoreCase,
    /// Text with wildcards.
    StringLike,
    /// Decimal numbers.
    Numeric(Relation),
    /// Points in time.
    Date(Relation),
    /// True or false.
    Bool,
    /// Bytes, in base64.
    Binary,
    /// Addresses in a range.
    IpAddress,
    /// ARNs, part by part, with wildcards.
    Arn,
    /// Tests whether the key is absent.
    Null,
}

/// How two values stand to each other: the request's value, then the policy's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equals,
    /// `<`
    LessThan,
    /// `<=`
    LessThanEquals,
    /// `>`
    GreaterThan,
    /// `>=`
    GreaterThanEquals,
}

impl Relation {
    pub(crate) fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equals => ordering.is_eq(),
            Self::LessThan => ordering.is_lt(),
            Self::LessThanEquals => ordering.is_le(),
            Self::GreaterThan => ordering.is_gt(),
            Self::GreaterThanEquals => ordering.is_ge(),
        }
    }
}

/// Every operator without its prefix and suffix: name, family, negated.
const OPERATORS: [(&str, Family, bool); 27] = [
    ("StringEquals", Family::StringEquals, false),
    ("StringNotEquals", Family::StringEquals, true),
    ("StringEqualsIgnoreCase", Family::StringEqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Family::StringEqualsIgnoreCase, true),
    ("StringLike", Family::StringLike, false),
    ("StringNotLike", Family::StringLike, true),
    ("NumericEquals", Family::Numeric(Relation::Equals), false),
    ("NumericNotEquals", Family::Numeric(Relation::Equals), true),
    ("NumericLessThan", Family::Numeric(Relation::LessThan), false),
    ("NumericLessThanEquals", Family::Numeric(Relation::LessThanEquals), false),
    ("NumericGreaterThan", Family::Numeric(Relation::GreaterThan), false),
    ("NumericGreaterThanEquals", Family::Numeric(Relation::GreaterThanEquals), false),
    ("DateEquals", Family::Date(Relation::Equals), false),
    ("DateNotEquals", Family::Date(Relation::Equals), true),
    ("DateLessThan", Family::Date(Relation::LessThan), false),
    ("DateLessThanEquals", Family::Date(Relation::LessThanEquals), false),
    ("DateGreaterThan", Family::Date(Relation::GreaterThan), false),
    ("DateGreaterThanEquals", Family::Date(Relation::GreaterThanEquals), false),
    ("Bool", Family::Bool, false),
    ("BinaryEquals", Family::Binary, false),
    ("IpAddress", Family::IpAddress, false),
    ("NotIpAddress", Family::IpAddress, true),
    ("ArnEquals", Family::Arn, false),
    ("ArnNotEquals", Family::Arn, true),
    ("ArnLike", Family::Arn, false),
    ("ArnNotLike", Family::Arn, true),
    ("Null", Family::Null, false),
];

/// The names of all operators, without prefixes and suffixes.
pub fn names() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter().map(|(name, ..)| *name)
}

impl Operator {
    /// Reads an operator's name, or nothing where IAM knows none of that name.
    pub fn parse(name: &str) -> Option<Self> {
        let (set, rest) = if let Some(rest) = name.strip_prefix("ForAllValues:") {
            (Some(SetQualifier::ForAllValues), rest)
        } else if let Some(rest) = name.strip_prefix("ForAnyValue:") {
            (Some(SetQualifier::ForAnyValue), rest)
        } else {
            (None, name)
        };
        let (rest, if_exists) = match rest.strip_suffix("IfExists") {
            Some(plain) => (plain, true),
            None => (rest, false),
        };
        let (_, family, negated) = OPERATORS.iter().find(|(name, ..)| *name == rest)?;
        Some(Self { set, family: *family, negated: *negated, if_exists })
    }

    /// The operator that a person meant by `name`, with its prefix and suffix, if one is near.
    pub(crate) fn meant(name: &str) -> Option<String> {
        let (set, plain) = name.split_once(':').unwrap_or(("", name));
        let suffixed: Vec<String> = OPERATORS
            .iter()
            .filter(|(_, family, _)| *family != Family::Null)
            .map(|(name, ..)| format!("{name}IfExists"))
            .collect();
        let mut known: Vec<&str> = OPERATORS.iter().map(|(name, ..)| *name).collect();
        known.extend(suffixed.iter().map(String::as_str));
        let plain = spelling::nearest(plain, &known)?;
        match spelling::nearest(set, &["ForAllValues", "ForAnyValue"]) {
            Some(set) => Some(format!("{set}:{plain}")),
            None => Some(plain.to_owned()),
        }
    }

    /// Its values may hold policy variables.
    pub(crate) const fn fills_variables(self) -> bool {
        matches!(
            self.family,
            Family::StringEquals
                | Family::StringEqualsIgnoreCase
                | Family::StringLike
                | Family::Arn
                | Family::Bool
        )
    }
}
