//! `aws s3control get-access-point` → an access point, with its network origin.

use accesspath_policy::arn::Arn;

use crate::given::Given;
use crate::name::access_point;
use crate::recognised::{Kind, Recognised};
use crate::source::{Found, Source};

pub(super) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    (found.has("NetworkOrigin") && found.has("Name")).then_some(())?;
    let name = found.text("Name")?;
    let title = format!("Access point {name}");
    let mut recognised = source.found(Kind::Answer, &title, found.span());
    let arn = found.text("AccessPointArn").and_then(Arn::parse);
    let vpc = match found.text("NetworkOrigin") {
        Some("Internet") => Some("null".to_owned()),
        Some("VPC") => found.at(&["VpcConfiguration"])?.text("VpcId").map(crate::written::text),
        _ => None,
    };
    let account = arn.as_ref().map(|it| it.account).or(found.text("BucketAccountId"));
    recognised.facts = access_point(name, account, vpc.as_deref());
    recognised.facts.extend(found.text("Bucket").map(|it| Given::Bucket(it.to_owned())));
    recognised.facts.extend(arn.map(|it| Given::Region(it.region.to_owned())));
    Some(vec![recognised])
}
