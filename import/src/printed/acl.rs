//! `aws s3api get-bucket-acl` and `get-object-acl` → the grants of an ACL, without those of its owner.

use crate::given::{Given, Holder};
use crate::recognised::{Choice, Flaw, Kind, Question, Recognised};
use crate::source::{Found, Source};
use crate::written::{Object, list};

/// How the URIs of S3's groups begin.
const GROUPS: &str = "http://acs.amazonaws.com/groups/";

pub(super) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    (found.has("Grants") && found.has("Owner")).then_some(())?;
    let owner = found.at(&["Owner"]).and_then(|it| it.text("ID"));
    let mut recognised = source.found(Kind::Answer, "", found.span());
    let mut grants = Vec::new();
    let mut is_whole = true;
    for grant in found.all("Grants") {
        let grantee = grant.at(&["Grantee"]);
        let own = grantee.and_then(|it| it.text("ID"));
        if own.is_some() && own == owner {
            continue;
        }
        let group = grantee.and_then(|it| it.text("URI")).and_then(|it| it.strip_prefix(GROUPS));
        let group = group.and_then(|it| it.rsplit('/').next());
        match own.or(group).zip(grant.text("Permission")) {
            Some((grantee, permission)) => {
                let json = Object::default().with_text("grantee", grantee);
                grants.push(json.with_text("permission", permission).end());
            }
            None => {
                is_whole = false;
                let place = source.place(grant.span());
                let message = "to whom this grants is not known here".to_owned();
                recognised.flaws.push(Flaw { message, line: place.line, column: place.column });
            }
        }
    }
    recognised.title = match grants.len() {
        0 => "ACL: grants to nobody but its owner".to_owned(),
        1 => "ACL: 1 grant besides its owner's".to_owned(),
        several => format!("ACL: {several} grants besides its owner's"),
    };
    let json = list(grants.into_iter());
    let of_bucket = Given::Member { of: Holder::Bucket, name: "acl", json };
    let facts = if is_whole { vec![of_bucket] } else { Vec::new() };
    // Both commands print the same form.
    recognised.questions = vec![Question {
        asks: "Whose ACL is it?".to_owned(),
        choices: vec![
            Choice { label: "The bucket's".to_owned(), facts },
            Choice { label: "An object's: leave it out".to_owned(), facts: Vec::new() },
        ],
        chosen: None,
    }];
    Some(vec![recognised])
}
