//! Buckets, access points, objects, ACLs, keys, grants and notifications.

use accesspath_engine::scenario::rename::Thing;
use accesspath_engine::scenario::{Object, Scenario};
use accesspath_policy::partition::Partition;

use super::{
    Column, Entries, Holds, Kind, Section, account, column, free, name, only, owner, quoted, region,
};

pub(in crate::tables) const KINDS: &[Kind] = &[
    Kind {
        name: "buckets",
        title: "Buckets",
        one: "a bucket",
        list: &["buckets"],
        section: Section::Buckets,
        form: true,
        thing: Some(Thing::Bucket),
        columns: &[
            column("Name", "name", Holds::Name(Thing::BucketName, Some(Thing::Bucket))),
            column("Account", "account", Holds::Text),
            column("Region", "region", Holds::Text),
            column("Bucket policy", "policy", Holds::Document).fact().or("none"),
            switch("BlockPublicAcls", "block_public_access.block_public_acls"),
            switch("IgnorePublicAcls", "block_public_access.ignore_public_acls"),
            switch("BlockPublicPolicy", "block_public_access.block_public_policy"),
            switch("RestrictPublicBuckets", "block_public_access.restrict_public_buckets"),
            column("Object Ownership", "ownership", Holds::Words(OWNERSHIP))
                .fact()
                .or("BucketOwnerEnforced"),
            column("Default encryption", "encryption.algorithm", Holds::Words(BUCKET_ALGORITHMS))
                .fact()
                .or("AES256"),
            column("KMS key", "encryption.key", Holds::Text).fact().or("aws/s3"),
            column("S3 Bucket Key", "encryption.bucket_key", Holds::Switch).fact().or("off"),
            column("Versioning", "versioning", Holds::Words(VERSIONING)).fact().or("not known"),
            column("MFA Delete", "mfa_delete", Holds::Switch).fact().or("off"),
            column("Object Lock", "object_lock", Holds::Switch).fact().or("not known"),
            column("Requester Pays", "requester_pays", Holds::Switch).fact().or("off"),
            column("Transfer Acceleration", "accelerate", Holds::Words(VERSIONING))
                .fact()
                .or("not known"),
            column("Tags, as a=1&b=2", "tags", Holds::Tags).or("none"),
            column("Access control by tags (ABAC)", "abac", Holds::Switch).fact().or("off"),
        ],
        fresh: bucket,
    },
    Kind {
        name: "bucket-acl",
        title: "ACL of buckets, besides their owners' full control",
        one: "a grant",
        list: &["buckets", "acl"],
        section: Section::Buckets,
        form: false,
        thing: None,
        columns: &[owner("Bucket"), GRANTEE, PERMISSION],
        fresh: grant,
    },
    Kind {
        name: "access-points",
        title: "Access points",
        one: "an access point",
        list: &["access_points"],
        section: Section::Buckets,
        form: true,
        thing: Some(Thing::AccessPoint),
        columns: &[
            column("Name", "name", Holds::Name(Thing::AccessPointName, Some(Thing::AccessPoint))),
            column("Account", "account", Holds::Text),
            column("Bucket", "bucket", Holds::Record(&["buckets"])),
            column("VPC of its network origin", "vpc", Holds::Text).fact().or("internet"),
            column("Access point policy", "policy", Holds::Document).fact().or("none"),
            switch("BlockPublicAcls", "block_public_access.block_public_acls"),
            switch("IgnorePublicAcls", "block_public_access.ignore_public_acls"),
            switch("BlockPublicPolicy", "block_public_access.block_public_policy"),
            switch("RestrictPublicBuckets", "block_public_access.restrict_public_buckets"),
            column("Tags, as a=1&b=2", "tags", Holds::Tags).or("none"),
        ],
        fresh: access_point,
    },
    Kind {
        name: "objects",
        title: "Objects",
        one: "an object",
        list: &["objects"],
        section: Section::Objects,
        form: true,
        thing: Some(Thing::Object),
        columns: &[
            column("Key", "key", Holds::Text),
            column("Bucket", "bucket", Holds::Record(&["buckets"])),
            column("Exists", "exists", Holds::Switch).fact().or("on"),
            column("Owner", "owner", Holds::Text).fact().or("not known"),
            column("Encryption", "encryption.algorithm", Holds::Words(OBJECT_ALGORITHMS))
                .fact()
                .or("the bucket's default"),
            column("KMS key", "encryption.key", Holds::Record(&["keys"])).fact().or("aws/s3"),
            column("Tags, as a=1&b=2", "tags", Holds::Tags).or("not known"),
            column("Storage class", "storage_class", Holds::Words(&Object::CLASSES))
                .fact()
                .or("one that the call takes"),
            column("Restored from archive", "restored", Holds::Switch).fact().or("off"),
            column("ETag", "etag", Holds::Text).fact().or("not known"),
            column("Object Lock mode", "lock_mode", Holds::Words(&["GOVERNANCE", "COMPLIANCE"]))
                .fact()
                .or("not locked"),
            column("Retain until", "retain_until", Holds::Text).or("not known"),
            column("Legal hold", "legal_hold", Holds::Switch).fact().or("off"),
        ],
        fresh: object,
    },
    Kind {
        name: "object-acl",
        title: "ACL of objects, besides their owners' full control",
        one: "a grant",
        list: &["objects", "acl"],
        section: Section::Objects,
        form: false,
        thing: None,
        columns: &[owner("Object"), GRANTEE, PERMISSION],
        fresh: grant,
    },
    Kind {
        name: "keys",
        title: "Keys",
        one: "a KMS key",
        list: &["keys"],
        section: Section::Keys,
        form: true,
        thing: Some(Thing::Key),
        columns: &[
            name("Key ARN", "arn", Thing::KeyArn),
            name("Id here", "id", Thing::Key),
            column("Key policy", "policy", Holds::Document).fact().or("AWS's default"),
            column("Manager", "manager", Holds::Words(&["customer", "aws"])).or("customer"),
            column("Key state", "state", Holds::Words(KEY_STATES)).fact().or("Enabled"),
            column("Aliases", "aliases", Holds::Texts).or("none"),
            column("Tags, as a=1&b=2", "tags", Holds::Tags).or("not known"),
        ],
        fresh: key,
    },
    Kind {
        name: "key-grants",
        title: "Grants of keys",
        one: "a grant",
        list: &["keys", "grants"],
        section: Section::Keys,
        form: false,
        thing: None,
        columns: &[
            owner("Key"),
            column("Grantee principal, by ARN", "grantee", Holds::Text),
            column("Operations", "operations", Holds::Texts),
        ],
        fresh: key_grant,
    },
    Kind {
        name: "notifications",
        title: "Notifications of functions",
        one: "a notification",
        list: &["buckets", "notifications"],
        section: Section::Notifications,
        form: false,
        thing: None,
        columns: &[
            owner("Bucket"),
            column("Id", "id", Holds::Text).or("its number"),
            column("Function", "function", Holds::Record(&["functions"])),
            column("Events", "events", Holds::Texts),
            column("Prefix", "prefix", Holds::Text).fact().or("any"),
            column("Suffix", "suffix", Holds::Text).fact().or("any"),
            column("Version or alias", "qualifier", Holds::Text).or("none"),
        ],
        fresh: notification,
    },
];

const GRANTEE: Column = column("Grantee: account or group", "grantee", Holds::Text);

const PERMISSION: Column = column(
    "Permission",
    "permission",
    Holds::Words(&["READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"]),
);

const OWNERSHIP: &[&str] = &["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"];
const BUCKET_ALGORITHMS: &[&str] = &["AES256", "aws:kms", "aws:kms:dsse"];
const OBJECT_ALGORITHMS: &[&str] = &["AES256", "aws:kms", "aws:kms:dsse", "SSE-C"];
const VERSIONING: &[&str] = &["Off", "Enabled", "Suspended"];
const KEY_STATES: &[&str] = &["Enabled", "Disabled", "PendingDeletion", "PendingImport"];

/// A switch of Block Public Access of a bucket or an access point.
const fn switch(says: &'static str, member: &'static str) -> Column {
    column(says, member, Holds::PublicAccess).fact().or("not known")
}

fn bucket(scenario: &Scenario, _: &str) -> Entries {
    let id =
        free("new-bucket", |it| scenario.buckets.iter().any(|own| own.id == it || own.name == it));
    let (account, region) = (quoted(&account(scenario)), quoted(&region(scenario)));
    let own = format!(r#"{{"id":"{id}","name":"{id}","account":{account},"region":{region}}}"#);
    only(&["buckets"], own)
}

fn access_point(scenario: &Scenario, _: &str) -> Entries {
    let id = free("new-access-point", |it| scenario.access_points.iter().any(|own| own.id == it));
    let (account, bucket) = (quoted(&account(scenario)), quoted(&scenario.question.bucket));
    let own = format!(r#"{{"id":"{id}","name":"{id}","account":{account},"bucket":{bucket}}}"#);
    only(&["access_points"], own)
}

/// The object of the question, unless it is described.
fn object(scenario: &Scenario, _: &str) -> Entries {
    let question = &scenario.question;
    let there = |key: &str| scenario.object(&question.bucket, key).is_some();
    let key = if question.key.is_empty() { "new-object" } else { &question.key };
    let (key, bucket) = (quoted(&free(key, there)), quoted(&question.bucket));
    let id = free("object", |it| scenario.objects.iter().any(|own| own.id == it));
    only(&["objects"], format!(r#"{{"id":"{id}","bucket":{bucket},"key":{key}}}"#))
}

fn grant(_: &Scenario, _: &str) -> Entries {
    only(&["acl"], r#"{"grantee":"AllUsers","permission":"READ"}"#.to_owned())
}

fn key(scenario: &Scenario, _: &str) -> Entries {
    let id = free("key-new", |it| scenario.keys.iter().any(|own| own.id == it));
    let number = scenario.keys.len() + 1;
    let region = region(scenario);
    let partition = Partition::of_region(&region).id;
    let arn = quoted(&format!(
        "arn:{partition}:kms:{region}:{}:key/00000000-0000-0000-0000-{number:012}",
        account(scenario)
    ));
    only(&["keys"], format!(r#"{{"id":"{id}","arn":{arn}}}"#))
}

/// A grant for the first role.
fn key_grant(scenario: &Scenario, _: &str) -> Entries {
    let Some(role) = scenario.roles.first() else { return Vec::new() };
    let grantee = quoted(&role.arn);
    let own = format!(r#"{{"grantee":{grantee},"operations":["Decrypt"],"constraints":{{}}}}"#);
    only(&["grants"], own)
}

fn notification(scenario: &Scenario, _: &str) -> Entries {
    let Some(function) = scenario.functions.first() else { return Vec::new() };
    let function = quoted(&function.id);
    let own = format!(r#"{{"function":{function},"events":["s3:ObjectCreated:*"]}}"#);
    only(&["notifications"], own)
}
