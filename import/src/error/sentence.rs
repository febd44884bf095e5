//! Sentences of S3 by which its code is known where a client leaves the code out, and where a sentence ends.

use accesspath_engine::said::Said;
use accesspath_policy::text::Span;

use super::{MOST, Mark, Of, tail};

/// What ends the sentence of an error, in the words of the clients.
const ENDS: [&str; 24] = [
    "An error occurred",
    " (Service:",
    " ---> ",
    "\"",
    " at ",
    " Traceback",
    "<",
    " status code:",
    " (client):",
    "', ",
    " {",
    " ReadOnly",
    ", request id",
    ", RequestID",
    " RequestId",
    " request_id",
    " Request ID",
    " (Aws::",
    " (RequestId",
    " from /",
    " - <?xml",
    " response headers",
    " [ERROR]",
    " `",
];

/// The length of the sentence that begins here: it ends where the next message, frame or field of a log begins.
pub(super) fn length(text: &str) -> usize {
    let end = ENDS.iter().filter_map(|it| text.find(it)).min();
    let stop = text.find(". ").map(|it| it + 1);
    [end, stop].into_iter().flatten().min().unwrap_or(text.len())
}

/// The sentence that begins here.
pub(super) fn own(text: &str) -> &str {
    text.get(..length(text)).unwrap_or(text).trim()
}

/// Beginnings of sentences that only S3 says, each with its code.
const SENTENCES: [(&str, &str); 20] = [
    ("The specified key does not exist", "NoSuchKey"),
    ("The specified bucket does not exist", "NoSuchBucket"),
    ("The specified version does not exist", "NoSuchVersion"),
    ("Request has expired", "AccessDenied"),
    ("The provided token has expired", "ExpiredToken"),
    ("The bucket does not allow ACLs", "AccessControlListNotSupported"),
    ("The bucket you are attempting to access must be addressed", "PermanentRedirect"),
    ("The bucket is in this region:", "PermanentRedirect"),
    ("The authorization header is malformed", "AuthorizationHeaderMalformed"),
    ("VPC endpoints do not support cross-region requests", "AccessDenied"),
    ("The operation is not valid for the object's storage class", "InvalidObjectState"),
    ("At least one of the pre-conditions you specified did not hold", "PreconditionFailed"),
    ("Access Denied because object protected by object lock", "AccessDenied"),
    ("The ciphertext refers to a customer master key", "AccessDenied"),
    ("Anonymous users cannot initiate multipart uploads", "AccessDenied"),
    ("Mfa Authentication must be used for this request", "AccessDenied"),
    ("Unable to validate the following destination configurations", "InvalidArgument"),
    ("Bucket is missing Object Lock Configuration", "InvalidRequest"),
    ("Bucket is missing ObjectLockConfiguration", "InvalidRequest"),
    ("The specified method is not allowed against this resource", "MethodNotAllowed"),
];

/// The code that a sentence has.
pub(super) fn code_of(sentence: &str) -> Option<&'static str> {
    let own = sentence.trim();
    let known = SENTENCES.iter().find(|it| own.starts_with(it.0)).map(|it| it.1);
    let denied = || {
        let denies =
            own.starts_with("Access Denied") || own.contains("is not authorized to perform");
        denies.then_some("AccessDenied")
    };
    known.or_else(denied)
}

/// Every sentence that only S3 says.
pub(super) fn marks(flat: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    for (opening, code) in SENTENCES {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let sentence = own(tail(flat, at));
            let said = Said {
                code: Some(code.to_owned()),
                sentence: sentence.to_owned(),
                region: super::address::expected(sentence),
                ..Said::default()
            };
            found.push(Mark { said, of: Of::S3, ..Mark::new(Span::new(at, at + sentence.len())) });
        }
    }
    found
}
