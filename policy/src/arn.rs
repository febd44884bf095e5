//! Amazon Resource Names, split at their first five colons.

use crate::partition::Partition;

/// The six parts of an ARN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn` or `aws-us-gov`.
    pub partition: &'a str,
    /// The service, such as `s3`.
    pub service: &'a str,
    /// The Region; empty for S3 buckets and IAM.
    pub region: &'a str,
    /// The account; empty for S3 buckets.
    pub account: &'a str,
    /// Everything behind the fifth colon.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Splits `text`, or nothing where it is not `arn:` with six parts.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (partition, rest) = cut(text.strip_prefix("arn:")?)?;
        let (service, rest) = cut(rest)?;
        let (region, rest) = cut(rest)?;
        let (account, resource) = cut(rest)?;
        Some(Self { partition, service, region, account, resource })
    }

    /// The kind and the name of an IAM or STS resource: `role` and `service-role/app`.
    pub fn kind_and_name(self) -> (&'a str, &'a str) {
        self.resource.split_once('/').unwrap_or((self.resource, ""))
    }
}

/// What stands before and behind the first colon. The parts are short: for them this is twice as fast as `split_once`.
fn cut(text: &str) -> Option<(&str, &str)> {
    let at = text.bytes().position(|it| it == b':')?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// `text` cut at its first five colons: at most six parts.
pub(crate) fn parts(text: &str) -> Vec<&str> {
    text.splitn(6, ':').collect()
}

/// `text` is an AWS account id: twelve digits.
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|it| it.is_ascii_digit())
}

/// The name of the partition that a Region belongs to.
pub fn partition(region: &str) -> &'static str {
    Partition::of_region(region).id
}
