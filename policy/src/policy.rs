//! Policies: versions, statements and their clauses, each with the place it was read from.
//!
//! `read` turns a JSON tree into a policy; nothing here evaluates anything.

mod read;
pub(crate) mod variable;

use std::sync::Arc;

use crate::arn;
use crate::diagnostic::Diagnostic;
use crate::operator::Operator;
use crate::pattern;
use crate::text::{Span, Text};
pub(crate) use read::policy_at;
pub use read::{parse_policy, parse_policy_up_to};

/// A document's name within one scenario.
pub type DocumentId = Arc<str>;

/// A value read from a text, with what is wrong with the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Parsed<T> {
    /// The document it was read from.
    pub document: DocumentId,
    /// The document's text, into which all spans point.
    pub text: Arc<str>,
    /// The document, as far as it could be read.
    pub value: T,
    /// The problems, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Parsed<T> {
    /// AWS would refuse the document.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Where a policy is attached; it decides which elements it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyKind {
    /// An identity-based policy of a role or user.
    Identity,
    /// A bucket policy.
    Bucket,
    /// A VPC endpoint policy.
    Endpoint,
    /// A service control policy.
    Scp,
    /// A resource control policy.
    Rcp,
    /// A role trust policy.
    Trust,
    /// A permissions boundary.
    Boundary,
    /// A session policy.
    Session,
    /// A KMS key policy.
    Key,
    /// A Lambda function's resource-based policy.
    Function,
}

impl PolicyKind {
    /// All kinds, with the word that the terminal takes.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Identity, "identity"),
        (Self::Bucket, "bucket"),
        (Self::Endpoint, "endpoint"),
        (Self::Scp, "scp"),
        (Self::Rcp, "rcp"),
        (Self::Trust, "trust"),
        (Self::Boundary, "boundary"),
        (Self::Session, "session"),
        (Self::Key, "key"),
        (Self::Function, "function"),
    ];

    /// The name of this kind of policy, with its article.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Identity => "an identity policy",
            Self::Bucket => "a bucket policy",
            Self::Endpoint => "a VPC endpoint policy",
            Self::Scp => "a service control policy",
            Self::Rcp => "a resource control policy",
            Self::Trust => "a trust policy",
            Self::Boundary => "a permissions boundary",
            Self::Session => "a session policy",
            Self::Key => "a key policy",
            Self::Function => "a function's resource policy",
        }
    }

    /// Statements say whom they are about.
    pub const fn takes_principal(self) -> bool {
        !matches!(self, Self::Identity | Self::Boundary | Self::Session | Self::Scp)
    }

    /// Statements must say what they are about.
    pub(crate) const fn needs_resource(self) -> bool {
        !matches!(self, Self::Trust)
    }
}

/// The version of the policy language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// `2008-10-17`, also where none is given: `${…}` is plain text.
    V2008,
    /// `2012-10-17`: `${…}` is a policy variable.
    V2012,
}

/// A policy document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The document.
    pub document: DocumentId,
    /// The kind of policy that it was read as.
    pub kind: PolicyKind,
    /// The version of the language.
    pub version: Version,
    /// The statements, in order.
    pub statements: Vec<Statement>,
    /// Where the document holds something that could not be read, so that it may say more than its statements.
    pub unreadable: Option<Span>,
}

/// The effect of a statement that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It grants.
    Allow,
    /// It denies, whatever else allows.
    Deny,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its number, from 1.
    pub number: usize,
    /// The whole statement: what can be clicked.
    pub span: Span,
    /// Its name.
    pub sid: Option<Entry>,
    /// The effect; nothing where it cannot be read.
    pub effect: Option<Effect>,
    /// Whom it is about.
    pub principal: Option<Clause<Principal>>,
    /// Which actions it is about.
    pub action: Option<Clause<Entry>>,
    /// Which resources it is about.
    pub resource: Option<Clause<Entry>>,
    /// The first of those that is an ARN which AWS cannot have.
    pub malformed_resource: Option<Span>,
    /// When it applies: all must hold.
    pub conditions: Vec<Condition>,
    /// Where part of it could not be read.
    pub unreadable: Option<Span>,
}

/// A text of the policy and its place, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The text without quotes, unescaped.
    pub text: Text,
    /// The text with its quotes.
    pub span: Span,
}

/// An element and its `Not…` twin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause<T> {
    /// The form: a list of what the statement is about, or of what it is not about.
    pub form: Form,
    /// The element's name.
    pub name: Span,
    /// The whole value.
    pub value: Span,
    /// The values, any of which may match.
    pub entries: Vec<T>,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`, `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The listed.
    Listed,
    /// All but the listed.
    AllBut,
}

/// One entry of a `Principal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The principal, as it is named.
    pub name: PrincipalName,
    /// Where it stands.
    pub span: Span,
}

/// The principals that an entry names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrincipalName {
    /// `"*"` or `{"AWS": "*"}`: everyone, anonymous callers too.
    Everyone,
    /// An account, by id: its administrators decide who of it.
    Account(String),
    /// An account, by the ARN of its root user, which means the same.
    Root(String),
    /// A role, and so all its sessions.
    Role(String),
    /// One session of a role.
    Session(String),
    /// An IAM user.
    User(String),
    /// A federated user session.
    FederatedUser(String),
    /// An AWS service.
    Service(String),
    /// An identity provider; meaningful in trust policies only.
    Federated(String),
    /// An account by its canonical id; S3 only.
    CanonicalUser(String),
    /// Nobody who calls here: the unique id of a role or user that was deleted, or an identity of CloudFront.
    UniqueId(String),
    /// Names nobody.
    Invalid(String),
}

impl PrincipalName {
    /// Reads an entry under `"AWS"`.
    pub fn aws(text: &str) -> Self {
        let own = || text.to_owned();
        if text == "*" {
            return Self::Everyone;
        }
        if arn::is_account_id(text) {
            return Self::Account(own());
        }
        if is_unique_id(text) {
            return Self::UniqueId(own());
        }
        let Some(arn) = arn::Arn::parse(text) else { return Self::Invalid(own()) };
        // An origin access identity of CloudFront: nobody who calls by IAM.
        if (arn.service, arn.account) == ("iam", "cloudfront") {
            return Self::UniqueId(own());
        }
        if !pattern::is_plain(text) || !arn::is_account_id(arn.account) {
            return Self::Invalid(own());
        }
        match (arn.service, arn.kind_and_name()) {
            ("iam", ("root", "")) => Self::Root(own()),
            ("iam", ("role", name)) if !name.is_empty() => Self::Role(own()),
            ("iam", ("user", name)) if !name.is_empty() => Self::User(own()),
            ("sts", ("assumed-role", name)) if name.contains(['/']) => Self::Session(own()),
            ("sts", ("federated-user", name)) if !name.is_empty() => Self::FederatedUser(own()),
            _ => Self::Invalid(own()),
        }
    }
}

/// The text is the unique id of a role or a user.
// AWS: "IAM identifiers" — unique identifiers.
pub fn is_unique_id(text: &str) -> bool {
    let alone = text.len() >= 16 && text.bytes().all(|it| it.is_ascii_alphanumeric());
    alone && (text.starts_with("AROA") || text.starts_with("AIDA"))
}

/// One key under one operator of a `Condition`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The operator, or nothing where IAM knows none of that name.
    pub operator: Option<Operator>,
    /// The operator as written.
    pub operator_name: Entry,
    /// The condition key.
    pub key: Entry,
    /// Both, for the traces: there are as many of these as paths and requests, and they share them.
    pub names: Arc<ConditionNames>,
    /// The policy's values.
    pub values: Vec<Entry>,
    /// All values, brackets included.
    pub values_span: Span,
}

/// The names of a condition, unescaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionNames {
    /// The operator, such as `StringNotEquals`.
    pub operator: Text,
    /// The key, such as `aws:SourceVpce`.
    pub key: Text,
}

impl Condition {
    /// The condition compares `key`, whose name may be written in any case.
    pub fn has_key(&self, key: &str) -> bool {
        self.key.text.eq_ignore_ascii_case(key)
    }
}
