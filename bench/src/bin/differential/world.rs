//! The world of the cases: few names of everything, so that they meet often.

/// The account of most callers and resources, and another one.
pub const OWN: &str = "111122223333";
pub const OTHER: &str = "444455556666";

/// A caller: the principal, and what it is called in policies.
#[derive(Clone, Copy, Default)]
pub struct Who {
    pub principal: &'static str,
    /// The value of `aws:PrincipalArn`.
    pub arn: &'static str,
    pub account: &'static str,
    pub kind: &'static str,
}

pub const CALLERS: [Who; 6] = [
    Who {
        principal: "arn:aws:sts::111122223333:assumed-role/app/s",
        arn: "arn:aws:iam::111122223333:role/app",
        account: OWN,
        kind: "AssumedRole",
    },
    Who {
        principal: "arn:aws:iam::111122223333:user/ann",
        arn: "arn:aws:iam::111122223333:user/ann",
        account: OWN,
        kind: "User",
    },
    Who {
        principal: "arn:aws:iam::111122223333:root",
        arn: "arn:aws:iam::111122223333:root",
        account: OWN,
        kind: "Account",
    },
    Who {
        principal: "arn:aws:sts::111122223333:federated-user/fay",
        arn: "arn:aws:sts::111122223333:federated-user/fay",
        account: OWN,
        kind: "FederatedUser",
    },
    Who {
        principal: "arn:aws:iam::444455556666:user/bob",
        arn: "arn:aws:iam::444455556666:user/bob",
        account: OTHER,
        kind: "User",
    },
    Who { principal: "*", arn: "", account: "anonymous", kind: "Anonymous" },
];

/// The entries of principals.
pub const PRINCIPALS: [&str; 11] = [
    "*",
    OWN,
    OTHER,
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::111122223333:role/app",
    "arn:aws:iam::111122223333:role/other",
    "arn:aws:sts::111122223333:assumed-role/app/s",
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:sts::111122223333:federated-user/fay",
    "arn:aws:iam::444455556666:user/bob",
];

/// Those besides `*`, which `NotPrincipal` does not take.
pub const NAMED: &[&str] = match PRINCIPALS.split_first() {
    Some((_, named)) => named,
    None => &[],
};

/// An action, with a resource that it is for and the entries that may cover them.
#[derive(Clone, Copy, Default)]
pub struct What {
    pub action: &'static str,
    pub resource: &'static str,
    pub resources: &'static [&'static str],
    pub actions: &'static [&'static str],
}

const OBJECTS: &[&str] = &[
    "*",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b/docs/*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::*",
    "arn:aws:s3:::b/docs/?",
    "arn:aws:s3:::b/docs/${aws:username}",
    "arn:aws:s3:::b/docs/${aws:PrincipalTag/team, 'x'}",
    "arn:aws:s3:::b/${aws:PrincipalTag/team}/*",
    "arn:aws:s3:::c/*",
    "arn:aws:s3:::b/DOCS/*",
    "arn:*:s3:::b/*",
    "arn:aws:s3:*:*:b/docs/*",
];
const S3: &[&str] = &[
    "*",
    "s3:*",
    "s3:Get*",
    "s3:getobject",
    "s3:PutObject",
    "s3:ListBucket",
    "s3:?etObject",
    "s3:*Object",
    "kms:*",
    "S3:DeleteObject",
];
const KEYS: &[&str] = &[
    "*",
    "arn:aws:kms:eu-west-1:111122223333:key/*",
    "arn:aws:kms:eu-west-1:111122223333:key/k1",
    "arn:aws:kms:*:111122223333:key/k1",
    "arn:aws:kms:eu-west-1:444455556666:key/k1",
];
const FUNCTIONS: &[&str] = &[
    "*",
    "arn:aws:lambda:eu-west-1:111122223333:function:*",
    "arn:aws:lambda:eu-west-1:111122223333:function:f",
    "arn:aws:lambda:*:*:function:f",
    "arn:aws:lambda:eu-west-1:111122223333:function:g",
];

pub const CALLS: [What; 7] = [
    What {
        action: "s3:GetObject",
        resource: "arn:aws:s3:::b/docs/x",
        resources: OBJECTS,
        actions: S3,
    },
    What {
        action: "s3:PutObject",
        resource: "arn:aws:s3:::b/docs/ann",
        resources: OBJECTS,
        actions: S3,
    },
    What {
        action: "s3:DeleteObject",
        resource: "arn:aws:s3:::b/red/x",
        resources: OBJECTS,
        actions: S3,
    },
    What { action: "s3:ListBucket", resource: "arn:aws:s3:::b", resources: OBJECTS, actions: S3 },
    What {
        action: "kms:Decrypt",
        resource: "arn:aws:kms:eu-west-1:111122223333:key/k1",
        resources: KEYS,
        actions: &["*", "kms:*", "kms:Decrypt", "kms:Encrypt", "s3:*"],
    },
    What {
        action: "lambda:InvokeFunction",
        resource: "arn:aws:lambda:eu-west-1:111122223333:function:f",
        resources: FUNCTIONS,
        actions: &["*", "lambda:*", "lambda:InvokeFunction", "lambda:Get*", "s3:*"],
    },
    What {
        action: "sts:AssumeRole",
        resource: "arn:aws:iam::111122223333:role/target",
        resources: &[
            "*",
            "arn:aws:iam::111122223333:role/*",
            "arn:aws:iam::*:role/target",
            "arn:aws:iam::111122223333:role/other",
        ],
        actions: &["sts:*", "sts:AssumeRole", "sts:TagSession", "sts:Assume*"],
    },
];

/// What a key holds.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Holds {
    #[default]
    Text,
    Arn,
    Address,
    Number,
    Date,
    Truth,
    Bytes,
    Texts,
}

/// A condition key, the values that requests bring, and those that policies compare with.
#[derive(Clone, Copy, Default)]
pub struct Key {
    pub name: &'static str,
    pub holds: Holds,
    pub brought: &'static [&'static str],
    pub compared: &'static [&'static str],
}

const fn key(
    name: &'static str,
    holds: Holds,
    brought: &'static [&'static str],
    compared: &'static [&'static str],
) -> Key {
    Key { name, holds, brought, compared }
}

const ADDRESSES: &[&str] =
    &["203.0.113.7", "198.51.100.7", "10.1.2.3", "2001:db8::7", "2001:db8:1::7"];

pub const KEYS_OF_REQUESTS: [Key; 18] = [
    key(
        "aws:SourceVpce",
        Holds::Text,
        &["vpce-1", "vpce-2"],
        &["vpce-1", "vpce-2", "vpce-*", "VPCE-1"],
    ),
    key("aws:SourceVpc", Holds::Text, &["vpc-1"], &["vpc-1", "vpc-?", "vpc-2"]),
    key(
        "aws:PrincipalTag/team",
        Holds::Text,
        &["red", "blue", "Red", "*"],
        &["red", "Red", "r*", "${aws:username}", "${aws:PrincipalTag/team}", "${*}", "b??e"],
    ),
    key(
        "aws:PrincipalOrgID",
        Holds::Text,
        &["o-abc1234567"],
        &["o-abc1234567", "o-*", "o-zzz1234567"],
    ),
    key("aws:userid", Holds::Text, &["AIDAX", "AROAX:s"], &["AIDAX", "AROAX:*", "*:s"]),
    key(
        "aws:username",
        Holds::Text,
        &["ann"],
        &["ann", "Ann", "a*", "${aws:PrincipalTag/team, 'ann'}"],
    ),
    key(
        "s3:prefix",
        Holds::Text,
        &["docs/", "", "red"],
        &["docs/", "docs/*", "", "${aws:PrincipalTag/team}"],
    ),
    key(
        "aws:SourceIp",
        Holds::Address,
        ADDRESSES,
        &[
            "203.0.113.0/24",
            "203.0.113.7",
            "198.51.100.0/25",
            "10.0.0.0/8",
            "0.0.0.0/0",
            "2001:db8::/32",
            "2001:db8::7/128",
            "2001:DB8:0:0::7",
            "::/0",
        ],
    ),
    key("aws:SecureTransport", Holds::Truth, &["true", "false"], &["true", "false", "True"]),
    key("aws:MultiFactorAuthPresent", Holds::Truth, &["true", "false"], &["true", "false"]),
    key(
        "aws:MultiFactorAuthAge",
        Holds::Number,
        &["0", "300", "4000"],
        &["300", "3600", "0.5", "-1"],
    ),
    key("s3:TlsVersion", Holds::Number, &["1.2", "1.3"], &["1.2", "1.3", "1.20", "2"]),
    key("s3:max-keys", Holds::Number, &["10", "1000"], &["10", "100", "10.0"]),
    key(
        "aws:CurrentTime",
        Holds::Date,
        &["2026-01-01T00:00:00Z", "2026-06-30T12:00:00Z"],
        &[
            "2026-01-01T00:00:00Z",
            "2026-01-01",
            "2026-03-01T00:00:00+02:00",
            "1767225600",
            "2027-01-01T00:00:00.5Z",
        ],
    ),
    key("aws:PrincipalTag/bytes", Holds::Bytes, &["QQ==", "Qg=="], &["QQ==", "Qg==", "QUI="]),
    key(
        "aws:PrincipalArn",
        Holds::Arn,
        &[],
        &[
            "arn:aws:iam::111122223333:role/app",
            "arn:aws:iam::111122223333:*",
            "arn:aws:iam::*:user/*",
            "arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}",
            "arn:aws:iam::444455556666:user/bob",
        ],
    ),
    key(
        "aws:SourceArn",
        Holds::Arn,
        &["arn:aws:s3:::b", "arn:aws:sns:eu-west-1:111122223333:t"],
        &[
            "arn:aws:s3:::b",
            "arn:aws:s3:::*",
            "arn:aws:sns:*:111122223333:*",
            "arn:aws:*:eu-west-1:*:t",
        ],
    ),
    key(
        "aws:CalledVia",
        Holds::Texts,
        &["athena.amazonaws.com", "cloudformation.amazonaws.com"],
        &["athena.amazonaws.com", "*.amazonaws.com", "dynamodb.amazonaws.com"],
    ),
];
