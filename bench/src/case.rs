//! The requests that every candidate answers, with their policies as texts.
//!
//! They use only what all candidates can express: one of them knows no layers, so each layer by itself
//! either allows or denies, and the whole allows where nothing denies.

/// The account of the caller and of the bucket.
pub const ACCOUNT: &str = "111122223333";

/// Who calls.
pub const PRINCIPAL: &str = "arn:aws:iam::111122223333:role/app";

/// What is called.
pub const ACTION: &str = "s3:GetObject";

/// On what it is called.
pub const RESOURCE: &str = "arn:aws:s3:::reports/2026/summary.csv";

/// The policies of one request, and the keys that it brings.
#[derive(Debug, Clone)]
pub struct Case {
    /// The identity policies.
    pub identity: Vec<String>,
    /// The bucket policy.
    pub resource: String,
    /// The service control policies, one a level.
    pub scps: Vec<String>,
    /// The condition keys.
    pub context: Vec<(&'static str, &'static str)>,
}

impl Case {
    /// The case of this name: `small` or `medium`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "small" => Some(Self::small()),
            "medium" => Some(Self::medium()),
            _ => None,
        }
    }

    /// Three policies as people write them.
    fn small() -> Self {
        Self {
            identity: vec![policy(&[
                r#"{"Sid":"Read","Effect":"Allow","Action":["s3:Get*","s3:ListBucket"],"Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"]}"#.to_owned(),
                r#"{"Sid":"Write","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::uploads/*"}"#.to_owned(),
            ])],
            resource: policy(&[
                r#"{"Sid":"OwnRole","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}"#.to_owned(),
                own_vpc_only(),
            ]),
            scps: vec![policy(&[
                full_access(),
                r#"{"Sid":"KeepBuckets","Effect":"Deny","Action":["s3:DeleteBucket","s3:PutBucketPolicy"],"Resource":"*"}"#.to_owned(),
            ])],
            context: context("vpc-0a1b2c3d"),
        }
    }

    /// Eight policies with some 150 statements, most of which are about something else.
    fn medium() -> Self {
        let mut identity: Vec<Vec<String>> =
            (0..5).map(|at| (0..20).map(|it| team_statement(at * 20 + it)).collect()).collect();
        identity.extend([vec![
            r#"{"Sid":"Read","Effect":"Allow","Action":["s3:Get*","s3:ListBucket"],"Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"]}"#.to_owned(),
        ]]);
        let reader = |it: usize| {
            format!(
                r#"{{"Sid":"Reader{it}","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:role/reader-{it}"}},"Action":["s3:GetObject","s3:GetObjectTagging"],"Resource":"arn:aws:s3:::reports/{it}/*","Condition":{{"StringEquals":{{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}},"IpAddress":{{"aws:SourceIp":["10.0.0.0/16","10.1.{it}.0/24"]}}}}}}"#
            )
        };
        let guard = |it: usize| {
            format!(
                r#"{{"Sid":"Guard{it}","Effect":"Deny","Action":["s3:Delete*","s3:PutBucket*"],"Resource":["arn:aws:s3:::archive-{it}","arn:aws:s3:::archive-{it}/*"],"Condition":{{"ArnNotLike":{{"aws:PrincipalArn":"arn:aws:iam::*:role/admin-{it}-*"}}}}}}"#
            )
        };
        let level = |from: usize| {
            let guards = (from..from + 8).map(guard);
            policy(&[full_access()].into_iter().chain(guards).collect::<Vec<_>>())
        };
        Self {
            identity: identity.iter().map(|it| policy(it)).collect(),
            resource: policy(&(0..30).map(reader).chain([own_vpc_only()]).collect::<Vec<_>>()),
            scps: vec![level(0), level(8)],
            context: context("vpc-0a1b2c3d"),
        }
    }

    /// The same request from a VPC that the bucket policy denies.
    #[must_use]
    pub fn denied(&self) -> Self {
        Self { context: context("vpc-99999999"), ..self.clone() }
    }

    /// All texts.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        self.identity.iter().chain([&self.resource]).chain(&self.scps)
    }

    /// The case as a line of `accesspath authorize`.
    pub fn line(&self, id: usize) -> String {
        let keys: Vec<String> =
            self.context.iter().map(|(key, value)| format!(r#""{key}":"{value}""#)).collect();
        let levels: Vec<String> = self.scps.iter().map(|it| format!("[{it}]")).collect();
        format!(
            r#"{{"id":{id},"request":{{"principal":"{PRINCIPAL}","action":"{ACTION}","resource":"{RESOURCE}","resource_account":"{ACCOUNT}","context":{{{}}}}},"identity_policies":[{}],"resource_policy":{},"service_control_policies":[{}]}}"#,
            keys.join(","),
            self.identity.join(","),
            self.resource,
            levels.join(","),
        )
    }
}

/// A policy of these statements.
pub fn policy(statements: &[String]) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","))
}

/// A statement about buckets of some team.
pub fn team_statement(team: usize) -> String {
    format!(
        r#"{{"Sid":"Team{team}","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:ListBucket"],"Resource":["arn:aws:s3:::team-{team}","arn:aws:s3:::team-{team}/*"],"Condition":{{"StringEquals":{{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}}}}"#
    )
}

fn full_access() -> String {
    r#"{"Sid":"FullAWSAccess","Effect":"Allow","Action":"*","Resource":"*"}"#.to_owned()
}

fn own_vpc_only() -> String {
    r#"{"Sid":"OwnVpcOnly","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"],"Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}}"#.to_owned()
}

fn context(vpc: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("aws:PrincipalOrgID", "o-a1b2c3d4e5"),
        ("aws:SourceIp", "10.0.3.7"),
        ("aws:SourceVpc", vpc),
    ]
}
