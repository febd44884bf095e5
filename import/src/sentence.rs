//! Errors that stand in words → what each tells of the case, and what it is evidence of.

use accesspath_engine::s3::operation::Operation;
use accesspath_engine::said::{Failure, Said, Speaker};
use accesspath_policy::arn::Arn;
use accesspath_policy::text::Span;
use accesspath_policy::truth::Truth;

use crate::error::{self, ErrorText};
use crate::evidence::{Evidence, named, plain};
use crate::given::{Given, Holder};
use crate::recognised::Kind;
use crate::{name, written};

/// A message in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) kind: Kind,
    pub(crate) title: String,
    pub(crate) span: Span,
    pub(crate) facts: Vec<Given>,
    pub(crate) evidence: Option<Evidence>,
}

/// The messages in a text in which white space is single, in their order.
pub(crate) fn messages(flat: &str) -> Vec<Message> {
    error::read(flat).into_iter().filter_map(message).collect()
}

/// Answers to commands that ask for a policy or a setting that a bucket does not have.
const NONE: [(&str, &str, &str); 2] = [
    ("NoSuchBucketPolicy", "policy", "null"),
    ("NoSuchPublicAccessBlockConfiguration", "block_public_access", "{}"),
];

/// Codes of other troubles.
const ELSEWHERE: [&str; 14] = [
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "RequestTimeTooSkewed",
    "SlowDown",
    "ThrottlingException",
    "TooManyRequestsException",
    "ResourceNotFoundException",
    "InternalError",
    "ServiceUnavailable",
    "ValidationException",
    "UnrecognizedClientException",
    "BucketAlreadyExists",
    "BucketAlreadyOwnedByYou",
    "OperationAborted",
];

fn message(error: ErrorText) -> Option<Message> {
    let ErrorText { said, span, .. } = error;
    let code = said.code.as_deref();
    let new =
        |kind, title: String| Message { kind, title, span, facts: Vec::new(), evidence: None };
    if let Some((code, name, json)) = NONE.iter().find(|it| Some(it.0) == code) {
        let mut message = new(Kind::Answer, format!("{code}: the bucket has none"));
        message.facts = vec![Given::Member { of: Holder::Bucket, name, json: (*json).to_owned() }];
        return Some(message);
    }
    if let Some(code) = code.filter(|it| ELSEWHERE.contains(it)) {
        return Some(new(Kind::Elsewhere, format!("Error of another kind: {code}")));
    }
    match &said.by {
        Speaker::Other(about) => Some(new(Kind::Elsewhere, other(&said, about))),
        Speaker::Client => Some(failed(&said, span)),
        Speaker::Lambda => match &said.failure {
            Some(Failure::Task(seconds)) => Some(timed_out(seconds, span)),
            _ => Some(of_lambda(&said, span)),
        },
        Speaker::S3 if said.failure.is_some() => Some(failed(&said, span)),
        Speaker::S3 => answer(&said, span),
    }
}

/// The title of an error that is not S3's answer to the call.
fn other(said: &Said, about: &str) -> String {
    if about.starts_with("Not about access") {
        return about.to_owned();
    }
    match &said.action {
        Some(action) => format!("Error about another service: {action}"),
        None if said.operation.as_deref() == Some(about) => {
            format!("Error of another call: {about}")
        }
        None => format!("Error of another call: {}", said.operation.as_deref().unwrap_or(about)),
    }
}

fn of_lambda(said: &Said, span: Span) -> Message {
    let said_so = said.sentence.trim();
    Message {
        kind: Kind::Message,
        title: "Lambda's message about the function".to_owned(),
        span,
        facts: Vec::new(),
        evidence: Some(Evidence {
            message: said.message().map(|it| it.id),
            ..plain(&format!("Lambda said: {said_so}"), Truth::Unknown)
        }),
    }
}

fn timed_out(seconds: &str, span: Span) -> Message {
    let number = seconds.parse::<f64>().ok().filter(|it| (1.0..=900.0).contains(it));
    let facts = number.map(|it| {
        let json = format!("{}", it.round());
        Given::Member { of: Holder::Function, name: "timeout_s", json }
    });
    let said =
        "Lambda said: the function timed out; what the network drops shows so, and slow code too";
    Message {
        kind: Kind::Message,
        title: match seconds {
            "" => "Timeout".to_owned(),
            it => format!("Timeout after {it} s"),
        },
        span,
        facts: facts.into_iter().collect(),
        evidence: Some(Evidence { message: Some("timed-out"), ..plain(said, Truth::No) }),
    }
}

/// What a client says when nobody answers.
fn failed(said: &Said, span: Span) -> Message {
    let (title, words) = match said.failure {
        Some(Failure::Connect | Failure::Task(_)) => {
            ("Connect timeout", "Nobody answered: the connection to S3 timed out")
        }
        Some(Failure::Read) => {
            ("Read timeout", "Nobody answered in time: the connection stood, or broke")
        }
        Some(Failure::Name) => ("The name does not resolve", "S3's name did not resolve"),
        Some(Failure::Broken) => {
            ("The connection broke", "Nobody answered: the connection was refused, or broke")
        }
        Some(Failure::Unsaid) | None => (
            "Could not connect",
            "Nobody answered: S3's name did not resolve, or the connection was refused",
        ),
    };
    let message = match said.failure {
        // botocore has the same words for a name that does not resolve.
        Some(Failure::Unsaid) => Some("name-does-not-resolve"),
        _ => said.message().map(|it| it.id),
    };
    let mut facts: Vec<Given> = said.region.clone().map(Given::Region).into_iter().collect();
    facts.extend(said.bucket.clone().filter(|it| name::is_bucket_name(it)).map(Given::Bucket));
    facts.extend(said.key.as_deref().map(key_of_call));
    facts.extend(said.operation.as_deref().and_then(operation));
    Message {
        kind: Kind::Message,
        title: title.to_owned(),
        span,
        facts,
        evidence: Some(Evidence { message, ..plain(words, Truth::No) }),
    }
}

fn key_of_call(key: &str) -> Given {
    Given::Member { of: Holder::Question, name: "key", json: written::text(key) }
}

/// The fact that the question's call is this operation, where the engine knows it.
fn operation(name: &str) -> Option<Given> {
    let known = Operation::parse(name)?;
    let json = written::text(known.name());
    Some(Given::Member { of: Holder::Question, name: "operation", json })
}

/// The operation that an action stands for, where it is one only.
fn by_action(action: &str) -> Option<Given> {
    let name = action.split(':').nth(1)?;
    // AWS: "Error responses" — the answer to HEAD has no body, and so no such sentence.
    operation(if name == "ListBucket" { "ListObjectsV2" } else { name })
}

/// S3's answer.
fn answer(said: &Said, span: Span) -> Option<Message> {
    let action = said.action.as_deref();
    let mut title = match (said.operation.as_deref(), action) {
        (Some(name), _) => {
            format!("Error: {} on {name}", said.code.as_deref().unwrap_or("AccessDenied"))
        }
        (None, Some(action)) => format!("Error: AccessDenied on {action}"),
        (None, None) => {
            format!("Error: {}", said.code.as_deref().or_else(|| by_status(said.status))?)
        }
    };
    let mut facts = said.caller.as_deref().map(name::principal).unwrap_or_default();
    let resource = said.resource.as_deref().unwrap_or_default();
    match action {
        Some(it) if it.starts_with("kms:") => {
            let named = said.operation.is_some();
            let mut other = String::new();
            facts.extend(key(resource, if named { &mut other } else { &mut title }));
        }
        _ => facts.extend(name::resource(resource)),
    }
    let has_bucket = facts.iter().any(|it| matches!(it, Given::Bucket(_)));
    let bucket = said.bucket.clone().filter(|it| !has_bucket && name::is_bucket_name(it));
    facts.extend(bucket.map(Given::Bucket));
    let has_key = facts.iter().any(|it| matches!(it, Given::Member { name: "key", .. }));
    facts.extend(said.key.as_deref().filter(|_| !has_key).map(key_of_call));
    // The operation that a client names is sure; that of an action is only likely.
    match said.operation.as_deref() {
        Some(it) => facts.extend(operation(it)),
        None => facts.extend(action.filter(|it| it.starts_with("s3:")).and_then(by_action)),
    }
    if let Some(region) = &said.region {
        let json = written::text(region);
        facts.push(Given::Member { of: Holder::Bucket, name: "region", json });
    }
    Some(Message { kind: Kind::Message, title, span, facts, evidence: Some(evidence(said)?) })
}

const fn by_status(status: Option<u16>) -> Option<&'static str> {
    Some(match status {
        Some(403) => "403",
        Some(404) => "404",
        Some(301) => "301",
        Some(400) => "400",
        Some(412) => "412",
        _ => return None,
    })
}

/// Codes that are answers of S3 to a call that reached it, with what each says.
const ANSWERS: [(&str, &str); 42] = [
    ("AccessDenied", "S3 said: Access Denied, and not by which policy"),
    ("403", "S3 said: Forbidden; the answer to HEAD has no reason"),
    ("Forbidden", "S3 said: Forbidden; the answer to HEAD has no reason"),
    ("AllAccessDisabled", "S3 said: all access to the bucket is disabled"),
    ("NoSuchBucket", "S3 said: there is no bucket of that name"),
    ("NoSuchKey", "S3 said: there is no object of that key"),
    ("NoSuchVersion", "S3 said: there is no such version of the object"),
    ("NoSuchUpload", "S3 said: there is no such multipart upload"),
    ("404", "S3 said: not found"),
    ("NotFound", "S3 said: not found"),
    ("PermanentRedirect", "S3 said: the bucket is in another Region than the one that was called"),
    ("TemporaryRedirect", "S3 said: the bucket's name leads elsewhere for now"),
    ("301", "S3 said: the bucket is in another Region than the one that was called"),
    ("MovedPermanently", "S3 said: the bucket is in another Region than the one that was called"),
    (
        "AuthorizationHeaderMalformed",
        "S3 said: the request is signed for another Region than the bucket's",
    ),
    (
        "IllegalLocationConstraintException",
        "S3 said: the bucket is in another Region than the one that was called",
    ),
    ("InvalidObjectState", "S3 said: the object lies in an archive, or in none"),
    ("AccessControlListNotSupported", "S3 said: the bucket does not allow ACLs"),
    (
        "InvalidBucketAclWithObjectOwnership",
        "S3 said: Object Ownership takes no ACL for the new bucket",
    ),
    (
        "InvalidBucketAclWithBlockPublicAccessError",
        "S3 said: Block Public Access takes no public ACL for the new bucket",
    ),
    ("ExpiredToken", "S3 said: the credentials have expired"),
    ("InvalidToken", "S3 said: the session token is not valid"),
    ("MethodNotAllowed", "S3 said: only the bucket's own account may do that"),
    ("PreconditionFailed", "S3 said: a condition of the request does not hold"),
    ("412", "S3 said: a condition of the request does not hold"),
    ("304", "S3 said: the object has not changed"),
    ("NotModified", "S3 said: the object has not changed"),
    ("InvalidRequest", "S3 refused the request itself"),
    ("InvalidArgument", "S3 refused an argument of the request"),
    ("InvalidBucketState", "S3 said: the state of the bucket does not allow that"),
    ("MalformedPolicy", "S3 said: the policy is malformed"),
    ("MalformedXML", "S3 said: the request's body is malformed"),
    ("ObjectLockConfigurationNotFoundError", "S3 said: the bucket has no Object Lock"),
    ("NoSuchObjectLockConfiguration", "S3 said: the object has no retention"),
    ("KMS.DisabledException", "KMS said: the key is disabled"),
    ("DisabledException", "KMS said: the key is disabled"),
    ("KMS.KMSInvalidStateException", "KMS said: the key's state does not allow that"),
    ("KMSInvalidStateException", "KMS said: the key's state does not allow that"),
    ("KMS.NotFoundException", "KMS said: there is no such key"),
    ("NotFoundException", "KMS said: there is no such key"),
    ("400", "S3 said: Bad Request; the answer to HEAD has no reason"),
    ("BadRequest", "S3 said: Bad Request; the answer to HEAD has no reason"),
];

/// What an answer is evidence of; `None` for a code that is not known.
fn evidence(said: &Said) -> Option<Evidence> {
    let message = said.message().map(|it| it.id);
    let Some(action) = &said.action else {
        let code = said.code.as_deref().or_else(|| by_status(said.status))?;
        let words = ANSWERS.iter().find(|it| it.0 == code)?.1;
        return Some(Evidence { message, ..plain(words, Truth::Yes) });
    };
    let policy = said.layer.and_then(error::name_of);
    let evidence = match (policy, said.explicit) {
        (Some(policy), explicit) => named(policy, explicit == Truth::Yes, action),
        (None, Truth::Yes) => {
            Evidence { explicit: Truth::Yes, ..plain("AWS said: an explicit deny", Truth::Yes) }
        }
        _ => {
            let known = [
                ("public-policy", "AWS said: BlockPublicPolicy prevents public bucket policies"),
                ("public-acl-refused", "AWS said: BlockPublicAcls prevents public ACLs"),
                ("sse-c-blocked", "AWS said: the bucket blocks uploads with SSE-C"),
            ];
            let words = known.iter().find(|it| Some(it.0) == message).map(|it| it.1);
            let words = words.unwrap_or("AWS said: not authorized, and not by which policy");
            Evidence { message, ..plain(words, Truth::Yes) }
        }
    };
    let is_at_point = said.resource.as_deref().is_some_and(|it| it.contains(":accesspoint/"));
    Some(if is_at_point { evidence.at_access_point() } else { evidence })
}

/// The key that S3 asked KMS for.
fn key(resource: &str, title: &mut String) -> Vec<Given> {
    let Some(arn) = Arn::parse(resource).filter(|it| it.service == "kms") else {
        return Vec::new();
    };
    let (kind, id) = arn.kind_and_name();
    if kind != "key" {
        return Vec::new();
    }
    title.push_str(" of a KMS key");
    let record = written::Object::default().with_text("id", id).with_text("arn", resource).end();
    let used =
        written::Object::default().with_text("algorithm", "aws:kms").with_text("key", id).end();
    vec![
        Given::Record { list: "keys", id: id.to_owned(), json: record },
        Given::Member { of: Holder::Bucket, name: "encryption", json: used },
        Given::Region(arn.region.to_owned()),
    ]
}
