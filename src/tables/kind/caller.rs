//! The organization, accounts, roles, functions, and callers that are no functions.

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::rename::Thing;
use accesspath_policy::partition::Partition;

use super::network::S3_NAMES;
use super::{
    Column, Entries, Holds, Kind, Section, account, column, free, name, only, quoted, region,
};

pub(in crate::tables) const KINDS: &[Kind] = &[
    Kind {
        name: "organization",
        title: "Organization",
        one: "an organization",
        list: &["organization"],
        section: Section::Accounts,
        form: true,
        thing: None,
        columns: &[
            column("Organization id", "id", Holds::Name(Thing::Organization, None)).fact(),
            column("Management account", "management_account", Holds::Text).or("none of these"),
            column("Its S3 policy sets Block Public Access", "block_public_access", Holds::Switch)
                .fact()
                .or("no such policy"),
        ],
        fresh: organization,
    },
    Kind {
        name: "accounts",
        title: "Accounts",
        one: "an account",
        list: &["accounts"],
        section: Section::Accounts,
        form: false,
        thing: None,
        columns: &[
            name("Account", "id", Thing::Account),
            column("Outside the organization", "outside_organization", Holds::Switch).or("off"),
            account_switch("BlockPublicAcls", "block_public_access.block_public_acls"),
            account_switch("IgnorePublicAcls", "block_public_access.ignore_public_acls"),
            account_switch("BlockPublicPolicy", "block_public_access.block_public_policy"),
            account_switch("RestrictPublicBuckets", "block_public_access.restrict_public_buckets"),
            column("Canonical user id", "canonical_id", Holds::Text).or("not known"),
        ],
        fresh: listed_account,
    },
    Kind {
        name: "roles",
        title: "IAM roles",
        one: "a role",
        list: &["roles"],
        section: Section::Callers,
        form: true,
        thing: Some(Thing::Role),
        columns: &[
            name("Role ARN", "arn", Thing::RoleArn),
            name("Id here", "id", Thing::Role),
            column("Identity-based policies", "policies", Holds::Documents).fact().or("none"),
            column("Permissions boundary", "boundary", Holds::Document).fact().or("none"),
            column("Trust policy", "trust", Holds::Document).or("not checked"),
            column("Tags, as a=1&b=2", "tags", Holds::Tags).or("none"),
            column("Unique id, AROA…", "unique_id", Holds::Text).or("not known"),
            column("Service-linked role", "service_linked", Holds::Switch).or("off"),
        ],
        fresh: role,
    },
    Kind {
        name: "functions",
        title: "Lambda functions",
        one: "a function",
        list: &["functions"],
        section: Section::Callers,
        form: true,
        thing: Some(Thing::Function),
        columns: &[
            column("Name", "name", Holds::Name(Thing::FunctionName, Some(Thing::Function))),
            column("Execution role", "role", Holds::Record(&["roles"])),
            column("Region", "region", Holds::Text).or("that of its VPCs"),
            column("Timeout in seconds", "timeout_s", Holds::Number).or("3"),
            column("State", "state", Holds::Words(&["Active", "Pending", "Inactive", "Failed"]))
                .fact()
                .or("taken as Active"),
            column("State reason code", "state_reason_code", Holds::Text).or("not known"),
            column("Resource-based policy", "policy", Holds::Document).fact().or("none"),
        ],
        fresh: function,
    },
    Kind {
        name: "callers",
        title: "Callers that are no functions",
        one: "a caller",
        list: &["callers"],
        section: Section::Callers,
        form: true,
        thing: Some(Thing::Caller),
        columns: &[
            column("Name", "name", Holds::Text),
            name("Id here", "id", Thing::Caller),
            column("Role", "role", Holds::Record(&["roles"])).or("none"),
            column("IAM user, by ARN", "user", Holds::Name(Thing::User, None)).or("none"),
            column("Policies of the user", "policies", Holds::Documents).fact().or("none"),
            column("Boundary of the user", "boundary", Holds::Document).fact().or("none"),
            column("AWS service, by principal", "service", Holds::Text).or("none"),
            column("aws:SourceArn", "source_arn", Holds::Text).or("not known"),
            column("aws:SourceAccount", "source_account", Holds::Text).or("not known"),
            column("Public source IP", "source_ip", Holds::Text).or("not known"),
            column("Subnets", "subnets", Holds::Records("subnets")).or("none"),
            column("Security groups", "security_groups", Holds::Records("security_groups"))
                .or("not known"),
            column("Endpoint's own name", "endpoint_url", Holds::Record(&["endpoints"]))
                .or("not called"),
            column("Name of S3", "s3_name", Holds::Words(S3_NAMES)).or("regional"),
            column("Client's Region", "client_region", Holds::Text).or("the bucket's"),
            column("Tags of the user, as a=1&b=2", "tags", Holds::Tags).or("none"),
        ],
        fresh: caller,
    },
];

/// A switch of Block Public Access of an account.
const fn account_switch(says: &'static str, member: &'static str) -> Column {
    column(says, member, Holds::PublicAccess).fact().or("off")
}

fn organization(scenario: &Scenario, _: &str) -> Entries {
    match scenario.organization {
        Some(_) => Vec::new(),
        None => only(&["organization"], r#"{"id":"o-exampleorg1"}"#.to_owned()),
    }
}

/// The bucket's account, unless it is listed.
fn listed_account(scenario: &Scenario, _: &str) -> Entries {
    let own = account(scenario);
    let examples = ["444455556666", "123456789012", "555555555555", "777788889999"];
    let mut all = std::iter::once(own.as_str()).chain(examples);
    match all.find(|it| scenario.account(it).is_none()) {
        Some(id) => only(&["accounts"], format!(r#"{{"id":{}}}"#, quoted(id))),
        None => Vec::new(),
    }
}

fn role(scenario: &Scenario, _: &str) -> Entries {
    let id = free("new-role", |it| scenario.roles.iter().any(|own| own.id == it));
    let arn = quoted(&format!(
        "arn:{}:iam::{}:role/{id}",
        Partition::of_region(&region(scenario)).id,
        account(scenario)
    ));
    only(&["roles"], format!(r#"{{"id":"{id}","arn":{arn},"policies":[]}}"#))
}

/// A function with the first role, outside a VPC.
fn function(scenario: &Scenario, _: &str) -> Entries {
    let Some(role) = scenario.roles.first() else { return Vec::new() };
    let id = free("new-function", |it| scenario.functions.iter().any(|own| own.id == it));
    let role = quoted(&role.id);
    let own = format!(
        r#"{{"id":"{id}","name":"{id}","role":{role},"placements":[{{"id":"{id}","outside":true}}]}}"#
    );
    only(&["functions"], own)
}

fn caller(scenario: &Scenario, _: &str) -> Entries {
    let id = free("visitor", |it| scenario.callers.iter().any(|own| own.id == it));
    only(&["callers"], format!(r#"{{"id":"{id}","name":"A visitor"}}"#))
}
