//! The notifications of a bucket, and the upload that starts their chains.

use super::Fact;
use super::record::record;

record! {
    /// An event notification of a bucket that invokes a function.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Notification {
        /// The function that it invokes, by id.
        #[required]
        #[free]
        pub function: String,
        /// The types of events, such as `s3:ObjectCreated:*`.
        #[required]
        #[free]
        pub events: Vec<String>,
        /// Its id, which people choose; absent: its number within the bucket.
        #[free]
        pub id: Option<String>,
        /// The version or alias of the function that it names; absent: the function's ARN without one.
        #[free]
        pub qualifier: Option<String>,
        /// The text that the object's key must begin with.
        #[free]
        pub prefix: Fact<String>,
        /// The text that the object's key must end with.
        #[free]
        pub suffix: Fact<String>,
    }
}

record! {
    /// The call that starts a chain: an operation on an object of the bucket.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Upload {
        /// The operation of the S3 API, such as `PutObject`.
        #[required]
        #[free]
        pub operation: String,
        /// The object's key.
        #[required]
        #[free]
        pub key: String,
        /// The caller, by id; absent: a caller that may.
        #[free]
        pub caller: Option<String>,
    }
}
