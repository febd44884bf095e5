//! Amazon Resource Names, split at their first five colons.

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
        let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
        Some(Self {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        })
    }

    /// The kind and the name of an IAM or STS resource: `role` and `service-role/app`.
    pub fn kind_and_name(self) -> (&'a str, &'a str) {
        self.resource.split_once('/').unwrap_or((self.resource, ""))
    }
}

/// `text` cut at its first five colons: at most six parts.
pub(crate) fn parts(text: &str) -> Vec<&str> {
    text.splitn(6, ':').collect()
}

/// `text` is an AWS account id: twelve digits.
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|it| it.is_ascii_digit())
}

/// The partition that a Region belongs to.
pub fn partition(region: &str) -> &'static str {
    match region {
        it if it.starts_with("cn-") => "aws-cn",
        it if it.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}
