//! The known differences: each with AWS's page that says who is right.

use serde_json::Value;

/// One case that came out differently.
pub struct Seen<'c> {
    pub case: &'c Value,
    /// `allow`, `implicit_deny`, `explicit_deny` or `error`.
    pub ours: &'c str,
    pub theirs: &'c str,
}

/// A known difference.
pub struct Known {
    pub name: &'static str,
    /// What AWS does, which is what is done here.
    pub about: &'static str,
    pub page: &'static str,
    pub explains: fn(&Seen<'_>) -> bool,
}

const VARIABLES: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html";

const OPERATORS: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";

/// The differences, in the order in which they are tried.
pub const KNOWN: &[Known] = &[
    Known {
        name: "endpoint-principal",
        about: "an endpoint policy may name principals",
        page: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
        explains: |seen| {
            let is_named = |it: &Value| it.get("Principal").is_some_and(|it| *it != "*");
            seen.theirs == "error"
                && statements(seen.case, Some("vpc_endpoint_policies")).any(is_named)
        },
    },
    Known {
        name: "root-of-the-account",
        about: "the root user needs no identity policy in its own account",
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html",
        explains: |seen| {
            seen.ours == "allow" && seen.theirs == "implicit_deny" && kind(seen.case) == "Account"
        },
    },
    Known {
        name: "federated-user-without-session-policy",
        about: "a federated user session without a policy of its own has no permissions",
        page: "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html",
        explains: |seen| {
            let sessions = seen.case.get("session_policies").and_then(Value::as_array);
            kind(seen.case) == "FederatedUser"
                && seen.ours == "implicit_deny"
                && sessions.is_none_or(Vec::is_empty)
        },
    },
    Known {
        name: "unsigned-request",
        about: "KMS and Lambda's API take no unsigned requests",
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html",
        explains: |seen| {
            kind(seen.case) == "Anonymous" && seen.ours == "implicit_deny" && !is_of_s3(seen.case)
        },
    },
    Known {
        name: "assume-role",
        about: "a role's trust policy must allow the caller, and no root user or federated user assumes a role",
        page: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
        explains: |seen| {
            text(seen.case, "action") == "sts:AssumeRole"
                && (seen.ours, seen.theirs) == ("implicit_deny", "allow")
        },
    },
    Known {
        name: "restrict-public-buckets",
        about: "what RestrictPublicBuckets rejects is denied, whatever else would deny it too",
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
        explains: |seen| {
            seen.case.get("block_public_access").is_some()
                && (seen.ours, seen.theirs) == ("explicit_deny", "implicit_deny")
        },
    },
    Known {
        name: "session-policy-beside-a-resource-policy",
        about: "in one account, what a resource policy grants to a session, a federated user or everybody is not limited by what a session policy leaves out",
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html",
        explains: |seen| {
            let has_session = layers(seen.case, "session_policies").next().is_some();
            (seen.ours, seen.theirs) == ("allow", "implicit_deny")
                && has_session
                && is_in_one_account(seen.case)
        },
    },
    Known {
        name: "not-principal",
        about: "a Deny with NotPrincipal spares only whom it lists with their account, and its account alone is not the caller",
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
        explains: |seen| {
            let is_not = |it: &Value| it.get("NotPrincipal").is_some();
            seen.ours == "explicit_deny"
                && statements(seen.case, Some("resource_policy")).any(is_not)
        },
    },
    Known {
        name: "every-address",
        about: "0.0.0.0/0 holds every IPv4 address",
        page: OPERATORS,
        explains: |seen| compares(seen.case, "IpAddress", |it| it.ends_with("/0")),
    },
    Known {
        name: "bare-address",
        about: "an address without a length is one address, however it is written, and none of the other family",
        page: OPERATORS,
        explains: |seen| compares(seen.case, "IpAddress", |it| !it.contains('/')),
    },
    Known {
        name: "epoch-seconds",
        about: "a moment may be told in seconds since 1970",
        page: OPERATORS,
        explains: |seen| compares(seen.case, "Date", |it| it.bytes().all(|it| it.is_ascii_digit())),
    },
    Known {
        name: "plain-wildcards",
        about: "${*} stands for a plain asterisk",
        page: VARIABLES,
        explains: |seen| compares(seen.case, "String", |it| it.contains("${*}")),
    },
    Known {
        name: "variables-of-the-old-version",
        about: "without the version of 2012 a variable is plain text",
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html",
        explains: |seen| {
            let is_old = |it: &&Value| it.get("Version").is_some_and(|it| *it != "2012-10-17");
            policies(seen.case, None)
                .into_iter()
                .filter(is_old)
                .any(|it| it.to_string().contains("${"))
        },
    },
    Known {
        name: "wildcard-in-an-endpoint-policy",
        about: "wildcards do not work on the id of an endpoint in an endpoint policy",
        page: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
        explains: |seen| {
            let has_wildcard = |(_, key, values): (&str, &str, &Value)| {
                key.to_ascii_lowercase().starts_with("aws:sourcevpc")
                    && strings(values).any(|it| it.contains(['*', '?']))
            };
            statements(seen.case, Some("vpc_endpoint_policies"))
                .flat_map(conditions)
                .any(has_wildcard)
        },
    },
    Known {
        name: "variable-without-value",
        about: "a variable without a value is like nothing: NotResource does not list it, and a negated operator matches",
        page: VARIABLES,
        explains: |seen| statements(seen.case, None).any(|it| has_null_variable(it, seen.case)),
    },
];

fn kind(case: &Value) -> &str {
    context(case, "aws:PrincipalType").and_then(Value::as_str).unwrap_or_default()
}

fn is_of_s3(case: &Value) -> bool {
    text(case, "action").starts_with("s3:")
}

/// The caller and the resource are in one account.
fn is_in_one_account(case: &Value) -> bool {
    context(case, "aws:PrincipalAccount") == context(case, "aws:ResourceAccount")
}

fn text<'c>(case: &'c Value, name: &str) -> &'c str {
    case.get("request").and_then(|it| it.get(name)).and_then(Value::as_str).unwrap_or_default()
}

/// The value of a condition key, whose name ignores case.
fn context<'c>(case: &'c Value, key: &str) -> Option<&'c Value> {
    let context = case.get("request")?.get("context")?.as_object()?;
    context.iter().find(|it| it.0.eq_ignore_ascii_case(key)).map(|it| it.1)
}

/// The policies of a layer, or its levels.
fn layers<'c>(case: &'c Value, name: &str) -> impl Iterator<Item = &'c Value> {
    case.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// The policies of one layer, or of all.
fn policies<'c>(case: &'c Value, layer: Option<&str>) -> Vec<&'c Value> {
    let layers = case.as_object().into_iter().flatten();
    let wanted = layers.filter(|it| it.0 != "request" && layer.is_none_or(|layer| it.0 == layer));
    let mut open: Vec<&Value> = wanted.map(|it| it.1).collect();
    let mut found = Vec::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(_) => found.push(value),
            _ => {}
        }
    }
    found
}

/// The statements of one layer, or of all.
fn statements<'c>(case: &'c Value, layer: Option<&str>) -> impl Iterator<Item = &'c Value> {
    let policies = policies(case, layer).into_iter();
    policies.flat_map(|it| it.get("Statement").and_then(Value::as_array).into_iter().flatten())
}

/// Some operator whose name holds `family` compares with a value like that.
fn compares(case: &Value, family: &str, like: fn(&str) -> bool) -> bool {
    statements(case, None)
        .flat_map(conditions)
        .any(|(operator, _, values)| operator.contains(family) && strings(values).any(like))
}

/// Every operator of a statement, with its keys and their values.
fn conditions(statement: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let block = statement.get("Condition").and_then(Value::as_object).into_iter().flatten();
    block.flat_map(|(operator, keys)| {
        let keys = keys.as_object().into_iter().flatten();
        keys.map(move |(key, values)| (operator.as_str(), key.as_str(), values))
    })
}

/// The strings of a value, alone or in a list.
fn strings(value: &Value) -> impl Iterator<Item = &str> {
    let many = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    value.as_str().into_iter().chain(many)
}

/// `NotResource` or a negated operator uses a variable that has no value in this request.
fn has_null_variable(statement: &Value, case: &Value) -> bool {
    let is_null = |text: &str| {
        let mut pieces = text.split("${").skip(1).filter_map(|it| it.split('}').next());
        pieces.any(|it| {
            !it.contains(',') && !matches!(it, "*" | "?" | "$") && context(case, it).is_none()
        })
    };
    statement.get("NotResource").is_some_and(|it| strings(it).any(is_null))
        || conditions(statement)
            .any(|(operator, _, values)| operator.contains("Not") && strings(values).any(is_null))
}
