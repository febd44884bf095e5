//! AWS's services as documented: their actions, resource types and condition keys.
//!
//! The facts are a text, one fact a line, its words parted by spaces:
//!
//! - `prefixes NAME…`: the prefix of every service, as it stands before the colon of an action
//! - `rcp NAME…`: the services that resource control policies work for
//! - `service NAME`: what follows, up to the next such line, is all that the service has
//! - `key NAME TYPE`: a condition key of the service
//! - `resource NAME ARN KEY…`: a resource type, its ARN with `${…}` for what varies, the keys it brings
//! - `keys NUMBER KEY…`: a set of keys that several actions carry
//! - `action NAME NUMBER RESOURCE…`: an action, its set of keys, the resource types it works on
//!
//! An engine for a page need not hold them: they are read from whatever text it is given.

use crate::pattern;

/// The facts that come with the engine.
pub const SERVICE_AUTHORIZATION: &str = include_str!("facts/service-authorization.txt");

/// The day of the facts that come with the engine, as `YYYY-MM-DD`.
pub const AS_OF: &str = "2026-09-26";

/// AWS's managed policies: a policy a line, its path and name and its text.
pub const MANAGED_POLICIES: &str = include_str!("facts/managed-policies.txt");

/// The facts about AWS's services.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[must_use]
#[non_exhaustive]
pub struct Facts<'t> {
    /// The prefix of every service.
    pub prefixes: Vec<&'t str>,
    /// The services that resource control policies work for.
    pub rcp_services: Vec<&'t str>,
    /// The services of which everything is known.
    pub services: Vec<Service<'t>>,
}

/// A service of which everything is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service<'t> {
    /// Its prefix.
    pub name: &'t str,
    /// Its condition keys, each with its type.
    pub keys: Vec<(&'t str, KeyType)>,
    /// Its resource types.
    pub resources: Vec<ResourceType<'t>>,
    /// Its actions.
    pub actions: Vec<ActionFacts<'t>>,
    sets: Vec<Vec<&'t str>>,
}

/// A kind of resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceType<'t> {
    /// The name that AWS gives it.
    pub name: &'t str,
    /// Its ARN, with `${…}` for what varies.
    pub arn: &'t str,
    /// The condition keys that it brings to a request.
    pub keys: Vec<&'t str>,
}

/// An action of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionFacts<'t> {
    /// Its name, without the service.
    pub name: &'t str,
    /// The names of the resource types that it works on; none where it takes only `*`.
    pub resources: Vec<&'t str>,
    set: usize,
}

/// The type of a condition key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyType {
    /// The type of one value.
    pub value: ValueType,
    /// A request may carry several values.
    pub several: bool,
}

/// The type of one value of a condition key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueType {
    /// Any text.
    String,
    /// An ARN.
    Arn,
    /// True or false.
    Bool,
    /// A point in time.
    Date,
    /// A decimal number.
    Numeric,
    /// A point in time that may also be written as a number.
    DateOrNumeric,
    /// An address.
    IpAddress,
}

impl KeyType {
    fn read(word: &str) -> Self {
        let (several, value) = match word.strip_prefix("ArrayOf") {
            Some(value) => (true, value),
            None => (false, word),
        };
        let value = match value {
            "ARN" => ValueType::Arn,
            "Bool" => ValueType::Bool,
            "Date" => ValueType::Date,
            "DateOrNumeric" => ValueType::DateOrNumeric,
            "IPAddress" => ValueType::IpAddress,
            "Numeric" => ValueType::Numeric,
            _ => ValueType::String,
        };
        Self { value, several }
    }
}

impl<'t> Facts<'t> {
    /// Reads the facts of a text; lines of another form are passed over.
    pub fn read(text: &'t str) -> Self {
        let mut facts = Self::default();
        for line in text.lines() {
            let mut words = line.split(' ').filter(|it| !it.is_empty());
            match (words.next(), facts.services.last_mut()) {
                (Some("prefixes"), _) => facts.prefixes = words.collect(),
                (Some("rcp"), _) => facts.rcp_services = words.collect(),
                (Some("service"), _) => facts.services.extend(words.next().map(Service::new)),
                (Some(kind), Some(service)) => service.line(kind, words),
                _ => {}
            }
        }
        facts
    }

    /// The service of that prefix, where everything is known of it.
    pub fn service(&self, prefix: &str) -> Option<&Service<'t>> {
        self.services.iter().find(|it| it.name.eq_ignore_ascii_case(prefix))
    }

    /// A service has that prefix.
    pub(crate) fn has_prefix(&self, prefix: &str) -> bool {
        self.prefixes.iter().any(|it| it.eq_ignore_ascii_case(prefix))
    }

    /// The type of the condition key `name`; nothing where it is not known.
    pub fn key(&self, name: &str) -> Option<KeyType> {
        let global = GLOBAL_KEYS.iter().find(|(key, _)| is_key(key, name));
        let global = global.map(|(_, word)| KeyType::read(word));
        let own =
            || self.services.iter().flat_map(|it| &it.keys).find(|(key, _)| is_key(key, name));
        global.or_else(|| own().map(|(_, found)| *found))
    }
}

impl<'t> Service<'t> {
    fn new(name: &'t str) -> Self {
        Self {
            name,
            keys: Vec::new(),
            resources: Vec::new(),
            actions: Vec::new(),
            sets: Vec::new(),
        }
    }

    fn line(&mut self, kind: &str, mut words: impl Iterator<Item = &'t str>) {
        let Some(name) = words.next() else { return };
        match kind {
            "key" => self.keys.push((name, KeyType::read(words.next().unwrap_or_default()))),
            "resource" => {
                let arn = words.next().unwrap_or_default();
                self.resources.push(ResourceType { name, arn, keys: words.collect() });
            }
            // Sets are numbered from 0 in their order.
            "keys" => self.sets.push(words.collect()),
            "action" => {
                let set = words.next().and_then(|it| it.parse().ok()).unwrap_or(usize::MAX);
                self.actions.push(ActionFacts { name, set, resources: words.collect() });
            }
            _ => {}
        }
    }

    /// The action of that name.
    pub fn action(&self, name: &str) -> Option<&ActionFacts<'t>> {
        self.actions.iter().find(|it| it.name.eq_ignore_ascii_case(name))
    }

    /// The actions that fit a policy's `pattern`, in which `*` and `?` are wildcards.
    pub fn fitting(&self, pattern: &str) -> impl Iterator<Item = &ActionFacts<'t>> + use<'_, 't> {
        let pattern = pattern::any_case(pattern::wildcards(pattern));
        self.actions.iter().filter(move |it| pattern::matches(&pattern, it.name))
    }

    /// The resource types that `action` works on.
    pub(crate) fn resources_of<'a>(
        &'a self,
        action: &'a ActionFacts<'t>,
    ) -> impl Iterator<Item = &'a ResourceType<'t>> {
        self.resources.iter().filter(|it| action.resources.contains(&it.name))
    }

    /// The condition keys that requests for `action` can carry of the service's own, without what a resource brings.
    pub fn keys_of<'a>(
        &'a self,
        action: &ActionFacts<'t>,
    ) -> impl Iterator<Item = &'t str> + use<'a, 't> {
        self.sets.get(action.set).into_iter().flatten().copied()
    }

    /// Requests for `action` can carry the service's condition key `name`.
    pub fn carries(&self, action: &ActionFacts<'t>, name: &str) -> bool {
        let own = self.sets.get(action.set).into_iter().flatten();
        let brought = self.resources_of(action).flat_map(|it| &it.keys);
        own.chain(brought).any(|key| is_key(key, name))
    }
}

/// `name` is the documented `key`, in which `${…}` or `<…>` stands for a name of the person's own.
pub fn is_key(key: &str, name: &str) -> bool {
    let Some((fixed, _)) = key.split_once(['$', '<']) else {
        return key.eq_ignore_ascii_case(name);
    };
    name.len() > fixed.len()
        && name.get(..fixed.len()).is_some_and(|it| it.eq_ignore_ascii_case(fixed))
}

/// The condition keys that calls to any service can carry, each with its type: the global keys of the IAM User Guide,
/// older ones that policies still hold, and the one that Lambda adds to a function's calls.
pub const GLOBAL_KEYS: &[(&str, &str)] = &[
    ("aws:AssumedRoot", "Bool"),
    ("aws:CalledViaAWSMCP", "Bool"),
    ("aws:ChatbotSourceArn", "ARN"),
    ("aws:IsMcpServiceAction", "Bool"),
    ("aws:PrincipalOrgMasterAccountId", "String"),
    ("aws:SignInSessionArn", "ARN"),
    ("aws:SourceOwner", "String"),
    ("aws:ViaAWSMCPService", "Bool"),
    ("lambda:SourceFunctionArn", "ARN"),
    ("aws:CalledVia", "ArrayOfString"),
    ("aws:CalledViaFirst", "String"),
    ("aws:CalledViaLast", "String"),
    ("aws:CurrentTime", "Date"),
    ("aws:Ec2InstanceSourcePrivateIPv4", "IPAddress"),
    ("aws:Ec2InstanceSourceVpc", "String"),
    ("aws:EpochTime", "DateOrNumeric"),
    ("aws:FederatedProvider", "String"),
    ("aws:MultiFactorAuthAge", "Numeric"),
    ("aws:MultiFactorAuthPresent", "Bool"),
    ("aws:PrincipalAccount", "String"),
    ("aws:PrincipalArn", "ARN"),
    ("aws:PrincipalIsAWSService", "Bool"),
    ("aws:PrincipalOrgID", "String"),
    ("aws:PrincipalOrgPaths", "ArrayOfString"),
    ("aws:PrincipalServiceName", "String"),
    ("aws:PrincipalServiceNamesList", "ArrayOfString"),
    ("aws:PrincipalTag/${TagKey}", "String"),
    ("aws:PrincipalType", "String"),
    ("aws:referer", "String"),
    ("aws:RequestedRegion", "String"),
    ("aws:RequestTag/${TagKey}", "String"),
    ("aws:ResourceAccount", "String"),
    ("aws:ResourceOrgID", "String"),
    ("aws:ResourceOrgPaths", "ArrayOfString"),
    ("aws:ResourceTag/${TagKey}", "String"),
    ("aws:SecureTransport", "Bool"),
    ("aws:SourceAccount", "String"),
    ("aws:SourceArn", "ARN"),
    ("aws:SourceIdentity", "String"),
    ("aws:SourceIp", "IPAddress"),
    ("aws:SourceOrgID", "String"),
    ("aws:SourceOrgPaths", "ArrayOfString"),
    ("aws:SourceVpc", "String"),
    ("aws:SourceVpcArn", "ARN"),
    ("aws:SourceVpce", "String"),
    ("aws:TagKeys", "ArrayOfString"),
    ("aws:TokenIssueTime", "Date"),
    ("aws:UserAgent", "String"),
    ("aws:userid", "String"),
    ("aws:username", "String"),
    ("aws:ViaAWSService", "Bool"),
    ("aws:VpceAccount", "String"),
    ("aws:VpceOrgID", "String"),
    ("aws:VpceOrgPaths", "ArrayOfString"),
    ("aws:VpcSourceIp", "IPAddress"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_the_facts_is_that_of_their_package() {
        let source = SERVICE_AUTHORIZATION.lines().nth(1).unwrap();
        assert!(source.contains(&format!(".{}1;", AS_OF.replace('-', ""))), "{source}");
    }

    #[test]
    fn actions_know_their_keys_and_resources() {
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        let s3 = facts.service("s3").unwrap();
        let list = s3.action("listbucket").unwrap();
        assert!(s3.carries(list, "S3:Prefix") && s3.carries(list, "s3:BucketTag/team"));
        assert!(!s3.carries(s3.action("GetObject").unwrap(), "s3:prefix"));
        let types: Vec<&str> = s3.resources_of(list).map(|it| it.name).collect();
        assert_eq!(types, ["accesspoint", "bucket"]);
        assert!(facts.has_prefix("EC2") && facts.service("ec2").is_none());
    }

    #[test]
    fn keys_with_a_name_of_their_own_need_that_name() {
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        let text = KeyType { value: ValueType::String, several: false };
        assert_eq!(facts.key("aws:principaltag/Team"), Some(text));
        assert_eq!(facts.key("aws:PrincipalTag/"), None);
        assert_eq!(facts.key("s3:ExistingObjectTag/class"), Some(text));
        assert_eq!(facts.key("aws:TagKeys").map(|it| it.several), Some(true));
        assert_eq!(facts.key("aws:NoSuchKey"), None);
    }

    #[test]
    fn every_line_of_the_facts_is_understood() {
        for line in SERVICE_AUTHORIZATION.lines().filter(|it| !it.starts_with('#')) {
            let kind = line.split(' ').next().unwrap_or_default();
            let known = ["prefixes", "rcp", "service", "key", "resource", "keys", "action"];
            assert!(known.contains(&kind), "{line}");
        }
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        for service in &facts.services {
            for action in &service.actions {
                assert!(action.set < service.sets.len(), "{}:{}", service.name, action.name);
                assert_eq!(service.resources_of(action).count(), action.resources.len());
            }
        }
    }
}
