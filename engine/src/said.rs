//! What an error said, whoever wrapped it: the fields that its text has, and the message of `symptom` that it is.
//!
//! `import` turns a text into these fields.

use accesspath_policy::layer::Layer;
use accesspath_policy::truth::Truth;

use crate::s3::operation::Operation;
use crate::symptom::message::{self, Template};

/// The fields of an error; what the text does not have is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The one who speaks.
    pub by: Speaker,
    /// The error code, such as `AccessDenied`; of an answer without a body its status in words, such as `Forbidden`.
    pub code: Option<String>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The operation that the client called, by its name in the API.
    pub operation: Option<String>,
    /// The sentence behind the code.
    pub sentence: String,
    /// The principal that AWS names.
    pub caller: Option<String>,
    /// The action that AWS names.
    pub action: Option<String>,
    /// The resource that AWS names.
    pub resource: Option<String>,
    /// The type of policy that AWS names.
    pub layer: Option<Layer>,
    /// A statement denies; `No`: no statement allows.
    pub explicit: Truth,
    /// The policy that AWS names, by ARN.
    pub policy: Option<String>,
    /// How the client failed, where nobody answered.
    pub failure: Option<Failure>,
    /// The bucket.
    pub bucket: Option<String>,
    /// The object's key.
    pub key: Option<String>,
    /// The Region of the name that the client called, or that S3 expects.
    pub region: Option<String>,
    /// The ids by which AWS finds the request again.
    pub request_ids: Vec<String>,
}

impl Default for Said {
    fn default() -> Self {
        Self {
            by: Speaker::S3,
            code: None,
            status: None,
            operation: None,
            sentence: String::new(),
            caller: None,
            action: None,
            resource: None,
            layer: None,
            explicit: Truth::Unknown,
            policy: None,
            failure: None,
            bucket: None,
            key: None,
            region: None,
            request_ids: Vec::new(),
        }
    }
}

/// The one who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// S3 answers the call; also with what KMS told it.
    S3,
    /// The client, because nobody answered.
    Client,
    /// Lambda, about the function itself.
    Lambda,
    /// Another service answers another call, or it is no matter of access: what it is about.
    Other(String),
}

impl Speaker {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::S3 => "s3",
            Self::Client => "client",
            Self::Lambda => "lambda",
            Self::Other(_) => "other",
        }
    }
}

/// How a client fails to get an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The function ran into its timeout, in seconds as Lambda writes them.
    Task(String),
    /// No connection came about in time.
    Connect,
    /// A connection stood, and no answer came in time.
    Read,
    /// The name did not resolve.
    Name,
    /// The connection was refused, or broke.
    Broken,
    /// The client could not connect, and does not say why.
    Unsaid,
}

impl Failure {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Task(_) => "task-timeout",
            Self::Connect => "connect-timeout",
            Self::Read => "read-timeout",
            Self::Name => "name-does-not-resolve",
            Self::Broken => "connection-broken",
            Self::Unsaid => "no-connection",
        }
    }
}

/// The codes that clients write for an answer without a body, each with its status.
const STATUSES: [(&str, u16); 14] = [
    ("Forbidden", 403),
    ("403", 403),
    ("NotFound", 404),
    ("Not Found", 404),
    ("404", 404),
    ("MovedPermanently", 301),
    ("Moved Permanently", 301),
    ("301", 301),
    ("BadRequest", 400),
    ("Bad Request", 400),
    ("400", 400),
    ("412", 412),
    ("NotModified", 304),
    ("304", 304),
];

/// The status that a code stands for, where it is no more than that.
pub fn status_of(code: &str) -> Option<u16> {
    STATUSES.iter().find(|it| it.0 == code).map(|it| it.1)
}

impl Said {
    /// S3 answered; `No`: nobody did.
    pub fn answered(&self) -> Truth {
        match self.by {
            Speaker::S3 => Truth::Yes,
            Speaker::Client => Truth::No,
            Speaker::Lambda if matches!(self.failure, Some(Failure::Task(_))) => Truth::No,
            Speaker::Lambda | Speaker::Other(_) => Truth::Unknown,
        }
    }

    /// The operation, where it is one that is known here.
    pub fn known_operation(&self) -> Option<Operation> {
        self.operation.as_deref().and_then(Operation::parse)
    }

    /// The answer has no body, so that it gives no reason.
    pub fn is_bare(&self) -> bool {
        let code = self.code.as_deref();
        let by_code = code.map(|it| status_of(it).is_some());
        by_code.unwrap_or(self.status.is_some() && self.action.is_none())
    }

    /// The message of `symptom` that it is, whatever the wrapping; `None` where no message is like it.
    pub fn message(&self) -> Option<Template> {
        match (&self.by, &self.failure) {
            (Speaker::Other(_), _) => None,
            (_, Some(failure)) => by_failure(failure),
            (Speaker::Lambda, None) => in_words(&self.sentence).or_else(|| self.coded()),
            _ if self.is_bare() => self.bare(),
            _ if self.action.is_some() => self.denial(),
            _ => self.coded(),
        }
    }

    /// The message of an answer without a body.
    fn bare(&self) -> Option<Template> {
        let by_code = self.code.as_deref().and_then(status_of);
        Some(match by_code.or(self.status)? {
            403 => message::FORBIDDEN,
            404 => message::NOT_FOUND,
            301 => message::MOVED,
            400 => message::BAD_REQUEST,
            412 => message::PRECONDITION_FAILED_HEAD,
            304 => message::NOT_MODIFIED,
            _ => return None,
        })
    }

    /// The message of "is not authorized to perform".
    fn denial(&self) -> Option<Template> {
        let action = self.action.as_deref()?;
        let endings = [
            ("public policies are prevented", message::PUBLIC_POLICY),
            ("public ACLs are prevented", message::PUBLIC_ACL_REFUSED),
            ("this bucket has blocked upload requests", message::SSE_C_BLOCKED),
        ];
        if let Some((_, template)) = endings.into_iter().find(|it| self.sentence.contains(it.0)) {
            return Some(template);
        }
        let at_kms = action.starts_with("kms:");
        Some(match (self.explicit, self.layer) {
            (Truth::Yes, _) if at_kms => message::KMS_EXPLICIT_DENY,
            (Truth::Yes, _) => message::EXPLICIT_DENY,
            (Truth::No, Some(_)) if at_kms => message::KMS_NO_ALLOW,
            (Truth::No, Some(_)) => message::NO_ALLOW,
            _ => return None,
        })
    }

    /// The message with that code whose words the sentence begins with; of several the one with the most words.
    fn coded(&self) -> Option<Template> {
        let own = self.code.as_deref().unwrap_or("AccessDenied");
        let mut best: Option<(usize, Template)> = None;
        for template in message::TEMPLATES {
            let Some((code, words)) = parts(template.text) else { continue };
            let fits = same_code(code, own).then(|| fit(words, &self.sentence)).flatten();
            if let Some(length) = fits.filter(|it| best.is_none_or(|own| own.0 < *it)) {
                best = Some((length, *template));
            }
        }
        let only = || {
            let mut all = message::TEMPLATES
                .iter()
                .filter(|it| parts(it.text).is_some_and(|(code, _)| same_code(code, own)));
            let first = all.next()?;
            let plain = own == "AccessDenied" && is_empty(&self.sentence);
            (all.next().is_none() || plain).then_some(*first)
        };
        best.map(|it| it.1).or_else(only)
    }
}

/// The sentence says nothing.
fn is_empty(sentence: &str) -> bool {
    matches!(
        sentence.trim().trim_end_matches('.'),
        "" | "null" | "None" | "UnknownError" | "undefined"
    )
}

/// Java writes the codes of KMS without what stands before the period.
fn same_code(known: &str, own: &str) -> bool {
    known == own || known.strip_prefix("KMS.").is_some_and(|it| it == own)
}

/// A message's code, and its words behind that.
fn parts(text: &'static str) -> Option<(&'static str, &'static str)> {
    let (code, rest) = text.strip_prefix("An error occurred (")?.split_once(')')?;
    Some((code, rest.split_once(" operation").map_or("", |it| it.1).trim_start_matches(": ")))
}

/// The length of the words of a message that a sentence begins with, apart from the places in them.
fn fit(words: &str, sentence: &str) -> Option<usize> {
    let sentence = sentence.trim();
    // Clients and logs make one blank of two.
    let (words, sentence) = (words.replace("  ", " "), sentence.replace("  ", " "));
    let (words, sentence) = (words.trim_end_matches('.'), sentence.as_str());
    // What was taken for the end of a sentence may be the end of its first one.
    if sentence.len() >= 20 && words.starts_with(sentence) {
        return Some(sentence.len());
    }
    let (mut rest, mut length) = (sentence, 0);
    for (number, piece) in words.split('{').enumerate() {
        let literal = if number == 0 { piece } else { piece.split_once('}').map_or("", |it| it.1) };
        let at =
            if number == 0 { rest.starts_with(literal).then_some(0) } else { rest.find(literal) };
        rest = rest.get(at? + literal.len()..)?;
        length += literal.len();
    }
    // A message without words of its own says nothing of a sentence, unless any stands there.
    let any = usize::from(words.starts_with('{') && !is_empty(sentence));
    (length + any > 0 || is_empty(sentence)).then_some(length + any)
}

/// Two messages, by their names, are one to the person who reads them: what the network drops is a timeout in the words
/// of whoever gives up first.
pub fn alike(one: &str, other: &str) -> bool {
    let times_out = [
        message::TIMED_OUT,
        message::TIMED_OUT_SOMETIMES,
        message::TIMED_OUT_AT_PRIVATE_ADDRESS,
        message::CONNECT_TIMED_OUT,
        message::CONNECT_TIMEOUT,
    ];
    let is_timeout = |id: &str| times_out.iter().any(|it| it.id == id);
    one == other || is_timeout(one) && is_timeout(other)
}

const fn by_failure(failure: &Failure) -> Option<Template> {
    match failure {
        Failure::Task(_) => Some(message::TIMED_OUT),
        Failure::Connect => Some(message::CONNECT_TIMED_OUT),
        Failure::Name => Some(message::NAME_DOES_NOT_RESOLVE),
        Failure::Read | Failure::Broken | Failure::Unsaid => None,
    }
}

/// The message that stands in a text of Lambda's.
fn in_words(sentence: &str) -> Option<Template> {
    let known = [
        ("role defined for the function cannot be assumed", message::ROLE_NOT_ASSUMED),
        ("execution role does not have permissions to call", message::ROLE_WITHOUT_INTERFACES),
        ("EC2AccessDeniedException", message::EC2_ACCESS_DENIED),
        ("SubnetIPAddressLimitReachedException", message::SUBNET_OUT_OF_ADDRESSES),
        ("ENILimitReachedException", message::INTERFACE_LIMIT),
        ("function's state is", message::FUNCTION_STATE),
    ];
    known.into_iter().find(|it| sentence.contains(it.0)).map(|it| it.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, sentence: &str, expected: Option<&str>) {
        let said = Said {
            code: Some(code.to_owned()).filter(|it| !it.is_empty()),
            sentence: sentence.to_owned(),
            ..Said::default()
        };
        assert_eq!(said.message().map(|it| it.id), expected, "{code}: {sentence}");
    }

    #[test]
    fn a_message_is_known_by_its_code_and_the_beginning_of_its_words() {
        check("AccessDenied", "Access Denied", Some("access-denied"));
        check("AccessDenied", "Access Denied. (Request ID: X)", Some("access-denied"));
        check("AccessDenied", "", Some("access-denied"));
        check("AccessDenied", "Request has expired", Some("url-expired"));
        check("AccessDenied", "Words that nobody has met", None);
        check("", "VPC endpoints do not support cross-region requests", Some("no-cross-region"));
        check("NoSuchKey", "words of another language", Some("no-such-key"));
        check("Forbidden", "null", Some("forbidden"));
        check("304", "", Some("not-modified"));
        check(
            "InvalidRequest",
            "Bucket is missing ObjectLockConfiguration",
            Some("no-object-lock-for-upload"),
        );
        check("DisabledException", "arn:x is disabled.", Some("kms-disabled"));
        check("MalformedPolicy", "Invalid principal in policy", Some("malformed-policy"));
        check("MalformedPolicy", "", Some("malformed-policy-untold"));
        check(
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint: b.s3.eu-west-1.amazonaws.com",
            Some("permanent-redirect"),
        );
    }
}
