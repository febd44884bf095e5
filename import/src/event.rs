//! An event of CloudTrail → the call that it records, and what AWS answered.

use accesspath_engine::s3::operation::Operation;
use accesspath_engine::scenario::EndpointKind;
use accesspath_policy::truth::Truth;

use crate::evidence::plain;
use crate::given::{Given, Holder};
use crate::recognised::{Choice, Kind, Question, Recognised};
use crate::source::{Found, Source};
use crate::{name, sentence, written};

/// The most events of one list that are read.
const MOST: usize = 50;

pub(crate) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    let records = found.all("Records");
    if !records.is_empty() && records.iter().all(|it| it.has("eventSource")) {
        return Some(records.into_iter().take(MOST).map(|it| event(source, it)).collect());
    }
    (found.has("eventSource") && found.has("eventName")).then(|| vec![event(source, found)])
}

fn event(source: &Source<'_>, found: Found<'_>) -> Recognised {
    let called = found.text("eventName").unwrap_or_default();
    let operation = Operation::parse(called);
    let of_s3 = found.text("eventSource") == Some("s3.amazonaws.com");
    let Some(operation) = operation.filter(|_| of_s3) else {
        let title = format!("Event of another call: {called}");
        return source.found(Kind::Elsewhere, &title, found.span());
    };
    let code = found.text("errorCode");
    let title = match code {
        Some(code) => format!("Event: {code} on {called}"),
        None => format!("Event: {called}"),
    };
    let mut recognised = source.found(Kind::Event, &title, found.span());
    let facts = &mut recognised.facts;
    let principal = found.at(&["userIdentity"]).and_then(|it| it.text("arn"));
    facts.extend(principal.map(name::principal).unwrap_or_default());
    // The ARN of the role has its path, which that of a session leaves out.
    let issuer = found.at(&["userIdentity", "sessionContext", "sessionIssuer"]);
    facts.extend(issuer.and_then(|it| it.text("arn")).map(|it| Given::Role(it.to_owned())));
    let json = written::text(operation.name());
    facts.push(Given::Member { of: Holder::Question, name: "operation", json });
    if let Some(asked) = found.at(&["requestParameters"]) {
        facts.extend(asked.text("bucketName").map(|it| Given::Bucket(it.to_owned())));
        let key = asked.text("key").map(written::text);
        facts.extend(key.map(|json| Given::Member { of: Holder::Question, name: "key", json }));
    }
    facts.extend(found.text("awsRegion").map(|it| Given::Region(it.to_owned())));
    if let Some(code) = code {
        let message = found.text("errorMessage").unwrap_or_default();
        let said = sentence::messages(message).into_iter().find_map(|it| it.evidence);
        let other = || plain(&format!("S3 answered with {code}"), Truth::Yes);
        recognised.evidence = Some(said.unwrap_or_else(other));
    }
    if let Some(endpoint) = found.text("vpcEndpointId") {
        let through = |label: &str, kind| Choice {
            label: label.to_owned(),
            facts: vec![Given::Through { endpoint: endpoint.to_owned(), kind }],
        };
        recognised.questions = vec![Question {
            asks: format!("Which kind of endpoint is {endpoint}?"),
            choices: vec![
                through("A gateway endpoint", EndpointKind::Gateway),
                through("An interface endpoint", EndpointKind::Interface),
            ],
            chosen: None,
        }];
    }
    recognised
}
