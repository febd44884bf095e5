//! Error codes, as each client, service and log writes them.

use accesspath_engine::said::Said;
use accesspath_policy::text::Span;

use super::address::expected;
use super::sentence::{length, own};
use super::{MOST, Mark, Of, between, tail, word};

/// Codes of S3, and of KMS through S3, by which an error is known where a client writes little else.
pub(super) const CODES: [&str; 48] = [
    "AccessDenied",
    "AllAccessDisabled",
    "NoSuchBucket",
    "NoSuchKey",
    "NoSuchVersion",
    "NoSuchUpload",
    "PermanentRedirect",
    "TemporaryRedirect",
    "AuthorizationHeaderMalformed",
    "IllegalLocationConstraintException",
    "InvalidObjectState",
    "AccessControlListNotSupported",
    "ExpiredToken",
    "InvalidToken",
    "MethodNotAllowed",
    "PreconditionFailed",
    "InvalidRequest",
    "InvalidArgument",
    "MalformedPolicy",
    "MalformedXML",
    "InvalidBucketState",
    "InvalidBucketAclWithObjectOwnership",
    "InvalidBucketAclWithBlockPublicAccessError",
    "ObjectLockConfigurationNotFoundError",
    "NoSuchObjectLockConfiguration",
    "KMS.DisabledException",
    "KMS.KMSInvalidStateException",
    "KMS.NotFoundException",
    "NoSuchBucketPolicy",
    "NoSuchPublicAccessBlockConfiguration",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "RequestTimeTooSkewed",
    "SlowDown",
    "BucketAlreadyExists",
    "BucketAlreadyOwnedByYou",
    "OperationAborted",
    "ServiceUnavailable",
    "InternalError",
    "AccessDeniedException",
    "Forbidden",
    "NotFound",
    "MovedPermanently",
    "BadRequest",
    "NotModified",
    "403",
    "404",
    "301",
];

/// An error with that code and sentence.
fn coded(code: &str, sentence: &str, span: Span) -> Mark {
    let said = Said {
        code: Some(code.to_owned()),
        sentence: own(sentence).to_owned(),
        region: expected(sentence),
        ..Said::default()
    };
    Mark { said, ..Mark::new(span) }
}

/// Every error of a text that is written with its code.
pub(super) fn marks(flat: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    botocore(flat, &mut found);
    xml(flat, &mut found);
    after(flat, &mut found);
    java(flat, &mut found);
    ruby(flat, &mut found);
    members(flat, &mut found);
    bare(flat, &mut found);
    found
}

/// boto3 and the AWS CLI: `An error occurred (CODE) when calling the OPERATION operation: SENTENCE`.
fn botocore(flat: &str, found: &mut Vec<Mark>) {
    for (at, opening) in flat.match_indices("An error occurred (").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let Some((code, rest)) = rest.split_once(')').filter(|it| it.0.len() < 100) else {
            continue;
        };
        let called =
            between(rest, "when calling the ", " operation").filter(|it| !it.contains(' '));
        let sentence = rest
            .split_once(" operation")
            .and_then(|it| it.1.split_once(": "))
            .map_or("", |it| it.1);
        let end = at + opening.len() + code.len() + 1 + rest.len() - sentence.len();
        let mut mark = coded(code, sentence, Span::new(at, end + length(sentence)));
        mark.said.operation = called.map(str::to_owned);
        mark.client = Some("botocore");
        mark.opens = true;
        found.push(mark);
    }
}

/// The body of S3's answer.
fn xml(flat: &str, found: &mut Vec<Mark>) {
    for (at, opening) in flat.match_indices("<Code>").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let Some((code, rest)) = rest.split_once("</Code>").filter(|it| it.0.len() < 100) else {
            continue;
        };
        let body = rest.split_once("</Error>").map_or(rest, |it| it.0);
        let sentence = between(body, "<Message>", "</Message>").unwrap_or_default();
        let end = if body.len() < rest.len() { body.len() + "</Error>".len() } else { 0 };
        let span = Span::new(at, at + opening.len() + code.len() + "</Code>".len() + end);
        let mut mark = coded(code, sentence, span);
        let tag = |name: &str| {
            between(body, &format!("<{name}>"), &format!("</{name}>"))
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
        };
        mark.said.sentence = sentence.to_owned();
        mark.said.bucket = tag("BucketName").or_else(|| tag("Bucket"));
        mark.said.key = tag("Key");
        mark.said.region = mark.said.region.take().or_else(|| tag("Region"));
        mark.said.request_ids = [tag("RequestId"), tag("HostId")].into_iter().flatten().collect();
        // Only S3 has an id of the host.
        if !is_known(code) && !body.contains("<HostId>") {
            continue;
        }
        if body.contains("<HostId>") {
            mark.of = Of::S3;
        }
        mark.client = Some("XML");
        found.push(mark);
    }
}

/// Words behind which a code stands, each with what ends the code, and the client.
const AFTER: [(&str, &str, Option<&str>); 13] = [
    ("api error ", ": ", Some("AWS SDK for Go v2")),
    ("Exception name: ", " ", Some("AWS SDK for C++")),
    ("unhandled error (", ")", Some("AWS SDK for Rust")),
    ("code: Some(\"", "\")", Some("AWS SDK for Rust")),
    ("with Error Code ", " and ", Some("AWS SDK for .NET")),
    ("Error Code: ", ";", Some("AWS SDK for Java v1")),
    ("Error Code: ", ".", None),
    ("errorType\": \"", "\"", None),
    ("errorType\":\"", "\"", None),
    ("Code: '", "'", Some("AWS SDK for JavaScript v3")),
    ("code: '", "'", Some("AWS SDK for JavaScript v2")),
    ("code: \"", "\"", None),
    ("ErrorCode: ", " ", None),
];

fn after(flat: &str, found: &mut Vec<Mark>) {
    for (opening, ending, client) in AFTER {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let rest = tail(flat, at + opening.len());
            let end = rest.find(ending).unwrap_or(rest.len());
            let code = rest.get(..end).unwrap_or_default();
            let goes = opening == "api error ";
            if !is_code(code) || !(goes || is_known(code)) {
                continue;
            }
            let behind = rest.get(end + ending.len()..).unwrap_or_default();
            let sentence = if goes { own(behind) } else { "" };
            let end = at
                + opening.len()
                + code.len()
                + if goes { ending.len() + length(behind) } else { 0 };
            let mut mark = coded(code, sentence, Span::new(at, end.min(flat.len())));
            mark.client = client;
            mark.opens = goes;
            found.push(mark);
        }
    }
}

/// Java, Kotlin and .NET: `SENTENCE (Service: S3, Status Code: 403, Request ID: X)`, and classes of exceptions.
fn java(flat: &str, found: &mut Vec<Mark>) {
    for (at, _) in flat.match_indices("(Service: ").take(MOST) {
        let rest = tail(flat, at);
        let Some((inside, _)) = rest.split_once(')').filter(|it| it.0.len() < 600) else {
            continue;
        };
        let mut mark = Mark::new(Span::new(at, at + inside.len() + 1));
        let service = inside.get("(Service: ".len()..).unwrap_or_default();
        let service = service.split([',', ';']).next().unwrap_or_default();
        mark.of = match service {
            "S3" | "Amazon S3" => Of::S3,
            other => Of::Other(other.to_owned()),
        };
        // Lambda's log has the class elsewhere.
        let before = super::head(flat, at);
        let sentence = before.rsplit('"').next().unwrap_or_default();
        let sentence = sentence.rsplit_once("Exception: ").map_or(sentence, |it| it.1).trim();
        if let Some(code) = super::sentence::code_of(sentence).filter(|_| mark.of == Of::S3) {
            mark.said.code = Some(code.to_owned());
            mark.said.sentence = sentence.to_owned();
        }
        mark.client =
            Some(if inside.contains(';') { "AWS SDK for Java v1" } else { "AWS SDK for Java v2" });
        found.push(mark);
    }
    const CLASSES: [(&str, Option<&str>, &str); 6] = [
        ("AmazonS3Exception: ", None, "AWS SDK for Java v1"),
        ("S3Exception: ", None, "AWS SDK for Java v2"),
        ("Amazon.S3.AmazonS3Exception: ", None, "AWS SDK for .NET"),
        ("NoSuchKeyException: ", Some("NoSuchKey"), "AWS SDK for Java v2"),
        ("NoSuchBucketException: ", Some("NoSuchBucket"), "AWS SDK for Java v2"),
        ("InvalidObjectStateException: ", Some("InvalidObjectState"), "AWS SDK for Java v2"),
    ];
    for (opening, code, client) in CLASSES {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let behind = tail(flat, at + opening.len());
            let sentence = own(behind);
            let mut mark = Mark::new(Span::new(at, at + opening.len() + length(behind)));
            mark.said.code = code.or_else(|| super::sentence::code_of(sentence)).map(str::to_owned);
            mark.said.sentence = sentence.to_owned();
            (mark.of, mark.client) = (Of::S3, Some(client));
            if flat.get(..at).is_some_and(|it| it.ends_with("Amazon.S3.Amazon")) {
                continue;
            }
            found.push(mark);
        }
    }
}

/// Ruby: `Aws::S3::Errors::CODE`, before or behind the sentence.
fn ruby(flat: &str, found: &mut Vec<Mark>) {
    for (at, opening) in flat.match_indices("Aws::").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let Some((service, rest)) = rest.split_once("::Errors::") else { continue };
        if service.len() > 40 || !service.bytes().all(|it| it.is_ascii_alphanumeric()) {
            continue;
        }
        let end = rest.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (code, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let sentence = rest.strip_prefix(": ").or_else(|| rest.strip_prefix(" ("));
        let sentence = sentence.map_or("", own).trim_end_matches(')');
        let start = at + opening.len() + service.len() + "::Errors::".len() + code.len();
        let mut mark = coded(code, sentence, Span::new(at, start));
        mark.of = if service == "S3" { Of::S3 } else { Of::Other(service.to_owned()) };
        mark.client = Some("AWS SDK for Ruby");
        found.push(mark);
    }
}

/// Members of JSON that hold a code: the answer of DeleteObjects, and objects that a log prints.
fn members(flat: &str, found: &mut Vec<Mark>) {
    for opening in ["\"Code\":", "\"code\":", "\"name\":", "'Code':"] {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let rest = tail(flat, at + opening.len());
            let code = word(rest.trim_start_matches([' ', '"', '\'']));
            if !is_known(code) {
                continue;
            }
            let gap = rest.find(code).unwrap_or_default();
            let span = Span::new(at, at + opening.len() + gap + code.len());
            let behind = rest.get(gap + code.len()..).unwrap_or_default();
            let near = behind.get(..behind.floor_char_boundary(40)).unwrap_or_default();
            let message = ["\"Message\": \"", "\"Message\":\"", "'Message': '"]
                .into_iter()
                .find_map(|it| near.find(it).and_then(|at| behind.get(at + it.len()..)));
            let mut mark = coded(code, message.unwrap_or_default(), span);
            mark.opens = message.is_some();
            found.push(mark);
        }
    }
}

/// A code that stands alone, with its sentence behind a colon: JavaScript, Go v1, PHP and others.
fn bare(flat: &str, found: &mut Vec<Mark>) {
    for code in CODES {
        for (at, _) in flat.match_indices(code).take(MOST) {
            let before = flat.get(..at).and_then(|it| it.chars().next_back());
            let inside =
                before.is_some_and(|it| it.is_ascii_alphanumeric() || "_.:/-".contains(it));
            let rest = tail(flat, at + code.len());
            let opening = [": ", " (client): "].into_iter().find(|it| rest.starts_with(it));
            let Some(opening) = opening.filter(|_| !inside) else { continue };
            let behind = rest.get(opening.len()..).unwrap_or_default();
            // A line of a log may have the status alone.
            let is_number = code.bytes().all(|it| it.is_ascii_digit());
            if is_number && !behind.starts_with("UnknownError") {
                continue;
            }
            let span = Span::new(at, at + code.len() + opening.len() + length(behind));
            let mut mark = coded(code, behind, span);
            // PHP names the class of its exception with it.
            mark.client = (opening != ": ").then_some("AWS SDK for PHP");
            found.push(mark);
        }
    }
}

fn is_known(code: &str) -> bool {
    CODES.contains(&code)
}

fn is_code(code: &str) -> bool {
    let plain = |it: u8| it.is_ascii_alphanumeric() || it == b'.';
    (3..80).contains(&code.len()) && code.bytes().all(plain)
}
