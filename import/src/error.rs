//! A text → the errors in it: their fields, whatever client, service or log wrapped them.
//!
//! Small readers find what AWS and its clients write about one error, each piece a mark; the marks that stand together and
//! do not contradict one another are one error. So no wrapping has to be known as a whole, and one that lacks a part is
//! read as well.

mod address;
mod code;
mod denial;
mod elsewhere;
mod failure;
mod field;
pub(crate) mod plain;
mod sentence;

use accesspath_engine::s3::operation::Operation;
use accesspath_engine::said::{Failure, Said, Speaker, status_of};
use accesspath_policy::layer::Layer;
use accesspath_policy::text::Span;
use accesspath_policy::truth::Truth;

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// An error in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// What it said.
    pub said: Said,
    /// The client that wrapped it, where its words tell.
    pub client: Option<&'static str>,
    /// Its place in the text, in bytes.
    pub span: Span,
}

/// The most errors that are read in one text: a log has the same one again and again.
const MOST: usize = 200;

/// How far apart the pieces of one error may stand, in bytes: the frames of a stack lie between them.
const FAR: usize = 1600;

/// The errors in a text, in their order, each once; none in one that is longer than [`MAX_BYTES`].
pub fn errors(text: &str) -> Vec<ErrorText> {
    if text.len() > MAX_BYTES {
        return Vec::new();
    }
    let plain = plain::plain(text);
    let mut found: Vec<ErrorText> = Vec::new();
    for mut error in read(&plain.text) {
        if found.len() < MOST && !found.iter().any(|it| is_same(&it.said, &error.said)) {
            let end = error.span.end.checked_sub(1).map_or(0, |it| plain.place(it, text.len()));
            let start = plain.place(error.span.start, text.len());
            let letter = text.get(end..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
            error.span = Span::new(start, (end + letter).max(start));
            found.push(error);
        }
    }
    found
}

/// Two errors say the same, apart from the ids of their requests.
fn is_same(one: &Said, other: &Said) -> bool {
    Said { request_ids: Vec::new(), ..one.clone() }
        == Said { request_ids: Vec::new(), ..other.clone() }
}

/// A piece of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    span: Span,
    said: Said,
    /// Whose call it was, where that is told.
    of: Of,
    client: Option<&'static str>,
    /// It is an error by itself; what is none only adds to another.
    stands: bool,
    /// The same piece again begins another error.
    opens: bool,
}

/// Whose call it was.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Of {
    Untold,
    S3,
    Lambda,
    Client,
    /// Another service, by what it is about.
    Other(String),
}

impl Mark {
    fn new(span: Span) -> Self {
        Self {
            span,
            said: Said::default(),
            of: Of::Untold,
            client: None,
            stands: true,
            opens: false,
        }
    }

    /// A piece that only adds to another.
    fn beside(span: Span) -> Self {
        Self { stands: false, ..Self::new(span) }
    }
}

/// The errors in a text with single blanks.
pub(crate) fn read(flat: &str) -> Vec<ErrorText> {
    let mut marks: Vec<Mark> = Vec::new();
    for reader in [
        denial::marks,
        code::marks,
        sentence::marks,
        failure::marks,
        field::marks,
        elsewhere::marks,
    ] {
        marks.extend(reader(flat));
    }
    // What opens an error comes before what stands at the same place.
    marks.sort_by_key(|it| (it.span.start, !it.opens));
    let mut groups: Vec<Mark> = Vec::new();
    for mark in marks {
        match groups.last_mut().filter(|it| belongs(it, &mark)) {
            Some(group) => join(group, mark),
            None => groups.push(mark),
        }
    }
    groups.into_iter().filter(|it| it.stands).take(MOST).map(told).collect()
}

/// The mark is a piece of the error that stands before it.
fn belongs(group: &Mark, mark: &Mark) -> bool {
    let (one, other) = (&group.said, &mark.said);
    let near = mark.span.start <= group.span.end + FAR;
    let opened = mark.opens && group.opens && group.stands && mark.span.start >= group.span.end;
    // Another trouble is none of what stands before it; what Lambda does by itself is all of one.
    if let Of::Other(about) = &group.of
        && absorbs(about)
    {
        return near && !opened && !(mark.opens && mark.stands);
    }
    if let Of::Other(about) = &mark.of
        && about.starts_with(TROUBLE)
        && mark.stands
        && group.stands
    {
        let touches = mark.span.start <= group.span.end;
        let of_s3 = one.operation.as_deref().is_some_and(|it| Operation::parse(it).is_some());
        return mark.of == group.of
            || ((touches || absorbs(about)) && near && !of_s3 && group.of == Of::Untold);
    }
    let of = match (&group.of, &mark.of) {
        (Of::Untold, _) | (_, Of::Untold) | (Of::S3, Of::Client) | (Of::Client, Of::S3) => true,
        (Of::Other(_), Of::Other(_)) => !mark.stands || !group.stands || one.code == other.code,
        (own, of) => own == of,
    };
    let differ = |one: &Option<String>, other: &Option<String>| {
        one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one != other)
    };
    let codes = match (one.code.as_deref(), other.code.as_deref()) {
        (Some(one), Some(other)) => one != other && status_of(one).or(status_of(other)).is_none(),
        _ => false,
    };
    let failures = match (&one.failure, &other.failure) {
        // A client tells one failure in the words of each of its layers.
        (Some(one), Some(other)) => {
            let is_task = |it: &Failure| matches!(it, Failure::Task(_));
            one != other
                && (is_task(one)
                    || is_task(other)
                    || differ(&one_place(&group.said), &one_place(&mark.said)))
        }
        // Who got an answer did not fail to get one.
        (Some(_), None) => other.code.is_some() || other.action.is_some(),
        (None, Some(_)) => one.code.is_some() || one.action.is_some(),
        (None, None) => false,
    };
    near && !opened
        && of
        && !codes
        && !failures
        && !differ(&one.operation, &other.operation)
        && !differ(&one.action, &other.action)
        && !differ(&one.resource, &other.resource)
}

/// The bucket and the key that an error names.
fn one_place(said: &Said) -> Option<String> {
    let bucket = said.bucket.as_ref()?;
    Some(format!("{bucket}/{}", said.key.as_deref().unwrap_or_default()))
}

/// What begins with these words is no matter of access.
const TROUBLE: &str = "Not about access: ";

/// What stands behind these words is of the same trouble, such as the answer of S3 that Lambda got.
fn absorbs(about: &str) -> bool {
    let about = about.strip_prefix(TROUBLE).unwrap_or_default();
    about.starts_with("Lambda ") || about.starts_with("The client has no credentials")
}

/// How much a failure says.
const fn weight(failure: &Failure) -> u8 {
    match failure {
        Failure::Task(_) => 5,
        Failure::Name => 4,
        Failure::Connect => 3,
        Failure::Read => 2,
        Failure::Broken => 1,
        Failure::Unsaid => 0,
    }
}

/// Adds what a mark tells to what stands before it.
fn join(group: &mut Mark, mark: Mark) {
    let Mark { span, said, of, client, stands, opens } = mark;
    let own = &mut group.said;
    // A status in words says less than a code.
    let says_more = |it: &Option<String>| {
        it.as_deref().is_some_and(|it| status_of(it).is_none())
            && own.code.as_deref().is_none_or(|it| status_of(it).is_some())
    };
    if says_more(&said.code) || own.code.is_none() {
        own.code = said.code.or(own.code.take());
    }
    if own.action.is_none() && (own.sentence.is_empty() || said.action.is_some()) {
        own.sentence = if said.sentence.is_empty() {
            std::mem::take(&mut own.sentence)
        } else {
            said.sentence
        };
    }
    own.status = own.status.or(said.status);
    for (own, new) in [
        (&mut own.operation, said.operation),
        (&mut own.caller, said.caller),
        (&mut own.action, said.action),
        (&mut own.resource, said.resource),
        (&mut own.policy, said.policy),
        (&mut own.bucket, said.bucket),
        (&mut own.key, said.key),
        (&mut own.region, said.region),
    ] {
        if own.is_none() {
            *own = new;
        }
    }
    own.layer = own.layer.or(said.layer);
    if own.explicit == Truth::Unknown {
        own.explicit = said.explicit;
    }
    if let Some(new) = said.failure
        && own.failure.as_ref().is_none_or(|it| weight(it) < weight(&new))
    {
        own.failure = Some(new);
    }
    for id in said.request_ids {
        if !own.request_ids.contains(&id) {
            own.request_ids.push(id);
        }
    }
    if group.of == Of::Untold {
        group.of = of;
    }
    group.client = group.client.or(client);
    // What only adds, and stands apart, is no part of its place.
    if stands || !group.stands || span.start <= group.span.end + 2 {
        group.span = match group.stands || span.start <= group.span.end + 60 {
            true => group.span.to(span),
            false => span,
        };
    }
    group.stands |= stands;
    group.opens |= opens;
}

/// Actions of KMS that a function calls by itself.
const OF_KMS: [&str; 5] = ["Decrypt", "Encrypt", "GenerateDataKey", "DescribeKey", "ReEncrypt"];

/// The error, with the one who speaks.
fn told(mark: Mark) -> ErrorText {
    let Mark { span, mut said, of, client, .. } = mark;
    let service = said.action.as_deref().and_then(|it| it.split(':').next()).map(str::to_owned);
    let unknown = said.operation.as_deref().filter(|it| Operation::parse(it).is_none());
    let exception =
        said.code.as_deref().is_some_and(|it| it.ends_with("Exception") && !is_of_s3(it));
    said.by = match of {
        Of::Other(about) => Speaker::Other(about),
        Of::Lambda => Speaker::Lambda,
        Of::Client => Speaker::Client,
        _ if said.failure.is_some() => Speaker::Client,
        // S3 tells what KMS said under its own code; of a call of KMS itself the code is another.
        _ if service.as_deref() == Some("kms") && exception => {
            Speaker::Other(said.action.clone().unwrap_or_default())
        }
        _ if unknown.is_some_and(|it| OF_KMS.contains(&it) || of != Of::S3) => {
            Speaker::Other(unknown.unwrap_or_default().to_owned())
        }
        // To hand on a role, one must be allowed to.
        _ if service.as_deref().is_some_and(|it| !matches!(it, "s3" | "kms"))
            && (said.operation.is_none() || unknown.is_some()) =>
        {
            Speaker::Other(said.action.clone().unwrap_or_default())
        }
        Of::Untold if exception => Speaker::Other(said.code.clone().unwrap_or_default()),
        // The ids of S3 are no UUIDs.
        Of::Untold if said.operation.is_none() && service.is_none() && has_uuid(&said) => {
            Speaker::Other("another service".to_owned())
        }
        _ => Speaker::S3,
    };
    if said.code.is_none() && said.by == Speaker::S3 {
        said.code = sentence::code_of(&said.sentence).map(str::to_owned);
    }
    ErrorText { said, client, span }
}

/// Codes of S3 that end as those of other services do.
fn is_of_s3(code: &str) -> bool {
    matches!(
        code,
        "IllegalLocationConstraintException"
            | "KMS.DisabledException"
            | "KMS.KMSInvalidStateException"
            | "KMS.NotFoundException"
            | "DisabledException"
            | "KMSInvalidStateException"
            | "NotFoundException"
    )
}

fn has_uuid(said: &Said) -> bool {
    let is_uuid = |it: &String| it.len() == 36 && it.bytes().filter(|it| *it == b'-').count() == 4;
    said.request_ids.iter().any(is_uuid)
}

/// The name of a type of policy, as AWS's sentences have it.
pub(crate) fn name_of(layer: Layer) -> Option<&'static str> {
    denial::POLICIES.into_iter().find(|it| it.1 == layer).map(|it| it.0)
}

/// The word that begins at a place, without what closes or ends a sentence behind it.
fn word(text: &str) -> &str {
    let end = text.find([' ', '"', '\'', '<', ')', '`', ',']).unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim_end_matches(['.', ';', ':'])
}

/// How far a message is looked at, in bytes: ARNs have 2048 at most, and keys 1024.
const LONG: usize = 6000;

/// What stands behind a place, as far as a message goes.
fn tail(flat: &str, at: usize) -> &str {
    let rest = flat.get(at..).unwrap_or_default();
    rest.get(..rest.floor_char_boundary(LONG)).unwrap_or_default()
}

/// What stands before a place, as far as a message goes.
fn head(flat: &str, at: usize) -> &str {
    let start = flat.ceil_char_boundary(at.saturating_sub(LONG));
    flat.get(start..at).unwrap_or_default()
}

/// What stands between two texts, the first of them as early as it can.
fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(behind).map(|it| it.0)
}
