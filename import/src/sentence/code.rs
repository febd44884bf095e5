//! Error codes of S3, as the AWS CLI, the SDKs and S3's own XML write them.

use accesspath_policy::text::Span;
use accesspath_policy::truth::Truth;

use super::{MOST, Message, between, head, operation, tail, word};
use crate::evidence::{Evidence, plain};
use crate::given::{Given, Holder};
use crate::recognised::Kind;
use crate::{name, written};
use accesspath_engine::symptom::message;

/// Codes that are answers of S3 to a call that reached it, with what each says.
const ANSWERS: [(&str, &str); 25] = [
    ("AccessDenied", "S3 said: Access Denied, and not by which policy"),
    ("403", "S3 said: Forbidden; the answer to HEAD has no reason"),
    ("Forbidden", "S3 said: Forbidden; the answer to HEAD has no reason"),
    ("AllAccessDisabled", "S3 said: all access to the bucket is disabled"),
    ("NoSuchBucket", "S3 said: there is no bucket of that name"),
    ("NoSuchKey", "S3 said: there is no object of that key"),
    ("NoSuchVersion", "S3 said: there is no such version of the object"),
    ("404", "S3 said: not found"),
    ("PermanentRedirect", "S3 said: the bucket is in another Region than the one that was called"),
    ("301", "S3 said: the bucket is in another Region than the one that was called"),
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
    ("ExpiredToken", "S3 said: the credentials have expired"),
    ("MethodNotAllowed", "S3 said: only the bucket's own account may do that"),
    ("PreconditionFailed", "S3 said: a condition of the request does not hold"),
    ("412", "S3 said: a condition of the request does not hold"),
    ("InvalidRequest", "S3 refused the request itself"),
    ("InvalidArgument", "S3 refused an argument of the request"),
    ("MalformedPolicy", "S3 said: the policy is malformed"),
    ("KMS.DisabledException", "KMS said: the key is disabled"),
    ("KMS.KMSInvalidStateException", "KMS said: the key's state does not allow that"),
    ("KMS.NotFoundException", "KMS said: there is no such key"),
    ("400", "S3 said: Bad Request; the answer to HEAD has no reason"),
];

/// Codes of other troubles.
const ELSEWHERE: [&str; 10] = [
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "RequestTimeTooSkewed",
    "SlowDown",
    "ThrottlingException",
    "TooManyRequestsException",
    "ResourceNotFoundException",
    "InternalError",
    "ValidationException",
    "UnrecognizedClientException",
];

/// Answers to commands that ask for a policy or a setting that a bucket does not have.
const NONE: [(&str, &str); 2] = [
    ("NoSuchBucketPolicy", "policy"),
    ("NoSuchPublicAccessBlockConfiguration", "block_public_access"),
];

/// Every error of a text that is written with its code.
pub(super) fn errors(flat: &str) -> Vec<Message> {
    let mut found = Vec::new();
    for (at, opening) in flat.match_indices("An error occurred (").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let Some((code, rest)) = rest.split_once(')') else { continue };
        let called =
            between(rest, "when calling the ", " operation").filter(|it| !it.contains(' '));
        let sentence = rest
            .split_once(" operation")
            .and_then(|it| it.1.split_once(": "))
            .map_or("", |it| it.1);
        let end = at + opening.len() + code.len() + 1 + rest.len() - sentence.len();
        found.extend(error(code, called, sentence, Span::new(at, end + own(sentence))));
    }
    for (at, opening) in flat.match_indices("<Code>").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let Some((code, rest)) = rest.split_once("</Code>") else { continue };
        let sentence = between(rest, "<Message>", "</Message>").unwrap_or_default();
        let end = rest.find("</Error>").map_or(0, |it| it + "</Error>".len());
        let span = Span::new(at, at + opening.len() + code.len() + "</Code>".len() + end);
        let mut message = error(code, None, sentence, span);
        if let Some(it) = &mut message {
            let bucket = between(rest, "<BucketName>", "</BucketName>")
                .or_else(|| between(rest, "<Bucket>", "</Bucket>"));
            it.facts.extend(
                bucket.filter(|it| name::is_bucket_name(it)).map(|it| Given::Bucket(it.to_owned())),
            );
            let key = between(rest, "<Key>", "</Key>").map(written::text);
            it.facts.extend(key.map(|json| Given::Member {
                of: Holder::Question,
                name: "key",
                json,
            }));
        }
        found.extend(message);
    }
    // Go's SDK.
    for (at, opening) in flat.match_indices("api error ").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let Some((code, sentence)) = rest.split_once(": ") else { continue };
        let called = head(flat, at).rsplit_once("operation error S3: ").map(|it| word(it.1));
        let end = at + opening.len() + code.len() + 2 + own(sentence);
        found.extend(error(code, called, sentence, Span::new(at, end)));
    }
    // Java's SDKs, the second with an error code of its own.
    for (at, _) in flat.match_indices("(Service: ").take(MOST) {
        let rest = tail(flat, at);
        let Some((inside, _)) = rest.split_once(')') else { continue };
        if !inside.contains("S3") {
            continue;
        }
        let code = between(&format!("{inside};"), "Error Code: ", ";").map(str::to_owned);
        let status = |it: &str| inside.contains(&format!("Status Code: {it}"));
        let code = code.or_else(|| {
            ["403", "404", "301", "400"].into_iter().find(|it| status(it)).map(str::to_owned)
        });
        if let Some(code) = code {
            let code = if code == "403" { "AccessDenied" } else { &code };
            found.extend(error(code, None, "", Span::new(at, at + inside.len() + 1)));
        }
    }
    // JavaScript's SDK, and a code that stands alone.
    for opening in [
        "AccessDenied: ",
        "NoSuchKey: ",
        "NoSuchBucket: ",
        "PermanentRedirect: ",
        "InvalidObjectState: ",
    ] {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let code = opening.trim_end_matches(": ");
            let sentence = tail(flat, at + opening.len());
            let span = Span::new(at, at + opening.len() + own(sentence));
            let is_new = !found.iter().any(|it: &Message| super::overlap(it.span, span));
            found.extend(error(code, None, sentence, span).filter(|_| is_new));
        }
    }
    found
}

/// The length of the sentence that begins here: it ends where the next message or line of a log begins.
fn own(sentence: &str) -> usize {
    let ends = ["An error occurred", " (Service:", "\"", " at ", " Traceback", "<"];
    let end = ends.iter().filter_map(|it| sentence.find(it)).min();
    let stop = sentence.find(". ").map(|it| it + 1);
    [end, stop].into_iter().flatten().min().unwrap_or(sentence.len())
}

fn error(code: &str, called: Option<&str>, sentence: &str, span: Span) -> Option<Message> {
    if let Some((_, member)) = NONE.iter().find(|it| it.0 == code) {
        let mut message = Message::new(Kind::Answer, &format!("{code}: the bucket has none"), span);
        let json = if *member == "policy" { "null" } else { "{}" };
        message.facts =
            vec![Given::Member { of: Holder::Bucket, name: member, json: json.to_owned() }];
        return Some(message);
    }
    if ELSEWHERE.contains(&code) {
        return Some(Message::new(
            Kind::Elsewhere,
            &format!("Error of another kind: {code}"),
            span,
        ));
    }
    let said = ANSWERS.iter().find(|it| it.0 == code)?.1;
    let operation = called.and_then(operation);
    if called.is_some() && operation.is_none() {
        let title = format!("Error of another call: {}", called.unwrap_or_default());
        return Some(Message::new(Kind::Elsewhere, &title, span));
    }
    let name = called.map(|it| format!(" on {it}")).unwrap_or_default();
    let mut message = Message::new(Kind::Message, &format!("Error: {code}{name}"), span);
    message.facts.extend(operation);
    message.facts.extend(region(sentence));
    message.evidence = Some(evidence(code, called, sentence, said));
    Some(message)
}

fn evidence(code: &str, called: Option<&str>, sentence: &str, said: &str) -> Evidence {
    let sentence = sentence.get(..own(sentence)).unwrap_or(sentence).trim();
    let called = called.unwrap_or("GetObject");
    let whole =
        format!("An error occurred ({code}) when calling the {called} operation: {sentence}");
    let known = message::read(&whole).or_else(|| message::read(whole.trim_end_matches('.')));
    Evidence { message: known.map(|it| it.template.id), ..plain(said, Truth::Yes) }
}

/// The Region that S3 expects: `expecting 'eu-west-1'`, or the endpoint to which it redirects.
fn region(sentence: &str) -> Option<Given> {
    let expected = between(sentence, "expecting '", "'").map(str::to_owned);
    let host = || {
        let host = word(sentence.split_once("to this endpoint: ")?.1);
        super::client::host(host)?.region
    };
    let json = written::text(&expected.or_else(host)?);
    Some(Given::Member { of: Holder::Bucket, name: "region", json })
}
