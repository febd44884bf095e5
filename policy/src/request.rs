//! One request as the authorization step sees it: who, what, on what, with which condition keys.

use crate::arn::{self, Arn};
use crate::caller::Caller;
use crate::context::{Context, ContextValue};
use crate::key;
use crate::truth::Truth;

/// One (action, resource) pair that a call needs, with all that policies can ask about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The caller.
    pub caller: Caller,
    /// The action, such as `s3:PutObject`.
    pub action: String,
    /// The resource's ARN.
    pub resource: String,
    /// The account that owns the resource.
    pub resource_account: String,
    /// The condition keys.
    pub context: Context,
    /// The caller belongs to the organization's management account, which SCPs do not limit.
    pub principal_in_management_account: Truth,
    /// The resource belongs to the management account, which RCPs do not limit.
    pub resource_in_management_account: Truth,
    /// The caller is a service-linked role, which neither SCPs nor RCPs limit.
    pub service_linked_role: bool,
    /// The caller has a permissions boundary.
    pub has_boundary: Truth,
    /// The kind of VPC endpoint that the request comes through, if through one.
    pub endpoint: Option<EndpointType>,
}

/// The kind of resource that a request is about; its policy is the resource-based one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Subject {
    /// The bucket that the question names, or an object in it.
    #[default]
    Bucket,
    /// The bucket that an object is copied from.
    CopySource,
    /// The access point that the call goes through.
    AccessPoint,
    /// A KMS key.
    Key,
    /// No resource that could have a policy: the caller's own account.
    Account,
}

impl Subject {
    /// Those besides the bucket, in the order in which a picture shows them.
    pub const OTHERS: [Self; 3] = [Self::CopySource, Self::AccessPoint, Self::Key];
}

/// The two kinds of VPC endpoint that S3 has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointType {
    /// A target of a route.
    Gateway,
    /// A network interface with a private address.
    Interface,
}

impl Request {
    /// The resource's account: from its ARN, or `given`, which must not contradict it.
    ///
    /// # Errors
    ///
    /// One sentence where neither says it, or both and differently.
    pub fn account_of(resource: &str, given: Option<&str>) -> Result<String, &'static str> {
        let own = Arn::parse(resource).map(|it| it.account).filter(|it| !it.is_empty());
        match (own, given) {
            (Some(own), Some(given)) if own != given => {
                Err("resource_account contradicts the resource's ARN")
            }
            (Some(account), _) | (None, Some(account)) if arn::is_account_id(account) => {
                Ok(account.to_owned())
            }
            (None, None) => Err("the resource's ARN has no account: resource_account must say it"),
            _ => Err("an account id is twelve digits"),
        }
    }

    /// The keys that the request itself determines, whatever path it takes: those of its caller and its resource.
    pub fn own_keys(
        caller: &Caller,
        action: &str,
        resource_account: &str,
    ) -> Vec<(&'static str, ContextValue)> {
        let mut keys = Self::keys_of_caller(caller);
        let of_resource = Self::keys_of_resource(action);
        let account = || ContextValue::One(resource_account.to_owned());
        keys.extend(of_resource.iter().map(|it| (*it, account())));
        keys
    }

    /// The keys that its caller determines, whatever is asked for.
    ///
    /// AWS: "AWS global condition context keys" — `aws:PrincipalArn` holds the role of a session.
    pub fn keys_of_caller(caller: &Caller) -> Vec<(&'static str, ContextValue)> {
        let mut keys = Vec::new();
        let mut set = |key, value: Option<&str>| {
            keys.extend(value.map(|value: &str| (key, ContextValue::One(value.to_owned()))));
        };
        set(key::AWS_PRINCIPAL_ARN, caller.principal_arn());
        let anonymous = (*caller == Caller::Anonymous).then_some("anonymous");
        set(key::AWS_PRINCIPAL_ACCOUNT, caller.account().or(anonymous));
        set(key::AWS_PRINCIPAL_TYPE, caller.principal_type());
        set(
            key::AWS_PRINCIPAL_IS_AWS_SERVICE,
            match caller {
                Caller::Service(_) => Some("true"),
                Caller::Anonymous => None,
                _ => Some("false"),
            },
        );
        if let Caller::Role { role, path_told: false, .. } = caller
            && let Some((_, value)) = keys.first_mut()
        {
            *value = ContextValue::Role(role.clone());
        }
        keys
    }

    /// The keys that hold the account of its resource, whoever asks.
    pub fn keys_of_resource(action: &str) -> &'static [&'static str] {
        match action.to_ascii_lowercase().starts_with("s3:") {
            true => &[key::AWS_RESOURCE_ACCOUNT, key::S3_RESOURCE_ACCOUNT],
            false => &[key::AWS_RESOURCE_ACCOUNT],
        }
    }

    /// Caller and resource are of one account.
    pub fn is_same_account(&self) -> bool {
        self.caller.account() == Some(&self.resource_account)
    }
}
