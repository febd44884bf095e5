//! The requests that S3 makes to KMS for a caller: the caller's own permissions, in a context of their own.
//!
//! AWS: "Forward access sessions".

use std::sync::Arc;

use accesspath_policy::arn::Arn;
use accesspath_policy::arn::partition;
use accesspath_policy::authorize::{Layers, Source};
use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::json;
use accesspath_policy::key;
use accesspath_policy::partition::Partition;
use accesspath_policy::policy::{PolicyKind, parse_policy};
use accesspath_policy::request::{Request, Subject};
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;
use litemap::LiteMap;

use super::encryption::{KeyUse, UsedKey};
use super::given::{given_keys, set_given};
use super::{CallContext, PreparedRequest, is_management, layers, network};
use crate::scenario::{Fact, Key, KeyGrant, KeyManager};

/// The beginnings of keys that, where a scenario gives them, hold for S3's call to KMS too.
const OF_THE_CALLER: [&str; 9] = [
    "aws:Principal",
    key::AWS_USERID,
    key::AWS_USERNAME,
    key::AWS_TOKEN_ISSUE_TIME,
    "aws:MultiFactorAuth",
    key::AWS_SOURCE_IDENTITY,
    key::AWS_FEDERATED_PROVIDER,
    key::AWS_SOURCE_IP,
    key::AWS_CURRENT_TIME,
];

/// The unclear rules about what such a call carries, each with the keys that it is about.
pub(crate) const FORWARDED: [(Rule, &[&str]); 4] = [
    (Rule::FORWARDED_CALLED_VIA, &key::CALLED_VIA_KEYS),
    (Rule::FORWARDED_TLS, &[key::AWS_SECURE_TRANSPORT]),
    (Rule::FORWARDED_FUNCTION, &[key::LAMBDA_SOURCE_FUNCTION_ARN]),
    (
        Rule::FORWARDED_VPC_KEYS,
        &[
            key::AWS_SOURCE_VPC_ARN,
            key::AWS_VPCE_ACCOUNT,
            key::AWS_VPCE_ORG_ID,
            key::AWS_VPCE_ORG_PATHS,
        ],
    ),
];

impl CallContext<'_> {
    /// The requests that arrive at KMS for one object.
    pub(super) fn to_key(&self, uses: &KeyUse<'_>, rules: &[Rule]) -> Vec<PreparedRequest> {
        let arn = uses.key.arn(partition(&uses.bucket.region));
        let owner = Arn::parse(&arn).map(|it| it.account.to_owned()).unwrap_or_default();
        let layers = self.key_layers(uses, &owner);
        let prepare = |action: &&str| {
            let account = self.identity.caller.account().unwrap_or_default();
            let request = Request {
                context: self.key_context(uses, action, &owner),
                caller: self.identity.caller.clone(),
                action: (*action).to_owned(),
                resource: arn.clone(),
                resource_account: owner.clone(),
                principal_in_management_account: is_management(self.scenario, account),
                resource_in_management_account: is_management(self.scenario, &owner),
                service_linked_role: self.identity.service_linked,
                has_boundary: self.identity.has_boundary(),
                endpoint: None,
            };
            PreparedRequest { request, layers: layers.clone(), rules: rules.to_vec() }
        };
        uses.actions.iter().map(prepare).collect()
    }

    fn key_layers(&self, uses: &KeyUse<'_>, owner: &str) -> Layers {
        let Self { scenario, documents, identity, .. } = self;
        let region = uses.bucket.region.as_str();
        let (policy, grants, manager) = match uses.key {
            UsedKey::AwsManaged { .. } => (None, Vec::new(), KeyManager::Aws),
            UsedKey::Listed(key) => {
                let own = documents.fact(key.policy.as_ref(), PolicyKind::Key);
                (own, grants(key).into_iter().collect(), key.manager)
            }
        };
        let policy = policy.unwrap_or_else(|| match manager {
            KeyManager::Aws => aws_managed_policy(owner, region),
            KeyManager::Customer => default_policy(owner, region),
        });
        let mut layers =
            layers::at(Subject::Key, identity, Some(policy), owner, scenario, documents);
        layers.grants = grants;
        // AWS: "Resource control policies in AWS KMS" — they do not apply to AWS managed keys.
        match uses.key {
            UsedKey::Listed(key) if key.is_open("manager") => {
                layers.rcp_levels.insert(0, vec![Source::NotGiven]);
            }
            _ if manager == KeyManager::Aws => layers.rcp_levels.clear(),
            _ => {}
        }
        layers
    }

    /// The keys that S3's call carries.
    // AWS: "AWS KMS condition keys", "AWS global condition context keys".
    fn key_context(&self, uses: &KeyUse<'_>, action: &str, owner: &str) -> Context {
        let Self { path, scenario, identity, .. } = self;
        let region = uses.bucket.region.as_str();
        let mut context = identity.keys_on(action, owner, scenario);
        for key in key::S3_SIGNATURE_KEYS {
            context.remove(key);
        }
        network::network_keys(path, scenario, &mut context);
        // S3's own call does not carry the keys of the VPC that the request to S3 came from.
        for key in key::ENDPOINT_KEYS {
            context.remove(key);
        }
        for (key, value) in given_keys(path, scenario).into_iter().flatten() {
            let goes_along = |it: &&str| {
                key.get(..it.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(it))
            };
            if OF_THE_CALLER.iter().any(goes_along) {
                set_given(&mut context, key, value);
            }
        }
        context.set_one(key::AWS_VIA_AWS_SERVICE, "true");
        context.set_one(key::AWS_SECURE_TRANSPORT, "true");
        context.set_one(key::AWS_REQUESTED_REGION, region);
        for key in key::CALLED_VIA_KEYS.into_iter().chain([key::AWS_USER_AGENT]) {
            context.set_unknown(key);
        }
        if context.get(key::LAMBDA_SOURCE_FUNCTION_ARN).is_some() {
            context.set_unknown(key::LAMBDA_SOURCE_FUNCTION_ARN);
        }
        let suffix = Partition::of_region(region).suffix;
        context.set_one(key::KMS_VIA_SERVICE, format!("s3.{region}.{suffix}"));
        context.set_known(key::KMS_CALLER_ACCOUNT, identity.caller.account());
        let bucket = format!("arn:{}:s3:::{}", partition(region), uses.bucket.name);
        let encrypts_for = match uses.bucket_key {
            Truth::Yes => Some(bucket),
            Truth::No => Some(format!("{bucket}/{}", uses.object)),
            Truth::Unknown => None,
        };
        context.set_known("kms:EncryptionContext:aws:s3:arn", encrypts_for.as_deref());
        let names = ContextValue::Many(vec!["aws:s3:arn".to_owned()]);
        context.set(key::KMS_ENCRYPTION_CONTEXT_KEYS, names);
        context.set_one(key::KMS_KEY_SPEC, "SYMMETRIC_DEFAULT");
        context.set_one(key::KMS_KEY_USAGE, "ENCRYPT_DECRYPT");
        if action == "kms:Decrypt" {
            context.set_one(key::KMS_ENCRYPTION_ALGORITHM, "SYMMETRIC_DEFAULT");
        }
        for key in [key::KMS_KEY_ORIGIN, key::KMS_MULTI_REGION_KEY_TYPE, key::KMS_REQUEST_ALIAS] {
            context.set_unknown(key);
        }
        let listed = match uses.key {
            UsedKey::Listed(key) => Some(key),
            UsedKey::AwsManaged { .. } => None,
        };
        let multi_region = listed.map(|it| if it.is_multi_region() { "true" } else { "false" });
        context.set_known(key::KMS_MULTI_REGION, multi_region);
        // AWS: "ABAC for AWS KMS" — tags count within one account and Region.
        match listed
            .and_then(|it| it.tags.as_ref())
            .filter(|_| self.identity.caller.account() == Some(owner))
        {
            Some(tags) => {
                for (tag, value) in tags {
                    context.set_one(&[key::AWS_RESOURCE_TAG, tag].concat(), value.clone());
                }
            }
            None => context.set_family_unknown(key::AWS_RESOURCE_TAG),
        }
        match uses.key {
            UsedKey::Listed(key) if !key.aliases.is_empty() => {
                context.set(key::KMS_RESOURCE_ALIASES, ContextValue::Many(key.aliases.clone()));
            }
            _ => context.set_unknown(key::KMS_RESOURCE_ALIASES),
        }
        context
    }
}

fn policy(document: &str, text: &str) -> Source {
    Source::Policy(Arc::new(parse_policy(document.into(), PolicyKind::Key, text)))
}

/// The policy of a key that was made without one.
fn default_policy(account: &str, region: &str) -> Source {
    let statement = default_statement(partition(region), account);
    let text =
        format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {statement}\n  ]\n}}");
    policy("default key policy", &text)
}

/// The one statement of that policy, as it stands there.
// AWS: "Default key policy".
pub(crate) fn default_statement(partition: &str, account: &str) -> String {
    format!(
        r#"{{
      "Sid": "Enable IAM User Permissions",
      "Effect": "Allow",
      "Principal": {{ "AWS": "arn:{partition}:iam::{account}:root" }},
      "Action": "kms:*",
      "Resource": "*"
    }}"#
    )
}

/// The policy of the key `aws/s3`.
// AWS: "AWS KMS condition keys" — AWS managed keys ask for the service and for the caller's account.
fn aws_managed_policy(account: &str, region: &str) -> Source {
    let suffix = Partition::of_region(region).suffix;
    policy(
        "key policy of aws/s3",
        &format!(
            r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Sid": "Allow access through S3 for all principals in the account that are authorized to use S3",
      "Effect": "Allow",
      "Principal": {{ "AWS": "*" }},
      "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      "Resource": "*",
      "Condition": {{
        "StringEquals": {{
          "kms:CallerAccount": "{account}",
          "kms:ViaService": "s3.{region}.{suffix}"
        }}
      }}
    }}
  ]
}}"#
        ),
    )
}

/// The grants of a key, as a policy with a statement for each: both allow in the same way, and grants never deny.
// AWS: "Grants in AWS KMS".
fn grants(key: &Key) -> Option<Source> {
    match &key.grants {
        Fact::Unknown => Some(Source::GrantsNotGiven),
        Fact::Known(list) if list.is_empty() => None,
        Fact::Known(list) => {
            let statements: Vec<String> = list.iter().map(grant).collect();
            let text =
                format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{}]}}", statements.join(","));
            let tree = json::read(&text);
            let shown = tree.root().map(json::print).unwrap_or_default();
            Some(policy(&format!("grants of {}", key.id), &shown))
        }
    }
}

fn grant(grant: &KeyGrant) -> String {
    let mut text = "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":".to_owned();
    json::print_string(&mut text, &grant.grantee);
    text.push_str("},\"Action\":[");
    for (at, operation) in grant.operations.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { "," });
        json::print_string(&mut text, &format!("kms:{operation}"));
    }
    text.push_str("],\"Resource\":\"*\"");
    let equals = &grant.constraints.encryption_context_equals;
    let subset = &grant.constraints.encryption_context_subset;
    let mut conditions = Vec::new();
    let pairs: LiteMap<&String, &String> = equals.iter().chain(subset).collect();
    if !pairs.is_empty() {
        let mut pair = String::new();
        for (name, value) in pairs {
            pair.push_str(if pair.is_empty() { "" } else { "," });
            json::print_string(&mut pair, &format!("kms:EncryptionContext:{name}"));
            pair.push(':');
            json::print_string(&mut pair, value);
        }
        conditions.push(format!("\"StringEquals\":{{{pair}}}"));
    }
    if !equals.is_empty() {
        let mut names = String::new();
        for name in equals.keys() {
            names.push_str(if names.is_empty() { "" } else { "," });
            json::print_string(&mut names, name);
        }
        conditions.push(format!(
            "\"ForAllValues:StringEquals\":{{\"kms:EncryptionContextKeys\":[{names}]}}"
        ));
    }
    if !conditions.is_empty() {
        text.push_str(&format!(",\"Condition\":{{{}}}", conditions.join(",")));
    }
    text.push('}');
    text
}
