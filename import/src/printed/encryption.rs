//! `aws s3api get-bucket-encryption` → the default encryption of the bucket, and `aws kms describe-key` → a key.

use accesspath_policy::arn::Arn;

use crate::given::{Given, Holder};
use crate::recognised::{Kind, Recognised};
use crate::source::{Found, Source};
use crate::written::{Object, text, texts};

pub(super) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    bucket(source, found).or_else(|| key(source, found)).map(|it| vec![it])
}

// AWS: "GetBucketEncryption", ServerSideEncryptionByDefault.
fn bucket(source: &Source<'_>, found: Found<'_>) -> Option<Recognised> {
    let rules = found.at(&["ServerSideEncryptionConfiguration"])?.all("Rules");
    let rule = rules.first()?;
    let own = rule.at(&["ApplyServerSideEncryptionByDefault"])?;
    let algorithm = own.text("SSEAlgorithm")?;
    let title = format!("Default encryption: {algorithm}");
    let mut recognised = source.found(Kind::Answer, &title, found.span());
    let mut json = Object::default().with_text("algorithm", algorithm);
    if algorithm.starts_with("aws:kms") {
        let key = own.text("KMSMasterKeyID").map(named);
        if let Some(Named { arn: Some(arn), name }) = &key {
            let own = Object::default().with_text("id", name).with_text("arn", arn);
            let json = own.with("origin", &source.origin(found.span(), "")).end();
            recognised.facts.push(Given::Record { list: "keys", id: name.clone(), json });
        }
        // Without one it is the key `aws/s3`.
        json = match &key {
            Some(it) => json.with_text("key", &it.name),
            None => json.with("key", "null"),
        };
    }
    if let Some(it) = rule.flag("BucketKeyEnabled") {
        json = json.with("bucket_key", if it { "true" } else { "false" });
    }
    if let Some(blocked) = rule.at(&["BlockedEncryptionTypes"]) {
        let mut types = blocked.texts("EncryptionType");
        types.retain(|it| it != "NONE");
        json = json.with("blocked", &texts(&types));
    }
    let json = json.end();
    recognised.facts.push(Given::Member { of: Holder::Bucket, name: "encryption", json });
    Some(recognised)
}

/// A key as an encryption names it.
struct Named {
    /// Its ARN; `None` for an alias, which tells no key.
    arn: Option<String>,
    /// Its id, or the alias.
    name: String,
}

/// A key by its ARN, its id or an alias.
fn named(key: &str) -> Named {
    let resource = Arn::parse(key).map_or(key, |it| it.resource);
    if resource.starts_with("alias/") {
        return Named { arn: None, name: resource.to_owned() };
    }
    let name = resource.strip_prefix("key/").unwrap_or(resource).to_owned();
    let arn = match resource == key {
        // AWS: "ServerSideEncryptionByDefault" — an id is looked for in the account of who set it.
        true => format!("arn:aws:kms:@region:${{symbol:account}}:key/{name}"),
        false => key.to_owned(),
    };
    Named { arn: Some(arn), name }
}

// AWS: "DescribeKey", KeyMetadata.
fn key(source: &Source<'_>, found: Found<'_>) -> Option<Recognised> {
    let told = found.at(&["KeyMetadata"])?;
    let (arn, id) = (told.text("Arn")?, told.text("KeyId")?);
    let mut recognised = source.found(Kind::Answer, &format!("KMS key {id}"), found.span());
    let manager = match told.text("KeyManager") {
        Some("AWS") => Some("aws"),
        Some("CUSTOMER") => Some("customer"),
        _ => None,
    };
    let known = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"];
    let json = Object::default()
        .with("id", &text(id))
        .with_text("arn", arn)
        .with_text_of("manager", manager)
        .with_text_of("state", told.text("KeyState").filter(|it| known.contains(it)))
        .with("origin", &source.origin(told.span(), ""))
        .end();
    recognised.facts.push(Given::Record { list: "keys", id: id.to_owned(), json });
    Some(recognised)
}
