//! ARNs and ids → what they name.

use accesspath_engine::scenario::EndpointKind;
use accesspath_policy::arn::{Arn, is_account_id};

use crate::given::{Given, Holder, Standing};
use crate::recognised::{Choice, Kind, Question};
use crate::written;

/// What a name is, and what it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) kind: Kind,
    pub(crate) title: String,
    pub(crate) facts: Vec<Given>,
    pub(crate) questions: Vec<Question>,
}

/// What the principal of a message or an event tells of the caller.
pub(crate) fn principal(arn: &str) -> Vec<Given> {
    let Some(parsed) = Arn::parse(arn) else { return Vec::new() };
    let (kind, name) = parsed.kind_and_name();
    match (parsed.service, kind) {
        ("sts", "assumed-role") => {
            let Some((role, session)) = name.split_once('/') else { return Vec::new() };
            let role = format!("arn:{}:iam::{}:role/{role}", parsed.partition, parsed.account);
            vec![Given::Role(role), Given::Function(session.to_owned())]
        }
        ("iam", "user" | "root") => vec![Given::User(arn.to_owned())],
        ("iam", "role") => vec![Given::Role(arn.to_owned())],
        _ => Vec::new(),
    }
}

/// What a resource of S3 tells: its bucket or access point, and its key.
pub(crate) fn resource(arn: &str) -> Vec<Given> {
    if let Some((arn, name, key)) = of_access_point(arn) {
        let mut facts = access_point(name, Some(arn.account), None);
        facts.push(Given::Region(arn.region.to_owned()));
        if let Some(key) = key.filter(|it| !it.contains('*')) {
            let json = written::text(key);
            facts.push(Given::Member { of: Holder::Question, name: "key", json });
        }
        return facts;
    }
    let of_bucket = |it: &Arn<'_>| it.service == "s3" && it.account.is_empty();
    let Some(parsed) = Arn::parse(arn).filter(of_bucket) else { return Vec::new() };
    let (bucket, key) = parsed.resource.split_once('/').unwrap_or((parsed.resource, ""));
    let mut facts = Vec::new();
    if is_bucket_name(bucket) {
        facts.push(Given::Bucket(bucket.to_owned()));
        if !key.is_empty() && !key.contains('*') {
            let json = written::text(key);
            facts.push(Given::Member { of: Holder::Question, name: "key", json });
        }
    }
    facts
}

/// An access point's ARN, its name, and the key of an object behind it.
// AWS: "Referencing access points".
fn of_access_point(arn: &str) -> Option<(Arn<'_>, &str, Option<&str>)> {
    let parsed = Arn::parse(arn).filter(|it| it.service == "s3" && !it.region.is_empty())?;
    let rest = parsed.resource.strip_prefix("accesspoint/")?;
    let (name, behind) = rest.split_once('/').map_or((rest, None), |it| (it.0, Some(it.1)));
    let key = behind.and_then(|it| it.strip_prefix("object/"));
    (!name.is_empty() && !name.contains(['*', '?'])).then_some((parsed, name, key))
}

/// The call goes through the access point; `vpc` is that of its network origin as JSON, where it is told.
pub(crate) fn access_point(name: &str, account: Option<&str>, vpc: Option<&str>) -> Vec<Given> {
    let account = account.map_or_else(
        || written::Object::default().with_text("symbol", "account").end(),
        written::text,
    );
    let mut json = written::Object::default()
        .with_text("id", name)
        .with_text("name", name)
        .with("account", &account)
        .with_text("bucket", "@bucket");
    if let Some(vpc) = vpc {
        json = json.with("vpc", vpc);
    }
    let (id, json) = (name.to_owned(), json.end());
    let through = written::text(name);
    vec![
        Given::Record { list: "access_points", id, json },
        Given::Member { of: Holder::Question, name: "access_point", json: through },
    ]
}

/// The name could be that of a bucket.
// AWS: "General purpose bucket naming rules".
pub(crate) fn is_bucket_name(name: &str) -> bool {
    let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || b".-_".contains(&it);
    (3..=63).contains(&name.len()) && name.bytes().all(plain)
}

/// What a word is, where it is an ARN or an id.
pub(crate) fn named(word: &str) -> Option<Named> {
    if word.starts_with("arn:") { of_arn(word) } else { of_id(word) }
}

fn of_arn(word: &str) -> Option<Named> {
    let arn = Arn::parse(word)?;
    let (kind, name) = arn.kind_and_name();
    let named = |title: String, facts: Vec<Given>| {
        Some(Named { kind: Kind::Arn, title, facts, questions: Vec::new() })
    };
    match (arn.service, kind) {
        ("sts", "assumed-role") => named(format!("Session {name}"), principal(word)),
        ("iam", "role") => named(format!("Role {name}"), principal(word)),
        ("iam", "user") => named(format!("User {name}"), principal(word)),
        ("s3", _) if arn.account.is_empty() => {
            let facts = resource(word);
            let title = if facts.len() > 1 { "Object" } else { "Bucket" };
            (!facts.is_empty()).then_some(())?;
            named(format!("{title} {}", arn.resource), facts)
        }
        ("s3", _) => {
            let (_, name, key) = of_access_point(word)?;
            let title = if key.is_some() { "Object through access point" } else { "Access point" };
            named(format!("{title} {name}"), resource(word))
        }
        ("lambda", _) => {
            let name = arn.resource.strip_prefix("function:")?.split(':').next()?;
            let facts =
                vec![Given::Function(name.to_owned()), Given::Region(arn.region.to_owned())];
            named(format!("Function {name}"), facts)
        }
        ("kms", "key") => {
            let id = name.to_owned();
            let json = written::Object::default().with_text("id", &id).with_text("arn", word).end();
            named(format!("KMS key {name}"), vec![Given::Record { list: "keys", id, json }])
        }
        _ => None,
    }
}

/// A number of twelve digits, which may be the caller's account or the bucket's.
fn of_account(word: &str) -> Named {
    let role = format!("arn:aws:iam::{word}:role/${{symbol:role}}");
    let choice = |label: &str, facts| Choice { label: label.to_owned(), facts };
    let json = written::text(word);
    let of_bucket = Given::Member { of: Holder::Bucket, name: "account", json };
    let choices = vec![
        choice("The caller's", vec![Given::Role(role.clone())]),
        choice("The bucket's", vec![of_bucket.clone()]),
        choice("Of both", vec![Given::Role(role), of_bucket]),
        choice("Neither", Vec::new()),
    ];
    let asks = "Whose account is it?".to_owned();
    let questions = vec![Question { asks, choices, chosen: None }];
    Named { kind: Kind::Id, title: format!("Account {word}"), facts: Vec::new(), questions }
}

fn of_id(word: &str) -> Option<Named> {
    if is_account_id(word) {
        return Some(of_account(word));
    }
    let is_hex = |it: u8| it.is_ascii_digit() || (b'a'..=b'f').contains(&it);
    let (beginning, number) = word.split_once('-')?;
    if !(8..=17).contains(&number.len()) || !number.bytes().all(is_hex) {
        return None;
    }
    let standing = |subnets: &[&str], groups: &[&str]| {
        let own = |all: &[&str]| -> Vec<String> { all.iter().map(|it| (*it).to_owned()).collect() };
        let (subnets, groups) = (own(subnets), own(groups));
        vec![Given::Stands(match subnets.is_empty() {
            true => Standing::Groups(groups),
            false => Standing::Inside { subnets, groups },
        })]
    };
    let (title, asks, choices) = match beginning {
        "vpce" => {
            let through = |label: &str, kind| Choice {
                label: label.to_owned(),
                facts: vec![Given::Through { endpoint: word.to_owned(), kind }],
            };
            let choices = vec![
                through("Yes, a gateway endpoint", EndpointKind::Gateway),
                through("Yes, an interface endpoint", EndpointKind::Interface),
            ];
            ("Endpoint", "Does the call go through this endpoint?", choices)
        }
        "subnet" => {
            let label = "Yes".to_owned();
            let facts = standing(&[word], &[]);
            ("Subnet", "Does the function run in this subnet?", vec![Choice { label, facts }])
        }
        "sg" => {
            let label = "Yes".to_owned();
            let facts = standing(&[], &[word]);
            ("Security group", "Is it a group of the function?", vec![Choice { label, facts }])
        }
        "vpc" => {
            let label = "Yes".to_owned();
            let facts =
                vec![Given::Stands(Standing::Inside { subnets: Vec::new(), groups: Vec::new() })];
            ("VPC", "Does the function run in this VPC?", vec![Choice { label, facts }])
        }
        "rtb" | "nat" | "acl" | "pl" | "igw" => {
            let title = match beginning {
                "rtb" => "Route table",
                "nat" => "NAT gateway",
                "acl" => "Network ACL",
                "pl" => "Prefix list",
                _ => "Internet gateway",
            };
            let (facts, questions) = (Vec::new(), Vec::new());
            let title = format!("{title} {word}");
            return Some(Named { kind: Kind::Id, title, facts, questions });
        }
        _ => return None,
    };
    let mut choices = choices;
    choices.push(Choice { label: "No".to_owned(), facts: Vec::new() });
    let questions = vec![Question { asks: asks.to_owned(), choices, chosen: None }];
    Some(Named { kind: Kind::Id, title: format!("{title} {word}"), facts: Vec::new(), questions })
}
