//! Everything that can be wrong with a policy document, each with its code, its sentence and its help.

use super::Severity;
use crate::operator::{Operator, SetQualifier};
use crate::spelling;

/// A problem of a policy document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyProblem {
    /// The text is not JSON; the sentence says what was found and what was expected.
    JsonSyntaxError(&'static str),
    /// The text nests deeper, or is longer, than any AWS policy may be.
    TooLarge(&'static str),
    /// The same member twice in one object.
    DuplicateKey(String),
    /// The same condition key twice under one operator, in different case.
    DuplicateKeysWithDifferentCase(String),
    /// A value of the wrong JSON type: what was found, what is expected.
    DataTypeMismatch {
        /// The element whose value it is.
        element: String,
        /// The type that the grammar expects there.
        expected: &'static str,
    },
    /// A member that the policy grammar does not know, and the one that may be meant.
    InvalidPolicyElement {
        /// The member's name.
        name: String,
        /// A known element of nearly that name.
        meant: Option<&'static str>,
    },
    /// `Version` is neither of the two.
    InvalidVersion(String),
    /// No `Version`: AWS reads the policy as 2008-10-17, in which `${…}` is plain text.
    MissingVersion,
    /// No `Statement`.
    MissingStatement,
    /// A statement, or a list of them, where a policy should stand; with the policy that it makes, unless that is long.
    BareStatement(Option<String>),
    /// A statement without `Effect`.
    MissingEffect,
    /// `Effect` is neither "Allow" nor "Deny".
    InvalidEffect(String),
    /// A statement without `Action` or `NotAction`.
    MissingAction,
    /// A statement without `Resource` or `NotResource`.
    MissingResource,
    /// A statement of a resource policy without `Principal`.
    MissingPrincipal,
    /// `Principal` where the policy type forbids it.
    UnsupportedPrincipal(&'static str),
    /// A principal other than everyone where the policy type takes no other.
    UnsupportedPrincipalOtherThanEveryone(&'static str),
    /// An element and its `Not…` twin in one statement, or another pair that excludes itself.
    UnsupportedElementCombination(&'static str),
    /// An element that this policy type does not take.
    UnsupportedElement {
        /// The element.
        element: &'static str,
        /// The policy type, as people call it.
        kind: &'static str,
    },
    /// A principal kind that IAM does not know.
    InvalidPrincipalKey(String),
    /// A principal that names nobody.
    InvalidPrincipalFormat(String),
    /// An action that is not `service:Name` or `*`.
    InvalidAction(String),
    /// A resource that is not an ARN or `*`.
    InvalidResource(String),
    /// An operator that IAM does not know, and the one that may be meant.
    InvalidConditionOperator {
        /// The operator as written.
        name: String,
        /// A known operator of nearly that name.
        meant: Option<String>,
    },
    /// `NullIfExists`.
    NullWithIfExists,
    /// A `${…}` that is not closed or not a variable.
    InvalidVariable(String),
    /// A list without an entry: `Action`, `Resource` or one of their twins.
    EmptyArray(&'static str),
    /// A condition key without a value, under this operator.
    EmptyArrayCondition(Option<Operator>),
    /// A `Condition`, or an operator of one, without a test.
    EmptyObjectCondition(String),
    /// `Allow` with `NotPrincipal`: everyone but the listed.
    AllowWithNotPrincipal,
    /// A wildcard in the part of an ARN that names the service.
    WildcardInArnService,
    /// Something that this kind of policy may not say.
    SyntaxOfKind {
        /// The stable code.
        code: &'static str,
        /// The sentence that says what was found.
        found: &'static str,
    },
    /// A statement that cannot be evaluated and so leaves the answer open.
    EmptyDocument,
}

impl PolicyProblem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::JsonSyntaxError(_) => "json-syntax-error",
            Self::TooLarge(_) => "too-large",
            Self::DuplicateKey(_) => "duplicate-key",
            Self::DuplicateKeysWithDifferentCase(_) => "duplicate-keys-with-different-case",
            Self::DataTypeMismatch { .. } => "data-type-mismatch",
            Self::InvalidPolicyElement { .. } => "invalid-policy-element",
            Self::InvalidVersion(_) => "invalid-version",
            Self::MissingVersion => "missing-version",
            Self::MissingStatement => "missing-statement",
            Self::BareStatement(_) => "bare-statement",
            Self::MissingEffect => "missing-effect",
            Self::InvalidEffect(_) => "invalid-effect",
            Self::MissingAction => "missing-action",
            Self::MissingResource => "missing-resource",
            Self::MissingPrincipal => "missing-principal",
            Self::UnsupportedPrincipal(_) | Self::UnsupportedPrincipalOtherThanEveryone(_) => {
                "unsupported-principal"
            }
            Self::UnsupportedElementCombination(_) => "unsupported-element-combination",
            Self::UnsupportedElement { .. } => "unsupported-element",
            Self::InvalidPrincipalKey(_) => "invalid-principal-key",
            Self::InvalidPrincipalFormat(_) => "invalid-principal-format",
            Self::InvalidAction(_) => "invalid-action",
            Self::InvalidResource(_) => "invalid-resource",
            Self::InvalidConditionOperator { .. } => "invalid-condition-operator",
            Self::NullWithIfExists => "null-with-if-exists",
            Self::InvalidVariable(_) => "invalid-variable",
            Self::EmptyArray("Action" | "NotAction") => "empty-array-action",
            Self::EmptyArray(_) => "empty-array-resource",
            Self::EmptyArrayCondition(Some(it)) => match it.set {
                Some(SetQualifier::ForAllValues) => "empty-array-condition-forallvalues",
                Some(SetQualifier::ForAnyValue) => "empty-array-condition-foranyvalue",
                None if it.if_exists => "empty-array-condition-ifexists",
                None => "empty-array-condition",
            },
            Self::EmptyArrayCondition(None) => "empty-array-condition",
            Self::EmptyObjectCondition(_) => "empty-object-condition",
            Self::AllowWithNotPrincipal => "allow-with-not-principal",
            Self::WildcardInArnService => "invalid-service",
            Self::SyntaxOfKind { code, .. } => code,
            Self::EmptyDocument => "empty-document",
        }
    }

    /// How much it matters; it follows from the code.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::MissingVersion | Self::InvalidVariable(_) | Self::UnsupportedElement { .. } => {
                Severity::Warning
            }
            Self::AllowWithNotPrincipal => Severity::SecurityWarning,
            Self::EmptyArray(_) | Self::EmptyArrayCondition(_) | Self::EmptyObjectCondition(_) => {
                Severity::Suggestion
            }
            _ => Severity::Error,
        }
    }

    /// One line that stands alone: what was found.
    pub fn headline(&self) -> String {
        match self {
            Self::JsonSyntaxError(found) => (*found).to_owned(),
            Self::TooLarge(what) | Self::SyntaxOfKind { found: what, .. } => (*what).to_owned(),
            Self::DuplicateKey(name) => format!("\"{name}\" stands twice in one object"),
            Self::DuplicateKeysWithDifferentCase(name) => {
                format!("\"{name}\" stands twice under one operator: condition keys ignore case")
            }
            Self::DataTypeMismatch { element, expected } => format!("{element} must be {expected}"),
            Self::InvalidPolicyElement { name, .. } => format!("unknown element \"{name}\""),
            Self::InvalidVersion(found) => format!("unknown version \"{found}\""),
            Self::MissingVersion => "no Version, so AWS reads this policy as 2008-10-17".to_owned(),
            Self::MissingStatement => "the policy has no Statement".to_owned(),
            Self::BareStatement(_) => "this is a statement and no policy: wrap it".to_owned(),
            Self::MissingEffect => "the statement has no Effect".to_owned(),
            Self::InvalidEffect(found) => format!("unknown effect \"{found}\""),
            Self::MissingAction => "the statement has no Action".to_owned(),
            Self::MissingResource => "the statement has no Resource".to_owned(),
            Self::MissingPrincipal => "the statement has no Principal".to_owned(),
            Self::UnsupportedPrincipal(kind) => format!("{kind} takes no Principal"),
            Self::UnsupportedPrincipalOtherThanEveryone(kind) => {
                format!("{kind} takes no Principal but \"*\"")
            }
            Self::UnsupportedElementCombination(pair) => format!("{pair} exclude each other"),
            Self::UnsupportedElement { element, kind } => format!("{kind} takes no {element}"),
            Self::InvalidPrincipalKey(found) => format!("unknown principal kind \"{found}\""),
            Self::InvalidPrincipalFormat(found) if found == "*" => {
                "a star stands for no service".to_owned()
            }
            Self::InvalidPrincipalFormat(found) => format!("\"{found}\" names no principal"),
            Self::InvalidAction(found) => format!("\"{found}\" is no action"),
            Self::InvalidResource(found) => format!("\"{found}\" is no ARN"),
            Self::InvalidConditionOperator { name, .. } => format!("unknown operator \"{name}\""),
            Self::NullWithIfExists => "Null does not take IfExists".to_owned(),
            Self::InvalidVariable(found) => format!("\"{found}\" is not a policy variable"),
            Self::EmptyArray(element) if element.starts_with("Not") => {
                format!("{element} is an empty list, so it leaves nothing out")
            }
            Self::EmptyArray(element) => format!("{element} is an empty list, so nothing matches"),
            Self::EmptyArrayCondition(operator) => without_values(*operator).to_owned(),
            Self::EmptyObjectCondition(name) => format!("{name} is empty and tests nothing"),
            Self::AllowWithNotPrincipal => {
                "Allow with NotPrincipal admits everyone who is not listed".to_owned()
            }
            Self::WildcardInArnService => "an ARN names its service without wildcards".to_owned(),
            Self::EmptyDocument => "the document is empty".to_owned(),
        }
    }

    /// The text that would be right in place of the underlined one, where one alone comes into question.
    pub fn instead(&self) -> Option<String> {
        // None of these words needs an escape.
        let quoted = |word: &str| Some(format!("\"{word}\""));
        match self {
            Self::InvalidPolicyElement { meant, .. } => meant.and_then(quoted),
            Self::InvalidConditionOperator { meant, .. } => meant.as_deref().and_then(quoted),
            Self::InvalidEffect(found) => {
                spelling::nearest(found, &["Allow", "Deny"]).and_then(quoted)
            }
            Self::InvalidVersion(_) => quoted("2012-10-17"),
            _ => None,
        }
    }

    /// The help, where it can be given in general.
    pub fn help(&self) -> Option<String> {
        let fixed = |text: &str| Some(text.to_owned());
        match self {
            Self::InvalidPolicyElement { meant: Some(meant), .. } => {
                Some(format!("did you mean \"{meant}\"? Element names keep their capitals"))
            }
            Self::InvalidPolicyElement { .. } => fixed(
                "a policy takes Version, Id and Statement; a statement Sid, Effect, Condition, and Principal, Action and Resource or their Not forms",
            ),
            Self::DuplicateKey(_) => {
                fixed("AWS refuses duplicates: keep one, or put both values in one list")
            }
            Self::DuplicateKeysWithDifferentCase(_) => fixed("put both values in one list"),
            Self::InvalidEffect(_) | Self::MissingEffect => {
                fixed("use \"Allow\" or \"Deny\"; the case matters")
            }
            Self::InvalidVersion(_) | Self::MissingVersion => fixed(
                "use \"2012-10-17\"; only with it are policy variables such as ${aws:PrincipalTag/team} filled in",
            ),
            Self::BareStatement(Some(wrapped)) => Some(format!("write {wrapped}")),
            Self::BareStatement(None) | Self::MissingStatement => {
                fixed("a policy is {\"Version\": \"2012-10-17\", \"Statement\": [ … ]}")
            }
            Self::MissingAction => fixed("add \"Action\": \"s3:GetObject\" or a list of actions"),
            Self::MissingResource => fixed(
                "add \"Resource\": \"arn:aws:s3:::BUCKET/*\" for objects, without \"/*\" for the bucket itself",
            ),
            Self::MissingPrincipal => {
                fixed("say whom the statement is about, for example \"Principal\": \"*\"")
            }
            Self::UnsupportedPrincipal(_) => {
                fixed("remove Principal: the policy is attached to the principal")
            }
            Self::UnsupportedPrincipalOtherThanEveryone(_) => {
                fixed("use \"Principal\": \"*\" and narrow it with a condition on aws:PrincipalArn")
            }
            Self::InvalidPrincipalKey(_) => fixed("use AWS, Service, Federated or CanonicalUser"),
            // A star is taken under "AWS", so that one which is not stands under "Service".
            Self::InvalidPrincipalFormat(found) if found == "*" || found.contains(".amazon") => {
                fixed(
                    "name each service in full, for example {\"Service\": \"lambda.amazonaws.com\"}",
                )
            }
            Self::InvalidPrincipalFormat(_) => fixed(
                "use an account id, a full user, role or session ARN, or \"*\" alone; for a pattern use \"Principal\": \"*\" with ArnLike on aws:PrincipalArn",
            ),
            Self::InvalidAction(_) => fixed("write service:Action, for example s3:PutObject"),
            Self::InvalidResource(_) => {
                fixed("write a full ARN, for example arn:aws:s3:::BUCKET/*, or \"*\"")
            }
            Self::InvalidConditionOperator { meant: Some(meant), .. } => {
                Some(format!("did you mean \"{meant}\"?"))
            }
            Self::InvalidConditionOperator { .. } => {
                fixed("operators are StringEquals, StringLike, ArnLike, IpAddress, Bool, Null …")
            }
            Self::NullWithIfExists => {
                fixed("use Null alone: \"true\" means that the key is absent")
            }
            Self::InvalidVariable(_) => fixed("write ${key} or ${key, 'default'}"),
            Self::AllowWithNotPrincipal => fixed("use Principal with the ones to admit"),
            Self::DataTypeMismatch { element, .. } => data_type(element),
            Self::UnsupportedElementCombination(_) => {
                fixed("keep one, and move the other into a statement of its own")
            }
            Self::UnsupportedElement { element, .. } => Some(format!("remove {element}")),
            Self::EmptyArray("NotAction") => {
                fixed("list what to leave out, or write \"Action\": \"*\"")
            }
            Self::EmptyArray("NotResource") => {
                fixed("list what to leave out, or write \"Resource\": \"*\"")
            }
            Self::EmptyArray(_) => {
                fixed("list what the statement is about, or remove the statement")
            }
            Self::EmptyArrayCondition(Some(Operator {
                negated: false, set, if_exists, ..
            })) if *set == Some(SetQualifier::ForAllValues) || (set.is_none() && *if_exists) => {
                fixed("to test that the key is absent, use Null with \"true\"")
            }
            Self::EmptyArrayCondition(_) => fixed("list the values, or remove the condition"),
            Self::EmptyObjectCondition(_) => fixed("remove it, or say what to test"),
            Self::WildcardInArnService => {
                fixed("name the service, for example arn:aws:s3:::BUCKET/*, or write \"*\" alone")
            }
            Self::EmptyDocument => {
                fixed("a policy is {\"Version\": \"2012-10-17\", \"Statement\": [ … ]}")
            }
            Self::SyntaxOfKind { code, .. } => fixed(match *code {
                "role-trust-policy-syntax-error-notprincipal" => {
                    "name the ones to admit in Principal, or deny \"Principal\": \"*\" with ArnNotEquals on aws:PrincipalArn"
                }
                "role-trust-policy-syntax-error-resource" => "remove it",
                _ => {
                    "write Version 2012-10-17, \"Effect\": \"Deny\", \"Principal\": \"*\" and actions of named services, such as \"s3:*\""
                }
            }),
            Self::JsonSyntaxError(_) | Self::TooLarge(_) => None,
        }
    }
}

/// The headline for a condition without a value.
const fn without_values(operator: Option<Operator>) -> &'static str {
    match operator {
        None => "the condition lists no value",
        Some(Operator {
            set: Some(SetQualifier::ForAnyValue),
            negated: false,
            if_exists: false,
            ..
        }) => "the condition lists no value, so it is never true",
        Some(Operator {
            negated: true,
            set: Some(SetQualifier::ForAnyValue),
            if_exists: false,
            ..
        }) => "the condition lists no value, so it is true wherever the key is there",
        Some(Operator { negated: true, .. }) => {
            "the condition lists no value, so it is always true"
        }
        Some(Operator { set: Some(_), .. } | Operator { if_exists: true, .. }) => {
            "the condition lists no value, so it is true only where the key is absent"
        }
        Some(_) => "the condition lists no value, so it is never true",
    }
}

/// The help for an element whose value is of the wrong type.
fn data_type(element: &str) -> Option<String> {
    let text = match element {
        "a policy" => "write {\"Version\": \"2012-10-17\", \"Statement\": [ … ]}",
        "a statement" => {
            "write {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::BUCKET/*\"}"
        }
        "Condition" => {
            "write {\"StringEquals\": {\"aws:SourceVpce\": \"vpce-1a2b3c4d\"}}: operator, key, values"
        }
        "Version" => "write \"2012-10-17\", in quotes",
        "Effect" => "write \"Allow\" or \"Deny\"",
        "Sid" => "write a name of letters and digits in quotes",
        "Principal" | "NotPrincipal" => {
            "write \"*\" for everyone, or for example {\"AWS\": \"111122223333\"}"
        }
        "Action" | "NotAction" => "write \"s3:GetObject\", or [\"s3:GetObject\", \"s3:PutObject\"]",
        "Resource" | "NotResource" => {
            "write \"arn:aws:s3:::BUCKET/*\", or a list such as [\"arn:aws:s3:::BUCKET\", \"arn:aws:s3:::BUCKET/*\"]"
        }
        operator if Operator::parse(operator).is_some() => {
            "write the condition key and its values, for example {\"aws:SourceVpce\": \"vpce-1a2b3c4d\"}"
        }
        _ => "write one value in quotes, or several in one list: [\"…\", \"…\"]",
    };
    Some(text.to_owned())
}
