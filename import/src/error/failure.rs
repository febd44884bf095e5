//! What clients and Lambda say when nobody answers.

use accesspath_engine::said::{Failure, Said};
use accesspath_policy::text::Span;

use super::address::{address, elsewhere};
use super::{MOST, Mark, Of, head, tail, word};

/// What a failure's words say, without what they are said of.
#[derive(Clone, Copy)]
enum How {
    Connect,
    Read,
    Name,
    Broken,
    Unsaid,
}

impl How {
    const fn failure(self) -> Failure {
        match self {
            Self::Connect => Failure::Connect,
            Self::Read => Failure::Read,
            Self::Name => Failure::Name,
            Self::Broken => Failure::Broken,
            Self::Unsaid => Failure::Unsaid,
        }
    }
}

/// The words of clients behind which a URL or a name may follow.
const BEFORE_NAME: [(&str, How, &str); 23] = [
    ("Connect timeout on endpoint URL: ", How::Connect, "botocore"),
    ("Read timeout on endpoint URL: ", How::Read, "botocore"),
    ("Could not connect to the endpoint URL: ", How::Unsaid, "botocore"),
    (
        "Connection was closed before we received a valid response from endpoint URL: ",
        How::Broken,
        "botocore",
    ),
    ("connect ETIMEDOUT ", How::Connect, "Node.js"),
    ("connect ETIMEDOUT", How::Connect, "Node.js"),
    ("connect ECONNREFUSED ", How::Broken, "Node.js"),
    ("connect ENETUNREACH ", How::Connect, "Node.js"),
    ("connect EHOSTUNREACH ", How::Connect, "Node.js"),
    ("getaddrinfo ENOTFOUND ", How::Name, "Node.js"),
    ("getaddrinfo EAI_AGAIN ", How::Name, "Node.js"),
    ("Inaccessible host: ", How::Name, "AWS SDK for JavaScript v2"),
    ("UnknownHostException: ", How::Name, "Java"),
    ("connection timed out: ", How::Connect, "Java"),
    ("Failed to resolve ", How::Name, "urllib3"),
    ("Could not resolve host: ", How::Name, "curl"),
    ("Could not resolve host ", How::Name, "curl"),
    ("Failed to connect to ", How::Connect, "curl"),
    ("Failed to open TCP connection to ", How::Connect, "Ruby"),
    ("Name or service not known (", How::Name, ".NET"),
    ("Resource temporarily unavailable (", How::Name, ".NET"),
    ("Connection timed out (", How::Connect, ".NET"),
    ("No such host is known. (", How::Name, ".NET"),
];

/// The words of clients that stand alone, or behind a name.
const ALONE: [(&str, How, &str); 41] = [
    (": i/o timeout", How::Connect, "Go"),
    (": no such host", How::Name, "Go"),
    ("connect: connection timed out", How::Connect, "Go"),
    ("connect: connection refused", How::Broken, "Go"),
    ("net/http: TLS handshake timeout", How::Connect, "Go"),
    ("while waiting for connection", How::Connect, "Go"),
    ("while awaiting headers", How::Read, "Go"),
    ("context deadline exceeded", How::Read, "Go"),
    ("failed: connect timed out", How::Connect, "Java"),
    ("failed: Connect timed out", How::Connect, "Java"),
    ("failed: Connection timed out", How::Connect, "Java"),
    ("Unable to execute HTTP request: Read timed out", How::Read, "Java"),
    ("Unable to execute HTTP request: Connection reset", How::Broken, "Java"),
    ("Received an UnknownHostException", How::Name, "Java"),
    ("Acquire operation took longer than the configured maximum time", How::Connect, "Java"),
    ("ApiCallTimeoutException", How::Read, "Java"),
    ("Client execution did not complete before the specified timeout", How::Read, "Java"),
    ("(connect timeout=", How::Connect, "urllib3"),
    ("(read timeout=", How::Read, "urllib3"),
    ("[Errno 110]", How::Connect, "Python"),
    ("[Errno 101] Network is unreachable", How::Connect, "Python"),
    ("Name or service not known", How::Name, "Python"),
    ("Temporary failure in name resolution", How::Name, "Python"),
    ("nodename nor servname provided", How::Name, "Python"),
    ("without establishing a connection within", How::Connect, "AWS SDK for JavaScript v3"),
    (
        "did not establish a connection with the server within",
        How::Connect,
        "AWS SDK for JavaScript v3",
    ),
    ("TimeoutError: Connection timed out after", How::Read, "AWS SDK for JavaScript v2"),
    ("socket hang up", How::Broken, "Node.js"),
    ("read ECONNRESET", How::Broken, "Node.js"),
    ("Net::OpenTimeout", How::Connect, "Ruby"),
    ("Net::ReadTimeout", How::Read, "Ruby"),
    ("HTTP connect timeout occurred", How::Connect, "AWS SDK for Rust"),
    ("HTTP read timeout occurred", How::Read, "AWS SDK for Rust"),
    ("failed to lookup address information", How::Name, "AWS SDK for Rust"),
    ("tcp connect error: ", How::Connect, "AWS SDK for Rust"),
    ("cURL error 28:", How::Connect, "AWS SDK for PHP"),
    ("cURL error 6:", How::Name, "AWS SDK for PHP"),
    ("cURL error 7:", How::Connect, "AWS SDK for PHP"),
    ("curlCode: 28", How::Connect, "AWS SDK for C++"),
    ("curlCode: 6,", How::Name, "AWS SDK for C++"),
    ("HttpClient.Timeout of", How::Read, ".NET"),
];

/// Every failure of a client in a text.
pub(super) fn marks(flat: &str) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    tasks(flat, &mut found);
    for (opening, how, client) in BEFORE_NAME {
        for (at, _) in flat.match_indices(opening).take(MOST) {
            let rest = tail(flat, at + opening.len());
            let behind = rest.trim_start_matches(['"', '\'', ' ', '`']);
            let named = word(behind).trim_end_matches(['(', '[']);
            let end = at + opening.len() + rest.len() - behind.len() + named.len();
            found.push(mark(Span::new(at, end), how, client, named));
        }
    }
    for (words, how, client) in ALONE {
        for (at, _) in flat.match_indices(words).take(MOST) {
            let span = Span::new(at, at + words.len());
            found.push(mark(span, how, client, &named_before(head(flat, at))));
        }
    }
    found
}

/// The URL or name that stands last in what precedes, not far away.
fn named_before(before: &str) -> String {
    let start = before.ceil_char_boundary(before.len().saturating_sub(400));
    let near = before.get(start..).unwrap_or_default();
    let is_end = |it: char| " \"'`[](),<>=".contains(it);
    let mut words =
        near.split(is_end).filter(|it| it.contains('.')).map(|it| it.trim_end_matches([':', '.']));
    // The resolver that does not know a name is not what was called.
    let of = |it: &str| !it.ends_with(":53") && (address(it).is_some() || elsewhere(it).is_some());
    words.rfind(|it| of(it)).unwrap_or_default().to_owned()
}

fn mark(span: Span, how: How, client: &'static str, named: &str) -> Mark {
    let mut mark = Mark::new(span);
    mark.said = Said { failure: Some(how.failure()), ..Said::default() };
    mark.client = Some(client);
    match address(named) {
        Some(it) => {
            (mark.said.region, mark.said.bucket, mark.said.key) = (it.region, it.bucket, it.key);
            mark.of = Of::Client;
        }
        None => mark.of = elsewhere(named).map_or(Of::Untold, Of::Other),
    }
    mark
}

/// Lambda's own timeouts.
fn tasks(flat: &str, found: &mut Vec<Mark>) {
    for (at, opening) in flat.match_indices("Task timed out after ").take(MOST) {
        let rest = tail(flat, at + opening.len());
        let seconds = word(rest);
        if seconds.parse::<f64>().is_err() || seconds.len() > 12 {
            continue;
        }
        let length = opening.len() + seconds.len() + " seconds".len();
        let mut mark = Mark::new(Span::new(at, (at + length).min(flat.len())));
        mark.said.failure = Some(Failure::Task(seconds.to_owned()));
        mark.of = Of::Lambda;
        found.push(mark);
    }
    // The report of a function that ran out of time, as a line and as JSON.
    for words in
        ["Status: timeout", "\"status\":\"timeout\"", "\"status\": \"timeout\"", "Sandbox.Timedout"]
    {
        for (at, _) in flat.match_indices(words).take(MOST) {
            let before = head(flat, at);
            let billed =
                ["Duration: ", "\"durationMs\":"].iter().find_map(|it| before.rsplit_once(it));
            let far = before.len().saturating_sub(400);
            let near = billed.filter(|it| it.0.len() >= far);
            let milliseconds = near.map(|it| word(it.1.trim_start()).trim_end_matches('}'));
            let seconds = milliseconds
                .and_then(|it| it.parse::<f64>().ok())
                .map(|it| format!("{:.2}", it / 1000.0));
            // A message with the seconds stands beside the word.
            if seconds.is_none() && flat.contains("Task timed out after ") {
                continue;
            }
            let mut mark = Mark::new(Span::new(at, at + words.len()));
            mark.said.failure = Some(Failure::Task(seconds.unwrap_or_default()));
            mark.of = Of::Lambda;
            found.push(mark);
        }
    }
}
