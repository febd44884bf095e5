//! The form of an entry of `Resource`: an ARN that AWS can have, or one that it cannot.
//!
//! AWS: "Amazon Resource Names (ARNs)", "Amazon S3 resources".

use crate::arn::{self, Arn};
use crate::partition::Partition;
use crate::pattern;

/// What is wrong with the ARN of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResourceFault {
    /// It has fewer than six parts, and no wildcard that could stand for the others.
    FewParts,
    /// AWS has no such partition.
    Partition,
    /// It is one of IAM, and has a Region.
    IamRegion,
    /// It is that of a bucket, and has a Region.
    BucketRegion,
    /// It is that of a bucket, and has an account.
    BucketAccount,
    /// It names no bucket.
    NoBucket,
}

/// What is wrong with the ARN `text`, as far as that can be told; nothing of what is no ARN, or has a variable.
pub(crate) fn faults(text: &str) -> Vec<ResourceFault> {
    let mut faults = Vec::new();
    // Most entries are such, and need no look at their parts.
    if text.strip_prefix("arn:aws:s3:::").is_some_and(names_bucket) {
        return faults;
    }
    // Variables may hold colons, and a star at the end of a part may stand for the parts behind it.
    if !text.starts_with("arn:") || text.contains("${") {
        return faults;
    }
    let Some(arn) = Arn::parse(text) else {
        if pattern::is_plain(text) || is_short_of_a_bucket(text) {
            faults.push(ResourceFault::FewParts);
        }
        return faults;
    };
    if pattern::is_plain(arn.partition) && !Partition::ALL.iter().any(|it| it.id == arn.partition) {
        faults.push(ResourceFault::Partition);
    }
    let is_set = |part: &str| !part.is_empty() && pattern::is_plain(part);
    if arn.service == "iam" && is_set(arn.region) {
        faults.push(ResourceFault::IamRegion);
    }
    // What has a slash after such a word is an access point, a job or the like, and has both.
    if arn.service != "s3" || is_regional(arn.resource) {
        return faults;
    }
    if is_set(arn.region) {
        faults.push(ResourceFault::BucketRegion);
    }
    if is_set(arn.account) {
        faults.push(ResourceFault::BucketAccount);
    }
    let is_plain = arn.region.is_empty() && arn.account.is_empty();
    if arn.resource.is_empty() || (is_plain && !names_bucket(arn.resource)) {
        faults.push(ResourceFault::NoBucket);
    }
    faults
}

/// The sixth part of a bucket's ARN names a bucket, or a pattern for one: no colon stands before its objects.
fn names_bucket(resource: &str) -> bool {
    let end = resource.bytes().find(|it| matches!(it, b'/' | b'*' | b'?' | b':'));
    !resource.is_empty() && end != Some(b':')
}

/// `arn`, of fewer than six parts and with a wildcard in it, can name nothing of S3 whatever the wildcard stands for.
fn is_short_of_a_bucket(arn: &str) -> bool {
    let head = |text: &str| text.split(['*', '?']).next().map(str::len).unwrap_or_default();
    let begins = |text: &str, fits: fn(u8) -> bool| text.bytes().take(head(text)).all(fits);
    match arn::parts(arn).as_slice() {
        ["arn", "s3", ..] => true,
        // A Region begins with a word of at most four letters, as in "eusc-de-east-1".
        ["arn", _, "s3", region] => {
            let word = region.split(['-', '*', '?']).next().unwrap_or_default();
            let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            word.len() > 4 || !begins(region, letter)
        }
        ["arn", _, "s3", region, account] => {
            pattern::is_plain(region) && !begins(account, |b| b.is_ascii_digit())
        }
        _ => false,
    }
}

/// The sixth part of an S3 ARN is that of something with a Region and an account.
pub(crate) fn is_regional(resource: &str) -> bool {
    const KINDS: [&str; 8] = [
        "accesspoint",
        "access-grants",
        "job",
        "storage-lens",
        "storage-lens-group",
        "async-request",
        "*",
        "?",
    ];
    let (kind, _) = resource.split_once(['/', ':']).unwrap_or((resource, ""));
    KINDS.contains(&kind.trim_end_matches('*')) || KINDS.contains(&kind)
}
