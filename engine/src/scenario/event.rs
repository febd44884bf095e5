//! What a bucket tells functions of, and what they do then: notifications, the upload that starts them, and calls.

use super::record::{self, Field, Reading, record};
use super::{ExpectedReason, Fact, Options};

/// An event notification of a bucket that invokes a function.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notification {
    /// Its id, which people choose; absent: its number within the bucket.
    pub id: Option<String>,
    /// The function that it invokes, by id.
    pub function: String,
    /// The version or alias of the function that it names; absent: the function's ARN without one.
    pub qualifier: Option<String>,
    /// The types of events, such as `s3:ObjectCreated:*`.
    pub events: Vec<String>,
    /// What the object's key must begin with.
    pub prefix: Fact<String>,
    /// What the object's key must end with.
    pub suffix: Fact<String>,
}

/// The call that starts a chain: what somebody does with an object of the bucket.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Upload {
    /// The operation of the S3 API, such as `PutObject`.
    pub operation: String,
    /// The object's key.
    pub key: String,
    /// Who calls, by id; absent: somebody who may.
    pub caller: Option<String>,
}

/// A call to S3 that a function makes for every event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Call {
    /// The operation of the S3 API.
    pub operation: String,
    /// The bucket, by id; absent: the one that the event comes from.
    pub bucket: Option<String>,
    /// The object's key, in which `{key}` stands for the event's key and `{name}` for what follows its last slash;
    /// absent: the event's key.
    pub key: Option<String>,
    /// What else the request says.
    pub options: Options,
}

/// What one chain must come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExpectedChain {
    /// The notification's id.
    pub notification: String,
    /// `open`, `blocked` or `undetermined`.
    pub outcome: String,
    /// Every step that blocks, each once.
    pub by: Option<Vec<String>>,
    /// Reasons that must be among those given.
    pub because: Vec<ExpectedReason>,
    /// `never`, `loops`, `would-loop` or `may-loop`.
    pub recursion: Option<String>,
}

record!(Notification { function, events; id, qualifier, prefix, suffix });
record!(Upload { operation, key; caller });
record!(Call { operation; bucket, key, options });
record!(ExpectedChain { notification, outcome; by, because, recursion });
