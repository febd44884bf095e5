//! The events that S3 publishes, and the operations that make them.
//!
//! AWS: "Event notification types and destinations", "Configuring event notifications using object key name filtering".

use accesspath_policy::truth::Truth;

use crate::s3::operation::Operation;

/// The events of an operation that succeeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Events {
    /// The types of event of which one happens; empty for no event.
    pub types: &'static [&'static str],
    /// One of them happens every time.
    pub certain: bool,
}

/// Every type of event that a notification can name.
pub(crate) const TYPES: [&str; 27] = [
    "s3:ObjectCreated:*",
    "s3:ObjectCreated:Put",
    "s3:ObjectCreated:Post",
    "s3:ObjectCreated:Copy",
    "s3:ObjectCreated:CompleteMultipartUpload",
    "s3:ObjectRemoved:*",
    "s3:ObjectRemoved:Delete",
    "s3:ObjectRemoved:DeleteMarkerCreated",
    "s3:ObjectRestore:*",
    "s3:ObjectRestore:Post",
    "s3:ObjectRestore:Completed",
    "s3:ObjectRestore:Delete",
    "s3:ReducedRedundancyLostObject",
    "s3:Replication:*",
    "s3:Replication:OperationFailedReplication",
    "s3:Replication:OperationMissedThreshold",
    "s3:Replication:OperationReplicatedAfterThreshold",
    "s3:Replication:OperationNotTracked",
    "s3:LifecycleExpiration:*",
    "s3:LifecycleExpiration:Delete",
    "s3:LifecycleExpiration:DeleteMarkerCreated",
    "s3:LifecycleTransition",
    "s3:IntelligentTiering",
    "s3:ObjectTagging:*",
    "s3:ObjectTagging:Put",
    "s3:ObjectTagging:Delete",
    "s3:ObjectAcl:Put",
];

/// The events of `operation`; `versioned` if it names an object version.
pub const fn events(operation: Operation, versioned: bool) -> Events {
    let types: &[&str] = match operation {
        Operation::PutObject => &["s3:ObjectCreated:Put"],
        Operation::CopyObject => &["s3:ObjectCreated:Copy"],
        Operation::CompleteMultipartUpload => &["s3:ObjectCreated:CompleteMultipartUpload"],
        Operation::DeleteObject | Operation::DeleteObjects if versioned => {
            &["s3:ObjectRemoved:Delete"]
        }
        // Without a version, a versioned bucket gets a delete marker, and any other loses the object.
        Operation::DeleteObject | Operation::DeleteObjects => {
            &["s3:ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated"]
        }
        Operation::RestoreObject => &["s3:ObjectRestore:Post"],
        Operation::PutObjectTagging => &["s3:ObjectTagging:Put"],
        Operation::DeleteObjectTagging => &["s3:ObjectTagging:Delete"],
        Operation::PutObjectAcl => &["s3:ObjectAcl:Put"],
        _ => &[],
    };
    // AWS: a request that changes nothing in an object's ACL makes no event.
    Events { types, certain: !matches!(operation, Operation::PutObjectAcl) }
}

/// The listed type of a notification covers `event`; `*` at its end covers a group.
fn covers(listed: &str, event: &str) -> bool {
    listed.strip_suffix('*').map_or(listed == event, |group| event.starts_with(group))
}

/// The list of a notification covers the event that happens; `Unknown` if it covers only some that may happen.
pub fn listed(list: &[String], events: Events) -> Truth {
    let stands = |event: &&&str| list.iter().any(|it| covers(it, event));
    match events.types.iter().filter(stands).count() {
        0 => Truth::No,
        some if some == events.types.len() && events.certain => Truth::Yes,
        _ => Truth::Unknown,
    }
}

/// The key as an event has it, where that differs from the key itself.
// AWS: "Event message structure" — the key is URL-encoded: "red flower.jpg" becomes "red+flower.jpg".
pub(crate) fn encoded(key: &str) -> Option<String> {
    let mut encoded = String::new();
    for byte in key.bytes() {
        match byte {
            b' ' => encoded.push('+'),
            // How a tilde is written, no page says.
            b'-' | b'_' | b'.' | b'*' | b'/' | b'~' => encoded.push(char::from(byte)),
            it if it.is_ascii_alphanumeric() => encoded.push(char::from(it)),
            it => encoded.push_str(&format!("%{it:02X}")),
        }
    }
    (encoded != key).then_some(encoded)
}

/// The text that a filter's prefix or suffix stands for, and `true` if nothing in it should be encoded and is not.
// AWS: "Configuring event notifications using object key name filtering" — a blank is written as `+`, and other special
// characters are URL-encoded.
pub(crate) fn decoded(filter: &str) -> (String, bool) {
    let (mut bytes, mut is_encoded) = (Vec::new(), true);
    for (at, part) in filter.split('%').enumerate() {
        let digits =
            part.get(..2).filter(|it| at > 0 && it.bytes().all(|it| it.is_ascii_hexdigit()));
        let byte = digits.and_then(|it| u8::from_str_radix(it, 16).ok());
        let rest = if byte.is_some() { part.get(2..).unwrap_or_default() } else { part };
        is_encoded &= at == 0 || byte.is_some();
        bytes.extend(byte.or((at > 0).then_some(b'%')));
        is_encoded &= encoded(&rest.replace('+', "")).is_none();
        bytes.extend(rest.bytes().map(|it| if it == b'+' { b' ' } else { it }));
    }
    (String::from_utf8_lossy(&bytes).into_owned(), is_encoded)
}

/// Two notifications list an event in common.
pub(crate) fn in_common(one: &[String], other: &[String]) -> bool {
    one.iter().any(|a| other.iter().any(|b| covers(a, b) || covers(b, a)))
}
