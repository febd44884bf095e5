//! What can be given another name, and where its name stands.

use accesspath_policy::arn::Arn;
use accesspath_policy::json::Node;

/// A kind of thing that facts or policies name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A VPC, by id.
    Vpc,
    /// A subnet, by id.
    Subnet,
    /// A route table, by id.
    RouteTable,
    /// A gateway, by id.
    Gateway,
    /// A VPC endpoint, by id.
    Endpoint,
    /// A security group, by id.
    SecurityGroup,
    /// A network ACL, by id.
    NetworkAcl,
    /// A prefix list, by id.
    PrefixList,
    /// An account, by its number.
    Account,
    /// The organization, by id.
    Organization,
    /// A role, by its id in the scenario.
    Role,
    /// A role, by ARN.
    RoleArn,
    /// A function, by its id in the scenario.
    Function,
    /// A function, by name.
    FunctionName,
    /// A placement, by id.
    Placement,
    /// A caller that is no function, by id.
    Caller,
    /// A user, by ARN.
    User,
    /// A bucket, by its id in the scenario.
    Bucket,
    /// A bucket, by name.
    BucketName,
    /// An object, by its id in the scenario.
    Object,
    /// An access point, by its id in the scenario.
    AccessPoint,
    /// An access point, by name.
    AccessPointName,
    /// A KMS key, by its id in the scenario.
    Key,
    /// A KMS key, by ARN.
    KeyArn,
}

/// Where a thing's name stands.
struct Row {
    /// The list of the things, and the member that is the name; the names of members that lead there.
    own: &'static [&'static str],
    /// The members that refer to it.
    refers: &'static [&'static str],
    /// How a policy begins what names it; `None` where none does.
    before: Option<&'static str>,
    /// Its name for people.
    name: &'static str,
}

const fn row(
    own: &'static [&'static str],
    refers: &'static [&'static str],
    before: Option<&'static str>,
    name: &'static str,
) -> Row {
    Row { own, refers, before, name }
}

const ACCOUNTS: [&str; 5] = ["account", "management_account", "owner", "grantee", "source_account"];

impl Thing {
    const fn row(self) -> Row {
        let plain = Some("");
        match self {
            Self::Vpc => row(&["vpcs", "id"], &["vpc", "vpcs"], plain, "a VPC"),
            Self::Subnet => row(&["subnets", "id"], &["subnet", "subnets"], plain, "a subnet"),
            Self::RouteTable => {
                let refers = &["route_table", "main_route_table"];
                row(&["route_tables", "id"], refers, None, "a route table")
            }
            Self::Gateway => row(&["gateways", "id"], &["gateway", "target"], None, "a gateway"),
            Self::Endpoint => {
                let refers = &["endpoint_url", "target", "value"];
                row(&["endpoints", "id"], refers, plain, "an endpoint")
            }
            Self::SecurityGroup => {
                let refers = &["security_group", "security_groups"];
                row(&["security_groups", "id"], refers, None, "a security group")
            }
            Self::NetworkAcl => {
                row(&["network_acls", "id"], &["network_acl"], None, "a network ACL")
            }
            Self::PrefixList => {
                let refers = &["prefix_list", "destination"];
                row(&["prefix_lists", "id"], refers, None, "a prefix list")
            }
            Self::Account => row(&["accounts", "id"], &ACCOUNTS, plain, "an account"),
            Self::Organization => row(&["organization", "id"], &[], plain, "an organization"),
            Self::Role => row(&["roles", "id"], &["role"], None, "a role"),
            Self::RoleArn => row(&["roles", "arn"], &[], plain, "a role"),
            Self::Function => {
                let refers = &["function", "callers", "caller", "signer"];
                row(&["functions", "id"], refers, None, "a function")
            }
            Self::FunctionName => {
                row(&["functions", "name"], &[], Some(":function:"), "a function")
            }
            Self::Placement => {
                row(&["functions", "placements", "id"], &["path"], None, "a placement")
            }
            Self::Caller => {
                let refers = &["callers", "caller", "signer", "path"];
                row(&["callers", "id"], refers, None, "a caller")
            }
            Self::User => row(&["callers", "user"], &[], plain, "a user"),
            Self::Bucket => row(&["buckets", "id"], &["bucket"], None, "a bucket"),
            Self::BucketName => row(&["buckets", "name"], &[], Some(":s3:::"), "a bucket"),
            Self::Object => row(&["objects", "id"], &[], None, "an object"),
            Self::AccessPoint => {
                row(&["access_points", "id"], &["access_point"], None, "an access point")
            }
            Self::AccessPointName => {
                row(&["access_points", "name"], &[], Some(":accesspoint/"), "an access point")
            }
            Self::Key => row(&["keys", "id"], &["key"], None, "a key"),
            Self::KeyArn => row(&["keys", "arn"], &[], plain, "a key"),
        }
    }

    pub(super) const fn with_article(self) -> &'static str {
        self.row().name
    }

    /// Its list, where it is one of several.
    pub(in crate::scenario) const fn list(self) -> &'static [&'static str] {
        match self.row().own {
            [list @ .., _] => list,
            [] => &[],
        }
    }

    /// Its name is known to the scenario alone, and not to AWS.
    #[must_use]
    pub const fn is_internal(self) -> bool {
        use Thing::{AccessPoint, Bucket, Caller, Function, Key, Object, Placement, Role};
        matches!(self, AccessPoint | Bucket | Caller | Function | Key | Object | Placement | Role)
    }

    /// Its name is an id in the list of that name.
    pub(super) fn is_id_in(self, list: &str) -> bool {
        self.row().own.last() == Some(&"id") && self.list().last() == Some(&list)
    }

    /// A text that the members lead to refers to it.
    pub(in crate::scenario) fn is_referred_at(self, at: &[&str]) -> bool {
        self.is_named_at(at) && without_value(at) != self.row().own
    }

    /// Another one has that name.
    pub(super) fn is_taken(self, root: Node<'_>, name: &str) -> bool {
        // Two callers may be the same user.
        self != Self::User && any(root, self.row().own, name)
    }

    /// The members that lead to a text are those of its own name, or of a reference to it.
    pub(super) fn is_named_at(self, at: &[&str]) -> bool {
        let Row { own, refers, .. } = self.row();
        let Some(last) = without_value(at).last() else { return false };
        // Of keys only encryption speaks by id: other members of that name are keys of objects.
        let is_meant = self != Self::Key || at.contains(&"encryption");
        // The `callers` of the scenario are its own records, and no references.
        without_value(at) == own || (refers.contains(last) && is_meant)
    }

    /// The pieces of texts that change.
    pub(super) fn pieces(self, from: &str, to: &str) -> Vec<Piece> {
        let Some(before) = self.row().before else {
            // AWS's own ids are the same in policies, whatever the thing is.
            let is_id =
                ["rtb-", "igw-", "nat-", "eigw-", "tgw-", "pcx-", "vgw-", "sg-", "acl-", "pl-"];
            let from_aws = is_id.iter().any(|it| from.starts_with(it));
            return if from_aws { vec![Piece::new("", from, to)] } else { Vec::new() };
        };
        let mut pieces = vec![Piece::new(before, from, to)];
        if let (Self::RoleArn, Some(from), Some(to)) = (self, Arn::parse(from), Arn::parse(to)) {
            let session = |arn: &Arn<'_>| {
                let name = arn.resource.rsplit('/').next().unwrap_or_default();
                format!("arn:{}:sts::{}:assumed-role/{name}", arn.partition, arn.account)
            };
            pieces.push(Piece::new("", &session(&from), &session(&to)));
        }
        pieces
    }
}

/// The members, without the one in which a fact stands beside its origin.
fn without_value<'a, 'j>(at: &'a [&'j str]) -> &'a [&'j str] {
    match at {
        [before @ .., "value"] if before.last() != Some(&"records") => before,
        _ => at,
    }
}

/// Some text that the members lead to is `name`.
fn any(node: Node<'_>, at: &[&str], name: &str) -> bool {
    use accesspath_policy::json::Value;
    match (node.value, at) {
        (Value::Array(mut items), _) => items.any(|it| any(it, at, name)),
        (Value::Object(members), [first, rest @ ..]) => {
            members.get(first).is_some_and(|it| any(it, rest, name))
        }
        (Value::String(text), []) => text == name,
        _ => false,
    }
}

/// The members of facts whose texts name things by ARN, or as policies do.
pub(super) fn holds_names(at: &[&str]) -> bool {
    const MEMBERS: [&str; 8] =
        ["arn", "user", "source_arn", "grantee", "kms_key_id", "replication_role", "path", "value"];
    let last = without_value(at).last();
    last.is_some_and(|it| MEMBERS.contains(it))
        || ["condition_keys", "constraints"].iter().any(|it| at.contains(it))
}

/// A piece of texts that gives way to another, where it stands as a whole.
pub(super) struct Piece {
    from: String,
    to: String,
}

impl Piece {
    fn new(before: &str, from: &str, to: &str) -> Self {
        Self { from: format!("{before}{from}"), to: format!("{before}{to}") }
    }

    /// The text with the other piece.
    ///
    /// A name ends where an ARN goes on or a text ends; an endpoint's id is a part of its DNS names, too. In a
    /// sentence it stands between words.
    pub(super) fn replaced(&self, text: &str, is_sentence: bool) -> String {
        let is_host = text.trim_end_matches('"').ends_with(".amazonaws.com");
        let begins = |before: Option<char>| match before {
            None | Some('"' | ':' | '/') => true,
            Some(' ' | '(') if is_sentence => true,
            Some(it) => self.from.starts_with(':') || (is_host && it == '.'),
        };
        let ends = |behind: Option<char>| match behind {
            None | Some('"' | ':' | '/') => true,
            Some(' ' | ')' | ',' | ';' | '.' | '\'') if is_sentence => true,
            Some(it) => is_host && matches!(it, '-' | '.'),
        };
        let (mut out, mut rest) = (String::new(), text);
        while let Some((before, behind)) = rest.split_once(&self.from) {
            out.push_str(before);
            let whole = begins(out.chars().next_back()) && ends(behind.chars().next());
            out.push_str(if whole { &self.to } else { &self.from });
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}
