//! AWS authorization and network paths from a Lambda function to an S3 bucket, as a pure function.

pub mod arn;
pub mod authorize;
pub mod caller;
pub mod condition;
pub mod context;
pub mod diagnostic;
pub mod json;
pub mod pattern;
pub mod policy;
pub mod request;
pub mod rule;
pub mod s3;
mod spelling;
pub mod text;
pub mod trace;
pub mod truth;
