//! What is no answer to the function's own call of S3: other troubles, calls of Lambda and of other services.

use accesspath_engine::said::Said;
use accesspath_policy::text::Span;

use super::{MOST, Mark, Of, head, tail, word};

/// What has nothing to do with access to S3, by words that nothing else has.
const TROUBLES: [(&str, &str); 34] = [
    ("Unable to import module", "The function's code does not load"),
    ("Runtime.ImportModuleError", "The function's code does not load"),
    ("Runtime.HandlerNotFound", "The function's handler is not there"),
    ("Runtime.UserCodeSyntaxError", "The function's code does not load"),
    ("Cannot find module", "The function's code does not load"),
    ("No module named", "The function's code does not load"),
    ("Runtime.InvalidEntrypoint", "The function's code does not load"),
    ("Runtime.ExitError", "The function's process ended by itself"),
    ("Runtime exited with error", "The function's process ended by itself"),
    ("Process exited before completing", "The function's process ended by itself"),
    ("Runtime.OutOfMemory", "The function ran out of memory"),
    ("Status: error Error Type: Runtime", "The function's process ended by itself"),
    ("Unable to locate credentials", "The client has no credentials"),
    ("Could not load credentials from any providers", "The client has no credentials"),
    ("Unable to load AWS credentials from any provider", "The client has no credentials"),
    ("Unable to load credentials from any of the providers", "The client has no credentials"),
    ("NoCredentialProviders", "The client has no credentials"),
    ("no EC2 IMDS role found", "The client has no credentials"),
    ("failed to refresh cached credentials", "The client has no credentials"),
    (
        "Unable to get IAM security credentials from EC2 Instance Metadata Service",
        "The client has no credentials",
    ),
    (
        "Error retrieving credentials from the instance profile metadata",
        "The client has no credentials",
    ),
    ("Rate exceeded", "AWS limits the rate of calls"),
    ("TooManyRequestsException", "AWS limits the rate of calls"),
    (
        "Your access has been denied by S3, please make sure your request credentials",
        "Lambda fetches the function's code with the credentials of who deploys it",
    ),
    (
        "S3 Error Code: ",
        "Lambda fetches the function's code with the credentials of who deploys it",
    ),
    (
        "Lambda was unable to decrypt the environment variables",
        "Lambda decrypts the function's environment variables",
    ),
    (
        "Lambda was unable to configure access to your environment variables",
        "Lambda decrypts the function's environment variables",
    ),
    (
        "Lambda does not have permission to access the ECR image",
        "Lambda fetches the function's image",
    ),
    ("unable to get local issuer certificate", "The client does not trust a certificate"),
    ("certificate verify failed", "The client does not trust a certificate"),
    ("PKIX path building failed", "The client does not trust a certificate"),
    ("x509: certificate signed by unknown authority", "The client does not trust a certificate"),
    ("No space left on device", "The function's disk is full"),
    ("ENOSPC", "The function's disk is full"),
];

/// Words of Lambda about the function itself, which the scenario models.
const OF_LAMBDA: [&str; 6] = [
    "The role defined for the function cannot be assumed by Lambda",
    "The provided execution role does not have permissions to call ",
    "EC2AccessDeniedException",
    "SubnetIPAddressLimitReachedException",
    "ENILimitReachedException",
    "The function's state is ",
];

/// Every such piece of a text.
pub(super) fn marks(flat: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    for (words, about) in TROUBLES {
        for (at, _) in flat.match_indices(words).take(MOST) {
            let of = Of::Other(format!("Not about access: {about}"));
            let mark = Mark { of, ..Mark::new(Span::new(at, at + words.len())) };
            found.push(mark);
        }
    }
    for words in OF_LAMBDA {
        for (at, _) in flat.match_indices(words).take(MOST) {
            let behind = word(tail(flat, at + words.len()));
            let span = Span::new(at, at + words.len() + behind.len());
            let sentence = flat.get(span.range()).unwrap_or_default();
            let before = head(flat, at);
            // The name of the exception tells it; what stands around it is the client's.
            let said = Said { sentence: sentence.to_owned(), ..Said::default() };
            let mut mark = Mark { said, of: Of::Lambda, ..Mark::new(span) };
            mark.stands = !before.ends_with("An error occurred (");
            found.push(mark);
        }
    }
    services(flat, &mut found);
    found
}

/// Names by which clients say whose error it is, where it is not S3's.
fn services(flat: &str, found: &mut Vec<Mark>) {
    const CLASSES: [&str; 4] = [
        "software.amazon.awssdk.services.",
        "com.amazonaws.services.",
        "@aws-sdk/client-",
        "aws_sdk_",
    ];
    for opening in CLASSES {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let rest = tail(flat, at + opening.len());
            let end = rest
                .find(|it: char| !it.is_ascii_alphanumeric() && it != '-')
                .unwrap_or(rest.len());
            let service = rest.get(..end).unwrap_or_default();
            let mut mark = Mark::beside(Span::new(at, at + opening.len() + end));
            mark.of = match service {
                "" => continue,
                "s3" => Of::S3,
                other => Of::Other(other.to_owned()),
            };
            found.push(mark);
        }
    }
    // .NET: `Amazon.DynamoDBv2.AmazonDynamoDBException`.
    for (at, opening) in flat.match_indices("Amazon.").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let Some((service, rest)) = rest.split_once('.').filter(|it| it.0.len() < 40) else {
            continue;
        };
        if service == "S3" || service == "Runtime" || !rest.starts_with("Amazon") {
            continue;
        }
        let mut mark = Mark::beside(Span::new(at, at + opening.len() + service.len()));
        mark.of = Of::Other(service.to_owned());
        found.push(mark);
    }
}
