//! Pieces that only add to an error: the status, the ids of the request, the service and its operation, the bucket.

use accesspath_engine::said::Said;
use accesspath_policy::text::Span;

use super::address::address;
use super::{MOST, Mark, Of, between, tail, word};
use crate::name;

/// Every such piece of a text.
pub(super) fn marks(flat: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    statuses(flat, &mut found);
    ids(flat, &mut found);
    operations(flat, &mut found);
    places(flat, &mut found);
    found
}

/// Words behind which the HTTP status stands; with those of the first group the error stands by itself.
const STATUSES: [(&str, bool); 16] = [
    ("Status Code: ", false),
    ("status code: ", false),
    ("StatusCode: ", false),
    ("statusCode: ", false),
    ("statusCode\":", false),
    ("statusCode\": ", false),
    ("httpStatusCode: ", false),
    ("httpStatusCode\":", false),
    ("httpStatusCode\": ", false),
    ("HTTPStatusCode': ", false),
    ("HTTPStatusCode\": ", false),
    ("HTTP response code: ", true),
    ("status: StatusCode(", false),
    ("inner: Response { status: ", false),
    ("resulted in a `", false),
    ("returned an error: (", false),
];

fn statuses(flat: &str, found: &mut Vec<Mark>) {
    for (opening, stands) in STATUSES {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let digits = tail(flat, at + opening.len());
            let digits = digits.get(..3).filter(|it| it.bytes().all(|it| it.is_ascii_digit()));
            let Some(status) = digits.and_then(|it| it.parse::<u16>().ok()) else { continue };
            let mut mark = Mark::beside(Span::new(at, at + opening.len() + 3));
            mark.said.status = Some(status);
            if stands {
                mark.client = Some("AWS SDK for C++");
                mark.stands = true;
            }
            found.push(mark);
        }
    }
}

/// Words behind which an id of the request stands; only S3 has the second kind.
const IDS: [(&str, bool); 14] = [
    ("Request ID: ", false),
    ("request id: ", false),
    ("RequestID: ", false),
    ("requestId: '", false),
    ("requestId\": \"", false),
    ("requestId\":\"", false),
    ("aws_request_id\": \"", false),
    ("<RequestId>", false),
    ("Extended Request ID: ", true),
    ("host id: ", true),
    ("HostID: ", true),
    ("HostId: '", true),
    ("extendedRequestId: '", true),
    ("s3_extended_request_id\": \"", true),
];

fn ids(flat: &str, found: &mut Vec<Mark>) {
    for (opening, of_s3) in IDS {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let id = word(tail(flat, at + opening.len()));
            // What Lambda prints of its own request stands before an error, and is none of its ids.
            if id.len() < 8 || id.len() > 200 {
                continue;
            }
            let mut mark = Mark::beside(Span::new(at, at + opening.len() + id.len()));
            mark.said.request_ids = vec![id.to_owned()];
            if of_s3 {
                mark.of = Of::S3;
            }
            found.push(mark);
        }
    }
}

/// The service and the operation, as clients name them beside the error.
fn operations(flat: &str, found: &mut Vec<Mark>) {
    // Go v2, and Terraform, which is written with it.
    for (at, opening) in flat.match_indices("operation error ").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let Some((service, rest)) = rest.split_once(": ").filter(|it| it.0.len() < 60) else {
            continue;
        };
        let operation = word(rest);
        let end = at + opening.len() + service.len() + 2 + operation.len();
        let mut mark = Mark::beside(Span::new(at, end));
        mark.said.operation = Some(operation.to_owned()).filter(|it| is_name(it));
        mark.of = if service == "S3" { Of::S3 } else { Of::Other(service.to_owned()) };
        mark.client = Some("AWS SDK for Go v2");
        mark.opens = true;
        found.push(mark);
    }
    // PHP.
    for (at, opening) in flat.match_indices("Error executing \"").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let operation = word(rest);
        let mut mark = Mark::beside(Span::new(at, at + opening.len() + operation.len()));
        mark.said.operation = Some(operation.to_owned()).filter(|it| is_name(it));
        mark.client = Some("AWS SDK for PHP");
        if let Some(url) = between(rest, "on \"", "\"") {
            let end = rest.find(url).unwrap_or_default() + url.len();
            mark.span = Span::new(at, at + opening.len() + end);
            match address(url) {
                Some(it) => {
                    (mark.said.bucket, mark.said.key) = (it.bucket, it.key);
                    mark.of = Of::S3;
                }
                None => mark.of = Of::Other(super::address::elsewhere(url).unwrap_or_default()),
            }
        }
        found.push(mark);
    }
    // Rust names the error of the operation, and so do the classes of others.
    for (at, ending) in flat
        .match_indices("Error { kind")
        .take(MOST)
        .chain(flat.match_indices("Error(Unhandled").take(MOST))
    {
        let before = super::head(flat, at);
        let operation =
            before.rsplit(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or_default();
        if is_name(operation)
            && accesspath_engine::s3::operation::Operation::parse(operation).is_some()
        {
            let mut mark = Mark::beside(Span::new(at - operation.len(), at + ending.len()));
            mark.said.operation = Some(operation.to_owned());
            mark.client = Some("AWS SDK for Rust");
            found.push(mark);
        }
    }
    // What Rust prints of an answer without a body.
    for (at, words) in flat.match_indices("code: None, message: None").take(MOST) {
        let client = Some("AWS SDK for Rust");
        found.push(Mark { client, ..Mark::new(Span::new(at, at + words.len())) });
    }
    // JavaScript v3 and v2 have it in their frames.
    for (at, opening) in flat.match_indices("de_").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let Some((operation, _)) = rest.split_once("CommandError") else { continue };
        if is_name(operation) {
            let end = at + opening.len() + operation.len() + "CommandError".len();
            let mut mark = Mark::beside(Span::new(at, end));
            mark.said.operation = Some(operation.to_owned());
            mark.client = Some("AWS SDK for JavaScript v3");
            found.push(mark);
        }
    }
    let clients = [
        ("Request.extractError", "AWS SDK for JavaScript v2"),
        ("$metadata", "AWS SDK for JavaScript v3"),
        ("SdkError", "AWS SDK for Rust"),
        ("ServiceError(", "AWS SDK for Rust"),
        ("AmazonS3Client", "AWS SDK for Java v1"),
    ];
    for (words, client) in clients {
        for (at, _) in flat.match_indices(words).take(MOST) {
            found.push(Mark {
                client: Some(client),
                ..Mark::beside(Span::new(at, at + words.len()))
            });
        }
    }
}

fn is_name(operation: &str) -> bool {
    let begins = operation.starts_with(|it: char| it.is_ascii_uppercase());
    begins && operation.len() < 60 && operation.bytes().all(|it| it.is_ascii_alphanumeric())
}

/// `s3://bucket/key`, and the bucket that Terraform names.
fn places(flat: &str, found: &mut Vec<Mark>) {
    for (at, opening) in flat.match_indices("s3://").take(MOST) {
        let own = word(tail(flat, at + opening.len()));
        let (bucket, key) = own.split_once('/').unwrap_or((own, ""));
        if name::is_bucket_name(bucket) {
            let said = Said {
                bucket: Some(bucket.to_owned()),
                key: Some(key.to_owned()).filter(|it| !it.is_empty()),
                ..Said::default()
            };
            let span = Span::new(at, at + opening.len() + own.len());
            found.push(Mark { said, ..Mark::beside(span) });
        }
    }
    for (at, opening) in flat.match_indices("S3 Bucket (").take(MOST) {
        let own = word(tail(flat, at + opening.len()));
        if name::is_bucket_name(own) {
            let said = Said { bucket: Some(own.to_owned()), ..Said::default() };
            let span = Span::new(at, at + opening.len() + own.len());
            found.push(Mark { said, of: Of::S3, ..Mark::beside(span) });
        }
    }
}
