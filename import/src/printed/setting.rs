//! What `aws s3api` prints of a bucket's settings: its Region, Block Public Access, and Object Ownership.

use crate::given::{Given, Holder};
use crate::recognised::{Choice, Kind, Question, Recognised};
use crate::source::{Found, Source};
use crate::written::{Object, text};

/// The switches of Block Public Access, with the words of the scenario.
const SWITCHES: [(&str, &str); 4] = [
    ("BlockPublicAcls", "block_public_acls"),
    ("IgnorePublicAcls", "ignore_public_acls"),
    ("BlockPublicPolicy", "block_public_policy"),
    ("RestrictPublicBuckets", "restrict_public_buckets"),
];

pub(super) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    if found.has("LocationConstraint") {
        // AWS: "GetBucketLocation" — null stands for us-east-1, and EU for eu-west-1.
        let region = match found.text("LocationConstraint") {
            None | Some("null") => "us-east-1",
            Some("EU") => "eu-west-1",
            Some(it) => it,
        };
        let mut recognised =
            source.found(Kind::Answer, &format!("The bucket is in {region}"), found.span());
        let json = text(region);
        recognised.facts = vec![Given::Member { of: Holder::Bucket, name: "region", json }];
        return Some(vec![recognised]);
    }
    if let Some(switches) = found.at(&["PublicAccessBlockConfiguration"]) {
        let mut json = Object::default();
        for (name, word) in SWITCHES {
            if let Some(on) = switches.flag(name) {
                json = json.with(word, if on { "true" } else { "false" });
            }
        }
        let json = json.end();
        let choice = |label: &str, of| Choice {
            label: label.to_owned(),
            facts: vec![Given::Member { of, name: "block_public_access", json: json.clone() }],
        };
        let mut recognised = source.found(Kind::Answer, "Block Public Access", found.span());
        // `aws s3api` prints the bucket's and `aws s3control` the account's, in the same form.
        recognised.questions = vec![Question {
            asks: "Whose Block Public Access is it?".to_owned(),
            choices: vec![
                choice("The bucket's", Holder::Bucket),
                choice("The account's", Holder::Account),
            ],
            chosen: None,
        }];
        return Some(vec![recognised]);
    }
    let rules = found.at(&["OwnershipControls"])?.all("Rules");
    let ownership = rules.iter().find_map(|it| it.text("ObjectOwnership"))?;
    let words = accesspath_engine::scenario::ObjectOwnership::WORDS;
    words.contains(&ownership).then_some(())?;
    let mut recognised =
        source.found(Kind::Answer, &format!("Object Ownership: {ownership}"), found.span());
    recognised.facts =
        vec![Given::Member { of: Holder::Bucket, name: "ownership", json: text(ownership) }];
    Some(vec![recognised])
}
