//! What clients and Lambda say when nobody answers, and what has nothing to do with access.

use accesspath_policy::partition::Partition;
use accesspath_policy::text::Span;
use accesspath_policy::truth::Truth;

use super::{MOST, Message, tail, word};
use crate::evidence::{Evidence, plain};
use crate::given::{Given, Holder};
use crate::recognised::Kind;
use crate::{name, written};

/// The beginnings of messages of clients, each with its title and what it says; a URL or a name may follow.
const FAILURES: [(&str, &str, &str, Option<&str>); 9] = [
    (
        "Connect timeout on endpoint URL: ",
        "Connect timeout",
        "Nobody answered: the connection to S3 timed out",
        Some("connect-timed-out"),
    ),
    (
        "Read timeout on endpoint URL: ",
        "Read timeout",
        "Nobody answered in time: the connection stood, or broke",
        None,
    ),
    (
        "Could not connect to the endpoint URL: ",
        "Could not connect",
        "Nobody answered: S3's name did not resolve, or the connection was refused",
        Some("name-does-not-resolve"),
    ),
    (
        "connect ETIMEDOUT",
        "Connect timeout",
        "Nobody answered: the connection timed out",
        Some("connect-timed-out"),
    ),
    (
        "getaddrinfo ENOTFOUND ",
        "The name does not resolve",
        "S3's name did not resolve",
        Some("name-does-not-resolve"),
    ),
    (
        "getaddrinfo EAI_AGAIN ",
        "The name does not resolve",
        "S3's name did not resolve",
        Some("name-does-not-resolve"),
    ),
    (
        "UnknownHostException: ",
        "The name does not resolve",
        "S3's name did not resolve",
        Some("name-does-not-resolve"),
    ),
    (
        "Failed to resolve '",
        "The name does not resolve",
        "S3's name did not resolve",
        Some("name-does-not-resolve"),
    ),
    (
        "Name or service not known",
        "The name does not resolve",
        "S3's name did not resolve",
        Some("name-does-not-resolve"),
    ),
];

/// What has nothing to do with access to S3.
const ELSEWHERE: [(&str, &str); 11] = [
    ("Unable to import module", "The function's code does not load"),
    ("Runtime.ImportModuleError", "The function's code does not load"),
    ("Runtime.HandlerNotFound", "The function's handler is not there"),
    ("Cannot find module", "The function's code does not load"),
    ("No module named", "The function's code does not load"),
    ("Runtime.ExitError", "The function's process ended by itself"),
    ("Runtime exited with error", "The function's process ended by itself"),
    ("Process exited before completing", "The function's process ended by itself"),
    ("Runtime.OutOfMemory", "The function ran out of memory"),
    ("Unable to locate credentials", "The client has no credentials"),
    ("Rate exceeded", "AWS limits the rate of calls"),
];

/// Every message of a client in a text.
pub(super) fn failures(flat: &str) -> Vec<Message> {
    let mut found: Vec<Message> = Vec::new();
    for (at, opening) in flat.match_indices("Task timed out after ").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let seconds = word(rest);
        let Ok(number) = seconds.parse::<f64>() else { continue };
        let length = opening.len() + seconds.len() + " seconds".len();
        let span = Span::new(at, (at + length).min(flat.len()));
        let mut message = Message::new(Kind::Message, &format!("Timeout after {seconds} s"), span);
        if (1.0..=900.0).contains(&number) {
            let json = format!("{}", number.round());
            message.facts = vec![Given::Member { of: Holder::Function, name: "timeout_s", json }];
        }
        let said = "Lambda said: the function timed out; what the network drops shows so, and slow code too";
        let timed_out = Evidence { message: Some("timed-out"), ..plain(said, Truth::No) };
        message.evidence = Some(timed_out);
        found.push(message);
    }
    for (opening, title, said, id) in FAILURES {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let rest = tail(flat, at + opening.len());
            let behind = rest.trim_start_matches(['"', '\'', ' ']);
            let named = word(behind);
            let mut message = Message::new(
                Kind::Message,
                title,
                Span::new(at, at + opening.len() + rest.len() - behind.len() + named.len()),
            );
            message.facts = url(named);
            message.evidence = Some(Evidence { message: id, ..plain(said, Truth::No) });
            found.push(message);
        }
    }
    for (opening, title) in ELSEWHERE {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let span = Span::new(at, at + opening.len());
            let title = format!("Not about access: {title}");
            // One failure often has two of these words.
            if !found.iter().any(|it| it.title == title) {
                found.push(Message::new(Kind::Elsewhere, &title, span));
            }
        }
    }
    found
}

/// What a host of S3 tells.
pub(super) struct Host {
    pub(super) bucket: Option<String>,
    pub(super) region: Option<String>,
}

/// Reads `bucket.s3.region.amazonaws.com` and its kin.
pub(super) fn host(host: &str) -> Option<Host> {
    let name = host.split(':').next()?.trim_end_matches('.');
    let name = name.strip_suffix(".cn").unwrap_or(name).strip_suffix(".amazonaws.com")?;
    let parts: Vec<&str> = name.split('.').collect();
    let at = parts.iter().rposition(|it| *it == "s3" || it.starts_with("s3-"))?;
    let bucket = parts.get(..at).map(|it| it.join(".")).filter(|it| name::is_bucket_name(it));
    let behind = parts.get(at + 1..).unwrap_or_default().iter().find(|it| **it != "dualstack");
    let region = behind.filter(|it| Partition::takes_region(it)).map(|it| (*it).to_owned());
    Some(Host { bucket, region })
}

/// What a URL of S3 tells.
fn url(url: &str) -> Vec<Given> {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    let (named, path) = rest.split_once('/').unwrap_or((rest, ""));
    let Some(host) = host(named) else { return Vec::new() };
    let mut facts: Vec<Given> = host.region.map(Given::Region).into_iter().collect();
    let path = path.split('?').next().unwrap_or_default();
    let (bucket, key) = match host.bucket {
        Some(bucket) => (bucket, path),
        None => {
            let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
            (bucket.to_owned(), key)
        }
    };
    if name::is_bucket_name(&bucket) {
        facts.push(Given::Bucket(bucket));
        // What is escaped in the URL is not undone.
        if !key.is_empty() && !key.contains('%') {
            let json = written::text(key);
            facts.push(Given::Member { of: Holder::Question, name: "key", json });
        }
    }
    facts
}
