//! "User: … is not authorized to perform: …", the sentence by which AWS refuses a call and says why.
//!
//! AWS: "Troubleshoot access denied errors in Amazon S3" has its wordings; the old one ends with the resource.

use accesspath_policy::arn::Arn;
use accesspath_policy::text::Span;

use super::{MOST, Message, head, operation, tail, word};
use crate::evidence::{Evidence, named, plain};
use crate::given::{Given, Holder};
use crate::recognised::Kind;
use crate::{name, written};
use accesspath_policy::truth::Truth;

const REFUSED: &str = " is not authorized to perform: ";

/// The types of policy that the sentence names.
const POLICIES: [&str; 7] = [
    "identity-based policy",
    "resource-based policy",
    "VPC endpoint policy",
    "permissions boundary",
    "session policy",
    "service control policy",
    "resource control policy",
];

/// The longest principal, in bytes: an ARN has 2048 at most.
const LONGEST: usize = 2100;

/// Every such sentence in a text.
pub(super) fn denials(flat: &str) -> Vec<Message> {
    let mut found = Vec::new();
    for (at, _) in flat.match_indices(REFUSED).take(MOST) {
        let before = head(flat, at);
        let principal = before.rsplit([' ', '"', '\'', '>']).next().unwrap_or_default();
        if principal.len() > LONGEST {
            continue;
        }
        let opening = before.strip_suffix(principal).unwrap_or_default();
        let opens = opening.ends_with("User: ") || opening.ends_with("user: ");
        let start = at - principal.len() - if opens { "User: ".len() } else { 0 };
        found.extend(denial(flat, start, at, principal));
    }
    found
}

fn denial(flat: &str, start: usize, at: usize, principal: &str) -> Option<Message> {
    let behind = tail(flat, at + REFUSED.len());
    let action = word(behind);
    let rest = behind.get(action.len()..)?;
    let (resource, rest) = resource(rest);
    let (evidence, length) = reason(rest, action);
    let end = at + REFUSED.len() + behind.len() - rest.len() + length;
    let span = Span::new(start, end);
    let service = action.split(':').next().unwrap_or_default();
    let kind = if matches!(service, "s3" | "kms") { Kind::Message } else { Kind::Elsewhere };
    let mut message = Message::new(kind, &format!("Error: AccessDenied on {action}"), span);
    if kind == Kind::Elsewhere {
        message.title = format!("Error about another service: {action}");
        return Some(message);
    }
    message.facts = name::principal(principal);
    if service == "kms" {
        message.facts.extend(key(resource, &mut message.title));
    } else {
        message.facts.extend(name::resource(resource));
        message.facts.extend(by_action(action));
    }
    let is_at_point = resource.contains(":accesspoint/");
    message.evidence = Some(if is_at_point { evidence.at_access_point() } else { evidence });
    Some(message)
}

/// The resource, with or without quotes, and what stands behind it.
fn resource(rest: &str) -> (&str, &str) {
    let Some(rest) = rest.strip_prefix(" on resource: ") else { return ("", rest) };
    if let Some((resource, rest)) = rest.strip_prefix('"').and_then(|it| it.split_once('"')) {
        return (resource, rest);
    }
    // In JSON the quotes are escaped; an object's key may have spaces in it.
    if let Some((resource, rest)) = rest.strip_prefix("\\\"").and_then(|it| it.split_once("\\\"")) {
        return (resource, rest);
    }
    let ends = [" because no ", " because public ", " with an explicit deny", "\"", "<"];
    let end = ends.iter().filter_map(|it| rest.find(it)).min();
    let end = end.unwrap_or_else(|| word(rest).len());
    rest.split_at_checked(end).unwrap_or((rest, ""))
}

/// What the end of the sentence says, and how long it is.
fn reason(rest: &str, action: &str) -> (Evidence, usize) {
    let rest = rest.trim_start_matches('\\');
    for (opening, explicit) in [
        (" with an explicit deny in a ", true),
        (" with an explicit deny in an ", true),
        (" because no ", false),
    ] {
        let Some(behind) = rest.strip_prefix(opening) else { continue };
        let policy = POLICIES.into_iter().find(|it| behind.starts_with(it));
        if let Some(policy) = policy {
            let sentence = opening.len() + policy.len();
            let tail = rest.get(sentence..).unwrap_or_default();
            let allows =
                [" allows the ", " allow the "].into_iter().find(|it| tail.starts_with(it));
            let length = match allows {
                Some(it) if !explicit => it.len() + action.len() + " action".len(),
                _ => 0,
            };
            return (named(policy, explicit, action), (sentence + length).min(rest.len()));
        }
    }
    if let Some(tail) = rest.strip_prefix(" with an explicit deny") {
        let mut evidence = plain("AWS said: an explicit deny", Truth::Yes);
        evidence.explicit = Truth::Yes;
        return (evidence, rest.len() - tail.len());
    }
    let public = [
        (
            " because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access",
            "AWS said: BlockPublicPolicy prevents public bucket policies",
            "public-policy",
        ),
        (
            " because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access",
            "AWS said: BlockPublicAcls prevents public ACLs",
            "public-acl-refused",
        ),
    ];
    for (sentence, said, id) in public {
        if rest.starts_with(sentence) {
            return (Evidence { message: Some(id), ..plain(said, Truth::Yes) }, sentence.len());
        }
    }
    (plain("AWS said: not authorized, and not by which policy", Truth::Yes), 0)
}

/// The operation that an action stands for, where it is one only.
fn by_action(action: &str) -> Option<Given> {
    let name = action.split(':').nth(1)?;
    // AWS: "Error responses" — the answer to HEAD has no body, and so no such sentence.
    operation(if name == "ListBucket" { "ListObjectsV2" } else { name })
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
